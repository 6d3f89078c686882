"""Plans for a loop and for hiring days: asked for, checked, taken."""

from datetime import date
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from hiring.foundations.api import Readable, RowFilter, VisibleFilter, stays
from interviews.loops.models import Loop
from interviews.scheduling.applying import plan_with
from interviews.scheduling.bodies import (
    AdjustedPlan,
    CheckSerializer,
    ChosenWay,
    DayPlanning,
    HiringDayChange,
    HiringDaySerializer,
    NewHiringDay,
    NewProposal,
    ProposalSerializer,
    TakenPlan,
)
from interviews.scheduling.hiring_days import change_hiring_day, create_hiring_day, open_loops, propose_day
from interviews.scheduling.models import HiringDay, Proposal
from interviews.scheduling.proposals import propose
from interviews.scheduling.taking import checked, require_planner, take


class ProposalFilter(RowFilter):
    loop = VisibleFilter(Loop)
    hiring_day = VisibleFilter(HiringDay)

    class Meta:
        model = Proposal
        fields = ["loop", "hiring_day"]


class ProposalViewSet(Readable):
    """Plans that were proposed for a loop or a hiring day. Nothing of them holds before it is taken."""

    queryset = Proposal.objects.select_related("job", "loop__candidacy__opening", "hiring_day")
    serializer_class = ProposalSerializer
    filterset_class = ProposalFilter

    @extend_schema(request=NewProposal, responses={201: ProposalSerializer, 202: ProposalSerializer})
    def create(self, request: Request) -> Response:
        """Look for good plans for a loop: with the fewest days, the fairest, the soonest.

        201 with the plans, or with the reason why there is none and the cheapest way out; a worker then
        looks for others, until the proposal is done. 202 where there is so much to choose from that a worker
        does it all: ask again until it is done; the first plan comes early.
        """
        said = self.body(NewProposal)
        proposal = propose(
            said["loop"],
            days=said.get("days", []),
            anew=[round.pk for round in said.get("move", [])],
            stale_reason=said.get("stale_reason", ""),
            by=self.member,
        )
        return self.answer(proposal, status=201 if proposal.plans else 202)

    @extend_schema(request=AdjustedPlan, responses=CheckSerializer)
    @action(detail=True, methods=["post"])
    def check(self, request: Request, pk: int) -> Response:
        """Say which rules a plan would break that was adjusted by hand; nothing is kept."""
        proposal = self.get_object()
        require_planner(proposal, self.member)
        entries = self.body(AdjustedPlan)["bookings"]
        broken, says = checked(proposal, entries)
        return Response(CheckSerializer({"fits": not broken, "broken": broken, "says": says}).data)

    @extend_schema(request=TakenPlan, responses=ProposalSerializer)
    @action(detail=True, methods=["post"])
    def take(self, request: Request, pk: int) -> Response:
        """Give the rounds their times and people by a plan, or by bookings adjusted by hand.

        409 when something changed meanwhile by which a rule would be broken: it says which.
        """
        said = self.body(TakenPlan)
        proposal = self.get_object()
        take(
            proposal,
            wish=said.get("wish", ""),
            entries=said.get("bookings", []),
            loops=said.get("loops"),
            by=self.member,
        )
        return self.answer(proposal)

    @extend_schema(request=ChosenWay, responses={201: ProposalSerializer, 202: ProposalSerializer})
    @action(detail=True, methods=["post"])
    def apply(self, request: Request, pk: int) -> Response:
        """Make the changes of one of the ways on offer, and plan again.

        All of them or none; 403 when one of them is not the acting member's to make. They stay made where
        planning is refused, because calendars are too old.
        """
        said = self.body(ChosenWay)
        reason = said.get("stale_reason", "")
        again = plan_with(self.get_object(), way=said["way"], stale_reason=reason, by=self.member)
        return self.answer(again, status=201 if again.plans else 202)


class HiringDayViewSet(Readable):
    """Days on which many candidates are interviewed by one pool of people."""

    queryset = HiringDay.objects.prefetch_related("loops")
    serializer_class = HiringDaySerializer

    @extend_schema(request=NewHiringDay, responses={201: HiringDaySerializer})
    def create(self, request: Request) -> Response:
        """Have loops held on the same days."""
        return self.answer(create_hiring_day(**self.body(NewHiringDay), by=self.member), status=201)

    @extend_schema(request=HiringDayChange, responses=HiringDaySerializer)
    def partial_update(self, request: Request, pk: int) -> Response:
        """Change what the day is; times that were given already stay as they are."""
        row = self.get_object()
        kept: dict[str, Any] = stays(row, "title", "rooms") | {"loops": open_loops(row)}
        kept["days"] = [date.fromisoformat(day) for day in row.days]
        return self.answer(change_hiring_day(row, **(kept | self.body(HiringDayChange)), by=self.member))

    @extend_schema(request=DayPlanning, responses={202: ProposalSerializer})
    @action(detail=True, methods=["post"])
    def plan(self, request: Request, pk: int) -> Response:
        """Have a worker plan the day around what stands already; ask for the proposal until it is done."""
        said = self.body(DayPlanning)
        away = [member.pk for member in said.get("away", [])]
        reason = said.get("stale_reason", "")
        proposal = propose_day(self.get_object(), away=away, stale_reason=reason, by=self.member)
        return Response(ProposalSerializer(proposal).data, status=202)
