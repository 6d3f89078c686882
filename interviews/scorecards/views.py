from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hiring.foundations.errors import DomainError, NotAllowed
from hiring.foundations.paging import PageForm, page_of
from hiring.foundations.spreadsheets import csv_lines
from hiring.people.requests import MemberRequest, member_required
from interviews.loops.states import LoopStatus
from interviews.scorecards import export as table
from interviews.scorecards.content import from_json
from interviews.scorecards.forms import ScorecardForm, as_fields, differences
from interviews.scorecards.layout import kept_beside, laid_out
from interviews.scorecards.models import Scorecard
from interviews.scorecards.selectors import (
    Kit,
    kit_of,
    own_seats,
    read_scorecard,
    scorecards_given,
    scorecards_owed,
)
from interviews.scorecards.services import (
    ContentRefused,
    Outcome,
    Saved,
    save_scorecard,
    sheet_of,
    submit_scorecard,
)
from interviews.scorecards.states import ScorecardStatus
from interviews.staffing.models import Seat


@require_safe
@member_required
def scorecards(request: MemberRequest) -> HttpResponse:
    """The reader's own scorecards: those still owed, then those given."""
    wanted = PageForm(request.GET).wanted()
    context = {
        "owed": [] if wanted.get("before") else scorecards_owed(request.member),
        "page": page_of(scorecards_given(request.member), **wanted),
    }
    return render(request, "interviews/scorecards/list.html", context)


@require_http_methods(["GET", "POST"])
@member_required
def fill(request: MemberRequest, pk: int) -> HttpResponse:
    """Kit and scorecard of one of the reader's seats."""
    seat = get_object_or_404(own_seats(request.member), pk=pk)
    kit = kit_of(seat)
    if request.method == "POST":
        return _take(request, kit)
    scorecard = Scorecard.objects.filter(seat=seat).first() or Scorecard(seat=seat)
    if scorecard.status == ScorecardStatus.SUBMITTED:
        return redirect(scorecard)
    form = ScorecardForm(initial=as_fields(from_json(scorecard.content)), sheet=kit.sheet)
    return _show(request, kit, form, scorecard=scorecard, version=scorecard.version)


def _take(request: MemberRequest, kit: Kit) -> HttpResponse:
    """Save what was typed, and submit it if asked; whatever goes wrong, every word stays on the page."""
    form = ScorecardForm(request.POST, sheet=kit.sheet)
    saved = None
    status = 422
    if form.is_valid():
        try:
            saved = _save(request, kit.seat, form)
            if saved.outcome == Outcome.CONFLICT:
                return _show_both(request, kit, form, saved)
            return _go_on(request, kit, saved)
        except NotAllowed:
            raise
        except ContentRefused as refusal:
            form.add_faults(refusal.faults)
        except DomainError as error:
            form.add_error(None, str(error))
            status = error.status
    scorecard = saved.scorecard if saved else Scorecard.objects.filter(seat=kit.seat).first()
    version = saved.version if saved else form.seen_version
    return _show(request, kit, form, scorecard=scorecard, version=version, status=status)


def _save(request: MemberRequest, seat: Seat, form: ScorecardForm) -> Saved:
    return save_scorecard(
        seat,
        content=form.content,
        version=form.cleaned_data["version"],
        mutation_id=form.cleaned_data["mutation_id"],
        by=request.member,
    )


def _go_on(request: MemberRequest, kit: Kit, saved: Saved) -> HttpResponse:
    if "submit" in request.POST:
        submitted = submit_scorecard(saved.scorecard, version=saved.version, by=request.member)
        messages.success(request, _("Your scorecard is submitted, and final."))
        return redirect(submitted)
    if saved.scorecard.saved_at:
        messages.success(
            request, _("Saved %(time)s") % {"time": f"{localtime(saved.scorecard.saved_at):%H:%M}"}
        )
    return redirect("scorecards:fill", kit.seat.pk)


def _show_both(request: MemberRequest, kit: Kit, form: ScorecardForm, saved: Saved) -> HttpResponse:
    """What was typed here, and beside each field that differs what another window saved meanwhile."""
    others = differences(form.content, from_json(saved.scorecard.content))
    return _show(
        request, kit, form, scorecard=saved.scorecard, version=saved.version, others=others, status=409
    )


def _show(
    request: MemberRequest,
    kit: Kit,
    form: ScorecardForm,
    *,
    scorecard: Scorecard | None,
    version: int,
    others: Mapping[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "kit": kit,
        "form": form,
        "layout": laid_out(form, kit, others=others or {}),
        "others": others,
        "scorecard": scorecard,
        "version": version,
        "mutation_id": uuid4().hex,
        "takes_feedback": kit.seat.round.loop.status == LoopStatus.PUBLISHED,
        "kept": kept_beside(form, scorecard) if scorecard and scorecard.pk else [],
    }
    return render(request, "interviews/scorecards/fill.html", context, status=status)


@require_POST
@member_required
def autosave(request: MemberRequest, pk: int) -> JsonResponse:
    """Saves while somebody types: 200 with the new version, 409 for a conflict, 422 with faults."""
    seat = get_object_or_404(own_seats(request.member), pk=pk)
    form = ScorecardForm(request.POST, sheet=sheet_of(seat))
    if not form.is_valid():
        return _refused(form, 422)
    try:
        saved = _save(request, seat, form)
    except ContentRefused as refusal:
        form.add_faults(refusal.faults)
        return _refused(form, 422)
    except DomainError as error:
        return JsonResponse({"detail": str(error)}, status=error.status)
    if saved.outcome == Outcome.CONFLICT:
        detail = _("Changed in another window. Both texts are kept: press “Save” to compare them.")
        return JsonResponse({"detail": detail, "version": saved.version}, status=409)
    return JsonResponse({"version": saved.version, "saved_at": saved.scorecard.saved_at})


def _refused(form: ScorecardForm, status: int) -> JsonResponse:
    errors = {name: [str(sentence) for sentence in sentences] for name, sentences in form.errors.items()}
    return JsonResponse(
        {"detail": _("Not saved. See the note beside the field."), "errors": errors}, status=status
    )


@require_safe
@member_required
def read(request: MemberRequest, pk: int) -> HttpResponse:
    """A submitted scorecard; one's own draft is filled instead."""
    readable = Scorecard.objects.readable_by(request.member).select_related(
        "seat__member__user",
        "seat__round__rubric_version__rubric",
        "seat__round__loop__candidacy__candidate",
        "seat__round__loop__candidacy__opening",
    )
    scorecard = get_object_or_404(readable, pk=pk)
    if scorecard.status == ScorecardStatus.DRAFT:
        return redirect("scorecards:fill", scorecard.seat_id)
    context = {"page": read_scorecard(scorecard), "scorecard": scorecard}
    return render(request, "interviews/scorecards/read.html", context)


@require_safe
@member_required
def export(request: MemberRequest) -> StreamingHttpResponse:
    """What the reader may read of submitted scorecards, as a spreadsheet."""
    lines = csv_lines(table.header(), table.lines(request.member))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="scorecards.csv"'
    return response
