import pytest

from interviews.overview.next_step import Eyes, Standing, Step, step_for, step_of

PLANNER = Eyes(may_plan=True, may_read_opening=True, sees_debrief=True)
COMMITTEE = Eyes(may_read_opening=True, sees_debrief=True)
INTERVIEWER = Eyes(sees_debrief=True)
OWING = Eyes(owes_scorecard=True)

EMPTY = Standing(status="draft")
UNSTAFFED = Standing(status="draft", rounds=2, missing_interviewers=1, rounds_without_questions=1)
UNASKED = Standing(status="draft", rounds=2, rounds_without_questions=1)
READY = Standing(status="draft", rounds=2)
WAITING = Standing(status="published", rounds=2, scorecards=3, submitted=2)
COMPLETE = Standing(status="published", rounds=2, scorecards=3, submitted=3)
DEBATED = Standing(status="published", rounds=2, scorecards=3, submitted=2, has_debrief=True)
DECIDED = Standing(status="decided", rounds=2, scorecards=3, submitted=3, has_debrief=True, is_decided=True)
PACKED = Standing(status="decided", rounds=2, has_debrief=True, is_decided=True, has_packet=True)
CANCELLED = Standing(status="cancelled", rounds=2, missing_interviewers=1)


@pytest.mark.parametrize(
    ("standing", "step"),
    [
        (EMPTY, Step.ADD_ROUNDS),
        (UNSTAFFED, Step.SEAT_INTERVIEWERS),
        (UNASKED, Step.CHOOSE_QUESTIONS),
        (READY, Step.PUBLISH),
        (WAITING, Step.WAIT_FOR_SCORECARDS),
        (COMPLETE, Step.OPEN_DEBRIEF),
        (DEBATED, Step.READ_DEBRIEF),
        (DECIDED, Step.REQUEST_PACKET),
        (PACKED, Step.OPEN_PACKET),
        (CANCELLED, Step.NOTHING),
    ],
)
def test_a_loop_goes_from_step_to_step(standing: Standing, step: Step) -> None:
    assert step_of(standing) == step
    assert step_for(PLANNER, standing) == step


@pytest.mark.parametrize("standing", [EMPTY, UNSTAFFED, UNASKED, READY, COMPLETE])
def test_planning_falls_to_planners_only(standing: Standing) -> None:
    assert step_for(COMMITTEE, standing) == Step.NOTHING
    assert step_for(INTERVIEWER, standing) == Step.NOTHING


@pytest.mark.parametrize("standing", [WAITING, COMPLETE, DEBATED])
def test_ones_own_scorecard_goes_before_everything_else(standing: Standing) -> None:
    planner = Eyes(may_plan=True, may_read_opening=True, owes_scorecard=True)

    assert step_for(OWING, standing) == step_for(planner, standing) == Step.FILL_SCORECARD


def test_a_scorecard_that_can_no_longer_be_given_is_not_asked_for() -> None:
    assert step_for(OWING, DECIDED) == step_for(OWING, CANCELLED) == Step.NOTHING


def test_packets_are_for_those_who_read_the_opening() -> None:
    assert step_for(COMMITTEE, DECIDED) == Step.REQUEST_PACKET
    assert step_for(INTERVIEWER, DECIDED) == step_for(INTERVIEWER, PACKED) == Step.READ_DEBRIEF
