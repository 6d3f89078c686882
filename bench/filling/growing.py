"""The database grows from one size to the next; what is there stays."""

from dataclasses import dataclass, field

from django.db import transaction

from bench.filling.debriefs import add_debriefs
from bench.filling.feedback import add_draft, add_scorecards
from bench.filling.house import House
from bench.filling.loops import OPEN_EVERY, PlannedSeat, add_loops
from bench.filling.packets import add_packets
from bench.filling.words import Pen

LOOPS_AT_A_TIME = 250
# So many of the newest loops are recent; what came before is history.
RECENT = 200
# Held the half day before the first loop, and like every fifth one not decided.
BEFORE_ALL_OTHERS = range(-OPEN_EVERY, -OPEN_EVERY + 1)


@dataclass
class Filling:
    """The loops of a house so far."""

    house: House
    pen: Pen = field(default_factory=lambda: Pen(seed=2))
    loops: int = 0

    def grow(self, *, to: int) -> None:
        """Fill up to so many loops, with five scorecards and a debrief each."""
        while self.loops < to:
            numbers = range(self.loops, min(self.loops + LOOPS_AT_A_TIME, to))
            with transaction.atomic():
                added = add_loops(self.house, numbers, self.pen, open_from=to - RECENT)
                add_scorecards(self.house, [place for loop in added for place in loop.seats], self.pen)
                add_packets(self.house, add_debriefs(self.house, added, self.pen))
            self.loops = numbers.stop

    def add_half_filled_loop(self) -> PlannedSeat:
        """One more published loop, without debrief; the seat that is returned has only a draft."""
        with transaction.atomic():
            [planned] = add_loops(self.house, BEFORE_ALL_OTHERS, self.pen, open_from=BEFORE_ALL_OTHERS.start)
            draft, *rest = planned.seats
            add_scorecards(self.house, rest, self.pen)
            add_draft(self.house, draft, self.pen)
        return draft
