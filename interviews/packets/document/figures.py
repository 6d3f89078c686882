"""The figures a packet shows, worked out of its snapshot: spreads, the matrix, coverage, shifts of votes.

There is no composite score: every mean stands beside the number of ratings behind it and their spread.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import permutations

from interviews.packets.document.wording import STANCE_LEVELS, STANCES, initials
from interviews.packets.snapshot import (
    Criterion,
    Person,
    Rating,
    Requirement,
    Scorecard,
    Snapshot,
    Vote,
)

LEVELS = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Spread:
    """Ratings of one thing: how many there are of each level from 1 to 4, and what follows from that."""

    counts: tuple[int, int, int, int]

    @property
    def n(self) -> int:
        return sum(self.counts)

    @property
    def lowest(self) -> int:
        return min(level for level, count in zip(LEVELS, self.counts, strict=True) if count)

    @property
    def highest(self) -> int:
        return max(level for level, count in zip(LEVELS, self.counts, strict=True) if count)

    @property
    def size(self) -> int:
        """Points between the lowest and the highest rating, from 0 to 3."""
        return self.highest - self.lowest if self.n else 0

    @property
    def range(self) -> str:
        return f"{self.lowest}–{self.highest}" if self.size else f"all {self.lowest}"

    @property
    def mean(self) -> str:
        """The arithmetic mean to one decimal, halves rounded up; exact, so that it never varies."""
        total = sum(level * count for level, count in zip(LEVELS, self.counts, strict=True))
        tenths = (20 * total + self.n) // (2 * self.n)
        return f"{tenths // 10}.{tenths % 10}"


def spread_of(values: Iterable[int | None]) -> Spread:
    counts = Counter(values)
    return Spread((counts[1], counts[2], counts[3], counts[4]))


@dataclass(frozen=True, slots=True)
class Voice:
    """One interviewer's rating of something that others rated too."""

    scorecard: Scorecard
    rating: Rating


@dataclass(frozen=True, slots=True)
class Compared:
    """A competency or a criterion with everybody who rated it, in the order of their scorecards."""

    name: str
    spread: Spread
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """The two ratings of one competency, by different interviewers, that lie furthest apart."""

    competency: str
    lower: Voice
    higher: Voice

    @property
    def size(self) -> int:
        return (self.higher.rating.value or 0) - (self.lower.rating.value or 0)


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion of the matrix; a scorecard whose rubric does not have it stands as None."""

    criterion: Criterion
    ratings: tuple[Rating | None, ...]
    spread: Spread


@dataclass(frozen=True, slots=True)
class Group:
    competency: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was planned to judge a requirement, and how many interviewers rated it in the end."""

    requirement: Requirement
    assessed_by: int

    @property
    def verdict(self) -> str:
        if self.assessed_by == 0:
            return "Not assessed"
        return "One interviewer only" if self.assessed_by == 1 else "Assessed"


@dataclass(frozen=True, slots=True)
class Shift:
    """One member's vote before the discussion and after it."""

    member: Person
    before: Vote | None
    after: Vote | None

    @property
    def steps(self) -> int | None:
        """Steps from the pre-vote to the vote, from 3 down to 3 up; None unless both were cast."""
        if self.before is None or self.after is None:
            return None
        return STANCE_LEVELS[self.after.value] - STANCE_LEVELS[self.before.value]

    @property
    def label(self) -> str:
        if self.steps is None:
            return "No vote yet" if self.before else "No pre-vote"
        if self.steps == 0:
            return "Unchanged"
        return (
            f"{'Up' if self.steps > 0 else 'Down'} {abs(self.steps)} step{'s' if abs(self.steps) > 1 else ''}"
        )


@dataclass(frozen=True, slots=True)
class Figures:
    """All the figures of one packet."""

    recommendations: tuple[int, int, int, int]
    by_competency: tuple[Compared, ...]
    by_criterion: tuple[Compared, ...]
    disagreements: tuple[Disagreement, ...]
    lone_criteria: int
    matrix: tuple[Group, ...]
    initials: tuple[str, ...]
    coverage: tuple[Coverage, ...]
    shifts: tuple[Shift, ...]
    votes_before: tuple[int, int, int, int]
    votes_after: tuple[int, int, int, int]


def figures_of(snapshot: Snapshot) -> Figures:
    """Work out every figure; the order is the snapshot's, or by spread, largest first."""
    competencies = _compared_by_competency(snapshot)
    criteria = _compared_by_criterion(snapshot)
    shared = tuple(compared for compared in criteria if compared.spread.n > 1)
    return Figures(
        recommendations=stance_counts(card.recommendation for card in snapshot.scorecards),
        by_competency=_by_spread(competencies),
        by_criterion=_by_spread(shared),
        disagreements=_disagreements(competencies),
        lone_criteria=sum(compared.spread.n == 1 for compared in criteria),
        matrix=_matrix(snapshot),
        initials=_column_initials(snapshot),
        coverage=_coverage(snapshot),
        shifts=_shifts(snapshot),
        votes_before=stance_counts(vote.value for vote in snapshot.votes if vote.phase == "pre_vote"),
        votes_after=stance_counts(vote.value for vote in snapshot.votes if vote.phase == "vote"),
    )


def stance_counts(stances: Iterable[str]) -> tuple[int, int, int, int]:
    """How many of each, from strong no to strong yes."""
    counts = Counter(stances)
    strong_no, no, yes, strong_yes = (counts[stance] for stance in STANCES)
    return strong_no, no, yes, strong_yes


def _voices(snapshot: Snapshot) -> list[Voice]:
    return [Voice(scorecard, rating) for scorecard in snapshot.scorecards for rating in scorecard.ratings]


def _compared_by_competency(snapshot: Snapshot) -> list[Compared]:
    voices: dict[int, list[Voice]] = defaultdict(list)
    for voice in _voices(snapshot):
        if voice.rating.value:
            voices[voice.rating.criterion.competency_id].append(voice)
    return [_compared(c.name, voices[c.id]) for c in snapshot.competencies if voices[c.id]]


def _compared_by_criterion(snapshot: Snapshot) -> list[Compared]:
    voices: dict[int, list[Voice]] = defaultdict(list)
    for voice in _voices(snapshot):
        if voice.rating.value:
            voices[voice.rating.criterion.id].append(voice)
    return [_compared(group[0].rating.criterion.name, group) for group in voices.values()]


def _compared(name: str, voices: list[Voice]) -> Compared:
    return Compared(name, spread_of(voice.rating.value for voice in voices), tuple(voices))


def _by_spread(compared: Iterable[Compared]) -> tuple[Compared, ...]:
    return tuple(sorted(compared, key=lambda item: -item.spread.size))


def _disagreements(competencies: Iterable[Compared]) -> tuple[Disagreement, ...]:
    """Those of two points or more, largest first."""
    widest = (
        max(
            (
                Disagreement(compared.name, low, high)
                for low, high in permutations(compared.voices, 2)
                if low.scorecard.author.id != high.scorecard.author.id
            ),
            key=lambda pair: pair.size,
            default=None,
        )
        for compared in competencies
    )
    return tuple(sorted((pair for pair in widest if pair and pair.size > 1), key=lambda pair: -pair.size))


def _matrix(snapshot: Snapshot) -> tuple[Group, ...]:
    given = {(voice.scorecard.id, voice.rating.criterion.id): voice.rating for voice in _voices(snapshot)}
    criteria = {voice.rating.criterion.id: voice.rating.criterion for voice in _voices(snapshot)}
    rows: dict[int, list[Row]] = defaultdict(list)
    for criterion in criteria.values():
        ratings = tuple(given.get((card.id, criterion.id)) for card in snapshot.scorecards)
        spread = spread_of(rating.value for rating in ratings if rating)
        rows[criterion.competency_id].append(Row(criterion, ratings, spread))
    return tuple(Group(c.name, tuple(rows[c.id])) for c in snapshot.competencies if rows[c.id])


def _column_initials(snapshot: Snapshot) -> tuple[str, ...]:
    plain = [initials(scorecard.author.name) for scorecard in snapshot.scorecards]
    seen: Counter[str] = Counter()
    heads = []
    for letters in plain:
        seen[letters] += 1
        heads.append(f"{letters}\u2009{seen[letters]}" if plain.count(letters) > 1 else letters)
    return tuple(heads)


def _coverage(snapshot: Snapshot) -> tuple[Coverage, ...]:
    raters: dict[int, set[int]] = defaultdict(set)
    for voice in _voices(snapshot):
        if voice.rating.value:
            raters[voice.rating.criterion.competency_id].add(voice.scorecard.author.id)
    return tuple(Coverage(need, len(raters[need.competency_id])) for need in snapshot.requirements)


def _shifts(snapshot: Snapshot) -> tuple[Shift, ...]:
    members = {vote.member.id: vote.member for vote in snapshot.votes}
    cast = {(vote.member.id, vote.phase): vote for vote in snapshot.votes}
    return tuple(
        Shift(member, cast.get((member.id, "pre_vote")), cast.get((member.id, "vote")))
        for member in members.values()
    )
