"""Red flags: added, reworded, retired."""

from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from hiring.foundations.capabilities import Capability, require
from hiring.foundations.errors import DomainError, Invalid, Stale
from hiring.journal.lifecycle import locked, move
from hiring.journal.services import record
from hiring.people.models import Member
from rubrics.scales.models import RedFlag
from rubrics.scales.states import ScaleStatus

LONGEST_SLUG = 50


def can_write_flags(member: Member) -> bool:
    """Whether the member may add red flags, reword and retire them."""
    return member.may(Capability.WRITE_LIBRARY)


@transaction.atomic
def add_flag(*, statement: str, description: str = "", by: Member) -> RedFlag:
    """One more warning sign that rubrics may offer."""
    require(can_write_flags(by))
    _refuse_double(statement, by=by)
    fields = {
        "organization_id": by.organization_id,
        "statement": statement,
        "description": description,
    }
    wanted = slugify(statement)[:LONGEST_SLUG].strip("-") or "red-flag"
    try:
        with transaction.atomic():
            flag = RedFlag.objects.create(slug=wanted, **fields)
    except IntegrityError:
        flag = RedFlag.objects.create(slug=f"{wanted}-{uuid4().hex[:8]}", **fields)
    record("redflag.added", flag, by=by)
    return flag


@transaction.atomic
def reword_flag(flag: RedFlag, *, statement: str, description: str, version: int, by: Member) -> RedFlag:
    """Say the same sign in better words; scorecards that raised it show the new ones."""
    require(_can_write(by, flag))
    row = locked(flag)
    if row.version != version:
        raise Stale()
    _refuse_double(statement, but=row, by=by)
    row.statement, row.description = statement, description
    row.version += 1
    row.save(update_fields=["statement", "description", "version"])
    record("redflag.reworded", row, by=by)
    return row


@transaction.atomic
def retire_flag(flag: RedFlag, *, by: Member) -> RedFlag:
    """No rubric takes it any more; those that have it, and scorecards that raised it, keep it."""
    require(_can_write(by, flag))
    return move(flag, to=ScaleStatus.RETIRED, by=by)


@transaction.atomic
def reinstate_flag(flag: RedFlag, *, by: Member) -> RedFlag:
    """Let rubrics take it again."""
    require(_can_write(by, flag))
    return move(flag, to=ScaleStatus.IN_USE, by=by)


def _can_write(member: Member, flag: RedFlag) -> bool:
    return member.organization_id == flag.organization_id and can_write_flags(member)


def _refuse_double(statement: str, *, but: RedFlag | None = None, by: Member) -> None:
    same = RedFlag.objects.visible_to(by).filter(statement__iexact=statement)
    if but:
        same = same.exclude(pk=but.pk)
    if found := same.first():
        if found.status == ScaleStatus.RETIRED:
            raise DomainError(
                "A retired red flag says this already. Take that one back into use.", "red_flag_retired"
            )
        raise Invalid("There is a red flag with these words. Choose that one.", field="statement")
