"""API tokens: 256 random bits, shown once, kept as a hash."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from hiring.connections.models import ApiToken
from hiring.foundations.capabilities import require
from hiring.foundations.errors import Invalid
from hiring.journal.services import record
from hiring.people.models import Member

TOKEN_MARK = "fl_"  # noqa: S105 -- what every token begins with, no secret
LONGEST_LIFE = timedelta(days=3653)


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def issue_token(
    *, label: str, expires_at: datetime | None = None, token: str = "", by: Member
) -> tuple[ApiToken, str]:
    """A new token for the acting member, with the text that is shown this once.

    `token` lets the demo choose its own text, so that making it twice changes nothing.
    """
    if expires_at is not None and not timedelta() < expires_at - timezone.now() <= LONGEST_LIFE:
        raise Invalid("Choose an end that lies within the next ten years.", field="expires_at")
    text = token or TOKEN_MARK + secrets.token_urlsafe(32)
    row = ApiToken.objects.create(
        member=by, label=label, prefix=text[:8], digest=digest_of(text), expires_at=expires_at
    )
    record("token.issued", row, by=by, organization_id=by.organization_id)
    return row, text


@transaction.atomic
def revoke_token(token: ApiToken, *, by: Member) -> None:
    """End a token at once; ending it twice is the same."""
    require(token.member_id == by.pk)
    if ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now()):
        record("token.revoked", token, by=by, organization_id=by.organization_id)
