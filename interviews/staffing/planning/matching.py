"""Can the seats of rounds be filled without anybody sitting twice?"""

from collections.abc import Iterable, Sequence

from interviews.staffing.planning.problem import Problem, Seatable
from interviews.staffing.planning.timeline import places

# Who may lead, and who may sit at all, one bit each; and how many seats there are.
Choice = tuple[int, int, int]


class Matching:
    """Answers for rounds at their times, by who could sit there then.

    Choices are known by numbers. Where enough are left whoever sits elsewhere, there is nothing to ask, and
    the choice has none.
    """

    def __init__(self, problem: Problem) -> None:
        self._rounds = problem.rounds
        self._numbers: dict[Choice, int] = {}
        self._choices: list[Choice] = []
        self._known: dict[tuple[int, ...], bool] = {}

    def choices(self, r: int, times: int, first: int) -> dict[int, int]:
        """Who could sit in a round at its times: the numbers of the choices, with the times of each."""
        round = self._rounds[r]
        parts = [(times, 0, 0)]
        for person in round.lead:
            bit = 1 << person.place
            parts = _parted(parts, person.starts, bit, bit)
        for person in round.second:
            parts = _parted(parts, person.starts, 0, 1 << person.place)
        return {
            self._number_of((lead, anybody, round.panel)): bits >> first
            for bits, lead, anybody in parts
            if bits
        }

    def at_some_time(self, r: int, times: int) -> int:
        """The number of the choice of everybody who could sit in a round at one of these times."""
        round = self._rounds[r]
        lead = _anybody(one for one in round.lead if one.starts & times)
        others = _anybody(one for one in round.second if one.starts & times)
        return self._number_of((lead, lead | others, round.panel))

    def _number_of(self, choice: Choice) -> int:
        if choice not in self._numbers:
            self._numbers[choice] = len(self._choices)
            self._choices.append(choice)
        return self._numbers[choice]

    def covers(self, one: int, other: int) -> bool:
        """May everybody of the other choice sit here too?"""
        (lead, anybody, _), (other_lead, others, _) = self._choices[one], self._choices[other]
        return not other_lead & ~lead and not others & ~anybody

    def fits(self, numbers: tuple[int, ...]) -> bool:
        """Can all these choices, sorted, be filled at once?"""
        if numbers not in self._known:
            self._known[numbers] = can_be_filled(self._choices[number] for number in numbers)
        return self._known[numbers]

    def fits_at_any_time(self) -> bool:
        """Could all rounds be filled if everybody were there at all their times?"""
        return can_be_filled(
            (lead, lead | _anybody(round.second), round.panel)
            for round in self._rounds
            for lead in [_anybody(round.lead)]
        )


def _parted(
    parts: list[tuple[int, int, int]], starts: int, lead: int, anybody: int
) -> list[tuple[int, int, int]]:
    """Every part of the times in two, where somebody can sit in one of the two and not in the other."""
    found = []
    for bits, leading, there in parts:
        if bits & starts:
            found.append((bits & starts, leading | lead, there | anybody))
        if bits & ~starts:
            found.append((bits & ~starts, leading, there))
    return found


def _anybody(people: Iterable[Seatable]) -> int:
    return sum(1 << one.place for one in people)


def can_be_filled(choices: Iterable[Choice]) -> bool:
    """Fill seat after seat, and let who sits already move to another where that helps."""
    seats = [
        bits
        for lead, anybody, panel in choices
        for bits in ([lead] * max(1, panel - 1) + [anybody] * min(1, panel - 1))
    ]
    sitting: dict[int, int] = {}
    return all(_seated(seat, seats, sitting, set()) for seat in range(len(seats)))


def _seated(seat: int, seats: Sequence[int], sitting: dict[int, int], asked: set[int]) -> bool:
    for person in places(seats[seat]):
        if person not in asked:
            asked.add(person)
            if person not in sitting or _seated(sitting[person], seats, sitting, asked):
                sitting[person] = seat
                return True
    return False
