"""Windows and requests in words, on somebody's own clock, with its zone named."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from interviews.availability.models import AvailabilityRequest, CandidateWindow


def zone_in_words(time_zone: str) -> str:
    """A zone as people say it: “Berlin time” for Europe/Berlin."""
    place = time_zone.rpartition("/")[2].replace("_", " ")
    return _("%(place)s time") % {"place": place}


def day_in_words(day: date) -> str:
    """“Thu 26 March”."""
    return format_date(day, "D j F")


def days_in_words(first: date, last: date) -> str:
    """“Thu 26 March to Fri 3 April”."""
    if first == last:
        return day_in_words(first)
    return _("%(first)s to %(last)s") % {"first": day_in_words(first), "last": day_in_words(last)}


def window_in_words(start: datetime, end: datetime, zone: ZoneInfo) -> str:
    """“Thu 26 March, 09:00–12:30”, on the zone's clock."""
    first, last = start.astimezone(zone), end.astimezone(zone)
    if first.date() == last.date():
        return f"{day_in_words(first.date())}, {first:%H:%M}–{last:%H:%M}"
    if f"{last:%H:%M}" == "00:00" and (last.date() - first.date()).days == 1:
        return f"{day_in_words(first.date())}, {first:%H:%M}–24:00"
    return f"{day_in_words(first.date())}, {first:%H:%M} – {day_in_words(last.date())}, {last:%H:%M}"


def windows_in_words(windows: Iterable[CandidateWindow], time_zone: str) -> list[str]:
    """Each window on the zone's clock, in their order."""
    zone = ZoneInfo(time_zone)
    return [window_in_words(window.starts_at, window.ends_at, zone) for window in windows]


def request_in_words(request: AvailabilityRequest, link: str) -> tuple[str, str]:
    """The subject and the text of the mail that asks a candidate when they could come."""
    values = {
        "name": request.candidacy.candidate.name,
        "organization": request.organization.name,
        "opening": request.candidacy.opening.title,
        "days": days_in_words(request.first_day, request.last_day),
        "link": link,
        "sender": request.created_by.name,
    }
    subject = _("When could you talk to %(organization)s?") % values
    text = _(
        "Hello %(name)s,\n\n"
        "we would like to plan your interviews for “%(opening)s”. Please tell us when you could talk to us, "
        "from %(days)s:\n\n"
        "%(link)s\n\n"
        "No sign-in is needed, and times are in your own time zone. You can change your answer until the "
        "last of these days. The link is meant for you alone.\n\n"
        "%(sender)s\n%(organization)s\n"
    )
    return subject, text % values
