"""One click for many questions: what can be done is done, what cannot is told of by name."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from hiring.people.models import Member, Organization, Role
from rubrics.library.models import Question
from rubrics.library.services import revise_question, submit_question, take_back_question
from tests.making import make_member, make_question
from tests.rubrics.library.writing import draft_by, proposed_by, submitted_by

AsMember = Callable[[Member], Client]
BULK = "library:bulk"


def send(client: Client, do: str, questions: list[Question], *, query: str = "", **more: Any) -> HttpResponse:
    sent = {"do": do, "question": [question.pk for question in questions], **more}
    return client.post(reverse(BULK) + query, sent, follow=do != "retire")


def seen(*questions: Question, version: int = 1) -> dict[str, int]:
    """The versions that stood in the list."""
    return {f"version-{question.pk}": version for question in questions}


def statuses(*questions: Question) -> list[str]:
    return [question.versions.latest("number").status for question in questions]


def test_each_is_approved_that_can_be_and_the_others_are_told_of(
    client_as: AsMember, interviewer: Member, recruiter: Member
) -> None:
    good = [submitted_by(interviewer) for _ in range(3)]
    own, draft = submitted_by(recruiter, title="My own"), proposed_by(interviewer, title="Half done")
    changed = submitted_by(interviewer, title="Changed meanwhile")
    take_back_question(changed, by=interviewer)
    revise_question(
        changed, draft_by(interviewer, title="Changed meanwhile", minutes=9), version=1, by=interviewer
    )
    submit_question(changed, by=interviewer)
    ticked = [own, *good, draft, changed]

    page = send(client_as(recruiter), "approve", ticked, **seen(*ticked)).content.decode()

    assert statuses(*good) == ["approved"] * 3
    assert statuses(own, draft, changed) == ["in_review", "draft", "in_review"]
    assert "3 approved." in page
    assert "1 not: Whoever wrote a version cannot approve it." in page
    for title in ("“My own”", "“Half done”", "“Changed meanwhile”"):
        assert title in page


def test_what_stood_in_the_list_without_its_version_is_not_approved(
    client_as: AsMember, interviewer: Member, recruiter: Member
) -> None:
    questions = [submitted_by(interviewer) for _ in range(4)]
    strange = {
        f"version-{question.pk}": value
        for question, value in zip(questions, ["x", "-1", "9" * 40, "\x00"], strict=True)
    }

    send(client_as(recruiter), "approve", questions, **strange)

    assert statuses(*questions) == ["in_review"] * 4


def test_tags_are_put_on_and_taken_off(client_as: AsMember, recruiter: Member) -> None:
    first = make_question(recruiter.organization, tags=["old"])
    second = make_question(recruiter.organization, tags=["new"])
    client = client_as(recruiter)

    assert "2 have the tag." in send(client, "add_tag", [first, second], tag=" New ").content.decode()
    assert "2 are without the tag." in send(client, "remove_tag", [first, second], tag="old").content.decode()
    assert list(Question.objects.values_list("tags", flat=True)) == [["new"], ["new"]]


def test_one_with_too_many_tags_holds_up_no_other(client_as: AsMember, recruiter: Member) -> None:
    full = make_question(recruiter.organization, title="Full", tags=[f"tag {number}" for number in range(20)])
    free = make_question(recruiter.organization)

    page = send(client_as(recruiter), "add_tag", [full, free], tag="more").content.decode()

    free.refresh_from_db()
    assert free.tags == ["more"]
    assert "1 has the tag." in page
    assert "“Full”" in page


def test_retiring_goes_by_the_loops_that_ask_them(client_as: AsMember, recruiter: Member) -> None:
    questions = [make_question(recruiter.organization) for _ in range(2)]

    response = send(client_as(recruiter), "retire", questions)

    asked = "&".join(f"question={question.pk}" for question in questions)
    assert response["Location"] == f"{reverse('exposure:retire')}?{asked}"
    assert send(client_as(recruiter), "export", questions).redirect_chain == [
        (f"{reverse('exporting:library')}?{asked}", 302)
    ]
    assert statuses(*questions) == ["approved"] * 2


def test_one_comes_back_to_the_list_as_it_was(client_as: AsMember, recruiter: Member) -> None:
    question = make_question(recruiter.organization)
    client = client_as(recruiter)

    to_list = send(client, "add_tag", [question], tag="a", query="?words=model&kind=mlops")
    to_review = send(client, "add_tag", [question], tag="b", review="1")

    assert to_list.redirect_chain[-1][0] == f"{reverse('library:list')}?words=model&kind=mlops"
    assert to_review.redirect_chain[-1][0] == reverse("library:review")


def test_a_long_list_of_refusals_is_told_in_one_sentence(client_as: AsMember, recruiter: Member) -> None:
    own = [submitted_by(recruiter, title=f"Mine {number}") for number in range(8)]

    page = send(client_as(recruiter), "approve", own, **seen(*own)).content.decode()

    assert "8 not: Whoever wrote a version cannot approve it." in page
    assert "and 3 more" in page


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"do": "approve"}, "question"),
        ({"do": "approve", "question": ["x"]}, "question"),
        ({"do": "approve", "question": ["9" * 40]}, "question"),
        ({"do": "approve", "question": ["\x00"]}, "question"),
        ({"do": "burn", "question": ["@"]}, "do"),
        ({"question": ["@"]}, "do"),
        ({"do": "add_tag", "question": ["@"]}, "tag"),
        ({"do": "add_tag", "question": ["@"], "tag": "x" * 41}, "tag"),
        ({"do": "add_tag", "question": ["@"], "tag": "a\x00b"}, "tag"),
    ],
)
def test_what_makes_no_sense_is_told_above_the_list(
    client_as: AsMember, recruiter: Member, sent: dict[str, Any], field: str
) -> None:
    question = make_question(recruiter.organization)
    ticked = [question.pk if one == "@" else one for one in sent.get("question", [])]

    response = client_as(recruiter).post(reverse(BULK), {**sent, "question": ticked})

    assert response.status_code == 422
    assert field in response.context["refused"].errors
    assert question.title in response.content.decode()


@pytest.mark.parametrize("role", [Role.INTERVIEWER, Role.COMMITTEE])
@pytest.mark.parametrize("do", ["approve", "add_tag", "remove_tag", "retire"])
def test_who_does_not_write_the_library_changes_none(
    client_as: AsMember, organization: Organization, interviewer: Member, role: Role, do: str
) -> None:
    question = submitted_by(interviewer)

    response = send(client_as(make_member(organization, role)), do, [question], tag="a", **seen(question))

    assert response.status_code == 403
    assert statuses(question) == ["in_review"]


def test_questions_of_others_are_no_choice(
    client_as: AsMember, recruiter: Member, other_organization: Organization
) -> None:
    foreign = make_question(other_organization)

    assert send(client_as(recruiter), "add_tag", [foreign], tag="ours").status_code == 422
    foreign.refresh_from_db()
    assert foreign.tags == []
