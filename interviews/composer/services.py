"""Publishing a loop that holds, and answering for a gap that it has."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from hiring.foundations.capabilities import require
from hiring.foundations.errors import DomainError, Invalid, NotAllowed
from hiring.journal.lifecycle import locked, move
from hiring.journal.services import record
from hiring.people.models import Member
from interviews.composer.evaluation import Evaluated, evaluated
from interviews.composer.models import Waiver
from interviews.invitations.services import bring_up_to_date
from interviews.loops.models import Loop
from interviews.loops.services import can_plan_loop, draft_of
from interviews.loops.states import LoopStatus


def can_waive(member: Member, loop: Loop) -> bool:
    """Whether the member may answer for a gap: they are the hiring manager whose opening it is."""
    return can_plan_loop(member, loop) and loop.candidacy.opening.hiring_manager_id == member.pk


def _require_manager(member: Member, loop: Loop) -> None:
    if not can_waive(member, loop):
        name = loop.candidacy.opening.hiring_manager.name
        raise NotAllowed(f"Only {name}, the hiring manager of this opening, answers for a gap. Ask them.")


@transaction.atomic
def waive_gap(loop: Loop, *, gap: str, reason: str, by: Member) -> Waiver:
    """Let the loop be published with this gap; the reason is kept, and printed in the packet.

    `gap` is the key of a finding. Waiving a gap anew replaces the reason.
    """
    _require_manager(by, loop)
    row = draft_of(loop, by=by)
    finding = next((one for one in evaluated(row).evaluation.gaps if one.key == gap), None)
    if finding is None:
        raise Invalid("The loop has no such gap any more. Reload the page to see how it stands.", field="gap")
    if not reason.strip():
        raise Invalid("Say why the loop may do without. The committee will read it.", field="reason")
    said = {
        "says": finding.states(gettext),
        "reason": reason.strip(),
        "waived_by": by,
        "waived_at": timezone.now(),
    }
    waiver, _ = Waiver.objects.update_or_create(loop=row, gap=gap, defaults=said)
    record("gap.waived", row, by=by, waiver=waiver.pk, gap=gap)
    return waiver


@transaction.atomic
def withdraw_waiver(waiver: Waiver, *, by: Member) -> None:
    """Answer for the gap no longer."""
    _require_manager(by, waiver.loop)
    row = draft_of(waiver.loop, by=by)
    waiver = locked(waiver)
    record("waiver.withdrawn", row, by=by, waiver=waiver.pk, gap=waiver.gap)
    waiver.delete()


@transaction.atomic
def publish_loop(loop: Loop, *, by: Member) -> Loop:
    """Tell the interviewers: the plan stands, and scorecards open. Publishing twice is once.

    Refused while something is still to be done, and while a gap is open for which nobody answers.
    """
    require(can_plan_loop(by, loop))
    row = locked(loop)
    if row.status == LoopStatus.PUBLISHED:
        return row
    if row.status == LoopStatus.DRAFT:
        found = evaluated(row)
        _refuse_what_does_not_hold(found)
        _let_go_of_closed_gaps(found, row, by=by)
    row = move(row, to=LoopStatus.PUBLISHED, by=by)
    bring_up_to_date(row, by=by)
    return row


def _refuse_what_does_not_hold(found: Evaluated) -> None:
    if refusals := found.refusals:
        code = "coverage_gap" if found.open_gaps else found.evaluation.unready[0].flaw.value
        raise DomainError(" ".join(refusals), code)


def _let_go_of_closed_gaps(found: Evaluated, draft: Loop, *, by: Member) -> None:
    """Keep the waivers that the loop is published with, and no others: the committee reads them all."""
    needed = {waiver.pk for waiver in found.waived_gaps}
    for waiver in found.waivers.values():
        if waiver.pk not in needed:
            record("waiver.lapsed", draft, by=by, waiver=waiver.pk, gap=waiver.gap)
            waiver.delete()
