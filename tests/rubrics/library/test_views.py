from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from hiring.people.models import Member, Organization
from rubrics.competencies.round_kinds import RoundKind
from rubrics.library.models import Question, QuestionVersion
from rubrics.library.states import QuestionStatus
from tests.making import make_competency, make_question

AsMember = Callable[[Member], Client]
LIST = "library:list"


@pytest.mark.parametrize("row_count", [1, 3])
def test_the_list_asks_a_fixed_number_of_queries(
    client_as: AsMember,
    interviewer: Member,
    row_count: int,
    django_assert_num_queries: Callable[[int], object],
) -> None:
    for _ in range(row_count):
        make_question(interviewer.organization, competencies=[make_competency(interviewer.organization)])
    client = client_as(interviewer)

    with django_assert_num_queries(7):  # type: ignore[attr-defined]
        response = client.get(reverse(LIST))

    assert len(response.context["page"].rows) == row_count


def test_each_filter_narrows_and_the_address_can_be_shared(client_as: AsMember, interviewer: Member) -> None:
    organization = interviewer.organization
    competency = make_competency(organization)
    wanted = make_question(
        organization, kind=RoundKind.MLOPS, competencies=[competency], title="Roll back a model"
    )
    QuestionVersion.objects.filter(question=wanted).update(difficulty=5)
    make_question(organization, title="Something else")
    client = client_as(interviewer)

    for query in (
        {"words": "MODEL roll"},
        {"kind": "mlops"},
        {"competency": competency.pk},
        {"difficulty": "5"},
        {"words": "model", "kind": "mlops", "competency": competency.pk, "difficulty": "5"},
    ):
        response = client.get(reverse(LIST), query)
        assert response.context["page"].rows == [wanted], query
    assert client.get(reverse(LIST), {"words": "model", "kind": "coding"}).context["page"].rows == []


def test_words_are_found_in_the_prompt_too(client_as: AsMember, interviewer: Member) -> None:
    question = make_question(interviewer.organization)
    QuestionVersion.objects.filter(question=question).update(prompt="Explain backpressure.")

    response = client_as(interviewer).get(reverse(LIST), {"words": "backpressure"})

    assert response.context["page"].rows == [question]


def test_retired_questions_are_out_of_the_way(client_as: AsMember, interviewer: Member) -> None:
    make_question(interviewer.organization, status=QuestionStatus.RETIRED)
    draft = make_question(interviewer.organization, status=QuestionStatus.DRAFT)

    assert client_as(interviewer).get(reverse(LIST)).context["page"].rows == [draft]


def test_while_somebody_types_only_what_was_found_is_sent(client_as: AsMember, interviewer: Member) -> None:
    question = make_question(interviewer.organization)

    part = client_as(interviewer).get(reverse(LIST), headers={"HX-Request": "true"})

    assert question.title in part.content.decode()
    assert "<html" not in part.content.decode()
    assert "HX-Request" in part["Vary"]


def test_going_back_brings_the_whole_page(client_as: AsMember, interviewer: Member) -> None:
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}

    assert "<html" in client_as(interviewer).get(reverse(LIST), headers=headers).content.decode()


@pytest.mark.parametrize(
    "query",
    [
        {"kind": "juggling"},
        {"difficulty": "9" * 30},
        {"difficulty": "x"},
        {"competency": str(10**30)},
        {"competency": "\x00"},
        {"words": "\x00"},
        {"words": "x" * 500},
        {"words": "100% _ \\"},
        {"before": "-1"},
    ],
)
def test_an_address_that_makes_no_sense_still_shows_the_library(
    client_as: AsMember, interviewer: Member, query: dict[str, str]
) -> None:
    assert client_as(interviewer).get(reverse(LIST), query).status_code == 200


def test_a_foreign_competency_is_no_filter(
    client_as: AsMember, interviewer: Member, other_organization: Organization
) -> None:
    foreign = make_competency(other_organization)

    response = client_as(interviewer).get(reverse(LIST), {"competency": foreign.pk})

    assert "competency" in response.context["search"].errors


def test_a_question_shows_what_strong_and_weak_sound_like(client_as: AsMember, interviewer: Member) -> None:
    question = make_question(interviewer.organization)

    page = client_as(interviewer).get(question.get_absolute_url()).content.decode()

    for words in ("And then?", "Names a number", "Names no number", "What would you do about"):
        assert words in page


def test_what_cannot_be_read_is_not_found(
    client_as: AsMember, interviewer: Member, other_organization: Organization
) -> None:
    bare = Question.objects.create(
        organization=interviewer.organization, slug="bare", title="Bare", round_kind="coding"
    )
    client = client_as(interviewer)

    for pk in (make_question(other_organization).pk, bare.pk, 10**30):
        assert client.get(reverse("library:detail", args=[pk])).status_code == 404
