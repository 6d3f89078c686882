"""What the page of one interviewer shows, and what its reader may do there."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from hiring.people.models import Member
from interviews.availability.calendars import can_give_calendar
from interviews.availability.models import BusyCalendar
from interviews.interviewers.conflicts import can_withdraw
from interviews.interviewers.models import (
    ConflictOfInterest,
    InterviewerProfile,
    Qualification,
    StaffingPolicy,
    Stage,
)
from interviews.interviewers.roster import CalendarAge, trainees_of
from interviews.interviewers.selectors import (
    policy_of,
    profile_of,
    sees_everybody,
    weeks_of,
)
from interviews.interviewers.services import can_change_profile, can_staff
from interviews.interviewers.strips import Strip
from interviews.interviewers.training import Paths, Progress, progress_of


@dataclass(frozen=True)
class Training:
    """One kind of round that the member is trained for."""

    progress: Progress
    may_approve: bool
    is_mentor: bool

    @property
    def row(self) -> Qualification:
        return self.progress.qualification


@dataclass(frozen=True)
class Conflict:
    row: ConflictOfInterest
    may_withdraw: bool


@dataclass(frozen=True)
class About:
    """One interviewer, as this reader may know them; to a mentor only the training they may end is shown."""

    member: Member
    reader: Member
    policy: StaffingPolicy
    profile: InterviewerProfile
    strip: Strip | None
    trainings: Sequence[Training]
    conflicts: Sequence[Conflict]
    calendar: CalendarAge | None
    # On one's own page: whose steps wait for one's word.
    trainees: Sequence[Progress]

    @property
    def is_own(self) -> bool:
        return self.member.pk == self.reader.pk

    @property
    def is_whole(self) -> bool:
        return self.strip is not None

    @property
    def may_change(self) -> bool:
        return can_change_profile(self.reader, self.member)

    @property
    def may_staff(self) -> bool:
        return can_staff(self.reader, self.member.organization_id)

    @property
    def may_give_calendar(self) -> bool:
        return can_give_calendar(self.reader, self.member)

    @property
    def is_paused(self) -> bool:
        return self.profile.pauses_on(timezone.now().astimezone(self.member.zone).date())


def people_open_to(reader: Member) -> QuerySet[Member]:
    """Whose pages the reader may open: everybody's for planners; else one's own, and one's trainees'."""
    people = Member.objects.visible_to(reader)
    if sees_everybody(reader):
        return people
    trained = Qualification.objects.visible_to(reader).values("member")
    return people.filter(pk__in=[reader.pk]) | people.filter(pk__in=trained)


def about(member: Member, *, reader: Member) -> About:
    """The page of one interviewer, at a fixed number of queries."""
    policy = policy_of(reader.organization)
    is_whole = sees_everybody(reader) or member.pk == reader.pk
    calendar = BusyCalendar.objects.visible_to(reader).filter(member=member).select_related("job").first()
    conflicts = ConflictOfInterest.objects.visible_to(reader).filter(member=member)
    return About(
        member=member,
        reader=reader,
        policy=policy,
        profile=profile_of(member),
        strip=Strip.of(weeks_of([member], reader=reader)[member.pk], policy) if is_whole else None,
        trainings=_trainings(member, reader),
        conflicts=[
            Conflict(row, can_withdraw(reader, row))
            for row in conflicts.select_related("candidate", "noted_by").order_by("candidate__name")
        ],
        calendar=CalendarAge.of(calendar, policy, timezone.now()) if calendar else None,
        trainees=trainees_of(reader) if member.pk == reader.pk else [],
    )


def _trainings(member: Member, reader: Member) -> list[Training]:
    paths = Paths.of(member.organization_id)
    mentored = set(
        Qualification.objects.filter(member=reader, stage=Stage.QUALIFIED).values_list(
            "round_kind", flat=True
        )
    )
    seen = Qualification.objects.visible_to(reader).values("pk")
    rows = (
        Qualification.objects.with_progress()
        .filter(member=member, pk__in=seen)
        .select_related("approved_by")
        .order_by("round_kind")
    )
    trainings = []
    for row in rows:
        progress = progress_of(row, paths)
        is_mentor = reader.pk != member.pk and row.round_kind in mentored and not progress.is_over
        trainings.append(Training(progress, is_mentor and progress.is_complete, is_mentor))
    return trainings
