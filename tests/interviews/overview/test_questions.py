"""A question's use as pages and API tell it, and retiring with an eye on open loops."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from hiring.people.models import Member, Organization
from interviews.loops.models import Loop
from rubrics.library.models import Question
from rubrics.library.states import QuestionStatus
from tests.making import make_candidate, make_loop, make_question

pytestmark = pytest.mark.django_db


@pytest.fixture
def loop(organization: Organization, recruiter: Member) -> Loop:
    return make_loop(organization, by=recruiter)


@pytest.fixture
def question(loop: Loop) -> Question:
    return loop.rounds.earliest("position").questions.get().question_version.question


def status_of(question: Question) -> str:
    return Question.objects.get(pk=question.pk).current.status  # type: ignore[union-attr]


def test_a_recruiter_sees_whose_round_asks_it(
    client_as: Callable[[Member], Client], recruiter: Member, loop: Loop, question: Question
) -> None:
    page = client_as(recruiter).get(reverse("exposure:asked", args=[question.pk])).content.decode()

    assert loop.candidacy.candidate.name in page
    assert loop.title in page


def test_an_interviewer_of_other_loops_sees_it_counted_only(
    client_as: Callable[[Member], Client], interviewer: Member, loop: Loop, question: Question
) -> None:
    page = client_as(interviewer).get(reverse("exposure:asked", args=[question.pk])).content.decode()

    assert loop.candidacy.candidate.name not in page
    assert "And 1 more, counted above only." in page


@pytest.mark.parametrize("loop_count", [1, 3])
def test_the_use_page_asks_as_much_for_many_rounds_as_for_one(
    client_as: Callable[[Member], Client],
    organization: Organization,
    recruiter: Member,
    loop_count: int,
    django_assert_num_queries: Any,
) -> None:
    question = make_question(organization)
    for _ in range(loop_count):
        planned = make_loop(organization, published=False, by=recruiter).rounds.earliest("position")
        client_as(recruiter).post(reverse("staffing:choose", args=[planned.pk]), {"question": question.pk})
    client = client_as(recruiter)

    with django_assert_num_queries(7):
        response = client.get(reverse("exposure:asked", args=[question.pk]))

    assert response.context["use"].planned == loop_count
    assert len(response.context["use"].askings) == loop_count


def test_retiring_names_the_open_loops_first(
    client_as: Callable[[Member], Client], recruiter: Member, loop: Loop, question: Question
) -> None:
    client = client_as(recruiter)

    page = client.get(reverse("exposure:retire"), {"question": question.pk}).content.decode()
    before = status_of(question)
    done = client.post(reverse("exposure:retire"), {"question": question.pk})

    assert loop.title in page
    assert (before, status_of(question)) == (QuestionStatus.APPROVED, QuestionStatus.RETIRED)
    assert done.headers["Location"] == question.get_absolute_url()
    assert loop.rounds.earliest("position").questions.exists()


def test_one_that_is_retired_already_keeps_no_other_from_it(
    client_as: Callable[[Member], Client], organization: Organization, recruiter: Member
) -> None:
    over = make_question(organization, status=QuestionStatus.RETIRED, title="An old one")
    good = make_question(organization)

    page = client_as(recruiter).post(
        reverse("exposure:retire"), {"question": [over.pk, good.pk]}, follow=True
    )

    assert status_of(good) == QuestionStatus.RETIRED
    told = page.content.decode()
    assert "An old one: This question is retired already." in told
    assert "1 question is retired." in told


def test_a_strangers_question_and_none_at_all_are_no_page(
    client_as: Callable[[Member], Client], other_organization: Organization, recruiter: Member
) -> None:
    client, foreign = client_as(recruiter), make_question(other_organization)

    for asked in ({"question": foreign.pk}, {"question": "9" * 30}, {"question": "x"}, {}):
        assert client.get(reverse("exposure:retire"), asked).status_code == 404
        assert client.post(reverse("exposure:retire"), asked).status_code == 404


def test_the_api_tells_use_and_retires(
    api_as: Callable[[Member], APIClient], recruiter: Member, loop: Loop, question: Question
) -> None:
    api = api_as(recruiter)

    use = api.get(f"/api/v1/questions/{question.pk}/use/").json()
    retired = api.post(f"/api/v1/questions/{question.pk}/retire/").json()

    assert (use["planned"], use["asked"], use["in_window"]) == (1, 0, 1)
    assert [asking["loop"] for asking in use["askings"]] == [loop.pk]
    assert retired == {"open_loops": [loop.pk], "open_loops_elsewhere": 0}
    assert status_of(question) == QuestionStatus.RETIRED


def test_the_api_finds_what_a_candidate_has_not_met(
    api_as: Callable[[Member], APIClient],
    organization: Organization,
    recruiter: Member,
    loop: Loop,
    question: Question,
) -> None:
    other, api = make_question(organization), api_as(recruiter)
    asked = {"not_met_by": loop.candidacy.candidate_id}

    found = {row["id"] for row in api.get("/api/v1/questions/", asked).json()["results"]}
    total = api.get("/api/v1/questions/facets/", asked).json()["total"]

    assert other.pk in found
    assert question.pk not in found
    assert total == len(found)


def test_a_strangers_candidate_is_no_filter(
    api_as: Callable[[Member], APIClient], other_organization: Organization, recruiter: Member
) -> None:
    asked = {"not_met_by": make_candidate(other_organization).pk}

    assert api_as(recruiter).get("/api/v1/questions/", asked).status_code == 400
