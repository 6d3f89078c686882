"""The page on which a rubric is written and changed, and what the checks say meanwhile."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hiring.background.idempotency import once
from hiring.foundations.capabilities import require
from hiring.foundations.forms import refusals_in, sent
from hiring.people.requests import MemberRequest, member_required
from rubrics.competencies.round_kinds import RoundKind
from rubrics.scales.comparing import Change, changes_between
from rubrics.scales.criterion_forms import CriteriaRows
from rubrics.scales.drafts import RubricDraft
from rubrics.scales.forms import KindForm, NewRubricForm, RubricFields, RubricForm
from rubrics.scales.models import Rubric, RubricVersion
from rubrics.scales.selectors import competencies_fed, remarks_on
from rubrics.scales.services import can_propose, can_revise, in_work, propose_rubric, revise_rubric


@require_http_methods(["GET", "POST"])
@member_required
def new(request: MemberRequest) -> HttpResponse:
    """Write a rubric; it is in work until it is published."""
    require(can_propose(request.member))
    rows = CriteriaRows(sent(request), member=request.member)
    form = NewRubricForm(sent(request), member=request.member)
    if rows.rearrange(request.POST):
        form = NewRubricForm(None, member=request.member, initial=form.as_typed())
    elif form.is_valid() and rows.is_valid():
        with refusals_in(form):
            return redirect(once(request.user, key=form.key, act=lambda: _propose(request, form, rows)))
    return _page(request, "new", form, rows)


def _propose(request: MemberRequest, form: NewRubricForm, rows: CriteriaRows) -> str:
    rubric = propose_rubric(form.draft(rows), by=request.member)
    messages.success(request, _("Saved. Rounds can be judged by it once it is published."))
    return rubric.get_absolute_url()


@require_http_methods(["GET", "POST"])
@member_required
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Change what is in work, or begin the next version of what is in use."""
    rubric = get_object_or_404(Rubric.objects.visible_to(request.member).select_related("current"), pk=pk)
    require(can_propose(request.member))
    if request.method == "GET":
        require(can_revise(request.member, rubric), _("A colleague is writing a version of this rubric."))
    version = in_work(rubric) or rubric.current
    if version is None:
        raise Http404
    begins_with = RubricDraft.of(version)
    rows = CriteriaRows(sent(request), member=request.member, begins_with=begins_with.criteria)
    form = RubricForm(sent(request), member=request.member, rubric=rubric, version=version)
    others: list[Change] = []
    if rows.rearrange(request.POST):
        typed = form.as_typed()
        form = RubricForm(None, member=request.member, rubric=rubric, version=version, initial=typed)
    elif form.is_valid() and rows.is_valid():
        draft = form.draft(rows)
        if form.cleaned_data["version"] != form.initial["version"]:
            others = changes_between(draft, begins_with)
        with refusals_in(form, current=form.initial):
            state = form.cleaned_data["version"]
            return _saved(request, rubric, revise_rubric(rubric, draft, version=state, by=request.member))
    return _page(request, "edit", form, rows, rubric=rubric, version=version, others=others)


def _saved(request: MemberRequest, rubric: Rubric, version: RubricVersion) -> HttpResponse:
    if version.is_in_work:
        told = _("Saved as version %(number)d, in work. Rounds go on with what is published.")
        messages.success(request, told % {"number": version.number})
    else:
        messages.success(request, _("Saved. The text is the same, so there is no new version."))
    return redirect(rubric)


def _page(
    request: MemberRequest, name: str, form: RubricFields, rows: CriteriaRows, **context: Any
) -> HttpResponse:
    kind = str(form["round_kind"].value() or "")
    fed = competencies_fed(request.member, kind=kind) if kind in RoundKind else set()
    context |= {
        "form": form,
        "rows": rows,
        "remarks": remarks_on(rows.texts, fed=fed) if rows.written else (),
    }
    # A row that a script asks for comes alone; whatever was typed elsewhere stays as it is.
    page = "_rows" if request.htmx else name
    return render(request, f"rubrics/scales/{page}.html", context, status=422 if form.is_bound else 200)


@require_POST
@member_required
def check(request: MemberRequest) -> HttpResponse:
    """While somebody writes: what the checks say of it so far."""
    require(can_propose(request.member))
    rows = CriteriaRows(request.POST, member=request.member)
    fed = competencies_fed(request.member, kind=KindForm(request.POST).kind)
    remarks = remarks_on(rows.texts, fed=fed) if rows.written else ()
    return render(request, "rubrics/scales/_remarks.html", {"remarks": remarks})
