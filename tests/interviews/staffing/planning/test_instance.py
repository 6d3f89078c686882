import json
from datetime import UTC, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from interviews.staffing.planning.instance import InstanceInvalid, parse, read
from interviews.staffing.planning.plan import schema
from tests.interviews.staffing.planning.instances import candidate, example, instance, interviewer, round_

SCHEMA = Path(__file__).resolve().parents[4] / "docs" / "formats" / "plan.schema.json"
PIN = {"start": "2026-03-26T09:00:00Z", "panel": ["i1"], "shadow": None}


def faults_of(tree):
    with pytest.raises(InstanceInvalid) as caught:
        parse(tree if isinstance(tree, str) else json.dumps(tree))
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"id": ""}, "interviewers[0].id: is empty."),
        ({"id": "\ud800"}, "interviewers[0].id: holds half a character (a lone surrogate)."),
        (
            {"time_zone": "Berlin"},
            "interviewers[0].time_zone: must be a time zone of the IANA list, such as Europe/Berlin.",
        ),
        (
            {"time_zone": "../../etc/passwd"},
            "interviewers[0].time_zone: must be a time zone of the IANA list, such as Europe/Berlin.",
        ),
        (
            {"working_hours": ["9:00", "17:00"]},
            "interviewers[0].working_hours[0]: must be a time of the day, such as 09:00.",
        ),
        (
            {"working_hours": ["17:00", "09:00"]},
            "interviewers[0].working_hours: must end after they begin.",
        ),
        (
            {"working_hours": ["09:00", "09:00"]},
            "interviewers[0].working_hours: must end after they begin.",
        ),
        (
            {"qualifications": {"coding": "expert"}},
            "interviewers[0].qualifications.coding: must be 'shadow', 'reverse_shadow' or 'qualified'.",
        ),
        ({"daily_limit": -1}, "interviewers[0].daily_limit: must be at least 0."),
        ({"weekly_limit": 1.5}, "interviewers[0].weekly_limit: must be a whole number."),
        ({"weekly_limit": True}, "interviewers[0].weekly_limit: must be a whole number."),
        (
            {"busy": [["2026-03-26T09:00:00", "2026-03-26T10:00:00Z"]]},
            ("interviewers[0].busy[0][0]: must be a date and time with its offset, "
            "such as 2026-03-26T13:00:00Z."),
        ),
        (
            {"busy": [["2026-03-26T10:00:00Z", "2026-03-26T09:59:59Z"]]},
            "interviewers[0].busy[0]: ends before it begins.",
        ),
        (
            {"busy": [["0001-01-01T00:00:00+23:59", "2026-03-26T09:59:59Z"]]},
            "interviewers[0].busy[0][0]: is no instant that there is.",
        ),
        (
            {"busy": [["2026-02-30T00:00:00Z", "2026-03-26T09:59:59Z"]]},
            "interviewers[0].busy[0][0]: is no instant that there is.",
        ),
        (
            {"avoid": "noon"},
            "interviewers[0].avoid: must be 'morning' or 'afternoon'.",
        ),
        ({"colour": "red"}, "interviewers[0].colour: is unknown."),
    ],
)  # fmt: skip
def test_an_interviewer_s_fault_is_named(changes, fault):
    assert faults_of(instance([interviewer(**changes)], [])) == [fault]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        (
            {"windows": [["2026-03-26T10:00:00Z", "2026-03-26T09:00:00Z"]]},
            "candidates[0].windows[0]: ends before it begins.",
        ),
        (
            {"before": [["r1", "r9"]]},
            "candidates[0].before[0][1]: names round “r9”, which is not listed.",
        ),
        ({"before": [["r1", "r1"]]}, "candidates[0].before[0]: sets round “r1” before itself."),
        ({"rounds": [round_(minutes=1441)]}, "candidates[0].rounds[0].minutes: must be at most 1440."),
        ({"rounds": [round_(minutes=0)]}, "candidates[0].rounds[0].minutes: must be at least 1."),
        ({"rounds": [round_(panel=0)]}, "candidates[0].rounds[0].panel: must be at least 1."),
        ({"rounds": [round_(), round_()]}, "candidates[0].rounds: names “r1” 2 times."),
    ],
)
def test_a_candidate_s_fault_is_named(changes, fault):
    assert faults_of(instance([interviewer()], [candidate(**changes)])) == [fault]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"panel": ["i1", "i1"]}, "panel[1]: seats “i1” again."),
        ({"panel": ["i9"]}, "panel[0]: names interviewer “i9”, who is not listed."),
        ({"shadow": "i9"}, "shadow: names interviewer “i9”, who is not listed."),
        ({"shadow": "i1"}, "shadow: seats “i1” again."),
    ],
)
def test_a_pin_s_fault_is_named(changes, fault):
    pinned = round_(pinned=PIN | changes, wants_shadow=True)

    assert faults_of(instance([interviewer()], [candidate(rounds=[pinned])])) == [
        f"candidates[0].rounds[0].pinned.{fault}"
    ]


@pytest.mark.parametrize(
    "changes", [{"start": "2026-03-26T09:10:30Z"}, {"panel": []}, {"panel": ["i1", "i2"]}]
)
def test_a_pin_is_a_fact_whatever_rule_it_breaks(changes):
    people = [interviewer("i1"), interviewer("i2")]

    assert read(instance(people, [candidate(rounds=[round_(pinned=PIN | changes)])]))


def test_nobody_is_pinned_as_a_shadow_where_none_is_wanted():
    people = [interviewer("i1"), interviewer("i2")]
    pinned = round_(pinned=PIN | {"shadow": "i2"})

    assert faults_of(instance(people, [candidate(rounds=[pinned])])) == [
        "candidates[0].rounds[0].pinned.shadow: sits in a round that wants no shadow."
    ]


def test_every_fault_is_named_at_once():
    tree = instance([interviewer(), interviewer()], [candidate(), candidate()], days=["2026-03-26"] * 3)
    tree["policy"]["lunch"] = {"minutes": 30, "from": "13:00", "to": "12:00"}

    assert faults_of(tree) == [
        "days: names “2026-03-26” 3 times.",
        "interviewers: names “i1” 2 times.",
        "candidates: names “c1” 2 times.",
        "policy.lunch: must end after it begins.",
    ]


@pytest.mark.parametrize(
    ("text", "beginning"),
    [
        ("", "The text: is no JSON"),
        ("[" * 100_000, "The text: is nested too deeply."),
        ('{"format": "plan/1", "format": "plan/1"}', "The text: is no JSON (the name “format” stands twice)"),
        ("[]", "The text: must be an object."),
        ("{}", "days: is missing."),
        (json.dumps(example() | {"format": "plan/2"}), "format: must be 'plan/1'."),
        (json.dumps(example() | {"days": ["26.03.2026"]}), "days[0]: must be a date of the years"),
        (json.dumps(example() | {"limits": {"work": 0}}), "limits.work: must be at least 1."),
    ],
)
def test_other_text_is_refused(text, beginning):
    assert faults_of(text)[0].startswith(beginning)


def test_what_has_a_natural_meaning_when_it_is_missing_may_be_missing():
    optional = {"booked", "recent_load", "busy", "conflicts", "avoid", "dislikes", "before", "panel"}
    optional |= {"wants_shadow", "pinned"}

    def bare(tree):
        return {key: value for key, value in tree.items() if key not in optional}

    tree = instance([bare(interviewer())], [bare(candidate(rounds=[bare(round_())]))])
    del tree["limits"]
    tree["policy"] = {"break_minutes": 15, "max_rounds_per_day": 5}

    assert read(tree) == read(instance([interviewer()], [candidate()]))


def test_instants_are_utc_and_clocks_are_of_their_zone():
    tree = instance(
        [interviewer(busy=[["2026-03-26T09:10:00+05:45", "2026-03-26T10:00:00+05:45"]])], [candidate()]
    )

    person = read(tree).interviewers[0]

    assert person.busy[0][0] == datetime(2026, 3, 26, 3, 25, tzinfo=UTC)
    assert (person.time_zone, person.working_hours[0]) == (ZoneInfo("Europe/Berlin"), time(9))


def test_a_window_that_ends_as_it_begins_holds_nothing_but_is_no_fault():
    assert read(instance([], [candidate(windows=[["2026-03-26T09:00:00Z", "2026-03-26T09:00:00Z"]])]))


def test_an_order_that_goes_round_in_a_circle_is_a_clash_of_rules_and_no_fault():
    loop = candidate(rounds=[round_("r1"), round_("r2")], before=[["r1", "r2"], ["r2", "r1"]])

    assert read(instance([], [loop])).candidates[0].before == (("r1", "r2"), ("r2", "r1"))


def test_the_schema_in_the_documents_is_the_one_that_is_read():
    assert SCHEMA.read_text() == schema()


def test_the_schema_speaks_of_instances_and_of_plans():
    definitions = json.loads(schema())["$defs"]

    assert set(definitions["Instance"]["properties"]) == set(example())
    assert set(definitions["Interviewer"]["properties"]) == set(interviewer())
    assert set(definitions["Lunch"]["properties"]) == {"minutes", "from", "to"}
    assert {"status", "bound", "bookings", "conflicts", "changes"} <= set(definitions["Plan"]["properties"])
    assert definitions["Round"]["additionalProperties"] is False
