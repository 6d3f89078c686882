from django.db import models
from django.utils.translation import gettext_lazy as _


class OpeningStatus(models.TextChoices):
    OPEN = "open", _("Open")
    ON_HOLD = "on_hold", _("On hold")
    CLOSED = "closed", _("Closed")

    @property
    def next(self) -> frozenset["OpeningStatus"]:
        return OPENING_MOVES[self]


OPENING_MOVES = {
    OpeningStatus.OPEN: frozenset({OpeningStatus.ON_HOLD, OpeningStatus.CLOSED}),
    OpeningStatus.ON_HOLD: frozenset({OpeningStatus.OPEN, OpeningStatus.CLOSED}),
    OpeningStatus.CLOSED: frozenset({OpeningStatus.OPEN}),
}


class CandidacyStatus(models.TextChoices):
    ACTIVE = "active", _("Active")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    HIRED = "hired", _("Hired")
    DECLINED = "declined", _("Declined")

    @property
    def next(self) -> frozenset["CandidacyStatus"]:
        return CANDIDACY_MOVES[self]


CANDIDACY_MOVES = {
    CandidacyStatus.ACTIVE: frozenset(
        {CandidacyStatus.WITHDRAWN, CandidacyStatus.HIRED, CandidacyStatus.DECLINED}
    ),
    CandidacyStatus.WITHDRAWN: frozenset({CandidacyStatus.ACTIVE}),
    CandidacyStatus.HIRED: frozenset(),
    CandidacyStatus.DECLINED: frozenset({CandidacyStatus.ACTIVE}),
}
