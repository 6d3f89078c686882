import json
from pathlib import Path

import pytest

from interviews.loops.composing.composition import schema
from interviews.loops.composing.instance import InstanceInvalid, parse, read
from tests.interviews.loops.composing.asking import composed
from tests.interviews.loops.composing.instances import example, loop, question, round_

SCHEMA = Path(__file__).resolve().parents[4] / "docs" / "formats" / "compose.schema.json"


def faults_of(tree):
    with pytest.raises(InstanceInvalid) as caught:
        parse(tree if isinstance(tree, str) else json.dumps(tree))
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"id": ""}, "questions[0].id: is empty."),
        ({"id": 7}, "questions[0].id: must be text."),
        ({"id": "\ud800"}, "questions[0].id: holds half a character (a lone surrogate)."),
        ({"minutes": 0}, "questions[0].minutes: must be at least 1."),
        ({"minutes": -20}, "questions[0].minutes: must be at least 1."),
        ({"minutes": 1441}, "questions[0].minutes: must be at most 1440."),
        ({"minutes": 20.5}, "questions[0].minutes: must be a whole number."),
        ({"minutes": True}, "questions[0].minutes: must be a whole number."),
        ({"asked_count": -1}, "questions[0].asked_count: must be at least 0."),
        ({"asked_count": 10**400}, "questions[0].asked_count: must be at most 1000000000."),
        ({"limit": -1}, "questions[0].limit: must be at least 0."),
        ({"difficulty": -1}, "questions[0].difficulty: must be at least 0."),
        ({"approved": 1}, "questions[0].approved: must be true or false."),
        ({"competencies": "drift"}, "questions[0].competencies: must be a list."),
        ({"colour": "red"}, "questions[0].colour: is unknown."),
    ],
)
def test_a_question_s_fault_is_named(changes, fault):
    assert faults_of(loop([question(**changes)], [])) == [fault]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"max_questions": 0}, "rounds[0].max_questions: must be at least 1."),
        ({"slack_minutes": 61}, "rounds[0].slack_minutes: is more than the round's 60 minutes."),
        ({"slack_minutes": -1}, "rounds[0].slack_minutes: must be at least 0."),
        ({"needs": {"drift": -1}}, "rounds[0].needs.drift: must be at least 0."),
        ({"needs": ["drift"]}, "rounds[0].needs: Input should be a valid dictionary."),
        ({"locked": ["q7"]}, "rounds[0].locked[0]: names question “q7”, which is not listed."),
        ({"locked": ["q1", "q1"]}, "rounds[0].locked: names “q1” 2 times."),
    ],
)
def test_a_round_s_fault_is_named(changes, fault):
    assert faults_of(loop([question()], [round_(**changes)])) == [fault]


def test_every_fault_is_named_at_once():
    tree = loop([question("a"), question("a")], [round_("r1", locked=["z"]), round_("r1")])

    assert faults_of(tree) == [
        "questions: names “a” 2 times.",
        "rounds: names “r1” 2 times.",
        "rounds[0].locked[0]: names question “z”, which is not listed.",
    ]


@pytest.mark.parametrize(
    ("text", "beginning"),
    [
        ("", "The text: is no JSON"),
        ("[" * 100_000, "The text: is nested too deeply."),
        (
            '{"format": "compose/1", "format": "compose/1"}',
            "The text: is no JSON (the name “format” stands twice)",
        ),
        ('{"questions": NaN}', "The text: is no JSON (NaN is no number)"),
        ("[]", "The text: must be an object."),
        ("{}", "questions: is missing."),
        ('{"format": "compose/2", "questions": [], "rounds": []}', "format: must be 'compose/1'."),
        (
            '{"format": "compose/1", "questions": [], "rounds": [], "limits": {"work": 0}}',
            "limits.work: must be",
        ),
    ],
)
def test_other_text_is_refused(text, beginning):
    assert faults_of(text)[0].startswith(beginning)


def test_what_has_a_natural_meaning_when_it_is_missing_may_be_missing():
    bare_question = {key: value for key, value in question().items() if key not in {"limit", "family"}}
    bare_round = {key: value for key, value in round_(minutes=20).items() if key not in {"needs", "locked"}}
    tree = {"format": "compose/1", "questions": [bare_question], "rounds": [bare_round]}

    assert read(tree) == read(loop([question()], [round_(minutes=20)]))
    assert composed(tree)["cost"] == 5


def test_the_schema_in_the_documents_is_the_one_that_is_read():
    assert SCHEMA.read_text() == schema()


def test_the_schema_speaks_of_instances_and_of_results():
    definitions = json.loads(schema())["$defs"]

    assert set(definitions["Instance"]["properties"]) == set(example())
    assert set(definitions["Composition"]["properties"]) == set(composed(example()))
    assert "recently_asked" in definitions["Question"]["required"]
    assert definitions["Question"]["additionalProperties"] is False
