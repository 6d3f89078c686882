"""What a loop would find out: which rounds judge each competency, how independently, and what is missing.

Two people who judge the same thing apart from each other are the least that lets a panel notice one
person's error; so a must-have asks for two, what is nice to have for one. All functions are pure.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto

JUDGES_FOR_MUST_HAVE, JUDGES_FOR_NICE_TO_HAVE = 2, 1


def gettext_noop(message: str) -> str:
    """Marks a sentence for the translators and leaves it as it is."""
    return message


class Gap(StrEnum):
    """What keeps a competency from being judged well, the gravest first."""

    NOT_JUDGED = auto()
    NOBODY_SEATED = auto()
    ONE_JUDGE = auto()
    NOT_ASKED = auto()


SENTENCES = {
    Gap.NOT_JUDGED: gettext_noop("No round judges %(competency)s. Add one whose rubric does."),
    Gap.NOBODY_SEATED: gettext_noop("Nobody is seated yet who will judge %(competency)s."),
    Gap.ONE_JUDGE: gettext_noop("Only one person would judge %(competency)s. Seat a second one."),
    Gap.NOT_ASKED: gettext_noop("No chosen question brings out %(competency)s. Choose one in “%(round)s”."),
}
LAST_OF_SEVERAL = gettext_noop("%(others)s and %(last)s")


@dataclass(frozen=True)
class Needed:
    """A competency that the opening asks for."""

    competency: int
    name: str
    is_must_have: bool = True


@dataclass(frozen=True)
class PlannedRound:
    """A round as coverage sees it: what its rubric judges, who judges, what each question brings out."""

    title: str
    judged: frozenset[int]
    interviewers: frozenset[int] = frozenset()
    questions: Sequence[frozenset[int]] = ()


@dataclass(frozen=True)
class Coverage:
    """How well the loop would judge one competency."""

    needed: Needed
    rounds: tuple[str, ...]
    interviewers: int
    questions: int

    @property
    def judges_wanted(self) -> int:
        return JUDGES_FOR_MUST_HAVE if self.needed.is_must_have else JUDGES_FOR_NICE_TO_HAVE

    @property
    def is_judged(self) -> bool:
        return bool(self.rounds)

    @property
    def gap(self) -> Gap | None:
        """The gravest thing that is missing, or None."""
        if not self.rounds:
            return Gap.NOT_JUDGED
        if not self.interviewers:
            return Gap.NOBODY_SEATED
        if self.interviewers < self.judges_wanted:
            return Gap.ONE_JUDGE
        return None if self.questions else Gap.NOT_ASKED

    @property
    def percent(self) -> int:
        """0 to 100: a third each for a round that judges it, for its interviewers, for a question."""
        if not self.rounds:
            return 0
        seated = min(self.interviewers / self.judges_wanted, 1)
        return round(100 * (1 + seated + bool(self.questions)) / 3)


def coverage_of(requirements: Sequence[Needed], rounds: Sequence[PlannedRound]) -> list[Coverage]:
    """For each requirement, in the order given, who and what in these rounds will judge it.

    An interviewer who sits in several rounds is one judge. A question counts where its round's rubric judges
    the competency; elsewhere its answer would be rated by nobody.
    """
    return [
        _coverage(needed, [round for round in rounds if needed.competency in round.judged])
        for needed in requirements
    ]


def _coverage(needed: Needed, judging: Sequence[PlannedRound]) -> Coverage:
    return Coverage(
        needed=needed,
        rounds=tuple(round.title for round in judging),
        interviewers=len(frozenset[int]().union(*(round.interviewers for round in judging))),
        questions=sum(
            needed.competency in brought_out for round in judging for brought_out in round.questions
        ),
    )


def gaps_in_words(coverages: Sequence[Coverage], translate: Callable[[str], str] = str) -> list[str]:
    """A sentence for each kind of gap, naming every competency that has it; the gravest first.

    `translate` takes an English sentence or joining phrase before its names are filled in.
    """
    sentences = []
    for gap in Gap:
        by_round: dict[str, list[str]] = {}
        for coverage in coverages:
            if coverage.gap is gap:
                round = coverage.rounds[0] if gap is Gap.NOT_ASKED else ""
                by_round.setdefault(round, []).append(coverage.needed.name)
        for round, names in by_round.items():
            filled = {"competency": _listed(names, translate), "round": round}
            sentences.append(translate(SENTENCES[gap]) % filled)
    return sentences


def _listed(names: Sequence[str], translate: Callable[[str], str]) -> str:
    if len(names) == 1:
        return names[0]
    return translate(LAST_OF_SEVERAL) % {"others": ", ".join(names[:-1]), "last": names[-1]}
