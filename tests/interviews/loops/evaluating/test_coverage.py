"""Which rounds judge each competency, by how many, and what is asked that brings it out."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.loops.evaluating.coverage import Coverage, coverage_of
from interviews.loops.evaluating.evaluation import evaluate
from interviews.loops.evaluating.findings import Flaw
from interviews.loops.evaluating.plan import LoopPlan, Needed, PlannedRound
from tests.interviews.loops.evaluating.planning import (
    ADA,
    BEN,
    CODING,
    MLOPS,
    flaws_in,
    loop_of,
    must_have,
    nice_to_have,
    planned,
    question,
)

COVERAGE_GAPS = {Flaw.NOT_JUDGED, Flaw.ONE_ROUND, Flaw.ONE_JUDGE, Flaw.NOT_ASKED}
ABOUT_IT = question(MLOPS)


def covered(*rounds: PlannedRound, needed: Needed | None = None) -> Coverage:
    (coverage,) = coverage_of(loop_of(*rounds, needed=[needed or must_have()]))
    return coverage


def gaps_of(*rounds: PlannedRound, needed: Needed | None = None) -> set[Flaw]:
    """What stands between the loop and judging the competency."""
    return COVERAGE_GAPS.intersection(flaws_in(*rounds, needed=[needed or must_have()]))


@pytest.mark.parametrize(
    ("rounds", "gaps", "percent"),
    [
        ([], {Flaw.NOT_JUDGED}, 0),
        ([planned(CODING, judges=[ADA, BEN], asks=[ABOUT_IT])], {Flaw.NOT_JUDGED}, 0),
        ([planned(MLOPS)], {Flaw.ONE_ROUND, Flaw.NOT_ASKED}, 33),
        ([planned(MLOPS, judges=[ADA])], {Flaw.ONE_ROUND, Flaw.NOT_ASKED}, 50),
        ([planned(MLOPS, judges=[ADA, BEN])], {Flaw.NOT_ASKED}, 67),
        ([planned(MLOPS, judges=[ADA], asks=[ABOUT_IT])], {Flaw.ONE_ROUND}, 83),
        ([planned(MLOPS, judges=[ADA], panel_size=2, asks=[ABOUT_IT])], set(), 83),
        ([planned(MLOPS, judges=[ADA], asks=[ABOUT_IT]), planned(MLOPS)], set(), 83),
        ([planned(MLOPS, judges=[ADA], asks=[ABOUT_IT]), planned(MLOPS, judges=[ADA])], {Flaw.ONE_JUDGE}, 83),
        ([planned(MLOPS, judges=[ADA], asks=[ABOUT_IT]), planned(MLOPS, judges=[BEN])], set(), 100),
        ([planned(MLOPS, judges=[ADA, BEN], asks=[ABOUT_IT])], set(), 100),
    ],
)
def test_a_must_have_wants_a_round_two_judges_and_a_question(
    rounds: list[PlannedRound], gaps: set[Flaw], percent: int
) -> None:
    assert gaps_of(*rounds) == gaps
    assert covered(*rounds).percent == percent


def test_one_judge_is_enough_for_what_is_nice_to_have() -> None:
    alone = planned(MLOPS, judges=[ADA], asks=[ABOUT_IT])

    assert gaps_of(alone, needed=nice_to_have()) == set()
    assert covered(alone, needed=nice_to_have()).is_complete


def test_somebody_who_sits_in_two_rounds_is_one_judge() -> None:
    assert covered(planned(MLOPS, judges=[ADA]), planned(MLOPS, judges=[ADA])).judges == 1


def test_a_question_counts_only_where_its_answer_is_rated() -> None:
    rounds = [planned(MLOPS, judges=[ADA, BEN]), planned(CODING, asks=[ABOUT_IT])]

    assert covered(*rounds).questions == 0
    assert gaps_of(*rounds) == {Flaw.NOT_ASKED}


def test_coverage_names_the_rounds_in_their_order() -> None:
    rounds = [planned(MLOPS, title="First"), planned(CODING), planned(MLOPS, title="Third")]

    assert covered(*rounds).rounds == ("First", "Third")


def test_a_panel_larger_than_planned_has_no_seats_below_zero() -> None:
    rounds = [planned(MLOPS, judges=[ADA, BEN], panel_size=1), planned(MLOPS)]

    assert covered(*rounds).open_seats == 1


# --- Against a verdict found by trying -------------------------------------------------------

COMPETENCIES, PEOPLE = range(5), range(4)


def random_loop(random: Random) -> LoopPlan:
    """Up to five rounds with few people and fewer competencies, so that everything happens."""

    def some(of: range, most: int) -> list[int]:
        return random.sample(of, random.randint(0, min(most, len(of))))

    rounds = [
        planned(
            *some(COMPETENCIES, 3),
            judges=some(PEOPLE, 2),
            asks=[question(*some(COMPETENCIES, 2)) for _ in range(random.randint(0, 2))],
            panel_size=random.choice((1, 1, 1, 2, 3)),
        )
        for _ in range(random.randint(0, 5))
    ]
    needed = [
        Needed(competency=one, name=f"Competency {one}", is_must_have=random.random() < 0.7)
        for one in COMPETENCIES
    ]
    return loop_of(*rounds, needed=needed)


def as_dictionaries(plan: LoopPlan) -> list[dict[str, list]]:
    return [
        {
            "judged": list(round.judged),
            "judges": list(round.judges),
            "open": ["open"] * (round.panel_size - len(round.judges)),
            "asked": [list(asked.brings_out) for asked in round.questions],
        }
        for round in plan.rounds
    ]


def seatings(rounds: list[dict[str, list]]) -> list[list[list[object]]]:
    """Every way to give the open seats to people, seated elsewhere or new; nobody sits twice in one round."""
    ways: list[list[list[object]]] = [[]]
    for round in rounds:
        panels: list[list[object]] = [list(round["judges"])]
        for _ in round["open"]:
            # Somebody who may sit elsewhere too, and newcomers; two of them are as many as it takes.
            panels = [[*panel, one] for panel in panels for one in (0, "new", "newer") if one not in panel]
        ways = [[*way, panel] for way in ways for panel in panels]
    return ways


def most_people(seatings: list[list[list[object]]]) -> int:
    """How many different people judge in the best of these."""
    most = 0
    for panels in seatings:
        people: list[object] = []
        for panel in panels:
            people += [person for person in panel if person not in people]
        most = max(most, len(people))
    return most


def verdict_by_trying(rounds: list[dict[str, list]], competency: int) -> set[Flaw]:
    judging = [round for round in rounds if competency in round["judged"]]
    if not judging:
        return {Flaw.NOT_JUDGED}
    gaps = set()
    if most_people(seatings(judging)) < 2:
        gaps.add(Flaw.ONE_ROUND if len(judging) == 1 else Flaw.ONE_JUDGE)
    if not any(competency in brings_out for round in judging for brings_out in round["asked"]):
        gaps.add(Flaw.NOT_ASKED)
    return gaps


def test_the_verdict_on_a_thousand_random_loops_is_what_trying_every_seating_finds() -> None:
    random = Random(20261121)
    met: set[Flaw] = set()
    for _ in range(1000):
        plan = random_loop(random)
        rounds = as_dictionaries(plan)
        must_haves = [one.competency for one in plan.needed if one.is_must_have]

        tried = {(one, gap) for one in must_haves for gap in verdict_by_trying(rounds, one)}
        gaps = evaluate(plan).gaps
        said = {(gap.competency, gap.flaw) for gap in gaps if gap.flaw in COVERAGE_GAPS}

        assert said == tried
        met |= {gap for _, gap in tried}
    assert met == COVERAGE_GAPS


# --- More never makes it worse ---------------------------------------------------------------

loops = st.randoms(use_true_random=False).map(random_loop)


def open_gaps(plan: LoopPlan) -> set[str]:
    return {gap.key for gap in evaluate(plan).gaps if gap.flaw in COVERAGE_GAPS}


def with_round(plan: LoopPlan, at: int, **changes: object) -> LoopPlan:
    changed = {**vars(plan.rounds[at]), **changes}
    rounds = [*plan.rounds[:at], PlannedRound(**changed), *plan.rounds[at + 1 :]]
    return loop_of(*rounds, needed=plan.needed)


@given(loops, st.data())
def test_one_judge_more_never_opens_a_gap(plan: LoopPlan, data: st.DataObject) -> None:
    at = data.draw(st.sampled_from(range(len(plan.rounds)) or [-1]))
    if at < 0:
        return
    newcomer = max(PEOPLE) + 1

    more = with_round(plan, at, judges=plan.rounds[at].judges | {newcomer})

    assert open_gaps(more) <= open_gaps(plan)


@given(loops, st.data())
def test_one_question_more_never_opens_a_gap(plan: LoopPlan, data: st.DataObject) -> None:
    at = data.draw(st.sampled_from(range(len(plan.rounds)) or [-1]))
    if at < 0:
        return
    asked = question(*data.draw(st.sets(st.sampled_from(COMPETENCIES))))

    more = with_round(plan, at, questions=[*plan.rounds[at].questions, asked])

    assert open_gaps(more) <= open_gaps(plan)


@given(loops)
def test_a_full_bar_is_what_is_complete(plan: LoopPlan) -> None:
    for coverage in coverage_of(plan):
        assert 0 <= coverage.percent <= 100
        assert (coverage.percent == 100) == coverage.is_complete


def test_seating_somebody_who_judges_it_already_may_open_one() -> None:
    """The seat that somebody else might have taken is gone."""
    elsewhere = planned(MLOPS, judges=[ADA], asks=[ABOUT_IT])

    assert gaps_of(elsewhere, planned(MLOPS)) == set()
    assert gaps_of(elsewhere, planned(MLOPS, judges=[ADA])) == {Flaw.ONE_JUDGE}
