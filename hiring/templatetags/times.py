"""Times in the reader's zone, which is always named, and in words such as “in 2 days”."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.template import Library
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = Library()

MINUTE, HOUR = 60, 3600
# Up to these many days, days and then weeks are counted; further away the date itself says more.
DAYS_COUNTED, WEEKS_COUNTED = 13, 8 * 7


def zone_of(local: datetime) -> str:
    """The zone's short name, or its distance from UTC where it has none: “CET”, “UTC−3”, “UTC+5:45”."""
    name = local.tzname() or ""
    if name.isalpha():
        return name
    offset = local.utcoffset()
    minutes = int(offset.total_seconds() // MINUTE) if offset else 0
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'−' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")


def day_of(local: datetime) -> str:
    """“Thu 26 Nov”, with the year unless it is the reader's present one."""
    is_this_year = local.year == timezone.localtime().year
    return format_date(local, "D j M" if is_this_year else "D j M Y")


def in_full(local: datetime) -> str:
    """Everything about the instant: “Thursday 26 November 2026, 14:00 CET (Europe/Berlin)”."""
    named = f" ({local.tzinfo.key})" if isinstance(local.tzinfo, ZoneInfo) else ""
    return f"{format_date(local, 'l j F Y, H:i')} {zone_of(local)}{named}"


def in_words(instant: datetime, now: datetime) -> str:
    """How far an instant lies from now: minutes and hours by the clock, days by the reader's calendar."""
    is_ahead = instant > now
    seconds = abs((instant - now).total_seconds())
    days = abs((timezone.localtime(instant).date() - timezone.localtime(now).date()).days)
    if seconds < MINUTE:
        return _("now") if is_ahead else _("just now")
    if seconds < HOUR:
        return _distance("%(number)d min", "%(number)d min", int(seconds // MINUTE), is_ahead)
    if days == 0 or seconds < 6 * HOUR:
        return _distance("%(number)d h", "%(number)d h", int(seconds // HOUR), is_ahead)
    return _days_in_words(instant, days, is_ahead)


def _days_in_words(instant: datetime, days: int, is_ahead: bool) -> str:
    if days == 1:
        return _("tomorrow") if is_ahead else _("yesterday")
    if days <= DAYS_COUNTED:
        return _distance("%(number)d day", "%(number)d days", days, is_ahead)
    if days <= WEEKS_COUNTED:
        return _distance("%(number)d week", "%(number)d weeks", days // 7, is_ahead)
    return day_of(timezone.localtime(instant))


def _distance(one: str, many: str, number: int, is_ahead: bool) -> str:
    distance = ngettext(one, many, number) % {"number": number}
    return (_("in %(distance)s") if is_ahead else _("%(distance)s ago")) % {"distance": distance}


def _time(instant: datetime, words: str, title: str) -> str:
    return format_html('<time datetime="{}" title="{}">{}</time>', instant.isoformat(), title, words)


@register.simple_tag
def at(instant: datetime | None) -> str:
    """`{% at round.starts_at %}`: “Thu 26 Nov, 14:00 CET”; nothing for no instant."""
    if instant is None:
        return ""
    local = timezone.localtime(instant)
    return _time(local, f"{day_of(local)}, {local:%H:%M} {zone_of(local)}", in_full(local))


@register.simple_tag
def ago(instant: datetime | None) -> str:
    """`{% ago scorecard.submitted_at %}`: “2 days ago”, “in 3 h”; the exact time on hover."""
    if instant is None:
        return ""
    local = timezone.localtime(instant)
    return _time(local, in_words(instant, timezone.now()), in_full(local))


@register.simple_tag
def clock(instant: datetime | None) -> str:
    """`{% clock round.starts_at %}`: “14:00”, where the day and the zone are written nearby."""
    if instant is None:
        return ""
    local = timezone.localtime(instant)
    return _time(local, f"{local:%H:%M}", in_full(local))


@register.simple_tag
def span(start: datetime | None, end: datetime | None) -> str:
    """`{% span seat.starts_at seat.ends_at %}`: “Thu 26 Nov, 14:00–14:45 CET”."""
    if start is None or end is None:
        return at(start)
    first, last = timezone.localtime(start), timezone.localtime(end)
    until = f"{last:%H:%M}" if first.date() == last.date() else f"{day_of(last)}, {last:%H:%M}"
    return _time(first, f"{day_of(first)}, {first:%H:%M}–{until} {zone_of(last)}", in_full(first))


@register.filter
def duration(minutes: int | None) -> str:
    """`{{ round.minutes|duration }}`: “45 min”, “3 h”, “3 h 45 min”."""
    if minutes is None:
        return ""
    hours, rest = divmod(int(minutes), 60)
    parts = []
    if hours:
        parts.append(_("%(hours)d h") % {"hours": hours})
    if rest or not hours:
        parts.append(_("%(minutes)d min") % {"minutes": rest})
    return " ".join(parts)
