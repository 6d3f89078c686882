"""How events hold each other fast: each carries the hash of the one before (a linear hash chain)."""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

import rfc8785


@dataclass(frozen=True)
class Link:
    """What one event's hash is taken over; `occurred_at` is RFC 3339 in UTC with microseconds."""

    organization: int
    sequence: int
    kind: str
    subject_type: str
    subject_id: str
    actor: int | None
    payload: dict[str, Any]
    occurred_at: str
    previous_hash: str


def hash_of(link: Link) -> str:
    """SHA-256, in hexadecimal, of the link as canonical JSON (RFC 8785)."""
    return hashlib.sha256(rfc8785.dumps(asdict(link))).hexdigest()


def first_break(links: Iterable[tuple[Link, str]]) -> int | None:
    """The sequence number of the first link that does not hold, or None when the whole chain does.

    Each pair is a link and the hash stored with it, in the order of the chain, which starts at 1.
    """
    previous = ""
    for expected, (link, stored) in enumerate(links, start=1):
        if link.sequence != expected or link.previous_hash != previous or hash_of(link) != stored:
            return expected
        previous = stored
    return None
