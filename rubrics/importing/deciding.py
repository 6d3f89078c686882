"""Pages on which somebody decides about drafts: row by row as they read, or many at once."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from hiring.foundations.errors import DomainError, NotAllowed
from hiring.foundations.forms import refusals_in, sent
from hiring.people.requests import MemberRequest, member_required
from rubrics.importing import reviewing
from rubrics.importing.draft_forms import FORMS
from rubrics.importing.forms import DecisionForm, TickedDraftsForm
from rubrics.importing.models import ImportDraft, ImportedDocument
from rubrics.importing.selectors import counts_of, draft_shown, drafts_of, merge_shown
from rubrics.importing.states import DraftStatus

# As many as one request decides about; the rest waits for the next one.
MOST_AT_ONCE = 200
REFUSALS_TOLD = 5


@require_http_methods(["GET", "POST"])
@member_required
def draft(request: MemberRequest, pk: int) -> HttpResponse:
    """Change a draft before it is accepted, and accept it there if that is wanted."""
    row = _draft(request, pk)
    shown = draft_shown(row)
    if not shown.is_waiting or shown.is_filed:
        return redirect(row.document)
    kind_of_form = FORMS[row.kind]
    form = kind_of_form(sent(request), draft=row, proposal=shown.proposal, member=request.member)
    if form.is_valid():
        with refusals_in(form, current=form.initial):
            return _revised(request, row, form)
    context = {"form": form, "shown": shown}
    return render(request, "rubrics/importing/draft.html", context, status=422 if form.is_bound else 200)


def _revised(request: MemberRequest, row: ImportDraft, form: Any) -> HttpResponse:
    """Saved, and accepted where the second button was used; refused, neither."""
    version = form.cleaned_data["version"]
    if request.POST.get("then") == "accept":
        reviewing.revise_and_accept(row, form.changes, version=version, by=request.member)
        messages.success(request, _("It is in the library as a draft now."))
    else:
        reviewing.revise_draft(row, form.changes, version=version, by=request.member)
        messages.success(request, _("Saved. Accept it when it is right."))
    return redirect(row.document)


@require_POST
@member_required
def accept(request: MemberRequest, pk: int) -> HttpResponse:
    return _decided(
        request,
        pk,
        lambda row: reviewing.accept_draft(row, version=_version_read(request), by=request.member),
    )


@require_http_methods(["GET", "POST"])
@member_required
def merge(request: MemberRequest, pk: int) -> HttpResponse:
    """Both texts side by side with what would be added; then merge them."""
    if request.method == "POST":
        return _decided(
            request,
            pk,
            lambda row: reviewing.merge_draft(row, version=_version_read(request), by=request.member),
        )
    row = _draft(request, pk)
    if not draft_shown(row).can_merge:
        return redirect(row.document)
    shown = merge_shown(row, reader=request.member)
    return render(request, "rubrics/importing/merge.html", {"shown": shown})


@require_POST
@member_required
def dismiss(request: MemberRequest, pk: int) -> HttpResponse:
    return _decided(
        request,
        pk,
        lambda row: reviewing.dismiss_draft(row, version=_version_read(request), by=request.member),
    )


@require_POST
@member_required
def bring_back(request: MemberRequest, pk: int) -> HttpResponse:
    return _decided(request, pk, lambda row: reviewing.bring_back_draft(row, by=request.member))


def _version_read(request: MemberRequest) -> int | None:
    form = DecisionForm(request.POST)
    return form.cleaned_data["version"] if form.is_valid() else None


def _decided(request: MemberRequest, pk: int, decide: Callable[[ImportDraft], Any]) -> HttpResponse:
    """Asked by htmx, the row as it is now, a refusal in it; otherwise the document's page."""
    row, refusal = _draft(request, pk), ""
    try:
        decide(row)
    except NotAllowed:
        if not request.htmx:
            raise
        refusal = _("Your role does not allow this. Ask a colleague who writes the library.")
    except DomainError as error:
        refusal = str(error)
    if not request.htmx:
        if refusal:
            messages.error(request, refusal)
        return redirect(row.document)
    row = _draft(request, pk)
    context = {
        "shown": draft_shown(row, refusal=refusal),
        "document": row.document,
        "counts": counts_of(row.document),
        "status": QueryDict(urlsplit(request.htmx.current_url or "").query).get("status", "waiting"),
    }
    return render(request, "rubrics/importing/_decided.html", context)


@require_POST
@member_required
def decide_ticked(request: MemberRequest, pk: int) -> HttpResponse:
    """Decide about every ticked draft; each refusal is told of, and stops none of the others."""
    rows = ImportedDocument.objects.visible_to(request.member).light()
    document = get_object_or_404(rows, pk=pk)
    form = TickedDraftsForm(request.POST, document=document, member=request.member)
    if not form.is_valid():
        if "drafts" in form.errors or "to" in form.errors:
            raise DomainError(_("Something that was ticked is not there any more. Reload the page."), "gone")
        messages.error(request, _("Nothing was ticked. Tick at least one, or all of them."))
        return redirect(document)
    to, ticked = form.cleaned_data["to"], _ticked(form)
    if to == "bring_back":
        outcomes = reviewing.bring_back_drafts(ticked, by=request.member)
    else:
        outcomes = DECIDE[to](ticked, versions=form.versions(ticked), by=request.member)
    _tell(request, to, outcomes)
    return redirect(document)


def _ticked(form: TickedDraftsForm) -> list[ImportDraft]:
    if form.cleaned_data["every"]:
        status = DraftStatus.DISMISSED if form.cleaned_data["to"] == "bring_back" else DraftStatus.WAITING
        waiting = form.fields["drafts"].queryset.filter(status=status).order_by("position")  # type: ignore[attr-defined]
        return list(waiting[:MOST_AT_ONCE])
    return list(form.cleaned_data["drafts"].order_by("position")[:MOST_AT_ONCE])


DECIDE: dict[str, Callable[..., reviewing.Outcomes]] = {
    "accept": reviewing.accept_drafts,
    "merge": reviewing.merge_drafts,
    "dismiss": reviewing.dismiss_drafts,
}


def _tell(request: MemberRequest, to: str, outcomes: reviewing.Outcomes) -> None:
    done = sum(outcome.is_done for outcome in outcomes)
    told = {
        "accept": ngettext("%(number)s accepted.", "%(number)s accepted.", done),
        "merge": ngettext("%(number)s merged.", "%(number)s merged.", done),
        "dismiss": ngettext("%(number)s left out.", "%(number)s left out.", done),
        "bring_back": ngettext("%(number)s waits again.", "%(number)s wait again.", done),
    }[to]
    if done:
        messages.success(request, told % {"number": done})
    refused = [outcome for outcome in outcomes if outcome.refusal]
    for outcome in refused[:REFUSALS_TOLD]:
        words = {"line": outcome.row.line, "refusal": outcome.refusal}
        messages.warning(request, _("Line %(line)s: %(refusal)s") % words)
    if (rest := len(refused) - REFUSALS_TOLD) > 0:
        messages.warning(request, _("And %(number)s more stay as they were.") % {"number": rest})


def _draft(request: MemberRequest, pk: int) -> ImportDraft:
    return get_object_or_404(drafts_of(request.member), pk=pk)
