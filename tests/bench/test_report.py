import pytest

from bench.measuring import Cost, Stream
from bench.report import Measured, Report
from bench.rows import Row
from bench.searches import SearchCost, Searched

MEBIBYTE = 2**20
PAGE = Row("a page", prepare=lambda readers: lambda: None, queries=10, milliseconds=40, streams=False)  # type: ignore[arg-type, return-value]
EXPORT = Row("an export", prepare=PAGE.prepare, queries=5, milliseconds=None, streams=True)


def cost(
    queries: int = 8, milliseconds: float = 20, postgresql: float | None = None, stream: Stream | None = None
) -> Cost:
    return Cost(queries, milliseconds, postgresql, stream)


def test_a_page_within_its_aims_is_met() -> None:
    assert Measured(PAGE, cost(), cost(milliseconds=22)).misses == []


@pytest.mark.parametrize(
    ("large", "miss"),
    [
        (cost(queries=11), "11 queries"),
        (cost(queries=9), "queries grow"),
        (cost(milliseconds=41), "41 ms"),
        (cost(milliseconds=30), "grows 1.5×"),
        (cost(postgresql=10), "grows 1.5×"),
    ],
)
def test_a_page_that_misses_its_aims_says_how(large: Cost, miss: str) -> None:
    assert miss in Measured(PAGE, cost(), large).misses


def test_an_export_is_flat_if_its_lines_are() -> None:
    small, large = (
        cost(queries=5, milliseconds=lines / 20, stream=Stream(lines, MEBIBYTE)) for lines in (1_000, 10_000)
    )
    assert Measured(EXPORT, small, large).misses == []


def test_an_export_that_is_held_in_memory_is_missed() -> None:
    small, large = (
        cost(queries=5, milliseconds=lines / 20, stream=Stream(lines, lines * 3_000))
        for lines in (1_000, 10_000)
    )
    assert Measured(EXPORT, small, large).misses == ["takes 28.6 MiB"]


def test_an_export_that_does_not_stream_is_missed() -> None:
    assert "does not stream" in Measured(EXPORT, cost(queries=5), cost(queries=5)).misses


def test_the_table_says_what_was_met_and_what_was_missed() -> None:
    report = Report(
        database="SQLite 3",
        sizes=(1_000, 10_000),
        processors=2,
        load=(0.5, 1.5),
        measured=[
            Measured(PAGE, cost(), cost(milliseconds=90, postgresql=1.25)),
            Measured(EXPORT, *(cost(5, 10, stream=Stream(100, None)) for _ in range(2))),
        ],
    )
    lines = report.as_text.splitlines()
    assert lines[0] == "SQLite 3 · 1,000 and 10,000 loops, five scorecards each"
    page, export = lines[4], lines[5]
    assert page.split("  ")[0] == "a page"
    assert page.endswith("missed: 90 ms, grows 4.6×")
    assert export.endswith("met")
    assert page.index("≤ 10 queries") == export.index("≤ 5 queries")
    assert [row["is_met"] for row in report.as_json["rows"]] == [False, True]


@pytest.mark.parametrize(
    ("sizes", "load", "doubts"),
    [((1_000, 10_000), 2.0, []), ((1_000, 10_000), 8.0, ["busier"]), ((20, 200), 2.0, ["not full"])],
)
def test_the_table_says_when_it_is_not_to_be_trusted(
    sizes: tuple[int, int], load: float, doubts: list[str]
) -> None:
    report = Report("SQLite 3", sizes=sizes, processors=2, load=(load, load), measured=[])
    text = report.as_text
    assert [doubt for doubt in ("busier", "not full") if doubt in text] == doubts


def search_cost(questions: int, *, queries: int = 12, p95: float = 20) -> SearchCost:
    return SearchCost(questions, searches=200, queries=queries, p50=p95 / 2, p95=p95, worst=2 * p95)


def test_a_search_is_met_while_nearly_all_are_fast_and_queries_are_the_same() -> None:
    small = search_cost(1_000)
    assert Searched(small, search_cost(100_000, p95=45)).misses == []
    assert Searched(small, search_cost(100_000, p95=55)).misses == ["55 ms"]
    assert Searched(small, search_cost(100_000, queries=13)).misses == ["queries grow"]


def test_the_search_is_told_with_its_growth() -> None:
    searched = Searched(search_cost(1_000), search_cost(100_000, p95=40))
    report = Report("SQLite 3", (1_000, 10_000), 2, (0.5, 0.5), measured=[], searched=searched)
    assert "1,000 → 100,000 questions" in report.as_text
    assert "p95 20.0 → 40.0 ms" in report.as_text
    assert "growth 2.00×" in report.as_text
    assert report.as_json["search"]["is_met"]
