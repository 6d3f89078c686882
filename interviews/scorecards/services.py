"""Saving and submitting scorecards, so that no word is lost and nothing happens twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum, auto

from django.db import transaction
from django.utils import timezone

from hiring.foundations.capabilities import require
from hiring.foundations.errors import DomainError
from hiring.journal.lifecycle import locked, move
from hiring.people.models import Member
from interviews.loops.models import Loop
from interviews.loops.states import LoopStatus
from interviews.scorecards.content import Content, Fault, Sheet, from_json, missing_from, to_json, unknown_to
from interviews.scorecards.models import (
    Evidence,
    RaisedFlag,
    Rating,
    Revision,
    RevisionKind,
    Scorecard,
)
from interviews.scorecards.states import ScorecardStatus
from interviews.staffing.models import Seat


class ContentRefused(DomainError):
    """The content has faults, each beside the field it concerns; what was typed is not lost."""

    status = 400

    def __init__(self, faults: Sequence[Fault], *, code: str) -> None:
        super().__init__("Some answers need your attention. They are marked below; your text is kept.", code)
        self.faults = list(faults)


class Outcome(StrEnum):
    SAVED = auto()
    REPEATED = auto()
    CONFLICT = auto()


@dataclass(frozen=True)
class Saved:
    """What a save did: stored now, stored earlier by the same mutation, or kept beside a newer version."""

    scorecard: Scorecard
    outcome: Outcome


def sheet_of(seat: Seat) -> Sheet:
    """What a scorecard for this seat may answer."""
    version = seat.round.rubric_version
    return Sheet(
        criteria=dict(version.criteria.order_by("position").values_list("pk", "name")),
        red_flags=dict(version.red_flags.values_list("pk", "statement")),
        questions=frozenset(seat.round.questions.values_list("pk", flat=True)),
    )


def can_fill(member: Member, seat: Seat) -> bool:
    """Whether the scorecard of this seat is the member's to write."""
    return member.is_active and seat.member_id == member.pk


def _refuse_closed(loop: Loop) -> None:
    if loop.status != LoopStatus.PUBLISHED:
        raise DomainError(
            "This loop takes no feedback: it is not published, or already decided.", "loop_closed"
        )


def save_scorecard(seat: Seat, *, content: Content, version: int, mutation_id: str, by: Member) -> Saved:
    """Store what was typed, if the author has seen the newest version; else keep it beside that version.

    The same `mutation_id` sent again changes nothing. Raises `ContentRefused` for content that cannot be stored.
    """
    require(can_fill(by, seat), "This scorecard is somebody else's. You can fill only your own.")
    _refuse_closed(seat.round.loop)
    if faults := unknown_to(content, sheet_of(seat)):
        raise ContentRefused(faults, code="content_invalid")
    with transaction.atomic():
        scorecard, _ = Scorecard.objects.get_or_create(
            seat=seat, defaults={"organization_id": by.organization_id}
        )
        return _store(scorecard, to_json(content), version=version, mutation_id=mutation_id)


def _store(scorecard: Scorecard, stored: dict[str, object], *, version: int, mutation_id: str) -> Saved:
    now = timezone.now()
    newest = Scorecard.objects.filter(pk=scorecard.pk, version=version, status=ScorecardStatus.DRAFT)
    if scorecard.version == version and newest.update(content=stored, version=version + 1, saved_at=now):
        kind, number, outcome = RevisionKind.SAVED, version + 1, Outcome.SAVED
        scorecard.content, scorecard.version, scorecard.saved_at = stored, version + 1, now
    elif Revision.objects.filter(scorecard=scorecard, mutation_id=mutation_id).exists():
        return Saved(scorecard, Outcome.REPEATED)
    else:
        kind, number, outcome = RevisionKind.CONFLICT, None, Outcome.CONFLICT
    Revision.objects.create(
        scorecard=scorecard, kind=kind, number=number, content=stored, mutation_id=mutation_id, saved_at=now
    )
    return Saved(scorecard, outcome)


@transaction.atomic
def submit_scorecard(scorecard: Scorecard, *, version: int, by: Member) -> Scorecard:
    """Make the saved draft final: from now on others may read it. Submitting the same version twice is once.

    Raises `ContentRefused` with everything that is still missing.
    """
    seat = scorecard.seat
    require(can_fill(by, seat), "This scorecard is somebody else's. You can submit only your own.")
    row = Scorecard.objects.select_for_update().get(pk=scorecard.pk)
    if row.version != version:
        raise DomainError(
            "A newer version of this scorecard was saved in another window. Compare both, then submit again.",
            "stale",
        )
    if row.status == ScorecardStatus.SUBMITTED:
        return row
    # Held until we are done, so that no decision falls in between.
    _refuse_closed(locked(seat.round.loop))
    content = from_json(row.content)
    if faults := missing_from(content, sheet_of(seat)):
        raise ContentRefused(faults, code="scorecard_incomplete")
    return _submit(row, content, by=by)


def _submit(row: Scorecard, content: Content, *, by: Member) -> Scorecard:
    row = move(
        row,
        to=ScorecardStatus.SUBMITTED,
        by=by,
        setting={
            "recommendation": content.recommendation,
            "summary": content.summary,
            "submitted_at": timezone.now(),
        },
    )
    Rating.objects.bulk_create(
        Rating(
            scorecard=row,
            criterion_id=criterion,
            value=None if answer.is_not_assessed else answer.value,
            not_assessed_reason=answer.reason if answer.is_not_assessed else "",
        )
        for criterion, answer in content.answers.items()
    )
    RaisedFlag.objects.bulk_create(RaisedFlag(scorecard=row, red_flag_id=flag) for flag in content.red_flags)
    Evidence.objects.bulk_create(
        [
            Evidence(scorecard=row, criterion_id=criterion, text=answer.evidence)
            for criterion, answer in content.answers.items()
            if answer.evidence.strip()
        ]
        + [Evidence(scorecard=row, red_flag_id=flag, text=text) for flag, text in content.red_flags.items()]
    )
    return row
