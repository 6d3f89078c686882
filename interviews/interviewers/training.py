"""From shadowing to qualified: what counts as progress, and the mentor's word that ends a stage."""

from dataclasses import dataclass
from typing import Self

from django.db import transaction
from django.utils import timezone

from hiring.foundations.errors import DomainError, NotAllowed, Stale
from hiring.journal.lifecycle import locked
from hiring.journal.services import record
from hiring.people.models import Member, Organization
from interviews.interviewers.models import Qualification, Stage, TrainingPath
from rubrics.competencies.round_kinds import RoundKind

NEXT_STAGE = {Stage.SHADOW: Stage.REVERSE_SHADOW, Stage.REVERSE_SHADOW: Stage.QUALIFIED}


@dataclass(frozen=True)
class Paths:
    """How many rounds each stage asks for, by kind; the defaults where nothing was said."""

    said: dict[str, TrainingPath]

    @classmethod
    def of(cls, organization: Organization | int) -> Self:
        rows = TrainingPath.objects.filter(organization=organization)
        return cls({path.round_kind: path for path in rows})

    def path(self, kind: str) -> TrainingPath:
        return self.said.get(kind) or TrainingPath(round_kind=kind)

    def needed(self, kind: str, stage: str) -> int:
        """Rounds to be held in the stage; none for who is qualified."""
        path = self.path(kind)
        return {Stage.SHADOW: path.shadows, Stage.REVERSE_SHADOW: path.reverse_shadows}.get(Stage(stage), 0)


@dataclass(frozen=True)
class Progress:
    """How far a stage has come."""

    qualification: Qualification
    held: int
    needed: int

    @property
    def is_complete(self) -> bool:
        return self.held >= self.needed

    @property
    def is_over(self) -> bool:
        return self.qualification.stage == Stage.QUALIFIED

    @property
    def counted(self) -> int:
        """What counts of the rounds held: no more than are asked for."""
        return min(self.held, self.needed)


def progress_of(qualification: Qualification, paths: Paths) -> Progress:
    """The progress of a row that was read `with_progress`."""
    needed = paths.needed(qualification.round_kind, qualification.stage)
    return Progress(qualification, qualification.held, needed)


def is_mentor(member: Member, trainee: Member, *, round_kind: str) -> bool:
    """Whether the member's word ends a stage of the trainee's: a colleague's who is qualified themselves."""
    return (
        member.is_active
        and member.pk != trainee.pk
        and member.organization_id == trainee.organization_id
        and member.qualifications.filter(round_kind=round_kind, stage=Stage.QUALIFIED).exists()
    )


@transaction.atomic
def approve_step(qualification: Qualification, *, stage: str, by: Member) -> Qualification:
    """End the trainee's stage, once its rounds are held; `stage` names the one that the mentor has read.

    The last step makes them qualified. Only a mentor may: who plans loops notes stages with `qualify`.
    """
    trainee = qualification.member
    if not is_mentor(by, trainee, round_kind=qualification.round_kind):
        raise NotAllowed(
            "Only a colleague who is qualified for this kind of round approves a step. Ask one of them."
        )
    row = locked(qualification)
    if row.stage != stage:
        raise Stale("This step was taken a moment ago. Reload the page to see where the training stands.")
    if row.stage == Stage.QUALIFIED:
        raise DomainError(f"{trainee.name} is qualified already. Nothing is left to approve.", "qualified")
    _refuse_too_early(row, trainee)
    row.stage, row.since, row.approved_by = NEXT_STAGE[Stage(row.stage)], timezone.now(), by
    row.save()
    record(
        "training.approved",
        row,
        by=by,
        organization_id=trainee.organization_id,
        member=trainee.pk,
        round_kind=row.round_kind,
        stage=row.stage,
    )
    return row


def _refuse_too_early(row: Qualification, trainee: Member) -> None:
    counted = Qualification.objects.with_progress().get(pk=row.pk)
    progress = progress_of(counted, Paths.of(trainee.organization_id))
    if not progress.is_complete:
        raise DomainError(
            f"{trainee.name} has held {progress.held} of {progress.needed} rounds in this stage "
            f"({Stage(row.stage).label}, {RoundKind(row.round_kind).label}). "
            "Seat them in more of them first; a recruiter can note another stage.",
            "too_early",
        )
