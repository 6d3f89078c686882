from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from hiring.candidates.states import CandidacyStatus
from hiring.people.models import Member, Organization, Role
from interviews.composer.services import publish_loop
from interviews.debriefs.services import decide, open_debrief
from interviews.loop_templates.models import LoopTemplate, LoopTemplateVersion, TemplateRound
from interviews.loops.models import Loop
from interviews.loops.services import create_loop
from interviews.loops.states import LoopStatus
from interviews.overview.next_step import Step
from interviews.staffing.models import Seat
from tests.making import (
    in_days,
    make_candidacy,
    make_candidate,
    make_competency,
    make_debrief,
    make_loop,
    make_member,
    make_opening,
    make_round,
    make_rubric,
    make_submission,
    seats_of,
)

AsMember = Callable[[Member], Client]


@pytest.fixture
def draft(recruiter: Member) -> Loop:
    return make_loop(recruiter.organization, published=False, by=recruiter)


def address(view: str, *ids: int) -> str:
    return reverse(f"overview:{view}", args=ids)


def order_of(loop: Loop) -> list[int]:
    return list(loop.rounds.order_by("position").values_list("pk", flat=True))


@pytest.mark.parametrize("row_count", [1, 3])
def test_a_loop_asks_a_fixed_number_of_queries(
    client_as: AsMember, recruiter: Member, row_count: int, django_assert_num_queries: Callable[[int], object]
) -> None:
    interviewers = [make_member(recruiter.organization) for _ in range(row_count)]
    loop = make_loop(recruiter.organization, interviewers=interviewers, by=recruiter)
    for seat in seats_of(loop):
        make_submission(seat)
    client = client_as(recruiter)

    with django_assert_num_queries(12):  # type: ignore[attr-defined]
        response = client.get(loop.get_absolute_url())

    assert len(response.context["shown"].rows) == row_count


def test_a_draft_shows_what_is_missing(client_as: AsMember, recruiter: Member) -> None:
    competency, unjudged = make_competency(recruiter.organization), make_competency(recruiter.organization)
    opening = make_opening(recruiter.organization, must_have=[competency, unjudged], by=recruiter)
    loop = create_loop(make_candidacy(opening, by=recruiter), title="Plan", by=recruiter)
    rubric = make_rubric(recruiter.organization, competencies=[competency])
    make_round(loop, rubric=rubric, panel_size=2, by=recruiter)

    response = client_as(recruiter).get(loop.get_absolute_url())

    shown, page = response.context["shown"], response.content.decode()
    assert (shown.judged_competencies, len(shown.coverage)) == (1, 2)
    assert shown.step == Step.SEAT_INTERVIEWERS
    assert "2 interviewers missing" in page
    assert f"No round judges {unjudged.name}" in page
    assert f"{competency.name}: 33 % covered" in page


def test_an_empty_loop_says_how_to_begin(client_as: AsMember, recruiter: Member) -> None:
    opening = make_opening(recruiter.organization, by=recruiter)
    loop = create_loop(make_candidacy(opening, by=recruiter), by=recruiter)

    response = client_as(recruiter).get(loop.get_absolute_url())

    assert response.context["shown"].action.url == address("new_round", loop.pk)
    assert reverse("openings:edit", args=[opening.pk]) in response.content.decode()


def test_a_loop_goes_from_publishing_to_its_packet(
    client_as: AsMember, recruiter: Member, hiring_manager: Member
) -> None:
    opening = make_opening(recruiter.organization, hiring_manager=hiring_manager, by=recruiter)
    loop = make_loop(recruiter.organization, opening=opening, published=False, by=recruiter)
    client = client_as(recruiter)

    def step() -> Step:
        found: Step = client.get(loop.get_absolute_url()).context["shown"].step
        return found

    assert step() == Step.PUBLISH
    assert client.post(address("publish", loop.pk))["Location"] == loop.get_absolute_url()
    assert step() == Step.WAIT_FOR_SCORECARDS
    for seat in seats_of(loop):
        make_submission(seat)
    assert step() == Step.OPEN_DEBRIEF
    debrief = open_debrief(Loop.objects.get(pk=loop.pk), by=recruiter)
    assert step() == Step.READ_DEBRIEF
    decide(debrief, outcome="hire", rationale="Strong throughout.", by=hiring_manager)
    assert step() == Step.REQUEST_PACKET


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
    for view in ("publish", "cancel"):
        assert client.post(address(view, loop.pk)).status_code == 403
    assert client.post(address("reorder", loop.pk), {"order": order_of(loop)}).status_code == 403
    assert client.get(address("new_round", loop.pk)).status_code == 403
    assert client.post(address("remove_round", loop.pk, seat.round_id)).status_code == 403


def test_publishing_twice_is_once_and_too_early_is_told(
    client_as: AsMember, recruiter: Member, draft: Loop
) -> None:
    client = client_as(recruiter)
    seat = seats_of(draft)[0]
    Seat.objects.filter(pk=seat.pk).delete()

    early = client.post(address("publish", draft.pk))
    Seat.objects.create(round=seat.round, member=seat.member, part="lead")
    twice = [client.post(address("publish", draft.pk)).status_code for _ in range(2)]

    assert early.status_code == 409
    assert f"Interviewers are missing: {seat.round.title} (1)" in early.content.decode()
    assert twice == [302, 302]


def test_cancelling_twice_is_once(client_as: AsMember, recruiter: Member, draft: Loop) -> None:
    client = client_as(recruiter)

    assert [client.post(address("cancel", draft.pk)).status_code for _ in range(2)] == [302, 302]

    draft.refresh_from_db()
    assert draft.status == LoopStatus.CANCELLED
    assert "called off" in client.get(draft.get_absolute_url()).content.decode()


def test_rounds_are_moved_by_buttons(client_as: AsMember, recruiter: Member, draft: Loop) -> None:
    make_round(draft, by=recruiter)
    first, second, third = order_of(draft)
    client = client_as(recruiter)

    response = client.post(
        address("reorder", draft.pk), {"order": [first, second, third], "move": f"{third}:up"}
    )
    assert response["Location"] == draft.get_absolute_url()
    assert order_of(draft) == [first, third, second]
    client.post(address("reorder", draft.pk), {"order": order_of(draft), "move": f"{first}:down"})
    assert order_of(draft) == [third, first, second]
    client.post(address("reorder", draft.pk), {"order": order_of(draft), "move": f"{third}:up"})
    assert order_of(draft) == [third, first, second]


def test_rounds_are_moved_by_dragging_and_come_back_as_a_part(
    client_as: AsMember, recruiter: Member, draft: Loop
) -> None:
    first, second = order_of(draft)

    response = client_as(recruiter).post(
        address("reorder", draft.pk), {"order": [second, first]}, headers={"HX-Request": "true"}
    )

    assert order_of(draft) == [second, first]
    assert response.content.decode().strip().startswith('<section class="card" id="rounds"')


@pytest.mark.parametrize(
    "sent",
    [{}, {"order": ["x"]}, {"order": ["9" * 40]}, {"order": ["\x00"]}, {"order": ["1"], "move": "1:out"}],
)
def test_what_is_no_order_is_refused(
    client_as: AsMember, recruiter: Member, draft: Loop, sent: dict[str, object]
) -> None:
    assert client_as(recruiter).post(address("reorder", draft.pk), sent).status_code == 400


def test_an_order_of_rounds_that_changed_meanwhile_is_refused(
    client_as: AsMember, recruiter: Member, draft: Loop
) -> None:
    before = order_of(draft)
    make_round(draft, by=recruiter)

    response = client_as(recruiter).post(address("reorder", draft.pk), {"order": before})

    assert response.status_code == 409
    assert "changed while you moved them" in response.content.decode()


def test_a_round_is_removed_once(client_as: AsMember, recruiter: Member, draft: Loop) -> None:
    first, second = order_of(draft)
    client = client_as(recruiter)

    for _ in range(2):
        assert client.post(address("remove_round", draft.pk, first)).status_code == 302

    assert order_of(draft) == [second]


def test_a_round_of_another_loop_is_not_removed(client_as: AsMember, recruiter: Member, draft: Loop) -> None:
    other = make_loop(recruiter.organization, published=False, by=recruiter)

    client_as(recruiter).post(address("remove_round", draft.pk, order_of(other)[0]))

    assert len(order_of(other)) == 2


def test_a_round_is_added_once_and_takes_its_kind_from_its_rubric(
    client_as: AsMember, recruiter: Member, draft: Loop
) -> None:
    rubric = make_rubric(recruiter.organization, kind="mlops")
    sent = {
        "rubric": rubric.pk,
        "title": "",
        "minutes": 45,
        "panel_size": 2,
        "brief": "",
        "once": str(uuid4()),
    }
    client = client_as(recruiter)

    first, second = (client.post(address("new_round", draft.pk), sent) for _ in range(2))

    added = draft.rounds.order_by("position").last()
    assert added is not None
    assert first["Location"] == second["Location"] == added.get_absolute_url()
    assert (added.kind, added.title, added.panel_size) == ("mlops", rubric.name, 2)
    assert draft.rounds.count() == 3


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("rubric", ""),
        ("rubric", "9" * 40),
        ("rubric", "\x00"),
        ("title", "a\x00b"),
        ("minutes", "5"),
        ("minutes", "9" * 40),
        ("panel_size", "40"),
        ("brief", "x" * 5_000_000),
    ],
)
def test_a_round_that_makes_no_sense_is_told_beside_its_field(
    client_as: AsMember, recruiter: Member, draft: Loop, field: str, value: str
) -> None:
    rubric = make_rubric(recruiter.organization)
    sent = {"rubric": rubric.pk, "title": "", "minutes": 45, "panel_size": 2, "brief": "", field: value}

    response = client_as(recruiter).post(address("new_round", draft.pk), sent)

    assert response.status_code == 422
    assert field in response.context["form"].errors


def test_no_round_is_added_once_published(client_as: AsMember, recruiter: Member, draft: Loop) -> None:
    publish_loop(draft, by=recruiter)

    response = client_as(recruiter).get(address("new_round", draft.pk), follow=True)

    assert response.redirect_chain == [(draft.get_absolute_url(), 302)]
    assert "while the loop is a draft" in response.content.decode()


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
        assert client.get(address("new_round", pk)).status_code == 404
        for view in ("publish", "cancel", "reorder"):
            assert client.post(address(view, pk), {"order": ["1"]}).status_code == 404
        assert client.post(address("remove_round", pk, 10**30)).status_code == 404
    for pk in (loop.candidacy_id, 10**30):
        assert client.get(address("new_loop", pk)).status_code == 404
    for pk in (loop.candidacy.opening_id, 10**30):
        assert client.get(address("opening", pk)).status_code == 404
    for pk in (loop.candidacy.candidate_id, 10**30):
        assert client.get(address("candidate", pk)).status_code == 404
