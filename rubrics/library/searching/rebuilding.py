"""The whole catalogue of an organization, made from its questions."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from rubrics.library.models import Question
from rubrics.library.searching.cards import AT_A_TIME, cards_of, learn_words, write_cards
from rubrics.library.searching.faces import with_faces
from rubrics.library.searching.filing import file_cards
from rubrics.library.searching.models import SearchCard, SearchShelf, SearchWord


@dataclass(frozen=True)
class Rebuilt:
    """How many questions there are, and how many of their cards had been missing or wrong."""

    questions: int
    corrected: int


def rebuild_catalogue(organization_id: int) -> Rebuilt:
    """Write the cards that are missing or wrong, forget words that stand nowhere, and make all sheets anew.

    Searches go on meanwhile and are right; what was done stays when it is stopped.
    """
    shelf, _ = SearchShelf.objects.get_or_create(organization_id=organization_id)
    known = dict(SearchWord.objects.filter(shelf=shelf).values_list("word", "pk"))
    seen, corrected = 0, 0
    for ids in _batches(organization_id):
        cards, vocabulary = _rebuild(shelf.pk, ids)
        seen += len(ids)
        corrected += cards
        for word in vocabulary:
            known.pop(word, None)
    _forget(list(known.values()))
    file_cards(shelf.pk, anew=True)
    return Rebuilt(seen, corrected)


def _batches(organization_id: int) -> Iterator[list[int]]:
    """The ids of the organization's questions, some at a time."""
    last = 0
    questions = Question.objects.filter(organization=organization_id).order_by("pk")
    while ids := list(questions.filter(pk__gt=last).values_list("pk", flat=True)[:AT_A_TIME]):
        yield ids
        last = ids[-1]


@transaction.atomic
def _rebuild(shelf_id: int, ids: list[int]) -> tuple[int, dict[str, str]]:
    """How many of these questions' cards were wrong, and all their words."""
    shelf = SearchShelf.objects.select_for_update(no_key=True).get(pk=shelf_id)
    # Held still first and read afterwards, so that nothing newer is written over.
    questions = Question.objects.filter(pk__in=ids).order_by("pk")
    list(questions.select_for_update(no_key=True).values_list("pk", flat=True))
    cards, vocabulary = cards_of(shelf, with_faces(questions))
    there = {
        question: (facets, words)
        for question, facets, words in SearchCard.objects.filter(question__in=ids).values_list(
            "question", "facets", "words"
        )
    }
    new = [card for card in cards if card.question_id not in there]
    changed = [
        card for card in cards if there.get(card.question_id, said := (card.facets, card.words)) != said
    ]
    # Given at once, for a place that is given later makes PostgreSQL index the words a second time.
    for place, card in enumerate(new, start=shelf.places):
        card.place = place
    shelf.places += len(new)
    shelf.save(update_fields=["places"])
    write_cards(new)
    write_cards(changed)
    learn_words(shelf, vocabulary)
    return len(new) + len(changed), vocabulary


def _forget(word_ids: list[int]) -> None:
    for at in range(0, len(word_ids), AT_A_TIME):
        SearchWord.objects.filter(pk__in=word_ids[at : at + AT_A_TIME]).delete()
