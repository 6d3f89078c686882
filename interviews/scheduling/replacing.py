"""Who could take somebody's seat: each is put into it, the checker is asked, and the rest are ranked.

Whoever would break a rule that is not broken already is left out, and it is said why.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hiring.foundations.capabilities import require
from hiring.foundations.errors import DomainError, Invalid
from hiring.journal.lifecycle import locked
from hiring.people.models import Member
from interviews.interviewers.load import monday_of
from interviews.interviewers.models import Stage
from interviews.invitations.models import Answer
from interviews.loops.services import can_plan_loop
from interviews.scheduling.instances import ToPlan
from interviews.scheduling.proposals import stale_among
from interviews.scheduling.taking import Entry, bookings_for, broken_by, hold_members
from interviews.staffing.costing import cost_of
from interviews.staffing.models import Seat
from interviews.staffing.services import replace_seat

# So many are offered, and of so many others it is told why not.
OFFERED, EXPLAINED = 3, 5


@dataclass(frozen=True)
class Replacement:
    """Somebody who could take the seat, and why one would ask them."""

    member: Member
    reason: str


@dataclass(frozen=True)
class Replacements:
    """The best first; `others` are sentences about people who cannot."""

    seat: Seat
    offered: Sequence[Replacement]
    others: Sequence[str]


@dataclass(frozen=True)
class _Search:
    """The seat's round as it stands, with everybody who might be asked."""

    seat: Seat
    asked: ToPlan
    standing: Entry

    @classmethod
    def of(cls, seat: Seat) -> "_Search":
        round = seat.round
        if round.starts_at is None:
            raise DomainError("This round has no time yet. Plan its time first.", "round_not_scheduled")
        day = round.starts_at.astimezone(ZoneInfo(round.loop.candidacy.candidate.time_zone)).date()
        asked = ToPlan.of([round.loop], days=[day], only=[round.pk], anew=[round.pk])
        if str(round.pk) not in asked.free:
            raise DomainError(
                "This round has begun, or somebody has begun its scorecard. Its seats stay as they are.",
                "round_begun",
            )
        seats = list(round.seats.order_by("pk"))
        trainees = [str(one.member_id) for one in seats if one.is_training]
        own = str(seat.member_id)
        shadow = own if seat.is_training else next(iter(trainees), None)
        panel = tuple(str(one.member_id) for one in seats if not one.is_training)
        asked = _with_everybody(asked, sitting={str(one.member_id) for one in seats})
        return cls(seat, asked, Entry(str(round.pk), round.starts_at, panel, shadow))

    def with_(self, member: str) -> Entry:
        """The round with this member in the seat."""
        if self.seat.is_training:
            return replace(self.standing, shadow=member)
        own = str(self.seat.member_id)
        return replace(
            self.standing, panel=tuple(member if one == own else one for one in self.standing.panel)
        )

    def members(self) -> Iterator[str]:
        """Everybody who is trained for the part and was not asked for this round before."""
        round, part = self.seat.round, self.seat.part
        sitting = set(round.seats.values_list("member", flat=True))
        declined = round.invitations.filter(answer=Answer.DECLINED).values_list("member", flat=True)
        stage = part if self.seat.is_training else Stage.QUALIFIED
        for pk in sorted(self.asked.members.keys() - {str(one) for one in (*sitting, *declined)}, key=int):
            if self.asked.stages[pk].get(round.kind) == stage:
                yield pk

    def known_faults(self) -> frozenset[tuple[str, str]]:
        """What does not fit as the round stands: no reason against anybody."""
        return frozenset((one.rule, one.says) for one in broken_by(self.asked, [self.standing]))

    def against(self, member: str, known: Collection[tuple[str, str]]) -> str:
        """Which rules would be broken with this member in the seat; empty when none is."""
        broken = broken_by(self.asked, [self.with_(member)])
        return " ".join(one.says for one in broken if (one.rule, one.says) not in known)

    def cost(self, member: str) -> tuple[int, int]:
        """Load, then preferences, as the planner counts them."""
        cost = cost_of(self.asked.tree, bookings_for(self.asked, [self.with_(member)]))
        return cost["load"], cost["preferences"]


def _with_everybody(asked: ToPlan, *, sitting: Collection[str]) -> ToPlan:
    """The instance with those too who sit in the round untrained, of whom planning knows nothing."""
    untrained = [
        {
            "id": pk,
            "time_zone": "UTC",
            "working_hours": ["00:00", "23:59"],
            "qualifications": {},
            "daily_limit": 99,
            "weekly_limit": 99,
        }
        for pk in sorted(set(sitting) - asked.members.keys())
    ]
    people = [*asked.tree["interviewers"], *untrained]
    return replace(asked, tree={**asked.tree, "interviewers": people})


def replacements_for(seat: Seat, *, by: Member) -> Replacements:
    """At most three who could take the seat, who interviews least first; and why some others cannot."""
    require(can_plan_loop(by, seat.round.loop))
    search = _Search.of(seat)
    known = search.known_faults()
    fitting, others = [], []
    for pk in search.members():
        if says := search.against(pk, known):
            others.append(says)
        else:
            fitting.append(pk)
    ranked = sorted(fitting, key=lambda pk: (*search.cost(pk), search.asked.members[pk].name, int(pk)))
    words = _Words(search, fitting)
    offered = [Replacement(search.asked.members[pk], words.about(pk)) for pk in ranked[:OFFERED]]
    return Replacements(seat, offered, others[:EXPLAINED])


@transaction.atomic
def replace_by(seat: Seat, *, member: Member, by: Member) -> Seat:
    """Give the seat to somebody who could take it still: one is released, one asked, colleagues are told."""
    require(can_plan_loop(by, seat.round.loop))
    locked(seat.round.loop)
    # Moved, or given to somebody else, a moment ago? What counts is what stands behind the lock.
    seat = locked(seat)
    hold_members([member.pk])
    search = _Search.of(seat)
    pk = str(member.pk)
    if pk not in search.members():
        raise Invalid(
            f"{member.name} is not trained for this part, sits here already, or has declined. "
            "Choose somebody else.",
            field="member",
        )
    if says := search.against(pk, search.known_faults()):
        raise Invalid(f"{says} Choose somebody else.", field="member", code="does_not_fit")
    return replace_seat(seat, member=member, by=by)


class _Words:
    """Why one would ask somebody, in words such as “Qualified, free, 1 of 5 that week”."""

    def __init__(self, search: _Search, fitting: Sequence[str]) -> None:
        self.search = search
        self.people: Mapping[str, dict[str, Any]] = {
            one["id"]: one for one in search.asked.tree["interviewers"]
        }
        self.stale = {str(calendar.member_id) for calendar in stale_among(search.asked)}
        self.least = min((self.people[pk]["recent_load"] for pk in fitting), default=0)

    def about(self, pk: str) -> str:
        person = self.people[pk]
        stage = Stage(self.search.asked.stages[pk][self.search.seat.round.kind])
        free = _("free by a calendar that was not read of late") if pk in self.stale else _("free")
        week = _("%(count)d of %(limit)d that week") % {
            "count": self._that_week(pk),
            "limit": person["weekly_limit"],
        }
        return "; ".join([f"{stage.label}, {free}, {week}", *self._besides(person)])

    def _that_week(self, pk: str) -> int:
        """What they hold in the round's week by their own calendar, drafts included."""
        standing = self.search.standing.start.astimezone(self.search.asked.members[pk].zone).date()
        booked: dict[str, int] = self.people[pk]["booked"]
        return sum(
            count
            for day, count in booked.items()
            if monday_of(date.fromisoformat(day)) == monday_of(standing)
        )

    def _besides(self, person: dict[str, Any]) -> Iterator[str]:
        recent = person["recent_load"]
        if recent == self.least:
            yield _("interviewed least of late")
        else:
            words = ngettext(
                "%(count)d interview in four weeks", "%(count)d interviews in four weeks", recent
            )
            yield words % {"count": recent}
        if self.search.seat.round.kind in person["dislikes"]:
            yield _("would rather not do this kind")
        half = (
            "morning"
            if self.search.standing.start.astimezone(ZoneInfo(person["time_zone"])).hour < 12
            else "afternoon"
        )
        if person["avoid"] == half:
            yield _("would rather not at this time of day")
