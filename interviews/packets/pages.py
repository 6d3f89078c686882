"""What the pages of packets show."""

from django.db.models import QuerySet

from hiring.foundations.paging import Page, page_of
from hiring.people.models import Member
from interviews.packets.models import Packet


def packets_of(member: Member) -> QuerySet[Packet]:
    """The packets that the member may read, each with its job, candidate and opening; without snapshots."""
    return (
        Packet.objects.visible_to(member)
        .select_related(
            "job",
            "requested_by__user",
            "debrief__loop__candidacy__candidate",
            "debrief__loop__candidacy__opening",
        )
        .defer("snapshot")
    )


def packets_page(member: Member, *, before: int | None = None) -> Page[Packet]:
    """The newest packets, in one query."""
    return page_of(packets_of(member), before=before)
