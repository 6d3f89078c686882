"""The pages on which templates are read: all of them, one as it stands or stood, what changed in it."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from hiring.foundations.forms import VersionsForm
from hiring.people.requests import MemberRequest, member_required
from interviews.loop_templates.forms import TemplateSearchForm
from interviews.loop_templates.models import LoopTemplate
from interviews.loop_templates.selectors import (
    TemplateShown,
    brief_changes,
    template_changes,
    template_shown,
    templates_page,
)
from interviews.loop_templates.services import can_write, can_write_templates


@require_safe
@member_required
def templates(request: MemberRequest) -> HttpResponse:
    search = TemplateSearchForm(request.GET)
    wanted = search.wanted()
    context = {
        "page": templates_page(request.member, **wanted),
        "search": search,
        "is_narrowed": bool(wanted["level"] or wanted["state"]),
        "may_write": can_write_templates(request.member),
    }
    return render(request, "interviews/loop_templates/list.html", context)


@require_safe
@member_required
def template(request: MemberRequest, pk: int) -> HttpResponse:
    """The template as loops are made from it today."""
    return _shown(request, pk, number=None, page="detail")


@require_safe
@member_required
def version(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """The template as it stood; loops that were made then still go by it."""
    return _shown(request, pk, number=number, page="version")


@require_safe
@member_required
def compare(request: MemberRequest, pk: int) -> HttpResponse:
    """What changed between two versions; without a choice, between the newest and the one before."""
    shown = _read(request, pk, number=None)
    if not shown.versions:
        raise Http404
    form = VersionsForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    by_number = {one.number: one for one in shown.versions}
    new = by_number.get(asked.get("new", 0), shown.versions[0])
    old = by_number.get(asked.get("old", 0), shown.versions[min(1, len(shown.versions) - 1)])
    context = {
        "shown": shown,
        "old": old,
        "new": new,
        "changes": template_changes(old, new),
        "briefs": brief_changes(old, new),
    }
    return render(request, "interviews/loop_templates/compare.html", context)


def _shown(request: MemberRequest, pk: int, *, number: int | None, page: str) -> HttpResponse:
    shown = _read(request, pk, number=number)
    context = {"shown": shown, "may_write": can_write(request.member, shown.template)}
    return render(request, f"interviews/loop_templates/{page}.html", context)


def _read(request: MemberRequest, pk: int, *, number: int | None) -> TemplateShown:
    template = get_object_or_404(LoopTemplate.objects.visible_to(request.member), pk=pk)
    shown = template_shown(template, number=number)
    if shown is None:
        raise Http404
    return shown
