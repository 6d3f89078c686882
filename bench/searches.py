"""What searching the library costs: its page, asked for many things, in a small and in a large library."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from random import Random
from statistics import quantiles

from django.db import connection
from django.http.response import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.filling.library import Library
from bench.measuring import consume, forget_the_filling, time_one
from bench.readers import browser_of
from rubrics.library.searching.search import search
from rubrics.library.searching.wanted import Wanted

NAME = "search the library"
# What the page may cost at most, but for the slowest five of a hundred searches.
MAY_TAKE = 50.0
# The vocabulary begins with words that most questions hold, and ends with words that few do.
MOST_COMMON, COMMON = 15, 300
PAGES_DOWN = 10

Asked = dict[str, object]


@dataclass(frozen=True)
class SearchCost:
    """Milliseconds of CPU, here and in PostgreSQL; `queries` of the search that makes most of them."""

    questions: int
    searches: int
    queries: int
    p50: float
    p95: float
    worst: float


@dataclass(frozen=True)
class Searched:
    """The same searches in the smaller and in the larger library."""

    small: SearchCost
    large: SearchCost

    @property
    def growth(self) -> float:
        return self.large.p95 / self.small.p95

    @property
    def misses(self) -> list[str]:
        slowest = max(self.small.p95, self.large.p95)
        missed = [f"{slowest:.0f} ms"] if slowest > MAY_TAKE else []
        return missed + (["queries grow"] if self.small.queries != self.large.queries else [])

    @property
    def as_text(self) -> str:
        small, large = self.small, self.large
        return (
            f"{NAME}, {small.questions:,} → {large.questions:,} questions, {large.searches} searches: "
            f"{small.queries} → {large.queries} queries, "
            f"p50 {small.p50:.1f} → {large.p50:.1f} ms, p95 {small.p95:.1f} → {large.p95:.1f} ms, "
            f"worst {small.worst:.1f} → {large.worst:.1f} ms, growth {self.growth:.2f}×; "
            f"aim p95 ≤ {MAY_TAKE:g} ms: {', '.join(self.misses) or 'met'}"
        )


def measure_searches(library: Library, *, each: int) -> SearchCost:
    """The library's page with its facets, for so many searches of each kind."""
    forget_the_filling()
    browser = browser_of(library.reader)
    searches = list(_searches(library, each))
    Random(6).shuffle(searches)
    sends = [partial(_send, browser, asked) for asked in searches]
    # Everything once, for the queries and to be warm.
    queries = max(_queries(send) for send in sends)
    taken = [here + (there or 0.0) for here, there in map(time_one, sends)]
    parts = quantiles(taken, n=100)
    return SearchCost(
        questions=library.questions,
        searches=len(sends),
        queries=queries,
        p50=parts[49],
        p95=parts[94],
        worst=max(taken),
    )


def _send(browser: Client, asked: Asked) -> HttpResponseBase:
    return browser.get(reverse("library:list"), asked)


def _queries(send: Callable[[], HttpResponseBase]) -> int:
    with CaptureQueriesContext(connection) as captured:
        consume(send())
    return len(captured)


def _searches(library: Library, each: int) -> Iterator[Asked]:
    chance, words = Random(5), library.author.words
    rare, common, most_common = words[len(words) // 2 :], words[:COMMON], words[:MOST_COMMON]
    one_of = chance.choice
    for _ in range(each):
        yield {}
        yield {"words": one_of(rare)}
        yield {"words": one_of(common)}
        yield {"words": one_of(most_common)}
        yield {"words": " ".join(chance.sample(most_common, 2))}
        yield {"words": f"{one_of(common)} {one_of(common)} {one_of(most_common)}"}
        yield {"words": f"{one_of(rare)} {one_of(common)}"}
        yield {"words": one_of(common)[: chance.randint(2, 4)]}
        yield {"words": _mistyped(one_of(common), chance)}
        yield {"words": f"{_mistyped(one_of(common), chance)} {one_of(most_common)}"}
        yield {"words": one_of(common), **one_of(_facets(library))}
    yield from (asked | {"words": word} for asked in _facets(library) for word in ("", one_of(common)))
    for words_asked in ("", one_of(most_common), one_of(common)):
        yield _deep(library, words_asked)


def _facets(library: Library) -> list[Asked]:
    return [
        {"kind": "mlops"},
        {"form": "exercise"},
        {"competency": library.competencies[3].pk},
        {"difficulty": 4},
        {"minutes": 20},
        {"state": "draft"},
        {"state": "quarantined"},
        {"under_limit": "on"},
        {"kind": "coding", "difficulty": 3, "competency": library.competencies[0].pk},
    ]


def _mistyped(word: str, chance: Random) -> str:
    """The word with two of its letters exchanged."""
    at = chance.randrange(1, len(word) - 1)
    return f"{word[:at]}{word[at + 1]}{word[at]}{word[at + 2 :]}"


def _deep(library: Library, words: str) -> Asked:
    """The same search some pages further down."""
    after = ""
    for _ in range(PAGES_DOWN):
        after = search(library.reader, Wanted(words=words), after=after).next or after
    return {"words": words, "after": after}
