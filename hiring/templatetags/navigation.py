"""The side navigation: where its items lead, and which of them the reader is in."""

from typing import Any

from django.template import Context, Library
from django.urls import reverse

register = Library()


def covers(pattern: str, view: str) -> bool:
    """Whether an item's pattern means a view: “overview:loops” that one, “loops:” the whole room."""
    return view.startswith(pattern) if pattern.endswith(":") else view == pattern


@register.inclusion_tag("components/nav_item.html", takes_context=True)
def nav_item(
    context: Context, view: str, label: str, icon: str, count: int | None = None, also: str = ""
) -> dict[str, Any]:
    """An item of the side navigation, current on its own view and on those named in `also`."""
    match = getattr(context.get("request"), "resolver_match", None)
    here = match.view_name if match else ""
    return {
        "address": reverse(view),
        "label": label,
        "icon": icon,
        "count": count,
        "is_current": any(covers(pattern, here) for pattern in [view, *also.split()]),
    }
