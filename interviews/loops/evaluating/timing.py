"""When the candidate rests, and which rounds share a day: by times that are fixed, or as planned."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from interviews.loops.evaluating.plan import PlannedRound

# After so long a rest it is another day, whatever the zone.
NIGHT_MINUTES = 8 * 60


def rest_between(round: PlannedRound, following: PlannedRound) -> float:
    """Minutes between two rounds, whichever is held first; below zero when they overlap."""
    if not (round.starts_at and following.starts_at):
        return round.break_minutes
    later = (following.starts_at - round.starts_at).total_seconds() / 60
    return max(later - round.minutes, -later - following.minutes)


def without_rest(rounds: Sequence[PlannedRound], of_minutes: int = 1) -> Iterator[Sequence[PlannedRound]]:
    """The rounds in runs: within one there is no rest of so many minutes, between two there is."""
    begin = 0
    for end in range(1, len(rounds) + 1):
        if end == len(rounds) or rest_between(rounds[end - 1], rounds[end]) >= of_minutes:
            yield rounds[begin:end]
            begin = end


def longest_day_minutes(rounds: Sequence[PlannedRound]) -> float:
    """From the first round's beginning to the last one's end, rests included, on the longest day."""
    return max((_minutes_of(day) for day in without_rest(as_held(rounds), NIGHT_MINUTES)), default=0)


def as_held(rounds: Sequence[PlannedRound]) -> list[PlannedRound]:
    """By their times where all are fixed, else as planned."""
    moments = [round.starts_at for round in rounds if round.starts_at]
    if len(moments) < len(rounds):
        return list(rounds)
    return [rounds[place] for place in sorted(range(len(rounds)), key=moments.__getitem__)]


def _minutes_of(day: Sequence[PlannedRound]) -> float:
    rests = sum(max(0, rest_between(*pair)) for pair in pairwise(day))
    return sum(round.minutes for round in day) + rests
