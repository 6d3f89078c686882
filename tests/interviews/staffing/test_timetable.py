"""Several rounds at once: people pass each other, all of it or nothing, and everybody is told once."""

import pytest
from django.db.models import F

from hiring.foundations.errors import DomainError, Invalid, NotAllowed
from hiring.journal.models import Event
from hiring.notices.models import Mail
from hiring.people.models import Member, Organization
from interviews.interviewers.models import ConflictOfInterest, Qualification, Stage
from interviews.loops.models import Loop, Round
from interviews.staffing.models import Part, Seat
from interviews.staffing.services import cancel_loop
from interviews.staffing.timetable import Slot, set_timetable
from rubrics.competencies.round_kinds import RoundKind
from tests.interviews.scheduling.staging import at, hold, make_loop_to_plan
from tests.making import make_loop, make_member, make_submission, seats_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def loop(recruiter: Member) -> Loop:
    return make_loop_to_plan(recruiter, RoundKind.CODING, RoundKind.ORAL)


@pytest.fixture
def coding(loop: Loop) -> Round:
    return loop.rounds.get(kind=RoundKind.CODING)


@pytest.fixture
def oral(loop: Loop) -> Round:
    return loop.rounds.get(kind=RoundKind.ORAL)


@pytest.fixture
def ana(organization: Organization) -> Member:
    return make_member(organization, name="Ana")


@pytest.fixture
def ben(organization: Organization) -> Member:
    return make_member(organization, name="Ben")


def timetable_of(loop: Loop) -> set[tuple[object, ...]]:
    """Every seat of the loop: its round's kind and time, its own time, who sits there, and as what."""
    seats = Seat.objects.filter(round__loop=loop)
    return set(seats.values_list("round__kind", "round__starts_at", "starts_at", "member__name", "part"))


def test_rounds_get_their_times_and_people(
    recruiter: Member, loop: Loop, coding: Round, oral: Round, ana: Member, ben: Member
) -> None:
    Round.objects.filter(pk=coding.pk).update(panel_size=2)

    set_timetable(
        [loop],
        slots=[Slot(coding.pk, at(9), (ana.pk, ben.pk)), Slot(oral.pk, at(11), (ben.pk,), trainee=ana.pk)],
        by=recruiter,
    )

    assert timetable_of(loop) == {
        ("coding", at(9), at(9), "Ana", Part.LEAD),
        ("coding", at(9), at(9), "Ben", Part.PANEL),
        ("oral", at(11), at(11), "Ben", Part.LEAD),
        ("oral", at(11), at(11), "Ana", Part.SHADOW),
    }


def test_who_leads_already_goes_on_leading(
    recruiter: Member, loop: Loop, coding: Round, ana: Member, ben: Member
) -> None:
    Round.objects.filter(pk=coding.pk).update(panel_size=2)
    hold(coding, ben, at(14))

    set_timetable([loop], slots=[Slot(coding.pk, at(9), (ana.pk, ben.pk))], by=recruiter)

    assert {(name, part) for *_, name, part in timetable_of(loop)} == {("Ana", "panel"), ("Ben", "lead")}


def test_a_trainee_who_leads_while_watched_sits_as_such(
    recruiter: Member, loop: Loop, coding: Round, ana: Member, ben: Member
) -> None:
    Qualification.objects.create(member=ben, round_kind=RoundKind.CODING, stage=Stage.REVERSE_SHADOW)

    set_timetable([loop], slots=[Slot(coding.pk, at(9), (ana.pk,), trainee=ben.pk)], by=recruiter)

    assert Seat.objects.get(member=ben).part == Part.REVERSE_SHADOW


def test_people_and_rounds_may_change_places(
    recruiter: Member, loop: Loop, coding: Round, oral: Round, ana: Member, ben: Member
) -> None:
    hold(coding, ana, at(9))
    hold(oral, ben, at(10))

    set_timetable(
        [loop], slots=[Slot(coding.pk, at(10), (ben.pk,)), Slot(oral.pk, at(9), (ana.pk,))], by=recruiter
    )

    assert {(start, name) for _, start, _, name, _ in timetable_of(loop)} == {(at(10), "Ben"), (at(9), "Ana")}


def test_the_journal_tells_each_change_and_nothing_else(
    recruiter: Member, loop: Loop, coding: Round, oral: Round, ana: Member, ben: Member
) -> None:
    hold(coding, ana, at(9))
    hold(oral, ben, at(11))
    before = Event.objects.count()

    set_timetable(
        [loop], slots=[Slot(coding.pk, at(9), (ana.pk,)), Slot(oral.pk, at(11), (ana.pk,))], by=recruiter
    )

    told = Event.objects.order_by("sequence")[before:].values_list("kind", flat=True)
    assert list(told) == ["seat.released", "seat.taken"]


def test_a_published_loop_tells_everybody_once(organization: Organization, recruiter: Member) -> None:
    ana, ben = make_member(organization), make_member(organization)
    loop = make_loop(organization, interviewers=[ana], starts_at=at(9), by=recruiter)
    Mail.objects.all().delete()

    set_timetable([loop], slots=[Slot(loop.rounds.get().pk, at(14), (ben.pk,))], by=recruiter)

    told = Mail.objects.values_list("to", "calendar_method")
    candidate = loop.candidacy.candidate.email
    assert set(told) == {(ana.user.email, "CANCEL"), (ben.user.email, "REQUEST"), (candidate, "REQUEST")}


def test_somebody_who_sits_elsewhere_by_now_is_refused_and_nothing_changes(
    recruiter: Member, loop: Loop, coding: Round, oral: Round, ana: Member, ben: Member
) -> None:
    hold(coding, ben, at(9))
    hold(make_loop_to_plan(recruiter).rounds.get(), ana, at(10, 30))
    before = timetable_of(loop)

    with pytest.raises(DomainError, match=r"Ana sits in .* at that time by now"):
        set_timetable(
            [loop], slots=[Slot(coding.pk, at(8), (ben.pk,)), Slot(oral.pk, at(10), (ana.pk,))], by=recruiter
        )

    assert timetable_of(loop) == before
    assert Round.objects.get(pk=coding.pk).starts_at == at(9)


def test_who_may_not_meet_the_candidate_is_refused(
    organization: Organization, recruiter: Member, loop: Loop, coding: Round, ana: Member
) -> None:
    ConflictOfInterest.objects.create(
        organization=organization, member=ana, candidate=loop.candidacy.candidate, noted_by=recruiter
    )

    with pytest.raises(Invalid, match="Ana may not interview this candidate"):
        set_timetable([loop], slots=[Slot(coding.pk, at(9), (ana.pk,))], by=recruiter)


def test_whoever_could_have_read_what_others_wrote_is_refused(
    organization: Organization, recruiter: Member, ana: Member, ben: Member
) -> None:
    loop = make_loop(organization, interviewers=[ana, ben], by=recruiter)
    make_submission(seats_of(loop)[0])
    second = loop.rounds.order_by("position")[1]

    with pytest.raises(Invalid, match="could already read"):
        set_timetable([loop], slots=[Slot(second.pk, at(9), (ana.pk,))], by=recruiter)


def test_a_seat_with_a_scorecard_stays(organization: Organization, recruiter: Member, ana: Member) -> None:
    loop = make_loop(organization, interviewers=[ana], by=recruiter)
    make_submission(seats_of(loop)[0])
    fresh = make_member(organization)

    with pytest.raises(DomainError, match="Their words are kept"):
        set_timetable([loop], slots=[Slot(loop.rounds.get().pk, at(9), (fresh.pk,))], by=recruiter)


def test_who_left_another_organizations_people_and_strangers_are_refused(
    other_organization: Organization, recruiter: Member, loop: Loop, coding: Round, ana: Member
) -> None:
    Member.objects.filter(pk=ana.pk).update(is_active=False)
    stranger = make_member(other_organization)

    with pytest.raises(Invalid, match="Ana is no longer active"):
        set_timetable([loop], slots=[Slot(coding.pk, at(9), (ana.pk,))], by=recruiter)
    with pytest.raises(Invalid, match="no such choice"):
        set_timetable([loop], slots=[Slot(coding.pk, at(9), (stranger.pk,))], by=recruiter)
    with pytest.raises(NotAllowed):
        set_timetable([loop], slots=[Slot(coding.pk, at(9), (stranger.pk,))], by=stranger)


def test_a_loop_that_is_over_and_a_round_that_is_gone_are_refused(
    recruiter: Member, loop: Loop, coding: Round, ana: Member
) -> None:
    slot = Slot(coding.pk, at(9), (ana.pk,))
    with pytest.raises(DomainError, match="removed a moment ago"):
        set_timetable([make_loop_to_plan(recruiter)], slots=[slot], by=recruiter)
    cancel_loop(loop, by=recruiter)
    with pytest.raises(DomainError, match="This loop is over"):
        set_timetable([loop], slots=[slot], by=recruiter)


def test_a_round_that_is_moved_counts_one_version_up(
    recruiter: Member, loop: Loop, coding: Round, ana: Member
) -> None:
    set_timetable([loop], slots=[Slot(coding.pk, at(9), (ana.pk,))], by=recruiter)

    assert Round.objects.filter(pk=coding.pk, version=coding.version + 1).exists()
    assert Seat.objects.filter(round=coding, ends_at__gt=F("starts_at")).count() == 1


def test_nobody_gives_up_their_own_seat_to_read(
    organization: Organization, recruiter: Member, ana: Member
) -> None:
    loop = make_loop(organization, interviewers=[ana, recruiter], by=recruiter)
    make_submission(seats_of(loop)[0])
    own, fresh = loop.rounds.order_by("position")[1], make_member(organization)

    with pytest.raises(DomainError, match="you cannot give up your own seat"):
        set_timetable([loop], slots=[Slot(own.pk, at(9), (fresh.pk,))], by=recruiter)
