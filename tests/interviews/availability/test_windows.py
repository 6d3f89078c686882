"""A candidate's times: typed by who plans, or given through a link that only the candidate knows."""

from datetime import date, datetime, timedelta

import pytest
import time_machine

from hiring.candidates.models import Candidacy
from hiring.candidates.services import move_candidacy
from hiring.candidates.states import CandidacyStatus
from hiring.foundations.errors import DomainError, Invalid, NotAllowed
from hiring.journal.models import Event
from hiring.notices.models import Mail
from hiring.people.models import Member, Organization, Role
from interviews.availability.models import AvailabilityRequest, CandidateWindow, GivenBy
from interviews.availability.windows import (
    LinkOver,
    NoSuchLink,
    add_window,
    answer_request,
    ask_for_windows,
    link_of,
    request_behind,
    revoke_request,
    set_windows,
)
from interviews.availability.wording import windows_in_words
from tests.making import in_days, make_candidacy, make_member, make_opening

pytestmark = pytest.mark.django_db


@pytest.fixture
def candidacy(organization: Organization, recruiter: Member) -> Candidacy:
    return make_candidacy(make_opening(organization, by=recruiter), by=recruiter)


def the_day() -> date:
    """The day that is asked about; said anew by each test, because the suite may run across midnight."""
    return in_days(5).date()


def asked(candidacy: Candidacy, by: Member, *, first: int = 5, last: int = 5) -> str:
    days = {"first_day": in_days(first).date(), "last_day": in_days(last).date()}
    _, token = ask_for_windows(candidacy, **days, is_mailed=False, by=by)
    return token


def times(candidacy: Candidacy) -> list[tuple[datetime, datetime]]:
    return list(CandidateWindow.objects.filter(candidacy=candidacy).values_list("starts_at", "ends_at"))


def test_what_is_typed_replaces_what_was_there_and_is_joined(candidacy: Candidacy, recruiter: Member) -> None:
    set_windows(candidacy, windows=[(in_days(9, 9), in_days(9, 10))], by=recruiter)

    set_windows(
        candidacy,
        windows=[
            (in_days(5, 13), in_days(5, 15)),
            (in_days(5, 9), in_days(5, 11)),
            (in_days(5, 11), in_days(5, 12)),
        ],
        by=recruiter,
    )

    assert times(candidacy) == [(in_days(5, 9), in_days(5, 12)), (in_days(5, 13), in_days(5, 15))]
    assert Event.objects.latest("pk").payload == {"windows": 2}


@pytest.mark.parametrize("hours", [(10, 10), (10, 9), (10, 36)])
def test_a_window_that_makes_no_sense_keeps_what_was_there(
    candidacy: Candidacy, recruiter: Member, hours: tuple[int, int]
) -> None:
    set_windows(candidacy, windows=[(in_days(5, 9), in_days(5, 12))], by=recruiter)
    day = in_days(5, 0)

    with pytest.raises(Invalid):
        set_windows(
            candidacy,
            windows=[(day + timedelta(hours=hours[0]), day + timedelta(hours=hours[1]))],
            by=recruiter,
        )

    assert times(candidacy) == [(in_days(5, 9), in_days(5, 12))]


@pytest.mark.parametrize("days", [-3, 2 * 366 + 3, 7_000 * 365])
def test_times_that_are_over_or_years_ahead_are_refused(
    candidacy: Candidacy, recruiter: Member, days: int
) -> None:
    with pytest.raises(Invalid) as refused:
        set_windows(candidacy, windows=[(in_days(days, 9), in_days(days, 10))], by=recruiter)

    assert refused.value.field == "windows"
    assert times(candidacy) == []


def test_what_was_noted_stays_when_its_day_is_over(candidacy: Candidacy, recruiter: Member) -> None:
    noted, later = (in_days(5, 9), in_days(5, 12)), (in_days(20, 9), in_days(20, 12))
    set_windows(candidacy, windows=[noted], by=recruiter)

    with time_machine.travel(in_days(15)):
        set_windows(candidacy, windows=[noted, later], by=recruiter)

    assert times(candidacy) == [noted, later]


def test_only_who_plans_the_loop_types_asks_and_closes(
    candidacy: Candidacy, organization: Organization, other_organization: Organization, recruiter: Member
) -> None:
    request, _ = ask_for_windows(candidacy, first_day=the_day(), last_day=the_day(), by=recruiter)
    others = [
        make_member(organization),
        make_member(organization, Role.HIRING_MANAGER),
        make_member(other_organization, Role.RECRUITER),
    ]
    for other in others:
        with pytest.raises(NotAllowed):
            set_windows(candidacy, windows=[], by=other)
        with pytest.raises(NotAllowed):
            ask_for_windows(candidacy, first_day=the_day(), last_day=the_day(), by=other)
        with pytest.raises(NotAllowed):
            revoke_request(request, by=other)

    revoke_request(request, by=candidacy.opening.hiring_manager)


def test_a_link_is_answered_without_a_name(candidacy: Candidacy, recruiter: Member) -> None:
    token = asked(candidacy, recruiter)
    zone = "Asia/Kathmandu"

    request = answer_request(token, windows=[(in_days(5, 9), in_days(5, 12))], time_zone=zone)

    assert request.answered_at is not None
    assert times(candidacy) == [(in_days(5, 9), in_days(5, 12))]
    candidacy.candidate.refresh_from_db()
    assert candidacy.candidate.time_zone == zone
    assert CandidateWindow.objects.get().given_by == GivenBy.CANDIDATE
    assert Event.objects.filter(kind="windows.given", actor=None).count() == 1


def test_answering_again_replaces_the_answer(candidacy: Candidacy, recruiter: Member) -> None:
    token = asked(candidacy, recruiter)

    for hour in (9, 14):
        answer_request(token, windows=[(in_days(5, hour), in_days(5, hour + 1))], time_zone="UTC")

    assert times(candidacy) == [(in_days(5, 14), in_days(5, 15))]


def test_of_a_token_only_the_hash_is_kept(candidacy: Candidacy, recruiter: Member) -> None:
    token = asked(candidacy, recruiter)

    request = AvailabilityRequest.objects.get()
    assert token not in str(vars(request))
    assert len(token) >= 43
    assert token not in str(list(Event.objects.values_list("payload", flat=True)))


@pytest.mark.parametrize(
    ("windows", "zone", "field"),
    [
        ([], "UTC", "windows"),
        ([(4, 9)], "UTC", "windows"),
        ([(6, 9)], "UTC", "windows"),
        ([(5, 9)], "Nowhere/Land", "time_zone"),
    ],
)
def test_an_answer_beside_the_question_is_refused(
    candidacy: Candidacy, recruiter: Member, windows: list[tuple[int, int]], zone: str, field: str
) -> None:
    token = asked(candidacy, recruiter)
    given = [(in_days(day, hour), in_days(day, hour + 1)) for day, hour in windows]

    with pytest.raises(Invalid) as refused:
        answer_request(token, windows=given, time_zone=zone)

    assert refused.value.field == field
    assert times(candidacy) == []


def test_a_link_that_was_never_given_out_is_none() -> None:
    with pytest.raises(NoSuchLink):
        request_behind("x" * 43)


def test_a_link_ends_when_it_is_closed_replaced_or_over(candidacy: Candidacy, recruiter: Member) -> None:
    first = asked(candidacy, recruiter)
    second = asked(candidacy, recruiter)
    with pytest.raises(LinkOver):
        request_behind(first)

    revoke_request(request_behind(second), by=recruiter)
    with pytest.raises(LinkOver):
        answer_request(second, windows=[(in_days(5, 9), in_days(5, 12))], time_zone="UTC")

    third = asked(candidacy, recruiter)
    with time_machine.travel(in_days(6, 0), tick=False), pytest.raises(LinkOver):
        request_behind(third)
    move_candidacy(candidacy, to=CandidacyStatus.WITHDRAWN, by=recruiter)
    with pytest.raises(LinkOver):
        request_behind(third)
    with pytest.raises(DomainError, match="Reactivate it"):
        asked(candidacy, recruiter)


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [(-2, 3, "first_day"), (3, 2, "last_day"), (1, 29, "last_day"), (170, 185, "last_day")],
)
def test_days_that_cannot_be_asked_about_are_refused(
    candidacy: Candidacy, recruiter: Member, first: int, last: int, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        asked(candidacy, recruiter, first=first, last=last)

    assert refused.value.field == field


def test_the_mail_has_the_link_and_needs_an_address(candidacy: Candidacy, recruiter: Member) -> None:
    _, token = ask_for_windows(
        candidacy, first_day=the_day(), last_day=the_day(), is_mailed=True, by=recruiter
    )

    mail = Mail.objects.get()
    assert mail.to == candidacy.candidate.email
    assert link_of(token) in mail.text

    candidacy.candidate.email = ""
    candidacy.candidate.save()
    with pytest.raises(Invalid, match="send them the link yourself"):
        ask_for_windows(candidacy, first_day=the_day(), last_day=the_day(), is_mailed=True, by=recruiter)
    assert request_behind(token)


@pytest.mark.parametrize(
    ("start", "end", "says"),
    [
        ("2026-03-26T08:00", "2026-03-26T11:30", "Thu 26 March, 09:00–12:30"),
        ("2026-03-26T22:00", "2026-03-26T23:00", "Thu 26 March, 23:00–24:00"),
        ("2026-03-28T22:00", "2026-03-29T01:00", "Sat 28 March, 23:00 – Sun 29 March, 03:00"),
    ],
)
def test_windows_are_told_on_the_candidates_clock(start: str, end: str, says: str) -> None:
    window = CandidateWindow(
        starts_at=datetime.fromisoformat(f"{start}+00:00"), ends_at=datetime.fromisoformat(f"{end}+00:00")
    )

    assert windows_in_words([window], "Europe/Berlin") == [says]


def test_what_was_joined_may_be_given_back_and_added_to(candidacy: Candidacy, recruiter: Member) -> None:
    """Two whole days that touch are one window, longer than any that may be typed."""
    day = in_days(5, 0)
    days = [(day + timedelta(days=count), day + timedelta(days=count + 1)) for count in range(2)]
    set_windows(candidacy, windows=days, by=recruiter)
    assert times(candidacy) == [(days[0][0], days[1][1])]

    set_windows(candidacy, windows=times(candidacy), by=recruiter)
    add_window(candidacy, window=(in_days(9, 9), in_days(9, 10)), by=recruiter)

    assert times(candidacy) == [(days[0][0], days[1][1]), (in_days(9, 9), in_days(9, 10))]


def test_an_answer_leaves_the_days_alone_that_it_was_not_asked_about(
    candidacy: Candidacy, recruiter: Member
) -> None:
    noted = [
        (in_days(4, 23), in_days(5, 2)),
        (in_days(5, 6), in_days(5, 7)),
        (in_days(20, 9), in_days(20, 10)),
    ]
    set_windows(candidacy, windows=noted, by=recruiter)
    token = asked(candidacy, recruiter)

    answer_request(token, windows=[(in_days(5, 9), in_days(5, 12))], time_zone="UTC")

    assert times(candidacy) == [
        (in_days(4, 23), in_days(5, 0)),
        (in_days(5, 9), in_days(5, 12)),
        (in_days(20, 9), in_days(20, 10)),
    ]
