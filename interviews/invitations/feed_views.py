"""The private address under which a member's calendar reads their interviews."""

import hashlib

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hiring.background.idempotency import once
from hiring.foundations.forms import refusals_in, sent
from hiring.people.requests import MemberRequest, member_required
from interviews.invitations.feeds import calendar_of, end_feed, feed_behind, reset_feed
from interviews.invitations.forms import NewFeedForm
from interviews.invitations.models import CalendarFeed

# A new address waits here between the form that made it and the page that shows it, once.
NEW_ADDRESS = "new_feed_address"


@require_http_methods(["GET", "POST"])
@member_required
def settings_page(request: MemberRequest) -> HttpResponse:
    """The reader's own feed; a new address is shown in full by the first page after it was made."""
    form = NewFeedForm(sent(request))
    if form.is_valid():
        with refusals_in(form):
            return redirect(once(request.user, key=form.key, act=lambda: _reset(request)))
    context = {
        "feed": CalendarFeed.objects.visible_to(request.member).first(),
        "form": form,
        "new_address": None if form.is_bound else request.session.pop(NEW_ADDRESS, None),
    }
    return render(
        request, "interviews/invitations/calendar.html", context, status=422 if form.is_bound else 200
    )


def _reset(request: MemberRequest) -> str:
    _feed, request.session[NEW_ADDRESS] = reset_feed(by=request.member)
    return reverse("feeds:settings")


@require_POST
@member_required
def end(request: MemberRequest) -> HttpResponse:
    """Shut the address; calendars that read it keep what they have, and get no more."""
    end_feed(by=request.member)
    messages.success(request, _("Your calendar address no longer works."))
    return redirect("feeds:settings")


@require_safe
def read(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar behind a private address, for the program that asks; unchanged, it is not sent again."""
    feed = feed_behind(token)
    if feed is None:
        raise Http404
    body = calendar_of(feed.member, now=timezone.now()).encode()
    etag = f'"{hashlib.sha256(body).hexdigest()}"'
    headers = {
        "Content-Type": "text/calendar; charset=utf-8",
        "Content-Disposition": 'inline; filename="interviews.ics"',
        "ETag": etag,
        "Cache-Control": "private, no-cache",
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex",
    }
    response = HttpResponse(body, headers=headers)
    return get_conditional_response(request, etag=etag, response=response) or response
