"""A conflict of rules in one sentence, with the people and numbers that make it one."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from interviews.loops.composing.naming import counted, listed
from interviews.staffing.naming import Names
from interviews.staffing.planning.atoms import OF_PEOPLE, having
from interviews.staffing.planning.conflicts import Loop
from interviews.staffing.planning.instance import Interviewer, Round
from interviews.staffing.planning.plan import BrokenRule, Rule
from interviews.staffing.planning.seat_moves import listed_times, open_times

_WORDS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
# What keeps people away, said of one and of several; told in this order.
_AWAY: Final = {
    "week": ("has reached their weekly limit", "have reached their weekly limit"),
    "day": ("has reached their daily limit", "have reached their daily limit"),
    "busy": ("is busy", "are busy"),
    "conflict": ("may not meet this candidate", "may not meet this candidate"),
    "hours": ("is not at work then", "are not at work then"),
    "seated": ("meets this candidate already", "meet this candidate already"),
    "never": ("is never free then", "are never free then"),
    "free": ("is free", "are free"),
}
_TOGETHER: Final[dict[Rule, str]] = {
    "conflict": "may not meet this candidate",
    "limit": "have reached their limits",
    "calendar": "are busy",
    "working_hours": "are not at work",
}


class Explanation:
    """Puts one conflict of a loop into words."""

    def __init__(self, loop: Loop, conflict: Sequence[BrokenRule], names: Names) -> None:
        self._loop, self._conflict, self._names = loop, conflict, names
        self._rules = {atom.rule for atom in conflict}
        named = {name for atom in conflict for name in (atom.round, *(atom.rounds or ())) if name}
        self._rounds = [round for round in loop.rounds if round.id in named]

    def says(self) -> str:
        """Such as “Round r3 (mlops) needs a qualified interviewer on 26 March: one is busy.”"""
        if len(self._rounds) == 1:
            return self._said_of(self._rounds[0])
        if self._rounds:
            several = listed([self._title(round) for round in self._rounds])
            together = "both" if len(self._rounds) == 2 else "all"
            subject = f"Rounds {several} cannot {together} be held"
        else:
            subject = "The rounds cannot all be held"
        return f"{subject}: {'; '.join(self._clauses(self._rounds))}."

    def _title(self, round: Round) -> str:
        return f"{self._names.round(round.id)} ({self._names.kind(round.kind)})"

    def _said_of(self, round: Round) -> str:
        title = f"Round {self._title(round)}"
        if "qualification" in self._rules:
            return f"{title} needs {self._counted(round)}: {self._have_the_kind(round)}."
        if "training" in self._rules:
            return f"{title} needs {self._qualified(round)}: {self._are_trained(round)}."
        if self._rules.isdisjoint(OF_PEOPLE):
            return f"{title} cannot be held: {'; '.join(self._clauses([round]))}."
        clauses = list(self._clauses([round], alone=True))
        besides = f"; and {'; '.join(clauses)}" if clauses else ""
        needs = f"{title} needs {self._qualified(round)}{self._when(round)}"
        return f"{needs}: {self._people(round)}{besides}."

    def _counted(self, round: Round) -> str:
        return "an interviewer" if round.panel == 1 else f"{_word(round.panel)} interviewers"

    def _qualified(self, round: Round) -> str:
        few = round.panel
        return "a qualified interviewer" if few == 1 else f"{_word(few)} qualified interviewers"

    def _have_the_kind(self, round: Round) -> str:
        count = len(having(self._loop.grid, round))
        kind = self._names.kind(round.kind)
        if not count:
            return f"nobody is qualified for {kind}, or in training for it"
        return f"only {_word(count)} {'is' if count == 1 else 'are'} in {kind} at all"

    def _are_trained(self, round: Round) -> str:
        stages = having(self._loop.grid, round)
        count, learning = stages.count("qualified"), len(stages) - stages.count("qualified")
        training = f"{_word(learning)} {'is' if learning == 1 else 'are'} in training"
        if not count:
            return f"{training}, nobody is qualified"
        return f"{training}, only {_word(count)} {'is' if count == 1 else 'are'} qualified"

    def _times(self, round: Round) -> int:
        return open_times(self._loop, round) if "window" in self._rules else listed_times(self._loop)

    def _when(self, round: Round) -> str:
        times, zone = self._times(round), self._loop.candidate.time_zone
        dates = self._loop.grid.dates(zone)
        return told_days([day for day in self._loop.grid.days if dates.get(day, 0) & times])

    def _people(self, round: Round) -> str:
        """“two have reached their weekly limit, one is busy”."""
        stages = self._loop.grid.stages.get(round.kind, ())
        of_use = {"qualified", "reverse_shadow"} if round.panel > 1 else {"qualified"}
        people = [self._loop.grid.people[name] for name, stage in stages if stage in of_use]
        away = [self._away(round, person) for person in people]
        told = [
            f"{_word(away.count(why))} {says[away.count(why) > 1]}"
            for why, says in _AWAY.items()
            if away.count(why)
        ]
        if 0 < away.count("free") < round.panel:
            told[-1] = f"only {told[-1]}"
        elif away.count("free"):
            told[-1] += ", but not enough of them at the same time"
        return ", ".join(told)

    def _away(self, round: Round, person: Interviewer) -> str:
        """What keeps the person from the round, by the rules of the conflict."""
        loop, grid, left = self._loop, self._loop.grid, self._times(round)
        if "conflict" in self._rules and loop.candidate.id in person.conflicts:
            return "conflict"
        if "one_seat" in self._rules and person.id in loop.pinned:
            return "seated"
        kept = {
            "limit": ~loop.diary.full(person.id),
            "calendar": ~(grid.busy(person, round.minutes) | loop.diary.taken(person.id, round.minutes)),
            "working_hours": grid.at_work(person, round.minutes),
        }
        for rule, free in kept.items():
            if rule in self._rules and not left & free:
                return self._limit_of(person) if rule == "limit" else _SHORT[rule]
        for rule, free in kept.items():
            left &= free if rule in self._rules else -1
        return "free" if left else "never"

    def _limit_of(self, person: Interviewer) -> str:
        days = [*person.booked, *self._loop.dates_of(person)]
        counts = [
            sum(n for day, n in person.booked.items() if day.isocalendar()[:2] == week)
            + len([day for day in self._loop.dates_of(person) if day.isocalendar()[:2] == week])
            for week in {day.isocalendar()[:2] for day in (*days, *self._loop.grid.days)}
        ]
        return "week" if max(counts, default=0) >= person.weekly_limit else "day"

    def _clauses(self, rounds: Sequence[Round], *, alone: bool = False) -> Iterator[str]:
        """What every other rule of the conflict asks for."""
        for atom in self._conflict:
            if atom.rounds:
                first, second = (self._names.round(name) for name in atom.rounds)
                yield f"{first} must end before {second} begins"
        if "one_seat" in self._rules:
            yield self._seats(rounds)
        yield from self._policies()
        if not alone:
            yield from self._of_rounds()

    def _policies(self) -> Iterator[str]:
        policy = self._loop.grid.policy
        if "rounds_per_day" in self._rules:
            yield f"at most {counted(policy.max_rounds_per_day, 'round')} may be on a day"
        if "lunch" in self._rules and policy.lunch:
            begin, end = (f"{clock:%H:%M}" for clock in (policy.lunch.from_, policy.lunch.to))
            yield f"lunch takes {counted(policy.lunch.minutes, 'minute')} between {begin} and {end}"
        if "break" in self._rules:
            yield f"{counted(policy.break_minutes, 'minute')} must lie between rounds"
        if "rooms" in self._rules and policy.rooms is not None:
            yield f"there {'is' if policy.rooms == 1 else 'are'} {counted(policy.rooms, 'room')}"

    def _seats(self, rounds: Sequence[Round]) -> str:
        among = rounds or self._loop.rounds
        kinds = {round.kind for round in among}
        people = {
            name
            for kind in kinds
            for name, stage in self._loop.grid.stages.get(kind, ())
            if stage != "shadow"
        }
        seats = sum(round.panel for round in among)
        who = f"{_word(len(people))} {'person' if len(people) == 1 else 'people'}"
        few = f"{counted(seats, 'seat')} {'is' if seats == 1 else 'are'} to be filled by {who}, and "
        return f"{few if len(people) < seats else ''}nobody meets a candidate twice"

    def _of_rounds(self) -> Iterator[str]:
        """What rules of single rounds ask for, those of one rule together."""
        if "window" in self._rules:
            yield self._windows(self._rounds_of("window"))
        for rule in OF_PEOPLE:
            if rule in self._rules:
                titles = listed([self._names.round(round.id) for round in self._rounds_of(rule)])
                yield f"people who could hold {titles} {_TOGETHER[rule]}"

    def _rounds_of(self, rule: Rule) -> list[Round]:
        ids = {atom.round for atom in self._conflict if atom.rule == rule}
        return [round for round in self._loop.rounds if round.id in ids]

    def _windows(self, rounds: Sequence[Round]) -> str:
        who = self._names.candidate(self._loop.candidate.id)
        for round in rounds:
            if not open_times(self._loop, round):
                return f"{who} has no {counted(round.minutes, 'minute')} in a row on the days to be planned"
        return f"{who} has no other time{self._when(rounds[0])}"


_SHORT: Final = {"calendar": "busy", "working_hours": "hours"}


def _word(number: int) -> str:
    return _WORDS[number] if number < len(_WORDS) else f"{number:,}"


def told_days(days: Sequence[date]) -> str:
    """“ on 26 March”, “ on 26 March or 2 April”, “ between 23 March and 2 April”."""
    told = [f"{day.day} {day:%B}" for day in days]
    if len(told) > 3:
        return f" between {told[0]} and {told[-1]}"
    return f" on {' or '.join(told)}" if told else ""
