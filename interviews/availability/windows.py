"""When a candidate could come: typed by who plans the loop, or said by the candidate through a link."""

import secrets
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from hiring.candidates.models import Candidacy
from hiring.candidates.services import can_plan, keep_time_zone
from hiring.candidates.states import CandidacyStatus
from hiring.connections.services import digest_of
from hiring.foundations.capabilities import require
from hiring.foundations.errors import DomainError, Invalid
from hiring.journal.lifecycle import locked
from hiring.journal.services import record
from hiring.notices.services import post
from hiring.people.models import Member
from interviews.availability.intervals import Interval, merged
from interviews.availability.models import AvailabilityRequest, CandidateWindow, GivenBy
from interviews.availability.wording import days_in_words, request_in_words

MOST_WINDOWS = 200
# A day on which clocks are set back.
LONGEST_WINDOW = timedelta(hours=25)
# How far ahead times are noted, and where the calendar of a form begins.
FURTHEST_AHEAD, EARLIEST_DAY = timedelta(days=2 * 366), date(2000, 1, 1)
# How many days a candidate is asked about at once, and how far ahead.
MOST_DAYS, FURTHEST_DAYS = 28, 180
TOKEN_BYTES = 32


class NoSuchLink(DomainError):
    """Nobody gave out this link."""

    status = 404

    def __init__(self) -> None:
        super().__init__(
            "This link is not one of ours. Open it from the mail again, whole, or ask whoever sent it.",
            "no_such_link",
        )


class LinkOver(DomainError):
    """The link was good once."""

    status = 410

    def __init__(self) -> None:
        super().__init__(
            "This link is no longer open. Ask whoever invited you for a new one, or answer their mail.",
            "link_over",
        )


@transaction.atomic
def set_windows(candidacy: Candidacy, *, windows: Iterable[Interval], by: Member) -> list[CandidateWindow]:
    """Note when the candidate could come, in place of all that was noted before."""
    require(can_plan(by, candidacy.opening))
    row = locked(candidacy)
    given = list(windows)
    _refuse_far(row, given)
    kept = _replace(row, given, given_by=GivenBy.RECRUITER)
    record("windows.set", row, by=by, windows=len(kept))
    return kept


@transaction.atomic
def add_window(candidacy: Candidacy, *, window: Interval, by: Member) -> list[CandidateWindow]:
    """Note one more time at which the candidate could come, beside all that was noted before."""
    noted = candidacy.windows.values_list("starts_at", "ends_at")
    return set_windows(candidacy, windows=[*noted, window], by=by)


def is_within_reach(day: date) -> bool:
    """Whether times on that day may be typed at all."""
    return EARLIEST_DAY <= day <= timezone.now().date() + FURTHEST_AHEAD


def _refuse_far(candidacy: Candidacy, windows: Iterable[Interval]) -> None:
    """Raise `Invalid` about what is over, unless it is noted already, and about what is years ahead."""
    now = timezone.now()
    noted = list(candidacy.windows.values_list("starts_at", "ends_at"))
    for start, end in windows:
        is_noted = any(since <= start and end <= until for since, until in noted)
        if start < now - timedelta(days=1) and not is_noted:
            raise Invalid("One of these times is over. Leave it out.", field="windows")
        if end > now + FURTHEST_AHEAD + timedelta(days=2):
            raise Invalid("Choose times in the next two years only.", field="windows")


def _replace(candidacy: Candidacy, windows: Iterable[Interval], *, given_by: str) -> list[CandidateWindow]:
    """Store the windows, joined where they touch; raises `Invalid` about one that makes no sense.

    What was joined before may be given back, however long it is.
    """
    given = sorted(windows)
    noted = set(candidacy.windows.values_list("starts_at", "ends_at"))
    if len(given) > MOST_WINDOWS:
        raise Invalid(f"These are more than {MOST_WINDOWS} times. Join some of them.", field="windows")
    for start, end in given:
        if not timedelta() < end - start <= LONGEST_WINDOW and (start, end) not in noted:
            raise Invalid("Choose an end that comes after the start, on the same day.", field="windows")
    candidacy.windows.all().delete()
    return CandidateWindow.objects.bulk_create(
        CandidateWindow(candidacy=candidacy, starts_at=start, ends_at=end, given_by=given_by)
        for start, end in merged(given)
    )


@transaction.atomic
def ask_for_windows(
    candidacy: Candidacy, *, first_day: date, last_day: date, is_mailed: bool = True, by: Member
) -> tuple[AvailabilityRequest, str]:
    """A link through which the candidate says when they could come on these days, and its token.

    The token is in this answer only, and in the mail to the candidate if it `is_mailed`. Links that were
    given out before for this candidacy no longer open.
    """
    require(can_plan(by, candidacy.opening))
    row = locked(candidacy)
    _refuse_asking(row, first_day, last_day, is_mailed=is_mailed)
    _end_open_links(row)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    request = AvailabilityRequest.objects.create(
        organization_id=row.organization_id,
        candidacy=row,
        token_hash=digest_of(token),
        first_day=first_day,
        last_day=last_day,
        expires_at=_midnight_after(last_day, ZoneInfo(row.candidate.time_zone)),
        created_by=by,
    )
    if is_mailed:
        _mail(request, link=link_of(token))
    record("windows.asked_for", request, by=by, candidacy=row.pk, mailed=is_mailed)
    return request, token


def _mail(request: AvailabilityRequest, *, link: str) -> None:
    subject, text = request_in_words(request, link)
    post(
        to=request.candidacy.candidate.email,
        subject=subject,
        text=text,
        organization_id=request.organization_id,
        dedupe=f"availability:{request.pk}",
    )


def link_of(token: str) -> str:
    """The whole address that the candidate opens."""
    return f"{settings.PUBLIC_URL}{reverse('availability:answer', args=[token])}"


def _refuse_asking(candidacy: Candidacy, first_day: date, last_day: date, *, is_mailed: bool) -> None:
    today = timezone.now().astimezone(ZoneInfo(candidacy.candidate.time_zone)).date()
    if candidacy.status != CandidacyStatus.ACTIVE:
        raise DomainError(
            "This candidacy has ended. Reactivate it before you ask for times.", "candidacy_ended"
        )
    if first_day < today:
        raise Invalid("Choose a first day that is not over yet.", field="first_day")
    if last_day < first_day:
        raise Invalid("Choose a last day that is not before the first.", field="last_day")
    if (last_day - first_day).days >= MOST_DAYS:
        raise Invalid(f"Ask about {MOST_DAYS} days at most. Choose an earlier last day.", field="last_day")
    if (last_day - today).days > FURTHEST_DAYS:
        raise Invalid(f"Ask about the next {FURTHEST_DAYS} days only.", field="last_day")
    if is_mailed and not candidacy.candidate.email:
        raise Invalid(
            "The candidate has no e-mail address here. Add one, or send them the link yourself.",
            field="is_mailed",
        )


def _midnight_after(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)


def _end_open_links(candidacy: Candidacy) -> None:
    candidacy.availability_requests.filter(revoked_at=None).update(revoked_at=timezone.now())


@transaction.atomic
def revoke_request(request: AvailabilityRequest, *, by: Member) -> None:
    """Close the link at once; closing it twice is the same. What was answered stays."""
    require(can_plan(by, request.candidacy.opening))
    locked(request.candidacy)
    if AvailabilityRequest.objects.filter(pk=request.pk, revoked_at=None).update(revoked_at=timezone.now()):
        record("windows.link_closed", request, by=by, candidacy=request.candidacy_id)


def request_behind(token: str) -> AvailabilityRequest:
    """The request that the link stands for; raises `NoSuchLink` or `LinkOver`."""
    rows = AvailabilityRequest.objects.select_related(
        "organization", "candidacy__candidate", "candidacy__opening"
    )
    request = rows.filter(token_hash=digest_of(token)).first()
    if request is None:
        raise NoSuchLink
    is_over = request.revoked_at is not None or request.expires_at <= timezone.now()
    if is_over or request.candidacy.status != CandidacyStatus.ACTIVE:
        raise LinkOver
    return request


@transaction.atomic
def answer_request(token: str, *, windows: Iterable[Interval], time_zone: str) -> AvailabilityRequest:
    """Keep when the candidate says that they could come, in their zone; answering again replaces it.

    What was noted of other days than those asked about stays.
    """
    candidacy = locked(request_behind(token).candidacy)
    # Meanwhile it may have been closed, and the candidacy may have ended.
    request = request_behind(token)
    if time_zone not in available_timezones():
        raise Invalid("Choose your time zone from the list.", field="time_zone")
    given = list(windows)
    asked = _asked_about(request, ZoneInfo(time_zone))
    _refuse_answer(request, given, asked)
    others = [part for window in candidacy.windows.all() for part in _outside(asked, window)]
    kept = _replace(candidacy, [*given, *others], given_by=GivenBy.CANDIDATE)
    keep_time_zone(candidacy.candidate, time_zone=time_zone)
    request.answered_at = timezone.now()
    request.save(update_fields=["answered_at"])
    record("windows.given", request, by=None, candidacy=candidacy.pk, windows=len(kept))
    return request


def _asked_about(request: AvailabilityRequest, zone: ZoneInfo) -> Interval:
    """From the first day's midnight until the last day's, in the candidate's zone."""
    first = datetime.combine(request.first_day, time(), zone)
    return first.astimezone(UTC), _midnight_after(request.last_day, zone)


def _outside(asked: Interval, window: CandidateWindow) -> Iterator[Interval]:
    first, last = asked
    if window.starts_at < first:
        yield window.starts_at, min(window.ends_at, first)
    if window.ends_at > last:
        yield max(window.starts_at, last), window.ends_at


def _refuse_answer(request: AvailabilityRequest, windows: list[Interval], asked: Interval) -> None:
    if not windows:
        raise Invalid(
            "Choose at least one time. If none suits you, answer the mail that brought you here.",
            field="windows",
        )
    first, last = asked
    if any(start < first or end > last for start, end in windows):
        days = days_in_words(request.first_day, request.last_day)
        raise Invalid(f"Choose times on these days only: {days}.", field="windows")
