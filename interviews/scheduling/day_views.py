"""Hiring days: made, planned by a worker, taken for all or some, and planned anew around who drops out."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from hiring.background.idempotency import once
from hiring.foundations.capabilities import Capability, require
from hiring.foundations.errors import DomainError, NotAllowed
from hiring.foundations.forms import refusals_in, sent
from hiring.foundations.paging import PageForm
from hiring.people.requests import MemberRequest, member_required
from interviews.scheduling.applying import ways_in
from interviews.scheduling.day_forms import DayForm, NewDayForm, PlanDayForm, TakeDayForm
from interviews.scheduling.day_selectors import DayShown, day_shown, days_for_page, hiring_days_page
from interviews.scheduling.forms import WayForm
from interviews.scheduling.hiring_days import change_hiring_day, create_hiring_day, open_loops, propose_day
from interviews.scheduling.models import HiringDay, Proposal
from interviews.scheduling.taking import take
from interviews.scheduling.views import make_and_plan
from interviews.scheduling.wishes import Wish


@dataclass(frozen=True)
class DayPage:
    """The page of a hiring day; its forms may stand there as they were sent."""

    request: MemberRequest
    day: HiringDay

    @classmethod
    def of(cls, request: MemberRequest, pk: int) -> Self:
        return cls(request, get_object_or_404(days_for_page(request.member), pk=pk))

    @cached_property
    def shown(self) -> DayShown:
        return day_shown(self.day, reader=self.request.member)

    def proposal(self, pk: int) -> Proposal:
        return get_object_or_404(self.day.proposals.all(), pk=pk)

    def plan_form(self, *, is_sent: bool = False) -> PlanDayForm:
        return PlanDayForm(self.request.POST if is_sent else None, people=self.shown.seated)

    def render(self, *, status: int = 200, refusal: str = "", **forms: Any) -> HttpResponse:
        context = {
            "day": self.day,
            "shown": self.shown,
            "plan_form": forms.get("plan_form") or self.plan_form(),
            "refusal": refusal,
        }
        return render(self.request, "interviews/scheduling/day.html", context, status=status)

    def back(self) -> HttpResponse:
        return redirect(self.day.get_absolute_url() + "#plan")


@require_safe
@member_required
def hiring_days(request: MemberRequest) -> HttpResponse:
    require(request.member.may(Capability.PLAN_EVERY_LOOP))
    before = PageForm(request.GET).wanted()["before"]
    context = {"page": hiring_days_page(request.member, before=before)}
    return render(request, "interviews/scheduling/days.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def new_hiring_day(request: MemberRequest) -> HttpResponse:
    """Have loops held on the same days."""
    require(request.member.may(Capability.PLAN_EVERY_LOOP))
    form = NewDayForm(sent(request), member=request.member)
    if form.is_valid():
        with refusals_in(form):
            return redirect(once(request.user, key=form.key, act=lambda: _create(request, form)))
    status = 422 if form.is_bound else 200
    return render(request, "interviews/scheduling/day_edit.html", {"form": form}, status=status)


def _create(request: MemberRequest, form: NewDayForm) -> str:
    return create_hiring_day(**form.chosen, by=request.member).get_absolute_url()


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def edit_hiring_day(request: MemberRequest, pk: int) -> HttpResponse:
    """Change what the day is."""
    day = get_object_or_404(days_for_page(request.member), pk=pk)
    form = DayForm(sent(request), member=request.member, day=day)
    if form.is_valid():
        with refusals_in(form, current=form.initial):
            version = form.cleaned_data["version"]
            return redirect(change_hiring_day(day, version=version, **form.chosen, by=request.member))
    status = 422 if form.is_bound else 200
    return render(request, "interviews/scheduling/day_edit.html", {"form": form, "day": day}, status=status)


@require_safe
@member_required
def hiring_day(request: MemberRequest, pk: int) -> HttpResponse:
    """Who comes when, what the last plan would change, and who cannot be planned."""
    return DayPage.of(request, pk).render()


@require_POST
@member_required
def plan_day(request: MemberRequest, pk: int) -> HttpResponse:
    """Have a worker plan the day around what stands."""
    page = DayPage.of(request, pk)
    form = page.plan_form(is_sent=True)
    if form.is_valid():
        with refusals_in(form):
            said = form.cleaned_data
            propose_day(page.day, away=said["away"], stale_reason=said["stale_reason"], by=request.member)
            return page.back()
    return page.render(status=422, plan_form=form)


@require_safe
@member_required
def day_progress(request: MemberRequest, pk: int) -> HttpResponse:
    """How far a worker is; the page anew once there is a plan."""
    page = DayPage.of(request, pk)
    proposal = page.day.proposals.select_related("job").first()
    if not request.htmx:
        return page.back()
    if proposal and proposal.is_being_made:
        address = reverse("scheduling:day_progress", args=[pk])
        context = {"proposal": proposal, "address": address}
        return render(request, "interviews/scheduling/_progress.html", context)
    return HttpResponseClientRefresh()


@require_POST
@member_required
def take_day(request: MemberRequest, pk: int, proposal: int) -> HttpResponse:
    """Have the plan hold for those who were chosen."""
    page = DayPage.of(request, pk)
    row = page.proposal(proposal)
    form = TakeDayForm(request.POST, loops=open_loops(page.day))
    if not form.is_valid():
        return page.render(status=422, refusal=form.refusal)
    try:
        rows = take(row, wish=Wish.FEWEST_DAYS, loops=form.loops, by=request.member)
    except NotAllowed:
        raise
    except DomainError as error:
        return page.render(status=409, refusal=str(error))
    told = ngettext("One candidate has their times.", "%(count)d candidates have their times.", len(rows))
    messages.success(request, told % {"count": len(rows)})
    return page.back()


@require_POST
@member_required
def apply_day_offers(request: MemberRequest, pk: int, proposal: int) -> HttpResponse:
    """Make changes that would help, and plan again."""
    page = DayPage.of(request, pk)
    row = page.proposal(proposal)
    form = WayForm(request.POST, offered=len(ways_in(row)))
    if not form.is_valid():
        return page.render(status=422, refusal=form.refusal)
    make_and_plan(request, row, form)
    return page.back()
