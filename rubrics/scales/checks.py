"""What makes a rubric hard to rate by: levels that cannot be told apart, or that nothing brings out.

Everything here is a plain value; a finding is advice, and says which levels of which criterion it is about.
Two levels count as told apart by degree alone when the same words are left of both once adverbs,
intensifiers, gradings and small numbers are taken away, whatever their order: a rater who reads “explains
clearly” beside “explains very clearly” has only their own idea of “very” to go by. All functions are pure.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum, auto
from itertools import combinations

# Beyond so many, people rate an impression of the whole and spread it over the lines.
MOST_CRITERIA_TO_RATE = 6


def gettext_noop(message: str) -> str:
    """Marks a sentence for the translators and leaves it as it is."""
    return message


class Fault(StrEnum):
    """What is found, the gravest first; only a level without text keeps a version from being published."""

    NO_CRITERIA = auto()
    NO_TEXT = auto()
    IDENTICAL = auto()
    BY_DEGREE = auto()
    NOT_FED = auto()
    TOO_MANY = auto()
    JUDGED_TWICE = auto()


SENTENCES = {
    Fault.NO_CRITERIA: gettext_noop("There are no criteria yet. Add what the round judges."),
    Fault.NO_TEXT: gettext_noop("“%(criterion)s” has no text for %(levels)s. Say what one sees there."),
    Fault.IDENTICAL: gettext_noop("“%(criterion)s” says the same for %(levels)s. Say what differs."),
    Fault.BY_DEGREE: gettext_noop(
        "“%(criterion)s” tells %(levels)s apart by degree alone. Say what one sees or hears at one and not "
        "at the other."
    ),
    Fault.NOT_FED: gettext_noop(
        "No approved question of this round kind brings out %(competency)s, which “%(criterion)s” judges. "
        "Write one, or judge it elsewhere."
    ),
    Fault.TOO_MANY: gettext_noop(
        "These are %(count)d criteria. Beyond %(most)d, interviewers rate an overall impression; join or "
        "drop some."
    ),
    Fault.JUDGED_TWICE: gettext_noop(
        "%(competency)s is judged by %(criteria)s. That is fine if each sees another side of it."
    ),
}
LEVEL, LEVELS, AND = (
    gettext_noop("level %(last)s"),
    gettext_noop("levels %(others)s and %(last)s"),
    gettext_noop("%(others)s and %(last)s"),
)


@dataclass(frozen=True, slots=True)
class CriterionText:
    """A criterion as checks read it; `anchors` from the lowest level to the highest, empty where unwritten.

    `competency` is what it judges, by a key of any kind; None while nobody has chosen one.
    """

    name: str
    anchors: Sequence[str]
    competency: int | None = None
    competency_name: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: `criteria` are the names it concerns, `levels` the levels, rising."""

    fault: Fault
    criteria: tuple[str, ...] = ()
    levels: tuple[int, ...] = ()
    competency: str = ""
    count: int = field(default=0, compare=False)

    @property
    def is_information(self) -> bool:
        """Worth knowing, and often meant so."""
        return self.fault == Fault.JUDGED_TWICE

    @property
    def bars_publishing(self) -> bool:
        return self.fault in {Fault.NO_CRITERIA, Fault.NO_TEXT}


def findings_in(criteria: Sequence[CriterionText], *, fed: Collection[int]) -> list[Finding]:
    """Everything worth saying about the criteria of one rubric, criterion by criterion, then as a whole.

    `fed` holds the competencies that an approved question of the rubric's round kind brings out.
    """
    if not criteria:
        return [Finding(Fault.NO_CRITERIA)]
    found = [finding for criterion in criteria for finding in _in_criterion(criterion, fed)]
    if len(criteria) > MOST_CRITERIA_TO_RATE:
        found.append(Finding(Fault.TOO_MANY, count=len(criteria)))
    return [*found, *_judged_twice(criteria)]


def _in_criterion(criterion: CriterionText, fed: Collection[int]) -> Iterator[Finding]:
    name = (criterion.name,)
    if empty := tuple(level for level, text in _levels(criterion) if not text.strip()):
        yield Finding(Fault.NO_TEXT, name, empty)
    written = [(level, text) for level, text in _levels(criterion) if text.strip()]
    for (low, text), (high, other) in combinations(written, 2):
        if words_of(text) == words_of(other):
            yield Finding(Fault.IDENTICAL, name, (low, high))
        elif differ_by_degree(text, other):
            yield Finding(Fault.BY_DEGREE, name, (low, high))
    if criterion.competency is not None and criterion.competency not in fed:
        yield Finding(Fault.NOT_FED, name, competency=criterion.competency_name)


def _levels(criterion: CriterionText) -> Iterator[tuple[int, str]]:
    return enumerate(criterion.anchors, start=1)


def _judged_twice(criteria: Sequence[CriterionText]) -> Iterator[Finding]:
    counts = Counter(criterion.competency for criterion in criteria if criterion.competency is not None)
    for competency, count in counts.items():
        if count > 1:
            of_it = [criterion for criterion in criteria if criterion.competency == competency]
            names = tuple(criterion.name for criterion in of_it)
            yield Finding(Fault.JUDGED_TWICE, names, competency=of_it[0].competency_name)


# --- Words, and which of them say only how much ---

OF_DEGREE = re.compile(
    r"""
    # how much, how well, how often; and what only holds such words together
    an?|the|of|very|quite|rather|fairly|pretty|so|too|really|somewhat|slightly|barely|hardly|almost|nearly
    |extremely|highly|more|most|much|less|least|better|best|well|enough|even|just|only|still|also|often|always
    |usually|sometimes|seldom|rarely|mostly|again|little|bit|lots?|great|deal|extent|degree|way
    # marks that somebody gives rather than sees
    |poor|weak|bad|limited|basic|some|adequate|sufficient|acceptable|satisfactory|fair|average|moderate
    |reasonable|solid|good|clear|strong|high|low|excellent|outstanding|exceptional|superb|deep|superior
    |perfect|advanced|minimal
    # small counts
    |one|two|three|four|five|six|seven|eight|nine|ten|first|single|couple|few|several|many|numerous
    |all|every|each|any|once|twice|[0-9]
    """,
    re.VERBOSE,
)
# “-ly” makes most adverbs; these words end so and say something.
NO_ADVERBS = re.compile(
    "ally|anomaly|apply|assembly|bully|comply|daily|early|family|hourly|imply|july|monthly|multiply|quarterly"
    "|rely|reply|supply|weekly|yearly"
)
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def words_of(text: str) -> list[str]:
    """The words in their order, without case, accents' spelling and punctuation."""
    return WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def differ_by_degree(text: str, other: str) -> bool:
    """Whether only words of degree tell the two texts apart: “explains” and “explains very clearly”.

    Figures above nine say something that can be counted, and are no degree: “50 ms” is not “500 ms”. So do
    negations: “names no risk” is told apart from “names a risk”.
    """
    return Counter(_that_say_something(text)) == Counter(_that_say_something(other))


def _that_say_something(text: str) -> list[str]:
    return [_stem(word) for word in words_of(text) if not _is_of_degree(word)]


def _is_of_degree(word: str) -> bool:
    is_adverb = len(word) > 4 and word.endswith("ly") and not NO_ADVERBS.fullmatch(word)
    return is_adverb or OF_DEGREE.fullmatch(word) is not None


def _stem(word: str) -> str:
    """“Risk” and “risks”, “explain” and “explains” are one word here."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
