from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hiring.background.idempotency import once
from hiring.connections.forms import TokenForm
from hiring.connections.models import ApiToken
from hiring.connections.selectors import tokens_page
from hiring.connections.services import issue_token, revoke_token
from hiring.foundations.forms import refusals_in, sent
from hiring.foundations.paging import PageForm
from hiring.people.requests import MemberRequest, member_required

# A new token waits here between the form that made it and the page that shows it, once.
NEW_TOKEN = "new_token"  # noqa: S105 - the name of a place, not a secret


@require_http_methods(["GET", "POST"])
@member_required
def tokens(request: MemberRequest) -> HttpResponse:
    """The reader's own tokens; a new one is shown in full by the first page after it was made."""
    form = TokenForm(sent(request))
    if form.is_valid():
        with refusals_in(form):
            return redirect(once(request.user, key=form.key, act=lambda: _issue(request, form)))
    context = {
        "page": tokens_page(request.member, **PageForm(request.GET).wanted()),
        "form": form,
        "new_token": None if form.is_bound else request.session.pop(NEW_TOKEN, None),
    }
    return render(request, "hiring/connections/tokens.html", context, status=422 if form.is_bound else 200)


def _issue(request: MemberRequest, form: TokenForm) -> str:
    __, text = issue_token(label=form.cleaned_data["label"], expires_at=form.expires_at, by=request.member)
    request.session[NEW_TOKEN] = text
    return reverse("connections:tokens")


@require_POST
@member_required
def revoke(request: MemberRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(ApiToken.objects.visible_to(request.member), pk=pk)
    revoke_token(token, by=request.member)
    messages.success(request, _("“%(label)s” no longer works.") % {"label": token.label})
    return redirect("connections:tokens")
