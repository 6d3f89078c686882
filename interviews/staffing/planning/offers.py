"""A change in words that ask for it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from interviews.loops.composing.naming import counted
from interviews.staffing.naming import Names
from interviews.staffing.planning.changes import STAGES, Draft
from interviews.staffing.planning.instance import Instance


def offer(instance: Instance, draft: Draft, *, candidate: str, names: Names) -> str:
    """Such as “Raise Ada's weekly limit from 3 to 4.”"""
    if draft.interviewer is not None:
        zone = next(one.time_zone for one in instance.interviewers if one.id == draft.interviewer)
        return _of_a_person(draft, names.person(draft.interviewer), zone, names)
    if draft.change == "open_window":
        zone = next(one.time_zone for one in instance.candidates if one.id == candidate)
        return f"Open {_told(draft.start, draft.end, zone)} for {names.candidate(candidate)}."
    if draft.rounds:
        first, second = (names.round(name) for name in draft.rounds)
        return f"Let round {first} and round {second} be held in any order."
    return _of_the_policy(draft)


def _of_a_person(draft: Draft, who: str, zone: ZoneInfo, names: Names) -> str:
    when = _told(draft.start, draft.end, zone)
    if draft.change == "free_calendar":
        return f"Free {who} on {when}."
    if draft.change == "extend_hours":
        return f"Ask {who} to work on {when}, outside of their hours."
    if draft.change == "qualify":
        return training(who, names.kind(draft.kind or ""), draft.after or 0)
    unit = "weekly" if draft.change == "raise_weekly_limit" else "daily"
    return f"Raise {who}'s {unit} limit from {draft.before} to {draft.after}."


def training(who: str, kind: str, stage: int) -> str:
    """Such as “Train Ada until they may hold MLOps.”; `stage` is its place in `STAGES`."""
    what = "reverse-shadow" if STAGES[stage] == "reverse_shadow" else "hold"
    return f"Train {who} until they may {what} {kind}."


def _of_the_policy(draft: Draft) -> str:
    before, after = draft.before or 0, draft.after or 0
    if draft.change == "drop_lunch":
        return "Plan without time for lunch."
    if draft.change == "shorten_break":
        return f"Shorten breaks from {before} to {counted(after, 'minute')}."
    if draft.change == "raise_rounds_per_day":
        return f"Allow {counted(after, 'round')} on a day instead of {before}."
    return f"Find another room: {after} instead of {before}."


def _told(start: datetime | None, end: datetime | None, zone: ZoneInfo) -> str:
    """“26 March from 10:00 to 11:00 (Europe/Berlin)”; a whole day is told by its date."""
    if start is None or end is None:
        return ""
    first, last = start.astimezone(zone), end.astimezone(zone)
    day = f"{first.day} {first:%B}"
    if (f"{first:%H:%M}", f"{last:%H:%M}") == ("00:00", "00:00"):
        return day
    return f"{day} from {first:%H:%M} to {last:%H:%M} ({zone.key})"
