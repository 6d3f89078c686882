"""What the pages of questions draw many times over: in Python, for a template takes ten times as long."""

from collections.abc import Sequence
from functools import lru_cache

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from hiring.templatetags.times import duration
from rubrics.library.models import MOST_DIFFICULTY
from rubrics.library.searching.search import Choice

register = template.Library()

MARK_WIDTH, MARK_STEP = 4, 6


@register.simple_tag
def difficulty(level: int) -> SafeString:
    """How hard a question is, 1 to 5, as five marks."""
    return _marks(level, get_language())


@lru_cache(maxsize=64)
def _marks(level: int, _language: str | None) -> SafeString:
    marks = format_html_join(
        "",
        '<rect x="{}" width="{}" height="8" rx="1"{}/>',
        (
            (place * MARK_STEP, MARK_WIDTH, SafeString(' class="is-on"') if place < level else "")
            for place in range(MOST_DIFFICULTY)
        ),
    )
    return format_html(
        '<span class="difficulty" role="img" aria-label="{0}" title="{0}">'
        '<svg viewBox="0 0 28 8" width="28" height="8" aria-hidden="true">{1}</svg></span>',
        gettext("Difficulty %(level)s of 5") % {"level": level},
        marks,
    )


@register.simple_tag
def facet_choices(name: str, choices: Sequence[Choice], chosen: str) -> SafeString:
    """One radio button for each choice of a facet, with how many questions it would leave."""
    return format_html_join(
        "",
        '<label class="facet-choice"><input type="radio" name="{0}" id="id_{0}_{1}" value="{1}"{2}>'
        '<span>{3}</span><span class="facet-count">{4}</span></label>',
        (
            (
                name,
                choice.value,
                SafeString(" checked") if choice.value == chosen else "",
                duration(int(choice.value)) if name == "minutes" else choice.label,
                choice.count,
            )
            for choice in choices
        ),
    )
