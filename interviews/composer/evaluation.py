"""Evaluating a loop as it stands in the database, in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils.translation import gettext

from interviews.composer.models import Waiver
from interviews.exposure.models import Asking
from interviews.loops.evaluating.evaluation import Evaluation, evaluate
from interviews.loops.evaluating.findings import Finding
from interviews.loops.evaluating.plan import LoopPlan, Needed, Place, PlannedQuestion, PlannedRound
from interviews.loops.models import Loop, Round, RoundQuestion
from interviews.staffing.models import Seat
from rubrics.library.states import QuestionStatus
from rubrics.scales.models import Criterion
from rubrics.scales.states import ScaleStatus


@dataclass(frozen=True)
class Evaluated:
    """A loop's rounds as they were read, what is to be said of them, and what somebody answers for."""

    rounds: Sequence[Round]
    evaluation: Evaluation
    waivers: dict[str, Waiver]

    @property
    def open_gaps(self) -> list[Finding]:
        """The gaps that nobody answers for: with one of them, the loop is not published."""
        return [finding for finding in self.evaluation.gaps if finding.key not in self.waivers]

    @property
    def waived_gaps(self) -> list[Waiver]:
        return [self.waivers[finding.key] for finding in self.evaluation.gaps if finding.key in self.waivers]

    @property
    def refusals(self) -> list[str]:
        """Why the loop cannot be published now, a sentence each; empty when it can."""
        return [finding.says(gettext) for finding in (*self.open_gaps, *self.evaluation.unready)]


def evaluated(loop: Loop) -> Evaluated:
    """What is to be said of the loop now."""
    rounds = list(rounds_of(loop))
    return Evaluated(
        rounds=rounds,
        evaluation=evaluate(_plan_of(loop, rounds)),
        waivers={waiver.gap: waiver for waiver in loop.waivers.select_related("waived_by__user")},
    )


def rounds_of(loop: Loop) -> "QuerySet[Round]":
    """The loop's rounds in their order, with all that evaluating them and drawing them needs."""
    met_elsewhere = Asking.objects.filter(
        candidate=loop.candidacy.candidate_id, question=OuterRef("question_version__question")
    ).exclude(round__loop=loop)
    chosen = (
        RoundQuestion.objects.select_related("question_version__question__current")
        .prefetch_related("question_version__competencies")
        .annotate(was_met=Exists(met_elsewhere))
        .order_by("position")
    )
    return (
        loop.rounds.select_related("rubric_version__rubric__current")
        .prefetch_related(
            "competencies",
            "planned_as__questions",
            Prefetch("rubric_version__criteria", Criterion.objects.select_related("competency")),
            Prefetch("questions", chosen),
            Prefetch("seats", Seat.objects.select_related("member__user").order_by("pk")),
        )
        .order_by("position")
    )


def _plan_of(loop: Loop, rounds: Sequence[Round]) -> LoopPlan:
    opening = loop.candidacy.opening
    requirements = opening.requirements.select_related("competency")
    return LoopPlan(
        level=opening.level,
        needed=[
            Needed(competency=need.competency_id, name=need.competency.name, is_must_have=need.is_must_have)
            for need in requirements
        ],
        rounds=[_planned(round) for round in rounds],
    )


def _planned(round: Round) -> PlannedRound:
    rubric = round.rubric_version.rubric
    newest = rubric.current
    return PlannedRound(
        id=round.pk,
        title=round.title,
        minutes=round.minutes,
        break_minutes=round.break_minutes,
        panel_size=round.panel_size,
        difficulty=round.difficulty,
        question_count=round.question_count,
        place=cast(Place, round.place),
        judged=round.rubric_version.judged,
        judges=frozenset(seat.member_id for seat in round.seats.all() if not seat.is_training),
        must_ask=[Needed(competency=one.pk, name=one.name) for one in round.competencies.all()],
        questions=[_asked(chosen) for chosen in round.questions.all()],
        left_out=_left_out(round),
        has_newer_rubric=newest is not None and newest.number > round.rubric_version.number,
        is_rubric_retired=rubric.status == ScaleStatus.RETIRED,
        starts_at=round.starts_at,
    )


def _asked(chosen: RoundQuestion) -> PlannedQuestion:
    version = chosen.question_version
    question = version.question
    limit = version.exposure_limit
    return PlannedQuestion(
        id=question.pk,
        title=version.title,
        minutes=version.minutes,
        difficulty=version.difficulty,
        brings_out=frozenset(competency.pk for competency in version.competencies.all()),
        is_leaked=question.is_quarantined,
        is_retired=question.current is not None and question.current.status == QuestionStatus.RETIRED,
        # Its own place is counted, so that only more than the limit is too often.
        is_at_limit=limit is not None and question.asked_count > limit,
        has_newer_version=question.current_id not in {None, version.pk},
        was_met=vars(chosen)["was_met"],
    )


def _left_out(round: Round) -> dict[int, str]:
    if round.planned_as is None:
        return {}
    asked = {chosen.question_version.question_id for chosen in round.questions.all()}
    always = round.planned_as.questions.all()
    return {question.pk: question.title for question in always if question.pk not in asked}
