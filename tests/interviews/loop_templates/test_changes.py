"""What changed between two plans, told without a database."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.loop_templates.changes import Change, Named, RoundRead, Sort, changes_between

CODING, DRIFT, MLOPS = Named(1, "Coding"), Named(2, "Drift"), Named(3, "MLOps")


def a_round(title: str = "Coding", *, kind: str = "coding", **said: object) -> RoundRead:
    plan: dict[str, object] = {
        "brief": "One task.",
        "minutes": 60,
        "break_minutes": 0,
        "place": "anywhere",
        "panel_size": 1,
        "rubric": CODING,
        "difficulty": 3,
        "question_count": 2,
    }
    return RoundRead(title=title, kind=kind, **{**plan, **said})  # type: ignore[arg-type]


def told(old: Sequence[RoundRead], new: Sequence[RoundRead]) -> list[tuple[str, str, object, object]]:
    return [(change.sort.value, change.round, change.old, change.new) for change in changes_between(old, new)]


FIRST, SECOND, THIRD = a_round("First"), a_round("Second"), a_round("Third")


def test_the_same_plan_has_not_changed() -> None:
    assert changes_between([FIRST, SECOND], [FIRST, SECOND]) == []


def test_a_round_is_added_where_it_stands_and_one_is_taken_out() -> None:
    oral = a_round("Oral", kind="oral")

    assert told([FIRST, SECOND], [FIRST, oral, SECOND]) == [("added", "Oral", None, 2)]
    assert told([FIRST, oral, SECOND], [FIRST, SECOND]) == [("removed", "Oral", 2, None)]


def test_as_few_rounds_as_possible_count_as_moved() -> None:
    assert told([FIRST, SECOND, THIRD], [THIRD, FIRST, SECOND]) == [("moved", "Third", 3, 1)]
    assert len(told([FIRST, SECOND, THIRD], [THIRD, SECOND, FIRST])) == 2


def test_a_round_that_is_called_otherwise_is_the_same_round() -> None:
    assert told([FIRST, a_round("Task")], [FIRST, a_round("Exercise")]) == [
        ("renamed", "Exercise", "Task", "Exercise")
    ]


def test_rounds_of_one_title_stay_together_whatever_their_kind() -> None:
    changes = changes_between([a_round("Talk", kind="oral")], [a_round("Talk", kind="behavioural")])

    assert changes == [Change(sort=Sort.CHANGED, round="Talk", field="kind", old="oral", new="behavioural")]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("minutes", 45),
        ("break_minutes", 10),
        ("place", "first"),
        ("panel_size", 2),
        ("rubric", MLOPS),
        ("difficulty", 5),
        ("question_count", 1),
        ("brief", "Another task."),
    ],
)
def test_each_field_is_told_by_what_it_was_and_is(field: str, value: object) -> None:
    changed = replace(FIRST, **{field: value})  # type: ignore[arg-type]

    (change,) = changes_between([FIRST, SECOND], [changed, SECOND])

    assert (change.sort, change.round, change.field) == (Sort.CHANGED, "First", field)
    assert (change.old, change.new) == (getattr(FIRST, field), value)


@pytest.mark.parametrize("field", ["competencies", "questions"])
def test_lists_are_told_name_by_name(field: str) -> None:
    before = replace(FIRST, **{field: frozenset({CODING, DRIFT})})  # type: ignore[arg-type]
    after = replace(FIRST, **{field: frozenset({DRIFT, MLOPS})})  # type: ignore[arg-type]

    assert told([before], [after]) == [("gained", "First", None, MLOPS), ("lost", "First", CODING, None)]


PLANS = st.lists(
    st.builds(
        a_round, st.sampled_from("ABC"), kind=st.sampled_from(["oral", "coding"]), minutes=st.integers(15, 17)
    ),
    max_size=6,
)


@given(PLANS, PLANS)
def test_no_round_is_lost_between_two_plans(old: list[RoundRead], new: list[RoundRead]) -> None:
    sorts = [change.sort for change in changes_between(old, new)]

    assert len(old) - sorts.count(Sort.REMOVED) + sorts.count(Sort.ADDED) == len(new)
    assert (changes_between(old, new) == []) == (old == new)
