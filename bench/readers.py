"""Who opens the measured pages, and which loop, debrief and scorecard they open."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle

from django.test import Client

from bench.filling.house import House
from bench.filling.loops import PlannedSeat
from hiring.people.models import Member, Role
from interviews.debriefs.models import Debrief
from interviews.loops.models import Loop

SIGN_IN = "allauth.account.auth_backends.AuthenticationBackend"
# So many of the newest are opened in turn, so that no page is measured on one lucky row.
TURNS = 12


def browser_of(member: Member) -> Client:
    """A browser of a signed-in member, sent through every middleware and the check against forgery."""
    browser = Client(enforce_csrf_checks=True, SERVER_NAME="localhost")
    browser.force_login(member.user, backend=SIGN_IN)
    return browser


@dataclass(frozen=True)
class Readers:
    """One member of each sort, and what there is to open now."""

    house: House
    half_filled: PlannedSeat

    @property
    def recruiter(self) -> Member:
        return self.house.recruiter

    @property
    def hiring_manager(self) -> Member:
        return self.house.people[Role.HIRING_MANAGER][0]

    @property
    def committee_member(self) -> Member:
        return self.house.people[Role.COMMITTEE][0]

    @property
    def interviewer(self) -> Member:
        """Somebody who sits in loops and on no committee, and owes no scorecard."""
        return next(
            member for member in self.house.interviewers if not member.is_committee and member != self.author
        )

    @property
    def author(self) -> Member:
        """Whoever has a draft to go on with."""
        return self.half_filled.seat.member

    def loops_in_turn(self, reader: Member) -> Iterator[int]:
        newest = Loop.objects.visible_to(reader).filter(debrief__isnull=False).order_by("-pk")
        return cycle(list(newest.values_list("pk", flat=True)[:TURNS]))

    def debriefs_in_turn(self, reader: Member) -> Iterator[int]:
        newest = Debrief.objects.visible_to(reader).order_by("-pk")
        return cycle(list(newest.values_list("pk", flat=True)[:TURNS]))
