"""Who sits where, and what it costs: load before preferences, in one whole number."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from interviews.staffing.planning.assigning import Assigned, Row, assigned
from interviews.staffing.planning.problem import Problem, Seatable, Sought

DISLIKED: Final = 2
EMPTY: Final = 3


class Staffed(NamedTuple):
    """What people for rounds at their times cost; for each round its panel, sorted, and its shadow."""

    cost: int
    people: tuple[tuple[tuple[int, ...], int | None], ...]


class _Seat(NamedTuple):
    """Somebody for a round: what it costs unless they avoid the time, and when they can and rather not."""

    cost: int
    place: int
    starts: int
    avoided: int


class Seating:
    """The people for each round of a problem, the cheapest first."""

    def __init__(self, problem: Problem) -> None:
        self.rounds = problem.rounds
        self._avoided = problem.avoided
        # Of so many people for a seat one is left, wherever the others sit.
        self._enough = sum(round.panel + round.wants_shadow for round in self.rounds)
        self.weight = 1 + sum(
            1 + (DISLIKED + 1) * round.panel + EMPTY * round.wants_shadow for round in self.rounds
        )
        self._count = len(problem.people)
        # Where somebody may sit in several rounds, each round has its own columns for the same people.
        apart = 0 if problem.distinct else self._count
        self._groups = [self._groups_of(round, r * apart) for r, round in enumerate(self.rounds)]
        self._rows: dict[tuple[int, int], int] = {}
        self._numbers: dict[tuple[tuple[tuple[int, int], ...], ...], int] = {}
        self._choices: list[tuple[Row, ...]] = []
        self._known: dict[tuple[int, ...], Assigned | None] = {}

    def _groups_of(self, round: Sought, first: int) -> tuple[list[_Seat], list[_Seat], list[_Seat]]:
        return (
            self._seats(round.lead, self.weight, first),
            self._seats(round.second, self.weight, first),
            self._seats(round.shadow, 0, first),
        )

    def _seats(self, people: Iterable[Seatable], weight: int, first: int) -> list[_Seat]:
        return sorted(
            _Seat(one.load * weight + DISLIKED * one.is_disliked, first + one.place, one.starts, one.avoided)
            for one in people
        )

    def avoided(self, times: int) -> int:
        """What it costs that the candidate would rather not be there at any of these times."""
        return 0 if times & ~self._avoided else 1

    def seats(self, r: int, times: int) -> tuple[Row, ...]:
        """For each seat of a round who could be there at some of these times, as cheap as can be.

        All seats but one of a panel are led; a shadow's may stay empty, which is a column of its own.
        """
        lead, second, shadow = (self._cheapest(group, times) for group in self._groups[r])
        round = self.rounds[r]
        last: list[Row] = [] if round.panel == 1 else [sorted([*lead, *second])[: self._enough]]
        rows: list[Row] = [*([lead] * max(1, round.panel - 1)), *last]
        if round.wants_shadow:
            rows.append(sorted([*(one for one in shadow if one[0] < EMPTY), (EMPTY, -1 - r)]))
        return tuple(rows)

    def _cheapest(self, group: Sequence[_Seat], times: int) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        most = None
        for cost, place, starts, avoided in group:
            if most is not None and cost > most:
                break
            there = starts & times
            if there:
                found.append((cost if there & ~avoided else cost + 1, place))
                if len(found) == self._enough:
                    most = cost + 1
        found.sort()
        return found[: self._enough]

    def bound(self, times: Sequence[int]) -> Assigned | None:
        """What the people cost at the least when each round lies at some of its times; None: it cannot."""
        found = self._assigned(tuple(self._number(r, bits) for r, bits in enumerate(times)))
        return found and found._replace(cost=found.cost + sum(map(self.avoided, times)))

    def _assigned(self, numbers: tuple[int, ...]) -> Assigned | None:
        if numbers not in self._known:
            rows = [row for number in numbers for row in self._choices[number]]
            self._known[numbers] = assigned(rows) if all(rows) else None
        return self._known[numbers]

    def number(self, r: int, slot: int) -> int:
        """The number of the choice of people for a round at a quarter hour, the same where these are."""
        return self._number(r, 1 << slot)

    def _number(self, r: int, times: int) -> int:
        key = r, times
        if key not in self._rows:
            rows = self.seats(r, times)
            known = tuple(map(tuple, rows))
            if known not in self._numbers:
                self._numbers[known] = len(self._choices)
                self._choices.append(rows)
            self._rows[key] = self._numbers[known]
        return self._rows[key]

    def priced(self, r: int, number: int, prices: Mapping[int, int]) -> int:
        """The least that people of this choice cost with their prices, nobody sitting twice in the round."""
        rows, panel = self._choices[number], self.rounds[r].panel
        if panel == 1:
            total = min(cost + prices.get(place, 0) for cost, place in rows[0])
        else:
            leads = sorted((cost + prices.get(place, 0), place) for cost, place in rows[0])[: panel - 1]
            taken = {place for _, place in leads}
            total = sum(cost for cost, _ in leads) + min(
                cost + prices.get(place, 0) for cost, place in rows[panel - 1] if place not in taken
            )
        if self.rounds[r].wants_shadow:
            total += min(cost + prices.get(place, 0) for cost, place in rows[-1])
        return total

    def staffed(self, times: Iterable[tuple[int, int]]) -> Staffed | None:
        """The cheapest people for all rounds at these times, in the order of the rounds."""
        at = [slot for _, slot in sorted(times)]
        found = self._assigned(tuple(self.number(r, slot) for r, slot in enumerate(at)))
        if found is None:
            return None
        cost = found.cost + sum(self.avoided(1 << slot) for slot in at)
        return Staffed(cost, self._people(found.columns))

    def _people(self, columns: Sequence[int]) -> tuple[tuple[tuple[int, ...], int | None], ...]:
        people, begin = [], 0
        for round in self.rounds:
            panel = tuple(sorted(column % self._count for column in columns[begin : begin + round.panel]))
            begin += round.panel
            shadow = columns[begin] if round.wants_shadow else -1
            begin += round.wants_shadow
            people.append((panel, shadow % self._count if shadow >= 0 else None))
        return tuple(people)
