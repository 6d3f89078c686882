"""Scorecards as their authors leave them: one saved revision, then ratings and evidence."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.utils import timezone

from bench.filling.house import House
from bench.filling.loops import PlannedSeat
from bench.filling.words import Pen
from interviews.scorecards.content import LEVELS, RECOMMENDATIONS, Answer, Content, to_json
from interviews.scorecards.models import Evidence, RaisedFlag, Rating, Revision, RevisionKind, Scorecard
from interviews.scorecards.states import ScorecardStatus

# One answer in ten is "not assessed", one scorecard in twelve raises a red flag.
NOT_ASSESSED, FLAGGED = 0.1, 1 / 12


def content_for(place: PlannedSeat, pen: Pen) -> Content:
    """Everything a diligent author answers."""
    return Content(
        answers={criterion: _answer(pen) for criterion in place.plan.criteria},
        red_flags={flag: pen.sentence() for flag in place.plan.red_flags[:1] if _happens(pen, FLAGGED)},
        notes={question.pk: pen.note() for question in place.questions},
        recommendation=pen.chance.choice(RECOMMENDATIONS),
        summary=pen.note(),
    )


def _answer(pen: Pen) -> Answer:
    if _happens(pen, NOT_ASSESSED):
        return Answer(is_not_assessed=True, reason="There was no time left for it.")
    return Answer(value=pen.chance.choice(LEVELS), evidence=pen.note())


def _happens(pen: Pen, share: float) -> bool:
    return pen.chance.random() < share


def add_scorecards(house: House, seats: Sequence[PlannedSeat], pen: Pen) -> None:
    """A submitted scorecard on each seat."""
    contents = [content_for(place, pen) for place in seats]
    scorecards = Scorecard.objects.bulk_create(
        Scorecard(
            organization=house.organization,
            seat=place.seat,
            status=ScorecardStatus.SUBMITTED,
            content=to_json(content),
            version=1,
            saved_at=place.seat.ends_at,
            recommendation=content.recommendation,
            summary=content.summary,
            submitted_at=place.seat.ends_at and place.seat.ends_at + timedelta(hours=1),
        )
        for place, content in zip(seats, contents, strict=True)
    )
    _add_revisions(scorecards)
    _add_judgements(scorecards, contents)


def add_draft(house: House, place: PlannedSeat, pen: Pen) -> Scorecard:
    """A scorecard that its author has saved once and not submitted."""
    draft = Scorecard.objects.create(
        organization=house.organization,
        seat=place.seat,
        content=to_json(content_for(place, pen)),
        version=1,
        saved_at=timezone.now(),
    )
    _add_revisions([draft])
    return draft


def _add_revisions(scorecards: Sequence[Scorecard]) -> None:
    Revision.objects.bulk_create(
        Revision(
            scorecard=scorecard,
            kind=RevisionKind.SAVED,
            number=1,
            content=scorecard.content,
            mutation_id=f"bench-{scorecard.pk}",
            saved_at=scorecard.saved_at or timezone.now(),
        )
        for scorecard in scorecards
    )


def _add_judgements(scorecards: Sequence[Scorecard], contents: Sequence[Content]) -> None:
    pairs = list(zip(scorecards, contents, strict=True))
    Rating.objects.bulk_create(
        Rating(
            scorecard=scorecard,
            criterion_id=criterion,
            value=answer.value,
            not_assessed_reason=answer.reason,
        )
        for scorecard, content in pairs
        for criterion, answer in content.answers.items()
    )
    RaisedFlag.objects.bulk_create(
        RaisedFlag(scorecard=scorecard, red_flag_id=flag)
        for scorecard, content in pairs
        for flag in content.red_flags
    )
    Evidence.objects.bulk_create(row for scorecard, content in pairs for row in _evidence(scorecard, content))


def _evidence(scorecard: Scorecard, content: Content) -> Iterator[Evidence]:
    for criterion, answer in content.answers.items():
        if answer.evidence:
            yield Evidence(scorecard=scorecard, criterion_id=criterion, text=answer.evidence)
    for flag, text in content.red_flags.items():
        yield Evidence(scorecard=scorecard, red_flag_id=flag, text=text)
