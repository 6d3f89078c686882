"""Instances at random, the world over, in weeks in which clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from tests.interviews.staffing.planning.instances import (
    Tree,
    candidate,
    instance,
    instant,
    interviewer,
    round_,
)

# Zones with the Mondays of weeks in which their clocks change, or of any week where they never do.
WEEKS: dict[str, tuple[str, ...]] = {
    "Europe/Berlin": ("2026-03-23", "2026-03-30", "2026-10-19", "2026-10-26"),
    "America/New_York": ("2026-03-02", "2026-03-09", "2026-10-26", "2026-11-02"),
    "America/Los_Angeles": ("2026-03-02", "2026-10-26"),
    "Australia/Sydney": ("2026-03-30", "2026-09-28", "2026-10-05"),
    "Australia/Lord_Howe": ("2026-03-30", "2026-09-28"),
    "Pacific/Auckland": ("2026-03-30", "2026-09-21"),
    "Pacific/Apia": ("2026-03-30",),
    "Pacific/Kiritimati": ("2026-06-01",),
    "Pacific/Honolulu": ("2026-06-01",),
    "Asia/Kolkata": ("2026-03-23",),
    "Asia/Kathmandu": ("2026-03-23",),
    # Their clocks change on a Friday.
    "Africa/Cairo": ("2026-04-20", "2026-10-26"),
    "UTC": ("2026-12-28",),
}
NEAR = (
    ("Europe/Berlin", "Africa/Cairo", "UTC"),
    ("America/New_York", "America/Los_Angeles", "Europe/Berlin"),
    ("Australia/Sydney", "Australia/Lord_Howe", "Pacific/Auckland", "Pacific/Apia", "Pacific/Kiritimati"),
    ("Asia/Kolkata", "Asia/Kathmandu", "Africa/Cairo"),
    ("Pacific/Honolulu", "Pacific/Kiritimati", "America/Los_Angeles"),
)
LENGTHS = (30, 45, 50, 60, 60, 75, 90)
STAGES = ("qualified", "qualified", "qualified", "reverse_shadow", "shadow")


def random_instance(
    seed: int,
    *,
    people: tuple[int, ...] = (5, 7, 9),
    rounds: tuple[int, ...] = (1, 2, 3, 4),
    candidates: int = 1,
    days: tuple[int, ...] = (1, 2, 3),
    tight: bool = False,
    pins: bool = False,
) -> Tree:
    """An instance with everything that a rule speaks of; unless it is `tight`, mostly possible."""
    random = Random(seed)
    zones = random.choice(NEAR)
    monday = date.fromisoformat(random.choice(WEEKS[random.choice(zones)]))
    length = random.choice(days)
    first = monday + timedelta(days=random.choice((-1, 0, 1, 3, 4) if tight or length > 1 else (0, 1, 3, 4)))
    listed = [first + timedelta(days=number) for number in range(length)]
    kinds = [f"k{number}" for number in range(random.randint(1, 3))]
    named = [f"c{number}" for number in range(1, candidates + 1)]
    home = random.choice(zones)
    count = random.choice(people)
    tree = instance(
        [_random_person(random, f"i{n:02}", zones, home, kinds, listed, named, tight) for n in range(count)],
        [
            _random_candidate(random, name, zones, home, kinds, listed, random.choice(rounds), tight)
            for name in named
        ],
        days=[day.isoformat() for day in listed],
        policy=_random_policy(random, candidates, tight),
    )
    if pins and random.random() < 0.5:
        _pin_one(random, tree, listed)
    return tree


def _random_policy(random: Random, candidates: int, tight: bool) -> Tree:
    lunch = {"minutes": random.choice((30, 45, 60)), "from": "11:30", "to": random.choice(("13:00", "13:45"))}
    return {
        "break_minutes": random.choice((0, 10, 15, 30)),
        "max_rounds_per_day": random.choice((1, 2, 3) if tight else (2, 3, 5)),
        "rooms": random.choice((None, None, 1, max(1, candidates - 1))),
        "lunch": random.choice((None, lunch)),
    }


def _random_person(
    random: Random,
    name: str,
    zones: tuple[str, ...],
    home: str,
    kinds: list[str],
    days: list[date],
    candidates: list[str],
    tight: bool,
) -> Tree:
    zone = home if random.random() < (0.6 if tight else 0.8) else random.choice(zones)
    busy = []
    for _ in range(random.choice((0, 1, 2, 4) if tight else (0, 0, 1, 2))):
        begin = _moment(random.choice(days), random.randrange(8 * 60, 18 * 60, 5), zone)
        busy.append([instant(begin), instant(begin + timedelta(minutes=random.choice((20, 55, 90, 180))))])
    opens = random.choice((8, 9, 10))
    return interviewer(
        name,
        time_zone=zone,
        working_hours=[
            f"{opens:02}:{random.choice(('00', '30', '10'))}",
            f"{random.choice((15, 17, 18))}:00",
        ],
        qualifications={
            kind: random.choice(STAGES) for kind in kinds if random.random() < (0.7 if tight else 0.85)
        },
        daily_limit=random.choice((0, 1, 1, 2) if tight else (1, 2, 3)),
        weekly_limit=random.choice((0, 1, 2, 3) if tight else (2, 3, 5)),
        booked={
            (days[0] + timedelta(days=random.randint(-3, 4))).isoformat(): random.randint(1, 2)
            for _ in range(random.choice((0, 0, 1, 2)))
        },
        recent_load=random.choice((0, 1, 3, 8)),
        busy=busy,
        conflicts=[one for one in [*candidates, "elsewhere"] if random.random() < (0.2 if tight else 0.08)],
        avoid=random.choice((None, None, "morning", "afternoon")),
        dislikes=[kind for kind in kinds if random.random() < 0.2],
    )


def _random_candidate(
    random: Random,
    name: str,
    zones: tuple[str, ...],
    home: str,
    kinds: list[str],
    days: list[date],
    count: int,
    tight: bool,
) -> Tree:
    zone = home if random.random() < 0.7 else random.choice(zones)
    windows = []
    for day in days:
        for _ in range(random.choice((0, 1, 1, 2) if tight else (1, 1, 1, 2))):
            begin = random.randrange(7 * 60, 14 * 60, random.choice((5, 15, 30)))
            length = random.choice((120, 240, 420) if tight else (240, 420, 480, 540))
            windows.append(
                [
                    instant(_moment(day, begin, zone)),
                    instant(_moment(day, begin, zone) + timedelta(minutes=length)),
                ]
            )
    if random.random() < 0.1:
        # A whole night, so that rounds may cross midnight.
        begin = _moment(days[0], 20 * 60, zone)
        windows.append([instant(begin), instant(begin + timedelta(hours=14))])
    rounds = [_random_round(random, f"r{number}", kinds) for number in range(1, count + 1)]
    pairs = [
        [one["id"], other["id"]]
        for number, one in enumerate(rounds)
        for other in rounds[number + 1 :]
        if random.random() < 0.2
    ]
    return candidate(
        name,
        time_zone=zone,
        windows=windows,
        rounds=rounds,
        before=[pair[::-1] for pair in pairs] if random.random() < 0.5 else pairs,
        avoid=random.choice((None, "morning", "afternoon")),
    )


def _random_round(random: Random, name: str, kinds: list[str]) -> Tree:
    return round_(
        name,
        kind=random.choice(kinds),
        minutes=random.choice(LENGTHS),
        panel=random.choice((1, 1, 1, 1, 2, 2, 3)),
        wants_shadow=random.random() < 0.3,
    )


def _pin_one(random: Random, tree: Tree, days: list[date]) -> None:
    """Some round is a fact already, whatever its people may do by the rules."""
    loop = random.choice(tree["candidates"])
    round = random.choice(loop["rounds"])
    people = random.sample([one["id"] for one in tree["interviewers"]], round["panel"])
    hour = random.randrange(8 * 4, 17 * 4) * 15
    start = datetime.combine(random.choice(days), time(), UTC) + timedelta(minutes=hour)
    round["pinned"] = {"start": instant(start), "panel": people, "shadow": None}


def _moment(day: date, minute: int, zone: str) -> datetime:
    return datetime.combine(day, time(minute // 60, minute % 60), ZoneInfo(zone)).astimezone(UTC)
