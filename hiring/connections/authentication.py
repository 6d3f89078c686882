"""Who speaks to the API: the member whose token it is."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from hiring.connections.models import ApiToken
from hiring.connections.services import digest_of
from hiring.people.models import User

if TYPE_CHECKING:
    # At run time this would be a circle: views of the framework load this class as their default.
    from rest_framework.views import APIView

# How exact "last used" is; a write on every request would buy nothing.
USE_IS_NOTED_EVERY = timedelta(minutes=5)


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer <token>`."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        scheme, _, secret = get_authorization_header(request).decode("latin-1").partition(" ")
        if scheme.lower() != "bearer":
            return None
        now = timezone.now()
        token = (
            ApiToken.objects.filter(Q(expires_at=None) | Q(expires_at__gt=now), revoked_at=None)
            .filter(member__is_active=True, member__user__is_active=True, digest=digest_of(secret.strip()))
            .select_related("member__user", "member__organization")
            .first()
        )
        if token is None:
            raise AuthenticationFailed(
                "This token is unknown, expired or revoked. Make a new one under API tokens."
            )
        if token.last_used_at is None or now - token.last_used_at > USE_IS_NOTED_EVERY:
            ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
        # Logs name the member by id, whichever door the request came through.
        setattr(request._request, "member", token.member)  # noqa: B010, SLF001 -- DRF has no public name for it
        return token.member.user, token

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class IsMember(BasePermission):
    """Lets in whoever brought a token that is good."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        return isinstance(request.auth, ApiToken)


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}
