from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hiring.background.idempotency import once
from hiring.candidates.models import Opening
from hiring.candidates.services import can_open_openings, can_plan, move_opening
from hiring.candidates.states import OpeningStatus
from hiring.foundations.capabilities import require
from hiring.foundations.forms import refusals_in, sent
from hiring.people.requests import MemberRequest, member_required
from rubrics.competencies.forms import NewOpeningForm, OpeningForm, OpeningMoveForm, OpeningSearchForm
from rubrics.competencies.selectors import openings_page
from rubrics.competencies.services import open_opening, revise_opening


@require_safe
@member_required
def openings(request: MemberRequest) -> HttpResponse:
    search = OpeningSearchForm(request.GET)
    wanted = search.wanted()
    context = {
        "page": openings_page(request.member, **wanted),
        "search": search,
        "status": wanted.get("status", ""),
        "may_add": can_open_openings(request.member),
    }
    return render(request, "rubrics/competencies/list.html", context)


@require_http_methods(["GET", "POST"])
@member_required
def new(request: MemberRequest) -> HttpResponse:
    require(can_open_openings(request.member))
    form = NewOpeningForm(sent(request), member=request.member)
    if form.is_valid():
        with refusals_in(form):
            return redirect(once(request.user, key=form.key, act=lambda: _open(request, form)))
    return render(
        request, "rubrics/competencies/new.html", {"form": form}, status=422 if form.is_bound else 200
    )


def _open(request: MemberRequest, form: NewOpeningForm) -> str:
    fields = {name: value for name, value in form.cleaned_data.items() if name != "once"}
    opening = open_opening(**fields, by=request.member)
    messages.success(request, _("“%(title)s” is open. Add its first candidate.") % {"title": opening.title})
    return opening.get_absolute_url()


@require_http_methods(["GET", "POST"])
@member_required
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    openings = Opening.objects.visible_to(request.member).prefetch_related("requirements", "committee")
    opening = get_object_or_404(openings, pk=pk)
    require(can_plan(request.member, opening))
    form = OpeningForm(sent(request), member=request.member, opening=opening)
    if form.is_valid():
        with refusals_in(form, current=form.initial):
            revise_opening(opening, **form.cleaned_data, by=request.member)
            messages.success(request, _("Saved."))
            return redirect(opening)
    context = {"form": form, "opening": opening}
    return render(request, "rubrics/competencies/edit.html", context, status=422 if form.is_bound else 200)


@require_POST
@member_required
def move(request: MemberRequest, pk: int) -> HttpResponse:
    """Put an opening on hold, close it, or open it again."""
    opening = get_object_or_404(Opening.objects.visible_to(request.member), pk=pk)
    form = OpeningMoveForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest(_("There is no such status for an opening."))
    status = OpeningStatus(form.cleaned_data["to"])
    move_opening(opening, to=status, by=request.member)
    words = {"title": opening.title, "status": status.label.lower()}
    messages.success(request, _("“%(title)s” is %(status)s.") % words)
    return redirect(opening)
