"""The pages on which a template is written and changed, retired and taken back into use."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hiring.background.idempotency import once
from hiring.foundations.capabilities import require
from hiring.foundations.forms import refusals_in, sent
from hiring.people.requests import MemberRequest, member_required
from interviews.loop_templates.drafts import drafts_of
from interviews.loop_templates.forms import NewTemplateForm, TemplateFields, TemplateForm
from interviews.loop_templates.models import LoopTemplate, LoopTemplateVersion
from interviews.loop_templates.round_forms import RoundRows
from interviews.loop_templates.selectors import draft_changes
from interviews.loop_templates.services import (
    can_write,
    can_write_templates,
    create_template,
    restore_template,
    retire_template,
    revise_template,
)


@require_http_methods(["GET", "POST"])
@member_required
def new(request: MemberRequest) -> HttpResponse:
    """Write a template; loops can be made from it at once."""
    require(can_write_templates(request.member))
    rows = RoundRows(sent(request), member=request.member)
    form = NewTemplateForm(sent(request))
    if rows.rearrange(request.POST):
        form = NewTemplateForm(None, initial=form.as_typed())
    elif form.is_valid() and rows.is_valid():
        with refusals_in(form), rows.marked():
            return redirect(once(request.user, key=form.key, act=lambda: _create(request, form, rows)))
    return _page(request, "new", form, rows)


def _create(request: MemberRequest, form: NewTemplateForm, rows: RoundRows) -> str:
    said = form.cleaned_data
    template = create_template(name=said["name"], level=said["level"], rounds=rows.drafts, by=request.member)
    messages.success(request, _("Saved. Loops can be made from it now."))
    return template.get_absolute_url()


@require_http_methods(["GET", "POST"])
@member_required
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Write the template's next version."""
    template = _template(request, pk)
    require(can_write(request.member, template))
    saved = drafts_of(template.current) if template.current else []
    rows = RoundRows(sent(request), member=request.member, begins_with=saved)
    form = TemplateForm(sent(request), template=template)
    others: Sequence[str] = ()
    if rows.rearrange(request.POST):
        form = TemplateForm(None, template=template, initial=form.as_typed())
    elif form.is_valid() and rows.is_valid():
        typed = rows.drafts
        if form.cleaned_data["version"] != form.initial["version"]:
            others = draft_changes(typed, saved)
        with refusals_in(form, current=form.initial), rows.marked():
            written = revise_template(template, rounds=typed, **form.cleaned_data, by=request.member)
            return _saved(request, template, written)
    return _page(request, "edit", form, rows, template=template, others=others)


def _saved(request: MemberRequest, template: LoopTemplate, written: LoopTemplateVersion) -> HttpResponse:
    if written.pk == template.current_id:
        messages.success(request, _("Saved. It is the same, so there is no new version."))
    else:
        told = _("Saved as version %(number)d. Loops that were made before keep their version.")
        messages.success(request, told % {"number": written.number})
    return redirect(template)


def _page(
    request: MemberRequest, name: str, form: TemplateFields, rows: RoundRows, **context: Any
) -> HttpResponse:
    # Rows that a script asks for come alone; whatever was typed elsewhere stays as it is.
    page = "_rows" if request.htmx else name
    context |= {"form": form, "rows": rows}
    status = 422 if form.is_bound else 200
    return render(request, f"interviews/loop_templates/{page}.html", context, status=status)


@require_POST
@member_required
def retire(request: MemberRequest, pk: int) -> HttpResponse:
    """Make no new loop from the template."""
    template = retire_template(_template(request, pk), by=request.member)
    messages.success(request, _("Retired. Loops that were made from it keep their version."))
    return redirect(template)


@require_POST
@member_required
def restore(request: MemberRequest, pk: int) -> HttpResponse:
    """Take the template back into use."""
    template = restore_template(_template(request, pk), by=request.member)
    messages.success(request, _("In use again. New loops can be made from it."))
    return redirect(template)


def _template(request: MemberRequest, pk: int) -> LoopTemplate:
    rows = LoopTemplate.objects.visible_to(request.member).select_related("current")
    return get_object_or_404(rows, pk=pk)
