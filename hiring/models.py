"""The face of this app towards Django: its rooms' models, in one migration history."""

from hiring.background.models import Heartbeat, IdempotencyKey, Job
from hiring.candidates.models import Candidacy, Candidate, Opening
from hiring.connections.models import ApiToken
from hiring.journal.models import ChainHead, Event
from hiring.notices.models import Mail
from hiring.people.models import Member, Organization, User

__all__ = [
    "ApiToken",
    "Candidacy",
    "Candidate",
    "ChainHead",
    "Event",
    "Heartbeat",
    "IdempotencyKey",
    "Job",
    "Mail",
    "Member",
    "Opening",
    "Organization",
    "User",
]
