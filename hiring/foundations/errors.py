"""What a rule says when it is broken: a sentence that tells the reader what to do next."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Sentence = str | Promise


class DomainError(Exception):
    """A rule of the product was broken; the message is shown to people as it stands."""

    status = 409

    def __init__(self, message: "Sentence", code: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.field = field

    def __str__(self) -> str:
        return str(self.message)


class NotAllowed(DomainError):
    """The acting member may see the thing, but may not do this to it."""

    status = 403

    def __init__(self, message: "Sentence" = "", code: str = "not_allowed") -> None:
        super().__init__(
            message or _("Your role does not allow this. Ask an admin of your organization."), code
        )


class Invalid(DomainError):
    """One value cannot be taken; `field` names it."""

    status = 400

    def __init__(self, message: "Sentence", *, field: str, code: str = "invalid") -> None:
        super().__init__(message, code, field=field)


class Stale(DomainError):
    """Somebody changed the thing since the acting member read it."""

    def __init__(self, message: "Sentence" = "") -> None:
        super().__init__(
            message
            or _(
                "Somebody else changed this while you had it open. "
                "Your text is kept below; compare it with the current version, then save again."
            ),
            "stale",
        )
