"""The planner's page about a candidate's times, and the candidate's own behind a link."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hiring.candidates.models import Candidacy
from hiring.people.models import Member, Organization
from interviews.availability.models import AvailabilityRequest, CandidateWindow
from interviews.availability.windows import ask_for_windows, revoke_request, set_windows
from tests.making import in_days, make_candidacy, make_opening

pytestmark = pytest.mark.django_db

DAY = (timezone.now() + timedelta(days=5)).date()
AsMember = Callable[[Member], Client]


@pytest.fixture
def candidacy(organization: Organization, recruiter: Member) -> Candidacy:
    made = make_candidacy(make_opening(organization, by=recruiter), by=recruiter)
    made.candidate.time_zone = "Asia/Kathmandu"
    made.candidate.save()
    return made


@pytest.fixture
def link(candidacy: Candidacy, recruiter: Member) -> str:
    _, token = ask_for_windows(
        candidacy, first_day=DAY, last_day=DAY + timedelta(days=9), is_mailed=False, by=recruiter
    )
    return reverse("availability:answer", args=[token])


def starts() -> list[datetime]:
    return list(CandidateWindow.objects.values_list("starts_at", flat=True))


def test_a_candidate_answers_without_signing_in(client: Client, candidacy: Candidacy, link: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    page = strict.get(link)
    assert (page.status_code, page["Referrer-Policy"], page["X-Robots-Tag"]) == (
        200,
        "no-referrer",
        "noindex",
    )
    assert "no-store" in page["Cache-Control"]
    assert candidacy.candidate.name in page.content.decode()

    slots = [f"{DAY}T{clock}" for clock in ("09:00", "09:30", "10:00")]
    sent = strict.post(link, {"time_zone": "Europe/Berlin", "slots": slots})

    assert (sent.status_code, sent["Location"]) == (302, f"{link}#answer")
    window = CandidateWindow.objects.get()
    assert window.ends_at - window.starts_at == timedelta(minutes=90)
    told = strict.get(link).content.decode()
    assert f"{DAY:%a} {DAY.day} {DAY:%B}, 09:00–10:30, Berlin time" in told
    assert told.count(" checked ") == 3


def test_an_empty_answer_is_told_and_keeps_what_was_typed(link: str) -> None:
    answer = Client().post(link, {"time_zone": "Europe/Berlin"})

    assert answer.status_code == 422
    assert "Choose at least one time." in answer.content.decode()
    assert '<option value="Europe/Berlin" selected>' in answer.content.decode()


@pytest.mark.parametrize("slot", ["2020-01-01T09:00", f"{DAY}T09:15", f"{DAY}T03:00", "x", "\x00"])
def test_a_half_hour_that_is_not_asked_about_is_refused(link: str, slot: str) -> None:
    answer = Client().post(link, {"time_zone": "UTC", "slots": [slot]})

    assert answer.status_code == 422
    assert starts() == []


def test_wrong_and_closed_links_get_one_kind_page(candidacy: Candidacy, link: str, recruiter: Member) -> None:
    revoke_request(AvailabilityRequest.objects.get(), by=recruiter)
    wrong = reverse("availability:answer", args=["x" * 43])

    for address, status in ((wrong, 404), (link, 410)):
        for answer in (Client().get(address), Client().post(address, {})):
            assert answer.status_code == status
            assert "This link does not open" in answer.content.decode()
            assert candidacy.candidate.name not in answer.content.decode()
            assert answer["Referrer-Policy"] == "no-referrer"


def test_a_link_takes_as_many_queries_for_many_windows_as_for_none(
    candidacy: Candidacy, link: str, recruiter: Member, django_assert_num_queries: Callable[[int], object]
) -> None:
    for hours in ((), (9, 12, 15)):
        set_windows(
            candidacy, windows=[(in_days(6, hour), in_days(6, hour + 1)) for hour in hours], by=recruiter
        )
        with django_assert_num_queries(2):  # type: ignore[attr-defined]
            Client().get(link)


def test_a_recruiter_types_times_on_the_candidates_clock(
    client_as: AsMember, candidacy: Candidacy, recruiter: Member
) -> None:
    client, address = client_as(recruiter), reverse("availability:times", args=[candidacy.pk])
    row = {"w0-day": f"{DAY}", "w0-starts": "09:00", "w0-ends": "11:00", "w1-day": "", "w2-starts": ""}

    assert client.post(address, row).status_code == 302

    [start] = starts()
    assert f"{start:%H:%M}" == "03:15"
    page = client.get(address).content.decode()
    assert "09:00–11:00" in page
    assert "Kathmandu time" in page


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"w0-day": f"{DAY}", "w0-starts": "09:00"}, "Fill this in, or empty the row."),
        ({"w0-day": f"{DAY}", "w0-starts": "09:00", "w0-ends": "08:00"}, "Choose an end that comes after"),
        ({"w0-day": "soon", "w0-starts": "09:00", "w0-ends": "10:00"}, "Enter a valid date."),
        ({"w0-day": "0001-01-01", "w0-starts": "09:00", "w0-ends": "10:00"}, "in the next two years."),
        ({"w0-day": "9999-12-31", "w0-starts": "09:00", "w0-ends": "00:00"}, "in the next two years."),
        ({"w0-day": "9999-12-31", "w0-starts": "09:00", "w0-ends": "10:00"}, "in the next two years."),
        (
            {"w0-day": f"{DAY - timedelta(days=9)}", "w0-starts": "09:00", "w0-ends": "10:00"},
            "One of these times is over.",
        ),
    ],
)
def test_a_row_that_makes_no_sense_is_told_beside_it(
    client_as: AsMember, candidacy: Candidacy, recruiter: Member, row: dict[str, str], told: str
) -> None:
    answer = client_as(recruiter).post(reverse("availability:times", args=[candidacy.pk]), row)

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert 'value="09:00"' in answer.content.decode()
    assert starts() == []


def test_more_rows_keep_what_was_typed(client_as: AsMember, candidacy: Candidacy, recruiter: Member) -> None:
    sent = {"w0-day": f"{DAY}", "w0-starts": "09:00", "w0-ends": "", "more": "yes"}

    answer = client_as(recruiter).post(reverse("availability:times", args=[candidacy.pk]), sent)

    assert (answer.status_code, answer.content.decode().count('name="w3-day"')) == (200, 1)
    assert 'value="09:00"' in answer.content.decode()


@pytest.mark.parametrize("number", ["²", "9" * 5000, "1000", "-1"])
def test_a_row_of_a_number_that_none_has_is_no_row(
    client_as: AsMember, candidacy: Candidacy, recruiter: Member, number: str
) -> None:
    sent = urlencode({f"w{number}-day": f"{DAY}", "more": "yes"})

    answer = client_as(recruiter).post(
        reverse("availability:times", args=[candidacy.pk]), sent, "application/x-www-form-urlencoded"
    )

    assert (answer.status_code, len(answer.context["rows"].rows)) == (200, 3)


def test_a_new_link_is_shown_once_and_can_be_closed(
    client_as: AsMember, candidacy: Candidacy, recruiter: Member
) -> None:
    client, page = client_as(recruiter), reverse("availability:times", args=[candidacy.pk])
    sent = {
        "first_day": f"{DAY}",
        "last_day": f"{DAY}",
        "is_mailed": "on",
        "once": "7d444840-9dc0-11d1-b245-5ffdce74fad2",
    }

    for _ in range(2):
        assert client.post(reverse("availability:ask", args=[candidacy.pk]), sent).status_code == 302
    assert AvailabilityRequest.objects.count() == 1

    other = make_candidacy(candidacy.opening, by=recruiter)
    of_another = client.get(reverse("availability:times", args=[other.pk]))
    assert "new-link-title" not in of_another.content.decode()
    assert "/availability/" in client.get(page).content.decode().partition("new-link-title")[2]
    assert "new-link-title" not in client.get(page).content.decode()
    client.post(reverse("availability:close", args=[AvailabilityRequest.objects.get().pk]))
    assert AvailabilityRequest.objects.get().revoked_at is not None


def test_days_that_cannot_be_asked_about_are_told(
    client_as: AsMember, candidacy: Candidacy, recruiter: Member
) -> None:
    sent = {"first_day": f"{DAY}", "last_day": f"{DAY - timedelta(days=1)}"}

    answer = client_as(recruiter).post(reverse("availability:ask", args=[candidacy.pk]), sent)

    assert answer.status_code == 422
    assert "Choose a last day that is not before the first." in answer.content.decode()


def test_a_time_across_midnight_comes_as_two_rows_and_is_one_again(
    client_as: AsMember, candidacy: Candidacy, recruiter: Member
) -> None:
    client, address = client_as(recruiter), reverse("availability:times", args=[candidacy.pk])
    night = datetime.combine(DAY, time(22), ZoneInfo("Asia/Kathmandu"))
    set_windows(candidacy, windows=[(night, night + timedelta(hours=4))], by=recruiter)

    rows = client.get(address).context["rows"].rows
    sent = {
        f"w{n}-{name}": row[name].value() for n, row in enumerate(rows) for name in ("day", "starts", "ends")
    }
    sent = {name: value or "" for name, value in sent.items()}
    assert client.post(address, sent).status_code == 302

    window = CandidateWindow.objects.get()
    assert (window.starts_at, window.ends_at) == (night, night + timedelta(hours=4))
