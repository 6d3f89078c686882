"""Composing a loop by itself: what is chosen, kept, given back, refused and told."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from hiring.foundations.errors import DomainError, NotAllowed, Stale
from hiring.journal.models import Event
from hiring.people.models import Member, Organization
from interviews.composer.composing import ask_to_compose, composed, keep, latest_composing
from interviews.composer.evaluation import evaluated
from interviews.composer.models import Composing, Outcome
from interviews.composer.placing import Outrun
from interviews.composer.services import waive_gap
from interviews.exposure.models import Asking
from interviews.loops.models import Loop, Round, RoundQuestion
from interviews.loops.services import choose_question, drop_question, lock_question, remove_round
from interviews.staffing.services import cancel_loop
from rubrics.competencies.models import Competency
from rubrics.library.models import Question
from rubrics.library.quarantine import report_leak
from rubrics.library.states import QuestionStatus
from tests.interviews.composer.drafts import make_draft, plan_round, stock_questions
from tests.making import make_candidate, make_question

pytestmark = pytest.mark.django_db


def make_mlops(organization: Organization, title: str, **written: Any) -> Question:
    return make_question(organization, kind="mlops", title=title, **written)


def asked_in(round: Round) -> list[str]:
    return [chosen.question_version.title for chosen in round.questions.order_by("position")]


def rows_of(loop: Loop) -> dict[str, list[Any]]:
    """Every row that composing might touch."""
    chosen = RoundQuestion.objects.filter(round__loop=loop).order_by("pk")
    return {
        "chosen": list(chosen.values()),
        "askings": list(Asking.objects.filter(round__loop=loop).order_by("pk").values()),
        "asked": list(Question.objects.order_by("pk").values_list("pk", "asked_count")),
    }


def test_it_chooses_the_cheapest_questions_that_hold_and_says_why(
    organization: Organization, recruiter: Member, loop: Loop, mlops: Round, drift: Competency
) -> None:
    make_mlops(organization, "Hard", difficulty=5)
    make_mlops(organization, "Of drift", competencies=[drift])
    make_mlops(organization, "Plain")

    composing = ask_to_compose(loop, by=recruiter)

    assert (composing.outcome, composing.cost, composing.is_optimal) == (Outcome.COMPOSED, 5 + 5 + 40, True)
    assert {one.question_version.title: (one.is_locked, one.why) for one in mlops.questions.all()} == {
        "Of drift": (
            False,
            "Covers Drift, which nothing cheaper in 20 minutes does; never asked; difficulty 3, as wanted.",
        ),
        "Plain": (False, "Fills 20 minutes; never asked; difficulty 3, as wanted."),
    }
    assert latest_composing(loop) == composing


def test_what_it_chose_is_reserved_and_told_once(
    organization: Organization, recruiter: Member, loop: Loop, mlops: Round, drift: Competency
) -> None:
    stock_questions(organization, 2, competencies=[drift])

    composing = ask_to_compose(loop, by=recruiter)

    assert Asking.objects.filter(round=mlops, candidate=loop.candidacy.candidate).count() == 2
    assert set(Question.objects.values_list("asked_count", flat=True)) == {1}
    event = Event.objects.get(kind="loop.composed")
    assert (event.actor_id, event.payload) == (recruiter.pk, {"composing": composing.pk, "cost": 50})


def test_a_composed_loop_has_no_gap_in_its_questions(
    organization: Organization, recruiter: Member, loop: Loop, mlops: Round, drift: Competency
) -> None:
    plan_round(loop, judging=[drift], title="Second", by=recruiter)
    stock_questions(organization, 10, competencies=[drift])

    ask_to_compose(loop, by=recruiter)

    assert evaluated(loop).evaluation.gaps == ()


def test_composing_twice_changes_nothing_at_all(
    organization: Organization, recruiter: Member, loop: Loop, mlops: Round, drift: Competency
) -> None:
    stock_questions(organization, 9, competencies=[drift], exposure_limit=1)
    first = ask_to_compose(loop, by=recruiter)
    before = rows_of(loop)
    told = Event.objects.count()

    second = ask_to_compose(loop, by=recruiter)

    assert rows_of(loop) == before
    assert (second.cost, second.outcome) == (first.cost, first.outcome)
    assert Event.objects.count() == told + 1


def test_what_is_locked_stays_and_the_rest_is_chosen_anew(
    organization: Organization, recruiter: Member, loop: Loop, mlops: Round, drift: Competency
) -> None:
    own = make_mlops(organization, "My own", difficulty=5)
    kept = choose_question(mlops, question=own, by=recruiter)
    worse = make_mlops(organization, "Worse", difficulty=5, competencies=[drift])
    loose = choose_question(mlops, question=worse, by=recruiter)
    lock_question(loose, is_locked=False, by=recruiter)
    make_mlops(organization, "Better", difficulty=1, competencies=[drift])

    ask_to_compose(loop, by=recruiter)

    assert asked_in(mlops) == ["Better", "My own"]
    kept.refresh_from_db()
    assert (kept.is_locked, kept.why) == (True, "")
    worse.refresh_from_db()
    assert worse.asked_count == 0
    assert not Asking.objects.filter(question=worse).exists()


def test_what_somebody_has_just_taken_out_is_not_locked(
    organization: Organization, recruiter: Member, mlops: Round
) -> None:
    chosen = choose_question(mlops, question=make_mlops(organization, "My own"), by=recruiter)
    drop_question(RoundQuestion.objects.get(pk=chosen.pk), by=recruiter)

    with pytest.raises(DomainError, match="removed a moment ago"):
        lock_question(chosen, is_locked=False, by=recruiter)


def test_more_locked_questions_than_were_wanted_all_stay(
    organization: Organization, recruiter: Member, loop: Loop, mlops: Round, drift: Competency
) -> None:
    for question in stock_questions(organization, 3, competencies=[drift]):
        choose_question(mlops, question=question, by=recruiter)

    assert ask_to_compose(loop, by=recruiter).outcome == Outcome.COMPOSED
    assert mlops.questions.filter(is_locked=True).count() == 3


def test_a_locked_question_that_brings_the_must_have_out_is_enough(
    organization: Organization, recruiter: Member, loop: Loop, mlops: Round, drift: Competency
) -> None:
    choose_question(mlops, question=make_mlops(organization, "Old", competencies=[drift]), by=recruiter)
    Question.objects.get().versions.update(status=QuestionStatus.RETIRED)
    make_mlops(organization, "Plain")

    assert ask_to_compose(loop, by=recruiter).outcome == Outcome.COMPOSED
    assert asked_in(mlops) == ["Old", "Plain"]


def test_easier_questions_come_first(
    organization: Organization, recruiter: Member, loop: Loop, mlops: Round, drift: Competency
) -> None:
    choose_question(mlops, question=make_mlops(organization, "Hard", difficulty=4), by=recruiter)
    make_mlops(organization, "Easy", difficulty=2, competencies=[drift])

    ask_to_compose(loop, by=recruiter)

    assert asked_in(mlops) == ["Easy", "Hard"]
    assert list(mlops.questions.order_by("position").values_list("position", flat=True)) == [1, 2]


def test_a_newer_version_is_chosen_in_the_place_of_an_older_one(
    organization: Organization, recruiter: Member, loop: Loop, mlops: Round, drift: Competency
) -> None:
    stock_questions(organization, 2, competencies=[drift])
    ask_to_compose(loop, by=recruiter)
    question = Question.objects.latest("pk")
    before = question.current
    question.current = question.versions.create(
        number=2, status=QuestionStatus.APPROVED, title="Newer", minutes=20, difficulty=3
    )
    question.current.competencies.add(drift)
    question.save()
    before.status = QuestionStatus.RETIRED
    before.save()

    ask_to_compose(loop, by=recruiter)

    assert asked_in(mlops)[1] == "Newer"
    assert Asking.objects.get(question=question).question_version == question.current


# --- What is not chosen -----------------------------------------------------------------------


def elsewhere(question: Question, *, by: Member, loop: Loop | None = None) -> None:
    """Somebody else is going to be asked it, or the loop's candidate in an earlier loop of theirs."""
    candidate = loop.candidacy.candidate if loop else make_candidate(by.organization, by=by)
    other = make_draft(by, candidate=candidate)
    choose_question(plan_round(other, by=by), question=question, by=by)


def leak(question: Question, recruiter: Member, loop: Loop) -> None:
    report_leak(question, reason="On a forum", by=recruiter)


def retire(question: Question, recruiter: Member, loop: Loop) -> None:
    question.versions.update(status=QuestionStatus.RETIRED)


def use_up(question: Question, recruiter: Member, loop: Loop) -> None:
    question.versions.update(exposure_limit=1)
    elsewhere(Question.objects.get(pk=question.pk), by=recruiter)


def ask_before(question: Question, recruiter: Member, loop: Loop) -> None:
    elsewhere(question, by=recruiter, loop=loop)


def ask_lately(question: Question, recruiter: Member, loop: Loop) -> None:
    Question.objects.filter(pk=question.pk).update(last_asked_at=timezone.now())


def wear(question: Question, recruiter: Member, loop: Loop) -> None:
    elsewhere(question, by=recruiter)


@pytest.mark.parametrize("spoil", [leak, retire, use_up, ask_before, ask_lately, wear])
def test_it_chooses_another_for_one_that(
    spoil: Callable[[Question, Member, Loop], None],
    organization: Organization,
    recruiter: Member,
    loop: Loop,
    mlops: Round,
    drift: Competency,
) -> None:
    spoiled, *_ = stock_questions(organization, 3, competencies=[drift])
    spoil(spoiled, recruiter, loop)

    assert ask_to_compose(loop, by=recruiter).outcome == Outcome.COMPOSED
    assert len(asked_in(mlops)) == 2
    assert spoiled.title not in asked_in(mlops)


def test_the_last_asking_under_a_limit_is_taken(
    organization: Organization, recruiter: Member, loop: Loop, mlops: Round, drift: Competency
) -> None:
    stock_questions(organization, 2, competencies=[drift], exposure_limit=1)

    assert ask_to_compose(loop, by=recruiter).outcome == Outcome.COMPOSED
    assert len(asked_in(mlops)) == 2


def test_a_round_without_questions_takes_no_part(
    organization: Organization, recruiter: Member, loop: Loop, mlops: Round, drift: Competency
) -> None:
    talk = plan_round(loop, title="Talk", question_count=0, by=recruiter)
    [first, *_] = stock_questions(organization, 3, competencies=[drift])
    choose_question(talk, question=first, by=recruiter)

    assert ask_to_compose(loop, by=recruiter).outcome == Outcome.COMPOSED
    assert asked_in(talk) == [first.title]
    assert first.title not in asked_in(mlops)


# --- When there is no plan ----------------------------------------------------------------------


def test_when_it_is_impossible_nothing_changes_and_the_conflict_is_told_by_name(
    organization: Organization, recruiter: Member, loop: Loop, mlops: Round, drift: Competency
) -> None:
    loose = choose_question(mlops, question=make_mlops(organization, "Plain"), by=recruiter)
    lock_question(loose, is_locked=False, by=recruiter)
    before = rows_of(loop)

    composing = ask_to_compose(loop, by=recruiter)

    assert composing.outcome == Outcome.IMPOSSIBLE
    assert composing.says == "Round “MLOps” wants 1 question on Drift; the library has none."
    assert composing.rules == [f"need:{drift.pk}"]
    assert (composing.cost, composing.bound) == (None, None)
    assert rows_of(loop) == before
    assert Event.objects.get(kind="loop.found_impossible").payload == {
        "composing": composing.pk,
        "cost": None,
    }


def test_a_conflict_of_time_counts_what_there_is(
    organization: Organization, recruiter: Member, loop: Loop, mlops: Round, drift: Competency
) -> None:
    stock_questions(organization, 4, competencies=[drift], minutes=10)

    composing = ask_to_compose(loop, by=recruiter)

    assert composing.says == (
        "Round “MLOps” wants questions in 40 to 60 minutes, at most 2 in all; "
        "the library has 4 such questions, with which at most 20 minutes can be filled."
    )
    assert set(composing.rules) == {"minutes", "max_questions"}


def test_a_locked_question_that_leaked_is_named(
    organization: Organization, recruiter: Member, loop: Loop, mlops: Round, drift: Competency
) -> None:
    known, *_ = stock_questions(organization, 3, competencies=[drift])
    choose_question(mlops, question=known, by=recruiter)
    report_leak(known, reason="On a forum", by=recruiter)

    composing = ask_to_compose(loop, by=recruiter)

    assert composing.says == f"Round “MLOps” keeps “{known.title}”, which is not approved."
    assert set(composing.rules) == {f"locked:{known.pk}", "approved"}


def test_a_gap_that_somebody_answers_for_is_not_demanded(
    organization: Organization, recruiter: Member, loop: Loop, mlops: Round, drift: Competency
) -> None:
    stock_questions(organization, 2)
    assert ask_to_compose(loop, by=recruiter).outcome == Outcome.IMPOSSIBLE
    manager = loop.candidacy.opening.hiring_manager
    waive_gap(loop, gap=f"not_asked competency={drift.pk}", reason="Asked by mail.", by=manager)

    assert ask_to_compose(loop, by=recruiter).outcome == Outcome.COMPOSED


def test_without_a_round_there_is_nothing_to_compose(recruiter: Member, loop: Loop) -> None:
    with pytest.raises(DomainError, match="Add one, then compose"):
        ask_to_compose(loop, by=recruiter)


# --- Who may, and what happens meanwhile -----------------------------------------------------------


def test_only_planners_compose_and_only_drafts(
    organization: Organization, recruiter: Member, interviewer: Member, loop: Loop, mlops: Round
) -> None:
    with pytest.raises(NotAllowed):
        ask_to_compose(loop, by=interviewer)
    cancel_loop(loop, by=recruiter)
    with pytest.raises(DomainError, match="only in a draft"):
        ask_to_compose(loop, by=recruiter)
    assert not Composing.objects.exists()


def add_another(loop: Loop, mlops: Round, by: Member) -> None:
    plan_round(loop, title="Second", by=by)


def take_it_out(loop: Loop, mlops: Round, by: Member) -> None:
    remove_round(mlops, by=by)


def lock_one(loop: Loop, mlops: Round, by: Member) -> None:
    choose_question(mlops, question=Question.objects.latest("pk"), by=by)


def shorten(loop: Loop, mlops: Round, by: Member) -> None:
    loop.rounds.update(minutes=45)


def lower(loop: Loop, mlops: Round, by: Member) -> None:
    loop.candidacy.opening.requirements.update(is_must_have=False)


@pytest.mark.parametrize("change", [add_another, take_it_out, lock_one, shorten, lower])
def test_a_plan_for_a_loop_that_changed_is_thrown_away(
    change: Callable[[Loop, Round, Member], None],
    organization: Organization,
    recruiter: Member,
    loop: Loop,
    mlops: Round,
    drift: Competency,
) -> None:
    stock_questions(organization, 5, competencies=[drift])
    answer = composed(loop)
    change(loop, mlops, recruiter)
    before = rows_of(loop)

    with pytest.raises(Stale, match="The loop changed while it was composed"):
        keep(loop, answer, by=recruiter)

    assert rows_of(loop) == before
    assert latest_composing(loop) is None


def test_a_new_title_is_no_change(
    organization: Organization, recruiter: Member, loop: Loop, mlops: Round, drift: Competency
) -> None:
    stock_questions(organization, 2, competencies=[drift])
    answer = composed(loop)
    loop.rounds.update(title="Operations")

    assert keep(loop, answer, by=recruiter).outcome == Outcome.COMPOSED


@pytest.mark.parametrize("spoil", [leak, retire, use_up, ask_before])
def test_a_question_that_went_meanwhile_undoes_everything(
    spoil: Callable[[Question, Member, Loop], None],
    organization: Organization,
    recruiter: Member,
    loop: Loop,
    mlops: Round,
    drift: Competency,
) -> None:
    stock_questions(organization, 2, competencies=[drift])
    answer = composed(loop)
    spoil(Question.objects.latest("pk"), recruiter, loop)
    before = rows_of(loop)

    with pytest.raises(Outrun, match="Compose again"):
        keep(loop, answer, by=recruiter)

    assert rows_of(loop) == before
    assert latest_composing(loop) is None
