"""What a round may be planned as, and what of it may change when."""

from collections.abc import Collection
from datetime import datetime
from typing import TypedDict

from django.db.models import Sum

from hiring.foundations.errors import Invalid
from hiring.foundations.tenancy import same_organization
from interviews.loops.models import Loop, Round
from rubrics.competencies.models import Competency
from rubrics.scales.models import Rubric

NOT_IN_USE = "This rubric is not in use. Publish it, or choose another."


class RoundPlan(TypedDict, total=False):
    """What a round is meant to be; what is left out stays as it is, or is as the models say."""

    title: str
    brief: str
    minutes: int
    break_minutes: int
    place: str
    panel_size: int
    difficulty: int
    question_count: int
    competencies: Collection[Competency]


class RoundChanges(RoundPlan, total=False):
    starts_at: datetime | None
    conference_url: str


def published_version(rubric: Rubric) -> int:
    """The version that rounds are judged by from now on."""
    if rubric.current_id is None:
        raise Invalid(NOT_IN_USE, field="rubric")
    return rubric.current_id


def refuse_replanning(round: Round, changes: RoundChanges) -> None:
    """A published loop holds; what could make it hold no longer is fixed, as its questions are."""
    before: RoundPlan = {
        "panel_size": round.panel_size,
        "question_count": round.question_count,
        "difficulty": round.difficulty,
        "place": round.place,
    }
    for name, value in before.items():
        if changes.get(name, value) != value:
            raise Invalid("This is fixed once the loop is published.", field=name)
    if "competencies" in changes and set(changes["competencies"]) != set(round.competencies.all()):
        raise Invalid("This is fixed once the loop is published.", field="competencies")
    asked = round.questions.aggregate(minutes=Sum("question_version__minutes"))["minutes"] or 0
    if changes.get("minutes", round.minutes) < min(round.minutes, asked):
        raise Invalid(
            f"Its questions take {asked} minutes, and they are fixed. Leave it that long.", field="minutes"
        )


def have_asked_about(competencies: Collection[Competency], *, round: Round, loop: Loop) -> None:
    """Say what the round must ask about; what it had to before may stay, whatever its rubric judges now."""
    same_organization(*competencies, as_=loop, field="competencies")
    allowed = round.rubric_version.judged | set(round.competencies.values_list("pk", flat=True))
    if unjudged := [competency.name for competency in competencies if competency.pk not in allowed]:
        raise Invalid(
            f"The rubric of this round does not judge {', '.join(unjudged)}. "
            "Choose what it judges, or a round whose rubric does.",
            field="competencies",
        )
    round.competencies.set(competencies)
