"""What the page of all interviewers shows: load, limits, training, calendars, and who waits for a mentor."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from hiring.people.models import Member
from interviews.availability.models import BusyCalendar
from interviews.interviewers.models import (
    InterviewerProfile,
    Qualification,
    StaffingPolicy,
    Stage,
)
from interviews.interviewers.selectors import interviewers_seen_by, policy_of, profiles_of, weeks_of
from interviews.interviewers.strips import Strip
from interviews.interviewers.training import Paths, Progress, progress_of

PEOPLE_A_PAGE = 50


@dataclass(frozen=True)
class CalendarAge:
    """How far a calendar can be planned by."""

    calendar: BusyCalendar
    is_stale: bool

    @classmethod
    def of(cls, calendar: BusyCalendar, policy: StaffingPolicy, now: datetime) -> "CalendarAge":
        return cls(calendar, calendar.is_stale(hours=policy.calendar_hours, now=now))


@dataclass(frozen=True)
class Listed:
    """One interviewer in the list."""

    member: Member
    profile: InterviewerProfile
    strip: Strip
    qualifications: Sequence[Qualification]
    calendar: CalendarAge | None
    is_paused: bool


@dataclass(frozen=True)
class Roster:
    rows: Sequence[Listed]
    policy: StaffingPolicy
    page: int
    has_more: bool
    trainees: Sequence[Progress]


def roster(reader: Member, *, kind: str = "", words: str = "", page: int = 1) -> Roster:
    """Those who interview, by name, at a fixed number of queries; who plans no loops sees only themselves."""
    policy = policy_of(reader.organization)
    begin = (page - 1) * PEOPLE_A_PAGE
    found = list(_people(reader, kind, words)[begin : begin + PEOPLE_A_PAGE + 1])
    people = found[:PEOPLE_A_PAGE]
    return Roster(
        _listed(people, policy, reader), policy, page, len(found) > PEOPLE_A_PAGE, trainees_of(reader)
    )


def _people(reader: Member, kind: str, words: str) -> QuerySet[Member]:
    people = interviewers_seen_by(reader).filter(is_active=True)
    if kind:
        people = people.filter(qualifications__round_kind=kind)
    for word in words.split():
        people = people.filter(name__icontains=word)
    trained = Qualification.objects.values("member")
    interviews = Q(is_interviewer=True) | Q(pk__in=trained) | Q(pk=reader.pk)
    return people.filter(interviews).order_by("name", "pk")


def _listed(people: list[Member], policy: StaffingPolicy, reader: Member) -> list[Listed]:
    now = timezone.now()
    profiles, weeks = profiles_of(people), weeks_of(people, reader=reader)
    known: dict[int, list[Qualification]] = defaultdict(list)
    for row in Qualification.objects.visible_to(reader).filter(member__in=people).order_by("round_kind"):
        known[row.member_id].append(row)
    calendars = {
        row.member_id: CalendarAge.of(row, policy, now)
        for row in BusyCalendar.objects.visible_to(reader)
        .filter(member__in=people)
        .defer("busy", "upload", "address")
    }
    return [
        Listed(
            member,
            profiles[member.pk],
            Strip.of(weeks[member.pk], policy),
            known[member.pk],
            calendars.get(member.pk),
            profiles[member.pk].pauses_on(now.astimezone(member.zone).date()),
        )
        for member in people
    ]


def trainees_of(mentor: Member) -> list[Progress]:
    """The trainings whose next step the mentor could approve, those that are ready first."""
    kinds = Qualification.objects.filter(member=mentor, stage=Stage.QUALIFIED).values("round_kind")
    rows = (
        Qualification.objects.with_progress()
        .filter(round_kind__in=kinds, member__organization=mentor.organization_id, member__is_active=True)
        .exclude(stage=Stage.QUALIFIED)
        .exclude(member=mentor)
        .select_related("member")
        .order_by("member__name", "round_kind")
    )
    paths = Paths.of(mentor.organization_id)
    found = [progress_of(row, paths) for row in rows]
    return sorted(found, key=lambda progress: not progress.is_complete)
