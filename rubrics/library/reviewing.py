"""What is done to a question from its page: submitted, sent back, approved, reported as leaked, released."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hiring.foundations.forms import refusals_in
from hiring.people.requests import MemberRequest, member_required
from rubrics.library.forms import ApprovalForm, LeakForm, LiftForm, NoteForm
from rubrics.library.quarantine import lift_quarantine, report_leak
from rubrics.library.services import approve_question, submit_question, take_back_question
from rubrics.library.views import QuestionPage


@require_POST
@member_required
def submit(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask colleagues for a review of the draft."""
    question = QuestionPage.of(request, pk).question
    submit_question(question, by=request.member)
    messages.success(request, _("In review. Somebody else who writes the library approves it."))
    return redirect(question)


@require_POST
@member_required
def take_back(request: MemberRequest, pk: int) -> HttpResponse:
    """Out of the review again, with a note where somebody else sends it back."""
    page = QuestionPage.of(request, pk)
    form = NoteForm(request.POST, prefix="back")
    if form.is_valid():
        with refusals_in(form):
            take_back_question(page.question, note=form.cleaned_data["note"], by=request.member)
            messages.success(request, _("Back in work."))
            return redirect(page.question)
    return page.render(note=form)


@require_POST
@member_required
def approve(request: MemberRequest, pk: int) -> HttpResponse:
    """Let loops ask what was read."""
    page = QuestionPage.of(request, pk)
    form = ApprovalForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            approved = approve_question(
                page.question, version=form.cleaned_data["version"], by=request.member
            )
            told = _("Version %(number)d is approved. Loops can choose it from now on.")
            messages.success(request, told % {"number": approved.number})
            return redirect(page.question)
    return page.render(refused=form)


@require_POST
@member_required
def report(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a question out of use that candidates can read somewhere."""
    return _with_reason(request, pk, LeakForm, "leak", report_leak, _("In quarantine: nobody asks it now."))


@require_POST
@member_required
def lift(request: MemberRequest, pk: int) -> HttpResponse:
    """Let it be asked again."""
    return _with_reason(request, pk, LiftForm, "lift", lift_quarantine, _("It may be asked again."))


def _with_reason(
    request: MemberRequest, pk: int, kind: type[LeakForm | LiftForm], name: str, act: Any, told: str
) -> HttpResponse:
    page = QuestionPage.of(request, pk)
    form = kind(request.POST, prefix=name)
    if form.is_valid():
        with refusals_in(form):
            act(page.question, reason=form.cleaned_data["reason"], by=request.member)
            messages.success(request, told)
            return redirect(page.question)
    return page.render(**{name: form})
