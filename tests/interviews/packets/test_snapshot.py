import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviews.packets.canonical import SnapshotInvalid, canonical, parse, schema, sha256_of
from tests.interviews.packets.samples import empty, sample, with_evidence

SCHEMA = Path(__file__).resolve().parents[3] / "docs" / "formats" / "packet.schema.json"


def tree_of(**options: Any) -> dict[str, Any]:
    return json.loads(canonical(sample(**options)))


def faults_of(tree: Any) -> list[str]:
    with pytest.raises(SnapshotInvalid) as caught:
        parse(tree if isinstance(tree, str) else json.dumps(tree))
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize("snapshot", [sample(), sample(is_decided=False, missing=2), empty()])
def test_a_snapshot_survives_being_written_and_read(snapshot):
    assert parse(canonical(snapshot)) == snapshot


@settings(deadline=None)  # the first example also works out how to read; a busy machine makes that long
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_survives_being_written_and_read(text):
    snapshot = with_evidence(text, interviewers=1, voters=0)

    assert parse(canonical(snapshot)) == snapshot
    assert canonical(parse(canonical(snapshot))) == canonical(snapshot)


def test_a_weight_is_told_and_its_absence_changes_no_byte():
    plain = sample(is_decided=False)
    [rubric, *others] = plain.rubrics
    weighed = replace(rubric, criteria=(replace(rubric.criteria[0], weight=3), *rubric.criteria[1:]))
    snapshot = replace(plain, rubrics=(weighed, *others))

    assert '"weight"' not in canonical(plain)
    assert canonical(snapshot).count('"weight":3') == 1
    assert parse(canonical(snapshot)) == snapshot


@pytest.mark.parametrize("weight", [0, 6, "3", 2.5])
def test_a_weight_is_a_whole_number_from_1_to_5(weight):
    tree = tree_of()
    tree["rubrics"][0]["criteria"][0]["weight"] = weight

    assert [fault.split()[0] for fault in faults_of(tree)] == ["rubrics[0].criteria[0].weight:"]


def test_the_canonical_text_has_sorted_names_and_no_white_space():
    text = canonical(sample(candidate="Zoë"))

    assert text.startswith(
        '{"as_of":"2026-11-26T14:00:00+01:00","candidacy_id":9,"candidate":{"id":7,"name":"Zoë"'
    )
    assert text == json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def test_the_hash_is_that_of_the_canonical_text():
    assert sha256_of(sample()) == hashlib.sha256(canonical(sample()).encode()).hexdigest()


INSTANT = "must be a date and time with an offset, such as 2026-11-26T14:00:00+01:00"
STANCE = "must be 'strong_no', 'no', 'yes' or 'strong_yes'"


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        ("candidate.name", 7, "must be text"),
        ("candidate.id", True, "must be a whole number"),
        ("candidate.id", 0, "must be at least 1"),
        ("candidate.id", 2**53, "must be at most 9007199254740991"),
        ("candidate.name", "\ud800", "holds half a character (a lone surrogate)"),
        ("candidate", None, "must be an object"),
        ("as_of", "yesterday", INSTANT),
        ("as_of", "2026-11-26T14:00:00", INSTANT),
        ("as_of", "2026-11-26 14:00:00Z", INSTANT),
        ("as_of", "20261126T14+01:00", INSTANT),
        ("as_of", "2026-11-31T14:00:00Z", INSTANT),
        ("as_of", "1899-11-26T14:00:00Z", INSTANT),
        ("scorecards", {}, "must be a list"),
        ("scorecards[1].ratings[0].value", 5, "must be at most 4"),
        ("scorecards[1].ratings[0].value", 2.5, "must be a whole number"),
        ("scorecards[0].recommendation", "maybe", STANCE),
        ("scorecards[0].recommendation", [], STANCE),
        ("requirements[0].is_must_have", 1, "must be true or false"),
        ("rubrics[0].criteria[0].anchors", ["a"] * 5, "must hold at most 4 entries"),
        ("format", "fairloop-packet/9", "must be 'fairloop-packet/1'"),
        ("requirements[0].competency_id", 99, "names competency 99, which is not listed"),
    ],
)
def test_a_fault_names_its_path(path, value, problem):
    tree = tree_of()
    steps: list[Any] = [int(step) if step.isdigit() else step for step in re.findall(r"\w+", path)]
    place = reduce(lambda inside, step: inside[step], steps[:-1], tree)
    place[steps[-1]] = value

    assert faults_of(tree) == [f"{path}: {problem}."]


def leaves_of(tree: Any, path: str = "") -> Iterator[tuple[Any, Any, str]]:
    """Each place in the tree that holds a text, a number or a truth: what it is in, its key, its path."""
    for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree):
        here = f"{path}[{key}]" if isinstance(tree, list) else f"{path}.{key}".lstrip(".")
        if isinstance(value, dict | list):
            yield from leaves_of(value, here)
        elif value is not None:
            yield tree, key, here


def test_no_value_is_taken_for_one_of_another_kind():
    tree = tree_of(interviewers=1, voters=1)
    for place, key, path in leaves_of(tree):
        value = place[key]
        for other in (True, 1, 1.0, "1", [], {}):
            if type(other) is not type(value):
                place[key] = other
                (said,) = faults_of(tree)
                assert said.startswith(f"{path}: must be ")
        place[key] = value


def test_nothing_may_be_left_out():
    tree = tree_of(interviewers=1, voters=1)
    for path in ("format", "candidate.title", "decision.label"):
        *steps, name = path.split(".")
        smaller = json.loads(json.dumps(tree))
        del reduce(lambda inside, step: inside[step], steps, smaller)[name]

        assert faults_of(smaller) == [f"{path}: is missing."]


def test_the_committed_schema_is_the_one_of_the_code():
    again = "from interviews.packets.canonical import *; print(schema(), end='')"

    assert SCHEMA.read_text(encoding="utf-8") == schema(), f"Write what this says: {again}"


def test_every_fault_is_named_at_once():
    tree = tree_of()
    tree["score"] = 3
    del tree["opening"]["title"]
    tree["votes"][2]["phase"] = "third"

    assert faults_of(tree) == [
        "opening.title: is missing.",
        "votes[2].phase: must be 'pre_vote' or 'vote'.",
        "score: is unknown.",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "The text: is no JSON (Expecting value: line 1 column 1 (char 0))."),
        ('{"a": 1,', "The text: is no JSON (Expecting property name"),
        ("[]", "The text: must be an object."),
        ("null", "The text: must be an object."),
        ('{"a": NaN}', "The text: is no JSON (NaN is no number)."),
        ('{"a": 1, "a": 2}', "The text: is no JSON (the name “a” stands twice)."),
        ("[" * 200_000, "The text: is nested too deeply."),
    ],
)
def test_a_text_that_is_no_snapshot_says_why(text, fault):
    (said,) = faults_of(text)

    assert said.startswith(fault)


def test_what_could_not_be_read_again_is_not_written():
    broken = replace(sample(), candidacy_id=-1, candidate=replace(sample().candidate, name="\ud800"))

    with pytest.raises(SnapshotInvalid) as caught:
        canonical(broken)

    assert [str(fault) for fault in caught.value.faults] == [
        "candidate.name: holds half a character (a lone surrogate).",
        "candidacy_id: must be at least 1.",
    ]
