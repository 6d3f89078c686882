"""Rounds as an author writes them, and templates made of them."""

from typing import Any

from hiring.people.models import Member
from interviews.loop_templates.drafts import RoundDraft
from interviews.loop_templates.models import LoopTemplate
from interviews.loop_templates.services import create_template
from tests.making import make_rubric


def a_round(by: Member, **said: Any) -> RoundDraft:
    """An hour of coding with a rubric of its own."""
    rubric = said.pop("rubric", None) or make_rubric(by.organization)
    plan = {"kind": rubric.round_kind, "title": "Coding", "minutes": 60}
    return RoundDraft(rubric=rubric, **{**plan, **said})


def template_of(by: Member, *rounds: RoundDraft, name: str = "Senior engineer") -> LoopTemplate:
    return create_template(name=name, level="senior", rounds=rounds or [a_round(by)], by=by)
