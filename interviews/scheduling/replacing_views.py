"""Somebody cannot come: three who could, or another time for this round alone; one click each."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hiring.foundations.errors import DomainError, NotAllowed
from hiring.foundations.forms import refusals_in, sent
from hiring.people.requests import MemberRequest, member_required
from interviews.invitations.selectors import answers, said
from interviews.loops.models import Round
from interviews.scheduling.proposals import propose
from interviews.scheduling.replacing import replace_by, replacements_for
from interviews.scheduling.replacing_forms import ReplacementForm
from interviews.staffing.models import Seat


@require_http_methods(["GET", "POST"])
@member_required
def replacements(request: MemberRequest, pk: int) -> HttpResponse:
    """Who could take the seat, and why; one of them takes it."""
    rows = Seat.objects.visible_to(request.member).select_related(
        "member__user", "round__loop__candidacy__candidate", "round__loop__candidacy__opening"
    )
    seat = get_object_or_404(rows.annotate(**answers(member="member", round="round")), pk=pk)
    form = ReplacementForm(sent(request), member=request.member)
    if form.is_valid():
        with refusals_in(form):
            given = replace_by(seat, member=form.cleaned_data["member"], by=request.member)
            words = {"old": seat.member.name, "new": given.member.name}
            messages.success(request, _("%(new)s takes the place of %(old)s. Both are told.") % words)
            return redirect(f"{seat.round.get_absolute_url()}#seats")
    context = {"seat": seat, "said": said(seat), "form": form, **_found(seat, request)}
    status = 422 if form.is_bound else 200
    return render(request, "interviews/scheduling/replacements.html", context, status=status)


def _found(seat: Seat, request: MemberRequest) -> dict[str, object]:
    """Who could take it; a round that can have nobody replaced says why."""
    try:
        return {"found": replacements_for(seat, by=request.member)}
    except NotAllowed:
        raise
    except DomainError as refused:
        return {"found": None, "refusal": str(refused)}


@require_POST
@member_required
def move_round(request: MemberRequest, pk: int) -> HttpResponse:
    """Look for another time for one round, the rest staying as it is; what is in the way is said there."""
    rounds = Round.objects.visible_to(request.member).select_related("loop__candidacy__opening")
    round = get_object_or_404(rounds, pk=pk)
    try:
        propose(round.loop, anew=[round.pk], by=request.member)
    except NotAllowed:
        raise
    except DomainError as refused:
        messages.warning(request, str(refused))
    return redirect(f"{reverse('scheduling:loop', args=[round.loop_id])}#plans")
