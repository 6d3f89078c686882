from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hiring.background.idempotency import once
from hiring.candidates.services import can_read_opening
from hiring.foundations.errors import DomainError, NotAllowed
from hiring.foundations.forms import refusals_in
from hiring.foundations.paging import PageForm
from hiring.people.requests import MemberRequest, member_required
from interviews.debriefs.due import debriefs_page
from interviews.debriefs.forms import DecisionForm, OpenForm, VoteForm, WhichForm
from interviews.debriefs.models import Debrief, Phase
from interviews.debriefs.selectors import debrief_page, debriefs_of
from interviews.debriefs.services import cast_vote, decide, open_debrief
from interviews.debriefs.states import DebriefStatus
from interviews.loops.models import Loop


@require_safe
@member_required
def debriefs(request: MemberRequest) -> HttpResponse:
    """What the reader has to read, to vote on or to decide; or what was decided."""
    status = WhichForm(request.GET).wanted
    context = {
        "page": debriefs_page(request.member, status=status, **PageForm(request.GET).wanted()),
        "status": status,
        "statuses": DebriefStatus,
    }
    return render(request, "interviews/debriefs/list.html", context)


@require_safe
@member_required
def detail(request: MemberRequest, pk: int) -> HttpResponse:
    """One debrief, as its reader's eyes may see it."""
    return _show(request, _debrief(request, pk))


@require_POST
@member_required
def vote(request: MemberRequest, pk: int) -> HttpResponse:
    """Cast the reader's vote; sent twice it is cast once."""
    debrief = _debrief(request, pk)
    form = VoteForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            cast = cast_vote(debrief, **form.cleaned_data, by=request.member)
            is_first = cast.phase == Phase.PRE_VOTE
            messages.success(request, _("Your pre-vote is cast.") if is_first else _("Your vote is cast."))
            return redirect(debrief)
    return _show(request, debrief, vote_form=form, status=422)


@require_POST
@member_required
def decision(request: MemberRequest, pk: int) -> HttpResponse:
    """Record the decision."""
    debrief = _debrief(request, pk)
    form = DecisionForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            return redirect(once(request.user, key=form.key, act=lambda: _decide(request, debrief, form)))
    return _show(request, debrief, decision_form=form, status=422)


def _decide(request: MemberRequest, debrief: Debrief, form: DecisionForm) -> str:
    chosen = {name: form.cleaned_data[name] for name in ("outcome", "rationale")}
    decide(debrief, **chosen, by=request.member)
    messages.success(request, _("The decision is recorded."))
    return debrief.get_absolute_url()


@require_POST
@member_required
def open_for(request: MemberRequest) -> HttpResponse:
    """Lay a loop's scorecards before its committee."""
    form = OpenForm(request.POST)
    wanted = form.cleaned_data["loop"] if form.is_valid() else None
    loop = get_object_or_404(Loop.objects.visible_to(request.member), pk=wanted)
    try:
        even_so = form.cleaned_data["even_without_missing"]
        debrief = open_debrief(loop, even_without_missing=even_so, by=request.member)
    except NotAllowed:
        raise
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(loop)
    readable = Debrief.objects.visible_to(request.member).filter(pk=debrief.pk).exists()
    return redirect(debrief if readable else loop)


def _debrief(request: MemberRequest, pk: int) -> Debrief:
    # The committee is asked about more than once: who votes, who reads, who may have a packet.
    debriefs = debriefs_of(request.member).prefetch_related("loop__candidacy__opening__committee")
    return get_object_or_404(debriefs, pk=pk)


def _show(
    request: MemberRequest,
    debrief: Debrief,
    *,
    vote_form: VoteForm | None = None,
    decision_form: DecisionForm | None = None,
    status: int = 200,
) -> HttpResponse:
    page = debrief_page(debrief, eyes_of=request.member)
    context = {
        "page": page,
        "debrief": debrief,
        "loop": debrief.loop,
        "may_request_packet": can_read_opening(request.member, debrief.loop.candidacy.opening),
        "vote_form": vote_form or VoteForm(initial={"phase": page.open_phase}),
        "decision_form": decision_form or DecisionForm(),
    }
    return render(request, "interviews/debriefs/detail.html", context, status=status)
