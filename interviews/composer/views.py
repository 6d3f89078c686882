"""The page on which a draft is composed. Each change answers with the whole of it, evaluated anew."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect, reswap, retarget

from hiring.background.idempotency import once
from hiring.foundations.errors import DomainError, NotAllowed
from hiring.foundations.forms import refusals_in
from hiring.people.requests import MemberRequest, member_required
from interviews.composer.adding import add_round_judged_by
from interviews.composer.composing import ask_to_compose, latest_composing
from interviews.composer.forms import LockForm, NewRoundForm, OrderForm, RoundForm, WaiverForm
from interviews.composer.page import ComposerPage
from interviews.composer.services import publish_loop, waive_gap, withdraw_waiver
from interviews.loops.models import Loop
from interviews.loops.services import (
    choose_question,
    drop_question,
    lock_question,
    remove_round,
    reorder_rounds,
)
from interviews.loops.states import LoopStatus
from interviews.staffing.forms import ChoiceForm
from interviews.staffing.services import revise_round


def draft_page(request: MemberRequest, loop: Loop) -> HttpResponse:
    """The page of a draft, for somebody who may plan it; by htmx its changing part alone."""
    return ComposerPage(request, loop).render()


@require_POST
@member_required
def publish(request: MemberRequest, pk: int) -> HttpResponse:
    """Let the interviewers know; from now on scorecards can be filled. What is in the way stands on top."""
    loop = get_object_or_404(Loop.objects.visible_to(request.member), pk=pk)
    try:
        publish_loop(loop, by=request.member)
    except NotAllowed:
        raise
    except DomainError:
        if loop.status != LoopStatus.DRAFT:
            raise
        return ComposerPage.of(request, pk).render(status=409, is_refused=True)
    messages.success(request, _("Published. The interviewers see the loop under My interviews."))
    address = loop.get_absolute_url()
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


@require_POST
@member_required
def reorder(request: MemberRequest, pk: int) -> HttpResponse:
    """Put the rounds into the order that was sent, one of them moved by one place if that was asked."""
    page = ComposerPage.of(request, pk)
    form = OrderForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest(_("This is no order of rounds. Reload the page, then move them again."))
    reorder_rounds(page.loop, order=form.order(), by=request.member)
    return page.back("rounds")


@require_POST
@member_required
def add(request: MemberRequest, pk: int) -> HttpResponse:
    """One more round, by its rubric; it stands unfolded, ready to be changed."""
    page = ComposerPage.of(request, pk)
    form = page.new_round_form(sent=request.POST)
    if form.is_valid():
        with refusals_in(form):
            added = int(once(request.user, key=form.key, act=lambda: _add(page, form)))
            return page.back(f"round-{added}", unfolding=added, leads=True)
    return page.render(status=422, new_round_form=form)


def _add(page: ComposerPage, form: NewRoundForm) -> str:
    added = add_round_judged_by(form.cleaned_data["rubric"], loop=page.loop, by=page.request.member)
    messages.success(page.request, _("“%(title)s” is added.") % {"title": added.title})
    return str(added.pk)


@require_POST
@member_required
def revise(request: MemberRequest, pk: int, round: int) -> HttpResponse:
    """Change what a round is meant to be."""
    page = ComposerPage.of(request, pk)
    row = page.round(round)
    form = RoundForm(request.POST, round=row)
    if form.is_valid():
        with refusals_in(form, current=form.initial):
            revise_round(row, **form.cleaned_data, by=request.member)
            return page.back(f"round-{round}", unfolding=round)
    return page.render(status=422, unfolding=round, round_form=form)


@require_POST
@member_required
def remove(request: MemberRequest, pk: int, round: int) -> HttpResponse:
    """Take a round out of a draft; what is out already is left so."""
    page = ComposerPage.of(request, pk)
    if planned := page.loop.rounds.filter(pk=round).first():
        title = planned.title
        remove_round(planned, by=request.member)
        messages.success(request, _("“%(title)s” is out of the loop.") % {"title": title})
    return page.back("rounds")


@require_safe
@member_required
def library(request: MemberRequest, pk: int, round: int) -> HttpResponse:
    """What the library has for a round, while somebody searches it there."""
    page = ComposerPage.of(request, pk)
    if not request.htmx:
        return page.back(f"picker-{round}", unfolding=round)
    context = {"picker": page.picker(page.round(round)), "loop": page.loop}
    return render(request, "interviews/composer/_found.html", context)


@require_POST
@member_required
def choose(request: MemberRequest, pk: int, round: int) -> HttpResponse:
    """Ask a question of the library in this round."""
    page = ComposerPage.of(request, pk)
    row = page.round(round)
    form = ChoiceForm(request.POST, member=request.member)
    if form.is_valid():
        with refusals_in(form):
            choose_question(row, question=form.cleaned_data["question"], by=request.member)
            return page.back(f"questions-{round}", unfolding=round)
    return page.render(status=422, unfolding=round, choice=form)


@require_POST
@member_required
def lock(request: MemberRequest, pk: int, chosen: int) -> HttpResponse:
    """Have composing keep a question, or let it choose another."""
    page = ComposerPage.of(request, pk)
    form = LockForm(request.POST)
    form.is_valid()
    row = page.question(chosen)
    lock_question(row, is_locked=form.cleaned_data["is_locked"], by=request.member)
    return page.back(f"questions-{row.round_id}", unfolding=row.round_id)


@require_POST
@member_required
def drop(request: MemberRequest, pk: int, chosen: int) -> HttpResponse:
    """Take a chosen question out again; what is out already is left so."""
    page = ComposerPage.of(request, pk)
    row = page.questions().filter(pk=chosen).first()
    if row is None:
        return page.back("rounds")
    round = row.round_id
    drop_question(row, by=request.member)
    return page.back(f"questions-{round}", unfolding=round)


@require_POST
@member_required
def waive(request: MemberRequest, pk: int) -> HttpResponse:
    """Answer for a gap, with a reason."""
    page = ComposerPage.of(request, pk)
    form = WaiverForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            waive_gap(page.loop, **form.cleaned_data, by=request.member)
            return page.back("verdict")
    return page.render(status=422, waiver_form=form)


@require_POST
@member_required
def withdraw(request: MemberRequest, pk: int, waiver: int) -> HttpResponse:
    """Answer for a gap no longer; what is withdrawn already is left so."""
    page = ComposerPage.of(request, pk)
    if row := page.loop.waivers.filter(pk=waiver).first():
        withdraw_waiver(row, by=request.member)
    return page.back("verdict")


@require_POST
@member_required
def compose(request: MemberRequest, pk: int) -> HttpResponse:
    """Have the questions chosen at least cost; a large library is composed from by a worker."""
    page = ComposerPage.of(request, pk)
    ask_to_compose(page.loop, by=request.member)
    return page.back("composing")


@require_safe
@member_required
def composing(request: MemberRequest, pk: int) -> HttpResponse:
    """How far composing is; once it is over, the loop as it then stands."""
    page = ComposerPage.of(request, pk)
    if not request.htmx:
        return page.back("composing")
    latest = latest_composing(page.loop)
    if latest and latest.job and not latest.job.is_over:
        context: dict[str, Any] = {"composing": latest, "loop": page.loop}
        return render(request, "interviews/composer/_composing.html", context)
    return reswap(retarget(page.render(), "#composer"), "outerHTML")
