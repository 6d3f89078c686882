"""The debrief's pages: open, list, read, vote, decide."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hiring.people.models import Member, Organization, Role
from interviews.debriefs.models import Debrief, Decision, Vote
from interviews.debriefs.services import cast_vote, decide, open_debrief
from interviews.loops.models import Loop
from tests.making import (
    make_competency,
    make_debrief,
    make_loop,
    make_member,
    make_opening,
    make_submission,
    make_waived_loop,
    seats_of,
)

ClientAs = Callable[[Member], Client]
AssertQueries = Callable[[int], Any]


@pytest.fixture
def loop(
    organization: Organization, recruiter: Member, hiring_manager: Member, committee_member: Member
) -> Loop:
    opening = make_opening(
        organization, hiring_manager=hiring_manager, committee=[committee_member], by=recruiter
    )
    return make_loop(organization, opening=opening, by=recruiter)


@pytest.fixture
def debrief(organization: Organization, loop: Loop, recruiter: Member) -> Debrief:
    return make_debrief(organization, loop=loop, by=recruiter)


def vote_url(debrief: Debrief) -> str:
    return reverse("debriefs:vote", args=[debrief.pk])


def decide_url(debrief: Debrief) -> str:
    return reverse("debriefs:decide", args=[debrief.pk])


def ballot(
    phase: str = "pre_vote", value: str = "yes", sentence: str = "The evidence is broad."
) -> dict[str, str]:
    return {"phase": phase, "value": value, "sentence": sentence}


def ruling(outcome: str = "hire", rationale: str = "Evidence on every must-have.") -> dict[str, str]:
    return {"outcome": outcome, "rationale": rationale, "once": str(uuid.uuid4())}


class TestOpening:
    def test_opening_leads_to_the_debrief(self, loop: Loop, recruiter: Member, client_as: ClientAs) -> None:
        for seat in seats_of(loop):
            make_submission(seat)
        client = client_as(recruiter)
        answers = [client.post(reverse("debriefs:open"), {"loop": loop.pk}) for _ in range(2)]

        debrief = Debrief.objects.get()
        assert [answer["Location"] for answer in answers] == [debrief.get_absolute_url()] * 2

    def test_missing_scorecards_are_named_and_can_be_gone_without(
        self, loop: Loop, recruiter: Member, client_as: ClientAs
    ) -> None:
        early, late = seats_of(loop)
        make_submission(early)
        client = client_as(recruiter)
        refused = client.post(reverse("debriefs:open"), {"loop": loop.pk}, follow=True)

        assert f"{late.member.name} ({late.round.title})" in refused.content.decode()
        assert not Debrief.objects.exists()
        client.post(reverse("debriefs:open"), {"loop": loop.pk, "even_without_missing": "on"})
        assert Debrief.objects.get().loop == loop

    @pytest.mark.parametrize("wanted", ["", "0", "-1", "x", "\0", str(10**40), "999999"])
    def test_a_loop_that_is_none_is_not_there(
        self, recruiter: Member, client_as: ClientAs, wanted: str
    ) -> None:
        assert client_as(recruiter).post(reverse("debriefs:open"), {"loop": wanted}).status_code == 404

    def test_another_organizations_loop_is_not_there(
        self, recruiter: Member, other_organization: Organization, client_as: ClientAs
    ) -> None:
        loop = make_loop(other_organization)

        assert client_as(recruiter).post(reverse("debriefs:open"), {"loop": loop.pk}).status_code == 404

    def test_who_may_not_plan_may_not_open(self, loop: Loop, client_as: ClientAs) -> None:
        seat = seats_of(loop)[0]
        make_submission(seat)

        assert client_as(seat.member).post(reverse("debriefs:open"), {"loop": loop.pk}).status_code == 403


class TestReading:
    def test_decision_then_matrix_then_disagreement_then_evidence(
        self, debrief: Debrief, hiring_manager: Member, client_as: ClientAs
    ) -> None:
        decide(debrief, outcome="hire", rationale="A clear case", by=hiring_manager)
        page = client_as(hiring_manager).get(debrief.get_absolute_url()).content.decode()

        places = [
            page.index(words)
            for words in ("A clear case", "Score matrix", "Where they disagree", "Evidence, word for word")
        ]
        assert places == sorted(places)

    def test_evidence_stands_word_for_word(self, loop: Loop, recruiter: Member, client_as: ClientAs) -> None:
        for seat in seats_of(loop):
            make_submission(seat, words="<i>She</i> said:\n\u202eעברית  two  spaces")
        debrief = open_debrief(loop, by=recruiter)
        page = client_as(recruiter).get(debrief.get_absolute_url()).content.decode()

        assert "&lt;i&gt;She&lt;/i&gt; said:\n\u202eעברית  two  spaces" in page

    def test_every_figure_leads_to_its_evidence(
        self, debrief: Debrief, recruiter: Member, client_as: ClientAs
    ) -> None:
        response = client_as(recruiter).get(debrief.get_absolute_url())

        page = response.content.decode()
        for row in response.context["page"].matrix.rows:
            for mark in row.marks:
                name = f"mark-{mark.column.scorecard_id}-{mark.line.criterion_id}"
                assert page.count(f'href="#{name}"') == 1
                assert page.count(f'id="{name}"') == 1

    def test_a_packet_is_offered_to_whoever_may_have_one(
        self, debrief: Debrief, loop: Loop, recruiter: Member, committee_member: Member, client_as: ClientAs
    ) -> None:
        for reader, is_offered in (
            (recruiter, True),
            (committee_member, True),
            (seats_of(loop)[0].member, False),
        ):
            page = client_as(reader).get(debrief.get_absolute_url()).content.decode()
            assert (f'action="{reverse("packets:request")}"' in page) == is_offered

    def test_who_owes_a_scorecard_finds_nothing(
        self, loop: Loop, recruiter: Member, client_as: ClientAs
    ) -> None:
        early, late = seats_of(loop)
        make_submission(early)
        debrief = open_debrief(loop, even_without_missing=True, by=recruiter)
        blind = client_as(late.member)

        assert blind.get(debrief.get_absolute_url()).status_code == 404
        assert blind.post(vote_url(debrief), ballot()).status_code == 404
        assert blind.post(decide_url(debrief), ruling()).status_code == 404
        assert list(blind.get(reverse("debriefs:list")).context["page"].rows) == []

    @pytest.mark.parametrize("rounds", [1, 3])
    def test_twelve_queries_at_most_whatever_the_size(
        self,
        rounds: int,
        organization: Organization,
        hiring_manager: Member,
        client_as: ClientAs,
        django_assert_num_queries: AssertQueries,
    ) -> None:
        committee = [make_member(organization, Role.COMMITTEE) for _ in range(rounds)]
        opening = make_opening(organization, hiring_manager=hiring_manager, committee=committee)
        people = [make_member(organization) for _ in range(rounds)]
        debrief = make_debrief(
            organization, loop=make_loop(organization, opening=opening, interviewers=people)
        )
        for member in committee:
            cast_vote(debrief, phase="pre_vote", value="yes", sentence="Yes", by=member)
        client = client_as(hiring_manager)

        with django_assert_num_queries(12):
            client.get(debrief.get_absolute_url())

    def test_gaps_are_told_with_who_answers_for_them_and_why(
        self, organization: Organization, recruiter: Member, hiring_manager: Member, client_as: ClientAs
    ) -> None:
        mlops = make_competency(organization, "M<LOps>")
        opening = make_opening(organization, hiring_manager=hiring_manager, must_have=[mlops], by=recruiter)
        loop = make_waived_loop(opening, reason="She ran ours for two years.", by=recruiter)
        debrief = make_debrief(organization, loop=loop, by=recruiter)

        page = client_as(hiring_manager).get(debrief.get_absolute_url()).content.decode()

        told = page.split('id="waivers"')[1].split("</section>")[0]
        assert "No round judges M&lt;LOps&gt;." in told
        assert "She ran ours for two years." in told
        assert hiring_manager.name in told

    def test_without_waivers_nothing_is_said_of_them(
        self, debrief: Debrief, recruiter: Member, client_as: ClientAs
    ) -> None:
        assert 'id="waivers"' not in client_as(recruiter).get(debrief.get_absolute_url()).content.decode()


class TestVoting:
    def test_a_vote_is_cast_once(
        self, debrief: Debrief, committee_member: Member, client_as: ClientAs
    ) -> None:
        client = client_as(committee_member)
        answers = [client.post(vote_url(debrief), ballot()) for _ in range(2)]

        assert [answer["Location"] for answer in answers] == [debrief.get_absolute_url()] * 2
        assert Vote.objects.get().value == "yes"

    def test_a_second_thought_is_refused_and_kept_on_the_page(
        self, debrief: Debrief, committee_member: Member, client_as: ClientAs
    ) -> None:
        client = client_as(committee_member)
        client.post(vote_url(debrief), ballot())
        answer = client.post(vote_url(debrief), ballot(value="no", sentence="On second thoughts"))

        assert answer.status_code == 422
        assert "a vote is not changed" in answer.content.decode()
        assert "On second thoughts" in answer.content.decode()
        assert Vote.objects.get().value == "yes"

    @pytest.mark.parametrize(
        ("bad", "field"),
        [
            ({"value": "maybe"}, "value"),
            ({"value": ""}, "value"),
            ({"sentence": ""}, "sentence"),
            ({"sentence": "n" * 5_000_000}, "sentence"),
            ({"sentence": "a\0b"}, "sentence"),
            ({"phase": "afterwards"}, "phase"),
        ],
    )
    def test_a_bad_vote_is_refused_beside_its_field(
        self,
        debrief: Debrief,
        committee_member: Member,
        client_as: ClientAs,
        bad: dict[str, str],
        field: str,
    ) -> None:
        answer = client_as(committee_member).post(vote_url(debrief), ballot() | bad)

        assert answer.status_code == 422
        assert field in answer.context["vote_form"].errors
        assert not Vote.objects.exists()

    def test_the_pre_vote_comes_first(
        self, debrief: Debrief, committee_member: Member, client_as: ClientAs
    ) -> None:
        answer = client_as(committee_member).post(vote_url(debrief), ballot(phase="vote"))

        assert answer.status_code == 422
        assert not Vote.objects.exists()

    def test_who_is_not_on_the_committee_does_not_vote(
        self, debrief: Debrief, recruiter: Member, client_as: ClientAs
    ) -> None:
        assert client_as(recruiter).post(vote_url(debrief), ballot()).status_code == 403

    def test_others_words_show_only_after_ones_own(
        self, organization: Organization, debrief: Debrief, committee_member: Member, client_as: ClientAs
    ) -> None:
        second = make_member(organization, Role.COMMITTEE)
        debrief.loop.candidacy.opening.committee.add(second)
        cast_vote(debrief, phase="pre_vote", value="strong_no", sentence="A canary sings", by=second)
        client = client_as(committee_member)

        before = client.get(debrief.get_absolute_url()).content.decode()
        client.post(vote_url(debrief), ballot())
        after = client.get(debrief.get_absolute_url()).content.decode()

        assert ("A canary sings" in before, "A canary sings" in after) == (False, True)


class TestDeciding:
    def test_the_hiring_manager_decides(
        self, debrief: Debrief, hiring_manager: Member, client_as: ClientAs
    ) -> None:
        answer = client_as(hiring_manager).post(decide_url(debrief), ruling())

        assert answer["Location"] == debrief.get_absolute_url()
        debrief.refresh_from_db()
        assert (debrief.status, Decision.objects.get().outcome) == ("decided", "hire")

    def test_a_double_click_decides_once(
        self, debrief: Debrief, hiring_manager: Member, client_as: ClientAs
    ) -> None:
        form = ruling(outcome="more_evidence", rationale="One more round")
        client = client_as(hiring_manager)
        answers = [client.post(decide_url(debrief), form) for _ in range(2)]

        assert [answer.status_code for answer in answers] == [302, 302]
        assert Decision.objects.count() == 1

    def test_deciding_again_is_refused_and_the_words_kept(
        self, debrief: Debrief, hiring_manager: Member, client_as: ClientAs
    ) -> None:
        client = client_as(hiring_manager)
        client.post(decide_url(debrief), ruling())
        answer = client.post(decide_url(debrief), ruling(outcome="no_hire", rationale="Changed my mind"))

        assert answer.status_code == 422
        assert Decision.objects.get().outcome == "hire"
        assert answer.context["decision_form"]["rationale"].value() == "Changed my mind"
        assert "Changed my mind" in answer.content.decode()

    @pytest.mark.parametrize(
        ("bad", "field"),
        [
            ({"outcome": "perhaps"}, "outcome"),
            ({"rationale": ""}, "rationale"),
            ({"rationale": "n" * 5_000_000}, "rationale"),
            ({"rationale": "\0"}, "rationale"),
        ],
    )
    def test_a_bad_decision_is_refused_beside_its_field(
        self, debrief: Debrief, hiring_manager: Member, client_as: ClientAs, bad: dict[str, str], field: str
    ) -> None:
        answer = client_as(hiring_manager).post(decide_url(debrief), ruling() | bad)

        assert answer.status_code == 422
        assert field in answer.context["decision_form"].errors
        assert not Decision.objects.exists()

    def test_nobody_else_decides(
        self, debrief: Debrief, recruiter: Member, committee_member: Member, client_as: ClientAs
    ) -> None:
        for member in (recruiter, committee_member):
            assert client_as(member).post(decide_url(debrief), ruling()).status_code == 403


class TestList:
    def test_each_row_says_what_it_waits_for_from_its_reader(
        self,
        debrief: Debrief,
        committee_member: Member,
        hiring_manager: Member,
        recruiter: Member,
        client_as: ClientAs,
    ) -> None:
        def due(member: Member) -> str:
            (row,) = client_as(member).get(reverse("debriefs:list")).context["page"].rows
            return str(row.due)

        first = due(committee_member)
        cast_vote(debrief, phase="pre_vote", value="yes", sentence="Yes", by=committee_member)

        assert [first, due(committee_member), due(hiring_manager), due(recruiter)] == [
            "pre_vote",
            "vote",
            "decision",
            "nothing",
        ]

    def test_decided_ones_stand_apart_with_their_outcome(
        self, debrief: Debrief, hiring_manager: Member, client_as: ClientAs
    ) -> None:
        decide(debrief, outcome="no_hire", rationale="Not yet", by=hiring_manager)
        client = client_as(hiring_manager)
        decided = client.get(reverse("debriefs:list"), {"status": "decided"}).context["page"].rows

        assert list(client.get(reverse("debriefs:list")).context["page"].rows) == []
        assert [(row.debrief, row.outcome, row.scorecards, row.seats) for row in decided] == [
            (debrief, "no_hire", 2, 2)
        ]

    @pytest.mark.parametrize("query", ["status=x", "before=x", "before=-1", f"before={10**40}", "status=%00"])
    def test_an_address_that_makes_no_sense_shows_the_list(
        self, debrief: Debrief, recruiter: Member, client_as: ClientAs, query: str
    ) -> None:
        response = client_as(recruiter).get(f"{reverse('debriefs:list')}?{query}")

        assert response.status_code == 200
        assert [row.debrief for row in response.context["page"].rows] == [debrief]

    @pytest.mark.parametrize("rows", [1, 3])
    def test_queries_do_not_grow_with_the_rows(
        self,
        rows: int,
        organization: Organization,
        recruiter: Member,
        client_as: ClientAs,
        django_assert_num_queries: AssertQueries,
    ) -> None:
        for _ in range(rows):
            make_debrief(organization, by=recruiter)
        client = client_as(recruiter)

        with django_assert_num_queries(6):
            response = client.get(reverse("debriefs:list"))

        assert len(response.context["page"].rows) == rows
