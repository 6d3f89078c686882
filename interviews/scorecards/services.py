"""Saving and submitting scorecards, so that no word is lost and nothing happens twice."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum, auto
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet, Value
from django.utils import timezone

from hiring.foundations.capabilities import require
from hiring.foundations.errors import DomainError
from hiring.journal.lifecycle import locked, move
from hiring.people.models import Member
from interviews.loops.models import Loop, RoundQuestion
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
from interviews.scorecards.timeline import Moments, timeline_after
from interviews.scorecards.timeline import from_json as moments_in
from interviews.scorecards.timeline import to_json as moments_as_json
from interviews.staffing.models import Seat
from rubrics.scales.models import Criterion, RedFlag, RubricVersion


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
    """What a save did: stored now, stored earlier already, or kept beside a newer version.

    `version` is the one that holds this text, so that the next save builds on what its author has seen; after
    a conflict it is the newest.
    """

    scorecard: Scorecard
    outcome: Outcome
    version: int


def sheet_of(seat: Seat) -> Sheet:
    """What a scorecard for this seat may answer, in one query."""
    rubric = seat.round.rubric_version_id
    criteria = Criterion.objects.filter(version=rubric).order_by()
    flags = RedFlag.objects.filter(pk__in=_flags_of(rubric)).order_by()
    questions = RoundQuestion.objects.filter(round=seat.round_id).order_by()
    parts = [
        criteria.values_list(Value("criterion"), "position", "pk", "name"),
        flags.values_list(Value("flag"), Value(0), "pk", "statement"),
        questions.values_list(Value("question"), "position", "pk", Value("")),
    ]
    rows = sorted(parts[0].union(*parts[1:], all=True))
    return Sheet(
        criteria={pk: name for part, _, pk, name in rows if part == "criterion"},
        red_flags={pk: name for part, _, pk, name in rows if part == "flag"},
        questions=frozenset(pk for part, _, pk, _ in rows if part == "question"),
    )


def _flags_of(rubric_version: int) -> QuerySet[Any, Any]:
    return RubricVersion.red_flags.through.objects.filter(rubricversion=rubric_version).values("redflag")


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

    The same `mutation_id` sent again changes nothing. Raises `ContentRefused` for what cannot be stored.
    """
    require(can_fill(by, seat), "This scorecard is somebody else's. You can fill only your own.")
    _refuse_closed(seat.round.loop)
    if faults := unknown_to(content, sheet_of(seat)):
        raise ContentRefused(faults, code="content_invalid")
    try:
        with transaction.atomic():
            scorecard, is_begun = Scorecard.objects.get_or_create(
                seat=seat, defaults={"organization_id": by.organization_id}
            )
            if is_begun:
                _refuse_another_rubric(seat)
            return _store(scorecard, to_json(content), version=version, mutation_id=mutation_id)
    except IntegrityError as error:
        raise DomainError(
            "Your seat in this round was taken back at this moment, so nothing was saved. "
            "Copy your text, then ask the recruiter.",
            "seat_gone",
        ) from error


def _refuse_another_rubric(seat: Seat) -> None:
    """Raise when the round has moved to another version of its rubric since the author read it.

    From the first save on it stays: whoever moves a round holds it while they look for scorecards.
    """
    if locked(seat.round).rubric_version_id != seat.round.rubric_version_id:
        raise DomainError(
            "This round is judged by a newer version of its rubric since a moment ago, so nothing was saved. "
            "Copy your text, then reload the page.",
            "rubric_moved",
        )


def _store(scorecard: Scorecard, stored: dict[str, Any], *, version: int, mutation_id: str) -> Saved:
    # One id used for two texts must not lose the second, so that one goes by an id made of both.
    by_text = hashlib.sha256(f"{mutation_id} {json.dumps(stored, sort_keys=True)}".encode()).hexdigest()
    heard = {
        row.mutation_id: row for row in scorecard.revisions.filter(mutation_id__in=[mutation_id, by_text])
    }
    for revision in heard.values():
        if revision.content == stored:
            return _answer_again(scorecard, revision)
    if scorecard.content == stored:
        return Saved(scorecard, Outcome.REPEATED, scorecard.version)
    return _append(scorecard, stored, version=version, mutation_id=by_text if heard else mutation_id)


def _answer_again(scorecard: Scorecard, revision: Revision) -> Saved:
    if revision.number is None:
        return Saved(scorecard, Outcome.CONFLICT, scorecard.version)
    return Saved(scorecard, Outcome.REPEATED, revision.number)


def _append(scorecard: Scorecard, stored: dict[str, Any], *, version: int, mutation_id: str) -> Saved:
    now = timezone.now()
    # What was read belongs to the version that was read: the two are written together.
    timeline = timeline_after(
        moments_in(scorecard.timeline), from_json(scorecard.content), from_json(stored), at=now
    )
    changed = {
        "content": stored,
        "timeline": moments_as_json(timeline),
        "version": version + 1,
        "saved_at": now,
    }
    seen = Scorecard.objects.filter(pk=scorecard.pk, version=version, status=ScorecardStatus.DRAFT)
    if seen.update(**changed):
        for name, value in changed.items():
            setattr(scorecard, name, value)
        scorecard.revisions.create(
            kind=RevisionKind.SAVED, number=version + 1, content=stored, mutation_id=mutation_id, saved_at=now
        )
        return Saved(scorecard, Outcome.SAVED, version + 1)
    # Waits until whoever was faster has committed; that may have been this very text, sent twice at once.
    scorecard = locked(scorecard)
    revision, _ = scorecard.revisions.get_or_create(
        mutation_id=mutation_id, defaults={"kind": RevisionKind.CONFLICT, "content": stored, "saved_at": now}
    )
    return _answer_again(scorecard, revision)


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
    timeline = moments_in(row.timeline)
    Rating.objects.bulk_create(
        Rating(
            scorecard=row,
            criterion_id=criterion,
            value=None if answer.is_not_assessed else answer.value,
            not_assessed_reason=answer.reason if answer.is_not_assessed else "",
            **asdict(timeline.get(criterion, Moments())),
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
