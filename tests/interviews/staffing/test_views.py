from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from hiring.people.models import Member, Organization, Role
from interviews.composer.services import publish_loop
from interviews.interviewers.models import Stage
from interviews.interviewers.services import qualify
from interviews.loops.models import Loop, Round
from interviews.loops.services import choose_question, create_loop
from interviews.staffing.models import Part, Seat
from interviews.staffing.services import cancel_loop, seat_member
from rubrics.competencies.round_kinds import RoundKind
from rubrics.library.exposure import Exposure, note_exposure
from rubrics.library.models import Question, QuestionVersion
from rubrics.library.quarantine import report_leak
from rubrics.library.states import QuestionStatus
from tests.making import (
    in_days,
    make_candidacy,
    make_loop,
    make_member,
    make_opening,
    make_question,
    make_round,
    make_submission,
)

AsMember = Callable[[Member], Client]


@pytest.fixture
def loop(recruiter: Member) -> Loop:
    return make_loop(recruiter.organization, published=False, by=recruiter)


@pytest.fixture
def round(loop: Loop) -> Round:
    first = loop.rounds.order_by("position").first()
    assert first is not None
    return first


def address(view: str, *ids: int) -> str:
    return reverse(f"staffing:{view}", args=ids)


def plan(round: Round, **changed: object) -> dict[str, object]:
    return {
        "title": round.title,
        "starts_at": "",
        "minutes": 60,
        "panel_size": 1,
        "brief": "",
        "version": round.version,
        **changed,
    }


@pytest.mark.parametrize("row_count", [1, 3])
def test_the_page_asks_a_fixed_number_of_queries(
    client_as: AsMember,
    recruiter: Member,
    round: Round,
    row_count: int,
    django_assert_num_queries: Callable[[int], object],
) -> None:
    Round.objects.update(panel_size=6)
    for _ in range(row_count):
        seat_member(Round.objects.get(pk=round.pk), member=make_member(recruiter.organization), by=recruiter)
        make_question(recruiter.organization)
    client = client_as(recruiter)

    with django_assert_num_queries(20):  # type: ignore[attr-defined]
        response = client.get(address("round", round.pk))

    assert len(response.context["found"].questions) == row_count
    assert len(response.context["shown"].seats) == row_count + 1


def test_the_picker_offers_what_fits_and_is_free(
    client_as: AsMember, recruiter: Member, loop: Loop, round: Round
) -> None:
    organization = recruiter.organization
    fitting = make_question(organization, title="Fits")
    make_question(organization, kind=RoundKind.MLOPS)
    make_question(organization, status=QuestionStatus.DRAFT)

    response = client_as(recruiter).get(address("round", round.pk))

    # Those that other rounds of the loop ask are of the same kind, and approved.
    assert Question.objects.filter(round_kind=round.kind, current__status="approved").count() == 3
    assert response.context["found"].questions == [fitting]


def test_the_picker_offers_nothing_that_would_be_refused(
    client_as: AsMember, recruiter: Member, loop: Loop, round: Round
) -> None:
    organization = recruiter.organization
    fitting = make_question(organization, kind=round.kind)
    at_limit = make_question(organization, kind=round.kind, exposure_limit=1)
    met, leaked = (make_question(organization, kind=round.kind) for _ in range(2))
    note_exposure({at_limit.pk: Exposure(asked_count=1)})
    report_leak(leaked, reason="On a forum", by=recruiter)
    candidacy = make_candidacy(make_opening(organization), candidate=loop.candidacy.candidate, by=recruiter)
    earlier = make_round(create_loop(candidacy, by=recruiter), by=recruiter, kind=round.kind)
    choose_question(earlier, question=met, by=recruiter)

    response = client_as(recruiter).get(address("round", round.pk))

    assert response.context["found"].questions == [fitting]


def test_the_picker_is_searched_without_a_script_and_in_part_with_one(
    client_as: AsMember, recruiter: Member, round: Round
) -> None:
    wanted = make_question(recruiter.organization, title="Sharding a queue")
    make_question(recruiter.organization, title="Something else")
    client, query = client_as(recruiter), {"words": "queue"}

    whole = client.get(address("round", round.pk), query)
    part = client.get(address("round", round.pk), query, headers={"HX-Request": "true"})

    assert whole.context["found"].questions == part.context["found"].questions == [wanted]
    assert "<html" in whole.content.decode()
    assert "<html" not in part.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        {"words": "\x00"},
        {"competency": "9" * 40},
        {"difficulty": "x"},
        {"before": "-3"},
        {"before": "9" * 40},
    ],
)
def test_a_search_that_makes_no_sense_still_shows_the_round(
    client_as: AsMember, recruiter: Member, round: Round, query: dict[str, str]
) -> None:
    assert client_as(recruiter).get(address("round", round.pk), query).status_code == 200


def test_a_question_is_chosen_once_and_dropped_once(
    client_as: AsMember, recruiter: Member, round: Round
) -> None:
    question, client = make_question(recruiter.organization), client_as(recruiter)

    for _ in range(2):
        response = client.post(address("choose", round.pk) + "?words=x", {"question": question.pk})
        assert response["Location"] == f"{round.get_absolute_url()}?words=x#questions"
    chosen = round.questions.get(question_version__question=question)
    for _ in range(2):
        assert client.post(address("drop", round.pk, chosen.pk)).status_code == 302

    assert not round.questions.filter(question_version__question=question).exists()


@pytest.mark.parametrize("question", ["", "x", "\x00", str(10**30)])
def test_what_is_no_question_is_not_chosen(
    client_as: AsMember, recruiter: Member, round: Round, question: str
) -> None:
    response = client_as(recruiter).post(address("choose", round.pk), {"question": question})

    assert response.status_code == 422
    assert "question" in response.context["choice"].errors


def test_a_question_of_another_kind_or_organization_is_refused(
    client_as: AsMember, recruiter: Member, round: Round, other_organization: Organization
) -> None:
    client = client_as(recruiter)
    other_kind = make_question(recruiter.organization, kind=RoundKind.MLOPS)

    for question in (other_kind, make_question(other_organization)):
        response = client.post(address("choose", round.pk), {"question": question.pk})
        assert response.status_code == 422
        assert "question" in response.context["choice"].errors


def test_questions_that_take_too_long_are_told(client_as: AsMember, recruiter: Member, round: Round) -> None:
    QuestionVersion.objects.filter(rounds__round=round).update(minutes=90)

    response = client_as(recruiter).get(address("round", round.pk))

    assert response.context["shown"].minutes_over == 30
    assert "30 min more than the round lasts" in response.content.decode()


def test_a_round_is_timed_in_the_readers_zone(client_as: AsMember, recruiter: Member, round: Round) -> None:
    response = client_as(recruiter).post(
        address("revise", round.pk), plan(round, starts_at="2026-11-26T14:00", brief="Bring a laptop.")
    )

    assert response.status_code == 302
    round.refresh_from_db()
    assert round.starts_at is not None
    assert round.starts_at.isoformat() == "2026-11-26T13:00:00+00:00"
    assert 'value="2026-11-26T14:00"' in client_as(recruiter).get(address("round", round.pk)).content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "a\x00b"),
        ("minutes", "14"),
        ("minutes", "9" * 30),
        ("minutes", "x"),
        ("panel_size", "0"),
        ("panel_size", "7"),
        ("brief", "x" * 5_000_000),
        ("starts_at", "tomorrow"),
        ("starts_at", "0001-01-01T00:00"),
        ("starts_at", "9999-12-31T23:59"),
        ("starts_at", "2026-03-29T02:30"),
        ("starts_at", "\x00"),
    ],
)
def test_what_cannot_be_taken_is_told_beside_its_field_and_kept(
    client_as: AsMember, recruiter: Member, round: Round, field: str, value: str
) -> None:
    response = client_as(recruiter).post(address("revise", round.pk), plan(round, **{field: value}))

    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert response.context["form"][field].value() == value


def test_a_stale_plan_keeps_the_typing_and_shows_both(
    client_as: AsMember, recruiter: Member, round: Round
) -> None:
    client = client_as(recruiter)
    client.post(address("revise", round.pk), plan(round, brief="First", starts_at="2026-11-26T14:00"))

    response = client.post(address("revise", round.pk), plan(round, brief="Second"))

    assert response.status_code == 422
    form = response.context["form"]
    assert form["brief"].value() == "Second"
    assert form.errors["brief"] == ["It now says: First"]
    assert "2026" in form.errors["starts_at"][0]


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30])
def test_a_plan_without_its_version_is_refused(
    client_as: AsMember, recruiter: Member, round: Round, version: str
) -> None:
    response = client_as(recruiter).post(address("revise", round.pk), plan(round, version=version))

    assert response.status_code == 422
    assert "arrived incomplete" in response.content.decode()


def test_nobody_is_booked_twice(client_as: AsMember, recruiter: Member, round: Round) -> None:
    member = make_member(recruiter.organization, name="Bea Busy")
    make_loop(recruiter.organization, interviewers=[member], starts_at=in_days(3), by=recruiter)
    Round.objects.filter(pk=round.pk).update(starts_at=in_days(3), panel_size=2)

    response = client_as(recruiter).post(address("seat", round.pk), {"member": member.pk, "part": ""})

    assert response.status_code == 422
    assert "Bea Busy sits in" in response.context["seat_form"].errors["member"][0]


def test_people_are_offered_by_their_training_and_seated_once(
    client_as: AsMember, recruiter: Member, round: Round
) -> None:
    Round.objects.update(panel_size=3)
    trained = make_member(recruiter.organization, name="Tara Trained")
    learning = make_member(recruiter.organization, name="Leo Learning")
    qualify(trained, round_kind=round.kind, stage=Stage.QUALIFIED, by=recruiter)
    qualify(learning, round_kind=round.kind, stage=Stage.SHADOW, by=recruiter)
    client = client_as(recruiter)

    groups = dict(client.get(address("round", round.pk)).context["seat_form"].fields["member"].choices[1:])
    for _ in range(2):
        assert client.post(address("seat", round.pk), {"member": trained.pk, "part": ""}).status_code == 302
    again = client.get(address("round", round.pk)).context["seat_form"].fields["member"].choices

    assert groups["Qualified"] == [(trained.pk, "Tara Trained")]
    assert groups["In training"] == [(learning.pk, "Leo Learning")]
    assert Seat.objects.get(round=round, member=trained).part == Part.PANEL
    assert "Qualified" not in dict(again)


def test_somebody_not_qualified_may_sit_but_it_is_told(
    client_as: AsMember, recruiter: Member, round: Round
) -> None:
    shadow = make_member(recruiter.organization)
    seat_member(round, member=shadow, part=Part.SHADOW, by=recruiter)

    lead, trainee = client_as(recruiter).get(address("round", round.pk)).context["shown"].seats

    assert "is not qualified for Coding yet" in lead.hint
    assert trainee.hint == ""


def test_how_far_colleagues_are_trained_is_for_those_who_plan(
    client_as: AsMember, recruiter: Member, interviewer: Member
) -> None:
    colleague = make_member(recruiter.organization)
    loop = make_loop(recruiter.organization, interviewers=[interviewer, colleague], by=recruiter)
    seat = colleague.seats.get(round__loop=loop)
    qualify(colleague, round_kind=seat.round.kind, stage=Stage.REVERSE_SHADOW, by=recruiter)

    seen = [client_as(reader).get(address("round", seat.round_id)) for reader in (recruiter, interviewer)]

    assert ["Reverse-shadowing" in response.content.decode() for response in seen] == [True, False]
    assert ["is not qualified" in response.content.decode() for response in seen] == [True, False]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("member", ""),
        ("member", "x"),
        ("member", "\x00"),
        ("member", str(10**30)),
        ("part", "emperor"),
        ("part", "\x00"),
    ],
)
def test_a_seat_that_makes_no_sense_is_told_beside_its_field(
    client_as: AsMember, recruiter: Member, round: Round, field: str, value: str
) -> None:
    sent = {"member": make_member(recruiter.organization).pk, "part": "shadow", field: value}

    response = client_as(recruiter).post(address("seat", round.pk), sent)

    assert response.status_code == 422
    assert field in response.context["seat_form"].errors


def test_a_foreign_member_is_no_choice(
    client_as: AsMember, recruiter: Member, round: Round, other_organization: Organization
) -> None:
    foreign = make_member(other_organization)

    response = client_as(recruiter).post(address("seat", round.pk), {"member": foreign.pk, "part": ""})

    assert response.status_code == 422


def test_a_seat_is_released_once(client_as: AsMember, recruiter: Member, round: Round) -> None:
    seat, client = Seat.objects.get(round=round), client_as(recruiter)

    for _ in range(2):
        assert client.post(address("release", round.pk, seat.pk)).status_code == 302

    assert not Seat.objects.filter(pk=seat.pk).exists()


def test_a_seat_whose_scorecard_is_begun_stays(client_as: AsMember, recruiter: Member, loop: Loop) -> None:
    seat = Seat.objects.filter(round__loop=publish_loop(loop, by=recruiter)).select_related("member")[0]
    make_submission(seat)

    response = client_as(recruiter).post(
        address("release", seat.round_id, seat.pk), headers={"Referer": "http://testserver/rounds/1/"}
    )

    assert response.status_code == 409
    assert "has begun the scorecard" in response.content.decode()
    assert 'href="http://testserver/rounds/1/"' in response.content.decode()


def test_once_published_questions_stand(
    client_as: AsMember, recruiter: Member, loop: Loop, round: Round
) -> None:
    publish_loop(loop, by=recruiter)
    client = client_as(recruiter)

    page = client.get(address("round", round.pk))
    refused = client.post(address("choose", round.pk), {"question": make_question(loop.organization).pk})

    assert page.context["shown"].may_change
    assert not page.context["shown"].may_compose
    assert "found" not in page.context
    assert refused.status_code == 422
    assert "change only in a draft" in refused.content.decode()


def test_once_it_is_over_nothing_changes_and_the_reader_is_told(
    client_as: AsMember, recruiter: Member, loop: Loop, round: Round
) -> None:
    cancel_loop(loop, by=recruiter)
    client, member = client_as(recruiter), make_member(recruiter.organization)

    for view, sent in (("revise", plan(round)), ("seat", {"member": member.pk, "part": "shadow"})):
        response = client.post(address(view, round.pk), sent)
        assert response.status_code == 422
        assert "This loop is over." in response.content.decode()


def test_interviewers_read_their_round_and_change_nothing(
    client_as: AsMember, recruiter: Member, interviewer: Member
) -> None:
    loop = make_loop(recruiter.organization, interviewers=[interviewer], by=recruiter)
    round = loop.rounds.get()
    seat = Seat.objects.get(round=round)
    client = client_as(interviewer)

    page = client.get(address("round", round.pk))

    assert page.status_code == 200
    assert "<form" not in page.content.decode().split("<main")[1]
    assert client.post(address("revise", round.pk), plan(round)).status_code == 403
    assert client.post(address("seat", round.pk), {"member": interviewer.pk}).status_code == 403
    assert client.post(address("release", round.pk, seat.pk)).status_code == 403


def test_drafts_foreign_rounds_and_impossible_ids_are_not_found(
    client_as: AsMember, recruiter: Member, round: Round, other_organization: Organization
) -> None:
    seat = Seat.objects.get(round=round)
    foreign = make_member(other_organization, Role.RECRUITER)

    for client, pk in (
        (client_as(seat.member), round.pk),
        (client_as(foreign), round.pk),
        (client_as(recruiter), 10**30),
    ):
        assert client.get(address("round", pk)).status_code == 404
        for view in ("revise", "choose", "seat"):
            assert client.post(address(view, pk)).status_code == 404
        assert client.post(address("drop", pk, 1)).status_code == 404
        assert client.post(address("release", pk, seat.pk)).status_code == 404
    assert Seat.objects.filter(pk=seat.pk).exists()
