"""How a template comes about, changes and goes out of use; a version that was written never changes."""

from collections.abc import Sequence
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from hiring.candidates.models import Level
from hiring.foundations.capabilities import Capability, require
from hiring.foundations.errors import DomainError, Invalid, Stale
from hiring.journal.lifecycle import locked
from hiring.journal.services import record
from hiring.people.models import Member
from interviews.loop_templates.drafts import RoundDraft, drafts_of, says_the_same
from interviews.loop_templates.fitness import refuse_unfit
from interviews.loop_templates.models import LoopTemplate, LoopTemplateVersion
from interviews.loop_templates.versions import write_version

LONGEST_NAME, LONGEST_NOTE, LONGEST_SLUG = 120, 500, 50
MOST_ROUNDS = 12


def can_write_templates(member: Member) -> bool:
    """Whether the member may write the organization's templates."""
    return member.may(Capability.WRITE_LIBRARY)


def can_write(member: Member, template: LoopTemplate) -> bool:
    return member.organization_id == template.organization_id and can_write_templates(member)


@transaction.atomic
def create_template(*, name: str, level: str, rounds: Sequence[RoundDraft], by: Member) -> LoopTemplate:
    """A new template with its first version; loops can be made from it at once."""
    require(can_write_templates(by))
    _check(name, level, rounds, by=by)
    template = _new_template(name, level, by=by)
    version = write_version(template, rounds, by=by)
    record("template.created", template, by=by, version=version.pk)
    return template


@transaction.atomic
def revise_template(
    template: LoopTemplate,
    *,
    name: str,
    level: str,
    rounds: Sequence[RoundDraft],
    note: str = "",
    version: int,
    by: Member,
) -> LoopTemplateVersion:
    """Write the template's next version; loops keep the one they were made from.

    `version` is the number that the author saw, 0 for none. What is there already makes no new version, and
    the one that says it is returned.
    """
    require(can_write(by, template))
    row = locked(template)
    current = row.current
    if version != (current.number if current else 0):
        raise Stale()
    if row.retired_at:
        raise DomainError(
            "This template is retired. Take it back into use, then change it.", "template_retired"
        )
    _check(name, level, rounds, note, by=by)
    is_the_same = (row.name, row.level) == (name, level)
    if current and is_the_same and says_the_same(drafts_of(current), rounds):
        if note.strip() and note.strip() != current.note:
            raise Invalid(
                "Nothing else has changed, so there is no new version for this note. "
                "Change a round as well, or leave the note out.",
                field="note",
            )
        return current
    row.name, row.level = name, level
    written = write_version(row, rounds, note=note, by=by)
    record("template.revised", row, by=by, version=written.pk)
    return written


@transaction.atomic
def retire_template(template: LoopTemplate, *, by: Member) -> LoopTemplate:
    """Make no new loop from it; those that were keep their version. Retiring twice is once."""
    require(can_write(by, template))
    row = locked(template)
    if row.retired_at is None:
        row.retired_at = timezone.now()
        row.save(update_fields=["retired_at"])
        record("template.retired", row, by=by)
    return row


@transaction.atomic
def restore_template(template: LoopTemplate, *, by: Member) -> LoopTemplate:
    """Take a retired template back into use."""
    require(can_write(by, template))
    row = locked(template)
    if row.retired_at is not None:
        row.retired_at = None
        row.save(update_fields=["retired_at"])
        record("template.restored", row, by=by)
    return row


def _check(name: str, level: str, rounds: Sequence[RoundDraft], note: str = "", *, by: Member) -> None:
    """Raise where no loop could be made from it."""
    if not name.strip():
        raise Invalid("Give the template a name.", field="name")
    if len(name) > LONGEST_NAME:
        raise Invalid(f"Shorten the name to {LONGEST_NAME} characters.", field="name")
    if level not in Level:
        raise Invalid("There is no such level. Choose one from the list.", field="level")
    if len(note) > LONGEST_NOTE:
        raise Invalid(f"Shorten this to {LONGEST_NOTE} characters.", field="note")
    if not rounds:
        raise Invalid("A template has one round at least. Add one.", field="rounds")
    if len(rounds) > MOST_ROUNDS:
        raise Invalid(f"A template has {MOST_ROUNDS} rounds at most. Join or drop some.", field="rounds")
    refuse_unfit(rounds, organization_id=by.organization_id)


def _new_template(name: str, level: str, *, by: Member) -> LoopTemplate:
    """The row with a slug of its name, or a longer one when another has that already."""
    wanted = slugify(name)[:LONGEST_SLUG].strip("-") or "template"
    fields = {"organization_id": by.organization_id, "name": name, "level": level}
    try:
        with transaction.atomic():
            return LoopTemplate.objects.create(slug=wanted, **fields)
    except IntegrityError:
        return LoopTemplate.objects.create(slug=f"{wanted}-{uuid4().hex[:8]}", **fields)
