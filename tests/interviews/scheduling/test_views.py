"""The pages on which loops and hiring days are given their times and people."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hiring.people.models import Member, Organization
from interviews.availability.models import BusyCalendar
from interviews.interviewers.models import Stage
from interviews.loops.models import Loop, Round
from interviews.scheduling import proposals
from interviews.scheduling.models import Proposal
from interviews.scheduling.proposals import plan_in_worker, propose
from interviews.staffing.models import Seat
from interviews.staffing.services import cancel_loop
from rubrics.competencies.round_kinds import RoundKind
from tests.interviews.scheduling.staging import (
    at,
    give_window,
    hold,
    make_interviewer,
    make_loop_to_plan,
    monday,
)

pytestmark = pytest.mark.django_db

CODING, ORAL = RoundKind.CODING, RoundKind.ORAL
HTMX = {"HX-Request": "true"}
ClientAs = Callable[[Member], Client]


@pytest.fixture
def loop(recruiter: Member) -> Loop:
    return make_loop_to_plan(recruiter, CODING, ORAL, days=range(2))


@pytest.fixture
def ines(organization: Organization) -> Member:
    return make_interviewer(organization, CODING, name="Ines")


@pytest.fixture
def omar(organization: Organization) -> Member:
    return make_interviewer(organization, ORAL, name="Omar")


@pytest.fixture
def people(ines: Member, omar: Member) -> list[Member]:
    return [ines, omar]


@pytest.fixture
def pages(client_as: ClientAs, recruiter: Member) -> Client:
    return client_as(recruiter)


def page_of(loop: Loop) -> str:
    return reverse("scheduling:loop", args=[loop.pk])


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def local(moment: Any) -> str:
    return f"{moment.astimezone(timezone.get_default_timezone()):%Y-%m-%dT%H:%M}"


def adjusted(proposal: Proposal, reader: Member, **changed: Any) -> dict[str, Any]:
    """What the form of the first plan sends, some of it changed."""
    sent: dict[str, Any] = {"wish": "fewest_days"}
    for booking in proposal.plans[0]["plan"]["bookings"]:
        pk = booking["round"]
        start = timezone.datetime.fromisoformat(booking["start"]).astimezone(reader.zone)
        sent |= {f"start-{pk}": f"{start:%Y-%m-%dT%H:%M}", f"seat-0-{pk}": booking["panel"][0]}
        if booking["shadow"]:
            sent[f"shadow-{pk}"] = booking["shadow"]
    return sent | changed


class TestALoop:
    def test_a_candidate_without_times_is_asked_for_them(self, pages: Client, recruiter: Member) -> None:
        answer = pages.get(page_of(make_loop_to_plan(recruiter, days=())))

        assert "Nobody has said yet when they could come" in text_of(answer)
        assert "Propose plans" not in text_of(answer)

    def test_plans_are_proposed_and_stand_side_by_side(
        self, pages: Client, loop: Loop, people: list[Member]
    ) -> None:
        asked = pages.get(page_of(loop))
        assert "2 rounds wait for their times or people." in text_of(asked)

        days = [f"{monday()}", f"{monday() + timedelta(days=1)}"]
        answer = pages.post(reverse("scheduling:propose", args=[loop.pk]), {"days": days})

        assert answer["Location"] == page_of(loop) + "#plans"
        shown = text_of(pages.get(page_of(loop)))
        assert "Fewest days · Fairest · Soonest" in shown
        assert "One day, 2 h 15 min from first to last; nobody goes above 1 of 5 in a week" in shown

    def test_sent_twice_it_is_proposed_once(self, pages: Client, loop: Loop, people: list[Member]) -> None:
        sent = {"days": [f"{monday()}"], "once": "8a6ff8a0-3c4b-4d2f-9c58-1fb8a1b0b7a1"}
        for _ in range(2):
            pages.post(reverse("scheduling:propose", args=[loop.pk]), sent)

        assert Proposal.objects.count() == 1

    def test_stale_calendars_ask_for_a_reason_beside_the_field(
        self, pages: Client, loop: Loop, people: list[Member]
    ) -> None:
        BusyCalendar.objects.create(
            organization=loop.organization, member=people[0], source="upload", read_at=None
        )

        answer = pages.post(reverse("scheduling:propose", args=[loop.pk]), {"days": [f"{monday()}"]})

        assert answer.status_code == 422
        assert (
            "The calendars of Ines were not read in the last 24 hours, or end before these days."
            in text_of(answer)
        )
        assert not Proposal.objects.exists()

    def test_no_day_is_no_plan(self, pages: Client, loop: Loop, people: list[Member]) -> None:
        assert pages.post(reverse("scheduling:propose", args=[loop.pk]), {}).status_code == 422

    def test_a_clash_is_told_with_what_would_help(
        self, pages: Client, recruiter: Member, loop: Loop, ines: Member
    ) -> None:
        make_interviewer(loop.organization, ORAL, name="Jin", weekly_limit=0)
        proposal = propose(loop, by=recruiter)
        round = loop.rounds.get(kind=ORAL)

        shown = text_of(pages.get(page_of(loop)))

        assert f"Round “{round.title}” (Experience deep dive) needs a qualified" in shown
        assert "one has reached their weekly limit." in shown
        assert "Raise Jin&#x27;s weekly limit from 0 to 1." in shown

        answer = pages.post(reverse("scheduling:apply", args=[loop.pk, proposal.pk]), {"way": "0"})

        assert answer["Location"] == page_of(loop) + "#plans"
        assert "Take this plan" in text_of(pages.get(page_of(loop)))

    def test_a_change_that_is_not_on_offer_is_refused(
        self, pages: Client, recruiter: Member, loop: Loop, people: list[Member]
    ) -> None:
        proposal = propose(loop, by=recruiter)

        answer = pages.post(reverse("scheduling:apply", args=[loop.pk, proposal.pk]), {"way": "0"})

        assert answer.status_code == 422
        assert "There is no such change on offer." in text_of(answer)

    def test_days_that_were_left_out_stay_so_and_new_ones_are_ticked(
        self, pages: Client, recruiter: Member, loop: Loop, people: list[Member]
    ) -> None:
        propose(loop, days=[monday()], by=recruiter)
        give_window(loop, at(9, day=2), at(17, day=2))

        form = pages.get(page_of(loop)).context["propose_form"]

        first, second, third = (f"{monday() + timedelta(days=count)}" for count in range(3))
        assert [day for day, _ in form.fields["days"].choices] == [first, second, third]
        assert form["days"].value() == [first, third]

    def test_a_loop_that_is_over_is_planned_no_more(
        self, pages: Client, recruiter: Member, loop: Loop, people: list[Member]
    ) -> None:
        cancel_loop(loop, by=recruiter)

        shown = text_of(pages.get(page_of(loop)))

        assert "This loop is over." in shown
        assert "Propose plans" not in shown

    def test_a_plan_is_taken(
        self, pages: Client, recruiter: Member, loop: Loop, people: list[Member]
    ) -> None:
        proposal = propose(loop, by=recruiter)

        answer = pages.post(reverse("scheduling:take", args=[loop.pk, proposal.pk]), {"wish": "soonest"})

        assert answer["Location"] == loop.get_absolute_url()
        assert Seat.objects.filter(round__loop=loop).count() == 2
        shown = text_of(pages.get(page_of(loop)))
        assert "Every round has its time and its people." in shown
        assert "As it stands" in shown

    def test_what_changed_meanwhile_is_told_on_the_page(
        self, pages: Client, recruiter: Member, loop: Loop, people: list[Member]
    ) -> None:
        proposal = propose(loop, by=recruiter)
        hold(make_loop_to_plan(recruiter, minutes=480).rounds.get(), people[0], at(9))

        answer = pages.post(reverse("scheduling:take", args=[loop.pk, proposal.pk]), {"wish": "fewest_days"})

        assert answer.status_code == 409
        assert "Ines is busy during round" in text_of(answer)

    @pytest.mark.parametrize("rounds", [1, 3])
    def test_the_queries_do_not_grow(
        self,
        pages: Client,
        recruiter: Member,
        people: list[Member],
        rounds: int,
        django_assert_num_queries: Any,
    ) -> None:
        loop = make_loop_to_plan(recruiter, *[CODING, ORAL, CODING][:rounds], days=range(rounds))
        make_interviewer(recruiter.organization, CODING, stage=Stage.SHADOW)
        make_interviewer(recruiter.organization, CODING)
        propose(loop, by=recruiter)
        pages.get(page_of(loop))

        with django_assert_num_queries(23):
            pages.get(page_of(loop))


class TestAdjusting:
    @pytest.fixture
    def proposal(self, recruiter: Member, loop: Loop, people: list[Member]) -> Proposal:
        return propose(loop, by=recruiter)

    @pytest.fixture
    def coding(self, loop: Loop) -> Round:
        return loop.rounds.get(kind=CODING)

    def test_a_change_that_fits_says_so_and_keeps_nothing(
        self, pages: Client, recruiter: Member, loop: Loop, proposal: Proposal, coding: Round
    ) -> None:
        sent = adjusted(proposal, recruiter, **{f"start-{coding.pk}": f"{monday()}T16:00"})

        answer = pages.post(reverse("scheduling:check", args=[loop.pk, proposal.pk]), sent, headers=HTMX)

        assert answer.status_code == 200
        assert "This fits." in text_of(answer)
        assert not Seat.objects.filter(round__loop=loop).exists()

    def test_a_change_that_breaks_a_rule_says_which_beside_its_round(
        self, pages: Client, recruiter: Member, loop: Loop, proposal: Proposal, coding: Round
    ) -> None:
        sent = adjusted(proposal, recruiter, **{f"start-{coding.pk}": f"{monday()}T20:00"})

        shown = text_of(
            pages.post(reverse("scheduling:check", args=[loop.pk, proposal.pk]), sent, headers=HTMX)
        )

        assert f"Round “{coding.title}” is outside of the times at which" in shown
        beside = shown.split(f'id="says-{coding.pk}"')[1].split("</div>")[0]
        assert "outside of" in beside
        assert 'hx-swap-oob="true"' in beside

    def test_without_a_script_the_whole_page_answers(
        self, pages: Client, recruiter: Member, loop: Loop, proposal: Proposal, coding: Round
    ) -> None:
        sent = adjusted(proposal, recruiter, **{f"start-{coding.pk}": f"{monday()}T20:00"})

        shown = text_of(pages.post(reverse("scheduling:check", args=[loop.pk, proposal.pk]), sent))

        assert "<!doctype html>" in shown
        assert f'value="{monday()}T20:00"' in shown

    def test_what_cannot_be_read_is_a_mistake_in_the_form(
        self, pages: Client, recruiter: Member, loop: Loop, proposal: Proposal, coding: Round
    ) -> None:
        sent = adjusted(
            proposal, recruiter, **{f"start-{coding.pk}": "soon", f"seat-0-{coding.pk}": "999999"}
        )

        for name in ("check", "take_adjusted"):
            answer = pages.post(reverse(f"scheduling:{name}", args=[loop.pk, proposal.pk]), sent)
            assert answer.status_code == 422
            assert 'value="soon"' in text_of(answer)

    def test_what_cannot_be_checked_yet_is_said_in_place_of_the_last_verdict(
        self, pages: Client, recruiter: Member, loop: Loop, proposal: Proposal, coding: Round
    ) -> None:
        sent = adjusted(proposal, recruiter, **{f"start-{coding.pk}": ""})

        answer = pages.post(reverse("scheduling:check", args=[loop.pk, proposal.pk]), sent, headers=HTMX)

        assert answer.status_code == 422
        assert 'id="result"' in text_of(answer)
        assert "Please mend this" in text_of(answer)
        assert "This fits." not in text_of(answer)

    def test_an_adjusted_plan_is_taken(
        self, pages: Client, recruiter: Member, loop: Loop, proposal: Proposal, coding: Round
    ) -> None:
        sent = adjusted(proposal, recruiter, **{f"start-{coding.pk}": f"{monday()}T16:00"})

        answer = pages.post(reverse("scheduling:take_adjusted", args=[loop.pk, proposal.pk]), sent)

        assert answer["Location"] == loop.get_absolute_url()
        assert Seat.objects.get(round=coding).starts_at == at(15)

    def test_what_was_adjusted_on_a_page_that_is_out_of_date_is_not_taken_for_another_plan(
        self, pages: Client, recruiter: Member, loop: Loop, proposal: Proposal
    ) -> None:
        sent = adjusted(proposal, recruiter)
        propose(loop, by=recruiter)

        for name in ("check", "take_adjusted"):
            answer = pages.post(reverse(f"scheduling:{name}", args=[loop.pk, proposal.pk]), sent)
            assert answer.status_code == 409
            assert "planned again meanwhile" in text_of(answer)
        assert not Seat.objects.filter(round__loop=loop).exists()

    def test_one_that_breaks_a_rule_is_not_and_nothing_typed_is_lost(
        self, pages: Client, recruiter: Member, loop: Loop, proposal: Proposal, coding: Round
    ) -> None:
        sent = adjusted(proposal, recruiter, **{f"start-{coding.pk}": f"{monday()}T20:00"})

        answer = pages.post(reverse("scheduling:take_adjusted", args=[loop.pk, proposal.pk]), sent)

        assert answer.status_code == 409
        assert f'value="{monday()}T20:00"' in text_of(answer)
        assert "outside of the times" in text_of(answer)
        assert not Seat.objects.filter(round__loop=loop).exists()


class TestByAWorker:
    @pytest.fixture(autouse=True)
    def _everything_is_much(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(proposals, "MOST_AT_ONCE", 0)

    def test_the_page_tells_how_far_it_is_and_then_refreshes(
        self, pages: Client, recruiter: Member, loop: Loop, people: list[Member]
    ) -> None:
        proposal = propose(loop, by=recruiter)
        address = reverse("scheduling:progress", args=[loop.pk])

        assert "About to begin" in text_of(pages.get(page_of(loop)))
        waiting = pages.get(address, {"seen": "0"}, headers=HTMX)
        assert "About to begin" in text_of(waiting)

        plan_in_worker(str(proposal.job_id))

        assert pages.get(address, {"seen": "0"}, headers=HTMX)["HX-Refresh"] == "true"
        assert pages.get(address)["Location"] == page_of(loop) + "#plans"

    def test_the_first_plan_can_be_read_while_others_are_looked_for(
        self, pages: Client, recruiter: Member, loop: Loop, people: list[Member]
    ) -> None:
        proposal = propose(loop, by=recruiter)
        plan_in_worker(str(proposal.job_id))
        proposal.refresh_from_db()
        Proposal.objects.filter(pk=proposal.pk).update(plans=proposal.plans[:1])
        type(proposal.job).objects.filter(pk=proposal.job_id).update(  # type: ignore[union-attr]
            status="running", lease_until=timezone.now() + timedelta(minutes=1), progress=40
        )

        shown = text_of(pages.get(page_of(loop)))

        assert "Take this plan" in shown
        assert "Planning" in shown
        assert "seen=1" in shown
