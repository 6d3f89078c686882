"""Filing: what loose cards say is copied onto the sheets. A search finds the same before and after."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import cast

from django.db import transaction

from rubrics.library.searching.bits import packed, set_of, unpacked
from rubrics.library.searching.marks import begun_marks
from rubrics.library.searching.models import LooseCard, SearchCard, SearchSheet, SearchShelf

# So many loose cards a search reads without being felt.
LOOSE_AT_MOST = 100
# A word has a sheet if one card in so many bears it, and so many cards at least.
ONE_CARD_IN, FEWEST_CARDS = 100, 200
# When the shelf has grown by this, the words that have sheets are chosen anew.
GROWN_BY = 1.5
# Sheets are large: so many are written at a time, and so many cards read.
AT_A_TIME, AT_ONCE = 200, 2_000


def file_when_many(shelf_id: int) -> None:
    """File the loose cards once there are enough of them to be felt."""
    if LooseCard.objects.filter(shelf=shelf_id)[:LOOSE_AT_MOST].count() == LOOSE_AT_MOST:
        file_cards(shelf_id)


@transaction.atomic
def file_cards(shelf_id: int, *, anew: bool = False) -> None:
    """Copy what loose cards say onto the sheets, or with `anew` what all cards say.

    It does nothing while somebody else files on this shelf: it waits for nobody, so nobody waits in a circle.
    """
    shelf = SearchShelf.objects.select_for_update(skip_locked=True, no_key=True).filter(pk=shelf_id).first()
    if shelf is None:
        return
    # Read before the cards: one that is written again meanwhile has another row here, and stays loose.
    loose = dict(LooseCard.objects.filter(shelf=shelf).values_list("pk", "card"))
    if anew or shelf.places + len(loose) > shelf.settled * GROWN_BY:
        _give_places(shelf, SearchCard.objects.filter(shelf=shelf, place=None).order_by("question"))
        _settle(shelf)
    else:
        cards = list(SearchCard.objects.filter(pk__in=set(loose.values())).order_by("question"))
        _give_places(shelf, [card for card in cards if card.place is None])
        _copy(shelf, cards)
    filed = list(loose)
    for at in range(0, len(filed), AT_A_TIME):
        LooseCard.objects.filter(pk__in=filed[at : at + AT_A_TIME]).delete()


def _give_places(shelf: SearchShelf, cards: Iterable[SearchCard]) -> None:
    """A place for each of these cards, in this order, after all that were given."""
    new = list(cards)
    for place, card in enumerate(new, start=shelf.places):
        card.place = place
    SearchCard.objects.bulk_update(new, ["place"], batch_size=AT_A_TIME)
    shelf.places += len(new)
    shelf.save(update_fields=["places"])


def _settle(shelf: SearchShelf) -> None:
    """Write every sheet anew from all cards that have a place, and choose which words have sheets."""
    facets: dict[str, array[int]] = {}
    words: dict[str, array[int]] = {}
    cards = SearchCard.objects.filter(shelf=shelf).exclude(place=None).values_list("place", "facets", "words")
    for place, its_facets, its_words in cast("Iterable[tuple[int, str, str]]", cards.iterator(AT_ONCE)):
        _note(facets, its_facets, place)
        _note(words, its_words, place)
    SearchSheet.objects.filter(shelf=shelf).delete()
    sheets = chain(
        ((mark, set_of(places), True) for mark, places in facets.items()),
        ((mark, places, False) for mark, places in _frequent(shelf, words)),
    )
    SearchSheet.objects.bulk_create(
        (
            SearchSheet(shelf=shelf, mark=mark, is_facet=is_facet, places=packed(places))
            for mark, places, is_facet in sheets
        ),
        batch_size=AT_A_TIME,
    )
    shelf.settled = shelf.places
    shelf.save(update_fields=["settled"])


def _note(bearers: dict[str, "array[int]"], marks: str, place: int) -> None:
    for mark in marks.split():
        if mark in bearers:
            bearers[mark].append(place)
        else:
            bearers[mark] = array("I", (place,))


def _frequent(shelf: SearchShelf, words: Mapping[str, "array[int]"]) -> Iterator[tuple[str, int]]:
    """The words and beginnings that many cards bear, with their places."""
    fewest = max(FEWEST_CARDS, shelf.places // ONE_CARD_IN)
    own = len(str(shelf.pk))
    # In the alphabet's order, so that only one beginning of each length has to be kept at a time.
    begun: dict[int, tuple[str, int]] = {}
    for full_mark in sorted(words):
        mark, places = full_mark[own:], set_of(words[full_mark])
        if len(words[full_mark]) >= fewest:
            yield mark, places
        for beginning in begun_marks(mark):
            before, so_far = begun.get(len(beginning), ("", 0))
            if before != beginning:
                if so_far.bit_count() >= fewest:
                    yield before, so_far
                so_far = 0
            begun[len(beginning)] = (beginning, so_far | places)
    yield from ((beginning, places) for beginning, places in begun.values() if places.bit_count() >= fewest)


def _copy(shelf: SearchShelf, cards: Sequence[SearchCard]) -> None:
    """What these cards say, on the sheets that are there; a facet that is new has a sheet from now on."""
    touched = set_of([card.place for card in cards if card.place is not None])
    bearers = bearers_among(shelf.pk, cards)
    for mark, places in list(bearers.items()):
        for beginning in begun_marks(mark):
            bearers.setdefault(beginning, []).extend(places)
    sheets = {sheet.mark: sheet for sheet in SearchSheet.objects.filter(shelf=shelf)}
    for mark in {mark for card in cards for mark in card.facets.split()} - sheets.keys():
        sheets[mark] = SearchSheet(shelf=shelf, mark=mark, is_facet=True, places=packed(0))
    changed = []
    for mark, sheet in sheets.items():
        before = unpacked(sheet.places)
        now = (before & ~touched) | set_of(bearers.get(mark, []))
        if now != before or sheet.pk is None:
            sheet.places = packed(now)
            changed.append(sheet)
    SearchSheet.objects.bulk_create(
        changed,
        batch_size=AT_A_TIME,
        update_conflicts=True,
        unique_fields=["shelf", "mark"],
        update_fields=["places"],
    )


def bearers_among(shelf_id: int, cards: Iterable[SearchCard]) -> dict[str, list[int]]:
    """The places of these cards by mark; beginnings of words are not among the marks."""
    bearers: dict[str, list[int]] = {}
    own = len(str(shelf_id))
    for card in cards:
        if card.place is not None:
            for mark in chain(card.facets.split(), (word[own:] for word in card.words.split())):
                bearers.setdefault(mark, []).append(card.place)
    return bearers
