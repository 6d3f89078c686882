"""When a loop cannot be planned, the rules that clash are named, and what would help is planned again."""

from interviews.staffing.naming import Names
from interviews.staffing.planning.atoms import atoms_of
from interviews.staffing.planning.explaining import alternatives, apply, explain
from interviews.staffing.planning.grid import Grid
from interviews.staffing.planning.instance import read
from interviews.staffing.planning.planner import plan
from tests.interviews.staffing.planning.asking import Atom, answers
from tests.interviews.staffing.planning.at_random import random_instance
from tests.interviews.staffing.planning.instances import Tree, at, candidate, instance, interviewer, round_
from tests.interviews.staffing.planning.planted import every_planted

PLANTED = every_planted()


def atoms_in(rules) -> set[Atom]:
    return {(atom.rule, atom.rounds or atom.round) for atom in rules}


def every_atom(tree: Tree) -> set[Atom]:
    read_tree = read(tree)
    loop = read_tree.candidates[0]
    return atoms_in(atoms_of(Grid(read_tree), loop, [one for one in loop.rounds if one.pinned is None]))


def asked_of(tree: Tree, rules: set[Atom]) -> list[tuple[Tree, list[Atom]]]:
    """The conflict by itself, and what is left of it without each member, for CP-SAT."""
    every = every_atom(tree)
    assert rules <= every
    kept = [rules, *(rules - {rule} for rule in sorted(rules, key=str))]
    return [(tree, sorted(every - some, key=str)) for some in kept]


def test_the_planted_rule_and_round_are_named():
    missed = []
    for name, tree, planted in PLANTED:
        conflict, _, _ = explain(read(tree), candidate="c1")
        named = {(rule.rule, rule.round) for rule in conflict.rules}
        missed += [] if planted <= named else [(name, planted, named)]

    assert len(PLANTED) == 66
    assert len(missed) <= 66 * 0.05, missed


def test_planted_conflicts_are_sound_and_none_of_their_rules_can_be_spared():
    asked = []
    for _, tree, _ in PLANTED[::17]:
        asked.append(asked_of(tree, atoms_in(explain(read(tree), candidate="c1")[0].rules)))

    found = iter(answers([one for several in asked for one in several]))
    for several in asked:
        assert [next(found)["feasible"] for _ in several] == [False, *(True for _ in several[1:])]


def test_so_are_those_of_loops_at_random():
    asked = []
    for seed in range(0, 12, 2):
        tree = random_instance(seed, tight=True, pins=seed % 4 == 0)
        if plan(read(tree)).status == "impossible":
            asked.append(asked_of(tree, atoms_in(explain(read(tree), candidate="c1")[0].rules)))

    assert len(asked) > 2
    found = iter(answers([one for several in asked for one in several]))
    for several in asked:
        assert [next(found)["feasible"] for _ in several] == [False, *(True for _ in several[1:])]


def test_every_change_that_is_offered_helps():
    for name, tree, planted in PLANTED[::4]:
        before = read(tree)
        _, changes, _ = explain(before, candidate="c1")
        # Nothing is offered against a conflict of interest by itself, but to train somebody else.
        assert changes, (name, planted)
        for some in [changes, *alternatives(before, candidate="c1")]:
            assert plan(apply(before, some)).status == "planned", (name, some)
            assert all(change.says and change.cost > 0 for change in some)


def one_limit_short() -> Tree:
    """Three who could hold the round, each kept from it in another way."""
    people = [
        interviewer("ada", weekly_limit=3, booked={"2026-03-23": 3}),
        interviewer("ben", weekly_limit=3, booked={"2026-03-24": 3}),
        interviewer("cem", busy=[["2026-03-25T23:00:00Z", "2026-03-27T12:00:00Z"]]),
        interviewer("dov", conflicts=["c1"]),
    ]
    return instance(people, [candidate()])


def test_the_sentence_tells_who_is_kept_away_by_what():
    names = Names(rounds={"r1": "3"}, kinds={"coding": "MLOps"}, people={"ada": "Ada"})

    conflict, changes, _ = explain(read(one_limit_short()), candidate="c1", names=names)

    assert conflict.says == (
        "Round 3 (MLOps) needs a qualified interviewer on 26 March: two have reached their weekly limit, "
        "one is busy, one may not meet this candidate."
    )
    assert {rule.rule for rule in conflict.rules} == {"limit", "calendar", "conflict"}
    assert [change.says for change in changes] == ["Raise Ada's weekly limit from 3 to 4."]


def test_there_is_more_than_one_way_out():
    found = alternatives(read(one_limit_short()), candidate="c1")

    assert [[change.change for change in changes] for changes in found] == [
        ["raise_weekly_limit"],
        ["open_window"],
        ["free_calendar"],
    ]
    assert [change.says for change in found[1]] == [
        "Open 27 March from 08:00 to 18:00 (Europe/Berlin) for c1."
    ]


def test_a_conflict_of_interest_is_named_and_never_offered():
    people = [interviewer("i1", conflicts=["c1"]), interviewer("i2", qualifications={"coding": "shadow"})]

    conflict, changes, _ = explain(read(instance(people, [candidate()])), candidate="c1")

    assert [(rule.rule, rule.round) for rule in conflict.rules] == [("conflict", "r1")]
    assert [(change.change, change.interviewer, change.cost) for change in changes] == [("qualify", "i2", 8)]


def test_with_nobody_at_all_there_is_nothing_to_offer():
    conflict, changes, _ = explain(read(instance([], [candidate()])), candidate="c1")

    assert [(rule.rule, rule.round) for rule in conflict.rules] == [("qualification", "r1")]
    assert changes == ()


def test_without_any_day_the_window_is_named():
    conflict, _, _ = explain(read(instance([interviewer()], [candidate()], days=[])), candidate="c1")

    assert [(rule.rule, rule.round) for rule in conflict.rules] == [("window", "r1")]


def test_an_order_in_a_circle_is_named_pair_by_pair():
    loop = candidate(rounds=[round_("r1"), round_("r2")], before=[["r1", "r2"], ["r2", "r1"]])

    conflict, changes, _ = explain(
        read(instance([interviewer("i1"), interviewer("i2")], [loop])), candidate="c1"
    )

    assert {rule.rounds for rule in conflict.rules} == {("r1", "r2"), ("r2", "r1")}
    assert [change.change for change in changes] == ["allow_order"]


def test_the_bookings_of_others_stay_and_are_told_as_a_busy_time():
    tree = instance(
        [interviewer()],
        [candidate("c1"), candidate("c2", windows=[[at("2026-03-26", "09:00"), at("2026-03-26", "10:00")]])],
    )
    tree["candidates"][0]["windows"] = tree["candidates"][1]["windows"]

    answer = plan(read(tree))

    assert answer.status == "partly_planned"
    assert len(answer.bookings) == len(answer.conflicts) == 1
    assert "calendar" in {rule.rule for rule in answer.conflicts[0].rules}
    assert {change.candidate for change in answer.changes} == {answer.conflicts[0].candidate}
