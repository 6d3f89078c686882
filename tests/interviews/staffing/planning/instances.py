"""Instances to plan, by hand: an example, and its parts."""

from datetime import UTC, date, datetime, time
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

Tree = dict[str, Any]


def instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def at(day: str, clock: str, zone: str = "UTC") -> str:
    """The instant at which a clock of the zone shows this."""
    return instant(datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), ZoneInfo(zone)))


def interviewer(name: str = "i1", **changes: Any) -> Tree:
    """Somebody in Berlin, nine to five, qualified for `coding`, with room for four a day and ten a week."""
    return {
        "id": name,
        "time_zone": "Europe/Berlin",
        "working_hours": ["09:00", "17:00"],
        "qualifications": {"coding": "qualified"},
        "daily_limit": 4,
        "weekly_limit": 10,
        "booked": {},
        "recent_load": 0,
        "busy": [],
        "conflicts": [],
        "avoid": None,
        "dislikes": [],
        **changes,
    }


def round_(name: str = "r1", **changes: Any) -> Tree:
    """An hour of coding with one interviewer."""
    return {
        "id": name, "kind": "coding", "minutes": 60, "panel": 1, "wants_shadow": False, "pinned": None,
        **changes,
    }  # fmt: skip


def candidate(name: str = "c1", **changes: Any) -> Tree:
    """Somebody in Berlin with one round, who has time on Thursday the 26th of March, nine to five."""
    return {
        "id": name,
        "time_zone": "Europe/Berlin",
        "windows": [["2026-03-26T08:00:00Z", "2026-03-26T16:00:00Z"]],
        "rounds": [round_()],
        "before": [],
        "avoid": None,
        **changes,
    }


def instance(interviewers: list[Tree], candidates: list[Tree], **changes: Any) -> Tree:
    """To be planned on that Thursday, a quarter of an hour between rounds, without rooms or lunch to mind."""
    return {
        "format": "plan/1",
        "days": ["2026-03-26"],
        "policy": {"break_minutes": 15, "max_rounds_per_day": 5, "rooms": None, "lunch": None},
        "interviewers": interviewers,
        "candidates": candidates,
        "limits": {"work": 200_000},
        **changes,
    }


def example() -> Tree:
    """Four rounds on two days for one candidate, with six interviewers, lunch, a trainee and an order."""
    people = [
        interviewer("i1", booked={"2026-03-26": 1}, recent_load=6, weekly_limit=5, daily_limit=2),
        interviewer("i2", qualifications={"coding": "qualified", "mlops": "reverse_shadow"}, recent_load=2),
        interviewer("i3", qualifications={"mlops": "qualified"}, dislikes=["mlops"], avoid="morning"),
        interviewer("i4", qualifications={"mlops": "qualified", "system-design": "qualified"}, recent_load=3),
        interviewer("i5", qualifications={"system-design": "shadow", "coding": "reverse_shadow"}),
        interviewer(
            "i6",
            qualifications={"behavioural": "qualified"},
            busy=[["2026-03-26T08:10:00Z", "2026-03-26T11:50:00Z"]],
        ),
    ]
    rounds = [
        round_("r1"),
        round_("r2", kind="mlops", panel=2),
        round_("r3", kind="system-design", minutes=50, wants_shadow=True),
        round_("r4", kind="behavioural", minutes=45),
    ]
    loop = candidate(
        rounds=rounds,
        before=[["r1", "r2"]],
        avoid="afternoon",
        windows=[
            ["2026-03-26T08:00:00Z", "2026-03-26T16:00:00Z"],
            ["2026-03-27T08:00:00Z", "2026-03-27T16:00:00Z"],
        ],
    )
    tree = instance(people, [loop], days=["2026-03-26", "2026-03-27"])
    tree["policy"] |= {"lunch": {"minutes": 45, "from": "11:30", "to": "13:45"}, "rooms": 1}
    return tree


def shuffled(tree: Tree, seed: int) -> Tree:
    """The same instance with its lists and objects in another order, but for lists that are pairs."""
    random = Random(seed)

    def mixed(value: Any, is_pair: bool) -> Any:
        if isinstance(value, dict):
            keys = list(value)
            random.shuffle(keys)
            return {key: mixed(value[key], key == "working_hours") for key in keys}
        if isinstance(value, list):
            within = [mixed(one, isinstance(one, list)) for one in value]
            return within if is_pair else random.sample(within, len(within))
        return value

    changed: Tree = mixed(tree, False)
    return changed
