"""The cheapest way to give every row a column of its own."""

from collections.abc import Sequence
from typing import Final, NamedTuple

# What a row may have: columns with their costs, the cheapest first.
Row = Sequence[tuple[int, int]]

_FAR: Final = 1 << 80


class Assigned(NamedTuple):
    """The least total, the column of each row, and prices of columns that prove it.

    If every use of a column costs its price as well, the rows' cheapest come to the total and all prices.
    """

    cost: int
    columns: list[int]
    prices: dict[int, int]


def assigned(rows: Sequence[Row]) -> Assigned | None:
    """The cheapest assignment, or None when there is none."""
    return _cheapest_of_each(rows) or _along_shortest_paths(rows)


def _cheapest_of_each(rows: Sequence[Row]) -> Assigned | None:
    """Every row with its cheapest, if no two want the same."""
    columns: list[int] = []
    total = 0
    for row in rows:
        column = next((column for cost, column in row if cost == row[0][0] and column not in columns), None)
        if column is None:
            return None
        columns.append(column)
        total += row[0][0]
    return Assigned(total, columns, {})


def _along_shortest_paths(rows: Sequence[Row]) -> Assigned | None:
    names = sorted({column for row in rows for _, column in row})
    places = {name: place for place, name in enumerate(names)}
    costs = [[_FAR] * len(names) for _ in rows]
    for at, row in enumerate(rows):
        for cost, column in row:
            costs[at][places[column]] = cost
    paths = _Paths(costs, len(names))
    if len(names) < len(rows) or not all(paths.seat(row) for row in range(len(rows))):
        return None
    columns = [0] * len(rows)
    for place, holder in enumerate(paths.holders):
        if holder >= 0:
            columns[holder] = place
    total = sum(costs[at][place] for at, place in enumerate(columns))
    prices = {names[place]: -due for place, due in enumerate(paths.dues) if due}
    return Assigned(total, [names[place] for place in columns], prices)


class _Paths:
    """Seats row after row along the path of changes that costs least (the Hungarian method).

    What a row gains and a column is due come to no more than the cost of the two together, and to just that
    where the row holds the column: this proves the total.
    """

    def __init__(self, costs: list[list[int]], width: int) -> None:
        self._costs, self._width = costs, width
        self.holders, self.dues, self._gains = [-1] * width, [0] * width, [0] * len(costs)

    def seat(self, row: int) -> bool:
        """Give this row a column, and let rows before it move; False when there is no way to."""
        reach, come_from = [_FAR] * self._width, [-1] * self._width
        is_open = [True] * self._width
        passed: list[int] = []
        current, via = row, -1
        while current >= 0:
            nearest = self._nearest(current, via, reach, come_from, is_open)
            if nearest < 0 or reach[nearest] >= _FAR >> 1:
                return False
            self._shift(row, reach[nearest], passed, reach, is_open)
            is_open[nearest] = False
            passed.append(nearest)
            current, via = self.holders[nearest], nearest
        while via >= 0:
            before = come_from[via]
            self.holders[via] = row if before < 0 else self.holders[before]
            via = before
        return True

    def _nearest(
        self, row: int, via: int, reach: list[int], come_from: list[int], is_open: Sequence[bool]
    ) -> int:
        """The open column that takes least to come to, now that one may go on from this row."""
        costs, gain, nearest = self._costs[row], self._gains[row], -1
        for place in range(self._width):
            if is_open[place]:
                far = costs[place] - gain - self.dues[place]
                if far < reach[place]:
                    reach[place], come_from[place] = far, via
                if nearest < 0 or reach[place] < reach[nearest]:
                    nearest = place
        return nearest

    def _shift(
        self, row: int, step: int, passed: Sequence[int], reach: list[int], is_open: Sequence[bool]
    ) -> None:
        self._gains[row] += step
        for place in passed:
            self.dues[place] -= step
            self._gains[self.holders[place]] += step
        for place in range(self._width):
            if is_open[place]:
                reach[place] -= step
