"""Who is in the demo, for its command and for the sign-in page."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from hiring.people.models import Member
from interviews.demo import doors
from interviews.demo.cast import ORGANIZATIONS, address_ending


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One button of the sign-in page."""

    name: str
    title: str
    roles: list[str]
    organization: str
    sign_in: str


def demo_members() -> QuerySet[Member, Member]:
    """The active members with made-up addresses, in the order in which they joined; nobody without a demo."""
    made_up = Q(pk__in=[])
    for slug in ORGANIZATIONS:
        made_up |= Q(organization__slug=slug, user__email__endswith=address_ending(slug))
    return (
        Member.objects.filter(made_up, is_active=True, user__is_active=True)
        .select_related("user", "organization")
        .order_by("organization", "pk")
    )


def demo_people(request: HttpRequest) -> list[DemoPerson]:
    """Whom one may sign in as with one click; nobody unless the doors are open to this request."""
    if not doors.are_open_to(request):
        return []
    return [
        DemoPerson(
            name=member.name,
            title=member.title,
            roles=[str(role.label) for role in member.roles],
            organization=member.organization.name,
            sign_in=doors.sign_in_path(member.user.email),
        )
        for member in demo_members()
    ]


def demo_listing() -> dict[str, Any]:
    """Everybody of the demo with a token and a one-click address, as the command prints it."""
    return {
        "organizations": [
            {
                "slug": organization.slug,
                "name": organization.name,
                "members": [_listed(member) for member in members],
            }
            for organization, members in groupby(demo_members(), key=lambda member: member.organization)
        ]
    }


def _listed(member: Member) -> dict[str, Any]:
    email = member.user.email
    return {
        "email": email,
        "name": member.name,
        "roles": [role.value for role in member.roles],
        "token": doors.token_of(email),
        "sign_in": settings.PUBLIC_URL.rstrip("/") + doors.sign_in_path(email),
    }
