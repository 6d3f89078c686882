from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from hiring.candidates.states import CandidacyStatus
from hiring.people.models import Member, Organization, Role
from interviews.debriefs.services import decide, open_debrief
from interviews.loop_templates.models import LoopTemplate, LoopTemplateVersion, TemplateRound
from interviews.loops.models import Loop
from interviews.loops.states import LoopStatus
from interviews.overview.next_step import Step
from tests.making import (
    in_days,
    make_candidacy,
    make_candidate,
    make_competency,
    make_debrief,
    make_loop,
    make_member,
    make_opening,
    make_rubric,
    make_submission,
    make_waived_loop,
    seats_of,
)

AsMember = Callable[[Member], Client]


@pytest.fixture
def draft(recruiter: Member) -> Loop:
    return make_loop(recruiter.organization, published=False, by=recruiter)


def address(view: str, *ids: int) -> str:
    return reverse(f"overview:{view}", args=ids)


@pytest.mark.parametrize("row_count", [1, 3])
def test_a_loop_asks_a_fixed_number_of_queries(
    client_as: AsMember, recruiter: Member, row_count: int, django_assert_num_queries: Callable[[int], object]
) -> None:
    interviewers = [make_member(recruiter.organization) for _ in range(row_count)]
    loop = make_loop(recruiter.organization, interviewers=interviewers, by=recruiter)
    for seat in seats_of(loop):
        make_submission(seat)
    client = client_as(recruiter)

    with django_assert_num_queries(19):  # type: ignore[attr-defined]
        response = client.get(loop.get_absolute_url())

    assert len(response.context["shown"].rows) == row_count


def test_a_loop_goes_from_publishing_to_its_packet(
    client_as: AsMember, recruiter: Member, hiring_manager: Member
) -> None:
    opening = make_opening(recruiter.organization, hiring_manager=hiring_manager, by=recruiter)
    loop = make_loop(recruiter.organization, opening=opening, published=False, by=recruiter)
    client = client_as(recruiter)

    def step() -> Step:
        found: Step = client.get(loop.get_absolute_url()).context["shown"].step
        return found

    assert client.post(reverse("composer:publish", args=[loop.pk]))["Location"] == loop.get_absolute_url()
    assert step() == Step.WAIT_FOR_SCORECARDS
    for seat in seats_of(loop):
        make_submission(seat)
    assert step() == Step.OPEN_DEBRIEF
    debrief = open_debrief(Loop.objects.get(pk=loop.pk), by=recruiter)
    assert step() == Step.READ_DEBRIEF
    decide(debrief, outcome="hire", rationale="Strong throughout.", by=hiring_manager)
    assert step() == Step.REQUEST_PACKET


def test_a_loop_published_with_a_gap_does_not_say_that_nothing_is_missing(
    client_as: AsMember, recruiter: Member, hiring_manager: Member
) -> None:
    missing = make_competency(recruiter.organization)
    opening = make_opening(
        recruiter.organization, hiring_manager=hiring_manager, must_have=[missing], by=recruiter
    )
    loop = make_waived_loop(opening, by=recruiter)

    page = client_as(recruiter).get(loop.get_absolute_url()).content.decode()

    assert f"No round judges {missing.name}. <bdi>{hiring_manager.name}</bdi> answers for it." in page
    assert "planned for enough people" not in page


def test_each_seat_says_whether_its_scorecard_is_in(client_as: AsMember, recruiter: Member) -> None:
    loop = make_loop(recruiter.organization, starts_at=in_days(2), by=recruiter)
    first, second = seats_of(loop)
    scorecard = make_submission(first)

    response = client_as(recruiter).get(loop.get_absolute_url())

    page = response.content.decode()
    assert page.count("Submitted") == 1
    assert second.member.name in page
    assert reverse("scorecards:read", args=[scorecard.pk]) in page
    assert response.context["shown"].may_open_early
    assert "Waiting for scorecards: 1 of 2" in page


def test_whoever_owes_a_scorecard_gets_no_way_to_anothers(client_as: AsMember, recruiter: Member) -> None:
    loop = make_loop(recruiter.organization, by=recruiter)
    first, second = seats_of(loop)
    scorecard = make_submission(first, words="Words of somebody else.")

    response = client_as(second.member).get(loop.get_absolute_url())

    page = response.content.decode()
    assert reverse("scorecards:read", args=[scorecard.pk]) not in page
    assert "Words of somebody else." not in page
    assert response.context["shown"].action.url == reverse("scorecards:fill", args=[second.pk])


def test_interviewers_see_a_published_loop_and_press_nothing(client_as: AsMember, recruiter: Member) -> None:
    loop = make_loop(recruiter.organization, by=recruiter)
    seat = seats_of(loop)[0]
    make_submission(seat)
    client = client_as(seat.member)

    page = client.get(loop.get_absolute_url())

    assert "<form" not in page.content.decode().split("<main")[1]
    assert client.post(address("cancel", loop.pk)).status_code == 403


def test_cancelling_twice_is_once(client_as: AsMember, recruiter: Member, draft: Loop) -> None:
    client = client_as(recruiter)

    assert [client.post(address("cancel", draft.pk)).status_code for _ in range(2)] == [302, 302]

    draft.refresh_from_db()
    assert draft.status == LoopStatus.CANCELLED
    assert "called off" in client.get(draft.get_absolute_url()).content.decode()


def make_template(organization: Organization) -> LoopTemplate:
    template = LoopTemplate.objects.create(
        organization=organization, slug="senior", name="Senior plan", level="senior"
    )
    template.current = LoopTemplateVersion.objects.create(template=template, number=1)
    template.save()
    TemplateRound.objects.create(
        version=template.current,
        position=1,
        kind="coding",
        title="Coding",
        minutes=60,
        rubric=make_rubric(organization),
    )
    return template


def test_a_loop_is_planned_once_from_the_template_that_fits(client_as: AsMember, recruiter: Member) -> None:
    template = make_template(recruiter.organization)
    candidacy = make_candidacy(make_opening(recruiter.organization, by=recruiter), by=recruiter)
    client, sent = client_as(recruiter), {"template": template.pk, "title": "", "once": str(uuid4())}

    page = client.get(address("new_loop", candidacy.pk))
    first, second = (client.post(address("new_loop", candidacy.pk), sent) for _ in range(2))

    assert page.context["form"]["template"].value() == template.pk
    assert "Senior plan (Senior, 1 round, 1 h)" in page.content.decode()
    loop = Loop.objects.get()
    assert first["Location"] == second["Location"] == loop.get_absolute_url()
    assert (loop.title, loop.rounds.count()) == ("Senior plan", 1)


def test_a_loop_may_start_empty(client_as: AsMember, recruiter: Member) -> None:
    candidacy = make_candidacy(make_opening(recruiter.organization, by=recruiter), by=recruiter)

    client_as(recruiter).post(address("new_loop", candidacy.pk), {"template": "", "title": "Mine"})

    assert (Loop.objects.get().title, Loop.objects.get().rounds.count()) == ("Mine", 0)


def test_one_loop_at_a_time(client_as: AsMember, recruiter: Member, draft: Loop) -> None:
    client = client_as(recruiter)

    shown = client.get(address("new_loop", draft.candidacy_id))
    refused = client.post(address("new_loop", draft.candidacy_id), {"template": "", "title": "Another"})

    assert shown["Location"] == draft.get_absolute_url()
    assert refused.status_code == 422
    assert "has an open loop already" in refused.content.decode()
    assert refused.context["form"]["title"].value() == "Another"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("template", "9" * 40),
        ("template", "\x00"),
        ("template", "x"),
        ("title", "a\x00b"),
        ("title", "x" * 121),
    ],
)
def test_a_loop_that_makes_no_sense_is_told_beside_its_field(
    client_as: AsMember, recruiter: Member, field: str, value: str
) -> None:
    candidacy = make_candidacy(make_opening(recruiter.organization, by=recruiter), by=recruiter)

    response = client_as(recruiter).post(
        address("new_loop", candidacy.pk), {"template": "", "title": "", field: value}
    )

    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert not Loop.objects.exists()


@pytest.mark.parametrize("row_count", [1, 3])
def test_an_opening_asks_a_fixed_number_of_queries(
    client_as: AsMember, recruiter: Member, row_count: int, django_assert_num_queries: Callable[[int], object]
) -> None:
    opening = make_opening(recruiter.organization, by=recruiter)
    for _ in range(row_count):
        make_loop(recruiter.organization, opening=opening, by=recruiter)
    client = client_as(recruiter)

    with django_assert_num_queries(9):  # type: ignore[attr-defined]
        response = client.get(opening.get_absolute_url())

    rows = response.context["page"].rows
    assert [(row.newest.submitted, row.newest.scorecards) for row in rows] == [(0, 2)] * row_count


def test_an_opening_leads_to_the_next_candidate_and_loop(client_as: AsMember, recruiter: Member) -> None:
    opening = make_opening(recruiter.organization, by=recruiter)
    candidacy = make_candidacy(opening, by=recruiter)

    page = client_as(recruiter).get(opening.get_absolute_url()).content.decode()

    assert address("new_loop", candidacy.pk) in page
    assert f"{reverse('candidates:new')}?opening={opening.pk}" in page


def test_a_committee_reads_an_opening_and_changes_nothing(
    client_as: AsMember, committee_member: Member
) -> None:
    opening = make_opening(committee_member.organization, committee=[committee_member])
    make_candidacy(opening)

    page = client_as(committee_member).get(opening.get_absolute_url()).content.decode()

    assert "<form" not in page.split("<main")[1]
    assert "Plan a loop" not in page


@pytest.mark.parametrize("row_count", [1, 3])
def test_a_candidate_asks_a_fixed_number_of_queries(
    client_as: AsMember, recruiter: Member, row_count: int, django_assert_num_queries: Callable[[int], object]
) -> None:
    candidate = make_candidate(recruiter.organization, by=recruiter)
    for _ in range(row_count):
        make_candidacy(make_opening(recruiter.organization, by=recruiter), candidate=candidate, by=recruiter)
    client = client_as(recruiter)

    with django_assert_num_queries(7):  # type: ignore[attr-defined]
        response = client.get(candidate.get_absolute_url())

    assert len(response.context["rows"]) == row_count


def test_a_candidate_page_offers_the_moves_there_are(client_as: AsMember, recruiter: Member) -> None:
    candidacy = make_candidacy(make_opening(recruiter.organization, by=recruiter), by=recruiter)

    (row,) = client_as(recruiter).get(candidacy.get_absolute_url()).context["rows"]

    assert row.moves == [CandidacyStatus.WITHDRAWN, CandidacyStatus.DECLINED]
    assert row.may_start_loop


def test_a_manager_sees_a_candidate_only_for_their_openings(
    client_as: AsMember, hiring_manager: Member
) -> None:
    own = make_opening(hiring_manager.organization, hiring_manager=hiring_manager)
    other = make_opening(hiring_manager.organization)
    candidate = make_candidate(hiring_manager.organization)
    make_candidacy(own, candidate=candidate)
    make_candidacy(other, candidate=candidate)

    page = client_as(hiring_manager).get(candidate.get_absolute_url())

    assert [row.candidacy.opening for row in page.context["rows"]] == [own]
    assert other.title not in page.content.decode()


def test_what_is_foreign_or_impossible_is_not_found(
    client_as: AsMember, recruiter: Member, other_organization: Organization
) -> None:
    stranger = make_member(other_organization, Role.RECRUITER)
    loop = make_loop(other_organization, published=False, by=stranger)
    debrief = make_debrief(other_organization, by=stranger)
    client = client_as(recruiter)

    for pk in (loop.pk, debrief.loop_id, 10**30):
        assert client.get(address("loop", pk)).status_code == 404
        assert client.post(address("cancel", pk)).status_code == 404
        for view in ("publish", "reorder", "add", "waive", "compose"):
            assert client.post(reverse(f"composer:{view}", args=[pk])).status_code == 404
        for view in ("revise", "remove", "choose"):
            assert client.post(reverse(f"composer:{view}", args=[pk, 10**30])).status_code == 404
    for pk in (loop.candidacy_id, 10**30):
        assert client.get(address("new_loop", pk)).status_code == 404
    for pk in (loop.candidacy.opening_id, 10**30):
        assert client.get(address("opening", pk)).status_code == 404
    for pk in (loop.candidacy.candidate_id, 10**30):
        assert client.get(address("candidate", pk)).status_code == 404
