import hashlib
import json
import re
from dataclasses import replace
from functools import reduce
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.packets.snapshot import SnapshotInvalid, canonical, parse, sha256_of
from tests.interviews.packets.samples import empty, sample, with_evidence


def tree_of(**options: Any) -> dict[str, Any]:
    return json.loads(canonical(sample(**options)))


def faults_of(tree: Any) -> list[str]:
    with pytest.raises(SnapshotInvalid) as caught:
        parse(tree if isinstance(tree, str) else json.dumps(tree))
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize("snapshot", [sample(), sample(is_decided=False, missing=2), empty()])
def test_a_snapshot_survives_being_written_and_read(snapshot):
    assert parse(canonical(snapshot)) == snapshot


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_survives_being_written_and_read(text):
    snapshot = with_evidence(text, interviewers=1, voters=0)

    assert parse(canonical(snapshot)) == snapshot
    assert canonical(parse(canonical(snapshot))) == canonical(snapshot)


def test_the_canonical_text_has_sorted_names_and_no_white_space():
    text = canonical(sample(candidate="Zoë"))

    assert text.startswith(
        '{"as_of":"2026-11-26T14:00:00+01:00","candidacy_id":9,"candidate":{"id":7,"name":"Zoë"'
    )
    assert text == json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def test_the_hash_is_that_of_the_canonical_text():
    assert sha256_of(sample()) == hashlib.sha256(canonical(sample()).encode()).hexdigest()


INSTANT = "must be a date and time with an offset, such as 2026-11-26T14:00:00+01:00"
STANCE = "must be one of strong_no, no, yes, strong_yes"


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        ("candidate.name", 7, "must be text"),
        ("candidate.id", True, "must be a whole number"),
        ("candidate.id", 0, "must be from 1 to 9007199254740991"),
        ("candidate", None, "must be an object"),
        ("as_of", "yesterday", INSTANT),
        ("as_of", "2026-11-26T14:00:00", INSTANT),
        ("as_of", "2026-11-26 14:00:00Z", INSTANT),
        ("scorecards", {}, "must be a list"),
        ("scorecards[1].ratings[0].value", 5, "must be from 1 to 4"),
        ("scorecards[1].ratings[0].value", 2.5, "must be a whole number"),
        ("scorecards[0].recommendation", "maybe", STANCE),
        ("scorecards[0].recommendation", [], STANCE),
        ("requirements[0].is_must_have", 1, "must be true or false"),
        ("rubrics[0].criteria[0].anchors", ["a"], "must hold 4 entries"),
        ("format", "fairloop-packet/9", "must be one of fairloop-packet/1"),
        ("requirements[0].competency_id", 99, "names competency 99, which is not listed"),
    ],
)
def test_a_fault_names_its_path(path, value, problem):
    tree = tree_of()
    steps: list[Any] = [int(step) if step.isdigit() else step for step in re.findall(r"\w+", path)]
    place = reduce(lambda inside, step: inside[step], steps[:-1], tree)
    place[steps[-1]] = value

    assert faults_of(tree) == [f"{path}: {problem}."]


def test_every_fault_is_named_at_once():
    tree = tree_of()
    tree["score"] = 3
    del tree["opening"]["title"]
    tree["votes"][2]["phase"] = "third"

    assert faults_of(tree) == [
        "score: is unknown.",
        "opening.title: is missing.",
        "votes[2].phase: must be one of pre_vote, vote.",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "The snapshot: is no JSON (Expecting value: line 1 column 1 (char 0))."),
        ('{"a": 1,', "The snapshot: is no JSON (Expecting property name"),
        ("[]", "The snapshot: must be an object."),
        ("null", "The snapshot: must be an object."),
        ('{"a": NaN}', "The snapshot: is no JSON (NaN is no number)."),
        ('{"a": 1, "a": 2}', "The snapshot: is no JSON (the name “a” stands twice)."),
        ("[" * 200_000, "The snapshot: is nested too deeply."),
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
        "candidacy_id: must be from 1 to 9007199254740991.",
    ]
