"""What tests of the interviewers' pages share: addresses, and somebody with everything."""

from django.test import Client
from django.urls import reverse

from hiring.people.models import Member
from interviews.availability.calendars import upload_calendar
from interviews.interviewers.conflicts import note_conflict
from interviews.interviewers.services import change_profile, qualify
from rubrics.competencies.round_kinds import RoundKind
from tests.making import in_days, make_loop

CALENDAR = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"


def address(view: str, *ids: int) -> str:
    return reverse(f"interviewers:{view}", args=ids)


def page(client: Client, view: str, *ids: int, **asked: str) -> str:
    answer = client.get(address(view, *ids), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def furnish(member: Member, recruiter: Member) -> None:
    """Somebody with a seat, a profile, a training, a calendar and a conflict."""
    loop = make_loop(member.organization, interviewers=[member], starts_at=in_days(0), by=recruiter)
    change_profile(member, weekly_limit=4, version=1, by=recruiter)
    for kind in (RoundKind.CODING, RoundKind.MLOPS):
        qualify(member, round_kind=kind, stage="shadow", by=recruiter)
    upload_calendar(member, content=CALENDAR, by=recruiter)
    note_conflict(member, candidate=loop.candidacy.candidate, by=recruiter)
