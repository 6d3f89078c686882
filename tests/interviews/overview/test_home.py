"""Where people land: Today, My interviews, the list of loops."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hiring.people.models import Member, Organization, Role
from interviews.invitations.answering import answer_invitation
from interviews.invitations.models import Invitation
from interviews.loops.models import Loop
from interviews.overview.next_step import Step
from interviews.overview.selectors import agenda, loops_page, today
from interviews.staffing.models import Part
from interviews.staffing.services import seat_member
from tests.making import (
    in_days,
    make_debrief,
    make_loop,
    make_member,
    make_opening,
    make_submission,
    seats_of,
)

ClientAs = Callable[[Member], Client]
AssertQueries = Callable[[int], Any]


def steps_of(member: Member) -> dict[Loop, Step]:
    return {row.loop: row.step for row in today(member).rows}


class TestLanding:
    @pytest.mark.parametrize("role", [Role.ADMIN, Role.RECRUITER, Role.HIRING_MANAGER])
    def test_planners_land_on_today(
        self, role: Role, organization: Organization, client_as: ClientAs
    ) -> None:
        answer = client_as(make_member(organization, role)).get(reverse("overview:home"))

        assert answer.status_code == 200
        assert "Nothing waits for you" in answer.content.decode()

    @pytest.mark.parametrize(
        ("roles", "view"),
        [
            ([Role.INTERVIEWER], "overview:my_interviews"),
            ([Role.INTERVIEWER, Role.COMMITTEE], "overview:my_interviews"),
            ([Role.COMMITTEE], "debriefs:list"),
        ],
    )
    def test_others_land_where_their_work_is(
        self, roles: list[Role], view: str, organization: Organization, client_as: ClientAs
    ) -> None:
        answer = client_as(make_member(organization, *roles)).get(reverse("overview:home"))

        assert answer["Location"] == reverse(view)

    def test_strangers_land_on_the_sign_in_page(self, db: None) -> None:
        assert reverse("account_login") in Client().get(reverse("overview:home"))["Location"]


class TestToday:
    def test_each_loop_has_its_one_next_step(self, organization: Organization, recruiter: Member) -> None:
        ready = make_loop(organization, published=False, by=recruiter)
        waiting = make_loop(organization, by=recruiter)
        complete = make_loop(organization, by=recruiter)
        for seat in seats_of(complete):
            make_submission(seat)
        debrief = make_debrief(organization, by=recruiter)
        own = make_loop(organization, interviewers=[recruiter], by=recruiter)

        assert steps_of(recruiter) == {
            own: Step.FILL_SCORECARD,
            debrief.loop: Step.READ_DEBRIEF,
            complete: Step.OPEN_DEBRIEF,
            ready: Step.PUBLISH,
        }
        assert [row.loop for row in today(recruiter).waiting] == [waiting]

    def test_the_most_urgent_stands_first(self, organization: Organization, recruiter: Member) -> None:
        debrief = make_debrief(organization, by=recruiter)
        ready = make_loop(organization, published=False, by=recruiter)

        assert list(steps_of(recruiter)) == [debrief.loop, ready]

    def test_who_cannot_come_stands_above_all(
        self, organization: Organization, recruiter: Member, interviewer: Member, client_as: ClientAs
    ) -> None:
        loop = make_loop(organization, interviewers=[interviewer], starts_at=in_days(3), by=recruiter)
        seat = seats_of(loop)[0]
        invitation = Invitation.objects.get(round=seat.round, member=interviewer)
        answer_invitation(invitation, sequence=0, answer="declined", note="On a train.", by=interviewer)
        page = client_as(recruiter).get(reverse("overview:home")).content.decode()

        assert [one.member for one in today(recruiter).declines] == [interviewer]
        assert "On a train." in page
        assert reverse("scheduling:replacements", args=[seat.pk]) in page
        assert today(make_member(organization, Role.HIRING_MANAGER)).declines == []

        answer_invitation(invitation, sequence=0, answer="accepted", by=interviewer)
        assert today(recruiter).declines == []

    def test_a_hiring_manager_sees_their_own_openings(
        self, organization: Organization, recruiter: Member, hiring_manager: Member
    ) -> None:
        opening = make_opening(organization, hiring_manager=hiring_manager, by=recruiter)
        own = make_loop(organization, opening=opening, published=False, by=recruiter)
        make_loop(organization, published=False, by=recruiter)
        shown = today(hiring_manager)

        assert [row.loop for row in shown.rows] == [own]
        assert [pipeline.opening for pipeline in shown.pipelines] == [opening]

    def test_the_pipeline_counts_open_loops_by_stage(
        self, organization: Organization, recruiter: Member
    ) -> None:
        opening = make_opening(organization, by=recruiter)
        make_loop(organization, opening=opening, published=False, by=recruiter)
        for _ in range(2):
            make_loop(organization, opening=opening, by=recruiter)
        debated = make_loop(organization, opening=opening, by=recruiter)
        make_debrief(organization, loop=debated, by=recruiter)
        (pipeline,) = today(recruiter).pipelines

        assert (pipeline.planning, pipeline.interviewing, pipeline.debriefing) == (1, 2, 1)

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
            make_loop(organization, published=False, by=recruiter)
        client = client_as(recruiter)

        with django_assert_num_queries(11):
            response = client.get(reverse("overview:home"))

        assert len(response.context["today"].rows) == rows


class TestMyInterviews:
    def test_the_next_one_first_then_what_is_late(
        self, organization: Organization, interviewer: Member
    ) -> None:
        loops = {
            days: make_loop(organization, interviewers=[interviewer], starts_at=in_days(days))
            for days in (5, 2, -1)
        }
        unscheduled = make_loop(organization, interviewers=[interviewer])
        shown = agenda(interviewer, now=timezone.now())

        assert shown.next is not None
        assert shown.next.round.loop == loops[2]
        assert [seat.round.loop for seat in shown.later] == [loops[5]]
        assert [seat.round.loop for seat in shown.to_write] == [loops[-1]]
        assert [seat.round.loop for seat in shown.unscheduled] == [unscheduled]

    def test_one_that_is_on_is_still_the_next(self, organization: Organization, interviewer: Member) -> None:
        now = timezone.now()
        make_loop(organization, interviewers=[interviewer], starts_at=now - timedelta(minutes=10))

        assert agenda(interviewer, now=now).next is not None
        assert agenda(interviewer, now=now + timedelta(hours=1)).next is None

    def test_the_time_is_the_readers_and_kit_and_scorecard_one_click_away(
        self, organization: Organization, interviewer: Member, client_as: ClientAs
    ) -> None:
        interviewer.time_zone = "Asia/Kolkata"
        interviewer.save()
        loop = make_loop(organization, interviewers=[interviewer], starts_at=in_days(3, hour=10))
        page = client_as(interviewer).get(reverse("overview:my_interviews")).content.decode()
        url = reverse("scorecards:fill", args=[seats_of(loop)[0].pk])

        assert "15:30–16:30 IST" in page
        assert f'href="{url}#kit"' in page
        assert f'href="{url}#scorecard"' in page

    def test_drafts_and_what_is_submitted_ask_nothing(
        self, organization: Organization, interviewer: Member
    ) -> None:
        make_loop(organization, interviewers=[interviewer], published=False)
        make_submission(seats_of(make_loop(organization, interviewers=[interviewer]))[0])

        assert agenda(interviewer, now=timezone.now()).is_empty

    @pytest.mark.parametrize("rows", [1, 3])
    def test_queries_do_not_grow_with_the_rows(
        self,
        rows: int,
        organization: Organization,
        interviewer: Member,
        client_as: ClientAs,
        django_assert_num_queries: AssertQueries,
    ) -> None:
        for day in range(rows):
            make_loop(organization, interviewers=[interviewer], starts_at=in_days(1 + day))
        client = client_as(interviewer)

        with django_assert_num_queries(5):
            response = client.get(reverse("overview:my_interviews"))

        assert len(response.context["agenda"].later) == rows - 1


class TestLoops:
    def test_newest_first_a_page_at_a_time(self, organization: Organization, recruiter: Member) -> None:
        loops = [make_loop(organization, published=False, by=recruiter) for _ in range(3)]
        newest = loops_page(recruiter)

        assert [row.loop for row in newest.rows] == loops[::-1]
        assert [row.loop for row in loops_page(recruiter, before=loops[1].pk).rows] == loops[:1]

    def test_filtered_by_status_and_opening(
        self, organization: Organization, recruiter: Member, client_as: ClientAs
    ) -> None:
        opening = make_opening(organization, by=recruiter)
        draft = make_loop(organization, opening=opening, published=False, by=recruiter)
        published = make_loop(organization, opening=opening, by=recruiter)
        make_loop(organization, published=False, by=recruiter)
        client = client_as(recruiter)

        def shown(**query: object) -> list[Loop]:
            response = client.get(reverse("overview:loops"), query)
            return [row.loop for row in response.context["page"].rows]

        assert shown(status="draft", opening=opening.pk) == [draft]
        assert shown(opening=opening.pk) == [published, draft]
        assert shown(status="cancelled") == []

    @pytest.mark.parametrize(
        "query",
        ["status=x", "opening=x", f"opening={10**40}", "opening=%00", "before=x", f"before={10**40}"],
    )
    def test_an_address_that_makes_no_sense_shows_the_list(
        self, organization: Organization, recruiter: Member, client_as: ClientAs, query: str
    ) -> None:
        loop = make_loop(organization, by=recruiter)
        response = client_as(recruiter).get(f"{reverse('overview:loops')}?{query}")

        assert response.status_code == 200
        assert [row.loop for row in response.context["page"].rows] == [loop]

    def test_interviewers_see_published_loops_they_sit_in_and_their_own_step(
        self, organization: Organization, interviewer: Member
    ) -> None:
        make_loop(organization)
        make_loop(organization, interviewers=[interviewer], published=False)
        own = make_loop(organization, interviewers=[interviewer])

        assert [(row.loop, row.step) for row in loops_page(interviewer).rows] == [(own, Step.FILL_SCORECARD)]

    def test_trainees_do_not_count(self, organization: Organization, recruiter: Member) -> None:
        loop = make_loop(organization, by=recruiter)
        seats = seats_of(loop)
        trainee = make_member(organization)
        seat_member(seats[0].round, member=trainee, part=Part.SHADOW, by=recruiter)
        make_submission(seats[0])
        (row,) = loops_page(recruiter).rows

        assert (row.standing.scorecards, row.standing.submitted) == (2, 1)

    def test_another_organizations_loops_are_not_there(
        self, recruiter: Member, other_organization: Organization
    ) -> None:
        make_loop(other_organization)

        assert loops_page(recruiter).rows == []

    @pytest.mark.parametrize(("role", "queries"), [(Role.RECRUITER, 10), (Role.INTERVIEWER, 8)])
    @pytest.mark.parametrize("rows", [1, 3])
    def test_queries_do_not_grow_with_the_rows(
        self,
        rows: int,
        role: Role,
        queries: int,
        organization: Organization,
        client_as: ClientAs,
        django_assert_num_queries: AssertQueries,
    ) -> None:
        member = make_member(organization, role)
        for _ in range(rows):
            loop = make_loop(organization, interviewers=[member])
            make_debrief(organization, loop=loop)
        client = client_as(member)

        with django_assert_num_queries(queries):
            response = client.get(reverse("overview:loops"))

        assert len(response.context["page"].rows) == rows
