"""Instances in which one rule is in the way of one round, or two are, and would not be by themselves."""

from collections.abc import Callable
from random import Random

from tests.interviews.staffing.planning.instances import Tree, at, candidate, instance, interviewer, round_

DAYS = ("2026-03-24", "2026-03-25", "2026-03-26")
KINDS = ("coding", "mlops", "design", "values")
# The rule that is planted and the round it is planted in; None where it is of the whole loop.
Planted = tuple[str, str | None]


def possible(random: Random) -> Tree:
    """Three or four rounds of their own kinds, three qualified for each, on two or three days."""
    kinds = random.sample(KINDS, random.choice((3, 4)))
    zone = random.choice(("Europe/Berlin", "Asia/Kolkata", "America/New_York"))
    people = [
        interviewer(
            f"{kind}-{number}",
            time_zone=zone,
            working_hours=["08:30", "17:30"],
            qualifications={kind: "qualified"},
            recent_load=random.randrange(5),
        )
        for kind in kinds
        for number in range(3)
    ]
    people += [interviewer("trainee", time_zone=zone, qualifications={kinds[0]: "shadow"})]
    rounds = [
        round_(f"r{number}", kind=kind, minutes=random.choice((45, 60)))
        for number, kind in enumerate(kinds, 1)
    ]
    days = DAYS[: random.choice((2, 3))]
    windows = [[at(day, "09:00", zone), at(day, "17:00", zone)] for day in days]
    loop = candidate(time_zone=zone, rounds=rounds, windows=windows)
    tree = instance(people, [loop], days=list(days))
    tree["policy"] |= {"lunch": {"minutes": 45, "from": "11:30", "to": "13:45"}, "rooms": 2}
    return tree


def holders(tree: Tree, round: Tree) -> list[Tree]:
    return [person for person in tree["interviewers"] if round["kind"] in person["qualifications"]]


def _busy(tree: Tree, person: Tree) -> None:
    person["busy"] = [
        [at(day, "00:05", person["time_zone"]), at(day, "23:50", person["time_zone"])] for day in DAYS
    ]


def _limited(tree: Tree, person: Tree) -> None:
    person["weekly_limit"] = person["booked"]["2026-03-23"] = 3


def _in_conflict(tree: Tree, person: Tree) -> None:
    person["conflicts"] = ["c1"]


def _elsewhere(tree: Tree, person: Tree) -> None:
    person["working_hours"] = ["18:00", "21:00"]


OF_PEOPLE: dict[str, Callable[[Tree, Tree], None]] = {
    "calendar": _busy,
    "limit": _limited,
    "conflict": _in_conflict,
    "working_hours": _elsewhere,
}


def _qualification(tree: Tree, round: Tree) -> None:
    for person in holders(tree, round):
        del person["qualifications"][round["kind"]]


def _training(tree: Tree, round: Tree) -> None:
    for person in holders(tree, round):
        person["qualifications"][round["kind"]] = "reverse_shadow"


def _window(tree: Tree, round: Tree) -> None:
    """Too short for this round only."""
    for other in tree["candidates"][0]["rounds"]:
        other["minutes"] = 30
    round["minutes"] = 90
    zone = tree["candidates"][0]["time_zone"]
    hours = (("09:00", "10:15"), ("14:00", "15:15"))
    tree["candidates"][0]["windows"] = [
        [at(day, begin, zone), at(day, end, zone)] for day in tree["days"] for begin, end in hours
    ]


def _one_seat(tree: Tree, round: Tree) -> None:
    """Two rounds for one person."""
    other = next(one for one in tree["candidates"][0]["rounds"] if one is not round)
    other["kind"] = round["kind"]
    first, *rest = holders(tree, round)
    tree["interviewers"] = [person for person in tree["interviewers"] if person not in rest] + [
        first | {"id": "stranger", "qualifications": {}}
    ]


def _order(tree: Tree, round: Tree) -> None:
    """The round must end before another, and the people have time for that one on an earlier day only."""
    other = next(one for one in tree["candidates"][0]["rounds"] if one is not round)
    for person in holders(tree, round):
        person["busy"] = [[at(day, "00:05"), at(day, "23:50")] for day in tree["days"][:-1]]
    for person in holders(tree, other):
        person["busy"] = [[at(day, "00:05"), at(day, "23:50")] for day in tree["days"][1:]]
    tree["candidates"][0]["before"] = [[round["id"], other["id"]]]


def _rounds_per_day(tree: Tree, round: Tree) -> None:
    tree["policy"]["max_rounds_per_day"] = 1
    tree["days"] = tree["days"][:2]


def _lunch(tree: Tree, round: Tree) -> None:
    tree["policy"]["lunch"] = {"minutes": 60, "from": "12:10", "to": "13:05"}


def _break(tree: Tree, round: Tree) -> None:
    tree["policy"] |= {"break_minutes": 300, "lunch": None}
    tree["days"] = tree["days"][:1]


def _rooms(tree: Tree, round: Tree) -> None:
    tree["policy"]["rooms"] = 0


OF_A_ROUND = {"qualification": _qualification, "training": _training, "window": _window}
OF_THE_LOOP = {
    "one_seat": _one_seat, "order": _order, "rounds_per_day": _rounds_per_day, "lunch": _lunch,
    "break": _break, "rooms": _rooms,
}  # fmt: skip
PAIRS = [(one, other) for at_one, one in enumerate(OF_PEOPLE) for other in list(OF_PEOPLE)[at_one + 1 :]]


def _planted(rule: str, seed: int) -> tuple[Tree, set[Planted]]:
    random = Random(f"{rule} {seed}")
    tree = possible(random)
    round = random.choice(tree["candidates"][0]["rounds"])
    if rule in OF_PEOPLE:
        for person in holders(tree, round):
            OF_PEOPLE[rule](tree, person)
        return tree, {(rule, round["id"])}
    if rule in OF_A_ROUND:
        OF_A_ROUND[rule](tree, round)
        return tree, {(rule, round["id"])}
    OF_THE_LOOP[rule](tree, round)
    return tree, {(rule, None)}


def _two_at_once(pair: tuple[str, str], seed: int) -> tuple[Tree, set[Planted]]:
    """Some of those who could hold a round are kept from it by one rule, and the others by another."""
    random = Random(f"{pair} {seed}")
    tree = possible(random)
    round = random.choice(tree["candidates"][0]["rounds"])
    for number, person in enumerate(holders(tree, round)):
        if "trainee" not in person["id"]:
            OF_PEOPLE[pair[number % 2]](tree, person)
    return tree, {(rule, round["id"]) for rule in pair}


def every_planted() -> list[tuple[str, Tree, set[Planted]]]:
    """66 instances: four of each of the thirteen rules, and fourteen of two at once."""
    rules = [*OF_PEOPLE, *OF_A_ROUND, *OF_THE_LOOP]
    found = [(f"{rule}-{seed}", *_planted(rule, seed)) for rule in rules for seed in range(4)]
    found += [(f"{'+'.join(pair)}-{seed}", *_two_at_once(pair, seed)) for seed in range(3) for pair in PAIRS]
    return found[:66]
