"""The pages on which a recruiter plans: a loop, its opening, its candidate."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hiring.background.idempotency import once
from hiring.candidates.forms import CandidacyMoveForm
from hiring.candidates.models import Candidacy, Candidate, Opening
from hiring.candidates.services import can_change_candidate, can_open_openings, can_plan
from hiring.candidates.states import CandidacyStatus, OpeningStatus
from hiring.foundations.capabilities import require
from hiring.foundations.forms import refusals_in, sent
from hiring.foundations.paging import PageForm
from hiring.people.requests import MemberRequest, member_required
from interviews.composer.selectors import loops_for_page
from interviews.composer.views import draft_page
from interviews.loop_templates.selectors import changes_since
from interviews.loops.models import Loop
from interviews.loops.services import can_plan_loop, create_loop
from interviews.loops.states import LoopStatus
from interviews.overview.forms import NewLoopForm
from interviews.overview.selectors_candidacies import candidacies_of, pipeline_page
from interviews.overview.selectors_loop import loop_shown
from interviews.staffing.services import cancel_loop
from interviews.staffing.withdrawing import note_outcome


@require_safe
@member_required
def loop(request: MemberRequest, pk: int) -> HttpResponse:
    """One loop: its rounds, what they cover, how far it has come; a draft is composed here."""
    row = get_object_or_404(loops_for_page(request.member), pk=pk)
    if row.status == LoopStatus.DRAFT and can_plan_loop(request.member, row):
        return draft_page(request, row)
    shown = loop_shown(row, reader=request.member)
    context = {"shown": shown, "loop": row}
    if shown.may_plan and row.is_open:
        context["template_changes"] = changes_since(row.template_version)
    return render(request, "interviews/overview/loop.html", context)


@require_POST
@member_required
def cancel(request: MemberRequest, pk: int) -> HttpResponse:
    """Call the interviews off; what is off already stays so."""
    row = get_object_or_404(Loop.objects.visible_to(request.member), pk=pk)
    if row.status != LoopStatus.CANCELLED:
        cancel_loop(row, by=request.member)
        messages.success(request, _("Cancelled. Everybody’s time is free again."))
    return redirect(row)


@require_http_methods(["GET", "POST"])
@member_required
def new_loop(request: MemberRequest, pk: int) -> HttpResponse:
    """Plan the interviews of a candidacy; with a plan under way, that one is shown."""
    candidacies = Candidacy.objects.visible_to(request.member).select_related("candidate", "opening")
    candidacy = get_object_or_404(candidacies, pk=pk)
    require(can_plan(request.member, candidacy.opening))
    form = NewLoopForm(sent(request), member=request.member, level=candidacy.opening.level)
    if form.is_valid():
        with refusals_in(form):
            return redirect(
                once(request.user, key=form.key, act=lambda: _create_loop(request, form, candidacy))
            )
    under_way = candidacy.loops.filter(status__in=[LoopStatus.DRAFT, LoopStatus.PUBLISHED]).first()
    if under_way and not form.is_bound:
        return redirect(under_way)
    context = {"form": form, "candidacy": candidacy, "under_way": under_way}
    return render(request, "interviews/overview/new_loop.html", context, status=422 if form.is_bound else 200)


def _create_loop(request: MemberRequest, form: NewLoopForm, candidacy: Candidacy) -> str:
    fields = {name: form.cleaned_data[name] for name in ("template", "title")}
    return create_loop(candidacy, **fields, by=request.member).get_absolute_url()


@require_safe
@member_required
def opening(request: MemberRequest, pk: int) -> HttpResponse:
    """One opening: what it asks for, who decides, and its candidates."""
    openings = Opening.objects.visible_to(request.member).select_related("hiring_manager__user")
    row = get_object_or_404(openings.prefetch_related("committee__user", "requirements__competency"), pk=pk)
    following = OpeningStatus(row.status).next
    context = {
        "opening": row,
        "page": pipeline_page(row, reader=request.member, **PageForm(request.GET).wanted()),
        "may_plan": can_plan(request.member, row),
        "new_candidate_url": f"{reverse('candidates:new')}?opening={row.pk}",
        "moves": [status for status in OpeningStatus if status in following],
    }
    return render(request, "interviews/overview/opening.html", context)


@require_safe
@member_required
def candidate(request: MemberRequest, pk: int) -> HttpResponse:
    """One candidate: the openings they are considered for, and the loops planned for each."""
    row = get_object_or_404(Candidate.objects.visible_to(request.member), pk=pk)
    context = {
        "candidate": row,
        "rows": candidacies_of(row, reader=request.member),
        "may_change": can_change_candidate(request.member, row),
        "may_consider": can_open_openings(request.member),
    }
    return render(request, "interviews/overview/candidate.html", context)


@require_POST
@member_required
def move_candidacy(request: MemberRequest, pk: int) -> HttpResponse:
    """Note what became of a candidacy; one that ends takes its interviews with it."""
    candidacies = Candidacy.objects.visible_to(request.member).select_related("candidate", "opening")
    candidacy = get_object_or_404(candidacies, pk=pk)
    form = CandidacyMoveForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest(_("There is no such status for a candidacy."))
    status = CandidacyStatus(form.cleaned_data["to"])
    note_outcome(candidacy, to=status, by=request.member)
    words = {"opening": candidacy.opening.title, "status": status.label.lower()}
    messages.success(request, _("The candidacy for %(opening)s is %(status)s.") % words)
    return redirect(candidacy)
