"""A candidate who is no longer considered is interviewed no more, and everybody hears of it once."""

import pytest
from django.db.models import Q

from hiring.candidates.models import Candidacy
from hiring.candidates.states import CandidacyStatus
from hiring.foundations.errors import DomainError, Invalid, NotAllowed
from hiring.people.models import Member, Organization
from interviews.debriefs.services import open_debrief
from interviews.exposure.models import Asking
from interviews.loops.models import Loop
from interviews.loops.states import LoopStatus
from interviews.staffing.models import Seat
from interviews.staffing.withdrawing import note_outcome
from tests.interviews.invitations.letters import last_mail, letters
from tests.making import in_days, make_loop, make_submission, seats_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def loop(organization: Organization, recruiter: Member) -> Loop:
    return make_loop(organization, starts_at=in_days(7), by=recruiter)


@pytest.mark.parametrize("to", [CandidacyStatus.WITHDRAWN, CandidacyStatus.DECLINED])
def test_everything_is_released_and_everybody_told_once(
    loop: Loop, recruiter: Member, to: CandidacyStatus
) -> None:
    invited = len(letters())
    said = last_mail()

    candidacy = note_outcome(loop.candidacy, to=to, by=recruiter)

    loop.refresh_from_db()
    assert (candidacy.status, loop.status) == (to, LoopStatus.CANCELLED)
    assert not Seat.objects.filter(Q(starts_at__isnull=False), round__loop=loop).exists()
    assert not Asking.objects.filter(round__loop=loop).exists()
    assert [letter.method for letter in letters(after=said)] == ["CANCEL"] * invited


def test_a_draft_goes_quietly(organization: Organization, recruiter: Member) -> None:
    draft = make_loop(organization, published=False, starts_at=in_days(7), by=recruiter)

    note_outcome(draft.candidacy, to=CandidacyStatus.WITHDRAWN, by=recruiter)

    draft.refresh_from_db()
    assert draft.status == LoopStatus.CANCELLED
    assert letters() == []


def test_with_a_debrief_open_only_what_lies_ahead_is_called_off(
    organization: Organization, recruiter: Member
) -> None:
    loop = make_loop(organization, starts_at=in_days(7), by=recruiter)
    make_submission(seats_of(loop)[0])
    open_debrief(loop, even_without_missing=True, by=recruiter)
    said = last_mail()

    note_outcome(loop.candidacy, to=CandidacyStatus.WITHDRAWN, by=recruiter)

    loop.refresh_from_db()
    assert loop.status == LoopStatus.PUBLISHED
    assert {letter.method for letter in letters(after=said)} == {"CANCEL"}
    assert set(loop.rounds.values_list("starts_at", flat=True)) == {None}


def test_being_considered_again_brings_no_interviews_back(loop: Loop, recruiter: Member) -> None:
    note_outcome(loop.candidacy, to=CandidacyStatus.WITHDRAWN, by=recruiter)
    said = last_mail()

    note_outcome(loop.candidacy, to=CandidacyStatus.ACTIVE, by=recruiter)

    loop.refresh_from_db()
    assert loop.status == LoopStatus.CANCELLED
    assert last_mail() == said


def test_what_may_not_be_noted_changes_nothing(loop: Loop, recruiter: Member, interviewer: Member) -> None:
    said = last_mail()

    with pytest.raises(NotAllowed):
        note_outcome(loop.candidacy, to=CandidacyStatus.WITHDRAWN, by=interviewer)
    with pytest.raises(Invalid):
        note_outcome(loop.candidacy, to=CandidacyStatus.HIRED, by=recruiter)
    Candidacy.objects.filter(pk=loop.candidacy_id).update(status=CandidacyStatus.HIRED)
    with pytest.raises(DomainError):
        note_outcome(loop.candidacy, to=CandidacyStatus.WITHDRAWN, by=recruiter)

    loop.refresh_from_db()
    assert (loop.status, last_mail()) == (LoopStatus.PUBLISHED, said)
