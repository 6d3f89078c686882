"""What is said of a loop before its interviews: each flaw where it is, and none where it is not."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.loops.evaluating.evaluation import USUAL_ROUNDS, evaluate
from interviews.loops.evaluating.findings import Flaw, Weight
from interviews.loops.evaluating.plan import LoopPlan, Needed, PlannedRound
from tests.interviews.loops.evaluating.planning import (
    ADA,
    BEN,
    CODING,
    MLOPS,
    findings_in,
    flaws_in,
    loop_of,
    must_have,
    nice_to_have,
    planned,
    question,
    ready,
    said_of,
)

MORNING = datetime(2026, 11, 24, 9, tzinfo=UTC)


def at(hours: float, **written: object) -> PlannedRound:
    return ready(starts_at=MORNING + timedelta(hours=hours), **written)


def test_nothing_is_said_of_a_loop_that_holds() -> None:
    rounds = [ready(MLOPS, judges=[ADA]), ready(MLOPS, judges=[BEN], asks=[question(CODING)])]

    assert findings_in(*rounds, needed=[must_have()], level="senior") == []


class TestGaps:
    """What the loop would not measure."""

    def test_nobody_judges_it(self) -> None:
        assert said_of(ready(), needed=[must_have()]) == [
            "No round judges MLOps. Add a round whose rubric does, or lower it to nice-to-have."
        ]

    def test_one_round_judges_it_with_one_person(self) -> None:
        assert said_of(ready(MLOPS, title="Operations"), needed=[must_have()]) == [
            (
                "MLOps is judged only in “Operations”, by one person. "
                "Add it to a second round, or lower it to nice-to-have."
            )
        ]
        assert flaws_in(ready(MLOPS, judges=[ADA, BEN]), needed=[must_have()]) == []

    def test_one_person_judges_it_in_every_round(self) -> None:
        rounds = [ready(MLOPS, judges=[ADA]), ready(MLOPS, judges=[ADA])]

        assert said_of(*rounds, needed=[must_have()]) == [
            "One person alone would judge MLOps, in every round that does. Seat somebody else in one."
        ]

    def test_seats_to_be_taken_are_people_to_come(self) -> None:
        rounds = [ready(MLOPS, judges=[ADA]), ready(MLOPS, judges=[])]

        assert flaws_in(*rounds, needed=[must_have()]) == [Flaw.UNSTAFFED]

    def test_nothing_is_asked_about_it(self) -> None:
        rounds = [
            ready(MLOPS, judges=[ADA], title="Operations", asks=[question()]),
            ready(MLOPS, judges=[BEN], asks=[question()]),
        ]

        assert said_of(*rounds, needed=[must_have()]) == [
            "No chosen question brings out MLOps. Choose one in “Operations”."
        ]

    def test_a_round_does_not_ask_what_it_has_to(self) -> None:
        asks_else = ready(title="Operations", must_ask=[must_have()], asks=[question(CODING)])
        asks = ready(must_ask=[must_have()], asks=[question(MLOPS)])

        assert said_of(asks_else) == [
            "“Operations” has to ask about MLOps, and does not. Choose such a question."
        ]
        assert flaws_in(asks) == []

    def test_questions_take_longer_than_the_round(self) -> None:
        takes = [question(minutes=31), question(minutes=30)]

        assert said_of(ready(title="Operations", asks=takes)) == [
            "The questions of “Operations” take 61 minutes, and it lasts 60. Take one out, or lengthen it."
        ]
        assert flaws_in(ready(asks=takes, minutes=61)) == []

    def test_a_gap_about_what_is_nice_to_have_is_advice(self) -> None:
        (finding,) = findings_in(ready(), needed=[nice_to_have()])

        assert (finding.flaw, finding.weight) == (Flaw.NOT_JUDGED, Weight.ADVICE)


class TestUnready:
    """What is still to be done."""

    def test_there_are_no_rounds(self) -> None:
        assert said_of() == ["This loop has no rounds. Add one."]

    def test_seats_are_open(self) -> None:
        assert said_of(ready(title="Operations", panel_size=3)) == [
            "Interviewers are missing in “Operations”: 2. Seat them."
        ]

    def test_no_question_is_chosen(self) -> None:
        assert said_of(ready(title="Operations", asks=[], must_ask=[must_have()])) == [
            "No question is chosen yet for “Operations”. Choose some."
        ]

    def test_there_is_nothing_to_judge_by(self) -> None:
        assert said_of(planned(title="Operations", judges=[ADA], asks=[question()])) == [
            "“Operations” has no criterion with anchors to judge by. Change its rubric."
        ]

    def test_a_question_is_out(self) -> None:
        leaked = question(title="Two curves", is_leaked=True)

        assert said_of(ready(title="Operations", asks=[leaked])) == [
            "“Two curves” was reported as leaked. Take it out of “Operations”, and choose another."
        ]

    def test_the_candidate_met_a_question(self) -> None:
        met = question(title="Two curves", was_met=True)

        assert said_of(ready(title="Operations", asks=[met])) == [
            "This candidate was asked “Two curves” before. Take it out of “Operations”, and choose another."
        ]

    def test_two_rounds_ask_the_same(self) -> None:
        asked = question(title="Two curves")
        rounds = [ready(asks=[asked]), ready(title="Operations", asks=[asked])]

        assert said_of(*rounds) == ["“Two curves” is asked twice. Take it out of “Operations”."]


class TestAdvice:
    """What is worth a thought, and stops nobody."""

    def test_a_round_is_not_where_it_was_meant_to_be(self) -> None:
        first, last = ready(title="Welcome", place="first"), ready(title="Farewell", place="last")

        assert flaws_in(first, last) == flaws_in(first) == flaws_in(last) == []
        assert said_of(last, first) == [
            "“Welcome” is meant to come first. Move it up.",
            "“Farewell” is meant to come last. Move it down.",
        ]

    def test_the_template_asks_more(self) -> None:
        left_out = findings_in(ready(title="Operations", left_out={4: "Two curves", 5: "One pager"}))

        assert [finding.says() for finding in left_out] == [
            "The template always asks “Two curves” in “Operations”; here it is left out.",
            "The template always asks “One pager” in “Operations”; here it is left out.",
        ]
        assert [finding.question for finding in left_out] == [4, 5]

    @pytest.mark.parametrize(
        ("state", "flaw"),
        [
            ("is_retired", Flaw.RETIRED),
            ("is_at_limit", Flaw.AT_LIMIT),
            ("has_newer_version", Flaw.NEWER_VERSION),
        ],
    )
    def test_a_question_is_not_what_it_was(self, state: str, flaw: Flaw) -> None:
        (finding,) = findings_in(ready(asks=[question(id=9, **{state: True})]))

        assert (finding.flaw, finding.weight, finding.question) == (flaw, Weight.ADVICE, 9)

    def test_of_a_retired_question_no_newer_version_is_offered(self) -> None:
        retired = question(is_retired=True, has_newer_version=True)

        assert flaws_in(ready(asks=[retired])) == [Flaw.RETIRED]

    def test_the_rubric_went_on(self) -> None:
        assert flaws_in(ready(has_newer_rubric=True)) == [Flaw.NEWER_RUBRIC]
        assert flaws_in(ready(is_rubric_retired=True, has_newer_rubric=True)) == [Flaw.RUBRIC_RETIRED]

    @pytest.mark.parametrize(
        ("difficulties", "is_off"), [([3, 4], False), ([4, 4], True), ([2], True), ([1, 5], False)]
    )
    def test_questions_are_a_step_off_the_difficulty_that_was_wanted(
        self, difficulties: Sequence[int], is_off: bool
    ) -> None:
        asks = [question(difficulty=difficulty) for difficulty in difficulties]

        assert flaws_in(ready(asks=asks)) == [Flaw.OFF_TARGET] * is_off

    def test_fewer_questions_than_planned(self) -> None:
        assert said_of(ready(title="Operations", question_count=2)) == [
            "“Operations” is planned for 2 questions and has 1."
        ]

    @pytest.mark.parametrize(
        ("begins", "is_short"),
        [(1.0, True), (1.2, True), (1.25, False), (4, False), (24, False), (-2, False)],
    )
    def test_times_leave_less_than_the_break(self, begins: float, is_short: bool) -> None:
        assert flaws_in(at(0, break_minutes=15), at(begins)) == [Flaw.SHORT_BREAK] * is_short

    @pytest.mark.parametrize(
        ("begins", "is_overlap"), [(0, True), (0.5, True), (-0.5, True), (1, False), (-1, False), (24, False)]
    )
    def test_the_candidate_cannot_be_in_two_rounds_at_once(self, begins: float, is_overlap: bool) -> None:
        assert flaws_in(at(0), at(begins)) == [Flaw.OVERLAP] * is_overlap

    def test_an_overlap_is_found_whatever_stands_between(self) -> None:
        assert Flaw.OVERLAP in flaws_in(at(0), ready(), at(0.5))

    def test_a_short_break_is_found_by_the_times_not_by_the_plan(self) -> None:
        assert flaws_in(at(1.1), at(0, break_minutes=15)) == [Flaw.SHORT_BREAK]

    def test_hours_without_a_break(self) -> None:
        rounds = [ready(title="One"), ready(), ready(title="Three")]

        assert said_of(*rounds) == ["“One” to “Three” take 180 minutes without a break. Plan one in between."]
        assert flaws_in(ready(), ready(break_minutes=10), ready()) == []
        assert flaws_in(ready(minutes=180)) == []

    def test_fixed_times_may_be_the_break(self) -> None:
        assert flaws_in(at(0), at(1), at(2)) == [Flaw.NO_BREAK]
        assert flaws_in(at(0), at(1), at(2.25)) == []
        assert flaws_in(at(0), at(24), at(48)) == []

    def test_a_long_day(self) -> None:
        long = [ready(minutes=100, break_minutes=30) for _ in range(4)]

        assert said_of(*long[:3]) == []
        assert said_of(*long) == ["The candidate’s time comes to 8.2 hours. Split it over two days."]

    def test_what_is_split_over_days_is_no_long_day(self) -> None:
        days = [at(hours, minutes=120) for hours in (0, 2.5, 24, 26.5)]

        assert flaws_in(*days) == []

    @pytest.mark.parametrize(("level", "usual"), USUAL_ROUNDS.items())
    def test_more_rounds_than_usual_for_the_level(self, level: str, usual: int) -> None:
        rounds = [ready(minutes=15, break_minutes=5) for _ in range(usual + 1)]

        assert Flaw.MANY_ROUNDS in flaws_in(*rounds, level=level)
        assert Flaw.MANY_ROUNDS not in flaws_in(*rounds[1:], level=level)

    def test_from_the_fifth_interviewer_on_the_gain_is_told(self) -> None:
        assert flaws_in(ready(judges=[1, 2, 3, 4])) == []
        assert said_of(ready(judges=[1, 2, 3, 4, 5])) == [
            "5 interviewers: from the fifth on each adds at most 0.03 to the reliability."
        ]

    def test_whoever_sits_in_many_rounds_is_one_interviewer(self) -> None:
        rounds = [ready(minutes=20) for _ in range(6)]

        assert loop_of(*rounds).interviewers == 1
        assert flaws_in(*rounds) == []


def test_all_that_can_be_wrong_may_be_wrong_at_once() -> None:
    """In one loop, but for having no rounds."""
    leaked = question(
        id=1, minutes=500, is_leaked=True, was_met=True, is_retired=True, is_at_limit=True, difficulty=5
    )
    wrong = [
        planned(1, 3, 4, judges=[ADA], asks=[leaked], place="last", has_newer_rubric=True, question_count=2),
        planned(4, judges=[ADA], asks=[leaked, question(3, has_newer_version=True)], must_ask=[must_have(9)]),
        planned(minutes=200, is_rubric_retired=True, left_out={8: "Two curves"}, place="first"),
        at(0, break_minutes=15, judges=[1, 2, 3, 4, 5]),
        at(1.1),
        at(1.5),
    ]
    needed = [must_have(one, str(one)) for one in (1, 3, 4, 9)]

    found = {*flaws_in(*wrong, needed=needed, level="junior"), *flaws_in()}

    assert found == set(Flaw)


def test_the_gravest_stands_first_and_then_what_was_planned_first() -> None:
    rounds = [
        ready(question_count=3, title="One"),
        ready(asks=[], title="Two", place="first"),
        ready(asks=[], title="Three", place="first"),
    ]
    findings = findings_in(*rounds, needed=[must_have()])

    assert [(finding.weight, finding.flaw, finding.words.get("round")) for finding in findings] == [
        (Weight.GAP, Flaw.NOT_JUDGED, ""),
        (Weight.UNREADY, Flaw.NO_QUESTIONS, "Two"),
        (Weight.UNREADY, Flaw.NO_QUESTIONS, "Three"),
        (Weight.ADVICE, Flaw.NOT_FIRST, "Two"),
        (Weight.ADVICE, Flaw.NOT_FIRST, "Three"),
        (Weight.ADVICE, Flaw.FEW_QUESTIONS, "One"),
        (Weight.ADVICE, Flaw.NO_BREAK, "One"),
    ]


def test_an_evaluation_sorts_its_findings_by_what_they_mean() -> None:
    evaluation = evaluate(loop_of(ready(asks=[], place="last"), ready(), needed=[must_have()]))

    assert [finding.flaw for finding in evaluation.gaps] == [Flaw.NOT_JUDGED]
    assert [finding.flaw for finding in evaluation.unready] == [Flaw.NO_QUESTIONS]
    assert [finding.flaw for finding in evaluation.advice] == [Flaw.NOT_LAST]


def test_the_candidates_minutes_are_rounds_and_the_breaks_between_them() -> None:
    assert evaluate(loop_of(ready(break_minutes=10), ready(break_minutes=10))).minutes == 130


# --- Of any loop -----------------------------------------------------------------------------

competencies = st.integers(1, 4)
questions = st.builds(
    question,
    competencies,
    id=st.integers(1, 6),
    minutes=st.integers(1, 90),
    difficulty=st.integers(1, 5),
    **{
        state: st.booleans()
        for state in ("is_leaked", "is_retired", "is_at_limit", "has_newer_version", "was_met")
    },
)
rounds = st.builds(
    planned,
    competencies,
    judges=st.lists(st.integers(1, 6), max_size=3),
    asks=st.lists(questions, max_size=3, unique_by=lambda one: one.id),
    minutes=st.integers(15, 480),
    break_minutes=st.integers(0, 240),
    panel_size=st.integers(1, 6),
    place=st.sampled_from(["anywhere", "first", "last"]),
    must_ask=st.lists(st.builds(must_have, competencies), max_size=2, unique_by=lambda one: one.competency),
    left_out=st.dictionaries(st.integers(7, 12), st.just("Two curves"), max_size=2),
    has_newer_rubric=st.booleans(),
    is_rubric_retired=st.booleans(),
    starts_at=st.none() | st.integers(0, 72).map(lambda hours: MORNING + timedelta(hours=hours)),
)
needs = st.lists(
    st.builds(Needed, competency=competencies, name=st.just("MLOps"), is_must_have=st.booleans()),
    unique_by=lambda one: one.competency,
)
loops = st.builds(
    lambda rounds, needed, level: loop_of(*rounds, needed=needed, level=level),
    st.lists(rounds, max_size=7),
    needs,
    st.sampled_from([*USUAL_ROUNDS, "another"]),
)


@given(loops)
def test_every_sentence_is_whole_and_every_key_is_said_once(plan: LoopPlan) -> None:
    findings = evaluate(plan).findings

    assert all("%(" not in finding.says() for finding in findings)
    assert len({finding.key for finding in findings}) == len(findings)


@given(loops)
def test_new_titles_leave_every_key_as_it_was(plan: LoopPlan) -> None:
    renamed = loop_of(
        *(PlannedRound(**{**vars(round), "title": f"New {round.title}"}) for round in plan.rounds),
        needed=[Needed(**{**vars(one), "name": "Operations"}) for one in plan.needed],
        level=plan.level,
    )

    assert keys_of(renamed) == keys_of(plan)


def keys_of(plan: LoopPlan) -> list[str]:
    return [finding.key for finding in evaluate(plan).findings]


@given(loops)
def test_gaps_what_is_unready_and_advice_share_the_findings_out_in_this_order(plan: LoopPlan) -> None:
    evaluation = evaluate(plan)

    assert evaluation.gaps + evaluation.unready + evaluation.advice == evaluation.findings
