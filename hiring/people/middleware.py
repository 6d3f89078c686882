from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from hiring.people.models import Member

SESSION_KEY = "organization"


def memberships_of(request: HttpRequest) -> list[Member]:
    """The signed-in user's active memberships, one for each of their organizations."""
    if not request.user.is_authenticated:
        return []
    memberships = Member.objects.select_related("user", "organization").filter(
        user=request.user.pk, is_active=True
    )
    return list(memberships.order_by("pk"))


def acting(memberships: list[Member], *, chosen: int | None) -> Member | None:
    """The membership in the organization that was switched to, else the first."""
    return next((one for one in memberships if one.organization_id == chosen), None) or next(
        iter(memberships), None
    )


class CurrentMember:
    """Puts the acting member on the request, and the clock into the member's time zone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        memberships = memberships_of(request)
        member = acting(memberships, chosen=request.session.get(SESSION_KEY))
        request.memberships, request.member = memberships, member  # type: ignore[attr-defined]
        if member is None:
            return self.get_response(request)
        with timezone.override(member.zone):
            response = self.get_response(request)
            # A page must not be kept where the next person at this machine could go back to it.
            response.headers.setdefault("Cache-Control", "no-store, private")
            return response
