"""What a page may count on: a signed-in, active member."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

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

    @login_required
    @wraps(page)
    def guarded(request: Any, *args: Parameters.args, **kwargs: Parameters.kwargs) -> HttpResponseBase:
        if request.member is None:
            return render(request, "hiring/people/no_organization.html", status=403)
        return page(request, *args, **kwargs)

    return cast("Callable[Concatenate[HttpRequest, Parameters], HttpResponseBase]", guarded)
