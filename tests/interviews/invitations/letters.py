"""Reads what was posted as a mailbox would, with a reader that shares no code with the writer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import vobject

from hiring.notices.models import Mail


@dataclass(frozen=True)
class Letter:
    """A mail about a meeting, and the meeting as an independent reader understands it."""

    mail: Mail
    event: Any

    @property
    def method(self) -> str:
        return self.mail.calendar_method

    @property
    def uid(self) -> str:
        return str(self.event.uid.value)

    @property
    def sequence(self) -> int:
        return int(self.event.sequence.value)

    @property
    def starts_at(self) -> datetime:
        return self.event.dtstart.value  # type: ignore[no-any-return]

    @property
    def guests(self) -> dict[str, dict[str, list[str]]]:
        return {guest.value: guest.params for guest in self.event.attendee_list}

    @property
    def everything(self) -> str:
        return f"{self.mail.subject}\n{self.mail.text}\n{self.event.serialize()}"


def letters(*, to: str = "", after: int = 0) -> list[Letter]:
    """The mails about meetings in the order they were posted in, those after a mail's key."""
    mails = Mail.objects.filter(pk__gt=after).exclude(calendar="").order_by("pk")
    return [letter for letter in map(read, mails) if to in {"", letter.mail.to}]


def read(mail: Mail) -> Letter:
    [event] = events(mail.calendar)
    return Letter(mail, event)


def events(calendar: str) -> Iterator[Any]:
    """The events of an iCalendar object, which must be one."""
    [whole] = vobject.readComponents(calendar)
    assert whole.version.value == "2.0"
    yield from getattr(whole, "vevent_list", [])


def last_mail() -> int:
    """The key of the newest mail, to ask for those after it."""
    return Mail.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
