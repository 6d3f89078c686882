"""The links in a mail by which somebody answers without signing in, each good for one state of a meeting."""

from hmac import compare_digest
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

from interviews.invitations.models import Invitation

SALT = "interviews.invitations.links"


def code_of(invitation: Invitation, *, sequence: int) -> str:
    """What only somebody who got this invitation's mail can know: 256 bits, keyed with the house's secret."""
    return salted_hmac(SALT, f"{invitation.uid}:{sequence}", algorithm="sha256").hexdigest()


def sequence_named_by(code: str, invitation: Invitation) -> int | None:
    """Which of the invitation's mails the code is from, the newest first; None when from none of them."""
    for sequence in range(invitation.sequence, -1, -1):
        if compare_digest(code.encode(), code_of(invitation, sequence=sequence).encode()):
            return sequence
    return None


def address_of(path: str) -> str:
    """The path as a whole address, for a mail or a calendar."""
    return urljoin(settings.PUBLIC_URL, path)


def answer_address(invitation: Invitation) -> str:
    """Where the holder of the newest mail answers."""
    code = code_of(invitation, sequence=invitation.sequence)
    return address_of(reverse("invitations:answer", args=[invitation.pk, code]))
