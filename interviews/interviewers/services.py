"""What holds for an organization and its interviewers: limits, hours, wishes, pauses, training paths."""

from datetime import date, datetime, time, timedelta
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from hiring.foundations.capabilities import Capability, require
from hiring.foundations.errors import Invalid, Stale
from hiring.journal.lifecycle import locked
from hiring.journal.services import record
from hiring.people.models import Member, Organization
from interviews.interviewers.models import (
    InterviewerProfile,
    Qualification,
    StaffingPolicy,
    Stage,
    TrainingPath,
)
from interviews.interviewers.rules import PATH_RANGES, POLICY_RANGES, PROFILE_RANGES, refuse_beyond
from rubrics.competencies.round_kinds import RoundKind

# A pause begins and ends within these; one that is meant to last has no end.
EARLIEST_PAUSE, LONGEST_AHEAD = date(2000, 1, 1), timedelta(days=5 * 366)


class ProfileChanges(TypedDict, total=False):
    works_from: time
    works_to: time
    daily_limit: int
    weekly_limit: int
    paused_from: date | None
    paused_to: date | None
    avoids: str
    dislikes: list[str]


class PolicyChanges(TypedDict, total=False):
    break_minutes: int
    max_rounds_per_day: int
    rooms: int | None
    lunch_minutes: int
    lunch_from: time
    lunch_to: time
    fair_from: int
    fair_to: int
    calendar_hours: int


def can_staff(member: Member, organization_id: int) -> bool:
    """Whether the member says how this organization staffs its loops, and speaks for its interviewers."""
    return member.may(Capability.PLAN_EVERY_LOOP) and member.organization_id == organization_id


def can_change_profile(by: Member, member: Member) -> bool:
    """Whether it is the acting member's own profile, or they speak for everybody."""
    return (by.pk == member.pk and by.is_active) or can_staff(by, member.organization_id)


@transaction.atomic
def change_profile(
    member: Member, *, version: int, by: Member, **changes: Unpack[ProfileChanges]
) -> InterviewerProfile:
    """Change when and how much the member interviews; what is left out stays."""
    require(can_change_profile(by, member))
    # The first change of a profile has no row to wait for; the member's stands for it.
    locked(member)
    saved = InterviewerProfile.objects.select_for_update().filter(member=member).first()
    row = saved or InterviewerProfile(member=member)
    if row.version != version:
        raise Stale()
    for name, value in changes.items():
        setattr(row, name, value)
    _refuse_profile(row, changes)
    row.version += 1
    row.save()
    record("interviewing.changed", member, by=by, fields=sorted(changes))
    return row


def _refuse_profile(row: InterviewerProfile, changes: ProfileChanges) -> None:
    refuse_beyond(PROFILE_RANGES, {**changes})
    if row.works_to <= row.works_from:
        raise Invalid("Choose an end of work that lies after its beginning.", field="works_to")
    _refuse_pause(row)
    row.dislikes = sorted(set(row.dislikes))
    if unknown := set(row.dislikes) - set(RoundKind.values):
        raise Invalid(f"“{min(unknown)}” is no kind of round. Leave it out.", field="dislikes")


def _refuse_pause(row: InterviewerProfile) -> None:
    latest = timezone.now().date() + LONGEST_AHEAD
    if row.paused_to is not None and row.paused_from is None:
        raise Invalid("Say from which day the pause holds.", field="paused_from")
    if row.paused_from and row.paused_to and row.paused_to < row.paused_from:
        raise Invalid("Choose a last day that is not before the first.", field="paused_to")
    if row.paused_from and not EARLIEST_PAUSE <= row.paused_from <= latest:
        raise Invalid("Choose a first day that is not years away.", field="paused_from")
    if row.paused_to and row.paused_to > latest:
        raise Invalid(
            "Choose a last day within five years. Leave it empty: until further notice.", field="paused_to"
        )


@transaction.atomic
def set_policy(
    organization: Organization, *, version: int, by: Member, **changes: Unpack[PolicyChanges]
) -> StaffingPolicy:
    """Say how the organization staffs its loops; what is left out stays."""
    require(can_staff(by, organization.pk))
    # The first policy has no row to wait for; the organization's stands for it.
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    saved = StaffingPolicy.objects.filter(organization=organization).first()
    row = saved or StaffingPolicy(organization=organization)
    if row.version != version:
        raise Stale()
    for name, value in changes.items():
        setattr(row, name, value)
    _refuse_policy(row, changes)
    row.version += 1
    row.save()
    record("staffing_policy.changed", row, by=by, fields=sorted(changes))
    return row


def _refuse_policy(row: StaffingPolicy, changes: PolicyChanges) -> None:
    refuse_beyond(POLICY_RANGES, {**changes})
    if row.fair_to < row.fair_from:
        raise Invalid("Choose a most that is not below the least.", field="fair_to")
    if row.lunch_to <= row.lunch_from:
        raise Invalid("Choose an end of lunch that lies after its beginning.", field="lunch_to")
    if row.lunch_minutes > _minutes_between(row.lunch_from, row.lunch_to):
        raise Invalid("Choose a lunch that fits between its beginning and its end.", field="lunch_minutes")


def _minutes_between(start: time, end: time) -> int:
    day = date.min
    between = datetime.combine(day, end) - datetime.combine(day, start)
    return between // timedelta(minutes=1)


@transaction.atomic
def set_training_path(
    organization: Organization, *, round_kind: str, shadows: int, reverse_shadows: int, by: Member
) -> TrainingPath:
    """Say how many rounds of a kind are shadowed, and then led while watched, before a mentor approves."""
    require(can_staff(by, organization.pk))
    refuse_beyond(PATH_RANGES, {"shadows": shadows, "reverse_shadows": reverse_shadows})
    path, _ = TrainingPath.objects.update_or_create(
        organization=organization,
        round_kind=RoundKind(round_kind),
        defaults={"shadows": shadows, "reverse_shadows": reverse_shadows},
    )
    record("training_path.changed", path, by=by, round_kind=round_kind)
    return path


@transaction.atomic
def qualify(member: Member, *, round_kind: str, stage: str | None, by: Member) -> None:
    """Note how far the member's training for a kind has come; None takes the note away.

    A stage that is noted anew begins now: what was held before it counts for the one before.
    """
    require(can_staff(by, member.organization_id))
    if stage is None:
        Qualification.objects.filter(member=member, round_kind=round_kind).delete()
    else:
        row, is_new = Qualification.objects.select_for_update().get_or_create(
            member=member,
            round_kind=round_kind,
            defaults={"stage": Stage(stage), "since": timezone.now()},
        )
        if not is_new and row.stage != stage:
            row.stage, row.since, row.approved_by = Stage(stage), timezone.now(), None
            row.save()
    record("member.qualified", member, by=by, round_kind=round_kind, stage=stage)
