"""Everybody in a loop is told of each change that concerns them, once, and of nothing else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hiring.background.models import Job, JobStatus
from hiring.candidates.models import Candidate
from hiring.foundations.errors import DomainError, NotAllowed
from hiring.journal.models import Event
from hiring.notices.models import Mail
from hiring.people.models import Member, Organization
from interviews.composer.services import publish_loop
from interviews.invitations.models import Answer, Invitation
from interviews.invitations.services import bring_up_to_date, send_again
from interviews.loops.models import Loop, Round
from interviews.staffing.models import Part, Seat
from interviews.staffing.services import (
    cancel_loop,
    release_seat,
    replace_seat,
    revise_round,
    seat_member,
)
from tests.interviews.invitations.letters import last_mail, letters
from tests.making import in_days, make_loop, make_member, make_submission

pytestmark = pytest.mark.django_db


def revise(planned: Round, *, by: Member, **changes: object) -> Round:
    planned.refresh_from_db()
    return revise_round(planned, version=planned.version, by=by, **changes)  # type: ignore[arg-type]


def invitation_of(member: Member) -> Invitation:
    return Invitation.objects.get(member=member)


def test_publishing_invites_each_person_to_each_of_their_rounds(loop: Loop, first: Round) -> None:
    candidate = loop.candidacy.candidate

    sent = letters()

    assert sorted(letter.mail.to for letter in sent) == sorted(
        ["ada@example.org", "ben@example.org", candidate.email, candidate.email]
    )
    assert {letter.method for letter in sent} == {"REQUEST"}
    assert len({letter.uid for letter in sent}) == 4
    [to_ada] = letters(to="ada@example.org")
    assert (to_ada.starts_at, to_ada.event.dtend.value) == (first.starts_at, first.ends_at)
    assert to_ada.sequence == 0


def test_a_draft_is_told_to_nobody(organization: Organization, recruiter: Member) -> None:
    draft = make_loop(organization, published=False, starts_at=in_days(7), by=recruiter)
    revise(draft.rounds.get(position=1), by=recruiter, starts_at=in_days(8))
    cancel_loop(draft, by=recruiter)

    assert (Mail.objects.count(), Invitation.objects.count()) == (0, 0)


def test_nothing_is_said_twice(loop: Loop, recruiter: Member) -> None:
    said = last_mail()

    bring_up_to_date(loop, by=recruiter)
    revise(loop.rounds.get(position=1), by=recruiter, brief="What only interviewers read on its page.")

    assert last_mail() == said


def test_another_time_is_the_same_meeting_moved(loop: Loop, first: Round, recruiter: Member) -> None:
    [before] = letters(to="ada@example.org")
    said = last_mail()

    revise(first, by=recruiter, starts_at=in_days(9))

    [after] = letters(to="ada@example.org", after=said)
    assert (after.uid, after.sequence, after.starts_at) == (before.uid, 1, in_days(9))
    assert after.mail.subject.startswith("Changed: ")
    assert sorted(letter.mail.to for letter in letters(after=said)) == sorted(
        ["ada@example.org", loop.candidacy.candidate.email]
    )


@pytest.mark.parametrize("change", [{"title": "Deep dive"}, {"conference_url": "https://meet.example/x"}])
def test_title_and_place_are_told_too(first: Round, recruiter: Member, change: dict[str, str]) -> None:
    said = last_mail()

    revise(first, by=recruiter, **change)

    assert [letter.sequence for letter in letters(after=said)] == [1, 1]
    [value] = change.values()
    assert all(value in letter.mail.text for letter in letters(after=said))


def test_colleagues_learn_who_joins_and_the_candidate_does_not(
    loop: Loop, first: Round, recruiter: Member, organization: Organization
) -> None:
    said = last_mail()
    trainee = make_member(organization, name="Cleo Sand", email="cleo@example.org")

    seat_member(first, member=trainee, part=Part.SHADOW, by=recruiter)

    told = {letter.mail.to: letter for letter in letters(after=said)}
    assert set(told) == {"ada@example.org", "cleo@example.org"}
    assert set(told["ada@example.org"].guests) == {"mailto:ada@example.org", "mailto:cleo@example.org"}
    assert (told["ada@example.org"].sequence, told["cleo@example.org"].sequence) == (1, 0)


def test_the_candidates_mail_says_nothing_internal(loop: Loop, first: Round, recruiter: Member) -> None:
    Loop.objects.filter(pk=loop.pk).update(title="Second try after a weak screen")
    revise(first, by=recruiter, brief="Ask about the gap in the CV.", starts_at=in_days(9))

    told = letters(to=loop.candidacy.candidate.email)
    assert len(told) == 3
    for letter in told:
        for hidden in ("Ada", "Ben", "ada@", "ben@", "/scorecards/", "/rounds/", "CV", "weak screen", "Rosa"):
            assert hidden not in letter.everything


def test_interviewers_get_their_kit_and_nobodys_feedback(
    loop: Loop, first: Round, seat: Seat, recruiter: Member, organization: Organization
) -> None:
    make_submission(seat, words="Lost the thread twice.")
    said = last_mail()

    seat_member(first, member=make_member(organization), part=Part.SHADOW, by=recruiter)

    for letter in letters(after=said):
        assert "Lost the thread" not in letter.everything
        assert "submitted" not in letter.everything.lower()
    [to_ada] = letters(to="ada@example.org", after=said)
    assert f"/scorecards/seats/{seat.pk}/" in to_ada.event.url.value
    assert f"/scorecards/seats/{seat.pk}/" in to_ada.mail.text


def test_whoever_is_released_hears_so_once(loop: Loop, seat: Seat, recruiter: Member) -> None:
    [before] = letters(to="ada@example.org")
    said = last_mail()

    release_seat(seat, by=recruiter)
    bring_up_to_date(loop, by=recruiter)

    [letter] = letters(after=said)
    assert (letter.mail.to, letter.method, letter.event.status.value) == (
        "ada@example.org",
        "CANCEL",
        "CANCELLED",
    )
    assert (letter.uid, letter.sequence, letter.starts_at) == (before.uid, 1, before.starts_at)
    assert invitation_of(seat.member).is_cancelled


def test_a_replacement_is_one_change(
    loop: Loop, seat: Seat, recruiter: Member, organization: Organization
) -> None:
    said = last_mail()
    stand_in = make_member(organization, email="stand-in@example.org")

    given = replace_seat(seat, member=stand_in, by=recruiter)

    assert (given.part, given.starts_at) == (Part.LEAD, seat.starts_at)
    assert {letter.mail.to: letter.method for letter in letters(after=said)} == {
        "ada@example.org": "CANCEL",
        "stand-in@example.org": "REQUEST",
    }


def test_whoever_comes_back_has_the_same_meeting_again(
    first: Round, seat: Seat, ada: Member, recruiter: Member
) -> None:
    release_seat(seat, by=recruiter)
    seat_member(first, member=ada, by=recruiter)

    told = letters(to="ada@example.org")
    assert [letter.method for letter in told] == ["REQUEST", "CANCEL", "REQUEST"]
    assert [letter.sequence for letter in told] == [0, 1, 2]
    assert len({letter.uid for letter in told}) == 1


def test_a_cancelled_loop_frees_everybody_once(loop: Loop, recruiter: Member) -> None:
    said = last_mail()

    cancel_loop(loop, by=recruiter)
    loop.refresh_from_db()
    bring_up_to_date(loop, by=recruiter)

    assert [letter.method for letter in letters(after=said)] == ["CANCEL"] * 4
    assert not Invitation.objects.filter(is_cancelled=False).exists()


def test_a_round_without_a_time_asks_nobody(first: Round, recruiter: Member) -> None:
    said = last_mail()

    revise(first, by=recruiter, starts_at=None)

    assert {letter.method for letter in letters(after=said)} == {"CANCEL"}


def test_what_is_over_is_neither_asked_for_nor_called_off(
    loop: Loop, first: Round, recruiter: Member, time_machine
) -> None:
    time_machine.move_to(first.ends_at, tick=False)
    said = last_mail()

    cancel_loop(loop, by=recruiter)

    told = {letter.event.summary.value for letter in letters(after=said)}
    assert len(told) == 2
    assert not any(first.title in title for title in told)


def test_an_interview_that_was_held_earlier_is_taken_out_of_the_calendars(
    first: Round, recruiter: Member
) -> None:
    said = last_mail()

    revise(first, by=recruiter, starts_at=in_days(-1))

    assert [letter.method for letter in letters(after=said)] == ["CANCEL", "CANCEL"]


def test_a_candidate_without_an_address_is_left_out_until_they_have_one(
    organization: Organization, recruiter: Member, ada: Member
) -> None:
    draft = make_loop(organization, interviewers=[ada], published=False, starts_at=in_days(7), by=recruiter)
    candidate = Candidate.objects.filter(pk=draft.candidacy.candidate_id)
    candidate.update(email="")
    publish_loop(draft, by=recruiter)
    assert [letter.mail.to for letter in letters()] == ["ada@example.org"]

    candidate.update(email="late@example.org")
    bring_up_to_date(Loop.objects.get(pk=draft.pk), by=recruiter)

    assert [letter.mail.to for letter in letters()] == ["ada@example.org", "late@example.org"]


def test_another_time_asks_anew_and_another_title_does_not(
    first: Round, ada: Member, recruiter: Member
) -> None:
    Invitation.objects.filter(member=ada).update(answer=Answer.ACCEPTED, answered_at=timezone.now())

    revise(first, by=recruiter, title="Deep dive")
    assert invitation_of(ada).answer == Answer.ACCEPTED
    [*_, letter] = letters(to="ada@example.org")
    assert letter.guests["mailto:ada@example.org"]["PARTSTAT"] == ["ACCEPTED"]

    revise(first, by=recruiter, starts_at=in_days(9))
    assert invitation_of(ada).answer == ""


def test_times_are_told_in_the_readers_zone(loop: Loop) -> None:
    Candidate.objects.filter(pk=loop.candidacy.candidate_id).update(time_zone="Asia/Kathmandu")
    said = last_mail()
    revise(loop.rounds.get(position=1), by=loop.created_by, starts_at=in_days(9, hour=12))

    [to_candidate] = letters(to=loop.candidacy.candidate.email, after=said)
    assert "17:45–18:45 UTC+5:45 (Asia/Kathmandu)" in to_candidate.mail.text


def test_the_departed_are_asked_no_more(loop: Loop, ada: Member, recruiter: Member) -> None:
    Member.objects.filter(pk=ada.pk).update(is_active=False)
    said = last_mail()

    bring_up_to_date(loop, by=recruiter)

    assert [(letter.mail.to, letter.method) for letter in letters(after=said)] == [
        ("ada@example.org", "CANCEL")
    ]


def test_the_journal_knows_whom_and_not_what(loop: Loop, ada: Member) -> None:
    event = Event.objects.get(kind="loop.told")

    assert sorted(event.payload["invitations"]) == sorted(Invitation.objects.values_list("pk", flat=True))
    assert "example.org" not in str(list(Event.objects.values_list("payload", flat=True)))


def test_nothing_new_costs_the_same_for_one_round_and_for_many(
    organization: Organization, recruiter: Member
) -> None:
    counts = []
    for size in (1, 4):
        people = [make_member(organization) for _ in range(size)]
        loop = make_loop(
            organization, interviewers=people, starts_at=in_days(7) + timedelta(minutes=size), by=recruiter
        )
        loop = Loop.objects.select_related("candidacy__opening").get(pk=loop.pk)
        with CaptureQueriesContext(connection) as queries:
            bring_up_to_date(loop, by=recruiter)
        counts.append(len(queries))

    assert counts[0] == counts[1]


class TestSendingAgain:
    @pytest.fixture
    def refused(self, loop: Loop) -> Invitation:
        """The candidate's first invitation, whose address the mail server did not know."""
        invitation = Invitation.objects.filter(round__loop=loop, member=None).earliest("pk")
        Job.objects.filter(mail=invitation.mail).update(status=JobStatus.FAILED)
        return invitation

    def test_it_goes_to_the_address_that_stands_by_now(self, refused: Invitation, recruiter: Member) -> None:
        said = last_mail()
        Candidate.objects.update(email="right@example.org")

        send_again(refused, by=recruiter)

        sent = {letter.uid: letter for letter in letters(to="right@example.org", after=said)}
        letter = sent[str(refused.uid)]
        assert (letter.method, letter.sequence) == ("REQUEST", refused.sequence + 1)
        assert letter.mail.subject.startswith("Interview: ")
        assert {one.mail.to for one in letters(after=said)} == {"right@example.org"}

    def test_to_the_same_address_only_what_was_refused_goes_out(
        self, refused: Invitation, recruiter: Member
    ) -> None:
        said = last_mail()

        send_again(refused, by=recruiter)

        assert [letter.uid for letter in letters(after=said)] == [str(refused.uid)]

    def test_what_was_not_refused_or_stands_no_more_is_not_sent(
        self, refused: Invitation, loop: Loop, recruiter: Member
    ) -> None:
        delivered = Invitation.objects.filter(round__loop=loop).exclude(pk=refused.pk).earliest("pk")
        with pytest.raises(DomainError, match="was not refused"):
            send_again(delivered, by=recruiter)
        cancel_loop(loop, by=recruiter)
        with pytest.raises(DomainError, match="called off"):
            send_again(refused, by=recruiter)

    def test_only_who_plans_the_loop_sends(self, refused: Invitation, interviewer: Member) -> None:
        with pytest.raises(NotAllowed):
            send_again(refused, by=interviewer)
