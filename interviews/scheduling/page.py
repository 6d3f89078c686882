"""The page on which a loop is given its times and people, as an answer: the whole of it, or what changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from hiring.people.requests import MemberRequest
from interviews.loops.models import Loop
from interviews.scheduling.forms import AdjustForm, ProposeForm
from interviews.scheduling.instances import days_left_out
from interviews.scheduling.models import Proposal
from interviews.scheduling.selectors import ScheduleShown, loops_to_plan, schedule_shown
from interviews.scheduling.taking import Entry, checked, entries_in
from interviews.staffing.broken_rules import Violation


@dataclass(frozen=True)
class Checked:
    """A plan adjusted by hand: what it would come to, and which rules it would break."""

    entries: Sequence[Entry]
    broken: Sequence[Violation]
    cost: str

    def of_round(self, round: str) -> list[str]:
        return [one.says for one in self.broken if one.round == round]


@dataclass(frozen=True)
class SchedulePage:
    request: MemberRequest
    loop: Loop

    @classmethod
    def of(cls, request: MemberRequest, pk: int) -> Self:
        """The page of a loop that the reader may plan."""
        return cls(request, get_object_or_404(loops_to_plan(request.member), pk=pk))

    @cached_property
    def shown(self) -> ScheduleShown:
        return schedule_shown(
            self.loop,
            reader=self.request.member,
            wish=self.request.GET.get("plan") or self.request.POST.get("wish", ""),
        )

    def proposal(self, pk: int) -> Proposal:
        """One of the loop's proposals."""
        return get_object_or_404(self.loop.proposals.all(), pk=pk)

    def propose_form(self, *, is_sent: bool = False) -> ProposeForm:
        planned = self.shown.proposal
        return ProposeForm(
            self.request.POST if is_sent else None,
            asked=self.shown.asked,
            left_out=days_left_out(planned.instance) if planned else (),
        )

    def adjusted(self, proposal: Proposal) -> AdjustForm | None:
        """What was sent about a plan of this proposal; None when another proposal stands by now."""
        return self.adjust_form(is_sent=True) if proposal == self.shown.proposal else None

    def adjust_form(self, *, is_sent: bool = False) -> AdjustForm | None:
        """The chosen plan as a form; what was sent stands in it."""
        shown = self.shown
        if not (shown.proposal and shown.chosen):
            return None
        wish = shown.chosen.wish
        return AdjustForm(
            self.request.POST if is_sent else None,
            asked=shown.asked,
            entries=entries_in(shown.proposal, wish),
            wish=wish,
        )

    def checked(self, proposal: Proposal, form: AdjustForm) -> Checked:
        """What the checker says of the form, whose values can be read."""
        broken, cost = checked(proposal, form.adjusted)
        return Checked(entries=form.adjusted, broken=broken, cost=cost)

    def context(self, **sent: Any) -> dict[str, Any]:
        form = sent.get("adjust_form") or self.adjust_form()
        said: Checked | None = sent.get("checked")
        return {
            "loop": self.loop,
            "shown": self.shown,
            "propose_form": sent.get("propose_form") or self.propose_form(),
            "adjust_form": form,
            "rows": [(one, said.of_round(str(one.round.pk)) if said else []) for one in form.rounds()]
            if form
            else [],
            "checked": said,
            "refusal": sent.get("refusal", ""),
            "pictures": self.shown.pictures(said.entries if said else None),
        }

    def render(self, *, status: int = 200, **sent: Any) -> HttpResponse:
        """The page; forms that were `sent` in vain stand there as they were."""
        return render(self.request, "interviews/scheduling/loop.html", self.context(**sent), status=status)
