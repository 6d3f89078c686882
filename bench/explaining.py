"""Where a page's time goes: its queries with the time each took, and the functions that cost most."""

import cProfile
import io
import pstats

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.measuring import WARMING, Send, consume

FUNCTIONS = 45


def explain(send: Send, *, requests: int) -> str:
    """The queries of one request, and a profile over several."""
    for _ in range(WARMING):
        consume(send())
    with CaptureQueriesContext(connection) as captured:
        consume(send())
    # Told now, for the next request clears the record.
    queries = [
        f"{float(query['time']) * 1000:7.1f} ms  {query['sql']}" for query in captured.captured_queries
    ]
    profile = cProfile.Profile()
    profile.enable()
    for _ in range(requests):
        consume(send())
    profile.disable()
    text = io.StringIO()
    pstats.Stats(profile, stream=text).sort_stats("cumulative").print_stats(FUNCTIONS)
    return "\n".join([*queries, "", f"{requests} requests", text.getvalue()])
