"""The pages of quiz items: found, written, judged."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hiring.people.models import Member, Organization, Role
from rubrics.library.states import QuestionStatus
from rubrics.quizzes.drafts import QuizDraft
from rubrics.quizzes.models import QuizItem
from rubrics.quizzes.services import (
    propose_quiz_item,
    revise_quiz_item,
    submit_quiz_item,
    take_back_quiz_item,
)
from tests.making import make_competency, make_member

ClientAs = Callable[[Member], Client]
AssertQueries = Callable[[int], Any]
TYPED = {
    "prompt": "Which is a mean?",
    "options": "The middle one\r\nThe sum by the number\r\n",
    "answer": "2",
    "difficulty": "1",
    "explanation": "",
    "tags": "Statistics, basics",
}


def make_item(author: Member, prompt: str = "Which is a mean?") -> QuizItem:
    draft = QuizDraft(
        prompt=prompt,
        options=["The middle one", "The sum by the number"],
        answer=1,
        competencies=[make_competency(author.organization)],
    )
    return propose_quiz_item(draft, by=author)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_lists_queries_do_not_grow_with_the_rows(
    rows: int, interviewer: Member, client_as: ClientAs, django_assert_num_queries: AssertQueries
) -> None:
    for number in range(rows):
        make_item(interviewer, f"Which is a mean, {number}?")
    client = client_as(interviewer)

    with django_assert_num_queries(6):
        response = client.get(reverse("quizzes:list"))

    assert len(response.context["page"].rows) == rows


def test_the_page_of_an_item_takes_as_many_queries_for_three_competencies_as_for_one(
    interviewer: Member, client_as: ClientAs, django_assert_num_queries: AssertQueries
) -> None:
    item = make_item(interviewer)
    client = client_as(interviewer)

    for _ in range(2):
        with django_assert_num_queries(6):
            client.get(item.get_absolute_url())
        item.competencies.add(make_competency(item.organization), make_competency(item.organization))


def test_words_and_state_narrow_the_list(interviewer: Member, client_as: ClientAs) -> None:
    wanted = make_item(interviewer, "What does a container keep the same?")
    make_item(interviewer)
    client = client_as(interviewer)

    found = client.get(reverse("quizzes:list"), {"words": "CONTAINER same", "status": "draft"})
    part = client.get(reverse("quizzes:list"), {"words": "container"}, headers={"HX-Request": "true"})
    none = client.get(reverse("quizzes:list"), {"words": "nowhere"})

    assert list(found.context["page"].rows) == [wanted]
    assert "<html" not in part.text
    assert "No quiz item found" in none.text


def test_what_is_typed_becomes_a_draft_and_twice_is_once(interviewer: Member, client_as: ClientAs) -> None:
    client = client_as(interviewer)
    key = client.get(reverse("quizzes:new")).context["form"]["once"].value()

    answers = [client.post(reverse("quizzes:new"), {**TYPED, "once": key}) for _ in range(2)]

    item = QuizItem.objects.get()
    assert [answer["Location"] for answer in answers] == [item.get_absolute_url()] * 2
    assert (item.options, item.answer) == (["The middle one", "The sum by the number"], 1)
    assert item.tags == ["basics", "statistics"]


def test_a_fault_stands_beside_its_field_and_what_was_typed_stays(
    interviewer: Member, client_as: ClientAs
) -> None:
    response = client_as(interviewer).post(reverse("quizzes:new"), {**TYPED, "options": "Only one"})

    assert response.status_code == 422
    assert response.context["form"].errors["options"]
    assert "Only one" in response.text


def test_one_like_it_begins_with_its_words(interviewer: Member, client_as: ClientAs) -> None:
    item = make_item(interviewer)
    page = client_as(interviewer).get(f"{reverse('quizzes:new')}?like={item.pk}")

    assert "The middle one\nThe sum by the number" in page.text


def test_the_way_of_an_item_by_its_pages(interviewer: Member, recruiter: Member, client_as: ClientAs) -> None:
    item = make_item(interviewer)
    author, reviewer = client_as(interviewer), client_as(recruiter)

    author.post(reverse("quizzes:edit", args=[item.pk]), {**TYPED, "prompt": "What is a mean?", "version": 1})
    author.post(reverse("quizzes:submit", args=[item.pk]))
    reviewer.post(reverse("quizzes:take_back", args=[item.pk]), {"note": "Say which mean."})
    assert "Say which mean." in author.get(item.get_absolute_url()).text
    author.post(reverse("quizzes:submit", args=[item.pk]))
    refused = author.post(reverse("quizzes:approve", args=[item.pk]), {"version": 2})
    reviewer.post(reverse("quizzes:approve", args=[item.pk]), {"version": 2})

    item.refresh_from_db()
    assert refused.status_code == 403
    assert (item.status, item.prompt) == (QuestionStatus.APPROVED, "What is a mean?")
    reviewer.post(reverse("quizzes:retire", args=[item.pk]))
    item.refresh_from_db()
    assert item.status == QuestionStatus.RETIRED


def test_a_stale_change_is_told_of_beside_the_field(interviewer: Member, client_as: ClientAs) -> None:
    item = make_item(interviewer)
    client = client_as(interviewer)
    edit = reverse("quizzes:edit", args=[item.pk])
    client.post(edit, {**TYPED, "prompt": "First?", "version": 1})

    response = client.post(edit, {**TYPED, "prompt": "Second?", "version": 1})

    assert response.status_code == 422
    assert "It now says: First?" in response.text


def test_the_ticked_ones_are_approved_and_refusals_are_told(
    organization: Organization, recruiter: Member, client_as: ClientAs
) -> None:
    theirs = submit_quiz_item(make_item(make_member(organization, Role.RECRUITER)), by=recruiter)
    own = submit_quiz_item(make_item(recruiter, "My own?"), by=recruiter)
    client = client_as(recruiter)
    page = client.get(reverse("quizzes:list"))
    ticked = {"items": [theirs.pk, own.pk], f"version-{theirs.pk}": 1, f"version-{own.pk}": 1}

    response = client.post(reverse("quizzes:approve_ticked"), ticked, follow=True)

    assert page.context["reviewable"] == {theirs.pk}
    assert "1 item approved." in response.text
    assert "Ask a colleague" in response.text
    assert set(QuizItem.objects.filter(status="approved")) == {theirs}


def test_what_changed_since_the_list_was_read_is_not_approved_by_a_tick(
    interviewer: Member, recruiter: Member, client_as: ClientAs
) -> None:
    item = submit_quiz_item(make_item(interviewer), by=interviewer)
    page = client_as(recruiter).get(reverse("quizzes:list")).text
    take_back_quiz_item(item, by=interviewer)
    revise_quiz_item(item, replace(QuizDraft.of(item), answer=0), version=1, by=interviewer)
    submit_quiz_item(item, by=interviewer)

    assert f'name="version-{item.pk}" value="1"' in page
    for version in ({f"version-{item.pk}": "1"}, {f"version-{item.pk}": "x"}, {}):
        sent = {"items": [item.pk], **version}
        response = client_as(recruiter).post(reverse("quizzes:approve_ticked"), sent, follow=True)
        assert "“Which is a mean?”: The text changed since you read it." in response.text
    item.refresh_from_db()
    assert item.status == QuestionStatus.IN_REVIEW


@pytest.mark.parametrize(
    ("ticked", "status"), [([], 200), (["x"], 409), ([str(10**40)], 409), (["999999"], 409)]
)
def test_ticks_that_make_no_sense_change_nothing(
    ticked: list[str], status: int, recruiter: Member, client_as: ClientAs
) -> None:
    response = client_as(recruiter).post(reverse("quizzes:approve_ticked"), {"items": ticked}, follow=True)

    assert response.status_code == status
