"""How short one day of a loop can be, for every set of its rounds, whoever sits elsewhere."""

from collections.abc import Sequence
from typing import Final

from interviews.staffing.planning.instance import GRID_MINUTES
from interviews.staffing.planning.loop_days import LoopDay
from interviews.staffing.planning.meter import Meter
from interviews.staffing.planning.problem import Problem, Sought
from interviews.staffing.planning.timeline import places

# Beyond any end of a round in minutes, any quarter hour, and whatever people cost.
NEVER: Final = 1 << 62
# In place of where a lunch may begin at the earliest: there has been a gap long enough.
HAD: Final = -1


def back_to_back(rounds: Sequence[Sought], which: int, days: int = 1) -> int:
    """The fewest minutes that these rounds take on so many days, with nothing but breaks between them."""
    steps = [(GRID_MINUTES * rounds[r].step, rounds[r].minutes) for r in places(which)]
    spared = max((step - minutes for step, minutes in steps), default=0)
    return sum(step for step, _ in steps) - days * spared


def _on_any(times: int, days: Sequence[LoopDay]) -> int:
    bits = 0
    for day in days:
        bits |= (times & day.slots) >> day.first
    return bits


def _lunches(days: Sequence[LoopDay]) -> int | None:
    bits = 0
    for day in days:
        if day.lunch is None:
            return None
        bits |= day.lunch
    return bits


class DayTable:
    """One day, its quarter hours counted from its own first; or several as one, where all may be had that any
    of them has, for a bound on each.

    A search goes from round to round in the order of time. It stands at a quarter hour from which the next
    may start, with the rounds still to come (one bit each), and with where lunch may begin: a gap that the
    rounds so far leave free, or HAD.
    """

    def __init__(self, problem: Problem, days: Sequence[LoopDay], meter: Meter) -> None:
        self.first, self.most, self.pinned = days[0].first, days[0].most, days[0].pinned
        self.rounds = problem.rounds
        self.starts = [_on_any(round.starts, days) for round in problem.rounds]
        self.plenty = [_on_any(round.plenty, days) for round in problem.rounds]
        self.can = sum(1 << r for r, starts in enumerate(self.starts) if starts)
        self._lunch = _lunches(days)
        self._lunch_quarters = problem.lunch_quarters
        self._meter = meter
        self._ends: dict[tuple[int, int, int], int] = {}
        self._least: dict[int, int] = {}
        self._deadlines: dict[int, int] = {}

    def lunch_from(self, slot: int) -> int:
        """Where lunch may begin at the earliest when nothing is free before this quarter hour."""
        if self._lunch is None:
            return HAD
        ahead = self._lunch >> slot
        return slot + (ahead & -ahead).bit_length() - 1 if ahead else NEVER

    def after(self, r: int, start: int, lunch: int) -> int:
        """Where lunch may begin once this round, the next in time, is placed: NEVER if there is none left."""
        if lunch == HAD or lunch + self._lunch_quarters <= start:
            return HAD
        return self.lunch_from(start + self.rounds[r].quarters)

    def lunched(self, lunch: int) -> int:
        """From where on a round leaves time for the lunch before it."""
        return lunch + self._lunch_quarters

    def hull(self, start: int, end: int) -> int:
        """The minutes from the first start to the last end, pinned rounds included."""
        begin = GRID_MINUTES * start
        if self.pinned:
            begin, end = min(begin, self.pinned[0]), max(end, self.pinned[1])
        return end - begin

    def least(self, rounds: int) -> int:
        """The fewest minutes from first start to last end with these rounds on the day, or NEVER."""
        if not rounds:
            return self.pinned[1] - self.pinned[0] if self.pinned else 0
        if rounds not in self._least:
            self._least[rounds] = self._least_of(rounds)
        return self._least[rounds]

    def _least_of(self, rounds: int) -> int:
        if rounds.bit_count() > self.most or rounds & ~self.can:
            return NEVER
        best, enough = NEVER, 0 if self.pinned else back_to_back(self.rounds, rounds)
        firsts = [r for r in places(rounds) if not self.rounds[r].after & rounds]
        anywhere = 0
        for r in firsts:
            anywhere |= self.starts[r]
        for start in places(anywhere):
            for r in firsts:
                if self.starts[r] >> start & 1:
                    end = self.end_with(r, start, rounds, self.lunch_from(0))
                    if end < NEVER:
                        best = min(best, self.hull(start, end))
            if best <= enough:
                break
        return best

    def end_with(self, r: int, start: int, rounds: int, lunch: int) -> int:
        """The earliest end of all rounds when this of them comes next, at this quarter hour, or NEVER."""
        lunch = self.after(r, start, lunch)
        if lunch == NEVER:
            return NEVER
        round = self.rounds[r]
        rest = self.end(start + round.step, rounds & ~(1 << r), lunch)
        return max(GRID_MINUTES * start + round.minutes, rest)

    def end(self, slot: int, rounds: int, lunch: int) -> int:
        """The earliest end of these rounds from a quarter hour on, or NEVER; 0 for none."""
        if not rounds:
            return 0
        key = slot, rounds, lunch
        known = self._ends.get(key)
        if known is None:
            known = self._ends[key] = self._end_of(slot, rounds, lunch)
        return known

    def _end_of(self, slot: int, rounds: int, lunch: int) -> int:
        self._meter.steps += 1
        if slot > self._deadline(rounds):
            return NEVER
        best = NEVER
        for r in places(rounds):
            ahead = self.starts[r] >> slot
            if not ahead:
                return NEVER
            if self.rounds[r].after & rounds:
                continue
            start = slot + (ahead & -ahead).bit_length() - 1
            best = min(best, self.end_with(r, start, rounds, lunch))
            if lunch != HAD and start < self.lunched(lunch):
                ahead = self.starts[r] >> self.lunched(lunch)
                if ahead:
                    start = self.lunched(lunch) + (ahead & -ahead).bit_length() - 1
                    best = min(best, self.end_with(r, start, rounds, lunch))
        return best

    def _deadline(self, rounds: int) -> int:
        """No later than here must one stand to place these rounds, each as early as can be."""
        if rounds not in self._deadlines:
            steps = [(self.starts[r].bit_length() - 1, self.rounds[r].step) for r in places(rounds)]
            all_of_them = sum(step for _, step in steps)
            self._deadlines[rounds] = max(last + step for last, step in steps) - all_of_them
        return self._deadlines[rounds]
