"""What changed in a template, in the reader's language."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from interviews.loop_templates.changes import Change, Named, Sort, Value
from interviews.loop_templates.models import Place
from rubrics.competencies.round_kinds import RoundKind

SENTENCES = {
    (Sort.ADDED, ""): gettext_lazy("“%(round)s” was added as round %(new)s."),
    (Sort.REMOVED, ""): gettext_lazy("“%(round)s” was taken out; it was round %(old)s."),
    (Sort.MOVED, ""): gettext_lazy("“%(round)s” moved from round %(old)s to round %(new)s."),
    (Sort.RENAMED, ""): gettext_lazy("“%(old)s” is now called “%(new)s”."),
    (Sort.CHANGED, "kind"): gettext_lazy("“%(round)s”: kind %(old)s → %(new)s."),
    (Sort.CHANGED, "minutes"): gettext_lazy("“%(round)s”: length %(old)s → %(new)s."),
    (Sort.CHANGED, "break_minutes"): gettext_lazy("“%(round)s”: break after it %(old)s → %(new)s."),
    (Sort.CHANGED, "place"): gettext_lazy("“%(round)s”: place in the loop %(old)s → %(new)s."),
    (Sort.CHANGED, "panel_size"): gettext_lazy("“%(round)s”: interviewers %(old)s → %(new)s."),
    (Sort.CHANGED, "rubric"): gettext_lazy("“%(round)s”: rubric %(old)s → %(new)s."),
    (Sort.CHANGED, "difficulty"): gettext_lazy("“%(round)s”: difficulty %(old)s → %(new)s."),
    (Sort.CHANGED, "question_count"): gettext_lazy("“%(round)s”: questions %(old)s → %(new)s."),
    (Sort.CHANGED, "brief"): gettext_lazy("“%(round)s”: the brief was rewritten."),
    (Sort.GAINED, "competencies"): gettext_lazy("“%(round)s” must now ask about %(new)s."),
    (Sort.LOST, "competencies"): gettext_lazy("“%(round)s” need no longer ask about %(old)s."),
    (Sort.GAINED, "questions"): gettext_lazy("“%(round)s” now always asks “%(new)s”."),
    (Sort.LOST, "questions"): gettext_lazy("“%(round)s” no longer always asks “%(old)s”."),
}


def sentence_of(change: Change) -> str:
    """A sentence that names the round, and what it was and is."""
    told = {
        "round": change.round,
        "old": _told(change.field, change.old),
        "new": _told(change.field, change.new),
    }
    return SENTENCES[change.sort, change.field] % told


def _told(field: str, value: Value | None) -> str:
    if value is None:
        return ""
    if isinstance(value, Named):
        return value.name
    return _IN_WORDS.get(field, str)(value)


def _minutes(value: Value) -> str:
    return ngettext("%(count)d minute", "%(count)d minutes", int(str(value))) % {"count": value}


def _break(value: Value) -> str:
    return _minutes(value) if value else _("none")


_IN_WORDS: dict[str, Callable[[Value], str]] = {
    "kind": lambda value: str(RoundKind(str(value)).label),
    "place": lambda value: str(Place(str(value)).label),
    "minutes": _minutes,
    "break_minutes": _break,
}
