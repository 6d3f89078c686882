"""Is there any plan at all? From day to day and from round to round, and never twice from the same state."""

from collections.abc import Sequence

from interviews.staffing.planning.choosing import Choosing
from interviews.staffing.planning.day_table import NEVER, DayTable
from interviews.staffing.planning.matching import Matching
from interviews.staffing.planning.meter import Meter
from interviews.staffing.planning.problem import Problem
from interviews.staffing.planning.timeline import places

# Rounds by their places, at quarter hours of the timeline, in the order of time.
Times = tuple[tuple[int, int], ...]


class Feasible:
    """Looks for times at which all rounds can be held, on so many new days at the most."""

    def __init__(
        self, problem: Problem, tables: Sequence[DayTable], matching: Matching, meter: Meter
    ) -> None:
        self._problem, self._tables, self._matching, self._meter = problem, tables, matching, meter
        self._choosing = Choosing(tables, matching)
        self._failed: set[tuple[object, ...]] = set()
        self._can = [0]
        for table in reversed(tables):
            self._can.append(self._can[-1] | table.can)
        self._can.reverse()
        self._most = max((table.most for table in tables), default=0)
        self._pinned = [any(table.pinned for table in tables[at:]) for at in range(len(tables) + 1)]
        # For a day and a round whoever could sit in it from then on.
        self._ahead: dict[tuple[int, int], int] = {}

    def times(self, new: int) -> Times | None:
        """Some times of all rounds, or None when there are none."""
        return self._days(0, 0, (1 << len(self._problem.rounds)) - 1, new, ())

    def _days(self, at: int, free: int, rounds: int, new: int, chosen: tuple[int, ...]) -> Times | None:
        """The rounds from a day on, when the candidate is free from a quarter hour of the timeline on."""
        if not rounds:
            return ()
        if not self._pinned[at] and rounds.bit_count() > new * self._most:
            return None
        failed: list[tuple[object, ...]] = []
        for day in range(at, len(self._tables)):
            table = self._tables[day]
            key = day, max(free, table.first), rounds, new, chosen
            if rounds & ~self._can[day] or key in self._failed or not self._has_people(day, rounds, chosen):
                break
            left = new if table.pinned else new - 1
            if left >= 0:
                begin = max(0, free - table.first)
                found = self._on(day, begin, rounds, 0, table.lunch_from(begin), left, chosen)
                if found is not None:
                    return found
            failed.append(key)
        self._failed.update(failed)
        return None

    def _on(
        self, at: int, slot: int, rounds: int, count: int, lunch: int, new: int, chosen: tuple[int, ...]
    ) -> Times | None:
        """The rounds from a quarter hour of a day on, when so many are on the day already."""
        self._meter.steps += 1
        table = self._tables[at]
        key = at, slot, rounds, count, lunch, new, chosen, 0
        if key in self._failed:
            return None
        if self._may_go_on(at, slot, rounds, count, new, lunch) and self._has_people(at, rounds, chosen):
            for r, start, had, people in self._choosing.steps(
                at, slot, rounds & table.can, rounds, lunch, chosen
            ):
                round, rest = table.rounds[r], rounds & ~(1 << r)
                found = self._on(at, start + round.step, rest, count + 1, had, new, people)
                if found is None:
                    found = self._days(at + 1, table.first + start + round.quarters, rest, new, people)
                if found is not None:
                    return ((r, table.first + start), *found)
        self._failed.add(key)
        return None

    def _may_go_on(self, at: int, slot: int, rounds: int, count: int, new: int, lunch: int) -> bool:
        """Is there time today for one more round, and for all that later days do not take?"""
        table, today = self._tables[at], rounds & ~self._can[at + 1]
        least = max(1, today.bit_count())
        if not self._pinned[at + 1]:
            least = max(least, rounds.bit_count() - new * self._most)
        return count + least <= table.most and (not today or table.end(slot, today, lunch) < NEVER)

    def _has_people(self, at: int, rounds: int, chosen: tuple[int, ...]) -> bool:
        """Could the rounds be filled beside those placed, by whoever is there at some time from a day on?"""
        if not self._problem.distinct:
            return True
        return self._matching.fits(
            tuple(sorted([*chosen, *(self._whoever_is_ahead(at, r) for r in places(rounds))]))
        )

    def _whoever_is_ahead(self, at: int, r: int) -> int:
        key = at, r
        if key not in self._ahead:
            later = -1 << self._tables[at].first
            self._ahead[key] = self._matching.at_some_time(r, self._problem.rounds[r].starts & later)
        return self._ahead[key]
