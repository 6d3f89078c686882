"""Bringing documents along, and looking at what was found in them; `deciding` holds what is decided there."""

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from hiring.background.idempotency import once
from hiring.background.models import JobStatus
from hiring.foundations.capabilities import require
from hiring.foundations.errors import Invalid
from hiring.foundations.forms import refusals_in
from hiring.foundations.paging import PageForm
from hiring.people.requests import MemberRequest, member_required
from rubrics.importing.forms import ColumnsForm, ReviewForm, UploadForm
from rubrics.importing.models import ImportedDocument
from rubrics.importing.reading import limits
from rubrics.importing.selectors import DRAFTS_A_PAGE, documents_page, review_of
from rubrics.importing.services import can_import, confirm_columns, import_document, retry_import


@require_safe
@member_required
def documents(request: MemberRequest) -> HttpResponse:
    require(can_import(request.member))
    page = documents_page(request.member, **PageForm(request.GET).wanted())
    return render(request, "rubrics/importing/documents.html", {"page": page})


@require_http_methods(["GET", "POST"])
@member_required
def upload(request: MemberRequest) -> HttpResponse:
    """Take files that look as if they could be read; one that does not keeps all of them out."""
    require(can_import(request.member))
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        with refusals_in(form):
            return redirect(once(request.user, key=form.key, act=lambda: _take(request, form)))
    context = {"form": form, "megabytes": limits.FILE_BYTES // limits.MEGABYTE}
    return render(request, "rubrics/importing/upload.html", context, status=422 if form.is_bound else 200)


@transaction.atomic
def _take(request: MemberRequest, form: UploadForm) -> str:
    files: list[UploadedFile] = form.cleaned_data["documents"]
    taken = [_taken(request, file, form.cleaned_data["round_kind"]) for file in files]
    if len(taken) == 1:
        return taken[0].get_absolute_url()
    messages.success(request, _("%(number)s files are being read.") % {"number": len(taken)})
    return reverse("importing:documents")


def _taken(request: MemberRequest, file: UploadedFile, round_kind: str) -> ImportedDocument:
    name = file.name or ""
    # One byte more than fits is enough to say that it does not.
    content = file.read(limits.FILE_BYTES + 1)
    try:
        return import_document(name, content, round_kind=round_kind, by=request.member)
    except Invalid as refused:
        raise Invalid(f"{name}: {refused}", field="documents", code=refused.code) from refused


@vary_on_headers("HX-Request")
@require_safe
@member_required
def document(request: MemberRequest, pk: int) -> HttpResponse:
    """How far a document is; its columns, while it waits for them; then what was found in it."""
    found = _document(request, pk)
    is_poll = request.htmx and not request.htmx.history_restore_request
    if is_poll and found.job.is_over:
        return HttpResponse(headers={"HX-Refresh": "true"})
    if is_poll:
        return render(request, "rubrics/importing/_progress.html", {"document": found})
    if found.wants_columns:
        return _columns_page(request, found, ColumnsForm(None, document=found))
    if found.job.status != JobStatus.DONE:
        return render(request, "rubrics/importing/document.html", {"document": found})
    return _review_page(request, found)


def _review_page(request: MemberRequest, found: ImportedDocument) -> HttpResponse:
    asked = ReviewForm(request.GET)
    wanted = asked.wanted()
    context = {"document": found, "asked": asked, "status": wanted["status"], "kind": wanted["kind"]}
    if wanted["status"] == "skipped":
        context |= _skipped(found, number=wanted["number"])
        wanted |= {"status": "", "kind": ""}
    context["review"] = review_of(found, reader=request.member, **wanted)
    return render(request, "rubrics/importing/document.html", context)


def _skipped(found: ImportedDocument, *, number: int) -> dict[str, object]:
    begin = (number - 1) * DRAFTS_A_PAGE
    end = begin + DRAFTS_A_PAGE
    return {
        "skipped": found.skipped[begin:end],
        "skipped_page": number,
        "has_more_skipped": len(found.skipped) > end,
    }


@require_http_methods(["GET", "POST"])
@member_required
def columns(request: MemberRequest, pk: int) -> HttpResponse:
    """What a person says of a table's columns."""
    found = _document(request, pk)
    if request.method == "GET":
        return redirect(found)
    form = ColumnsForm(request.POST, document=found)
    if form.is_valid():
        with refusals_in(form):
            confirm_columns(found, form.columns, by=request.member)
            return redirect(found)
    return _columns_page(request, found, form)


def _columns_page(request: MemberRequest, found: ImportedDocument, form: ColumnsForm) -> HttpResponse:
    context = {"document": found, "form": form, "columns": [form[name] for name in form.fields]}
    return render(request, "rubrics/importing/columns.html", context, status=422 if form.is_bound else 200)


@require_POST
@member_required
def retry(request: MemberRequest, pk: int) -> HttpResponse:
    found = _document(request, pk)
    retry_import(found, by=request.member)
    messages.success(request, _("The document is read again."))
    return redirect(found)


def _document(request: MemberRequest, pk: int) -> ImportedDocument:
    rows = ImportedDocument.objects.visible_to(request.member).defer("content")
    return get_object_or_404(rows.select_related("job", "imported_by__user"), pk=pk)
