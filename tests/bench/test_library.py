import pytest

from bench.filling.library import Library
from rubrics.library.models import Question, QuestionVersion
from rubrics.library.searching.rebuilding import rebuild_catalogue
from rubrics.library.searching.search import search
from rubrics.library.searching.wanted import STATES, Wanted

pytestmark = pytest.mark.django_db


def test_the_library_has_every_state_and_each_question_its_card() -> None:
    library = Library()
    library.grow(to=60)
    library.grow(to=150)
    assert Question.objects.count() == QuestionVersion.objects.count() == 150
    found = search(library.reader, Wanted())
    assert {choice.value for choice in found.facets.state} == set(STATES)
    assert len(found.facets.kind) > 5
    assert rebuild_catalogue(library.organization.pk).corrected == 0


def test_common_words_are_common_and_rare_ones_are_rare() -> None:
    library = Library()
    library.grow(to=100)
    common, rare = library.author.words[0], library.author.words[-1]
    assert (
        search(library.reader, Wanted(words=common)).total
        > 50
        > search(library.reader, Wanted(words=rare)).total
    )
