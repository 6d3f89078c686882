"""No loop is published that would not hold, unless its hiring manager answers for the gap."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from hiring.candidates.models import Opening
from hiring.foundations.errors import DomainError, Invalid, NotAllowed
from hiring.journal.models import Event
from hiring.people.models import Member, Organization, Role
from interviews.composer.evaluation import evaluated
from interviews.composer.models import Waiver
from interviews.composer.services import can_waive, publish_loop, waive_gap, withdraw_waiver
from interviews.loops.evaluating.findings import Flaw
from interviews.loops.models import Loop, Round
from interviews.loops.services import add_round, choose_question, drop_question, remove_round
from interviews.loops.states import LoopStatus
from interviews.staffing.services import seat_member
from rubrics.competencies.models import Competency
from rubrics.competencies.services import require_competencies
from rubrics.library.quarantine import report_leak
from tests.making import (
    make_competency,
    make_loop,
    make_member,
    make_opening,
    make_question,
    make_round,
    make_rubric,
)

pytestmark = pytest.mark.django_db

# Rounds, what they must ask, criteria, questions and what those bring out, seats; requirements; waivers.
EVALUATING = 8

REASON = "She ran such a platform here as a contractor for two years."


@pytest.fixture
def mlops(organization: Organization) -> Competency:
    return make_competency(organization, "MLOps")


@pytest.fixture
def opening(
    organization: Organization, mlops: Competency, hiring_manager: Member, recruiter: Member
) -> Opening:
    return make_opening(organization, hiring_manager=hiring_manager, must_have=[mlops], by=recruiter)


@pytest.fixture
def draft(organization: Organization, opening: Opening, recruiter: Member) -> Loop:
    """Staffed and asked, and nobody judges MLOps."""
    return make_loop(organization, opening=opening, published=False, by=recruiter)


def judge(
    draft: Loop, competency: Competency, *, by: Member, asks: bool = True, title: str = "Operations"
) -> Round:
    """One more round, which judges the competency with one person in its only seat."""
    added = add_round(
        draft,
        kind="coding",
        title=title,
        minutes=45,
        rubric=make_rubric(draft.organization, competencies=[competency]),
        by=by,
    )
    question = make_question(draft.organization, competencies=[competency] if asks else [], minutes=20)
    choose_question(added, question=question, by=by)
    seat_member(added, member=make_member(draft.organization), by=by)
    return added


def gap_of(draft: Loop) -> str:
    (gap,) = evaluated(draft).open_gaps
    return gap.key


class TestPublishing:
    def test_a_loop_without_must_haves_needs_seats_and_questions_only(
        self, organization: Organization, recruiter: Member
    ) -> None:
        draft = make_loop(organization, published=False, by=recruiter)

        assert publish_loop(draft, by=recruiter).status == LoopStatus.PUBLISHED

    def test_publishing_twice_is_once(self, organization: Organization, recruiter: Member) -> None:
        draft = make_loop(organization, published=False, by=recruiter)

        for _ in range(2):
            assert publish_loop(draft, by=recruiter).status == LoopStatus.PUBLISHED

        assert Event.objects.filter(kind="loop.published", subject_id=str(draft.pk)).count() == 1

    def test_an_unstaffed_round_is_refused_by_name(
        self, organization: Organization, recruiter: Member
    ) -> None:
        draft = make_loop(organization, published=False, by=recruiter)
        planned = make_round(draft, panel_size=2, by=recruiter)

        with pytest.raises(DomainError, match=rf"missing in “{planned.title}”: 2\. Seat them\.") as refused:
            publish_loop(draft, by=recruiter)

        assert refused.value.code == "unstaffed"

    def test_a_trainee_fills_no_seat(self, organization: Organization, recruiter: Member) -> None:
        draft = make_loop(organization, published=False, by=recruiter)
        seat_member(
            make_round(draft, by=recruiter), member=make_member(organization), part="shadow", by=recruiter
        )

        with pytest.raises(DomainError, match="Interviewers are missing"):
            publish_loop(draft, by=recruiter)

    def test_a_round_without_questions_is_refused(
        self, organization: Organization, recruiter: Member
    ) -> None:
        draft = make_loop(organization, published=False, by=recruiter)
        drop_question(draft.rounds.earliest("position").questions.get(), by=recruiter)

        with pytest.raises(DomainError, match="No question is chosen yet") as refused:
            publish_loop(draft, by=recruiter)

        assert refused.value.code == "no_questions"

    def test_a_leaked_question_is_refused_by_name(
        self, organization: Organization, recruiter: Member, interviewer: Member
    ) -> None:
        draft = make_loop(organization, published=False, by=recruiter)
        question = draft.rounds.earliest("position").questions.get().question_version.question
        report_leak(question, reason="It stands in a forum.", by=interviewer)

        with pytest.raises(DomainError, match=f"“{question.title}” was reported as leaked") as refused:
            publish_loop(draft, by=recruiter)

        assert refused.value.code == "leaked"

    def test_without_rounds_there_is_nothing_to_publish(
        self, organization: Organization, recruiter: Member
    ) -> None:
        draft = make_loop(organization, published=False, by=recruiter)
        for planned in draft.rounds.all():
            remove_round(planned, by=recruiter)

        with pytest.raises(DomainError, match=r"has no rounds\. Add one\.") as refused:
            publish_loop(draft, by=recruiter)

        assert refused.value.code == "no_rounds"

    def test_every_gap_is_named_before_what_is_still_to_be_done(
        self, organization: Organization, mlops: Competency, hiring_manager: Member, recruiter: Member
    ) -> None:
        pipelines = make_competency(organization, "Pipelines")
        opening = make_opening(
            organization, hiring_manager=hiring_manager, must_have=[mlops, pipelines], by=recruiter
        )
        draft = make_loop(organization, opening=opening, published=False, by=recruiter)
        judge(draft, pipelines, asks=False, by=recruiter)
        unstaffed = make_round(draft, by=recruiter)

        with pytest.raises(DomainError) as refused:
            publish_loop(draft, by=recruiter)

        assert refused.value.code == "coverage_gap"
        assert str(refused.value) == (
            "No round judges MLOps. Add a round whose rubric does, or lower it to nice-to-have. "
            "Pipelines is judged only in “Operations”, by one person. "
            "Add it to a second round, or lower it to nice-to-have. "
            "No chosen question brings out Pipelines. Choose one in “Operations”. "
            f"Interviewers are missing in “{unstaffed.title}”: 1. Seat them."
        )
        assert Loop.objects.get(pk=draft.pk).status == LoopStatus.DRAFT

    def test_a_second_judge_closes_the_gap(self, draft: Loop, mlops: Competency, recruiter: Member) -> None:
        judge(draft, mlops, by=recruiter)
        assert [gap.flaw for gap in evaluated(draft).open_gaps] == [Flaw.ONE_ROUND]

        judge(draft, mlops, asks=False, title="Operations in depth", by=recruiter)

        assert publish_loop(draft, by=recruiter).status == LoopStatus.PUBLISHED

    def test_what_is_lowered_to_nice_to_have_stops_nobody(
        self, draft: Loop, opening: Opening, mlops: Competency, recruiter: Member
    ) -> None:
        require_competencies(opening, must_have=[], nice_to_have=[mlops], by=recruiter)

        assert publish_loop(draft, by=recruiter).status == LoopStatus.PUBLISHED

    def test_whoever_does_not_plan_the_loop_publishes_nothing(self, draft: Loop, interviewer: Member) -> None:
        with pytest.raises(NotAllowed):
            publish_loop(draft, by=interviewer)


class TestWaiving:
    def test_the_hiring_manager_answers_for_a_gap_and_the_loop_goes_out(
        self, draft: Loop, hiring_manager: Member, recruiter: Member
    ) -> None:
        gap = gap_of(draft)

        waiver = waive_gap(draft, gap=gap, reason=f" {REASON}\n", by=hiring_manager)

        assert (waiver.gap, waiver.reason, waiver.waived_by) == (gap, REASON, hiring_manager)
        assert waiver.says == "No round judges MLOps."
        assert evaluated(draft).open_gaps == []
        assert publish_loop(draft, by=recruiter).status == LoopStatus.PUBLISHED
        recorded = Event.objects.get(kind="gap.waived")
        assert (recorded.subject_id, recorded.payload) == (str(draft.pk), {"waiver": waiver.pk, "gap": gap})

    def test_nobody_else_does(
        self, organization: Organization, draft: Loop, recruiter: Member, admin: Member
    ) -> None:
        other = make_member(organization, Role.HIRING_MANAGER)

        for member in (recruiter, admin, other):
            assert not can_waive(member, draft)
            with pytest.raises(NotAllowed):
                waive_gap(draft, gap=gap_of(draft), reason=REASON, by=member)

    def test_a_gap_that_is_not_there_is_no_gap(
        self, draft: Loop, mlops: Competency, hiring_manager: Member
    ) -> None:
        for gap in ("", f"one_round competency={mlops.pk}", "many_rounds", "not_judged competency=0"):
            with pytest.raises(Invalid, match="no such gap any more") as refused:
                waive_gap(draft, gap=gap, reason=REASON, by=hiring_manager)
            assert refused.value.field == "gap"

    def test_what_is_still_to_be_done_is_nothing_to_waive(
        self, draft: Loop, recruiter: Member, hiring_manager: Member
    ) -> None:
        make_round(draft, by=recruiter)
        (unstaffed,) = evaluated(draft).evaluation.unready

        with pytest.raises(Invalid):
            waive_gap(draft, gap=unstaffed.key, reason=REASON, by=hiring_manager)

    def test_without_a_reason_nothing_is_waived(self, draft: Loop, hiring_manager: Member) -> None:
        with pytest.raises(Invalid, match="Say why") as refused:
            waive_gap(draft, gap=gap_of(draft), reason=" \n ", by=hiring_manager)

        assert refused.value.field == "reason"
        assert not Waiver.objects.exists()

    def test_waiving_anew_replaces_the_reason_and_its_moment(
        self, draft: Loop, hiring_manager: Member
    ) -> None:
        gap = gap_of(draft)
        first = waive_gap(draft, gap=gap, reason="For now.", by=hiring_manager)

        second = waive_gap(draft, gap=gap, reason=REASON, by=hiring_manager)

        kept = Waiver.objects.get()
        assert (kept.pk, kept.reason) == (first.pk, REASON)
        assert kept.waived_at == second.waived_at > first.waived_at

    def test_a_withdrawn_waiver_holds_for_nothing(
        self, draft: Loop, hiring_manager: Member, recruiter: Member
    ) -> None:
        waiver = waive_gap(draft, gap=gap_of(draft), reason=REASON, by=hiring_manager)

        with pytest.raises(NotAllowed):
            withdraw_waiver(waiver, by=recruiter)
        withdraw_waiver(Waiver.objects.get(pk=waiver.pk), by=hiring_manager)

        with pytest.raises(DomainError, match="No round judges MLOps"):
            publish_loop(draft, by=recruiter)
        with pytest.raises(DomainError, match="removed a moment ago"):
            withdraw_waiver(waiver, by=hiring_manager)
        assert Event.objects.filter(kind="waiver.withdrawn").count() == 1

    def test_a_waiver_holds_for_its_gap_alone(
        self, draft: Loop, mlops: Competency, hiring_manager: Member, recruiter: Member
    ) -> None:
        waive_gap(draft, gap=gap_of(draft), reason=REASON, by=hiring_manager)

        judged = judge(draft, mlops, by=recruiter)

        assert gap_of(draft) == f"one_round round={judged.pk} competency={mlops.pk}"
        assert evaluated(draft).waived_gaps == []

    def test_a_waiver_holds_for_as_much_as_was_waived(
        self, organization: Organization, hiring_manager: Member, recruiter: Member
    ) -> None:
        opening = make_opening(organization, hiring_manager=hiring_manager, by=recruiter)
        draft = make_loop(organization, opening=opening, published=False, by=recruiter)
        round = draft.rounds.all()[0]
        asked = sum(chosen.question_version.minutes for chosen in round.questions.all())
        Round.objects.filter(pk=round.pk).update(minutes=asked - 1)
        waive_gap(draft, gap=gap_of(draft), reason=REASON, by=hiring_manager)
        assert evaluated(draft).open_gaps == []

        Round.objects.filter(pk=round.pk).update(minutes=asked - 2)

        assert gap_of(draft) == f"too_long round={round.pk} extent={asked}/{asked - 2}"

    def test_it_is_gone_with_its_gap_once_the_loop_is_published(
        self, draft: Loop, mlops: Competency, hiring_manager: Member, recruiter: Member
    ) -> None:
        waive_gap(draft, gap=gap_of(draft), reason=REASON, by=hiring_manager)
        for title in ("Operations", "Operations in depth"):
            judge(draft, mlops, title=title, by=recruiter)

        publish_loop(draft, by=recruiter)

        assert not Waiver.objects.exists()
        assert Event.objects.filter(kind="waiver.lapsed", subject_id=str(draft.pk)).count() == 1

    def test_once_published_nothing_is_waived_or_withdrawn(
        self, draft: Loop, hiring_manager: Member, recruiter: Member
    ) -> None:
        gap = gap_of(draft)
        waiver = waive_gap(draft, gap=gap, reason=REASON, by=hiring_manager)
        publish_loop(draft, by=recruiter)

        with pytest.raises(DomainError, match="This loop is published"):
            waive_gap(draft, gap=gap, reason=REASON, by=hiring_manager)
        with pytest.raises(DomainError, match="This loop is published"):
            withdraw_waiver(waiver, by=hiring_manager)
        assert Waiver.objects.get() == waiver

    def test_it_is_waived_for_one_loop_and_for_no_other(
        self,
        organization: Organization,
        opening: Opening,
        draft: Loop,
        hiring_manager: Member,
        recruiter: Member,
    ) -> None:
        waive_gap(draft, gap=gap_of(draft), reason=REASON, by=hiring_manager)
        other = make_loop(organization, opening=opening, published=False, by=recruiter)

        with pytest.raises(DomainError, match="No round judges MLOps"):
            publish_loop(other, by=recruiter)


@pytest.mark.parametrize("rounds", [2, 4])
def test_evaluating_takes_as_many_queries_for_a_long_loop_as_for_a_short_one(
    organization: Organization,
    opening: Opening,
    mlops: Competency,
    hiring_manager: Member,
    recruiter: Member,
    rounds: int,
    django_assert_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    interviewers = [make_member(organization) for _ in range(rounds)]
    made = make_loop(organization, opening=opening, interviewers=interviewers, published=False, by=recruiter)
    waive_gap(made, gap=gap_of(made), reason=REASON, by=hiring_manager)
    loop = Loop.objects.select_related("candidacy__opening").get(pk=made.pk)

    with django_assert_num_queries(EVALUATING):
        found = evaluated(loop)
        said = [waiver.waived_by.name for waiver in found.waived_gaps]

    assert (len(found.rounds), said) == (rounds, [hiring_manager.name])
