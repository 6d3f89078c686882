"""What was measured, judged against its aims and laid out as a table or as JSON."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bench.measuring import Cost
from bench.rows import Row
from bench.searches import Searched
from hiring.foundations.paging import PAGE_SIZE

# Ten times the loops may not cost more than this times as much; below it the figures only tremble.
FLAT = 1.3
# A stream holds a part of its rows at a time, however many there are.
STREAM_MAY_GROW = 16 * 1024 * 1024
HEADINGS = ("", "queries", "CPU ms", "growth", "of it in PostgreSQL", "aim", "")


@dataclass(frozen=True)
class Measured:
    """A page at the smaller and at the larger size."""

    row: Row
    small: Cost
    large: Cost

    @property
    def growth(self) -> float:
        """CPU time at the larger size over that at the smaller; of a stream, for each line."""
        return self._unit(self.large) / self._unit(self.small)

    def _unit(self, cost: Cost) -> float:
        return cost.together / (cost.stream.lines if cost.stream else 1)

    @property
    def aim(self) -> str:
        parts = []
        if self.row.queries:
            parts.append(f"≤ {self.row.queries} queries")
        if self.row.milliseconds:
            parts.append(f"≤ {self.row.milliseconds:g} ms")
        return ", ".join([*parts, "streams, flat a line" if self.row.streams else "flat"])

    @property
    def misses(self) -> list[str]:
        """In which way it misses its aim; empty when it is met."""
        return [*self._misses_in_figures(), *self._misses_in_stream()]

    def _misses_in_figures(self) -> Iterator[str]:
        queries = max(self.small.queries, self.large.queries)
        slowest = max(self.small.milliseconds, self.large.milliseconds)
        if self.row.queries and queries > self.row.queries:
            yield f"{queries} queries"
        if self.small.queries != self.large.queries:
            yield "queries grow"
        if self.row.milliseconds and slowest > self.row.milliseconds:
            yield f"{slowest:.0f} ms"
        if self.growth > FLAT:
            yield f"grows {self.growth:.1f}×"

    def _misses_in_stream(self) -> Iterator[str]:
        if not self.row.streams:
            return
        if self.large.stream is None:
            yield "does not stream"
        elif (self.large.stream.grew_by or 0) > STREAM_MAY_GROW:
            yield f"takes {_mebibytes(self.large.stream.grew_by)}"


@dataclass(frozen=True)
class Report:
    """The whole run."""

    database: str
    sizes: tuple[int, int]
    processors: int
    load: tuple[float, float]
    measured: Sequence[Measured]
    searched: Searched | None = None

    @property
    def as_json(self) -> dict[str, Any]:
        return {
            "database": self.database,
            "loops": list(self.sizes),
            "load": list(self.load),
            "rows": [
                {
                    "name": one.row.name,
                    "aim": {"queries": one.row.queries, "milliseconds": one.row.milliseconds},
                    "small": asdict(one.small),
                    "large": asdict(one.large),
                    "growth": round(one.growth, 3),
                    "is_met": not one.misses,
                    "misses": one.misses,
                }
                for one in self.measured
            ],
            "search": self.searched
            and {
                **asdict(self.searched),
                "growth": round(self.searched.growth, 3),
                "is_met": not self.searched.misses,
                "misses": self.searched.misses,
            },
        }

    @property
    def as_text(self) -> str:
        small, large = self.sizes
        lines = [
            f"{self.database} · {small:,} and {large:,} loops, five scorecards each",
            f"Load of the machine: {self.load[0]:.1f} at the start, {self.load[1]:.1f} at the end",
            "",
            *_aligned([HEADINGS, *(_cells(one) for one in self.measured)]),
            "",
            *(_stream_line(one) for one in self.measured if one.row.streams),
            *([self.searched.as_text] if self.searched else []),
            "CPU ms: this process's, median. Growth: with PostgreSQL's own share, where that can be watched.",
            *self._doubts,
        ]
        return "\n".join(lines)

    @property
    def _doubts(self) -> Iterator[str]:
        """What speaks against taking the figures at their word."""
        if max(self.load) > 1.5 * self.processors:
            yield f"The machine was busier than its {self.processors} processors; CPU times are too high."
        if self.sizes[0] < PAGE_SIZE:
            yield "With so few loops a list is not full; that it grows says nothing."


def _cells(one: Measured) -> tuple[str, ...]:
    small, large = one.small, one.large
    return (
        one.row.name,
        f"{small.queries} → {large.queries}",
        f"{small.milliseconds:.1f} → {large.milliseconds:.1f}",
        f"{one.growth:.2f}×",
        f"{_or_dash(small.postgresql_milliseconds)} → {_or_dash(large.postgresql_milliseconds)}",
        one.aim,
        f"missed: {', '.join(one.misses)}" if one.misses else "met",
    )


def _or_dash(milliseconds: float | None) -> str:
    return "–" if milliseconds is None else f"{milliseconds:.1f}"


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The cells as columns: the first and the last two begin together, figures end together."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    left = {0, len(widths) - 2, len(widths) - 1}
    for row in rows:
        cells = (
            cell.ljust(width) if at in left else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(cells).rstrip()


def _stream_line(one: Measured) -> str:
    if one.small.stream is None or one.large.stream is None:
        return f"{one.row.name}: sent as a whole, not streamed."
    small, large = one.small.stream, one.large.stream
    return (
        f"{one.row.name}: {small.lines:,} → {large.lines:,} lines, "
        f"{1000 * one.large.together / large.lines:.0f} µs a line, "
        f"peak memory +{_mebibytes(small.grew_by)} → +{_mebibytes(large.grew_by)}."
    )


def _mebibytes(size: int | None) -> str:
    return "? MiB" if size is None else f"{size / 2**20:.1f} MiB"
