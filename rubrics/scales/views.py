"""The pages on which a rubric is read: as it is used, its versions, what changed between them."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from hiring.foundations.forms import VersionsForm
from hiring.people.requests import MemberRequest, member_required
from rubrics.scales.comparing import changes_between
from rubrics.scales.drafts import RubricDraft, read_whole
from rubrics.scales.forms import StateForm
from rubrics.scales.models import Rubric
from rubrics.scales.selectors import RubricShown, rubric_shown, versions_of


def shown_to(request: MemberRequest, pk: int, *, number: int | None = None) -> RubricShown:
    """The rubric as this reader sees it, or a 404."""
    rubric = get_object_or_404(Rubric.objects.visible_to(request.member), pk=pk)
    shown = rubric_shown(rubric, reader=request.member, number=number)
    if shown is None:
        raise Http404
    return shown


def rubric_page(request: MemberRequest, pk: int, **sent: Any) -> HttpResponse:
    """The page of one rubric; with a form that was sent it is an answer to a mistake."""
    shown = shown_to(request, pk)
    state = StateForm(initial={"version": shown.work.version}) if shown.work else None
    context = {"shown": shown, "rubric": shown.rubric, "state": state, **sent}
    return render(request, "rubrics/scales/detail.html", context, status=422 if sent else 200)


@require_safe
@member_required
def detail(request: MemberRequest, pk: int) -> HttpResponse:
    """The rubric as rounds are judged by it, what is in work on it, and what the reader may do with it."""
    return rubric_page(request, pk)


@require_safe
@member_required
def version(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """One version as it stands, to be read."""
    shown = shown_to(request, pk, number=number)
    return render(request, "rubrics/scales/version.html", {"shown": shown, "rubric": shown.rubric})


@require_safe
@member_required
def compare(request: MemberRequest, pk: int) -> HttpResponse:
    """What changed between two versions; without a choice, between the newest and the one before."""
    rubric = get_object_or_404(Rubric.objects.visible_to(request.member).select_related("current"), pk=pk)
    versions = versions_of(rubric)
    if not versions:
        raise Http404
    form = VersionsForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    by_number = {one.number: one for one in versions}
    new = by_number.get(asked.get("new", 0), versions[0])
    old = by_number.get(asked.get("old", 0), versions[min(1, len(versions) - 1)])
    read_whole([old] if old == new else [old, new])
    context = {
        "rubric": rubric,
        "versions": versions,
        "old": old,
        "new": new,
        "changes": changes_between(RubricDraft.of(old), RubricDraft.of(new)),
    }
    return render(request, "rubrics/scales/compare.html", context)
