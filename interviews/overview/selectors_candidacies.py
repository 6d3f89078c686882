"""What the pages of an opening and of a candidate show: who is considered, and how far it has come."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from hiring.candidates.models import Candidacy, Candidate, Opening
from hiring.candidates.services import can_plan
from hiring.candidates.states import CandidacyStatus
from hiring.foundations.paging import Page, page_of
from hiring.people.models import Member
from interviews.loops.models import Loop
from interviews.scorecards.states import ScorecardStatus
from interviews.staffing.models import JUDGING_PARTS


@dataclass(frozen=True)
class LoopProgress:
    """A loop and how many of its judging seats have submitted."""

    loop: Loop
    scorecards: int
    submitted: int


@dataclass(frozen=True)
class CandidacyRow:
    """A candidacy with its loops, newest first, and what the reader may make of it."""

    candidacy: Candidacy
    loops: Sequence[LoopProgress]
    may_plan: bool

    @property
    def newest(self) -> LoopProgress | None:
        return self.loops[0] if self.loops else None

    @property
    def open_loop(self) -> Loop | None:
        """The interviews that would be called off with the candidacy."""
        return next((progress.loop for progress in self.loops if progress.loop.is_open), None)

    @property
    def dialog_id(self) -> str:
        return f"{self.candidacy.pk}-"

    @property
    def may_start_loop(self) -> bool:
        is_free = self.open_loop is None
        return self.may_plan and is_free and self.candidacy.status == CandidacyStatus.ACTIVE

    @property
    def moves(self) -> list[CandidacyStatus]:
        """What may be noted here; that somebody is hired is noted by the decision in their debrief."""
        following = CandidacyStatus(self.candidacy.status).next - {CandidacyStatus.HIRED}
        return [status for status in CandidacyStatus if status in following] if self.may_plan else []


def pipeline_page(opening: Opening, *, reader: Member, before: int | None = None) -> Page[CandidacyRow]:
    """The candidates of an opening, newest first."""
    rows = Candidacy.objects.visible_to(reader).filter(opening=opening)
    page: Page[Candidacy] = page_of(rows.select_related("candidate", "opening"), before=before)
    return page.showing(_rows(page.rows, reader))


def candidacies_of(candidate: Candidate, *, reader: Member) -> list[CandidacyRow]:
    """The openings that the candidate is considered for, as far as they are the reader's business."""
    rows = Candidacy.objects.visible_to(reader).filter(candidate=candidate)
    return _rows(rows.select_related("candidate", "opening__hiring_manager__user").order_by("-pk"), reader)


def _rows(candidacies: Iterable[Candidacy], reader: Member) -> list[CandidacyRow]:
    candidacies = list(candidacies)
    loops: dict[int, list[LoopProgress]] = defaultdict(list)
    for progress in _progress(candidacies, reader):
        loops[progress.loop.candidacy_id].append(progress)
    return [
        CandidacyRow(candidacy, loops[candidacy.pk], may_plan=can_plan(reader, candidacy.opening))
        for candidacy in candidacies
    ]


def _progress(candidacies: Sequence[Candidacy], reader: Member) -> list[LoopProgress]:
    judging = Q(rounds__seats__part__in=JUDGING_PARTS)
    submitted = judging & Q(rounds__seats__scorecard__status=ScorecardStatus.SUBMITTED)
    loops: Iterable[Any] = (
        Loop.objects.visible_to(reader)
        .filter(candidacy__in=candidacies)
        .annotate(
            scorecard_count=Count("rounds__seats", filter=judging),
            submitted_count=Count("rounds__seats", filter=submitted),
        )
        .order_by("-pk")
    )
    return [LoopProgress(loop, loop.scorecard_count, loop.submitted_count) for loop in loops]
