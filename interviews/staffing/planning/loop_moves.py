"""What of a loop and its policy could be eased: days, order, breaks, lunch, rooms."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from interviews.staffing.planning.changes import Draft
from interviews.staffing.planning.conflicts import Loop
from interviews.staffing.planning.plan import BrokenRule, ChangeKind, Rule
from interviews.staffing.planning.seat_moves import Move
from interviews.staffing.planning.timeline import DAY, at_wall

# The hours of a day that is opened, in the candidate's zone; and the whole day, where these do not help.
_HOURS: Final = ((time(8), time(18)), (time(0), None))
# How many days after the last one may be opened.
_DAYS_MORE: Final = 7
_WORKDAYS: Final = 5
# How many rounds on a day, or rooms, may be added.
_MOST_MORE: Final = 3
# Rules that clash at any time.
_TIMELESS: Final = frozenset({"one_seat", "order", "qualification", "training"})


def loop_moves(loop: Loop, rules: Sequence[BrokenRule]) -> Iterator[Move]:
    """What eases these rules, one change each."""
    named = {atom.rule for atom in rules}
    for atom in rules:
        if atom.rounds:
            yield (Draft(change="allow_order", rounds=atom.rounds),)
    if "break" in named:
        yield from _shorter_breaks(loop.grid.policy.break_minutes)
    if "lunch" in named:
        yield (Draft(change="drop_lunch"),)
    yield from _more(loop, named)
    yield from _days(loop, is_window_named="window" in named, is_time_short=not named <= _TIMELESS)


def _more(loop: Loop, named: Collection[Rule]) -> Iterator[Move]:
    """More rounds on a day, or more rooms."""
    policy = loop.grid.policy
    numbers: list[tuple[Rule, ChangeKind, int | None]] = [
        ("rounds_per_day", "raise_rounds_per_day", policy.max_rounds_per_day),
        ("rooms", "add_room", policy.rooms),
    ]
    for rule, change, before in numbers:
        if rule in named and before is not None:
            for more in range(1, _MOST_MORE + 1):
                yield (Draft(change=change, steps=more, before=before, after=before + more),)


def _shorter_breaks(minutes: int) -> Iterator[Move]:
    """The longest that does comes first."""
    for shorter in range((minutes - 1) // 5 * 5, -1, -5):
        yield (Draft(change="shorten_break", before=minutes, after=shorter),)


def _days(loop: Loop, *, is_window_named: bool, is_time_short: bool) -> Iterator[Move]:
    """On listed days the candidate may have more time; another day may help whatever rule is in the way."""
    days = list(loop.grid.days) if is_window_named else []
    if is_time_short:
        days += days_more(loop)
    for hours in _HOURS:
        for day in days:
            start, end = _hours(loop, day, *hours)
            if not any(begin <= start and end <= until for begin, until in loop.candidate.windows):
                yield (Draft(change="open_window", start=start, end=end),)


def days_more(loop: Loop) -> list[date]:
    """The workdays after the last day that is listed."""
    days = loop.grid.days
    more = [days[-1] + number * DAY for number in range(1, _DAYS_MORE + 1)] if days else []
    return [day for day in more if day.weekday() < _WORKDAYS]


def day_opened(loop: Loop, day: date) -> Draft:
    start, end = _hours(loop, day, *_HOURS[0])
    return Draft(change="open_window", start=start, end=end)


def opened(loop: Loop, start: datetime, end: datetime) -> Draft:
    """A window in which these times lie: the usual hours of their day, or the times by themselves."""
    begin, until = _hours(loop, start.astimezone(loop.candidate.time_zone).date(), *_HOURS[0])
    if begin <= start and end <= until:
        start, end = begin, until
    return Draft(change="open_window", start=start, end=end)


def _hours(loop: Loop, day: date, opens: time, closes: time | None) -> tuple[datetime, datetime]:
    zone = loop.candidate.time_zone
    if closes is None:
        return at_wall(day, opens, zone), at_wall(day + timedelta(days=1), opens, zone)
    return at_wall(day, opens, zone), at_wall(day, closes, zone)
