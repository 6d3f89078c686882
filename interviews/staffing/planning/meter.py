"""Counting what a search does, the same on every machine."""

from dataclasses import dataclass


class Spent(Exception):
    """The limit is reached: whoever has a plan goes with it."""


@dataclass(slots=True)
class Meter:
    """Counts steps. A search that has a plan already asks to `spend` them, and is stopped at the limit."""

    limit: int
    steps: int = 0

    @property
    def is_over(self) -> bool:
        return self.steps >= self.limit

    def spend(self) -> None:
        if self.steps >= self.limit:
            raise Spent
        self.steps += 1
