"""A candidate's times: the planner's page about them, and the candidate's own, behind a link."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from hiring.background.idempotency import once
from hiring.candidates.models import Candidacy, Opening
from hiring.foundations.errors import Invalid
from hiring.foundations.forms import refusals_in
from hiring.people.requests import MemberRequest, member_required
from interviews.availability.forms import AnswerForm, AskForm, WindowRows
from interviews.availability.models import AvailabilityRequest
from interviews.availability.selectors import grid_of, times_of
from interviews.availability.windows import (
    LinkOver,
    NoSuchLink,
    answer_request,
    ask_for_windows,
    link_of,
    request_behind,
    revoke_request,
    set_windows,
)

# A new link waits here between the form that made it and the page that shows it, once.
NEW_LINK = "new_availability_link"


def _behind_link(
    page: Callable[[HttpRequest, str], HttpResponse],
) -> Callable[[HttpRequest, str], HttpResponse]:
    """Keeps the address from every referrer, cache and index, and tells kindly of a link that is none."""

    @wraps(page)
    def kept(request: HttpRequest, token: str) -> HttpResponse:
        try:
            response = page(request, token)
        except (NoSuchLink, LinkOver) as error:
            context = {"error": error, "member": None}
            response = render(request, "interviews/availability/no_link.html", context, status=error.status)
        response["Referrer-Policy"] = "no-referrer"
        response["Cache-Control"] = "no-store, private"
        response["X-Robots-Tag"] = "noindex"
        return response

    return kept


# The link is what only the candidate knows. It is kept from every referrer, and browsers then send no origin
# either, by which Django would tell a form of ours; there is no session here that could be abused.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@_behind_link
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Where a candidate says when they could come, without signing in."""
    asked = request_behind(token)
    grid = grid_of(asked)
    form = AnswerForm(request.POST if request.method == "POST" else None, asked=asked, initial=grid.initial)
    if form.is_valid():
        with refusals_in(form):
            answer_request(token, windows=form.windows, time_zone=form.cleaned_data["time_zone"])
            return redirect(f"{request.path}#answer")
    context = {"grid": grid, "form": form, "member": None}
    status = 422 if form.is_bound else 200
    return render(request, "interviews/availability/answer.html", context, status=status)


def _candidacy(request: MemberRequest, pk: int) -> Candidacy:
    """One that the reader plans the loop of."""
    openings = Opening.objects.planned_by(request.member)
    rows = Candidacy.objects.visible_to(request.member).filter(opening__in=openings)
    return get_object_or_404(rows.select_related("candidate", "opening", "organization"), pk=pk)


@require_http_methods(["GET", "POST"])
@member_required
def times(request: MemberRequest, pk: int) -> HttpResponse:
    """When the candidate could come, typed in their zone."""
    candidacy = _candidacy(request, pk)
    shown = times_of(candidacy)
    rows = WindowRows(
        request.POST if request.method == "POST" else None, windows=shown.windows, zone=shown.zone
    )
    if request.method == "GET" or rows.asks_for_more or not rows.is_valid:
        status = 422 if request.method == "POST" and not rows.asks_for_more else 200
        return _page(request, candidacy, status=status, rows=rows)
    try:
        set_windows(candidacy, windows=rows.windows, by=request.member)
    except Invalid as refused:
        return _page(request, candidacy, status=422, rows=rows, refusal=refused)
    messages.success(request, _("Saved."))
    return redirect("availability:times", candidacy.pk)


def _ask_form(request: MemberRequest, candidacy: Candidacy, *, is_sent: bool = False) -> AskForm:
    today = timezone.now().astimezone(ZoneInfo(candidacy.candidate.time_zone)).date()
    return AskForm(request.POST if is_sent else None, address=candidacy.candidate.email, today=today)


def _page(request: MemberRequest, candidacy: Candidacy, *, status: int = 200, **beside: Any) -> HttpResponse:
    """The whole page; forms that were sent may stand there with what was typed into them."""
    shown = times_of(candidacy)
    context = {
        "shown": shown,
        "candidacy": candidacy,
        "rows": WindowRows(None, windows=shown.windows, zone=shown.zone),
        "ask_form": _ask_form(request, candidacy),
        "new_link": _new_link(request, candidacy) if status == 200 else None,
        **beside,
    }
    return render(request, "interviews/availability/times.html", context, status=status)


def _new_link(request: MemberRequest, candidacy: Candidacy) -> str | None:
    """The link just made for this candidacy, once; that of another one waits for its own page."""
    owner, link = request.session.get(NEW_LINK, (None, ""))
    if owner != candidacy.pk:
        return None
    del request.session[NEW_LINK]
    return str(link)


@require_POST
@member_required
def ask(request: MemberRequest, pk: int) -> HttpResponse:
    """Give out a link for the candidate; the next page shows it, once."""
    candidacy = _candidacy(request, pk)
    form = _ask_form(request, candidacy, is_sent=True)
    if form.is_valid():
        with refusals_in(form):
            return redirect(once(request.user, key=form.key, act=lambda: _ask(request, candidacy, form)))
    return _page(request, candidacy, status=422, ask_form=form)


def _ask(request: MemberRequest, candidacy: Candidacy, form: AskForm) -> str:
    said = {name: value for name, value in form.cleaned_data.items() if name != "once"}
    __, token = ask_for_windows(candidacy, **said, by=request.member)
    request.session[NEW_LINK] = [candidacy.pk, link_of(token)]
    return reverse("availability:times", args=[candidacy.pk])


@require_POST
@member_required
def close(request: MemberRequest, pk: int) -> HttpResponse:
    """Close a link that was given out."""
    rows = AvailabilityRequest.objects.visible_to(request.member)
    asked = get_object_or_404(rows.select_related("candidacy__opening"), pk=pk)
    revoke_request(asked, by=request.member)
    messages.success(request, _("The link no longer opens. What was answered stays."))
    return redirect("availability:times", asked.candidacy_id)
