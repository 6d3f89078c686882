"""Composing: rounds and questions change in the draft only, and only as the rules allow."""

import pytest

from hiring.foundations.errors import DomainError, Invalid, NotAllowed, Stale
from hiring.journal.models import Event
from hiring.people.models import Member, Organization, Role
from interviews.loop_templates.models import LoopTemplate, LoopTemplateVersion, TemplateRound
from interviews.loops.models import Loop, RoundQuestion
from interviews.loops.services import (
    change_round,
    choose_question,
    create_loop,
    drop_question,
    lock_question,
    remove_round,
    reorder_rounds,
)
from rubrics.competencies.models import Competency
from rubrics.library.states import QuestionStatus
from tests.making import (
    make_candidacy,
    make_competency,
    make_loop,
    make_member,
    make_opening,
    make_question,
    make_round,
    make_rubric,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def loop(organization: Organization, recruiter: Member) -> Loop:
    return make_loop(organization, published=False, by=recruiter)


def positions(loop: Loop) -> list[tuple[int, int]]:
    return list(loop.rounds.order_by("position").values_list("pk", "position"))


def test_a_template_gives_its_rounds_and_the_rubrics_version_of_the_day(
    organization: Organization, recruiter: Member
) -> None:
    rubric = make_rubric(organization, kind="mlops")
    template = LoopTemplate.objects.create(
        organization=organization, slug="ml", name="ML engineer", level="senior"
    )
    template.current = LoopTemplateVersion.objects.create(template=template, number=1)
    template.save()
    TemplateRound.objects.create(
        version=template.current,
        position=1,
        kind="mlops",
        title="Shipping models",
        minutes=45,
        rubric=rubric,
        panel_size=2,
    )

    loop = create_loop(make_candidacy(make_opening(organization)), template=template, by=recruiter)

    [planned] = loop.rounds.all()
    assert (planned.title, planned.minutes, planned.panel_size) == ("Shipping models", 45, 2)
    assert planned.rubric_version == rubric.current
    assert loop.template_version == template.current


def test_a_candidacy_has_one_open_loop(loop: Loop, recruiter: Member) -> None:
    with pytest.raises(DomainError, match="has an open loop already"):
        create_loop(loop.candidacy, by=recruiter)


def test_who_does_not_plan_the_opening_composes_nothing(organization: Organization, loop: Loop) -> None:
    other_manager = make_member(organization, Role.HIRING_MANAGER)

    with pytest.raises(NotAllowed):
        make_round(loop, by=other_manager)


def test_rounds_take_the_order_they_are_given(loop: Loop, recruiter: Member) -> None:
    first, second = (pk for pk, _ in positions(loop))

    reorder_rounds(loop, order=[second, first], by=recruiter)

    assert positions(loop) == [(second, 1), (first, 2)]


def test_an_order_that_misses_a_round_is_stale(loop: Loop, recruiter: Member) -> None:
    first, _ = (pk for pk, _ in positions(loop))

    with pytest.raises(Stale):
        reorder_rounds(loop, order=[first], by=recruiter)


def test_a_removed_round_leaves_no_gap(loop: Loop, recruiter: Member) -> None:
    third = make_round(loop, by=recruiter)
    remove_round(loop.rounds.get(position=2), by=recruiter)

    assert positions(loop)[1] == (third.pk, 2)


def test_two_rounds_removed_from_one_page_leave_no_hole(loop: Loop, recruiter: Member) -> None:
    last = make_round(loop, by=recruiter)
    first, second, _ = loop.rounds.order_by("position")

    for as_read in (first, second):
        remove_round(as_read, by=recruiter)

    assert positions(loop) == [(last.pk, 1)]


def test_a_published_loop_keeps_its_rounds(organization: Organization, recruiter: Member) -> None:
    loop = make_loop(organization, by=recruiter)

    with pytest.raises(DomainError, match="change only in a draft"):
        make_round(loop, by=recruiter)


def test_a_question_is_asked_once_in_a_loop(
    loop: Loop, organization: Organization, recruiter: Member
) -> None:
    question = make_question(organization)
    first, second = loop.rounds.order_by("position")

    chosen = choose_question(first, question=question, by=recruiter)
    again = choose_question(first, question=question, by=recruiter)
    with pytest.raises(Invalid, match="asks this already"):
        choose_question(second, question=question, by=recruiter)

    assert chosen == again


@pytest.mark.parametrize("status", [status for status in QuestionStatus if status != QuestionStatus.APPROVED])
def test_only_approved_questions_are_asked(
    loop: Loop, organization: Organization, recruiter: Member, status: QuestionStatus
) -> None:
    with pytest.raises(Invalid, match="not approved"):
        choose_question(
            loop.rounds.get(position=1), question=make_question(organization, status=status), by=recruiter
        )


def test_a_question_of_another_kind_is_refused(
    loop: Loop, organization: Organization, recruiter: Member
) -> None:
    with pytest.raises(Invalid, match="Choose one of its kind"):
        choose_question(
            loop.rounds.get(position=1), question=make_question(organization, kind="mlops"), by=recruiter
        )


def test_a_question_of_another_organization_does_not_exist(
    loop: Loop, other_organization: Organization, recruiter: Member
) -> None:
    with pytest.raises(Invalid, match="no such choice"):
        choose_question(loop.rounds.get(position=1), question=make_question(other_organization), by=recruiter)


def test_a_dropped_question_is_gone(loop: Loop, recruiter: Member) -> None:
    planned = loop.rounds.get(position=1)

    drop_question(planned.questions.get(), by=recruiter)

    assert not planned.questions.exists()


def test_a_draft_is_nothing_to_its_interviewers_yet(organization: Organization, interviewer: Member) -> None:
    make_loop(organization, interviewers=[interviewer], published=False)
    published = make_loop(organization, interviewers=[interviewer])

    assert list(Loop.objects.visible_to(interviewer)) == [published]


def test_a_round_asks_only_about_what_its_rubric_judges(recruiter: Member, loop: Loop) -> None:
    round = loop.rounds.select_related("rubric_version")[0]
    judged = Competency.objects.get(pk=next(iter(round.rubric_version.judged)))
    unjudged = make_competency(recruiter.organization, "Sailing")

    with pytest.raises(Invalid, match="does not judge Sailing"):
        change_round(round, competencies=[judged, unjudged], version=round.version, by=recruiter)
    changed = change_round(round, competencies=[judged], version=round.version, by=recruiter)

    assert list(changed.competencies.all()) == [judged]


def test_what_a_round_had_to_ask_about_before_may_stay(recruiter: Member, loop: Loop) -> None:
    round = loop.rounds.all()[0]
    unjudged = make_competency(recruiter.organization, "Sailing")
    round.competencies.add(unjudged)

    changed = change_round(round, competencies=[unjudged], version=round.version, by=recruiter)

    assert list(changed.competencies.all()) == [unjudged]


def test_a_published_loop_is_not_planned_anew(organization: Organization, recruiter: Member) -> None:
    round = make_loop(organization, by=recruiter).rounds.all()[0]
    judged = Competency.objects.get(pk=next(iter(round.rubric_version.judged)))
    anew = {"panel_size": 2, "question_count": 5, "difficulty": 5, "place": "last", "competencies": [judged]}

    for name, value in anew.items():
        with pytest.raises(Invalid, match="fixed once the loop is published") as refused:
            change_round(round, version=round.version, by=recruiter, **{name: value})
        assert refused.value.field == name


def test_a_published_round_stays_as_long_as_its_questions(
    organization: Organization, recruiter: Member
) -> None:
    round = make_loop(organization, by=recruiter).rounds.all()[0]

    with pytest.raises(Invalid, match="Its questions take 20 minutes"):
        change_round(round, minutes=19, version=round.version, by=recruiter)

    assert change_round(round, minutes=20, version=round.version, by=recruiter).minutes == 20


def test_what_a_person_chooses_is_locked_though_composing_chose_it_before(
    organization: Organization, recruiter: Member, loop: Loop
) -> None:
    round = loop.rounds.all()[0]
    question = make_question(organization, kind=round.kind)
    composed = choose_question(round, question=question, why="Nothing cheaper fits.", by=recruiter)

    chosen = choose_question(round, question=question, by=recruiter)

    assert (composed.is_locked, chosen.pk, chosen.is_locked) == (False, composed.pk, True)


def test_a_lock_is_recorded_when_it_changes(recruiter: Member, loop: Loop) -> None:
    chosen = RoundQuestion.objects.filter(round__loop=loop)[0]
    is_locked = chosen.is_locked

    for wanted in (is_locked, not is_locked, not is_locked):
        lock_question(chosen, is_locked=wanted, by=recruiter)

    happened = "round.question_unlocked" if is_locked else "round.question_locked"
    assert Event.objects.filter(kind__startswith="round.question_").last().kind == happened
    assert Event.objects.filter(kind=happened).count() == 1
