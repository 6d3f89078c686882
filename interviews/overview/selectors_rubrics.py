"""What the pages say of a rubric's use: which open rounds are judged by which of its versions."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from hiring.foundations.paging import Page, page_of
from hiring.people.models import Member
from interviews.loop_templates.models import LoopTemplate
from interviews.loops.models import Loop, Round
from interviews.loops.services import can_plan_loop
from interviews.loops.states import LoopStatus
from interviews.staffing.models import Seat
from rubrics.scales.models import Rubric, RubricVersion
from rubrics.scales.states import ScaleStatus

OPEN = (LoopStatus.DRAFT, LoopStatus.PUBLISHED)
# The page lists this many rounds, the newest first; the count is of all.
LONGEST_LIST = 100


def rubrics_page(
    reader: Member, *, kind: str = "", status: str = "", before: int | None = None
) -> Page[Rubric]:
    """The organization's rubrics, newest first; without a status those in use and in work.

    Of each: `criteria` and `version_count`, `has_work`, and `open_rounds` that are judged by it.
    """
    rows = Rubric.objects.visible_to(reader).filter(status=status or ScaleStatus.IN_USE)
    if kind:
        rows = rows.filter(round_kind=kind)
    versions = RubricVersion.objects.filter(rubric=OuterRef("pk"))
    later = versions.filter(Q(rubric__current=None) | Q(number__gt=F("rubric__current__number")))
    rounds = Round.objects.filter(rubric_version__rubric=OuterRef("pk"), loop__status__in=OPEN)
    rows = rows.select_related("current").annotate(
        criteria=Count("current__criteria"),
        version_count=_counted(versions, by="rubric"),
        has_work=Exists(later),
        open_rounds=_counted(rounds, by="rubric_version__rubric"),
    )
    return page_of(rows, before=before)


def _counted(rows: "QuerySet[RubricVersion] | QuerySet[Round]", *, by: str) -> Coalesce:
    counts = rows.order_by().values(by).annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counts), 0)


@dataclass(frozen=True)
class RoundUse:
    """An open round with the version that it is judged by; it `may_move` while nobody has begun to rate."""

    round: Round
    is_behind: bool
    is_begun: bool
    may_move: bool


@dataclass(frozen=True)
class RubricUse:
    """Where a rubric is used: in open rounds that the reader may see, how many more, and in templates."""

    rubric: Rubric
    rounds: Sequence[RoundUse]
    elsewhere: int
    templates: Sequence[LoopTemplate]


def rubric_use(rubric: Rubric, *, reader: Member) -> RubricUse:
    """The rubric's use as this member may read it, in four queries."""
    rows = Round.objects.filter(rubric_version__rubric=rubric, loop__status__in=OPEN)
    seen = (
        rows.filter(loop__in=Loop.objects.visible_to(reader))
        .select_related("loop__candidacy__candidate", "loop__candidacy__opening", "rubric_version")
        .annotate(is_begun=Exists(Seat.objects.filter(round=OuterRef("pk"), scorecard__isnull=False)))
        .order_by("-pk")
    )
    rounds = [_round_use(round, rubric, reader) for round in seen[:LONGEST_LIST]]
    templates = LoopTemplate.objects.visible_to(reader).filter(current__rounds__rubric=rubric).distinct()
    return RubricUse(
        rubric=rubric,
        rounds=rounds,
        elsewhere=rows.count() - len(rounds),
        templates=list(templates.order_by("name", "pk")),
    )


def _round_use(round: Round, rubric: Rubric, reader: Member) -> RoundUse:
    is_begun: bool = round.is_begun  # type: ignore[attr-defined]  # annotated above
    is_behind = rubric.current is not None and rubric.current.number > round.rubric_version.number
    return RoundUse(
        round=round,
        is_behind=is_behind,
        is_begun=is_begun,
        may_move=is_behind and not is_begun and can_plan_loop(reader, round.loop),
    )
