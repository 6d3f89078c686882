"""Many candidates and one pool: each inserted exactly, some taken out and inserted again while that helps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from interviews.staffing.planning.costs import cost_of
from interviews.staffing.planning.diary import Diary, Sitting, pinned_of
from interviews.staffing.planning.dice import Dice
from interviews.staffing.planning.grid import Grid
from interviews.staffing.planning.instance import Candidate
from interviews.staffing.planning.meter import Meter
from interviews.staffing.planning.plan import Cost
from interviews.staffing.planning.problem import Problem, compiled
from interviews.staffing.planning.search import Layout, cheapest
from interviews.staffing.planning.timeline import places

# Steps for cheaper people in one loop: alone, for the bound, and among the others.
_ALONE, _AMONG = 3_000, 600
# What making a loop ready weighs in steps, and how many people who may be seated in it weigh another.
_A_PROBLEM: Final = 60
_PEOPLE_A_STEP: Final = 4
# How many candidates are taken out at the most, and how often to no avail before it is left at that.
_MOST_OUT: Final = 4
_PATIENCE: Final = 12
# While somebody is left out, the limit of work is so many times as high.
_LEFT_OUT: Final = 10


class _Standing(NamedTuple):
    """What a plan comes to, compared part by part."""

    unplanned: int
    days: int
    span_minutes: int
    load: int
    preferences: int


@dataclass(frozen=True, slots=True)
class Place:
    """A candidate's rounds as they are booked now, with what they come to by themselves."""

    sittings: tuple[Sitting, ...]
    layout: Layout


@dataclass(slots=True)
class HiringDay:
    """Plans all candidates that it can, with the fewest days, minutes and so on that it comes upon."""

    grid: Grid
    meter: Meter
    diary: Diary = field(init=False)
    # How each candidate would fare with all others away; None who could not be planned even then.
    alone: dict[str, Place | None] = field(init=False)
    _goal: _Standing = field(init=False)
    placed: dict[str, Place] = field(default_factory=dict)
    _wanted: dict[str, frozenset[str]] = field(default_factory=dict)
    _scarcity: dict[str, int] = field(default_factory=dict)
    _dice: Dice = field(default_factory=Dice)

    def __post_init__(self) -> None:
        pins = [pin for candidate in self.grid.candidates.values() for pin in pinned_of(candidate)]
        self.diary = Diary(self.grid, pins)
        self.alone = {}
        work = _ALONE if len(self.grid.candidates) > 1 else self.meter.limit
        for name, candidate in self.grid.candidates.items():
            problem = self._problem(candidate)
            self.alone[name] = self._best(problem, work)
            self._wanted[name] = frozenset(
                problem.people[one.place] for round in problem.rounds for one in (*round.lead, *round.second)
            )
            self._scarcity[name] = _scarcity(problem)
        layouts = [place.layout for place in self.alone.values() if place]
        self._goal = _Standing(
            unplanned=0,
            days=sum(layout.days for layout in layouts),
            span_minutes=sum(layout.span_minutes for layout in layouts),
            load=sum(layout.load for layout in layouts) + self.diary.load,
            preferences=sum(layout.preferences for layout in layouts),
        )

    def run(self) -> None:
        for name in self._scarcest(name for name, place in self.alone.items() if place):
            alone = self.alone[name]
            if alone and not self.placed:
                self._place(name, alone)
            else:
                self._insert(name)
        self._improve()
        # What was moved last may have made room: whoever is left out now cannot be added as it stands.
        for name in self.left_out:
            self._insert(name)

    def booked(self) -> list[Sitting]:
        """All bookings but the pinned ones."""
        return [sitting for place in self.placed.values() for sitting in place.sittings]

    @property
    def unplanned(self) -> list[str]:
        return [name for name in self.alone if name not in self.placed]

    @property
    def is_floor_proven(self) -> bool:
        return all(place.layout.is_proven for place in self.alone.values() if place)

    def floor(self, pins: Sequence[Sitting]) -> Cost:
        """No plan costs less, where the parts are compared in their order: each candidate as if alone.

        Somebody's load and preferences are the least only for the fewest days and minutes, which is when they
        count.
        """
        layouts = [place.layout for place in self.alone.values() if place]
        hopeless = [one for one in pins if not self.alone[one.candidate]]
        still, all_pins = cost_of(self.grid, hopeless), cost_of(self.grid, pins)
        return Cost(
            unplanned_rounds=sum(self._sought(name) for name, place in self.alone.items() if not place),
            days=sum(layout.days for layout in layouts) + still.days,
            span_minutes=sum(layout.span_minutes for layout in layouts) + still.span_minutes,
            load=sum(layout.load for layout in layouts) + all_pins.load,
            preferences=sum(layout.preferences for layout in layouts) + all_pins.preferences,
        )

    @property
    def left_out(self) -> list[str]:
        """Who is not planned although they could be if the others were away."""
        return [name for name, place in self.alone.items() if place and name not in self.placed]

    def _standing(self) -> _Standing:
        layouts = [place.layout for place in self.placed.values()]
        return _Standing(
            unplanned=sum(self._sought(name) for name in self.left_out),
            days=sum(layout.days for layout in layouts),
            span_minutes=sum(layout.span_minutes for layout in layouts),
            load=self.diary.load,
            preferences=sum(layout.preferences for layout in layouts),
        )

    def _sought(self, name: str) -> int:
        return sum(round.pinned is None for round in self.grid.candidates[name].rounds)

    def _scarcest(self, names: Iterable[str]) -> list[str]:
        """Those for whom there are the fewest times and people first."""
        return sorted(names, key=lambda name: (-self._scarcity[name], name))

    def _problem(
        self, candidate: Candidate, closed: int = 0, spared: frozenset[str] = frozenset()
    ) -> Problem:
        problem = compiled(self.grid, self.diary, candidate, closed=closed, spared=spared)
        people = sum(len(round.lead) + len(round.second) + len(round.shadow) for round in problem.rounds)
        self.meter.steps += _A_PROBLEM + people // _PEOPLE_A_STEP
        return problem

    def _best(self, problem: Problem, work: int) -> Place | None:
        meter = Meter(work)
        layout = cheapest(problem, meter)
        self.meter.steps += meter.steps
        return Place(tuple(sittings_of(self.grid, problem, layout)), layout) if layout else None

    def _insert(self, name: str) -> None:
        """Plan the candidate as well as the others' bookings let it; leave them out if they do not."""
        place = self._best(self._problem(self.grid.candidates[name]), _AMONG)
        if place:
            self._place(name, place)

    def _insert_elsewhere(self, name: str) -> None:
        """Not at the best place, but at one that leaves others some people or a part of some day."""
        candidate = self.grid.candidates[name]
        closed = self._part_of_a_day(candidate) if self._dice.throw(2) else 0
        spared = frozenset(one for one in sorted(self._wanted[name]) if not self._dice.throw(5))
        place = self._best(self._problem(candidate, closed, spared), _AMONG)
        if place:
            self._place(name, place)
        else:
            self._insert(name)

    def _part_of_a_day(self, candidate: Candidate) -> int:
        """From some quarter hour of a day on, or up to it."""
        dates = self.grid.dates(candidate.time_zone)
        day = dates.get(self.grid.days[self._dice.throw(len(self.grid.days))], 0)
        open_then = list(places(day & self.grid.in_windows(candidate, 0)))
        if not open_then:
            return 0
        slot = open_then[self._dice.throw(len(open_then))]
        later = day >> slot << slot
        return later if self._dice.throw(2) else day & ~later

    def _place(self, name: str, place: Place) -> None:
        self.placed[name] = place
        for sitting in place.sittings:
            self.diary.add(sitting)

    def _take_out(self, name: str) -> Place | None:
        place = self.placed.pop(name, None)
        for sitting in place.sittings if place else ():
            self.diary.remove(sitting)
        return place

    def _improve(self) -> None:
        """Take some out and insert them again, until there is nothing to gain or no more work to be spent."""
        best, kept, idle = self._standing(), dict(self.placed), 0
        while best != self._goal and idle < _PATIENCE * (len(self.alone) + _PATIENCE):
            if self.meter.steps >= self.meter.limit * (_LEFT_OUT if best.unplanned else 1):
                break
            self._again()
            standing = self._standing()
            idle += 1
            if standing < best:
                best, kept, idle = standing, dict(self.placed), 0
        for name in self.alone:
            self._take_out(name)
        for name, place in kept.items():
            self._place(name, place)

    def _again(self) -> None:
        """Once more, and back to how it was if that is worse."""
        names = self._some()
        before, is_hard = self._standing(), bool(self.left_out or self._late())
        out = {name: self._take_out(name) for name in names}
        for name in names:
            if is_hard and self._dice.throw(2):
                self._insert_elsewhere(name)
            else:
                self._insert(name)
        after = self._standing()
        # While somebody is left out nothing else counts: what is as good in that may lead further.
        if after.unplanned > before.unplanned or (not before.unplanned and after > before):
            for name in names:
                self._take_out(name)
            for name, place in out.items():
                if place:
                    self._place(name, place)

    def _some(self) -> list[str]:
        """Whom to insert again: somebody who could fare better, and then some who may stand in their way."""
        first = self._pick(self.left_out or self._late() or sorted(self.placed))
        others = [name for name in sorted(self.placed) if name != first]
        if self._dice.throw(3):
            held = {name: self._in_the_way(first, name) for name in others}
            others.sort(key=lambda name: (-held[name] * (1 + self._dice.throw(4)), name))
        else:
            self._dice.shuffle(others)
        some = others[: 1 + self._dice.throw(_MOST_OUT)]
        if self._dice.throw(2):
            some = self._scarcest(some)
        return [first, *some]

    def _pick(self, names: Sequence[str]) -> str:
        return names[self._dice.throw(len(names))]

    def _late(self) -> list[str]:
        """Who takes more days or minutes than they would alone."""
        return [
            name
            for name, place in sorted(self.placed.items())
            if (alone := self.alone[name])
            and (place.layout.days, place.layout.span_minutes)
            > (alone.layout.days, alone.layout.span_minutes)
        ]

    def _in_the_way(self, name: str, other: str) -> int:
        """How many seats the other takes from whom the first could do with."""
        wanted = self._wanted[name]
        return sum(person in wanted for one in self.placed[other].sittings for person in one.people)


def sittings_of(grid: Grid, problem: Problem, layout: Layout) -> list[Sitting]:
    """The bookings of a layout."""
    return [
        Sitting(
            candidate=problem.candidate.id,
            round=problem.rounds[seats.round].id,
            start=grid.timeline.instant(seats.slot),
            minutes=problem.rounds[seats.round].minutes,
            panel=tuple(problem.people[place] for place in seats.panel),
            shadow=None if seats.shadow is None else problem.people[seats.shadow],
        )
        for seats in layout.seats
    ]


def _scarcity(problem: Problem) -> int:
    """The fewer times and people there are for the rounds, the more."""
    return sum(
        (round.panel << 20) // (1 + sum(one.starts.bit_count() for one in round.lead))
        for round in problem.rounds
    )
