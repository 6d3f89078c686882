"""One candidate's loop, made ready to be searched: rounds, days and people as sets of quarter hours.

Any rule can be left out, for whoever asks which rules clash. Without `qualification` anybody counts as
qualified for that round, without `training` the trainees do; without `conflict`, `limit`, `calendar` or
`working_hours` that is not asked of anybody in that round, where `calendar` covers the other bookings of this
plan too. Without `window` the round may lie anywhere on the listed days. Without `one_seat` somebody may sit
in several rounds of the candidate, which never overlap; limits are then asked of each seat by itself.
"""

from collections.abc import Iterable, Sequence
from dataclasses import InitVar, dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from interviews.staffing.planning.diary import Diary, Sitting, load_of_next, pinned_of, sitting_of
from interviews.staffing.planning.grid import Grid
from interviews.staffing.planning.instance import Candidate, Interviewer, Round
from interviews.staffing.planning.loop_days import LoopDay, fixed_days, loop_days
from interviews.staffing.planning.plan import Booking, BrokenRule, Rule
from interviews.staffing.planning.tally import Tally
from interviews.staffing.planning.timeline import quarters
from interviews.staffing.planning.values import Stage

Without = frozenset[BrokenRule]

_EARLIEST: Final = datetime.min.replace(tzinfo=UTC)
_LATEST: Final = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Seatable:
    """Somebody for a seat: their place among the people, when they may start, and what seating them costs.

    `load` counts panel seats only; `is_disliked` and `avoided` (quarter hours) any seat.
    """

    place: int
    starts: int
    load: int
    is_disliked: bool
    avoided: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """A round to be placed. `starts`: enough people can; `plenty`: whoever sits elsewhere, enough are left.

    `lead` are qualified, `second` may take one seat beside them. `quarters` hold the round, `step` the round
    with the break after it. `after` are the rounds, one bit each, that must have ended.
    """

    id: str
    minutes: int
    panel: int
    wants_shadow: bool
    quarters: int
    step: int
    after: int
    lead: tuple[Seatable, ...]
    second: tuple[Seatable, ...]
    shadow: tuple[Seatable, ...]
    starts: int
    plenty: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is to be placed, on which days, by whom; `fixed` is what pins on other days come to."""

    candidate: Candidate
    rounds: tuple[Sought, ...]
    days: tuple[LoopDay, ...]
    people: tuple[str, ...]
    break_minutes: int
    lunch_quarters: int
    avoided: int
    distinct: bool
    fixed_days: int
    fixed_minutes: int
    # How many seats there are on panels.
    seats: int


def problem_of(
    grid: Grid, *, candidate: str, others: Sequence[Booking], without: Without = frozenset()
) -> Problem:
    """The loop of one candidate, given the bookings of the others; their own pins are known already."""
    theirs = [sitting_of(booking) for booking in others if booking.candidate != candidate]
    diary = Diary(grid, [*theirs, *pinned_of(grid.candidates[candidate])])
    return compiled(grid, diary, grid.candidates[candidate], without)


def _enough(panel: int, lead: Sequence[Seatable], second: Sequence[Seatable], seats: int) -> tuple[int, int]:
    """When a panel can be filled, and when it can although all other seats are filled by the same people."""
    leads, seconds = Tally(), 0
    for one in lead:
        leads.add(one.starts)
    for one in second:
        seconds |= one.starts
    everywhere = -1
    filled = leads.at_least(panel, everywhere)
    if panel > 1:
        filled |= leads.at_least(panel - 1, everywhere) & seconds
    return filled, leads.at_least(seats, everywhere)


def compiled(
    grid: Grid,
    diary: Diary,
    candidate: Candidate,
    without: Without = frozenset(),
    *,
    closed: int = 0,
    spared: frozenset[str] = frozenset(),
) -> Problem:
    """The loop of one candidate, given a diary that holds all pins, and none of their other rounds.

    Nothing starts at quarter hours that are `closed`, and who is `spared` sits nowhere.
    """
    return _Compiler(grid, diary, candidate, without, closed, spared).problem()


@dataclass(slots=True)
class _Compiler:
    grid: Grid
    diary: Diary
    candidate: Candidate
    without: InitVar[Without]
    closed: int
    spared: frozenset[str]
    out: frozenset[tuple[Rule, str | None]] = field(init=False)
    order: frozenset[tuple[str, str]] = field(init=False)
    pins: list[Sitting] = field(init=False)
    sought: list[Round] = field(init=False)
    break_minutes: int = field(init=False)

    def __post_init__(self, without: Without) -> None:
        self.out = frozenset((one.rule, one.round) for one in without)
        self.order = frozenset(self.candidate.before) - {one.rounds for one in without if one.rounds}
        self.pins = pinned_of(self.candidate)
        by_id = sorted(self.candidate.rounds, key=lambda round: round.id)
        self.sought = [round for round in by_id if round.pinned is None]
        self.break_minutes = 0 if self._is_out("break") else self.grid.policy.break_minutes

    def _is_out(self, rule: Rule, round: Round | None = None) -> bool:
        return (rule, round and round.id) in self.out

    def problem(self) -> Problem:
        lunch = None if self._is_out("lunch") else self.grid.policy.lunch
        most = len(self.sought) + len(self.pins)
        if not self._is_out("rounds_per_day"):
            most = min(most, self.grid.policy.max_rounds_per_day)
        listed = loop_days(self.grid, self.candidate, self.pins, lunch, most)
        fixed, minutes = fixed_days(self.grid, self.candidate, self.pins)
        seats = sum(round.panel for round in self.sought)
        reach = sum(day.slots for day in listed)
        rounds = [self._round(round, reach, seats) for round in self.sought]
        return Problem(
            candidate=self.candidate,
            rounds=tuple(rounds),
            days=tuple(listed),
            people=tuple(self.grid.people),
            break_minutes=self.break_minutes,
            lunch_quarters=quarters(lunch.minutes) if lunch else 0,
            avoided=self.grid.half_days(self.candidate.time_zone, self.candidate.avoid),
            distinct=not self._is_out("one_seat"),
            fixed_days=fixed,
            fixed_minutes=minutes,
            seats=seats,
        )

    def _round(self, round: Round, reach: int, seats: int) -> Sought:
        open_to_all = self._open(round, reach)
        lead: list[Seatable] = []
        second: list[Seatable] = []
        shadow: list[Seatable] = []
        groups = {"qualified": lead, "reverse_shadow": second, "shadow": shadow}
        for name, stage in self._stages(round):
            person = self.grid.people[name]
            if starts := open_to_all & self._free(person, round):
                groups[stage].append(self._seatable(person, round, starts))
        starts, plenty = _enough(round.panel, lead, second, seats)
        return Sought(
            id=round.id,
            minutes=round.minutes,
            panel=round.panel,
            wants_shadow=round.wants_shadow,
            quarters=quarters(round.minutes),
            step=quarters(round.minutes + self.break_minutes),
            after=self._after(round),
            lead=tuple(lead),
            second=tuple(second),
            shadow=tuple(shadow),
            starts=starts,
            plenty=starts & plenty if not self._is_out("one_seat") else starts,
        )

    def _stages(self, round: Round) -> Iterable[tuple[str, Stage]]:
        """Who may sit in the round, and as what; nobody sits twice with a candidate."""
        there: Iterable[tuple[str, Stage]] = self.grid.stages.get(round.kind, ())
        if self._is_out("qualification", round):
            there = ((name, "qualified") for name in self.grid.people)
        elif self._is_out("training", round):
            there = ((name, "qualified") for name, _ in there)
        seated = set(self.spared)
        if not self._is_out("one_seat"):
            seated.update(name for pin in self.pins for name in pin.people)
        asks_conflict = not self._is_out("conflict", round)
        for name, stage in there:
            conflicts = self.grid.people[name].conflicts
            is_of_use = stage == "qualified" or (round.wants_shadow if stage == "shadow" else round.panel > 1)
            if is_of_use and name not in seated and not (asks_conflict and self.candidate.id in conflicts):
                yield name, stage

    def _open(self, round: Round, reach: int) -> int:
        """When the candidate may have the round, whoever holds it."""
        timeline, bits = self.grid.timeline, reach & ~self.closed
        if not self._is_out("window", round):
            bits &= self.grid.in_windows(self.candidate, round.minutes)
        if not self._is_out("rooms"):
            bits &= ~self.diary.crowded(round.minutes)
        zone = self.candidate.time_zone
        rest = timedelta(minutes=self.break_minutes)
        for pin in self.pins:
            that_day = self.grid.dates(zone).get(pin.start.astimezone(zone).date(), 0)
            bits &= ~timeline.starts_over(pin.start, pin.end, round.minutes)
            bits &= ~(timeline.starts_over(pin.start - rest, pin.end + rest, round.minutes) & that_day)
            if (pin.round, round.id) in self.order:
                bits &= timeline.starts_within(pin.end, _LATEST)
            if (round.id, pin.round) in self.order:
                bits &= timeline.starts_within(_EARLIEST, pin.start, round.minutes)
        return bits

    def _free(self, person: Interviewer, round: Round) -> int:
        """When the person may hold the round, whatever the candidate does."""
        bits = self.grid.any_time
        if not self._is_out("working_hours", round):
            bits &= self.grid.at_work(person, round.minutes)
        if not self._is_out("calendar", round):
            bits &= ~self.grid.busy(person, round.minutes) & ~self.diary.taken(person.id, round.minutes)
        if not self._is_out("limit", round):
            bits &= ~self.diary.full(person.id)
        return bits

    def _seatable(self, person: Interviewer, round: Round, starts: int) -> Seatable:
        return Seatable(
            place=self.grid.places[person.id],
            starts=starts,
            load=load_of_next(person, self.diary.seats(person.id)),
            is_disliked=round.kind in person.dislikes,
            avoided=self.grid.half_days(person.time_zone, person.avoid),
        )

    def _after(self, round: Round) -> int:
        """The rounds that must have ended, one bit each: by order, and where two are alike by their ids."""
        return sum(
            1 << at
            for at, other in enumerate(self.sought)
            if (other.id, round.id) in self.order or (other.id < round.id and self._are_alike(other, round))
        )

    def _are_alike(self, one: Round, other: Round) -> bool:
        """Could the two change places in every plan, and the plan be as good?"""
        return self._look(one) == self._look(other)

    def _look(self, round: Round) -> tuple[object, ...]:
        return (
            round.kind,
            round.minutes,
            round.panel,
            round.wants_shadow,
            {first for first, second in self.order if second == round.id},
            {second for first, second in self.order if first == round.id},
            {rule for rule, name in self.out if name == round.id},
        )
