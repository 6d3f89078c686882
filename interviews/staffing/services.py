"""Seating interviewers, scheduling rounds, and publishing a loop once it is staffed."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Unpack

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from hiring.foundations.capabilities import require
from hiring.foundations.errors import DomainError, Invalid
from hiring.foundations.tenancy import same_organization
from hiring.journal.lifecycle import locked, move
from hiring.journal.services import record
from hiring.people.models import Member
from interviews.exposure.models import Asking
from interviews.exposure.services import release
from interviews.interviewers.conflicts import may_not_judge
from interviews.invitations.services import bring_up_to_date
from interviews.loops.asking import note_held_rounds
from interviews.loops.models import Loop, Round
from interviews.loops.rules import RoundChanges
from interviews.loops.services import can_plan_loop, change_round
from interviews.loops.states import LoopStatus
from interviews.staffing.independence import refuse_a_reader, refuse_stepping_out
from interviews.staffing.models import JUDGING_PARTS, Part, Seat


def clash_of(member: Member, *, starts_at: datetime, ends_at: datetime, but: Round) -> Seat | None:
    """A seat that the member holds elsewhere at an overlapping time."""
    return (
        Seat.objects.filter(member=member, starts_at__lt=ends_at, ends_at__gt=starts_at)
        .exclude(round=but)
        .select_related("round")
        .first()
    )


def _refuse_clash(member: Member, round: Round, *, field: str) -> None:
    if round.starts_at is None or round.ends_at is None:
        return
    if clash := clash_of(member, starts_at=round.starts_at, ends_at=round.ends_at, but=round):
        raise Invalid(
            f"{member.name} sits in “{clash.round.title}” at that time. "
            "Choose somebody else, or move one of the two.",
            field=field,
            code="double_booking",
        )


def _part_for(round: Round, member: Member, *, part: str | None) -> Part:
    """The part the member may take; raises `Invalid` when the round has no place for it."""
    taken = list(round.seats.values_list("part", flat=True))
    has_lead = Part.LEAD in taken
    wanted = Part(part or (Part.PANEL if has_lead else Part.LEAD))
    if not member.is_active:
        raise Invalid(f"{member.name} is no longer active. Choose somebody else.", field="member")
    if may_not_judge(member, round.loop.candidacy.candidate_id):
        raise Invalid(
            f"{member.name} may not meet this candidate. Choose somebody else.",
            field="member",
            code="conflict_of_interest",
        )
    if wanted == Part.LEAD and has_lead:
        raise Invalid("This round has a lead already. Seat them on the panel.", field="part")
    if wanted in JUDGING_PARTS and sum(other in JUDGING_PARTS for other in taken) >= round.panel_size:
        raise Invalid(
            "Every seat of this panel is taken. Remove somebody, or enlarge the panel.", field="member"
        )
    _refuse_clash(member, round, field="member")
    return wanted


@transaction.atomic
def seat_member(round: Round, *, member: Member, part: str | None = None, by: Member) -> Seat:
    """Give the member a place in the round; without a part they lead, or join the panel if somebody leads."""
    loop = _open_loop_of(round, by=by)
    seat = _seat(round, loop, member=member, part=part, by=by)
    bring_up_to_date(loop, by=by)
    return seat


def _open_loop_of(round: Round, *, by: Member) -> Loop:
    """The round's loop, locked, if the member may still change its seats."""
    loop = locked(round.loop)
    require(can_plan_loop(by, loop))
    if not loop.is_open:
        raise DomainError("This loop is over. Its seats no longer change.", "loop_closed")
    return loop


def _seat(round: Round, loop: Loop, *, member: Member, part: str | None, by: Member) -> Seat:
    same_organization(member, as_=loop, field="member")
    # Its time and its panel may have changed since the acting member read it.
    round = locked(round)
    if held := round.seats.filter(member=member).first():
        if part in {None, held.part}:
            return held
        raise Invalid(f"{member.name} sits in this round already. Remove that seat first.", field="member")
    part = _part_for(round, member, part=part)
    if part in JUDGING_PARTS:
        refuse_a_reader(member, loop)
    try:
        with transaction.atomic():
            seat = Seat.objects.create(
                round=round, member=member, part=part, starts_at=round.starts_at, ends_at=round.ends_at
            )
    except IntegrityError as error:
        raise Invalid(
            f"{member.name} was booked for that time a moment ago. Choose somebody else.", field="member"
        ) from error
    record("seat.taken", seat, by=by, organization_id=loop.organization_id, round=round.pk, member=member.pk)
    return seat


def release_seat(seat: Seat, *, by: Member) -> None:
    """Take the member out of the round, unless they have begun their scorecard."""
    with _words_are_kept(seat), transaction.atomic():
        loop = _open_loop_of(seat.round, by=by)
        _release(seat, loop, by=by)
        bring_up_to_date(loop, by=by)


def replace_seat(seat: Seat, *, member: Member, by: Member) -> Seat:
    """Give the seat to somebody else: one is told that they are free, the other that they are asked."""
    with _words_are_kept(seat), transaction.atomic():
        loop = _open_loop_of(seat.round, by=by)
        # Somebody else may have replaced them a moment ago.
        locked(seat)
        _release(seat, loop, by=by)
        given = _seat(seat.round, loop, member=member, part=seat.part, by=by)
        bring_up_to_date(loop, by=by)
    return given


@contextmanager
def _words_are_kept(seat: Seat) -> Iterator[None]:
    """A seat whose scorecard is begun cannot be taken away; say so."""
    try:
        yield
    except (ProtectedError, IntegrityError) as error:
        raise DomainError(
            f"{seat.member.name} has begun the scorecard for this round. "
            "Their words are kept, so the seat stays.",
            "scorecard_begun",
        ) from error


def _release(seat: Seat, loop: Loop, *, by: Member) -> None:
    refuse_stepping_out(seat, by=by)
    record(
        "seat.released",
        seat,
        by=by,
        organization_id=loop.organization_id,
        round=seat.round_id,
        member=seat.member_id,
    )
    seat.delete()


@transaction.atomic
def revise_round(round: Round, *, version: int, by: Member, **changes: Unpack[RoundChanges]) -> Round:
    """Change a round together with the times of its seats; nobody is booked twice by it."""
    row = change_round(round, version=version, by=by, **changes)
    if row.seats.judging().count() > row.panel_size:
        raise Invalid("More people sit in this round than that. Remove somebody first.", field="panel_size")
    for seat in row.seats.select_related("member__user"):
        _refuse_clash(seat.member, row, field="starts_at")
    try:
        row.seats.update(starts_at=row.starts_at, ends_at=row.ends_at)
    except IntegrityError as error:
        raise Invalid(
            "Somebody here was booked for that time a moment ago. Choose another time.",
            field="starts_at",
            code="double_booking",
        ) from error
    record("round.changed", row, by=by, organization_id=round.loop.organization_id, loop=row.loop_id)
    bring_up_to_date(row.loop, by=by)
    return row


@transaction.atomic
def cancel_loop(loop: Loop, *, by: Member) -> Loop:
    """Call the interviews off; everybody's time is free again, and what was written is kept."""
    require(can_plan_loop(by, loop))
    if Loop.objects.filter(pk=loop.pk, debrief__isnull=False).exists():
        raise DomainError(
            "The debrief of this loop is open. Decide it instead of cancelling.", "debrief_open"
        )
    row = locked(loop)
    Seat.objects.filter(round__loop=row).update(starts_at=None, ends_at=None)
    # Who sat in a round that has begun was asked its questions, whatever becomes of the loop.
    note_held_rounds(of=row)
    release(Asking.objects.filter(round__loop=row))
    row = move(row, to=LoopStatus.CANCELLED, by=by)
    bring_up_to_date(row, by=by)
    return row
