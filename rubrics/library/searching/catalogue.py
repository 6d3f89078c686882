"""One organization's catalogue, open for one search."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, Self, TypeVar

from django.db.models import QuerySet

from rubrics.library.models import Question
from rubrics.library.searching.bits import below, set_of, unpacked
from rubrics.library.searching.engines import filed_places
from rubrics.library.searching.filing import bearers_among
from rubrics.library.searching.models import SearchCard, SearchSheet, SearchShelf
from rubrics.library.searching.rebuilding import rebuild_catalogue

CARD = ("", "__question", "__place", "__facets", "__words")

Group = TypeVar("Group", bound=Hashable)


@dataclass(frozen=True)
class Marks:
    """Marks of which a card must bear one; `together` is one mark that says the same, if there is such."""

    each: Sequence[str]
    together: str = ""


@dataclass(frozen=True)
class Catalogue:
    """Loose cards, laid over what is on the sheets and in the index.

    Loose cards that were never filed come after all `filed` places here, in the order in which they are going
    to be filed; `new` says which question is where among them. `touched` are the places of all loose cards.
    """

    shelf: int
    filed: int
    loose: Mapping[str, Sequence[int]]
    touched: int
    new: Mapping[int, int]

    @classmethod
    def of(cls, organization_id: int) -> Self:
        """One query for loose cards and how many were filed: they must be of the same moment."""
        rows = _read(organization_id)
        if not rows and Question.objects.filter(organization=organization_id).exists():
            # These questions are older than the search.
            rebuild_catalogue(organization_id)
            rows = _read(organization_id)
        shelf, filed = rows[0][:2] if rows else (0, 0)
        cards = {row[2]: SearchCard(None, shelf, *row[3:]) for row in rows if row[2] is not None}
        new = [card for card in cards.values() if card.place is None]
        for place, card in enumerate(new, start=filed):
            card.place = place
        return cls(
            shelf=shelf,
            filed=filed,
            loose=bearers_among(shelf, cards.values()),
            touched=set_of([card.place for card in cards.values() if card.place is not None]),
            new={place: card.question_id for place, card in enumerate(new, start=filed)},
        )

    def facets(self) -> dict[str, int]:
        """The places of every facet's bearers."""
        sheets = SearchSheet.objects.filter(shelf=self.shelf, is_facet=True)
        filed = {mark: unpacked(places) for mark, places in sheets.values_list("mark", "places")}
        return {
            mark: self._now(filed.get(mark, 0), self._loose([mark]))
            for mark in {*filed, *(mark for mark in self.loose if "=" in mark)}
        }

    def bearers(self, groups: Mapping[Group, Marks]) -> dict[Group, int]:
        """For each group, the places of the cards that bear one of its marks. Two queries at most."""
        wanted = {mark for marks in groups.values() for mark in (*marks.each, marks.together) if mark}
        sheets = SearchSheet.objects.filter(shelf=self.shelf, mark__in=wanted)
        sheet = {mark: unpacked(places) for mark, places in sheets.values_list("mark", "places")}
        rare = {
            name: [f"{self.shelf}{mark}" for mark in marks.each if mark not in sheet]
            for name, marks in groups.items()
            if marks.together not in sheet
        }
        listed = filed_places({name: marks for name, marks in rare.items() if marks})
        found = {}
        for name, marks in groups.items():
            filed = [marks.together] if marks.together in sheet else marks.each
            places = reduce(or_, (sheet.get(mark, 0) for mark in filed), set_of(listed.get(name, [])))
            found[name] = self._now(places, self._loose(self._begun(marks.together) or marks.each))
        return found

    def questions_at(self, places: Sequence[int]) -> list[int]:
        """The ids of the questions at these places, in this order."""
        cards = SearchCard.objects.filter(shelf=self.shelf, place__in=places)
        ids = dict(cards.values_list("place", "question")) | dict(self.new)
        return [ids[place] for place in places if place in ids]

    def places_of(self, question_ids: "QuerySet[Any, Any]") -> int:
        """The places of these questions; `question_ids` selects one column."""
        cards = SearchCard.objects.filter(shelf=self.shelf, question__in=question_ids)
        place_of_new = {question: place for place, question in self.new.items()}
        places = [
            place_of_new.get(question, place) for place, question in cards.values_list("place", "question")
        ]
        return set_of([place for place in places if place is not None])

    def _now(self, filed: int, loose: int) -> int:
        return (filed & below(self.filed) & ~self.touched) | loose

    def _loose(self, marks: Iterable[str]) -> int:
        """The places of loose cards that bear one of the marks."""
        return set_of([place for mark in marks for place in self.loose.get(mark, ())])

    def _begun(self, beginning: str) -> list[str]:
        """The marks on loose cards that begin so."""
        begun = beginning.removesuffix("*")
        return [mark for mark in self.loose if mark.startswith(begun)] if begun else []


def _read(organization_id: int) -> list[Any]:
    """Shelf, filed places and loose card; a shelf without loose cards has one row."""
    return list(
        SearchShelf.objects.filter(organization=organization_id)
        .order_by("loose__card__question")
        .values_list("pk", "places", *(f"loose__card{name}" for name in CARD))
    )
