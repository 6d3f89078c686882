import pytest

from hiring.people.models import Member, Organization, Role
from rubrics.library.models import Question
from rubrics.library.searching import filing
from rubrics.library.searching.models import SearchShelf
from rubrics.library.searching.similar import similar
from rubrics.library.starter import read_library
from rubrics.library.stocking import stock_library
from tests.making import make_member
from tests.rubrics.library.searching.conftest import Write

ASKED = "How do you notice that the data of a model in production drifts?"


@pytest.fixture
def library(write: Write) -> list[Question]:
    return [
        write("Drift", prompt="How would you detect that a production model's data is drifting?"),
        write("Labels", prompt="Which data would you label first, and why?"),
        write("Rollback", prompt="How do you roll back a model?"),
    ]


@pytest.mark.parametrize("is_filed", [False, True])
def test_the_same_question_in_other_words_is_pointed_out(
    library: list[Question], recruiter: Member, is_filed: bool
) -> None:
    if is_filed:
        filing.file_cards(SearchShelf.objects.get().pk, anew=True)
    [(question, percent)] = similar(recruiter, ASKED)
    assert question == library[0]
    assert 70 <= percent <= 100


def test_the_question_that_is_written_is_not_like_itself(library: list[Question], recruiter: Member) -> None:
    own = Question.objects.filter(pk=library[0].pk).values("pk")
    assert similar(recruiter, library[0].versions.get().prompt, leave_out=own) == []


def test_the_nearest_come_first_and_only_so_many(write: Write, recruiter: Member) -> None:
    for title in ("First", "Second", "Third", "Fourth"):
        write(title, prompt=ASKED)
    write("Near", prompt=f"{ASKED} And what then, with sensors?")
    found = similar(recruiter, ASKED)
    assert [(question.title, percent) for question, percent in found] == [
        ("Fourth", 100),
        ("Third", 100),
        ("Second", 100),
    ]
    assert "Near" in {question.title for question, _ in similar(recruiter, ASKED, size=9)}


@pytest.mark.parametrize("text", ["", "?!", "of the", "\0", "x" * 100_000, "wörter ohne ihresgleichen"])
def test_other_texts_are_like_nothing(library: list[Question], recruiter: Member, text: str) -> None:
    assert similar(recruiter, text) == []


def test_nobody_is_told_of_another_organizations_questions(
    library: list[Question], other_organization: Organization
) -> None:
    assert similar(make_member(other_organization, Role.ADMIN), ASKED) == []


def test_every_starter_question_is_recognised(organization: Organization, recruiter: Member) -> None:
    stock_library(organization, read_library())
    for item in read_library().questions:
        [(question, percent), *_] = similar(recruiter, item.prompt.replace("?", " please?"))
        assert question.slug == item.slug
        assert percent >= 90
