"""Icons, each drawn once: the library parses and writes its XML anew for every place it stands in."""

from functools import lru_cache

from django.template import Library
from lucide.templatetags.lucide import lucide as draw

register = Library()


@register.simple_tag
def lucide(name: str, *, size: int = 24, **attributes: str) -> str:
    """The icon as an SVG, with underscores in the attributes' names for hyphens."""
    return _drawn(str(name), size, tuple(attributes.items()))


@lru_cache(maxsize=512)
def _drawn(name: str, size: int, attributes: tuple[tuple[str, str], ...]) -> str:
    drawn: str = draw(name, size=size, **dict(attributes))
    return drawn
