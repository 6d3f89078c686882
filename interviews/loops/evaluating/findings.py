"""What can be said against a loop as it is planned: each flaw's weight, and its sentence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto


def gettext_noop(message: str) -> str:
    """Marks a sentence for the translators and leaves it as it is."""
    return message


class Weight(StrEnum):
    """What a flaw means for publishing, the gravest first."""

    # The loop would not measure what the job needs: refused, unless the hiring manager answers for it.
    GAP = auto()
    # Something is still to be done: refused.
    UNREADY = auto()
    # Worth a thought: told.
    ADVICE = auto()


class Flaw(StrEnum):
    """In the order in which they are told."""

    NOT_JUDGED = auto()
    ONE_ROUND = auto()
    ONE_JUDGE = auto()
    NOT_ASKED = auto()
    NOT_ASKED_HERE = auto()
    TOO_LONG = auto()
    NO_ROUNDS = auto()
    UNSTAFFED = auto()
    NO_QUESTIONS = auto()
    NO_CRITERIA = auto()
    LEAKED = auto()
    MET_BEFORE = auto()
    ASKED_TWICE = auto()
    OVERLAP = auto()
    NOT_FIRST = auto()
    NOT_LAST = auto()
    LEFT_OUT = auto()
    RETIRED = auto()
    AT_LIMIT = auto()
    NEWER_VERSION = auto()
    RUBRIC_RETIRED = auto()
    NEWER_RUBRIC = auto()
    OFF_TARGET = auto()
    FEW_QUESTIONS = auto()
    SHORT_BREAK = auto()
    NO_BREAK = auto()
    LONG_DAY = auto()
    MANY_ROUNDS = auto()
    MANY_INTERVIEWERS = auto()


GAPS = frozenset(
    {Flaw.NOT_JUDGED, Flaw.ONE_ROUND, Flaw.ONE_JUDGE, Flaw.NOT_ASKED, Flaw.NOT_ASKED_HERE, Flaw.TOO_LONG}
)
UNREADY = frozenset(
    {
        Flaw.NO_ROUNDS,
        Flaw.UNSTAFFED,
        Flaw.NO_QUESTIONS,
        Flaw.NO_CRITERIA,
        Flaw.LEAKED,
        Flaw.MET_BEFORE,
        Flaw.ASKED_TWICE,
        Flaw.OVERLAP,
    }
)

# What is wrong, and what to do about it.
SENTENCES = {
    Flaw.NOT_JUDGED: (
        gettext_noop("No round judges %(competency)s."),
        gettext_noop("Add a round whose rubric does, or lower it to nice-to-have."),
    ),
    Flaw.ONE_ROUND: (
        gettext_noop("%(competency)s is judged only in “%(round)s”, by one person."),
        gettext_noop("Add it to a second round, or lower it to nice-to-have."),
    ),
    Flaw.ONE_JUDGE: (
        gettext_noop("One person alone would judge %(competency)s, in every round that does."),
        gettext_noop("Seat somebody else in one."),
    ),
    Flaw.NOT_ASKED: (
        gettext_noop("No chosen question brings out %(competency)s."),
        gettext_noop("Choose one in “%(round)s”."),
    ),
    Flaw.NOT_ASKED_HERE: (
        gettext_noop("“%(round)s” has to ask about %(competency)s, and does not."),
        gettext_noop("Choose such a question."),
    ),
    Flaw.TOO_LONG: (
        gettext_noop("The questions of “%(round)s” take %(taken)s minutes, and it lasts %(minutes)s."),
        gettext_noop("Take one out, or lengthen it."),
    ),
    Flaw.NO_ROUNDS: (gettext_noop("This loop has no rounds."), gettext_noop("Add one.")),
    Flaw.UNSTAFFED: (
        gettext_noop("Interviewers are missing in “%(round)s”: %(number)s."),
        gettext_noop("Seat them."),
    ),
    Flaw.NO_QUESTIONS: (
        gettext_noop("No question is chosen yet for “%(round)s”."),
        gettext_noop("Choose some."),
    ),
    Flaw.NO_CRITERIA: (
        gettext_noop("“%(round)s” has no criterion with anchors to judge by."),
        gettext_noop("Change its rubric."),
    ),
    Flaw.LEAKED: (
        gettext_noop("“%(question)s” was reported as leaked."),
        gettext_noop("Take it out of “%(round)s”, and choose another."),
    ),
    Flaw.MET_BEFORE: (
        gettext_noop("This candidate was asked “%(question)s” before."),
        gettext_noop("Take it out of “%(round)s”, and choose another."),
    ),
    Flaw.ASKED_TWICE: (
        gettext_noop("“%(question)s” is asked twice."),
        gettext_noop("Take it out of “%(round)s”."),
    ),
    Flaw.OVERLAP: (
        gettext_noop("“%(round)s” and “%(other)s” overlap, and the candidate cannot be in both."),
        gettext_noop("Move one of them."),
    ),
    Flaw.NOT_FIRST: (gettext_noop("“%(round)s” is meant to come first."), gettext_noop("Move it up.")),
    Flaw.NOT_LAST: (gettext_noop("“%(round)s” is meant to come last."), gettext_noop("Move it down.")),
    Flaw.LEFT_OUT: (
        gettext_noop("The template always asks “%(question)s” in “%(round)s”; here it is left out."),
        "",
    ),
    Flaw.RETIRED: (
        gettext_noop("“%(question)s” in “%(round)s” is retired."),
        gettext_noop("Think of another."),
    ),
    Flaw.AT_LIMIT: (gettext_noop("“%(question)s” in “%(round)s” has been asked as often as it may be."), ""),
    Flaw.NEWER_VERSION: (
        gettext_noop("“%(question)s” in “%(round)s” has a newer version."),
        gettext_noop("Choose it anew."),
    ),
    Flaw.RUBRIC_RETIRED: (gettext_noop("The rubric of “%(round)s” is retired."), ""),
    Flaw.NEWER_RUBRIC: (
        gettext_noop("The rubric of “%(round)s” has a newer version."),
        gettext_noop("Move the round to it."),
    ),
    Flaw.OFF_TARGET: (
        gettext_noop("“%(round)s” aims at difficulty %(wanted)s; its questions are %(found)s on average."),
        "",
    ),
    Flaw.FEW_QUESTIONS: (
        gettext_noop("“%(round)s” is planned for %(wanted)s questions and has %(found)s."),
        "",
    ),
    Flaw.SHORT_BREAK: (
        gettext_noop("After “%(round)s” %(wanted)s minutes of break are planned, and %(found)s are left."),
        "",
    ),
    Flaw.NO_BREAK: (
        gettext_noop("“%(round)s” to “%(last)s” take %(minutes)s minutes without a break."),
        gettext_noop("Plan one in between."),
    ),
    Flaw.LONG_DAY: (
        gettext_noop("The candidate’s time comes to %(hours)s hours."),
        gettext_noop("Split it over two days."),
    ),
    Flaw.MANY_ROUNDS: (gettext_noop("%(found)s rounds are many for this level; %(wanted)s are usual."), ""),
    Flaw.MANY_INTERVIEWERS: (
        gettext_noop(
            "%(found)s interviewers: from the fifth on each adds at most %(gain)s to the reliability."
        ),
        "",
    ),
}


def weight_of(flaw: Flaw, *, is_must_have: bool = True) -> Weight:
    """What the flaw means for publishing; about what is only nice to have it never stops anybody."""
    if flaw in GAPS:
        return Weight.GAP if is_must_have else Weight.ADVICE
    return Weight.UNREADY if flaw in UNREADY else Weight.ADVICE


@dataclass(frozen=True)
class Finding:
    """One flaw, and where it is: ids of the round, the competency, the question that it concerns.

    `extent` says how far it goes, where the same flaw may grow. `words` fill the places of its sentence.
    """

    flaw: Flaw
    weight: Weight = Weight.ADVICE
    round: int | None = None
    competency: int | None = None
    question: int | None = None
    extent: str = ""
    words: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def key(self) -> str:
        """The same for the same flaw, place and extent, and for nothing else: what a waiver names."""
        about = {
            "round": self.round,
            "competency": self.competency,
            "question": self.question,
            "extent": self.extent or None,
        }
        return " ".join(
            [self.flaw.value, *(f"{what}={said}" for what, said in about.items() if said is not None)]
        )

    def states(self, translate: Callable[[str], str] = str) -> str:
        """What is wrong; `translate` takes an English sentence before its words are filled in."""
        return translate(SENTENCES[self.flaw][0]) % self.words

    def says(self, translate: Callable[[str], str] = str) -> str:
        """What is wrong, and what to do about it where that is not plain."""
        remedy = SENTENCES[self.flaw][1]
        return (
            f"{self.states(translate)} {translate(remedy) % self.words}" if remedy else self.states(translate)
        )
