"""The page of one interviewer: hours and limits, training, conflicts of interest, calendar."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hiring.foundations.capabilities import require
from hiring.foundations.forms import refusals_in
from hiring.people.models import Member
from hiring.people.requests import MemberRequest, member_required
from interviews.availability.calendars import (
    LARGEST_UPLOAD,
    drop_calendar,
    give_calendar_address,
    refresh_calendar,
    upload_calendar,
)
from interviews.availability.models import BusyCalendar
from interviews.interviewers.about import About, about, people_open_to
from interviews.interviewers.conflicts import note_conflict, withdraw_conflict
from interviews.interviewers.forms import (
    CalendarAddressForm,
    CalendarFileForm,
    ConflictForm,
    ProfileForm,
    StageForm,
    StepForm,
)
from interviews.interviewers.models import ConflictOfInterest, Qualification
from interviews.interviewers.services import can_change_profile, change_profile, qualify
from interviews.interviewers.training import approve_step


@dataclass(frozen=True)
class InterviewerPage:
    """One interviewer's page; each of its forms may stand there with what was typed into it."""

    request: MemberRequest
    member: Member

    @classmethod
    def of(cls, request: MemberRequest, pk: int) -> "InterviewerPage":
        return cls(request, get_object_or_404(people_open_to(request.member), pk=pk))

    @property
    def shown(self) -> About:
        return about(self.member, reader=self.request.member)

    def render(self, **sent: forms.Form) -> HttpResponse:
        """The whole page; with a form that was sent it is an answer to a mistake."""
        shown = self.shown
        context: dict[str, Any] = {"shown": shown, "subject": self.member}
        if shown.may_change:
            context["form"] = ProfileForm(None, initial=ProfileForm.of(shown.profile))
            context["conflict_form"] = ConflictForm(None, reader=self.request.member)
        if shown.may_staff:
            context["stage_form"] = StageForm(None)
        if shown.may_give_calendar:
            context |= {"address_form": CalendarAddressForm(None), "file_form": CalendarFileForm(None)}
        context |= sent
        status = 422 if sent else 200
        return render(self.request, "interviews/interviewers/detail.html", context, status=status)

    def back(self, part: str) -> HttpResponseRedirect:
        """The page again, at the part one was working in."""
        address = redirect("interviewers:detail", self.member.pk).url
        return redirect(f"{address}#{part}")


@require_safe
@member_required
def own(request: MemberRequest) -> HttpResponse:
    """The reader's own interviewing."""
    return InterviewerPage(request, request.member).render()


@require_safe
@member_required
def detail(request: MemberRequest, pk: int) -> HttpResponse:
    return InterviewerPage.of(request, pk).render()


@require_POST
@member_required
def profile(request: MemberRequest, pk: int) -> HttpResponse:
    """Change when and how much somebody interviews."""
    page = InterviewerPage.of(request, pk)
    require(can_change_profile(request.member, page.member))
    current = ProfileForm.of(page.shown.profile)
    form = ProfileForm(request.POST, initial=current)
    if form.is_valid():
        with refusals_in(form, current=current):
            change_profile(page.member, **form.cleaned_data, by=request.member)
            messages.success(request, _("Saved."))
            return page.back("hours")
    return page.render(form=form)


@require_POST
@member_required
def note_stage(request: MemberRequest, pk: int) -> HttpResponse:
    """Note how far somebody's training has come."""
    page = InterviewerPage.of(request, pk)
    form = StageForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            kind, stage = form.cleaned_data["round_kind"], form.cleaned_data["stage"] or None
            qualify(page.member, round_kind=kind, stage=stage, by=request.member)
            messages.success(request, _("Saved."))
            return page.back("training")
    return page.render(stage_form=form)


@require_POST
@member_required
def approve(request: MemberRequest, pk: int) -> HttpResponse:
    """End a stage of somebody's training, as their mentor."""
    rows = Qualification.objects.visible_to(request.member).select_related("member")
    qualification = get_object_or_404(rows, pk=pk)
    form = StepForm(request.POST)
    page = InterviewerPage(request, qualification.member)
    if form.is_valid():
        with refusals_in(form):
            row = approve_step(qualification, **form.cleaned_data, by=request.member)
            told = _("%(name)s, %(kind)s: %(stage)s now.")
            values = {
                "name": page.member.name,
                "kind": row.get_round_kind_display(),
                "stage": row.get_stage_display(),
            }
            messages.success(request, told % values)
            # Of somebody who is qualified now a mentor may know no more.
            return page.back("training") if _is_open(page) else redirect("interviewers:list")
    return page.render(step_form=form)


def _is_open(page: InterviewerPage) -> bool:
    return people_open_to(page.request.member).filter(pk=page.member.pk).exists()


@require_POST
@member_required
def note(request: MemberRequest, pk: int) -> HttpResponse:
    """Keep the member from judging a candidate."""
    page = InterviewerPage.of(request, pk)
    require(can_change_profile(request.member, page.member))
    form = ConflictForm(request.POST, reader=request.member)
    if form.is_valid():
        with refusals_in(form):
            noted = note_conflict(page.member, **form.cleaned_data, by=request.member)
            told = _(
                "%(name)s will not meet %(candidate)s. A seat that is given already stays until it is moved."
            )
            messages.success(request, told % {"name": page.member.name, "candidate": noted.candidate.name})
            return page.back("conflicts")
    return page.render(conflict_form=form)


@require_POST
@member_required
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    """Let the member judge the candidate again."""
    rows = ConflictOfInterest.objects.visible_to(request.member).select_related("member")
    conflict = get_object_or_404(rows, pk=pk)
    withdraw_conflict(conflict, by=request.member)
    return redirect(f"{redirect('interviewers:detail', conflict.member_id).url}#conflicts")


@require_POST
@member_required
def calendar_address(request: MemberRequest, pk: int) -> HttpResponse:
    """Have the member's calendar read from an address."""
    page = InterviewerPage.of(request, pk)
    form = CalendarAddressForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            give_calendar_address(page.member, **form.cleaned_data, by=request.member)
            messages.success(request, _("The calendar is being read. Its age shows here in a moment."))
            return page.back("calendar")
    return page.render(address_form=form)


@require_POST
@member_required
def calendar_file(request: MemberRequest, pk: int) -> HttpResponse:
    """Have the member's calendar read from a file."""
    page = InterviewerPage.of(request, pk)
    form = CalendarFileForm(request.POST, request.FILES)
    if form.is_valid():
        with refusals_in(form):
            # One byte more than fits is enough to say that it does not.
            content = form.cleaned_data["file"].read(LARGEST_UPLOAD + 1)
            upload_calendar(page.member, content=content, by=request.member)
            messages.success(request, _("The calendar is being read. Its age shows here in a moment."))
            return page.back("calendar")
    return page.render(file_form=form)


@require_POST
@member_required
def calendar_refresh(request: MemberRequest, pk: int) -> HttpResponse:
    """Have the member's calendar read again."""
    calendar = _calendar(request, pk)
    refresh_calendar(calendar, by=request.member)
    messages.success(request, _("The calendar is being read again."))
    return InterviewerPage(request, calendar.member).back("calendar")


@require_POST
@member_required
def calendar_drop(request: MemberRequest, pk: int) -> HttpResponse:
    """Forget the member's calendar."""
    calendar = _calendar(request, pk)
    drop_calendar(calendar, by=request.member)
    messages.success(request, _("The calendar is forgotten, and so is its address."))
    return InterviewerPage(request, calendar.member).back("calendar")


def _calendar(request: MemberRequest, pk: int) -> BusyCalendar:
    rows = BusyCalendar.objects.visible_to(request.member).select_related("member")
    return get_object_or_404(rows, member=pk)
