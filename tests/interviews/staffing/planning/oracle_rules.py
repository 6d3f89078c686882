"""The hard rules for CP-SAT, written from the format's description alone."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from ortools.sat.python import cp_model

from tests.interviews.staffing.planning.clocks import (
    instant,
    local,
    midnight,
    minute,
    overlap,
    quarters,
    wall,
)

Tree = dict[str, Any]


class Pinned:
    """A booking that stays."""

    def __init__(self, candidate: Tree, round: Tree) -> None:
        self.candidate, self.round, pin = candidate, round, round["pinned"]
        self.start = instant(pin["start"])
        self.end = self.start + timedelta(minutes=round["minutes"])
        self.panel, self.shadow = pin["panel"], pin.get("shadow")
        self.day = local(self.start, candidate["time_zone"]).date()
        self.people = [*self.panel, *([self.shadow] if self.shadow else [])]


class Placing:
    """A round to be planned: for each of its starts whether it begins there."""

    def __init__(self, candidate: Tree, round: Tree, moments: list[datetime], model: Any) -> None:
        self.candidate, self.round = candidate, round
        self.length = timedelta(minutes=round["minutes"])
        self.at = {moment: model.new_bool_var("") for moment in moments}
        self.begins = model.new_int_var(0, max(map(minute, moments), default=0), "")
        model.add(self.begins == sum(minute(moment) * variable for moment, variable in self.at.items()))

    def among(self, is_one: Callable[[datetime], bool]) -> Any:
        """Whether it begins at one of these moments."""
        return sum(variable for moment, variable in self.at.items() if is_one(moment))

    def on(self, day: date) -> Any:
        return self.among(lambda moment: self.day(moment) == day)

    def day(self, moment: datetime) -> date:
        return local(moment, self.candidate["time_zone"]).date()


class Seat:
    """Whether somebody sits in a round: in its panel, or as its shadow."""

    def __init__(self, person: Tree, placing: Placing, variable: Any, *, is_shadow: bool) -> None:
        self.person, self.placing, self.variable, self.is_shadow = person, placing, variable, is_shadow

    def day(self, moment: datetime) -> date:
        return local(moment, self.person["time_zone"]).date()


class Rules:
    """A model in which every hard rule holds but those that are left out."""

    def __init__(self, instance: Tree, left_out: set[tuple[str, Any]]) -> None:
        self.instance, self.policy, self.left_out = instance, instance["policy"], left_out
        self.model = cp_model.CpModel()
        self.pins = [
            Pinned(candidate, round)
            for candidate in instance["candidates"]
            for round in candidate["rounds"]
            if round.get("pinned")
        ]
        self.placings: list[Placing] = []
        self.seats: list[Seat] = []
        self.present: list[tuple[list[Placing], Any]] = []
        for candidate in instance["candidates"]:
            self._add_candidate(candidate)
        for person in instance["interviewers"]:
            mine = [seat for seat in self.seats if seat.person is person]
            self._one_place(mine)
            self._limits(person, [seat for seat in mine if self.asks_of("limit", seat.placing)])
        self._rooms()

    def asks(self, rule: str, round: Any = None) -> bool:
        return (rule, round) not in self.left_out

    def asks_of(self, rule: str, placing: Placing) -> bool:
        return self.asks(rule, placing.round["id"])

    def pins_of(self, candidate: Tree) -> list[Pinned]:
        return [pin for pin in self.pins if pin.candidate is candidate]

    def _add_candidate(self, candidate: Tree) -> None:
        pins, present, mine = self.pins_of(candidate), self.model.new_bool_var(""), []
        for round in candidate["rounds"]:
            if not round.get("pinned"):
                placing = Placing(candidate, round, list(self._moments(candidate, round, pins)), self.model)
                self.model.add(sum(placing.at.values()) == present)
                self._staff(placing, present)
                mine.append(placing)
        self.present.append((mine, present))
        self.placings += mine
        self._apart(mine, pins)
        self._order(candidate, mine, pins, present)

    def _moments(self, candidate: Tree, round: Tree, pins: list[Pinned]) -> Iterator[datetime]:
        zone, length = candidate["time_zone"], timedelta(minutes=round["minutes"])
        days = {date.fromisoformat(day) for day in self.instance["days"]}
        spans = [(instant(begin), instant(end)) for begin, end in candidate["windows"]]
        if not self.asks("window", round["id"]):
            spans = [(midnight(day, -1), midnight(day, 4)) for day in days]
        gap = timedelta(minutes=self.policy["break_minutes"] if self.asks("break") else 0)
        for at in sorted({at for begin, end in spans for at in quarters(begin, end - length)}):
            day = local(at, zone).date()
            apart = [(pin, gap if pin.day == day else timedelta()) for pin in pins]
            if day in days and not any(
                overlap(at - more, at + length + more, pin.start, pin.end) for pin, more in apart
            ):
                yield at

    def _apart(self, mine: list[Placing], pins: list[Pinned]) -> None:
        self.model.add_no_overlap(
            [self._interval(placing, moment, 0) for placing in mine for moment in placing.at]
        )
        gap = self.policy["break_minutes"] if self.asks("break") else 0
        for day in {placing.day(moment) for placing in mine for moment in placing.at}:
            self.model.add_no_overlap(
                [
                    self._interval(placing, moment, gap)
                    for placing in mine
                    for moment in placing.at
                    if placing.day(moment) == day
                ]
            )
            if self.asks("rounds_per_day"):
                left = self.policy["max_rounds_per_day"] - len([pin for pin in pins if pin.day == day])
                self.model.add(sum(placing.on(day) for placing in mine) <= max(0, left))
            if self.policy.get("lunch") and self.asks("lunch"):
                self._lunch(day, mine, pins)

    def _interval(self, placing: Placing, moment: datetime, more: int) -> Any:
        return self.model.new_optional_fixed_size_interval_var(
            minute(moment), placing.round["minutes"] + more, placing.at[moment], ""
        )

    def _order(self, candidate: Tree, mine: list[Placing], pins: list[Pinned], present: Any) -> None:
        begins: dict[str, Any] = {placing.round["id"]: placing.begins for placing in mine}
        begins |= {pin.round["id"]: minute(pin.start) for pin in pins}
        minutes = {round["id"]: round["minutes"] for round in candidate["rounds"]}
        fixed = {pin.round["id"] for pin in pins}
        for first, second in candidate.get("before", []):
            if self.asks("order", (first, second)) and not {first, second} <= fixed:
                self.model.add(begins[first] + minutes[first] <= begins[second]).only_enforce_if(present)

    def _lunch(self, day: date, mine: list[Placing], pins: list[Pinned]) -> None:
        zone, lunch = mine[0].candidate["time_zone"], self.policy["lunch"]
        length = timedelta(minutes=lunch["minutes"])
        gaps = []
        for at in quarters(wall(day, lunch["from"], zone), wall(day, lunch["to"], zone) - length):
            if any(overlap(at, at + length, pin.start, pin.end) for pin in pins):
                continue
            gap = self.model.new_bool_var("")
            gaps.append(gap)
            for placing in mine:
                for moment, variable in placing.at.items():
                    if overlap(at, at + length, moment, moment + placing.length):
                        self.model.add_implication(gap, variable.Not())
        for placing in mine:
            self.model.add(placing.on(day) <= sum(gaps))

    def _staff(self, placing: Placing, present: Any) -> None:
        """The panel has its size and its stages."""
        size = placing.round.get("panel", 1)
        panel, qualified = [], []
        for person in self.instance["interviewers"]:
            stage = self._stage(person, placing)
            if stage == "shadow":
                if placing.round.get("wants_shadow"):
                    self._seat(person, placing, is_shadow=True)
            elif stage is not None:
                seat = self._seat(person, placing, is_shadow=False)
                panel.append(seat)
                if stage == "qualified":
                    qualified.append(seat)
        self.model.add(sum(panel) == size * present)
        self.model.add(sum(qualified) >= max(1, size - 1) * present)
        shadows = [seat.variable for seat in self.seats if seat.placing is placing and seat.is_shadow]
        self.model.add(sum(shadows) <= present)

    def _stage(self, person: Tree, placing: Placing) -> str | None:
        """Without `qualification` anybody is as good as qualified, without `training` who has the kind is."""
        stage = person["qualifications"].get(placing.round["kind"])
        if not self.asks_of("qualification", placing) or (stage and not self.asks_of("training", placing)):
            return "qualified"
        return str(stage) if stage else None

    def _seat(self, person: Tree, placing: Placing, *, is_shadow: bool) -> Any:
        seat = Seat(person, placing, self.model.new_bool_var(""), is_shadow=is_shadow)
        self.seats.append(seat)
        self.model.add(placing.among(lambda moment: self._is_free(person, placing, moment)) >= seat.variable)
        return seat.variable

    def _is_free(self, person: Tree, placing: Placing, start: datetime) -> bool:
        end = start + placing.length
        if self.asks_of("conflict", placing) and placing.candidate["id"] in person.get("conflicts", []):
            return False
        if self.asks_of("calendar", placing) and any(
            overlap(start, end, begins, ends) for begins, ends in self._held(person, placing)
        ):
            return False
        if self.asks_of("working_hours", placing) and not _is_at_work(person, start, end):
            return False
        return not self.asks("one_seat") or not any(
            person["id"] in pin.people for pin in self.pins_of(placing.candidate)
        )

    def _held(self, person: Tree, placing: Placing) -> Iterator[tuple[datetime, datetime]]:
        """What the person has in their calendar, the bookings of other candidates that stay among it."""
        for begins, ends in person.get("busy", []):
            yield instant(begins), instant(ends)
        for pin in self.pins:
            if person["id"] in pin.people and pin.candidate is not placing.candidate:
                yield pin.start, pin.end

    def _one_place(self, mine: list[Seat]) -> None:
        if self.asks("one_seat"):
            for rounds, _ in self.present:
                self.model.add_at_most_one([seat.variable for seat in mine if seat.placing in rounds])
            self.model.add_no_overlap(
                [
                    self.model.new_optional_interval_var(
                        seat.placing.begins,
                        seat.placing.round["minutes"],
                        seat.placing.begins + seat.placing.round["minutes"],
                        seat.variable,
                        "",
                    )
                    for seat in mine
                ]
            )

    def seated(self, seat: Seat, is_one: Callable[[datetime], bool]) -> Any:
        """At least one when the person sits in the round and it begins at one of these moments."""
        inside = [is_one(moment) for moment in seat.placing.at]
        if not any(inside):
            return 0
        if all(inside):
            return seat.variable
        both = self.model.new_bool_var("")
        self.model.add(both >= seat.variable + seat.placing.among(is_one) - 1)
        return both

    def _limits(self, person: Tree, mine: list[Seat]) -> None:
        taken = [date.fromisoformat(day) for day, n in person.get("booked", {}).items() for _ in range(n)]
        for pin in self.pins:
            here = local(pin.start, person["time_zone"]).date()
            taken += [here for name in pin.people if name == person["id"]]
        days = {seat.day(moment) for seat in mine for moment in seat.placing.at}
        for length, limit in ((3, person["daily_limit"]), (2, person["weekly_limit"])):
            for when in {day.isocalendar()[:length] for day in days}:
                spent = len([day for day in taken if day.isocalendar()[:length] == when])
                seated = [self.seated(seat, partial(_is_within, seat, when)) for seat in mine]
                # Without `one_seat` each seat is asked by itself.
                for together in [seated] if self.asks("one_seat") else [[one] for one in seated]:
                    self.model.add(sum(together) <= max(0, limit - spent))

    def _rooms(self) -> None:
        rooms = self.policy.get("rooms")
        if rooms is None or not self.asks("rooms"):
            return
        if rooms >= len(self.present) and not self.pins:
            return  # Nobody is in two rounds at once, so there are enough.
        # Where most rounds are at once, one of them begins.
        moments = {moment for placing in self.placings for moment in placing.at} | {
            pin.start for pin in self.pins
        }
        for now in sorted(moments):
            running = [placing.among(partial(_is_running, placing, now)) for placing in self.placings]
            fixed = len([pin for pin in self.pins if pin.start <= now < pin.end])
            self.model.add(sum(running) <= max(0, rooms - fixed))


def _is_within(seat: Seat, when: tuple[int, ...], at: datetime) -> bool:
    return seat.day(at).isocalendar()[: len(when)] == when


def _is_running(placing: Placing, now: datetime, at: datetime) -> bool:
    return at <= now < at + placing.length


def _is_at_work(person: Tree, start: datetime, end: datetime) -> bool:
    zone, (begins, ends) = person["time_zone"], person["working_hours"]
    day = local(start, zone).date()
    return day.weekday() < 5 and wall(day, begins, zone) <= start and end <= wall(day, ends, zone)
