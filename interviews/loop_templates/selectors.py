"""What the pages of templates show."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Sum

from hiring.foundations.paging import Page, page_of
from hiring.people.models import Member
from interviews.loop_templates.changes import changes_between
from interviews.loop_templates.drafts import drafts_of, read_whole
from interviews.loop_templates.models import LoopTemplate, LoopTemplateVersion, TemplateRound
from interviews.loop_templates.wording import sentence_of


def templates_page(reader: Member, *, before: int | None = None) -> Page[LoopTemplate]:
    """The organization's templates, newest first, with `round_count` and `minutes` of the current version."""
    rows = (
        LoopTemplate.objects.visible_to(reader)
        .select_related("current")
        .annotate(round_count=Count("current__rounds"), minutes=Sum("current__rounds__minutes"))
    )
    return page_of(rows, before=before)


@dataclass(frozen=True)
class TemplateShown:
    template: LoopTemplate
    version: LoopTemplateVersion | None
    rounds: Sequence[TemplateRound]

    @property
    def minutes(self) -> int:
        return sum(planned.minutes for planned in self.rounds)

    @property
    def interviewers(self) -> int:
        return sum(planned.panel_size for planned in self.rounds)


def template_shown(template: LoopTemplate) -> TemplateShown:
    """The template as loops are made from it today."""
    version = template.current
    rounds = version.rounds.select_related("rubric").order_by("position") if version else ()
    return TemplateShown(template=template, version=version, rounds=list(rounds))


def template_changes(old: LoopTemplateVersion, new: LoopTemplateVersion) -> tuple[str, ...]:
    """What the newer version plans otherwise, each thing a sentence; read in three queries."""
    if old.pk == new.pk:
        return ()
    read_whole([old, new])
    before, after = ([planned.read() for planned in drafts_of(version)] for version in (old, new))
    return tuple(map(sentence_of, changes_between(before, after)))
