from collections.abc import Iterator

import pytest
from django.db import connection
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from bench.measuring import NoAnswer, measure

MEBIBYTE = 2**20
LINES = 40_000


def lines() -> Iterator[str]:
    for n in range(LINES):
        yield f"{n} " * 200 + "\n"


def test_it_counts_the_queries_of_one_request(transactional_db: None) -> None:
    def send() -> HttpResponseBase:
        for _ in range(3):
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        return HttpResponse("Three.")

    cost = measure(send, requests=5)
    assert cost.queries == 3
    assert cost.milliseconds > 0
    assert cost.stream is None


def test_it_sees_that_a_stream_is_not_held_in_memory(transactional_db: None) -> None:
    cost = measure(lambda: StreamingHttpResponse(lines()), requests=1)
    assert cost.stream
    assert cost.stream.lines == LINES
    assert cost.stream.grew_by is None or cost.stream.grew_by < 8 * MEBIBYTE


def test_it_sees_that_a_stream_is_held_in_memory(transactional_db: None) -> None:
    cost = measure(lambda: StreamingHttpResponse(list(lines())), requests=1)
    assert cost.stream
    assert cost.stream.grew_by is None or cost.stream.grew_by > 24 * MEBIBYTE


def test_a_page_that_is_refused_has_no_cost(transactional_db: None) -> None:
    with pytest.raises(NoAnswer, match="403"):
        measure(lambda: HttpResponse(status=403), requests=1)
