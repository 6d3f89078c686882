"""Answering an invitation: from its mail without signing in, and from one's own page."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from hiring.foundations.errors import DomainError, NotAllowed
from hiring.foundations.forms import refusals_in
from hiring.people.requests import MemberRequest, member_required
from interviews.invitations.answering import answer_invitation
from interviews.invitations.forms import AnswerForm, OwnAnswerForm
from interviews.invitations.links import sequence_named_by
from interviews.invitations.models import Answer
from interviews.invitations.selectors import asked, invitations_for_page
from interviews.invitations.services import send_again


# The address itself is what only the person knows, and it is kept from every referrer; browsers then send no
# origin either, by which Django would tell a form of ours. No session counts here that could be abused.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """The link of a mail: reading it changes nothing, for programs that look through mail follow links."""
    invitation = get_object_or_404(invitations_for_page(), pk=pk)
    sequence = sequence_named_by(code, invitation)
    has_left = invitation.member is not None and not invitation.member.is_active
    if sequence is None or has_left:
        raise Http404
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_in(form):
            answer_invitation(invitation, sequence=sequence, **form.cleaned_data, by=invitation.member)
            return _private(redirect(request.path))
    shown = asked(invitation, sequence=sequence)
    with timezone.override(shown.zone):
        context = {"shown": shown, "form": form, "member": None}
        page = render(request, "interviews/invitations/answer.html", context, status=_status_of(form))
    return _private(page)


def _private(response: HttpResponse) -> HttpResponse:
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex"
    return response


def _status_of(form: AnswerForm) -> int:
    return 422 if form.is_bound else 200


@require_http_methods(["GET", "POST"])
@member_required
def own(request: MemberRequest, pk: int) -> HttpResponse:
    """One of the reader's own invitations, as it stands now."""
    rows = invitations_for_page().visible_to(request.member).filter(member=request.member)
    invitation = get_object_or_404(rows, pk=pk)
    form = OwnAnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_in(form):
            answer_invitation(invitation, **form.cleaned_data, by=request.member)
            messages.success(request, _said(form.cleaned_data["answer"]))
            return redirect("overview:my_interviews")
    context = {"shown": asked(invitation, sequence=invitation.sequence), "form": form}
    return render(request, "interviews/invitations/own.html", context, status=_status_of(form))


@require_POST
@member_required
def again(request: MemberRequest, pk: int) -> HttpResponse:
    """Mail an invitation once more that the mail server refused."""
    invitation = get_object_or_404(invitations_for_page().visible_to(request.member), pk=pk)
    try:
        send_again(invitation, by=request.member)
        messages.success(request, _("The invitation goes out once more."))
    except NotAllowed:
        raise
    except DomainError as refused:
        messages.warning(request, str(refused))
    return redirect(f"{invitation.round.get_absolute_url()}#seats")


def _said(answer: str) -> str:
    if answer == Answer.ACCEPTED:
        return _("Thank you. You are expected.")
    return _("Whoever plans this interview knows that you cannot come.")
