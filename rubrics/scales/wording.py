"""What the rubrics' checks found, in the reader's language."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from rubrics.scales.checks import AND, LEVEL, LEVELS, MOST_CRITERIA_TO_RATE, SENTENCES, Finding


def sentence_of(finding: Finding) -> str:
    """A sentence that names what was found and what to do."""
    return _(SENTENCES[finding.fault]) % {
        "criterion": finding.criteria[0] if finding.criteria else "",
        "criteria": _listed([f"“{name}”" for name in finding.criteria], AND),
        "levels": _levels(finding.levels),
        "competency": finding.competency,
        "count": finding.count,
        "most": MOST_CRITERIA_TO_RATE,
    }


def _levels(levels: Sequence[int]) -> str:
    if len(levels) == 1:
        return _(LEVEL) % {"last": levels[0]}
    return _listed([str(level) for level in levels], LEVELS)


def _listed(words: Sequence[str], several: str) -> str:
    if len(words) < 2:
        return "".join(words)
    return _(several) % {"others": ", ".join(words[:-1]), "last": words[-1]}
