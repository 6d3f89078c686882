"""What the pages of templates show."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Sum

from hiring.foundations.differences import Line, differences
from hiring.foundations.paging import Page, page_of
from hiring.people.models import Member
from interviews.loop_templates.changes import changes_between
from interviews.loop_templates.drafts import RoundDraft, drafts_of, read_whole
from interviews.loop_templates.models import LoopTemplate, LoopTemplateVersion, TemplateRound
from interviews.loop_templates.wording import sentence_of


def templates_page(
    reader: Member, *, level: str = "", state: str = "", before: int | None = None
) -> Page[LoopTemplate]:
    """The organization's templates, newest first, with `round_count` and `minutes` of the current version.

    Retired ones stand apart: they alone are shown with a `state`, and not without.
    """
    rows = LoopTemplate.objects.visible_to(reader).filter(retired_at__isnull=not state)
    if level:
        rows = rows.filter(level=level)
    rows = rows.select_related("current").annotate(
        round_count=Count("current__rounds"), minutes=Sum("current__rounds__minutes")
    )
    return page_of(rows, before=before)


@dataclass(frozen=True)
class TemplateShown:
    """A template by one of its versions; `versions` are all of them, the newest first."""

    template: LoopTemplate
    version: LoopTemplateVersion | None
    versions: Sequence[LoopTemplateVersion]
    rounds: Sequence[TemplateRound]

    @property
    def is_current(self) -> bool:
        return self.version is None or self.version.pk == self.template.current_id

    @property
    def minutes(self) -> int:
        """The candidate's time: rounds, and the breaks between them."""
        breaks = sum(planned.break_minutes for planned in self.rounds[:-1])
        return sum(planned.minutes for planned in self.rounds) + breaks

    @property
    def interviewers(self) -> int:
        return sum(planned.panel_size for planned in self.rounds)


def template_shown(template: LoopTemplate, *, number: int | None = None) -> TemplateShown | None:
    """The template by one version, or as loops are made from it today; None for a version it lacks."""
    versions = list(template.versions.select_related("created_by").order_by("-number"))
    by_number = {version.number: version for version in versions}
    if number is not None and number not in by_number:
        return None
    current = next((version for version in versions if version.pk == template.current_id), None)
    version = by_number[number] if number is not None else current
    template.current = current
    if version:
        read_whole([version])
    rounds = list(version.rounds.all()) if version else []
    return TemplateShown(template=template, version=version, versions=versions, rounds=rounds)


def template_changes(old: LoopTemplateVersion, new: LoopTemplateVersion) -> tuple[str, ...]:
    """What the newer version plans otherwise, each thing a sentence; read in three queries."""
    if old.pk == new.pk:
        return ()
    read_whole([old, new])
    return draft_changes(drafts_of(old), drafts_of(new))


def changes_since(pinned: LoopTemplateVersion | None) -> tuple[str, ...]:
    """What the template plans otherwise by now, for a loop that was made from this version of it."""
    newest = pinned.template.current if pinned else None
    return template_changes(pinned, newest) if pinned and newest else ()


def draft_changes(old: Sequence[RoundDraft], new: Sequence[RoundDraft]) -> tuple[str, ...]:
    """What the newer rounds plan otherwise, each thing a sentence."""
    before, after = ([planned.read() for planned in rounds] for rounds in (old, new))
    return tuple(map(sentence_of, changes_between(before, after)))


@dataclass(frozen=True)
class BriefChange:
    """A round's brief that was rewritten, and its lines."""

    name: str
    label: str
    lines: Sequence[Line]


def brief_changes(old: LoopTemplateVersion, new: LoopTemplateVersion) -> list[BriefChange]:
    """Word by word, the briefs of rounds that are called the same in both versions."""
    read_whole([old] if old.pk == new.pk else [old, new])
    before = {planned.title: planned.brief for planned in old.rounds.all()}
    after = {planned.title: planned.brief for planned in new.rounds.all() if planned.title in before}
    return [BriefChange(found.name, found.name, found.lines) for found in differences(before, after)]
