"""The page on which a question is written and changed, and the near-duplicates that it points out."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hiring.background.idempotency import answer_given, once
from hiring.foundations.capabilities import require
from hiring.foundations.forms import refusals_in, sent
from hiring.people.requests import MemberRequest, member_required
from rubrics.competencies.round_kinds import RoundKind
from rubrics.library.draft_forms import NewQuestionForm, QuestionFields, QuestionForm
from rubrics.library.forms import SimilarForm
from rubrics.library.models import Question, QuestionVersion
from rubrics.library.selectors import LookAlike, look_alikes
from rubrics.library.services import (
    can_propose,
    can_revise,
    can_tag,
    in_work,
    propose_question,
    revise_question,
)


@require_http_methods(["GET", "POST"])
@member_required
def new(request: MemberRequest) -> HttpResponse:
    """Write a question; it begins as a draft."""
    require(can_propose(request.member))
    kind = request.GET.get("kind", "")
    form = NewQuestionForm(
        sent(request), member=request.member, initial={"round_kind": kind} if kind in RoundKind else {}
    )
    if form.is_valid() and (answer := answer_given(request.user, key=form.key)):
        return redirect(answer)
    alike = _alike(form, request)
    if form.is_valid() and not alike:
        with refusals_in(form):
            return redirect(once(request.user, key=form.key, act=lambda: _propose(request, form)))
    return _page(request, form, "new", alike=alike)


def _propose(request: MemberRequest, form: NewQuestionForm) -> str:
    question = propose_question(form.draft(), tags=form.cleaned_data["tags"], by=request.member)
    messages.success(request, _("Saved as a draft. Submit it once a colleague may judge it."))
    return question.get_absolute_url()


@require_http_methods(["GET", "POST"])
@member_required
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Change what is in work, or begin the next version of what is asked."""
    rows = Question.objects.visible_to(request.member).select_related("current")
    question = get_object_or_404(rows, pk=pk)
    require(can_propose(request.member))
    work = in_work(question)
    version = work or question.current
    if request.method == "GET":
        require(can_revise(request.member, question), _("A colleague is writing a version of this question."))
    if version is None:
        version = get_object_or_404(question.versions, number=1)
    may_tag = can_tag(request.member, question)
    form = QuestionForm(
        sent(request), member=request.member, question=question, version=version, may_tag=may_tag
    )
    alike = _alike(form, request, question)
    if form.is_valid() and not alike:
        with refusals_in(form, current=form.current):
            return _saved(request, question, _revise(request, question, form, version))
    return _page(request, form, "edit", alike=alike, question=question, version=version)


def _revise(
    request: MemberRequest, question: Question, form: QuestionForm, version: QuestionVersion
) -> QuestionVersion:
    return revise_question(
        question,
        form.draft(version.source_refs),
        version=form.cleaned_data["version"],
        **form.tag_changes(),
        by=request.member,
    )


def _saved(request: MemberRequest, question: Question, version: QuestionVersion) -> HttpResponse:
    if version.is_in_work:
        told = _("Saved as a draft of version %(number)d. Submit it once a colleague may judge it.")
        messages.success(request, told % {"number": version.number})
    else:
        messages.success(request, _("Saved. The text is the same, so there is no new version."))
    return redirect(question)


def _alike(
    form: QuestionFields, request: MemberRequest, question: Question | None = None
) -> Sequence[LookAlike]:
    """What the library has that says nearly the same, until the author has said that it is another."""
    if not form.is_valid() or form.cleaned_data["is_different"]:
        return ()
    return look_alikes(request.member, prompt=form.cleaned_data["prompt"], leave_out=question)


def _page(request: MemberRequest, form: QuestionFields, name: str, **context: Any) -> HttpResponse:
    page = f"rubrics/library/{name}.html"
    return render(request, page, {"form": form, **context}, status=422 if form.is_bound else 200)


@require_POST
@member_required
def similar(request: MemberRequest) -> HttpResponse:
    """While somebody writes: the questions that say nearly the same."""
    require(can_propose(request.member))
    form = SimilarForm(request.POST, member=request.member)
    alike = look_alikes(request.member, **form.cleaned_data) if form.is_valid() else ()
    return render(request, "rubrics/library/_alike.html", {"alike": alike})
