"""What a page may count on: a signed-in, active member."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from hiring.foundations.middleware import way_back
from hiring.people.models import Member, User

Parameters = ParamSpec("Parameters")


class MemberRequest(HttpRequest):
    """A request of somebody who belongs to an organization."""

    member: Member
    user: User
    htmx: Any


Page = Callable[Concatenate[MemberRequest, Parameters], HttpResponseBase]


def member_required(
    page: Page[Parameters],
) -> Callable[Concatenate[HttpRequest, Parameters], HttpResponseBase]:
    """Sends strangers to the sign-in page, and tells people without an organization how to get into one."""

    @wraps(page)
    def guarded(request: Any, *args: Parameters.args, **kwargs: Parameters.kwargs) -> HttpResponseBase:
        if request.method == "POST" and not request.user.is_authenticated:
            # Many addresses only take what is posted: after signing in, the page it was sent from is read.
            told = _("You were signed out, so nothing was changed. Sign in, then send it again.")
            messages.warning(request, told)
            return redirect_to_login(way_back(request) or "/")
        return signed_in(request, *args, **kwargs)

    @login_required
    def signed_in(request: Any, *args: Parameters.args, **kwargs: Parameters.kwargs) -> HttpResponseBase:
        if request.member is None:
            return render(request, "hiring/people/no_organization.html", status=403)
        return page(request, *args, **kwargs)

    return cast("Callable[Concatenate[HttpRequest, Parameters], HttpResponseBase]", guarded)
