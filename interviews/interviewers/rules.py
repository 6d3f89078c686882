"""Which numbers may be said of staffing, in the same words for pages, programs and services."""

from collections.abc import Mapping

from hiring.foundations.errors import Invalid
from interviews.interviewers.models import MOST_A_DAY, MOST_A_WEEK, MOST_TRAINING_ROUNDS

POLICY_RANGES = {
    "break_minutes": (0, 240),
    "max_rounds_per_day": (1, 12),
    "rooms": (1, 500),
    "lunch_minutes": (0, 240),
    "fair_from": (0, MOST_A_WEEK),
    "fair_to": (0, MOST_A_WEEK),
    "calendar_hours": (1, 720),
}
PROFILE_RANGES = {"daily_limit": (0, MOST_A_DAY), "weekly_limit": (0, MOST_A_WEEK)}
PATH_RANGES = {"shadows": (0, MOST_TRAINING_ROUNDS), "reverse_shadows": (0, MOST_TRAINING_ROUNDS)}


def refuse_beyond(ranges: Mapping[str, tuple[int, int]], said: Mapping[str, object]) -> None:
    """Raise `Invalid` about the first number that lies outside its range; no number is none."""
    for name, (least, most) in ranges.items():
        number = said.get(name)
        if isinstance(number, int) and not least <= number <= most:
            raise Invalid(f"Choose a number from {least} to {most}.", field=name)
