"""The search of the library: words by relevance, facets with true counts, a page at a time.

The number of queries does not depend on how many questions there are or are found.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import islice
from operator import and_, or_
from typing import Any

from django.db.models import QuerySet

from hiring.foundations.paging import PAGE_SIZE
from hiring.people.models import Member
from rubrics.competencies.models import Competency
from rubrics.competencies.round_kinds import RoundKind
from rubrics.library.models import LEAST_DIFFICULTY, MOST_DIFFICULTY, Question
from rubrics.library.searching.asking import answer
from rubrics.library.searching.bits import below, highest
from rubrics.library.searching.catalogue import Catalogue, Marks
from rubrics.library.searching.faces import STATE_LABELS, with_faces
from rubrics.library.searching.marks import TO_REVIEW, UNDER_LIMIT, facet, tag_mark
from rubrics.library.searching.wanted import LONGEST_CHOICES, RETIRED, STATES, Wanted
from rubrics.library.states import QuestionForm

Reading = Callable[["QuerySet[Question]"], "QuerySet[Question]"]

# Worth and place of the last question of a page: where the next one begins.
CURSOR = re.compile(r"(\d{1,4})\.(\d{1,9})", re.ASCII)


@dataclass(frozen=True)
class Choice:
    """One value of a facet, and how many questions would be found with it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True)
class Facets:
    """What the search can be narrowed by.

    A facet counts within the words and all *other* facets, not its own choice, so that one sees what
    another choice would find. The choices of `minutes` are upper limits. What would find nothing is left
    out, unless it is what was chosen.
    """

    kind: list[Choice]
    form: list[Choice]
    competency: list[Choice]
    difficulty: list[Choice]
    minutes: list[Choice]
    state: list[Choice]


@dataclass(frozen=True)
class Found:
    """A page of what was found, its questions read as was asked, by `with_faces` if nothing was said.

    `total` counts all pages; `next` is the `after` of the next one, empty on the last; `instead` are the
    words that were searched when some of those typed are nowhere in the library, else empty. `to_review`
    counts the questions of the whole library of which a version waits for a review.
    """

    questions: list[Question]
    total: int
    facets: Facets
    next: str
    instead: str
    to_review: int


def search(
    reader: Member,
    wanted: Wanted,
    *,
    without: "QuerySet[Any, Any] | None" = None,
    after: str = "",
    size: int = PAGE_SIZE,
    reading: Reading = with_faces,
) -> Found:
    """The reader's questions that have every word and are as wanted: the best first, then the newest.

    `without` selects the ids of questions to leave out; an `after` that makes no sense is the first page.
    `reading` says how much of each question is read.
    """
    catalogue = Catalogue.of(reader.organization_id)
    bearers = catalogue.facets()
    everything = _any(places for mark, places in bearers.items() if mark.startswith("state="))
    said = answer(catalogue, wanted.words)
    levels = {0: everything} if said.levels is None else said.levels
    filters = _filters(catalogue, wanted, bearers, everything)
    if without is not None:
        filters["without"] = everything & ~catalogue.places_of(without)
    kept = _all(filters.values(), everything)
    page, following = _page({worth: places & kept for worth, places in levels.items()}, after, size)
    found = _any(levels.values())
    return Found(
        questions=_questions(reader, catalogue.questions_at(page), reading),
        total=(found & kept).bit_count(),
        facets=_facets(reader, wanted, bearers, found, filters),
        next=following,
        instead=said.instead,
        to_review=bearers.get(TO_REVIEW, 0).bit_count(),
    )


def _all(sets: Iterable[int], everything: int) -> int:
    return reduce(and_, sets, everything)


def _any(sets: Iterable[int]) -> int:
    return reduce(or_, sets, 0)


def _filters(
    catalogue: Catalogue, wanted: Wanted, bearers: Mapping[str, int], everything: int
) -> dict[str, int]:
    """The places that each wish leaves, by the name of its facet."""
    chosen = {
        "kind": wanted.kind,
        "form": wanted.form,
        "competency": wanted.competency,
        "difficulty": wanted.difficulty,
        "state": wanted.state,
    }
    filters = {name: bearers.get(facet(name, value), 0) for name, value in chosen.items() if value}
    if not wanted.state:
        filters["state"] = everything & ~bearers.get(facet("state", RETIRED), 0)
    if wanted.longest is not None:
        filters["minutes"] = _lasting(bearers, wanted.longest)
    if wanted.under_limit:
        filters["limit"] = bearers.get(UNDER_LIMIT, 0)
    if wanted.tag:
        filters["tag"] = catalogue.bearers({"tag": Marks([tag_mark(wanted.tag)])})["tag"]
    return filters


def _lasting(bearers: Mapping[str, int], longest: int) -> int:
    """The places of questions that take so many minutes at most."""
    return _any(
        places
        for mark, places in bearers.items()
        if mark.startswith("minutes=") and int(mark.removeprefix("minutes=")) <= longest
    )


def _page(levels: Mapping[int, int], after: str, size: int) -> tuple[list[int], str]:
    """The page's places, and where the next page begins."""
    read = [*islice(_after(levels, after), size + 1)]
    page = read[:size]
    following = "{}.{}".format(*page[-1]) if len(read) > size else ""
    return [place for _, place in page], following


def _after(levels: Mapping[int, int], after: str) -> Iterator[tuple[int, int]]:
    """Worth and place of everything that comes after the cursor, in order."""
    cursor = CURSOR.fullmatch(after)
    last_worth, last_place = (int(cursor[1]), int(cursor[2])) if cursor else (None, 0)
    for worth, places in levels.items():
        if last_worth is None or worth < last_worth:
            left = places
        elif worth == last_worth:
            left = places & below(min(last_place, places.bit_length()))
        else:
            continue
        for place in highest(left):
            yield worth, place


def _questions(reader: Member, ids: list[int], reading: Reading) -> list[Question]:
    rows = reading(Question.objects.visible_to(reader).filter(pk__in=ids))
    by_id = {question.pk: question for question in rows}
    return [by_id[pk] for pk in ids if pk in by_id]


def _facets(
    reader: Member, wanted: Wanted, bearers: Mapping[str, int], found: int, filters: Mapping[str, int]
) -> Facets:
    def choices(name: str, values: Iterable[tuple[object, object]], chosen: object) -> list[Choice]:
        within = _all((places for own, places in filters.items() if own != name), found)
        counted = (
            Choice(str(value), str(label), (within & _bearing(bearers, name, value)).bit_count())
            for value, label in values
        )
        return [choice for choice in counted if choice.count or choice.value == str(chosen)]

    competencies = Competency.objects.visible_to(reader).order_by("name", "pk").values_list("pk", "name")
    difficulties = [(level, level) for level in range(LEAST_DIFFICULTY, MOST_DIFFICULTY + 1)]
    limits = sorted({*LONGEST_CHOICES, wanted.longest or LONGEST_CHOICES[0]})
    return Facets(
        kind=choices("kind", RoundKind.choices, wanted.kind),
        form=choices("form", QuestionForm.choices, wanted.form),
        competency=choices("competency", competencies, wanted.competency),
        difficulty=choices("difficulty", difficulties, wanted.difficulty),
        minutes=choices("minutes", [(limit, limit) for limit in limits], wanted.longest),
        state=choices("state", [(state, STATE_LABELS[state]) for state in STATES], wanted.state),
    )


def _bearing(bearers: Mapping[str, int], name: str, value: object) -> int:
    return _lasting(bearers, int(str(value))) if name == "minutes" else bearers.get(facet(name, value), 0)
