"""What the page of a round shows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from hiring.people.models import Member
from interviews.exposure.models import met_by
from interviews.interviewers.models import Qualification, Stage
from interviews.invitations.selectors import Said, answers, said
from interviews.loops.models import Round, RoundQuestion
from interviews.loops.services import can_plan_loop
from interviews.loops.states import LoopStatus
from interviews.staffing.models import Seat
from interviews.staffing.rubrics import is_begun, newer_rubric
from rubrics.library.models import Question
from rubrics.library.searching.search import Found, search
from rubrics.library.searching.wanted import APPROVED, Wanted
from rubrics.scales.models import Criterion, RubricVersion

# So many questions of the library are laid beside a round at once.
OFFERED_AT_ONCE = 8


@dataclass(frozen=True)
class SeatShown:
    """A seat with its holder's training for this kind of round; `hint` says what that training lacks.

    Of training only those learn who plan the loop, and of answers they and who gave them; for others these
    are empty.
    """

    seat: Seat
    said: Said | None = None
    is_own: bool = False
    stage: str = ""
    stage_label: str = ""
    hint: str = ""


@dataclass(frozen=True)
class RoundShown:
    round: Round
    criteria: Sequence[Criterion]
    chosen: Sequence[RoundQuestion]
    seats: Sequence[SeatShown]
    candidate_said: Said | None
    stages: dict[int, str]
    newer_rubric: RubricVersion | None
    may_change: bool
    may_compose: bool
    may_move_rubric: bool

    @property
    def may_move(self) -> bool:
        """Whether the round lies ahead, and the reader may give it another time or other people."""
        starts_at = self.round.starts_at
        return self.may_change and starts_at is not None and starts_at > timezone.now()

    @property
    def question_minutes(self) -> int:
        return sum(chosen.question_version.minutes for chosen in self.chosen)

    @property
    def spare_minutes(self) -> int:
        """What is left of the round once every question is asked; negative when they do not fit."""
        return self.round.minutes - self.question_minutes

    @property
    def minutes_over(self) -> int:
        return max(0, -self.spare_minutes)

    @property
    def percent_planned(self) -> int:
        return min(100, round(100 * self.question_minutes / self.round.minutes))

    @property
    def declined(self) -> int:
        return sum(shown.said is not None and shown.said.is_declined for shown in self.seats)

    @property
    def missing(self) -> int:
        judging = sum(not shown.seat.is_training for shown in self.seats)
        return max(0, self.round.panel_size - judging)


def rounds_for_page(reader: Member) -> "QuerySet[Round]":
    """The rounds the reader may open, with everything their page names."""
    rounds = Round.objects.visible_to(reader).select_related(
        "loop__organization",
        "loop__candidacy__opening",
        "loop__candidacy__candidate",
        "rubric_version__rubric__current",
    )
    return rounds.annotate(**answers(round="pk"))


def round_shown(round: Round, *, reader: Member) -> RoundShown:
    """One round with its questions, its seats, and what its people are trained for."""
    known = Qualification.objects.visible_to(reader).filter(round_kind=round.kind)
    stages = dict(known.values_list("member", "stage"))
    seats = round.seats.select_related("member__user").order_by("pk")
    seats = seats.annotate(**answers(member="member", round="round"))
    chosen = round.questions.select_related("question_version__question").prefetch_related(
        "question_version__competencies"
    )
    may_plan = can_plan_loop(reader, round.loop)
    newer = newer_rubric(round) if may_plan and round.loop.is_open else None
    return RoundShown(
        round=round,
        criteria=list(round.rubric_version.criteria.select_related("competency").order_by("position")),
        chosen=list(chosen.order_by("position")),
        seats=[_seat_shown(seat, round, stages, reader=reader, may_plan=may_plan) for seat in seats],
        candidate_said=said(round) if may_plan else None,
        stages=stages,
        newer_rubric=newer,
        may_change=may_plan and round.loop.is_open,
        may_move_rubric=newer is not None and not is_begun(round),
        may_compose=may_plan and round.loop.status == LoopStatus.DRAFT,
    )


def _seat_shown(
    seat: Seat, round: Round, stages: dict[int, str], *, reader: Member, may_plan: bool
) -> SeatShown:
    is_own = seat.member_id == reader.pk
    answered = said(seat) if may_plan or is_own else None
    if not may_plan:
        return SeatShown(seat, answered, is_own)
    stage = stages.get(seat.member_id, "")
    hint = ""
    if not seat.is_training and stage != Stage.QUALIFIED:
        hint = _("%(name)s is not qualified for %(kind)s yet. Let them shadow, or seat somebody who is.") % {
            "name": seat.member.name,
            "kind": round.get_kind_display(),
        }
    label = str(Stage(stage).label) if stage else _("Not in training")
    return SeatShown(seat, answered, is_own, stage, label, hint)


def people_on_offer(shown: RoundShown, *, reader: Member) -> list[Any]:
    """Active members without a seat here, grouped by how far their training for this kind has come."""
    seated = [row.seat.member_id for row in shown.seats]
    people = (
        Member.objects.visible_to(reader)
        .filter(is_active=True)
        .exclude(pk__in=seated)
        .select_related("user")
        .order_by("name", "pk")
    )
    groups: dict[str, list[tuple[int, str]]] = {stage: [] for stage in (Stage.QUALIFIED, "training", "")}
    for member in people:
        stage = shown.stages.get(member.pk, "")
        groups["training" if stage and stage != Stage.QUALIFIED else stage].append((member.pk, member.name))
    labels = (_("Qualified"), _("In training"), _("Not in training"))
    return [(label, names) for label, names in zip(labels, groups.values(), strict=True) if names]


def questions_on_offer(round: Round, wanted: Wanted, *, reader: Member, after: str = "") -> Found:
    """Approved questions of the round's kind that the candidate meets nowhere yet, under their limits."""
    asked = RoundQuestion.objects.filter(round__loop=round.loop_id).values("question_version__question")
    met = met_by(round.loop.candidacy.candidate).values("pk")
    taken = Question.objects.filter(Q(pk__in=asked) | Q(pk__in=met)).values("pk")
    fitting = replace(wanted, kind=round.kind, state=APPROVED, under_limit=True)
    return search(reader, fitting, without=taken, after=after, size=OFFERED_AT_ONCE)
