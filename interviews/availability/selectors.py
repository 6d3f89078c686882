"""When members are busy, as far as their calendars have told, and when candidates could come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from hiring.candidates.models import Candidacy
from hiring.people.models import Member
from interviews.availability.models import AvailabilityRequest, BusyCalendar, CandidateWindow
from interviews.availability.slots import (
    Slot,
    days_between,
    slots_in,
    slots_of_day,
    weeks_between,
)
from interviews.availability.wording import days_in_words, windows_in_words, zone_in_words

if TYPE_CHECKING:
    from interviews.interviewers.models import StaffingPolicy

# From one instant to another, the end not included.
Interval = tuple[datetime, datetime]


def busy_of(members: Iterable[Member], start: datetime, end: datetime) -> dict[int, list[Interval]]:
    """Each member's busy times between two instants, in their order, cut to these; one query.

    Who has no calendar here is not known to be busy.
    """
    busy: dict[int, list[Interval]] = {member.pk: [] for member in members}
    calendars = BusyCalendar.objects.filter(member__in=busy).values_list("member", "busy")
    for member, pairs in calendars:
        times = ((datetime.fromisoformat(since), datetime.fromisoformat(until)) for since, until in pairs)
        busy[member] = [(max(a, start), min(b, end)) for a, b in times if a < end and b > start]
    return busy


def stale_calendars(
    members: Iterable[Member], policy: "StaffingPolicy", now: datetime, *, until: datetime
) -> list[BusyCalendar]:
    """The calendars not to be planned by: too old by the policy, never read well, or over before `until`."""
    rows = BusyCalendar.objects.filter(member__in=list(members)).defer("busy", "upload")
    hours = policy.calendar_hours
    listed = rows.select_related("member").order_by("member__name", "pk")
    return [row for row in listed if row.is_stale(hours=hours, now=now, until=until)]


@dataclass(frozen=True)
class Times:
    """When a candidate could come, and what they were asked."""

    candidacy: Candidacy
    windows: Sequence[CandidateWindow]
    link: AvailabilityRequest | None
    answer: AvailabilityRequest | None

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.candidacy.candidate.time_zone)

    @property
    def zone_words(self) -> str:
        return zone_in_words(self.candidacy.candidate.time_zone)

    @property
    def words(self) -> list[str]:
        return windows_in_words(self.windows, self.candidacy.candidate.time_zone)

    @property
    def link_days(self) -> str:
        return days_in_words(self.link.first_day, self.link.last_day) if self.link else ""


def times_of(candidacy: Candidacy) -> Times:
    """The candidate's windows, the link that is open now, and the one that was answered last."""
    asked = list(AvailabilityRequest.objects.filter(candidacy=candidacy).select_related("created_by"))
    now = timezone.now()
    open_ones = [one for one in asked if one.revoked_at is None and one.expires_at > now]
    answered = [one for one in asked if one.answered_at is not None]
    return Times(
        candidacy,
        list(CandidateWindow.objects.filter(candidacy=candidacy)),
        next(iter(open_ones), None),
        max(answered, key=lambda one: one.answered_at or one.created_at, default=None),
    )


@dataclass(frozen=True)
class Grid:
    """The weeks that a candidate is asked about, half-hour by half-hour."""

    asked: AvailabilityRequest
    windows: Sequence[CandidateWindow]

    @property
    def days(self) -> list[date]:
        return days_between(self.asked.first_day, self.asked.last_day)

    @property
    def days_words(self) -> str:
        return days_in_words(self.asked.first_day, self.asked.last_day)

    @property
    def time_zone(self) -> str:
        return self.asked.candidacy.candidate.time_zone

    @property
    def zone_words(self) -> str:
        return zone_in_words(self.time_zone)

    @property
    def words(self) -> list[str]:
        return windows_in_words(self.windows, self.time_zone)

    @property
    def initial(self) -> dict[str, Any]:
        """What the form begins with."""
        windows = [(window.starts_at, window.ends_at) for window in self.windows]
        ticked = slots_in(windows, self.days, ZoneInfo(self.time_zone))
        return {"time_zone": self.time_zone, "slots": [slot.text for slot in sorted(ticked)]}

    @property
    def weeks(self) -> list["GridWeek"]:
        return [GridWeek(days) for days in weeks_between(self.asked.first_day, self.asked.last_day)]


@dataclass(frozen=True)
class GridWeek:
    """Seven days from Monday, of which some may lie outside of what is asked."""

    days: Sequence[date | None]

    @property
    def first(self) -> date:
        return next(day for day in self.days if day)

    @property
    def rows(self) -> list[tuple[Slot, list[Slot | None]]]:
        """Each half-hour of the day with the slot of each day."""
        columns = [slots_of_day(day) if day else None for day in self.days]
        of_any_day = slots_of_day(self.first)
        return [
            (slot, [column[number] if column else None for column in columns])
            for number, slot in enumerate(of_any_day)
        ]


def grid_of(asked: AvailabilityRequest) -> Grid:
    """The page behind a link, with what is known already ticked."""
    return Grid(asked, list(CandidateWindow.objects.filter(candidacy=asked.candidacy_id)))
