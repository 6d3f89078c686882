"""The scorecard's pages: fill, save while typing, submit, read, list, export."""

import csv
import io
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hiring.people.models import Member, Organization
from interviews.debriefs.services import decide, open_debrief
from interviews.loops.models import Loop
from interviews.scorecards.content import from_json
from interviews.scorecards.models import Rating, Revision, RevisionKind, Scorecard
from interviews.scorecards.services import sheet_of
from interviews.staffing.models import Part, Seat
from interviews.staffing.services import cancel_loop, seat_member
from tests.making import make_debrief, make_loop, make_member, make_opening, make_submission, seats_of

ClientAs = Callable[[Member], Client]
AssertQueries = Callable[[int], Any]


@pytest.fixture
def loop(organization: Organization, recruiter: Member) -> Loop:
    return make_loop(organization, by=recruiter)


@pytest.fixture
def seat(loop: Loop) -> Seat:
    return seats_of(loop)[0]


@pytest.fixture
def client(seat: Seat, client_as: ClientAs) -> Client:
    """The browser of the seat's member."""
    return client_as(seat.member)


def filled(seat: Seat, *, version: int = 0, **typed: Any) -> dict[str, Any]:
    """What a browser sends for a complete scorecard."""
    form: dict[str, Any] = {"version": version, "mutation_id": uuid.uuid4().hex}
    for criterion in sheet_of(seat).criteria:
        form[f"rating-{criterion}"] = "3"
        form[f"evidence-{criterion}"] = "Explained the trade-off with numbers."
    return form | {"recommendation": "yes", "summary": "Clear and careful."} | typed


def fill_url(seat: Seat) -> str:
    return reverse("scorecards:fill", args=[seat.pk])


def save_url(seat: Seat) -> str:
    return reverse("scorecards:autosave", args=[seat.pk])


class TestFilling:
    def test_the_form_shows_the_kit_and_every_anchor(self, client: Client, seat: Seat) -> None:
        page = client.get(fill_url(seat)).content.decode()

        question = seat.round.questions.get().question_version
        assert question.prompt in page
        assert page.count("What level 3 looks like") == len(sheet_of(seat).criteria)

    def test_evidence_comes_before_the_rating_and_the_recommendation_last(
        self, client: Client, seat: Seat
    ) -> None:
        page = client.get(fill_url(seat)).content.decode()

        criterion = next(iter(sheet_of(seat).criteria))
        places = [
            page.index(f'name="{name}"')
            for name in (f"evidence-{criterion}", f"rating-{criterion}", f"reason-{criterion}", "recommendation")
        ]
        assert places == sorted(places)

    def test_saving_keeps_the_draft_and_comes_back_to_it(self, client: Client, seat: Seat) -> None:
        answer = client.post(fill_url(seat), filled(seat, summary="Half a thought", recommendation=""))

        assert (answer.status_code, answer["Location"]) == (302, fill_url(seat))
        assert "Half a thought" in client.get(fill_url(seat)).content.decode()
        assert not Rating.objects.exists()

    def test_submitting_makes_ratings_and_leads_to_the_scorecard(self, client: Client, seat: Seat) -> None:
        answer = client.post(fill_url(seat), filled(seat, submit="1"))

        scorecard = Scorecard.objects.get(seat=seat)
        assert (answer.status_code, answer["Location"]) == (302, scorecard.get_absolute_url())
        assert scorecard.status == "submitted"
        assert client.get(fill_url(seat))["Location"] == scorecard.get_absolute_url()

    def test_what_is_missing_stands_beside_its_field_and_what_was_typed_is_saved(
        self, client: Client, seat: Seat
    ) -> None:
        first, second = sheet_of(seat).criteria
        typed = filled(seat, submit="1", summary="Kept words") | {
            f"evidence-{first}": "",
            f"rating-{second}": "not_assessed",
        }
        answer = client.post(fill_url(seat), typed)

        assert answer.status_code == 422
        assert set(answer.context["form"].errors) == {f"evidence-{first}", f"reason-{second}"}
        assert "Kept words" in answer.content.decode()
        scorecard = Scorecard.objects.get(seat=seat)
        assert (scorecard.status, scorecard.version, answer.context["version"]) == ("draft", 1, 1)
        assert scorecard.content["summary"] == "Kept words"

    def test_a_mended_form_can_be_sent_again(self, client: Client, seat: Seat) -> None:
        refused = client.post(fill_url(seat), filled(seat, submit="1", summary=""))
        mended = filled(seat, submit="1", version=refused.context["version"])
        client.post(fill_url(seat), mended | {"mutation_id": refused.context["mutation_id"]})

        assert Scorecard.objects.get(seat=seat).status == "submitted"

    def test_a_double_click_submits_once(self, client: Client, seat: Seat) -> None:
        form = filled(seat, submit="1")
        first, second = client.post(fill_url(seat), form), client.post(fill_url(seat), form)

        assert first["Location"] == second["Location"]
        assert Revision.objects.count() == 1
        assert Rating.objects.count() == len(sheet_of(seat).criteria)

    def test_another_window_after_submission_changes_nothing_and_loses_nothing(
        self, client: Client, seat: Seat
    ) -> None:
        client.post(fill_url(seat), filled(seat, submit="1"))
        answer = client.post(fill_url(seat), filled(seat, submit="1", summary="A late thought"))

        assert answer.status_code == 409
        assert "A late thought" in answer.content.decode()
        assert Scorecard.objects.get(seat=seat).summary == "Clear and careful."
        assert Revision.objects.get(kind=RevisionKind.CONFLICT).content["summary"] == "A late thought"

    def test_a_red_flag_is_raised_with_its_evidence(self, client: Client, seat: Seat) -> None:
        (flag,) = sheet_of(seat).red_flags
        typed = {f"flag-{flag}": "on", f"flag-evidence-{flag}": "Blamed the labels"}
        client.post(fill_url(seat), filled(seat, submit="1", **typed))

        (evidence,) = Scorecard.objects.get(seat=seat).evidence.filter(red_flag=flag)
        assert evidence.text == "Blamed the labels"

    def test_words_about_a_flag_that_is_not_raised_are_kept_and_never_submitted(
        self, client: Client, seat: Seat
    ) -> None:
        (flag,) = sheet_of(seat).red_flags
        typed = {f"flag-evidence-{flag}": "Perhaps I was unfair"}
        client.post(fill_url(seat), filled(seat, **typed))

        assert "Perhaps I was unfair" in client.get(fill_url(seat)).content.decode()
        client.post(fill_url(seat), filled(seat, version=1, submit="1", **typed))
        assert not Scorecard.objects.get(seat=seat).evidence.filter(red_flag=flag).exists()

    def test_a_closed_loop_says_so_and_keeps_the_words_on_the_page(
        self, client: Client, seat: Seat, loop: Loop, recruiter: Member
    ) -> None:
        form = filled(seat, summary="Too late")
        seats = seats_of(loop)
        manager = loop.candidacy.opening.hiring_manager
        make_submission(seats[1])
        client.post(fill_url(seat), filled(seat, submit="1"))
        debrief = open_debrief(loop, by=recruiter)
        decide(debrief, outcome="hire", rationale="Good", by=manager)
        answer = client.post(fill_url(seat), form | {"version": 1})

        assert answer.status_code == 409
        assert "takes no feedback" in answer.content.decode()
        assert "Too late" in answer.content.decode()

