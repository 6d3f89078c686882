from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from hiring.people.models import Member

SESSION_KEY = "organization"


def member_of(request: HttpRequest) -> Member | None:
    """The signed-in user's active membership: in the organization they switched to, else in their first."""
    if not request.user.is_authenticated:
        return None
    memberships = Member.objects.select_related("user", "organization").filter(
        user=request.user.pk, is_active=True
    )
    chosen = request.session.get(SESSION_KEY)
    return (memberships.filter(organization=chosen).first() if chosen else None) or memberships.order_by(
        "pk"
    ).first()


class CurrentMember:
    """Puts the acting member on the request, and the clock into the member's time zone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        member = member_of(request)
        request.member = member  # type: ignore[attr-defined]
        if member is None:
            return self.get_response(request)
        with timezone.override(member.zone):
            response = self.get_response(request)
            # A page must not be kept where the next person at this machine could go back to it.
            response.headers.setdefault("Cache-Control", "no-store, private")
            return response
