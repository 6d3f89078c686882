"""Giving several rounds their times and people at once: all of it, or nothing."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from hiring.foundations.capabilities import require
from hiring.foundations.errors import DomainError, Invalid
from hiring.foundations.tenancy import same_organization
from hiring.journal.lifecycle import locked
from hiring.journal.services import record
from hiring.people.models import Member
from interviews.interviewers.models import ConflictOfInterest, Qualification, Stage
from interviews.invitations.services import bring_up_to_date
from interviews.loops.models import Loop, Round
from interviews.loops.services import can_plan_loop, change_round
from interviews.staffing.independence import refuse_a_reader, refuse_stepping_out
from interviews.staffing.models import Part, Seat
from interviews.staffing.services import clash_of


@dataclass(frozen=True)
class Slot:
    """A round's time and people: those who judge, and the trainee beside them."""

    round: int
    starts_at: datetime
    panel: tuple[int, ...]
    trainee: int | None = None

    @property
    def people(self) -> tuple[int, ...]:
        return self.panel if self.trainee is None else (*self.panel, self.trainee)


class Change(NamedTuple):
    """What the journal will tell, once everything has changed."""

    kind: str
    round: int
    seat: int | None = None
    member: int | None = None


def set_timetable(loops: Collection[Loop], *, slots: Sequence[Slot], by: Member) -> list[Loop]:
    """Have these rounds of the loops stand as the slots say; who sat there and is not named sits no more.

    Who stays keeps the part that they had.
    """
    try:
        return _set(loops, slots=slots, by=by)
    except ProtectedError as error:
        raise DomainError(
            "Somebody has begun a scorecard there. Their words are kept, so their seat stays: plan again.",
            "scorecard_begun",
        ) from error
    except IntegrityError as error:
        raise DomainError(
            "Somebody was booked for one of these times a moment ago. Plan again.", "double_booking"
        ) from error


@transaction.atomic
def _set(loops: Collection[Loop], *, slots: Sequence[Slot], by: Member) -> list[Loop]:
    rows = [_open(loop, by=by) for loop in sorted(loops, key=lambda loop: loop.pk)]
    rounds = {round.pk: round for row in rows for round in row.rounds.select_for_update().order_by("pk")}
    if missing := [slot for slot in slots if slot.round not in rounds]:
        raise DomainError(
            f"{len(missing)} of the rounds were removed a moment ago. Plan again.", "round_removed"
        )
    people = _people(slots, by=by)
    for slot in slots:
        _refuse_judging(slot, rounds[slot.round], people)
    changes = _clear(slots, by=by)
    for slot in sorted(slots, key=lambda slot: slot.round):
        changes += _fill(slot, rounds[slot.round], people=people, by=by)
    for change in changes:
        _tell(change, rounds[change.round], by=by)
    for row in rows:
        bring_up_to_date(row, by=by)
    return rows


def _open(loop: Loop, *, by: Member) -> Loop:
    row = locked(loop)
    require(can_plan_loop(by, row))
    if not row.is_open:
        raise DomainError("This loop is over. Its seats no longer change.", "loop_closed")
    return row


def _people(slots: Sequence[Slot], *, by: Member) -> dict[int, Member]:
    wanted = {member for slot in slots for member in slot.people}
    people = {row.pk: row for row in Member.objects.filter(pk__in=wanted).select_related("user")}
    same_organization(*people.values(), as_=by, field="member")
    if gone := sorted(row.name for row in people.values() if not row.is_active):
        raise Invalid(f"{gone[0]} is no longer active. Choose somebody else.", field="member")
    if len(people) < len(wanted):
        raise Invalid("Somebody in this plan is no longer here. Plan again.", field="member")
    return people


def _clear(slots: Sequence[Slot], *, by: Member) -> list[Change]:
    """Free everybody's time, and take out who stays nowhere: then people can pass each other."""
    wanted = {slot.round: frozenset(slot.people) for slot in slots}
    rows = Seat.objects.select_for_update(of=("self",)).select_related("round__loop")
    seats = list(rows.filter(round__in=wanted).order_by("pk"))
    Seat.objects.filter(pk__in=[seat.pk for seat in seats]).update(starts_at=None, ends_at=None)
    leaving = [seat for seat in seats if seat.member_id not in wanted[seat.round_id]]
    changes = [Change("seat.released", seat.round_id, seat.pk, seat.member_id) for seat in leaving]
    for seat in leaving:
        refuse_stepping_out(seat, by=by)
        seat.delete()
    return changes


def _fill(slot: Slot, round: Round, *, people: Mapping[int, Member], by: Member) -> list[Change]:
    """The round at its time, with its people; what changed by it."""
    changes = []
    if round.starts_at != slot.starts_at:
        round = change_round(round, version=round.version, starts_at=slot.starts_at, by=by)
        changes.append(Change("round.changed", round.pk))
    held = {seat.member_id: seat for seat in round.seats.all()}
    for member, part in _parts(slot, round, held).items():
        _refuse_clash(people[member], round)
        seat, is_new = Seat.objects.update_or_create(
            round=round,
            member=people[member],
            defaults={"part": part, "starts_at": round.starts_at, "ends_at": round.ends_at},
        )
        if is_new:
            changes.append(Change("seat.taken", round.pk, seat.pk, member))
    return changes


def _parts(slot: Slot, round: Round, held: Mapping[int, Seat]) -> dict[int, Part]:
    """Who sits in which part: a lead who stays leads, else the first of the panel does."""
    leads = [member for member in slot.panel if member in held and held[member].part == Part.LEAD]
    lead = (leads or slot.panel)[0]
    # The lead last: nobody leads a round beside another.
    parts = {member: Part.PANEL for member in slot.panel if member != lead} | {lead: Part.LEAD}
    if slot.trainee is not None:
        parts[slot.trainee] = _training_part(slot.trainee, round)
    return parts


def _training_part(member: int, round: Round) -> Part:
    stages = Qualification.objects.filter(member=member, round_kind=round.kind)
    leads = Stage.REVERSE_SHADOW in stages.values_list("stage", flat=True)
    return Part.REVERSE_SHADOW if leads else Part.SHADOW


def _refuse_judging(slot: Slot, round: Round, people: Mapping[int, Member]) -> None:
    """Raise when somebody may not meet the candidate, or could have read what others wrote by now."""
    barred = ConflictOfInterest.objects.filter(
        member__in=slot.people, candidate=round.loop.candidacy.candidate_id
    )
    if found := barred.select_related("member").first():
        raise Invalid(
            f"{found.member.name} may not interview this candidate. Plan again without them.",
            field="member",
            code="conflict_of_interest",
        )
    held = set(round.seats.values_list("member", flat=True))
    for member in slot.panel:
        if member not in held:
            refuse_a_reader(people[member], round.loop)


def _refuse_clash(member: Member, round: Round) -> None:
    if round.starts_at is None or round.ends_at is None:
        return
    if clash := clash_of(member, starts_at=round.starts_at, ends_at=round.ends_at, but=round):
        raise DomainError(
            f"{member.name} sits in “{clash.round.title}” at that time by now. Plan again.", "double_booking"
        )


def _tell(change: Change, round: Round, *, by: Member) -> None:
    owner = by.organization_id
    if change.seat is None:
        record(change.kind, round, by=by, organization_id=owner, loop=round.loop_id)
        return
    seat = Seat(pk=change.seat)
    record(change.kind, seat, by=by, organization_id=owner, round=change.round, member=change.member)
