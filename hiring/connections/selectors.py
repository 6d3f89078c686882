from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from hiring.connections.models import ApiToken
from hiring.foundations.paging import Page, page_of
from hiring.people.models import Member


@dataclass(frozen=True)
class TokenRow:
    token: ApiToken
    is_good: bool

    @property
    def dialog_id(self) -> str:
        return f"revoke-{self.token.pk}"


def tokens_page(reader: Member, *, before: int | None = None) -> Page[TokenRow]:
    """The reader's own tokens, newest first, and whether each still opens the door."""
    page: Page[ApiToken] = page_of(ApiToken.objects.visible_to(reader), before=before)
    return page.showing(_rows(page.rows))


def _rows(tokens: Sequence[ApiToken]) -> list[TokenRow]:
    now = timezone.now()
    return [
        TokenRow(
            token,
            is_good=token.revoked_at is None and (token.expires_at is None or token.expires_at > now),
        )
        for token in tokens
    ]
