"""Weeks of interviews as a picture: one bar a week, against what the organization calls fair."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from interviews.interviewers.models import StaffingPolicy
from interviews.interviewers.selectors import Week

# In pixels: a column, the bars' room, and the line of numbers below it.
COLUMN, BARS, NUMBERS = 24, 32, 14
BAR = 14


@dataclass(frozen=True)
class Bar:
    """One week, drawn."""

    week: Week
    x: int
    y: float
    height: float
    middle: int
    tone: str


@dataclass(frozen=True)
class Strip:
    """A member's past four weeks, this one and the next two."""

    weeks: Sequence[Week]
    fair_from: int
    fair_to: int

    @classmethod
    def of(cls, weeks: Sequence[Week], policy: StaffingPolicy) -> "Strip":
        return cls(weeks, policy.fair_from, policy.fair_to)

    @property
    def width(self) -> int:
        return COLUMN * len(self.weeks)

    @property
    def height(self) -> int:
        return BARS + NUMBERS

    @property
    def numbers_at(self) -> int:
        return BARS + NUMBERS - 3

    @property
    def _unit(self) -> float:
        """The height of one interview: the fullest week, or a fair one and a bit, fills the picture."""
        most = max([self.fair_to + 1, *(week.interviews for week in self.weeks)])
        return BARS / most

    @property
    def fair_y(self) -> float:
        return round(BARS - self.fair_to * self._unit, 2)

    @property
    def fair_height(self) -> float:
        return round((self.fair_to - self.fair_from) * self._unit, 2)

    @property
    def bars(self) -> list[Bar]:
        return [self._bar(number, week) for number, week in enumerate(self.weeks)]

    def _bar(self, number: int, week: Week) -> Bar:
        # A week without interviews has a line, so that it is seen to be one.
        height = round(max(week.interviews * self._unit, 1), 2)
        left = number * COLUMN
        return Bar(
            week,
            x=left + (COLUMN - BAR) // 2,
            y=round(BARS - height, 2),
            height=height,
            middle=left + COLUMN // 2,
            tone=self._tone(week),
        )

    def _tone(self, week: Week) -> str:
        if week.interviews > self.fair_to:
            return "over"
        return "coming" if week.position > 0 else "fair"

    @property
    def recent(self) -> int:
        """Interviews in the past four weeks."""
        return sum(week.interviews for week in self.weeks if week.is_past)

    @property
    def says(self) -> str:
        """The picture in words."""
        past, this, coming = (
            [str(week.interviews) for week in self.weeks if wanted(week.position)]
            for wanted in (lambda at: at < 0, lambda at: at == 0, lambda at: at > 0)
        )
        values = {
            "monday": _day(self.weeks[0].monday),
            "past": ", ".join(past),
            "this": ", ".join(this),
            "coming": ", ".join(coming),
            "least": self.fair_from,
            "most": self.fair_to,
        }
        return (
            _(
                "Interviews a week from %(monday)s: %(past)s; this week %(this)s; the next two %(coming)s. "
                "Fair: %(least)s to %(most)s."
            )
            % values
        )


def _day(day: date) -> str:
    return format_date(day, "j F")
