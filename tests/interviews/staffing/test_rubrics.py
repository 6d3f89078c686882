"""Open rounds keep the version of their rubric, and may move to the published one until somebody rates."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from hiring.foundations.errors import DomainError, Invalid, NotAllowed
from hiring.journal.models import Event
from hiring.people.models import Member, Organization
from interviews.loops.models import Round
from interviews.loops.services import add_round
from interviews.scorecards.content import Content
from interviews.scorecards.models import Scorecard
from interviews.scorecards.services import save_scorecard
from interviews.staffing.models import Seat
from interviews.staffing.rubrics import move_round_to_current_rubric
from interviews.staffing.services import cancel_loop
from rubrics.scales.models import Rubric
from rubrics.scales.services import publish_rubric, retire_rubric
from tests.making import make_competency, make_loop, make_submission, seats_of
from tests.rubrics.scales.writing import criterion_of, next_version

AsMember = Callable[[Member], Client]


@pytest.fixture
def seat(organization: Organization, interviewer: Member, recruiter: Member) -> Seat:
    """A seat in a published loop whose round pins version 1, of which version 2 is published."""
    [seat] = seats_of(make_loop(organization, interviewers=[interviewer], by=recruiter))
    publish_newer(seat.round, by=recruiter)
    return fresh(seat)


def publish_newer(round: Round, *, by: Member) -> None:
    rubric = round.rubric_version.rubric
    next_version(rubric, by=by, criteria=(criterion_of(make_competency(by.organization)),))
    publish_rubric(rubric, version=1, by=by)


def fresh(seat: Seat) -> Seat:
    return seats_of(seat.round.loop)[0]


def save(seat: Seat) -> None:
    save_scorecard(seat, content=Content(summary="Begun."), version=0, mutation_id="first", by=seat.member)


def test_a_round_keeps_its_version_until_somebody_moves_it(seat: Seat, recruiter: Member) -> None:
    assert seat.round.rubric_version.number == 1

    moved = move_round_to_current_rubric(seat.round, by=recruiter)

    assert moved.rubric_version.number == 2
    event = Event.objects.get(kind="round.rubric_moved")
    assert event.subject_id == str(seat.round_id)
    assert event.payload["after"] == moved.rubric_version_id
    assert move_round_to_current_rubric(seat.round, by=recruiter).version == moved.version


def test_a_round_stays_once_a_scorecard_is_begun(seat: Seat, recruiter: Member) -> None:
    save(seat)

    with pytest.raises(DomainError, match="begun a scorecard") as caught:
        move_round_to_current_rubric(seat.round, by=recruiter)

    assert caught.value.code == "scorecard_begun"
    assert fresh(seat).round.rubric_version.number == 1


def test_a_submitted_scorecard_never_changes(
    organization: Organization, interviewer: Member, recruiter: Member
) -> None:
    [seat] = seats_of(make_loop(organization, interviewers=[interviewer], by=recruiter))
    scorecard = make_submission(seat)
    before = [(rating.criterion.name, rating.value) for rating in scorecard.ratings.order_by("pk")]
    publish_newer(seat.round, by=recruiter)

    with pytest.raises(DomainError):
        move_round_to_current_rubric(seat.round, by=recruiter)

    assert [(rating.criterion.name, rating.value) for rating in scorecard.ratings.order_by("pk")] == before


def test_what_was_read_before_the_move_is_not_saved_after_it(seat: Seat, recruiter: Member) -> None:
    read_before = fresh(seat)
    move_round_to_current_rubric(seat.round, by=recruiter)

    with pytest.raises(DomainError) as caught:
        save(read_before)

    assert caught.value.code == "rubric_moved"
    assert not Scorecard.objects.exists()
    save(fresh(seat))


def test_a_closed_loop_and_a_stranger_move_nothing(
    seat: Seat, recruiter: Member, interviewer: Member
) -> None:
    with pytest.raises(NotAllowed):
        move_round_to_current_rubric(seat.round, by=interviewer)
    cancel_loop(seat.round.loop, by=recruiter)

    with pytest.raises(DomainError, match="This loop is over"):
        move_round_to_current_rubric(fresh(seat).round, by=recruiter)


# --- Pages and API ---


def test_the_rounds_page_offers_the_move_and_makes_it(
    seat: Seat, recruiter: Member, interviewer: Member, client_as: AsMember
) -> None:
    client, address = client_as(recruiter), seat.round.get_absolute_url()
    offer = "Move to version 2"

    assert offer in client.get(address).content.decode()
    client.post(reverse("staffing:move_rubric", args=[seat.round_id]))

    page = client.get(address).content.decode()
    assert offer not in page
    assert "version 2" in page


def test_the_rounds_page_says_why_it_stays(seat: Seat, recruiter: Member, client_as: AsMember) -> None:
    save(seat)

    page = client_as(recruiter).get(seat.round.get_absolute_url()).content.decode()

    assert "Version 2 is published." in page
    assert "A scorecard is begun" in page
    assert "Move to version 2" not in page


def test_a_rubrics_use_lists_its_open_rounds(
    seat: Seat, recruiter: Member, interviewer: Member, client_as: AsMember
) -> None:
    rubric = seat.round.rubric_version.rubric
    address = reverse("rubrics:use", args=[rubric.pk])

    use = client_as(recruiter).get(address).context["use"]
    others = client_as(interviewer).get(address).context["use"]

    assert [(row.round, row.is_behind, row.may_move) for row in use.rounds] == [(seat.round, True, True)]
    assert [(row.may_move, others.elsewhere) for row in others.rounds] == [(False, 0)]


def test_moving_from_the_use_page_leads_back_to_it(
    seat: Seat, recruiter: Member, client_as: AsMember
) -> None:
    answer = client_as(recruiter).post(reverse("staffing:move_rubric", args=[seat.round_id]), {"back": "use"})

    assert answer.headers["Location"] == reverse("rubrics:use", args=[seat.round.rubric_version.rubric_id])


def test_programs_move_rounds_too(
    seat: Seat, recruiter: Member, api_as: Callable[[Member], APIClient]
) -> None:
    answer = api_as(recruiter).post(f"/api/v1/rounds/{seat.round_id}/use-current-rubric/")

    assert answer.json()["rubric"]["number"] == 2


def test_a_retired_rubric_judges_no_new_round(
    seat: Seat, recruiter: Member, organization: Organization
) -> None:
    rubric = seat.round.rubric_version.rubric
    loop = make_loop(organization, published=False, by=recruiter)
    retire_rubric(rubric, by=recruiter)

    with pytest.raises(Invalid, match="not in use") as refused:
        add_round(loop, kind=rubric.round_kind, rubric=Rubric.objects.get(pk=rubric.pk), by=recruiter)

    assert refused.value.field == "rubric"
