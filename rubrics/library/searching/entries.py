"""Cards are written in one transaction with the questions they stand for, so that they cannot differ."""

from collections.abc import Iterable
from functools import partial

from django.db import transaction

from rubrics.library.models import Question
from rubrics.library.searching.cards import cards_of, learn_words, write_cards
from rubrics.library.searching.faces import with_faces
from rubrics.library.searching.filing import file_when_many
from rubrics.library.searching.models import SearchShelf
from rubrics.library.searching.rebuilding import rebuild_catalogue


@transaction.atomic
def index_questions(question_ids: Iterable[int]) -> None:
    """Write the cards of these questions anew; called by whatever changes them, in its transaction."""
    questions = with_faces(Question.objects.filter(pk__in=list(question_ids)).order_by("pk"))
    by_organization: dict[int, list[Question]] = {}
    for question in questions:
        by_organization.setdefault(question.organization_id, []).append(question)
    for organization_id, those in by_organization.items():
        shelf = SearchShelf.objects.filter(organization=organization_id).first()
        if shelf is None:
            # Its other questions may be older than the search.
            rebuild_catalogue(organization_id)
            continue
        cards, vocabulary = cards_of(shelf, those)
        write_cards(cards)
        learn_words(shelf, vocabulary)
        transaction.on_commit(partial(file_when_many, shelf.pk), robust=True)
