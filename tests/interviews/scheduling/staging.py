"""Loops that are still to be given times, people to give them to, and days on which to do it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from hiring.candidates.models import Opening
from hiring.people.models import Member, Organization
from interviews.availability.models import CandidateWindow, GivenBy
from interviews.interviewers.models import InterviewerProfile, Qualification, Stage
from interviews.loops.models import Loop, Round
from interviews.loops.services import create_loop
from interviews.staffing.models import Seat
from rubrics.competencies.round_kinds import RoundKind
from tests.making import make_candidacy, make_member, make_opening, make_round


def monday() -> date:
    """That of the week after next: its days are in the future, whatever today is."""
    today = timezone.now().date()
    return today + timedelta(days=14 - today.weekday())


def at(hour: int, minute: int = 0, *, day: int = 0) -> datetime:
    """That time UTC on a day of the week after next, Monday being 0."""
    return datetime.combine(monday() + timedelta(days=day), time(hour, minute), UTC)


def make_interviewer(
    organization: Organization,
    *kinds: str,
    stage: str = Stage.QUALIFIED,
    name: str = "",
    time_zone: str = "UTC",
    **profile: Any,
) -> Member:
    """Somebody of that stage in these kinds (coding, if none is named), who works from 8 to 18."""
    member = make_member(organization, name=name)
    Member.objects.filter(pk=member.pk).update(time_zone=time_zone)
    for kind in kinds or (RoundKind.CODING,):
        Qualification.objects.create(member=member, round_kind=kind, stage=stage)
    hours: dict[str, Any] = {"works_from": time(8), "works_to": time(18)}
    InterviewerProfile.objects.create(member=member, **{**hours, **profile})
    return Member.objects.select_related("user").get(pk=member.pk)


def give_window(loop: Loop, start: datetime, end: datetime) -> CandidateWindow:
    return CandidateWindow.objects.create(
        candidacy=loop.candidacy, starts_at=start, ends_at=end, given_by=GivenBy.RECRUITER
    )


def make_loop_to_plan(
    by: Member,
    *kinds: str,
    opening: Opening | None = None,
    minutes: int = 60,
    days: Sequence[int] = (0,),
    title: str = "",
) -> Loop:
    """A draft with a round of each kind, whose candidate has time from 9 to 17 UTC on these days."""
    opening = opening or make_opening(by.organization, by=by)
    loop = create_loop(make_candidacy(opening, by=by), title=title, by=by)
    for kind in kinds or (RoundKind.CODING,):
        made = make_round(loop, kind=kind, by=by)
        Round.objects.filter(pk=made.pk).update(minutes=minutes)
    for day in days:
        give_window(loop, at(9, day=day), at(17, day=day))
    return loop


def hold(round: Round, member: Member, start: datetime, *, part: str = "lead") -> Seat:
    """Have the round stand at that time, and the member sit in it."""
    Round.objects.filter(pk=round.pk).update(starts_at=start)
    round.refresh_from_db()
    end = round.ends_at
    return Seat.objects.create(round=round, member=member, part=part, starts_at=start, ends_at=end)
