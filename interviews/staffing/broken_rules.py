"""Checks bookings against their instance, from the format's rules alone; no code of the planner's.

Both are JSON trees as `plan/1` describes them; the instance is one that the planner has read. A pinned round
is a fact: rules are asked where at least one round concerned is not pinned.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, combinations
from typing import Final

from interviews.loops.composing.naming import counted
from interviews.staffing.bookings import Booked, Tree, at_wall, booked, instant, interval, local, minutes
from interviews.staffing.naming import Names


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that does not hold, of which round of which candidate, in a sentence."""

    rule: str
    candidate: str | None
    round: str | None
    says: str


_QUARTER: Final = minutes(15)
_EPOCH: Final = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def broken_rules(instance: Tree, bookings: Sequence[Tree], names: Names | None = None) -> list[Violation]:
    """The hard rules that the bookings break; rounds that are not booked break none."""
    shape = list(_of_another_shape(instance, bookings))
    return shape or list(_Checker(instance, list(booked(instance, bookings)), names or Names()).found())


def _of_another_shape(instance: Tree, bookings: Sequence[Tree]) -> Iterator[Violation]:
    """What the instance knows nothing of, or a round that is booked again."""
    rounds = {(one["id"], round["id"]) for one in instance["candidates"] for round in one["rounds"]}
    people = {person["id"] for person in instance["interviewers"]}
    seen = Counter((booking["candidate"], booking["round"]) for booking in bookings)
    for (candidate, round), times in seen.items():
        if (candidate, round) not in rounds:
            yield Violation("shape", candidate, round, f"There is no round {round} of {candidate}.")
        elif times > 1:
            yield Violation(
                "shape", candidate, round, f"Round {round} of {candidate} is booked {times} times."
            )
    for booking in bookings:
        sitting = [*booking["panel"], *([] if booking["shadow"] is None else [booking["shadow"]])]
        for name in sitting:
            if name not in people:
                says = f"There is no interviewer {name}."
                yield Violation("shape", booking["candidate"], booking["round"], says)


@dataclass(frozen=True, slots=True)
class _Checker:
    instance: Tree
    booked: Sequence[Booked]
    names: Names

    def found(self) -> Iterator[Violation]:
        for one in self.booked:
            if one.is_pinned:
                yield from self._of_a_pin(one)
            else:
                yield from chain(self._of_a_time(one), self._of_a_panel(one))
                yield from chain(self._of_stages(one), self._of_people(one))
        for person in self.instance["interviewers"]:
            sitting = [one for one in self.booked if person["id"] in one.people]
            yield from chain(self._of_one_seat(person, sitting), self._of_limits(person, sitting))
        for candidate in self.instance["candidates"]:
            theirs = [one for one in self.booked if one.candidate["id"] == candidate["id"]]
            yield from chain(self._of_pairs(theirs), self._of_order(candidate, theirs))
            yield from self._of_days(theirs)
        yield from self._of_rooms()

    def _broken(self, rule: str, one: Booked, says: str) -> Violation:
        return Violation(rule, one.candidate["id"], one.round["id"], says)

    def _named(self, one: Booked) -> str:
        return f"round {self.names.round(one.round['id'])}"

    def _title(self, one: Booked) -> str:
        return f"Round {self.names.round(one.round['id'])}"

    def _person(self, name: str) -> Tree:
        found: Tree = next(one for one in self.instance["interviewers"] if one["id"] == name)
        return found

    def _of_a_pin(self, one: Booked) -> Iterator[Violation]:
        pin = one.round["pinned"]
        is_there = (
            one.start == instant(pin["start"])
            and sorted(one.panel) == sorted(pin["panel"])
            and one.shadow == pin.get("shadow")
            and one.end == one.start + minutes(one.round["minutes"])
        )
        if not is_there:
            yield self._broken("pinned", one, f"{self._title(one)} is pinned, and has been changed.")

    def _of_a_time(self, one: Booked) -> Iterator[Violation]:
        title, length = self._title(one), one.round["minutes"]
        if (one.start - _EPOCH) % _QUARTER:
            yield self._broken("grid", one, f"{title} does not start on a quarter hour.")
        if one.end - one.start != minutes(length):
            yield self._broken("length", one, f"{title} does not take {counted(length, 'minute')}.")
        if one.day.isoformat() not in self.instance["days"]:
            yield self._broken("days", one, f"{title} is on {_told(one.day)}, which is not to be planned.")
        windows = [interval(window) for window in one.candidate["windows"]]
        if not any(begin <= one.start and one.end <= end for begin, end in windows):
            who = self.names.candidate(one.candidate["id"])
            yield self._broken("window", one, f"{title} is outside of the times at which {who} can come.")

    def _of_a_panel(self, one: Booked) -> Iterator[Violation]:
        title, size = self._title(one), one.round.get("panel", 1)
        if len(one.panel) != size:
            yield self._broken("panel", one, f"{title} has {len(one.panel)} on its panel, and needs {size}.")
        if len(set(one.people)) < len(one.people):
            yield self._broken("panel", one, f"Somebody sits twice in {self._named(one)}.")
        if one.shadow is not None and not one.round.get("wants_shadow"):
            yield self._broken("panel", one, f"{title} wants no shadow.")

    def _of_stages(self, one: Booked) -> Iterator[Violation]:
        kind, size = one.round["kind"], one.round.get("panel", 1)
        stages = {name: self._person(name)["qualifications"].get(kind) for name in one.people}
        says = {
            **{name: "is not qualified for" for name in one.people if stages[name] is None},
            **{name: "only shadows" for name in one.panel if stages[name] == "shadow"},
        }
        if one.shadow is not None and stages[one.shadow] in {"reverse_shadow", "qualified"}:
            says[one.shadow] = "is past shadowing"
        for name, verb in says.items():
            rule = "training" if stages[name] else "qualification"
            yield self._broken(rule, one, f"{self.names.person(name)} {verb} {self.names.kind(kind)}.")
        if len([name for name in one.panel if stages[name] == "qualified"]) < max(1, size - 1):
            yield self._broken("training", one, f"{self._title(one)} has too few qualified on its panel.")

    def _of_people(self, one: Booked) -> Iterator[Violation]:
        for name in one.people:
            person, who = self._person(name), self.names.person(name)
            if one.candidate["id"] in person.get("conflicts", []):
                met = self.names.candidate(one.candidate["id"])
                yield self._broken("conflict", one, f"{who} may not interview {met}: a conflict of interest.")
            if any(one.meets(*interval(busy)) for busy in person.get("busy", [])):
                yield self._broken("calendar", one, f"{who} is busy during {self._named(one)}.")
            if not _is_at_work(person, one):
                yield self._broken("working_hours", one, f"{self._title(one)} is outside of {who}'s hours.")

    def _of_one_seat(self, person: Tree, sitting: Sequence[Booked]) -> Iterator[Violation]:
        who = self.names.person(person["id"])
        for one, other in _pairs(sitting):
            both = f"{self._named(one)} and {self._named(other)}"
            if one.candidate["id"] == other.candidate["id"]:
                met = self.names.candidate(one.candidate["id"])
                yield self._broken("one_seat", other, f"{who} meets {met} twice: in {both}.")
            if one.meets(other.start, other.end):
                yield self._broken("one_seat", other, f"{who} is in two places at once: in {both}.")

    def _of_limits(self, person: Tree, sitting: Sequence[Booked]) -> Iterator[Violation]:
        yield from self._of_limit(person, sitting, "day", lambda day: day)
        yield from self._of_limit(person, sitting, "week", lambda day: day.isocalendar()[:2])

    def _of_limit(
        self, person: Tree, sitting: Sequence[Booked], unit: str, when: Callable[[date], object]
    ) -> Iterator[Violation]:
        limit = person["daily_limit"] if unit == "day" else person["weekly_limit"]
        taken: Counter[object] = Counter()
        for day, count in person.get("booked", {}).items():
            taken[when(date.fromisoformat(day))] += count
        on = [(when(local(one.start, person).date()), one) for one in sitting]
        taken.update(then for then, _ in on)
        for then in dict.fromkeys(then for then, one in on if not one.is_pinned):
            if taken[then] > limit:
                last = [one for other, one in on if other == then and not one.is_pinned][-1]
                who, count = self.names.person(person["id"]), counted(taken[then], "interview")
                when_said = "on that day" if unit == "day" else "in that week"
                yield self._broken("limit", last, f"{who} has {count} {when_said}; the limit is {limit}.")

    def _of_pairs(self, theirs: Sequence[Booked]) -> Iterator[Violation]:
        pause = minutes(self.instance["policy"]["break_minutes"])
        for one, other in _pairs(theirs):
            first, second = sorted((one, other), key=lambda booked: booked.start)
            both = f"{self._title(first)} and {self._named(second)}"
            if second.start < first.end:
                yield self._broken("overlap", second, f"{both} overlap.")
            elif one.day == other.day and second.start < first.end + pause:
                needed = counted(self.instance["policy"]["break_minutes"], "minute")
                yield self._broken("break", second, f"{both} have less than {needed} between them.")

    def _of_order(self, candidate: Tree, theirs: Sequence[Booked]) -> Iterator[Violation]:
        found = {one.round["id"]: one for one in theirs}
        for before, after in candidate.get("before", []):
            one, other = found.get(before), found.get(after)
            if one and other and one.end > other.start and not (one.is_pinned and other.is_pinned):
                says = f"{self._title(one)} must end before {self._named(other)} begins."
                yield self._broken("order", other, says)

    def _of_days(self, theirs: Sequence[Booked]) -> Iterator[Violation]:
        most, lunch = self.instance["policy"]["max_rounds_per_day"], self.instance["policy"].get("lunch")
        for day in sorted({one.day for one in theirs if not one.is_pinned}):
            on_the_day = [one for one in theirs if one.day == day]
            last = [one for one in on_the_day if not one.is_pinned][-1]
            if len(on_the_day) > most:
                says = f"{counted(len(on_the_day), 'round')} are on {_told(day)}; {most} are the most."
                yield self._broken("rounds_per_day", last, says)
            if lunch and not _has_lunch(lunch, last.candidate, day, theirs):
                says = f"There is no time for lunch on {_told(day)}: {counted(lunch['minutes'], 'minute')}"
                yield self._broken("lunch", last, f"{says} between {lunch['from']} and {lunch['to']}.")

    def _of_rooms(self) -> Iterator[Violation]:
        rooms = self.instance["policy"].get("rooms")
        if rooms is None:
            return
        # Where most rounds are at once, one of them begins.
        for one in self.booked:
            at_once = [other for other in self.booked if other.start <= one.start < other.end]
            if len(at_once) > rooms and not all(other.is_pinned for other in at_once):
                says = f"{counted(len(at_once), 'round')} are at the same time, and there are {rooms} rooms."
                yield self._broken("rooms", one, says)


def _pairs(several: Sequence[Booked]) -> Iterator[tuple[Booked, Booked]]:
    for one, other in combinations(several, 2):
        if not (one.is_pinned and other.is_pinned):
            yield one, other


def _is_at_work(person: Tree, one: Booked) -> bool:
    day = local(one.start, person).date()
    opens, closes = (at_wall(day, clock, person) for clock in person["working_hours"])
    return day.weekday() < 5 and opens <= one.start and one.end <= closes


def _has_lunch(lunch: Tree, candidate: Tree, day: date, theirs: Sequence[Booked]) -> bool:
    at, last = (at_wall(day, lunch[key], candidate) for key in ("from", "to"))
    at += -(at - _EPOCH) % _QUARTER
    while at + minutes(lunch["minutes"]) <= last:
        if not any(one.meets(at, at + minutes(lunch["minutes"])) for one in theirs):
            return True
        at += _QUARTER
    return False


def _told(day: date) -> str:
    return f"{day.day} {day:%B}"
