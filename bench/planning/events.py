"""Loops and hiring days to plan: people in three zones with full calendars, candidates with free days."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

Tree = dict[str, Any]

KINDS = ("recruiter", "behavioural", "coding", "system-design", "domain", "manager", "mlops", "data")
MONDAY = date(2026, 3, 16)
ZONES = ("Europe/Berlin", "Europe/Berlin", "Europe/Berlin", "Europe/London", "America/New_York")


def loop(people: int, rounds: int, days: int, *, seed: int) -> Tree:
    """One candidate with so many rounds, so many people, on so many working days."""
    random = Random(f"loop {people} {rounds} {days} {seed}")
    listed = working_days(days)
    return _instance(
        listed,
        [_person(random, f"i{at:03}", listed, busy=0.5) for at in range(people)],
        [_candidate(random, "c1", listed, rounds)],
        work=200_000,
    )


def hiring_day(candidates: int, people: int, *, use: float | None = None, seed: int) -> Tree:
    """So many candidates with four or five rounds, in a week; `use` is how much of all limits they take."""
    random = Random(f"day {candidates} {people} {seed}")
    listed = working_days(5)
    loops = [_candidate(random, f"c{at:03}", listed, random.choice((4, 5))) for at in range(candidates)]
    pool = [_person(random, f"i{at:03}", listed, busy=0.3) for at in range(people)]
    for person in pool:
        person |= {"weekly_limit": 10, "daily_limit": 3}
    if use is not None:
        _tighten(random, pool, loops, use)
    return _instance(listed, pool, loops, work=200_000)


def _tighten(random: Random, pool: list[Tree], loops: list[Tree], use: float) -> None:
    """Weekly limits of which the rounds to be booked use this part; everybody holds four kinds."""
    seats = sum(round["panel"] for one in loops for round in one["rounds"])
    room = round(seats / use)
    for at, person in enumerate(pool):
        person["weekly_limit"] = room // len(pool) + (at < room % len(pool))
        person["booked"] = {}
        person["qualifications"] = dict.fromkeys(random.sample(KINDS, 4), "qualified")


def working_days(count: int) -> list[date]:
    days = (MONDAY + timedelta(days=at) for at in range(2 * count + 2))
    return [day for day in days if day.weekday() < 5][:count]


def _instance(days: list[date], people: list[Tree], candidates: list[Tree], *, work: int) -> Tree:
    return {
        "format": "plan/1",
        "days": [day.isoformat() for day in days],
        "policy": {
            "break_minutes": 15,
            "max_rounds_per_day": 5,
            "rooms": None,
            "lunch": {"minutes": 45, "from": "11:30", "to": "13:45"},
        },
        "interviewers": people,
        "candidates": candidates,
        "limits": {"work": work},
    }


def _person(random: Random, name: str, days: list[date], *, busy: float) -> Tree:
    zone = random.choice(ZONES)
    kinds = random.sample(KINDS, random.randint(2, 4))
    meetings = []
    for day in days:
        for hour in range(9, 17):
            if random.random() < busy * 0.6:
                start = _at(day, 60 * hour + random.choice((0, 0, 15, 30, 10)), zone)
                meetings.append([_text(start), _text(start + timedelta(minutes=random.choice((30, 45, 60))))])
    return {
        "id": name,
        "time_zone": zone,
        "working_hours": random.choice((["09:00", "17:00"], ["08:30", "16:30"], ["10:00", "18:00"])),
        "qualifications": {
            kind: random.choice(("qualified", "qualified", "qualified", "reverse_shadow", "shadow"))
            for kind in kinds
        },
        "daily_limit": random.choice((1, 2, 2, 3)),
        "weekly_limit": random.choice((3, 4, 5)),
        "booked": {day.isoformat(): 1 for day in days if random.random() < 0.15},
        "recent_load": random.randint(0, 8),
        "busy": meetings,
        "conflicts": [],
        "avoid": random.choice((None, None, "morning", "afternoon")),
        "dislikes": [kind for kind in kinds if random.random() < 0.1],
    }


def _candidate(random: Random, name: str, days: list[date], rounds: int) -> Tree:
    zone = random.choice(ZONES[:4])
    kinds = random.sample(KINDS, min(rounds, len(KINDS)))
    chosen = [
        {
            "id": f"r{at}",
            "kind": kind,
            "minutes": random.choice((45, 60, 60, 60, 90)),
            "panel": 2 if random.random() < 0.15 else 1,
            "wants_shadow": random.random() < 0.2,
        }
        for at, kind in enumerate(kinds)
    ]
    open_days = sorted(random.sample(days, max(1, min(len(days), round(0.8 * len(days))))))
    return {
        "id": name,
        "time_zone": zone,
        "windows": [[_text(_at(day, 9 * 60, zone)), _text(_at(day, 17 * 60, zone))] for day in open_days],
        "rounds": chosen,
        "before": [["r0", "r1"]] if random.random() < 0.5 else [],
        "avoid": random.choice((None, None, "morning", "afternoon")),
    }


def _at(day: date, minute: int, zone: str) -> datetime:
    wall = time(minute // 60, minute % 60)
    return datetime.combine(day, wall, ZoneInfo(zone)).astimezone(UTC)


def _text(instant: datetime) -> str:
    return instant.isoformat().replace("+00:00", "Z")
