"""What the landing pages show: loops with their one next action, the pipeline, one's own interviews."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from hiring.candidates.models import Opening
from hiring.candidates.services import can_plan
from hiring.candidates.states import OpeningStatus
from hiring.foundations.paging import Page, page_of
from hiring.foundations.tenancy import is_among
from hiring.people.models import Member
from interviews.debriefs.models import Debrief
from interviews.invitations.models import Answer, Invitation
from interviews.invitations.selectors import answers
from interviews.loops.models import Loop, Round
from interviews.loops.states import LoopStatus
from interviews.overview.actions import Action, Places, action_for
from interviews.overview.next_step import Eyes, Standing, Step, step_for
from interviews.packets.models import Packet
from interviews.scorecards.selectors import scorecards_owed
from interviews.scorecards.states import ScorecardStatus
from interviews.staffing.models import JUDGING_PARTS, Seat

OPEN = (LoopStatus.DRAFT, LoopStatus.PUBLISHED)
# Today looks at so many of the newest open loops, and shows so many that need something.
LOOKED_AT, SHOWN_TODAY, OPENINGS_SHOWN = 200, 12, 12
# Nearest to the decision first: what is late there holds up a person who waits for an answer.
URGENCY = [
    Step.FILL_SCORECARD,
    Step.READ_DEBRIEF,
    Step.OPEN_DEBRIEF,
    Step.PUBLISH,
    Step.CHOOSE_QUESTIONS,
    Step.SEAT_INTERVIEWERS,
    Step.ADD_ROUNDS,
    Step.REQUEST_PACKET,
]


@dataclass(frozen=True)
class LoopRow:
    """A loop of a list: how far it is, and what its reader does next."""

    loop: Loop
    standing: Standing
    step: Step
    action: Action | None


@dataclass(frozen=True)
class Pipeline:
    """An opening and how many of its open loops stand where."""

    opening: Opening
    planning: int
    interviewing: int
    debriefing: int


@dataclass(frozen=True)
class Today:
    """What a planner lands on."""

    declines: list[Invitation]
    rows: list[LoopRow]
    more: int
    waiting: list[LoopRow]
    pipelines: list[Pipeline]


@dataclass(frozen=True)
class Agenda:
    """An interviewer's seats: the next interview, those after it, and those whose scorecard is late."""

    next: Seat | None
    later: list[Seat]
    unscheduled: list[Seat]
    to_write: list[Seat]

    @property
    def is_empty(self) -> bool:
        return not (self.next or self.unscheduled or self.to_write)


def loops_of(reader: Member) -> QuerySet[Loop]:
    """The loops that the reader may see, each with candidate and opening; is the opening theirs, too?"""
    openings = Opening.objects.visible_to(reader).filter(pk=OuterRef("candidacy__opening"))
    return (
        Loop.objects.visible_to(reader)
        .select_related("candidacy__candidate", "candidacy__opening")
        .annotate(reads_opening=Exists(openings))
    )


def loops_page(
    reader: Member, *, status: str = "", opening: int | None = None, before: int | None = None
) -> Page[LoopRow]:
    """The newest loops, in five queries however many there are."""
    rows = loops_of(reader)
    if status:
        rows = rows.filter(status=status)
    if opening:
        rows = rows.filter(candidacy__opening_id=opening)
    page: Page[Any] = page_of(rows, before=before)
    return page.showing(_rows(page.rows, reader))


def today(reader: Member) -> Today:
    """Who cannot come; open loops that need something, most urgent first; those that wait; the openings."""
    newest = _rows(list(loops_of(reader).filter(status__in=OPEN).order_by("-pk")[:LOOKED_AT]), reader)
    rows = [row for row in newest if row.step in URGENCY]
    rows.sort(key=lambda row: (URGENCY.index(row.step), -row.loop.pk))
    waiting = [row for row in newest if row.step == Step.WAIT_FOR_SCORECARDS]
    return Today(
        declines=_declines(reader),
        rows=rows[:SHOWN_TODAY],
        more=max(0, len(rows) - SHOWN_TODAY),
        waiting=waiting[:SHOWN_TODAY],
        pipelines=_pipelines(reader),
    )


def agenda(member: Member, *, now: datetime) -> Agenda:
    """The member's interviews that still ask something of them, in one query."""
    seats = list(scorecards_owed(member).annotate(**answers(member="member", round="round")))
    scheduled = [seat for seat in seats if seat.starts_at and seat.ends_at]
    to_come = [seat for seat in scheduled if seat.ends_at and seat.ends_at > now]
    return Agenda(
        next=to_come[0] if to_come else None,
        later=to_come[1:],
        unscheduled=[seat for seat in seats if not seat.starts_at],
        to_write=[seat for seat in scheduled if seat not in to_come],
    )


def _rows(loops: Sequence[Any], reader: Member) -> list[LoopRow]:
    ids = [loop.pk for loop in loops]
    rounds = _rounds_of(ids)
    debriefs = dict(
        Debrief.objects.visible_to(reader).filter(loop__in=ids).order_by().values_list("loop", "pk")
    )
    packets = _packets_of(list(debriefs.values()), reader)
    owed = Seat.objects.filter(member=reader, round__loop__in=ids).exclude(
        scorecard__status=ScorecardStatus.SUBMITTED
    )
    own_seats = dict(owed.order_by("-round__position").values_list("round__loop", "pk"))
    rows = []
    for loop in loops:
        debrief = debriefs.get(loop.pk)
        packet = packets.get(debrief or 0)
        places = _places(
            loop, rounds[loop.pk], own_seat=own_seats.get(loop.pk), debrief=debrief, packet=packet
        )
        standing = _standing(loop, rounds[loop.pk], places)
        step = step_for(_eyes(loop, reader, places), standing)
        rows.append(LoopRow(loop, standing, step, action_for(step, places)))
    return rows


def _rounds_of(loops: Sequence[int]) -> dict[int, list[Any]]:
    """The loops' rounds in order, each with how many judge it, how many of those are done, what it asks."""
    judging = Q(seats__part__in=JUDGING_PARTS)
    submitted = judging & Q(seats__scorecard__status=ScorecardStatus.SUBMITTED)
    rounds: dict[int, list[Any]] = defaultdict(list)
    for round in (
        Round.objects.filter(loop__in=loops)
        .annotate(
            judges=Count("seats", filter=judging, distinct=True),
            submitted=Count("seats", filter=submitted, distinct=True),
            asked=Count("questions", distinct=True),
        )
        .order_by("loop", "position")
        .values_list("loop", "pk", "panel_size", "judges", "submitted", "asked", named=True)
    ):
        rounds[round.loop].append(round)
    return rounds


def _packets_of(debriefs: Sequence[int], reader: Member) -> dict[int, int]:
    """The newest packet of each debrief."""
    packets = Packet.objects.visible_to(reader).filter(debrief__in=debriefs).order_by("number")
    return dict(packets.values_list("debrief", "pk"))


def _places(
    loop: Loop, rounds: Sequence[Any], *, own_seat: int | None, debrief: int | None, packet: int | None
) -> Places:
    return Places(
        loop=loop.pk,
        round_without_questions=next((round.pk for round in rounds if not round.asked), None),
        own_seat=own_seat,
        debrief=debrief,
        packet=packet,
    )


def _standing(loop: Loop, rounds: Sequence[Any], places: Places) -> Standing:
    return Standing(
        status=loop.status,
        rounds=len(rounds),
        rounds_without_questions=sum(not round.asked for round in rounds),
        missing_interviewers=sum(max(0, round.panel_size - round.judges) for round in rounds),
        scorecards=sum(round.judges for round in rounds),
        submitted=sum(round.submitted for round in rounds),
        has_debrief=places.debrief is not None,
        is_decided=loop.status == LoopStatus.DECIDED,
        has_packet=places.packet is not None,
    )


def _eyes(loop: Any, reader: Member, places: Places) -> Eyes:
    return Eyes(
        may_plan=can_plan(reader, loop.candidacy.opening),
        may_read_opening=loop.reads_opening,
        sees_debrief=places.debrief is not None,
        owes_scorecard=places.own_seat is not None,
    )


def _declines(reader: Member) -> list[Invitation]:
    """Who cannot come to an interview that lies ahead, the soonest first, each with the seat to give away."""
    seats = Seat.objects.filter(round=OuterRef("round"), member=OuterRef("member")).values("pk")[:1]
    ahead = Invitation.objects.filter(
        is_among(Loop.objects.planned_by(reader), "round__loop"),
        round__loop__status=LoopStatus.PUBLISHED,
        answer=Answer.DECLINED,
        is_cancelled=False,
        starts_at__gt=timezone.now(),
    )
    rows = ahead.select_related("member__user", "round__loop__candidacy__candidate").annotate(seat=seats)
    return list(rows.order_by("starts_at", "pk")[:SHOWN_TODAY])


def _pipelines(reader: Member) -> list[Pipeline]:
    planned = Opening.objects.planned_by(reader).filter(status=OpeningStatus.OPEN)
    openings = list(planned.select_related("hiring_manager__user").order_by("-pk")[:OPENINGS_SHOWN])
    has_debrief = Q(debrief__isnull=False)
    counts = {
        row["candidacy__opening"]: (row["planning"], row["interviewing"], row["debriefing"])
        for row in Loop.objects.filter(candidacy__opening__in=openings, status__in=OPEN)
        .values("candidacy__opening")
        .annotate(
            planning=Count("pk", filter=Q(status=LoopStatus.DRAFT)),
            interviewing=Count("pk", filter=Q(status=LoopStatus.PUBLISHED) & ~has_debrief),
            debriefing=Count("pk", filter=has_debrief),
        )
    }
    return [Pipeline(opening, *counts.get(opening.pk, (0, 0, 0))) for opening in openings]
