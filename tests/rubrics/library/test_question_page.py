"""The page of one question: its text, its versions, and what each reader may do with it."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from hiring.people.models import Member, Organization, Role
from rubrics.library.models import Question
from rubrics.library.quarantine import report_leak
from rubrics.library.services import revise_question, submit_question, take_back_question
from tests.making import make_member, make_question
from tests.rubrics.library.writing import approved, draft_by, proposed_by, submitted_by

AsMember = Callable[[Member], Client]


def page_of(client: Client, question: Question) -> str:
    return client.get(question.get_absolute_url()).content.decode()


def act(client: Client, question: Question, name: str, **sent: object) -> int:
    return client.post(reverse(f"library:{name}", args=[question.pk]), sent).status_code


def status_of(question: Question, number: int = 1) -> str:
    return question.versions.get(number=number).status


def test_a_draft_is_read_before_anything_is_approved(client_as: AsMember, interviewer: Member) -> None:
    question = proposed_by(interviewer)

    page = page_of(client_as(interviewer), question)

    assert "A release halves conversion." in page
    assert "Submit for review" in page


@pytest.mark.parametrize("version_count", [1, 3])
def test_the_page_asks_a_fixed_number_of_queries(
    client_as: AsMember,
    recruiter: Member,
    hiring_manager: Member,
    version_count: int,
    django_assert_num_queries: Callable[[int], object],
) -> None:
    question = approved(recruiter, reviewer=hiring_manager)
    for number in range(version_count - 1):
        report_leak(question, reason=f"Seen {number}", by=recruiter)
        revise_question(question, draft_by(recruiter, minutes=30 + number), version=number, by=recruiter)
    client = client_as(recruiter)

    with django_assert_num_queries(9):  # type: ignore[attr-defined]
        assert client.get(question.get_absolute_url()).status_code == 200


OFFERS = {
    "change": "/edit/",
    "submit": "/submit/",
    "take back": "/take-back/",
    "approve": "/approve/",
    "report": "/report/",
    "lift": "/lift/",
    "retire": "/retire/?question=",
}


def offers_in(page: str) -> set[str]:
    return {name for name, address in OFFERS.items() if address in page}


@pytest.mark.parametrize(
    ("role", "of_draft", "of_review", "of_quarantined"),
    [
        (Role.COMMITTEE, {"report"}, {"report"}, {"report"}),
        (Role.INTERVIEWER, {"report"}, {"report"}, {"report", "change"}),
        (
            Role.RECRUITER,
            {"report", "change", "submit", "retire"},
            {"report", "take back", "approve", "retire"},
            {"report", "change", "lift", "retire"},
        ),
    ],
)
def test_each_role_is_offered_what_it_may_do(
    client_as: AsMember,
    organization: Organization,
    role: Role,
    of_draft: set[str],
    of_review: set[str],
    of_quarantined: set[str],
) -> None:
    author, client = make_member(organization, Role.ADMIN), client_as(make_member(organization, role))
    quarantined = make_question(organization)
    report_leak(quarantined, reason="On a forum", by=author)

    assert offers_in(page_of(client, proposed_by(author))) == of_draft
    assert offers_in(page_of(client, submitted_by(author))) == of_review
    assert offers_in(page_of(client, quarantined)) == of_quarantined


def test_authors_are_not_offered_to_approve_their_own(client_as: AsMember, recruiter: Member) -> None:
    page = page_of(client_as(recruiter), submitted_by(recruiter))

    assert offers_in(page) == {"report", "take back", "retire"}
    assert "a colleague who writes the library approves it" in page


def test_from_draft_to_use(client_as: AsMember, interviewer: Member, recruiter: Member) -> None:
    question = proposed_by(interviewer)

    assert act(client_as(interviewer), question, "submit") == 302
    assert act(client_as(recruiter), question, "take_back", **{"back-note": "Say which hour."}) == 302
    assert "Say which hour." in page_of(client_as(interviewer), question)
    assert act(client_as(interviewer), question, "submit") == 302
    assert act(client_as(recruiter), question, "approve", version=1) == 302
    assert status_of(question) == "approved"


def test_what_a_reviewer_still_needs_is_said(client_as: AsMember, interviewer: Member) -> None:
    question = proposed_by(interviewer, weak_signals=())
    client = client_as(interviewer)

    assert "<li>a weak signal</li>" in page_of(client, question)
    assert act(client, question, "submit") == 409


def test_an_approval_of_what_has_changed_is_told_on_the_page(
    client_as: AsMember, interviewer: Member, recruiter: Member
) -> None:
    question = submitted_by(interviewer)
    take_back_question(question, by=interviewer)
    revise_question(question, draft_by(interviewer, prompt="Other?"), version=1, by=interviewer)
    submit_question(question, by=interviewer)

    response = client_as(recruiter).post(reverse("library:approve", args=[question.pk]), {"version": 1})

    assert (response.status_code, status_of(question)) == (422, "in_review")
    assert "The text changed since you read it." in response.content.decode()
    assert 'name="version" value="2"' in response.content.decode()


@pytest.mark.parametrize("version", ["", "x", "0", "9" * 30, "\x00"])
def test_an_approval_that_names_no_version_is_refused(
    client_as: AsMember, interviewer: Member, recruiter: Member, version: str
) -> None:
    question = submitted_by(interviewer)

    assert act(client_as(recruiter), question, "approve", version=version) == 422
    assert status_of(question) == "in_review"


def test_a_reviewer_sees_what_a_new_version_changes(
    client_as: AsMember, interviewer: Member, recruiter: Member
) -> None:
    question = approved(interviewer, reviewer=recruiter)
    draft = draft_by(interviewer, prompt="A release halves conversion. What do you do first?")
    revise_question(question, draft, version=0, by=interviewer)

    page = page_of(client_as(recruiter), question)

    assert "What do you do <del>in the first hour?</del><ins>first?</ins>" in page
    assert "What it changes of version 1" in page


def test_two_versions_are_compared(client_as: AsMember, interviewer: Member, recruiter: Member) -> None:
    question = approved(interviewer, reviewer=recruiter)
    for number, minutes in enumerate((30, 45)):
        revise_question(question, draft_by(interviewer, minutes=minutes), version=number, by=interviewer)
    client, address = client_as(recruiter), reverse("library:compare", args=[question.pk])

    newest = client.get(address).content.decode()
    backwards = client.get(address, {"old": 2, "new": 1}).content.decode()

    assert "<del>20</del><ins>45</ins>" in newest
    assert "<del>45</del><ins>20</ins>" in backwards
    assert "one and the same version" in client.get(address, {"old": 1, "new": 1}).content.decode()


@pytest.mark.parametrize("query", [{"old": "x"}, {"old": "9" * 40, "new": "1"}, {"old": "7", "new": "\x00"}])
def test_a_comparison_of_nothing_falls_back_on_the_newest(
    client_as: AsMember, interviewer: Member, query: dict[str, str]
) -> None:
    question = make_question(interviewer.organization)

    address = reverse("library:compare", args=[question.pk])

    assert client_as(interviewer).get(address, query).status_code == 200


def test_each_version_can_be_read_as_it_stood(
    client_as: AsMember, interviewer: Member, recruiter: Member
) -> None:
    question = approved(interviewer, reviewer=recruiter)
    revise_question(question, draft_by(interviewer, prompt="Sharper?"), version=0, by=interviewer)
    client = client_as(recruiter)

    first, second = (
        client.get(reverse("library:version", args=[question.pk, number])).content.decode()
        for number in (1, 2)
    )

    assert "A release halves conversion." in first
    assert "Sharper?" in second
    assert client.get(reverse("library:version", args=[question.pk, 3])).status_code == 404


def test_a_leak_is_reported_and_settled(client_as: AsMember, interviewer: Member, recruiter: Member) -> None:
    question = make_question(interviewer.organization)

    assert act(client_as(interviewer), question, "report", **{"leak-reason": "On a forum"}) == 302
    page = page_of(client_as(recruiter), question)
    assert "Quarantined" in page
    assert "On a forum" in page

    assert act(client_as(recruiter), question, "lift", **{"lift-reason": "Another question"}) == 302
    page = page_of(client_as(recruiter), question)
    assert "Quarantined" not in page
    assert "Another question" in page


@pytest.mark.parametrize(("name", "field"), [("report", "leak-reason"), ("lift", "lift-reason")])
@pytest.mark.parametrize("reason", ["", "  ", "x" * 2001, "a\x00b"])
def test_a_reason_that_cannot_be_kept_is_refused_beside_its_field(
    client_as: AsMember, recruiter: Member, name: str, field: str, reason: str
) -> None:
    question = make_question(recruiter.organization)
    report_leak(question, reason="On a forum", by=recruiter)

    response = client_as(recruiter).post(reverse(f"library:{name}", args=[question.pk]), {field: reason})

    assert response.status_code == 422
    assert response.context[field.partition("-")[0]].errors["reason"]


def test_titles_in_every_direction_stand_apart(client_as: AsMember, interviewer: Member) -> None:
    question = proposed_by(interviewer, title="תרחיש \u202e <b>", prompt="x" * 8000)

    page = page_of(client_as(interviewer), question)

    assert "<bdi>תרחיש \u202e &lt;b&gt;</bdi>" in page


def test_another_organizations_question_is_not_there(
    client_as: AsMember, recruiter: Member, other_organization: Organization
) -> None:
    foreign, client = make_question(other_organization), client_as(recruiter)

    for name in ("submit", "take_back", "approve", "report", "lift"):
        assert act(client, foreign, name, version=1) == 404
    assert client.get(reverse("library:compare", args=[foreign.pk])).status_code == 404
    assert client.get(reverse("library:edit", args=[foreign.pk])).status_code == 404
