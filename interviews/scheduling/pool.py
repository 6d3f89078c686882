"""Who may be asked to interview, as a plan needs to know them: a fixed number of queries for everybody."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple, Self
from zoneinfo import ZoneInfo

from django.db.models import Q, Value

from hiring.candidates.services import can_read_opening
from hiring.foundations.capabilities import Capability
from hiring.people.models import Member
from interviews.availability.selectors import Interval, busy_of
from interviews.interviewers.load import booked_by_day, monday_of, recent_load
from interviews.interviewers.models import ConflictOfInterest, InterviewerProfile, Qualification, Stage
from interviews.interviewers.selectors import profiles_of
from interviews.invitations.models import Answer, Invitation
from interviews.loops.models import Loop, Round
from interviews.staffing.models import Seat

Tree = dict[str, Any]

DAY = timedelta(days=1)
# A day of a zone begins and ends within so much of the same date in UTC.
FURTHEST_ZONE = timedelta(hours=15)
# Trainees sit with the panel, not on it: whether they listen or lead, their scorecards judge nobody.
STAGES: dict[str, str] = {
    Stage.SHADOW: "shadow",
    Stage.REVERSE_SHADOW: "shadow",
    Stage.QUALIFIED: "qualified",
}


class Taken(NamedTuple):
    """A time that a member gives to a round outside the plan."""

    member: int
    start: datetime
    end: datetime


@dataclass(frozen=True)
class Pool:
    """Everybody who is qualified or in training for what the rounds need, and whoever sits in them already.

    Times at which they pause, sit elsewhere, or are busy by their calendar count as busy, and so does the day
    of an interview that they declined: whoever is ill is not asked for the afternoon.
    """

    members: Mapping[int, Member]
    profiles: Mapping[int, InterviewerProfile]
    stages: Mapping[int, Mapping[str, str]]
    busy: Mapping[int, Sequence[Interval]]
    booked: Mapping[int, Mapping[date, int]]
    recent: Mapping[int, int]
    barred: Mapping[int, Collection[int]]

    @classmethod
    def of(
        cls,
        loops: Sequence[Loop],
        *,
        days: Sequence[date],
        kinds: Collection[str],
        seated: Collection[int],
        beside: Sequence[Taken] = (),
        away: Collection[int] = (),
    ) -> Self:
        """The pool for the loops' rounds of these kinds on these days.

        `loops` bring their rounds with seats and scorecards, and their openings with committees. `seated`
        stay in rounds that stand; `beside` are times given to these very rounds which no plan shows. Who is
        `away` can come on none of the days.
        """
        people = _people(loops[0].organization_id, kinds, seated)
        members = {member.pk: member for member in people}
        own = [round.pk for loop in loops for round in loop.rounds.all()]
        profiles = profiles_of(people)
        start, end = _horizon(days)
        busy = _Busy(people, start, end)
        busy.add_pauses(profiles)
        busy.add_answers_and_seats(own)
        busy.add(beside)
        busy.add(Taken(member, start, end) for member in away if member in members)
        return cls(
            members=members,
            profiles=profiles,
            stages=_stages(members, kinds),
            busy=busy.times,
            booked=_booked(people, days, own, beside),
            recent=recent_load(people, before=monday_of(min(days)), but_rounds=own),
            barred=_barred(loops, people),
        )

    def trees(self) -> list[Tree]:
        """The interviewers of an instance."""
        return [self._tree(member) for _, member in sorted(self.members.items())]

    def _tree(self, member: Member) -> Tree:
        profile = self.profiles[member.pk]
        return {
            "id": str(member.pk),
            "time_zone": member.time_zone,
            "working_hours": [f"{profile.works_from:%H:%M}", f"{profile.works_to:%H:%M}"],
            "qualifications": {kind: STAGES[stage] for kind, stage in self.stages[member.pk].items()},
            "daily_limit": profile.daily_limit,
            "weekly_limit": profile.weekly_limit,
            "booked": {f"{day}": count for day, count in self.booked[member.pk].items()},
            "recent_load": self.recent[member.pk],
            "busy": [list(map(written, interval)) for interval in sorted(self.busy[member.pk])],
            "conflicts": [str(loop) for loop in sorted(self.barred[member.pk])],
            "avoid": profile.avoids or None,
            "dislikes": sorted(profile.dislikes),
        }


def written(instant: datetime) -> str:
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def _people(organization: int, kinds: Collection[str], seated: Collection[int]) -> list[Member]:
    trained = Q(is_active=True, pk__in=Qualification.objects.filter(round_kind__in=kinds).values("member"))
    members = Member.objects.filter(organization=organization).filter(trained | Q(pk__in=seated))
    listed = members.select_related("user", "organization").order_by("pk")
    return [one for one in listed if one.may(Capability.TAKE_SEATS) or one.pk in seated]


def _stages(members: Mapping[int, Member], kinds: Collection[str]) -> dict[int, dict[str, str]]:
    """How far everybody's training has come; who has left is trained for nothing."""
    stages: dict[int, dict[str, str]] = {member: {} for member in members}
    noted = Qualification.objects.filter(member__in=members, round_kind__in=kinds)
    for member, kind, stage in noted.values_list("member", "round_kind", "stage"):
        if members[member].is_active:
            stages[member][kind] = stage
    return stages


def _horizon(days: Sequence[date]) -> tuple[datetime, datetime]:
    """Wide enough for each of these days in any zone, and for a round that ends on the next."""
    first, last = (datetime.combine(day, time(), UTC) for day in (min(days), max(days)))
    return first - FURTHEST_ZONE, last + 2 * DAY + FURTHEST_ZONE


class _Busy:
    """When each of the people is not to be had, within the horizon."""

    def __init__(self, people: Sequence[Member], start: datetime, end: datetime) -> None:
        self.people, self.start, self.end = people, start, end
        self.times: dict[int, list[Interval]] = busy_of(people, start, end)

    def add(self, taken: Iterable[Taken]) -> None:
        for member, start, end in taken:
            self.times[member].append((start, end))

    def add_pauses(self, profiles: Mapping[int, InterviewerProfile]) -> None:
        for member in self.people:
            profile = profiles[member.pk]
            if profile.paused_from is None:
                continue
            since = datetime.combine(profile.paused_from, time(), member.zone)
            last = profile.paused_to
            # The very last day that there is has no next one.
            has_end = last is not None and last <= self.end.date()
            until = datetime.combine(last + DAY, time(), member.zone) if last and has_end else self.end
            if since < self.end and until > self.start:
                self.times[member.pk].append((max(since, self.start), min(until, self.end)))

    def add_answers_and_seats(self, own: Collection[int]) -> None:
        """Seats in other rounds than these, and the whole day of each interview that they cannot come to."""
        held: Any = Seat.objects.filter(starts_at__isnull=False, ends_at__isnull=False).exclude(round__in=own)
        declined: Any = Invitation.objects.filter(answer=Answer.DECLINED)
        one, other = (
            rows.filter(member__in=self.people, starts_at__lt=self.end, ends_at__gt=self.start)
            .annotate(is_held=Value(is_held))
            .values_list("member", "starts_at", "ends_at", "is_held")
            for rows, is_held in ((held, True), (declined, False))
        )
        zones = {member.pk: member.zone for member in self.people}
        for member, start, end, is_held in one.union(other, all=True):
            since, until = (start, end) if is_held else _day_of(start, zones[member])
            self.times[member].append((max(since, self.start), min(until, self.end)))


def _day_of(instant: datetime, zone: ZoneInfo) -> Interval:
    """The day of the instant by the zone's own calendar."""
    day = instant.astimezone(zone).date()
    return datetime.combine(day, time(), zone), datetime.combine(day + DAY, time(), zone)


def _booked(
    people: Sequence[Member], days: Sequence[date], own: Collection[int], beside: Iterable[Taken]
) -> dict[int, dict[date, int]]:
    """Interviews that no plan shows, in each ISO week that has one of the days."""
    weeks = {monday_of(day) for day in days}
    counted = booked_by_day(people, min(weeks), max(weeks) + 6 * DAY, but_rounds=own)
    booked = {
        member: {day: count for day, count in by_day.items() if monday_of(day) in weeks}
        for member, by_day in counted.items()
    }
    zones = {member.pk: member.zone for member in people}
    for member, since, _until in beside:
        day = since.astimezone(zones[member]).date()
        booked[member][day] = booked[member].get(day, 0) + 1
    return booked


def _barred(loops: Sequence[Loop], people: Sequence[Member]) -> dict[int, set[int]]:
    """For each member the loops that they may not judge in, for whatever reason."""
    barred: dict[int, set[int]] = {member.pk: set() for member in people}
    by_candidate = defaultdict(list)
    for loop in loops:
        by_candidate[loop.candidacy.candidate_id].append(loop.pk)
    conflicts = ConflictOfInterest.objects.filter(member__in=people, candidate__in=by_candidate)
    for member, candidate in conflicts.values_list("member", "candidate"):
        barred[member].update(by_candidate[candidate])
    for loop in loops:
        for member in _readers(loop, people):
            barred[member].add(loop.pk)
    return barred


def _readers(loop: Loop, people: Sequence[Member]) -> list[int]:
    """Who could already read the loop's scorecards, as `staffing.independence` has it."""
    seats = [seat for round in loop.rounds.all() for seat in round.seats.all()]
    if not any(not seat.is_training and has_submitted(seat) for seat in seats):
        return []
    holders = {seat.member_id for seat in seats}
    # Whoever sits here and has not submitted reads nothing before they have.
    owing = {seat.member_id for seat in seats if not has_submitted(seat)}
    return [
        one.pk
        for one in people
        if one.pk not in owing and (one.pk in holders or can_read_opening(one, loop.candidacy.opening))
    ]


def has_begun(seat: Seat) -> bool:
    """Whether a scorecard was begun from the seat."""
    return hasattr(seat, "scorecard")


def has_submitted(seat: Seat) -> bool:
    return has_begun(seat) and seat.scorecard.submitted_at is not None


def stands(round: Round, *, now: datetime) -> bool:
    """Whether the round has its time and its people, or has begun already."""
    if round.starts_at is None:
        return False
    judging = sum(not seat.is_training for seat in round.seats.all())
    return judging >= round.panel_size or is_past_change(round, now=now)


def is_past_change(round: Round, *, now: datetime) -> bool:
    """Whether the round has begun, or somebody's scorecard for it."""
    has_started = round.starts_at is not None and round.starts_at <= now
    return has_started or any(has_begun(seat) for seat in round.seats.all())
