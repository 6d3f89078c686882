"""How people appear on pages: by name, with initials on a colour that is theirs on every page."""

import unicodedata
from collections.abc import Iterable
from itertools import islice
from typing import Any
from zlib import crc32

from django.template import Library
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = Library()

TINTS = 8
# Keeps the letters of joined scripts apart, as initials stand.
NON_JOINER = "\u200c"


@register.filter
def initials(person: object) -> str:
    """The first letters of a name's first and last word, in any script; “?” where it has no letter."""
    words = ["".join(filter(str.isalnum, word)) for word in unicodedata.normalize("NFC", str(person)).split()]
    words = [word for word in words if word]
    if not words:
        return "?"
    # Title case, for scripts whose capitals are not used to begin a name have none of it.
    letters = [word[0].title()[0] for word in (words if len(words) < 2 else (words[0], words[-1]))]
    is_joined = any(unicodedata.bidirectional(letter) == "AL" for letter in letters)
    return (NON_JOINER if is_joined else "").join(letters)


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
