"""What an interviewer needs to fill a scorecard, and what a submitted one shows."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, OuterRef, QuerySet, Subquery

from hiring.people.models import Member
from interviews.loops.models import RoundQuestion
from interviews.loops.states import LoopStatus
from interviews.scorecards.content import Content, Sheet, from_json
from interviews.scorecards.models import Evidence, Rating, RevisionKind, Scorecard
from interviews.scorecards.states import ScorecardStatus
from interviews.staffing.models import Seat
from rubrics.scales.models import Anchor, Criterion, RedFlag


@dataclass(frozen=True)
class Kit:
    """What somebody takes into the interview: the round, its questions, and how it is judged."""

    seat: Seat
    questions: list[RoundQuestion]
    criteria: list[Criterion]
    red_flags: list[RedFlag]
    company: list[Seat]

    @property
    def sheet(self) -> Sheet:
        return Sheet(
            criteria={criterion.pk: criterion.name for criterion in self.criteria},
            red_flags={flag.pk: flag.statement for flag in self.red_flags},
            questions=frozenset(question.pk for question in self.questions),
        )


def own_seats(member: Member) -> QuerySet[Seat]:
    """The seats whose scorecards the member writes, each with its round, candidate and opening."""
    return Seat.objects.held_by(member).select_related(
        "member__user",
        "round__rubric_version__rubric",
        "round__loop__candidacy__candidate",
        "round__loop__candidacy__opening",
    )


def scorecards_owed(member: Member) -> QuerySet[Seat]:
    """The member's seats without a submitted scorecard, in the order of their interviews."""
    return (
        own_seats(member)
        .filter(round__loop__status=LoopStatus.PUBLISHED)
        .exclude(scorecard__status=ScorecardStatus.SUBMITTED)
        .select_related("scorecard")
        .defer("scorecard__content")
        .order_by(F("starts_at").asc(nulls_last=True), "pk")
    )


def scorecards_given(member: Member) -> QuerySet[Scorecard]:
    """What the member has submitted."""
    return (
        Scorecard.objects.of(member)
        .filter(status=ScorecardStatus.SUBMITTED)
        .select_related("seat__round__loop__candidacy__candidate", "seat__round__loop__candidacy__opening")
        .defer("content")
    )


def kit_of(seat: Seat) -> Kit:
    """The kit of one of `own_seats`, in five queries."""
    rubric = seat.round.rubric_version
    company = Seat.objects.filter(round=seat.round).exclude(pk=seat.pk)
    return Kit(
        seat=seat,
        questions=list(
            seat.round.questions.select_related("question_version__question").order_by("position")
        ),
        criteria=list(
            rubric.criteria.select_related("competency").prefetch_related("anchors").order_by("position")
        ),
        red_flags=list(rubric.red_flags.all()),
        company=list(company.select_related("member__user").order_by("pk")),
    )


@dataclass(frozen=True)
class KeptText:
    """A text that came too late and was kept beside a newer version."""

    saved_at: datetime
    content: Content


def texts_kept_beside(scorecard: Scorecard) -> list[KeptText]:
    """The author's texts that lie beside the newest version, newest first."""
    late = scorecard.revisions.filter(kind=RevisionKind.CONFLICT).order_by("-pk")[:10]
    return [KeptText(revision.saved_at, from_json(revision.content)) for revision in late]


@dataclass(frozen=True)
class Judgement:
    """What a submitted scorecard says on one criterion: a level with its anchor, or why there is none."""

    scorecard_id: int
    criterion_id: int
    value: int | None
    anchor: str
    reason: str
    evidence: str
    # Since when there has been evidence, and this rating; None where it was not noted.
    evidenced_at: datetime | None = None
    rated_at: datetime | None = None


@dataclass(frozen=True)
class Raised:
    """A red flag that a submitted scorecard raises, with its author's words."""

    scorecard_id: int
    red_flag: RedFlag
    evidence: str


def judgements_in(scorecards: Collection[int]) -> tuple[list[Judgement], list[Raised]]:
    """Everything these scorecards say, in two queries; who may read them is for the caller to ask first."""
    words: dict[tuple[int, int], list[str]] = {}
    raised = []
    evidence = Evidence.objects.filter(scorecard__in=scorecards).select_related("red_flag").order_by("pk")
    for support in evidence:
        if support.red_flag is not None:
            raised.append(Raised(support.scorecard_id, support.red_flag, support.text))
        elif support.criterion_id is not None:
            words.setdefault((support.scorecard_id, support.criterion_id), []).append(support.text)
    anchors = Anchor.objects.filter(criterion=OuterRef("criterion"), level=OuterRef("value"))
    ratings = Rating.objects.filter(scorecard__in=scorecards).order_by("pk")
    return [
        Judgement(
            scorecard_id=rating.scorecard_id,
            criterion_id=rating.criterion_id,
            value=rating.value,
            anchor=rating.anchor or "",
            reason=rating.not_assessed_reason,
            evidence="\n\n".join(words.get((rating.scorecard_id, rating.criterion_id), [])),
            evidenced_at=rating.evidenced_at,
            rated_at=rating.rated_at,
        )
        for rating in ratings.annotate(anchor=Subquery(anchors.values("text")[:1]))
    ], raised


@dataclass(frozen=True)
class ReadScorecard:
    """A submitted scorecard as a page: its judgements in the rubric's order, its red flags, its notes."""

    scorecard: Scorecard
    judgements: list[tuple[Criterion, Judgement]]
    red_flags: list[Raised]
    notes: list[tuple[RoundQuestion, str]]


def read_scorecard(scorecard: Scorecard) -> ReadScorecard:
    """What the submitted scorecard says, in four queries; it must come out of `readable_by`."""
    judgements, red_flags = judgements_in([scorecard.pk])
    by_criterion = {judgement.criterion_id: judgement for judgement in judgements}
    round = scorecard.seat.round
    criteria = round.rubric_version.criteria.select_related("competency").order_by("position")
    questions = round.questions.select_related("question_version__question").order_by("position")
    notes = from_json(scorecard.content).notes
    return ReadScorecard(
        scorecard=scorecard,
        judgements=[(row, by_criterion[row.pk]) for row in criteria if row.pk in by_criterion],
        red_flags=red_flags,
        notes=[
            (question, notes[question.pk]) for question in questions if notes.get(question.pk, "").strip()
        ],
    )
