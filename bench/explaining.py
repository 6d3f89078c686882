"""Where a page's time goes: its queries with the time each took, and the functions that cost most."""

import cProfile
import io
import pstats
from collections.abc import Callable
from functools import partial
from time import perf_counter
from typing import Any

from django.db import connection

from bench.measuring import WARMING, Send, consume

FUNCTIONS = 45


def explain(send: Send, *, requests: int) -> str:
    """The queries of one request, and a profile over several."""
    for _ in range(WARMING):
        consume(send())
    queries: list[str] = []
    with connection.execute_wrapper(partial(_note, queries)):
        consume(send())
    profile = cProfile.Profile()
    profile.enable()
    for _ in range(requests):
        consume(send())
    profile.disable()
    text = io.StringIO()
    pstats.Stats(profile, stream=text).sort_stats("cumulative").print_stats(FUNCTIONS)
    return "\n".join([*queries, "", f"{requests} requests", text.getvalue()])


def _note(queries: list[str], execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
    began = perf_counter()
    result = execute(sql, *rest)
    queries.append(f"{(perf_counter() - began) * 1000:8.2f} ms  {sql}")
    return result
