"""Answering from a mail and from one's own page."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from hiring.journal.models import Event
from hiring.notices.models import Mail
from hiring.people.models import Member, Organization
from interviews.invitations.links import code_of
from interviews.invitations.models import Answer, Invitation
from interviews.loops.models import Loop, Round
from interviews.staffing.models import Seat
from interviews.staffing.services import release_seat, revise_round
from tests.interviews.invitations.letters import last_mail, letters
from tests.making import in_days, make_member

pytestmark = pytest.mark.django_db

AsMember = Callable[[Member], Client]
LINK = re.compile(r"http://[^\s]+/invitations/\d+/[0-9a-f]{64}/")


@pytest.fixture
def stranger() -> Client:
    """Somebody who is not signed in, in a browser that sends no origin from a page without referrer."""
    return Client(enforce_csrf_checks=True, headers={"Origin": "null"})


def link_to(address: str) -> str:
    """The newest link that was mailed there."""
    [*_, letter] = letters(to=address)
    [link] = set(LINK.findall(letter.mail.text))
    assert link in letter.event.description.value
    return link.removeprefix("http://127.0.0.1:8000")


@pytest.fixture
def link(loop: Loop) -> str:
    """Ada's."""
    return link_to("ada@example.org")


def ada_says() -> Invitation:
    return Invitation.objects.get(member__name="Ada Lund")


def test_reading_the_link_changes_nothing(stranger: Client, link: str) -> None:
    """Programs that look through mail follow every link in it."""
    events = Event.objects.count()

    for method in (stranger.get, stranger.head):
        assert method(link).status_code == 200

    assert (ada_says().answer, Event.objects.count()) == ("", events)


def test_one_click_accepts(stranger: Client, link: str) -> None:
    said = last_mail()

    assert stranger.post(link, {"answer": "accepted"}).status_code == 302

    assert ada_says().answer == Answer.ACCEPTED
    assert "You said that you will come" in stranger.get(link).content.decode()
    assert last_mail() == said


def test_a_decline_reaches_whoever_planned_the_loop(
    stranger: Client, link: str, first: Round, recruiter: Member
) -> None:
    said = last_mail()

    stranger.post(link, {"answer": "declined", "note": "  I have a fever. "})

    [told] = Mail.objects.filter(pk__gt=said)
    assert told.to == recruiter.user.email
    assert told.subject == f"Ada Lund cannot come: {first.title}"
    assert "They wrote: I have a fever." in told.text
    assert f"/rounds/{first.pk}/#seats" in told.text
    assert "fever" not in str(list(Event.objects.values_list("payload", flat=True)))


def test_whoever_can_come_after_all_says_so(stranger: Client, link: str) -> None:
    stranger.post(link, {"answer": "declined"})
    said = last_mail()

    for _ in range(2):
        stranger.post(link, {"answer": "accepted"})

    [told] = Mail.objects.filter(pk__gt=said)
    assert "can come" in told.subject


def test_the_hiring_manager_hears_when_the_planner_is_gone(
    stranger: Client, link: str, loop: Loop, recruiter: Member
) -> None:
    Member.objects.filter(pk=recruiter.pk).update(is_active=False)
    said = last_mail()

    stranger.post(link, {"answer": "declined"})

    [told] = Mail.objects.filter(pk__gt=said)
    assert told.to == loop.candidacy.opening.hiring_manager.user.email


def test_the_link_of_somebody_who_has_left_opens_no_more(stranger: Client, link: str) -> None:
    Member.objects.filter(name="Ada Lund").update(is_active=False)

    assert [method(link).status_code for method in (stranger.get, stranger.post)] == [404, 404]


def test_the_candidate_answers_like_everybody(stranger: Client, loop: Loop, first: Round) -> None:
    candidate = loop.candidacy.candidate
    said = last_mail()

    stranger.post(link_to(candidate.email), {"answer": "declined", "note": "A flight."})

    [told] = Mail.objects.filter(pk__gt=said)
    assert candidate.name in told.subject
    assert "Find another time" in told.text


def test_an_old_mail_says_that_the_interview_has_changed(
    stranger: Client, link: str, first: Round, recruiter: Member
) -> None:
    revise_round(first, version=first.version, starts_at=in_days(9), by=recruiter)

    page = stranger.get(link).content.decode()
    answer = stranger.post(link, {"answer": "accepted"})

    assert "has changed since that mail" in page
    assert "Sign in to see when it is now" in page
    assert f"{in_days(9):%-d %b}" not in page
    assert answer.status_code == 422
    assert ada_says().answer == ""
    assert stranger.get(link_to("ada@example.org")).context["shown"].is_open


def test_whoever_was_released_reads_that_they_are_free(
    stranger: Client, link: str, seat: Seat, recruiter: Member
) -> None:
    release_seat(seat, by=recruiter)

    assert "Your time is free again" in stranger.get(link).content.decode()
    assert stranger.post(link, {"answer": "accepted"}).status_code == 422


def test_what_is_over_is_no_question(stranger: Client, link: str, first: Round, time_machine) -> None:
    time_machine.move_to(first.ends_at)

    assert "This interview is over" in stranger.get(link).content.decode()
    assert stranger.post(link, {"answer": "declined"}).status_code == 422


def test_nobody_guesses_a_link(stranger: Client, link: str, loop: Loop, seat: Seat) -> None:
    own, other = ada_says(), Invitation.objects.exclude(member=seat.member).first()
    assert other is not None
    guesses = [
        (own.pk, "0" * 64),
        (own.pk, code_of(own, sequence=own.sequence + 1)),
        (own.pk, code_of(other, sequence=0)),
        (other.pk, code_of(own, sequence=0)),
        (own.pk, "é"),
        (10**30, code_of(own, sequence=0)),
    ]

    for pk, code in guesses:
        address = reverse("invitations:answer", args=[pk, code])
        assert stranger.get(address).status_code == 404
        assert stranger.post(address, {"answer": "declined"}).status_code == 404


def test_the_page_names_nobody_and_is_kept_nowhere(stranger: Client, link: str, loop: Loop) -> None:
    response = stranger.get(link)

    for name in (loop.candidacy.candidate.name, "Ada", "Ben", "Rosa"):
        assert name not in response.content.decode()
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]


def test_what_was_typed_stays_when_it_cannot_be_taken(stranger: Client, link: str) -> None:
    response = stranger.post(link, {"answer": "declined", "note": "x" * 301})

    assert response.status_code == 422
    assert "x" * 301 in response.content.decode()
    assert stranger.post(link, {"answer": "perhaps"}).status_code == 422


def test_one_who_is_ill_says_so_on_their_own_page(client_as: AsMember, ada: Member, loop: Loop) -> None:
    client, invitation = client_as(ada), ada_says()
    address = reverse("invitations:own", args=[invitation.pk])
    assert address in client.get(reverse("overview:my_interviews")).content.decode()

    answer = client.post(address, {"answer": "declined", "note": "Flu", "sequence": 0})

    assert answer.status_code == 302
    assert (ada_says().answer, ada_says().note) == (Answer.DECLINED, "Flu")
    assert "You cannot come" in client.get(reverse("overview:my_interviews")).content.decode()


def test_a_page_that_was_left_open_answers_no_other_time(
    client_as: AsMember, ada: Member, first: Round, recruiter: Member
) -> None:
    revise_round(first, version=first.version, starts_at=in_days(9), by=recruiter)

    answer = client_as(ada).post(
        reverse("invitations:own", args=[ada_says().pk]), {"answer": "accepted", "sequence": 0}
    )

    assert answer.status_code == 422
    assert ada_says().answer == ""


def test_nobody_answers_for_another(
    client_as: AsMember, recruiter: Member, ben: Member, loop: Loop, other_organization: Organization
) -> None:
    address = reverse("invitations:own", args=[ada_says().pk])

    for member in (ben, recruiter, make_member(other_organization)):
        assert client_as(member).get(address).status_code == 404
        assert client_as(member).post(address, {"answer": "declined", "sequence": 0}).status_code == 404


def test_a_decline_stands_on_the_pages_of_round_and_loop(
    stranger: Client,
    client_as: AsMember,
    link: str,
    loop: Loop,
    first: Round,
    recruiter: Member,
    ada: Member,
    ben: Member,
) -> None:
    stranger.post(link, {"answer": "declined", "note": "Fever"})
    stranger.post(link_to(loop.candidacy.candidate.email), {"answer": "accepted"})

    page = client_as(recruiter).get(first.get_absolute_url()).content.decode()
    assert "Cannot come" in page
    assert "“Fever”" in page
    assert "Cannot come" in client_as(recruiter).get(loop.get_absolute_url()).content.decode()
    # Colleagues are not told why.
    for address in (first.get_absolute_url(), loop.get_absolute_url()):
        assert "Fever" not in client_as(ben).get(address).content.decode()
        assert "Cannot come" not in client_as(ben).get(address).content.decode()
    assert "“Fever”" in client_as(ada).get(first.get_absolute_url()).content.decode()
