"""A loop's times and people: plans side by side, one adjusted by hand, one taken."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from hiring.background.idempotency import once
from hiring.foundations.errors import DomainError, NotAllowed
from hiring.foundations.forms import ID, refusals_in
from hiring.people.requests import MemberRequest, member_required
from interviews.scheduling.applying import apply_changes, cases_in, plan_again, ways_in
from interviews.scheduling.forms import WayForm
from interviews.scheduling.models import Proposal
from interviews.scheduling.page import SchedulePage
from interviews.scheduling.proposals import draw_up, keep
from interviews.scheduling.selectors import latest_proposal
from interviews.scheduling.taking import take

REPLACED = gettext_lazy("The loop was planned again meanwhile. Look at the plans that stand now.")


@require_safe
@member_required
def schedule(request: MemberRequest, pk: int) -> HttpResponse:
    """When the candidate could come, the plans that were found, and what stands."""
    return SchedulePage.of(request, pk).render()


@require_POST
@member_required
def propose_plans(request: MemberRequest, pk: int) -> HttpResponse:
    """Look for good plans; small loops are answered at once, for large ones a worker looks."""
    page = SchedulePage.of(request, pk)
    form = page.propose_form(is_sent=True)
    if form.is_valid():
        with refusals_in(form):
            # Planned first, for it takes seconds in which nobody should have to wait for our transaction.
            drawn = draw_up(page.loop, **form.chosen, by=request.member)
            return redirect(once(request.user, key=form.key, act=lambda: _kept(page, drawn)))
    return page.render(status=422, propose_form=form)


def _kept(page: SchedulePage, drawn: Proposal) -> str:
    keep(drawn, by=page.request.member)
    return reverse("scheduling:loop", args=[page.loop.pk]) + "#plans"


@require_safe
@member_required
def progress(request: MemberRequest, pk: int) -> HttpResponse:
    """How far a worker is; the page anew once there is more to see."""
    page = SchedulePage.of(request, pk)
    proposal = latest_proposal(page.loop)
    if not request.htmx:
        return redirect(reverse("scheduling:loop", args=[pk]) + "#plans")
    said = request.GET.get("seen", "")
    seen = int(said) if ID.fullmatch(said) else 0
    if proposal and proposal.is_being_made and len(proposal.plans) == seen:
        address = f"{reverse('scheduling:progress', args=[pk])}?seen={seen}"
        context = {"proposal": proposal, "address": address}
        return render(request, "interviews/scheduling/_progress.html", context)
    return HttpResponseClientRefresh()


@require_POST
@member_required
def check(request: MemberRequest, pk: int, proposal: int) -> HttpResponse:
    """Say which rules the plan would break as it is adjusted; nothing is kept."""
    page = SchedulePage.of(request, pk)
    row = page.proposal(proposal)
    form = page.adjusted(row)
    if form is None:
        return HttpResponseClientRefresh() if request.htmx else page.render(status=409, refusal=REPLACED)
    is_readable = form.is_valid()
    checked = page.checked(row, form) if is_readable else None
    if not request.htmx:
        return page.render(status=200 if is_readable else 422, adjust_form=form, checked=checked)
    context = page.context(adjust_form=form, checked=checked)
    return render(request, "interviews/scheduling/_checked.html", context, status=200 if is_readable else 422)


@require_POST
@member_required
def take_plan(request: MemberRequest, pk: int, proposal: int) -> HttpResponse:
    """Have a plan hold as it was proposed."""
    page = SchedulePage.of(request, pk)
    row = page.proposal(proposal)
    try:
        take(row, wish=request.POST.get("wish", ""), by=request.member)
    except NotAllowed:
        raise
    except DomainError as error:
        return page.render(status=409, refusal=str(error))
    return _taken(request, page)


@require_POST
@member_required
def take_adjusted(request: MemberRequest, pk: int, proposal: int) -> HttpResponse:
    """Have a plan hold as it was adjusted; what is in the way stands beside it."""
    page = SchedulePage.of(request, pk)
    row = page.proposal(proposal)
    form = page.adjusted(row)
    if form is None:
        return page.render(status=409, refusal=REPLACED)
    if not form.is_valid():
        return page.render(status=422, adjust_form=form)
    try:
        take(row, entries=form.adjusted, by=request.member)
    except NotAllowed:
        raise
    except DomainError as error:
        checked = page.checked(row, form)
        refusal = "" if checked.broken else str(error)
        return page.render(status=409, adjust_form=form, checked=checked, refusal=refusal)
    return _taken(request, page)


@require_POST
@member_required
def apply_offers(request: MemberRequest, pk: int, proposal: int) -> HttpResponse:
    """Make changes that would help, and plan again."""
    page = SchedulePage.of(request, pk)
    row = page.proposal(proposal)
    form = WayForm(request.POST, offered=len(ways_in(row)))
    if not form.is_valid():
        return page.render(status=422, refusal=form.refusal)
    make_and_plan(request, row, form)
    return redirect(reverse("scheduling:loop", args=[pk]) + "#plans")


def make_and_plan(request: MemberRequest, proposal: Proposal, form: WayForm) -> None:
    """Make the changes and plan again; why it was not planned is told, and the changes stay."""
    cases = cases_in(proposal, way=form.cleaned_data["way"], by=request.member)
    apply_changes(cases, by=request.member)
    try:
        plan_again(proposal, cases, by=request.member)
    except DomainError as error:
        messages.warning(request, _("Done, but not planned again. %(reason)s") % {"reason": error})
    else:
        messages.success(request, _("Done, and planned again."))


def _taken(request: MemberRequest, page: SchedulePage) -> HttpResponse:
    told = _("The rounds have their times and people.")
    if page.loop.status == "published":
        told = _("The rounds have their times and people, and everybody is told.")
    messages.success(request, told)
    return redirect(page.loop)
