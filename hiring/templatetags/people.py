"""How people appear on pages: by name, with initials on a colour that is theirs on every page."""

from collections.abc import Iterable
from itertools import islice
from typing import Any
from zlib import crc32

from django.template import Library
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hiring.people.names import initials_of

register = Library()

TINTS = 8


register.filter("initials", initials_of)


@register.filter
def tint(person: object) -> int:
    """The number of a person's colour, the same in every process and on every page."""
    return crc32(str(person).encode()) % TINTS


@register.inclusion_tag("components/avatar.html")
def avatar(person: object, size: str = "") -> dict[str, Any]:
    """Initials beside a written name: `{% avatar member %}`, `{% avatar member "small" %}`."""
    return {"name": str(person), "size": size}


@register.inclusion_tag("components/avatars.html")
def avatars(people: Iterable[object], missing: int = 0, most: int = 4) -> dict[str, Any]:
    """People without their written names, and the seats still empty: `{% avatars panel missing=1 %}`."""
    names = [str(person) for person in people]
    says = [*names]
    if missing:
        says.append(
            ngettext("%(number)d seat empty", "%(number)d seats empty", missing) % {"number": missing}
        )
    shown = list(islice(names, most))
    return {
        "names": shown,
        "more": len(names) - len(shown),
        "missing": range(missing),
        "says": ", ".join(says) or _("Nobody yet"),
    }


@register.inclusion_tag("components/person.html")
def person(person: object, note: str = "", size: str = "") -> dict[str, Any]:
    """A person's initials, name, and a word about them: `{% person member note=member.title %}`."""
    return {"name": str(person), "note": note, "size": size}
