"""Every operation of the API × every person: who gets through, and that foreign things do not exist."""

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from drf_spectacular.generators import SchemaGenerator
from rest_framework.test import APIClient

from hiring.people.models import Member
from interviews.loops.models import LoopQuerySet
from tests.making import in_days, make_token, on_a_monday
from tests.walls.doors import (
    ADMIN,
    COMMITTEE,
    EVERY_PLANNER,
    EVERYBODY,
    OPENERS,
    PLANNERS,
    PROPOSERS,
    READERS,
    SOON,
    Door,
    Sheet,
)
from tests.walls.worlds import World

# On which the worlds' loops can be planned.
MONDAY = on_a_monday(2).date().isoformat()
BOOKING = {"round": "@planned round", "start": "@planned start", "panel": ["@planned interviewer"]}
HIRING_DAY = {"title": "Engineers", "days": [MONDAY], "loops": ["@loop of the day"]}
SEATED = frozenset({"own interviewer", "blind interviewer"})
METHODS = ("get", "post", "put", "patch", "delete")
# 400: the thing that the person may not use is no choice in the body.
REFUSALS = {400, 403, 404}

QUESTION = {
    "title": "Question",
    "round_kind": "coding",
    "prompt": "What would you do about a leak of memory?",
    "minutes": 20,
    "difficulty": 3,
    "competencies": ["@competency"],
}
CRITERION = {
    "name": "Structure",
    "competency": "@competency",
    "anchors": [{"level": 1, "text": "One long script"}],
}
RUBRIC = {"name": "Rubric", "round_kind": "coding", "criteria": [CRITERION], "red_flags": ["@red flag"]}
OPENING = {"title": "Opening", "level": "senior", "hiring_manager": "@manager", "must_have": ["@competency"]}
ROUND = {"kind": "coding", "title": "Round", "minutes": 60, "rubric": "@rubric", "loop": "@draft loop"}
TEMPLATE = {
    "name": "Template",
    "level": "senior",
    "rounds": [
        {
            "kind": "coding",
            "title": "Round",
            "minutes": 60,
            "rubric": "@rubric",
            "competencies": [],
            "questions": ["@question"],
        }
    ],
}

OPERATIONS: dict[str, Door] = {
    "GET me/": Door(EVERYBODY),
    "GET members/": Door(EVERYBODY),
    "POST members/": Door(ADMIN, body={"email": "new@example.org", "name": "New", "roles": ["interviewer"]}),
    "GET members/{id}/": Door(EVERYBODY, {"id": "member"}),
    "PATCH members/{id}/": Door(ADMIN, {"id": "member"}, {"title": "Engineer", "version": 1}),
    "GET competencies/": Door(EVERYBODY),
    "GET competencies/{id}/": Door(EVERYBODY, {"id": "competency"}),
    "GET openings/": Door(EVERYBODY),
    "POST openings/": Door(PLANNERS, body=OPENING),
    "GET openings/{id}/": Door(READERS, {"id": "opening"}),
    "PATCH openings/{id}/": Door(PLANNERS, {"id": "opening"}, {"title": "Opening", "version": 1}),
    "POST openings/{id}/move/": Door(PLANNERS, {"id": "opening"}, {"to": "on_hold"}),
    "GET candidates/": Door(EVERYBODY),
    "POST candidates/": Door(PLANNERS, body={"name": "Ada", "opening": "@opening"}),
    "GET candidates/{id}/": Door(READERS, {"id": "candidate"}),
    "PATCH candidates/{id}/": Door(PLANNERS, {"id": "candidate"}, {"name": "Ada", "version": 1}),
    "GET candidacies/": Door(EVERYBODY),
    "POST candidacies/": Door(EVERY_PLANNER, body={"candidate": "@free candidate", "opening": "@opening"}),
    "GET candidacies/{id}/": Door(READERS, {"id": "candidacy"}),
    "POST candidacies/{id}/move/": Door(PLANNERS, {"id": "free candidacy"}, {"to": "withdrawn"}),
    "GET rubrics/": Door(EVERYBODY),
    "GET rubrics/{id}/": Door(EVERYBODY, {"id": "rubric"}),
    "POST rubrics/": Door(PROPOSERS, body=RUBRIC),
    "PATCH rubrics/{id}/": Door(
        PROPOSERS, {"id": "rubric"}, {"criteria": [CRITERION], "red_flags": ["@red flag"], "version": 0}
    ),
    "POST rubrics/{id}/publish/": Door(OPENERS, {"id": "drafted rubric"}, {"version": 1}),
    "POST rubrics/{id}/discard/": Door(OPENERS | {"other interviewer"}, {"id": "reworked rubric"}),
    "POST rubrics/{id}/retire/": Door(OPENERS, {"id": "rubric"}),
    "POST rubrics/{id}/reinstate/": Door(OPENERS, {"id": "retired rubric"}),
    "GET rubrics/{id}/versions/": Door(EVERYBODY, {"id": "reworked rubric"}),
    "GET rubrics/{id}/differences/": Door(EVERYBODY, {"id": "reworked rubric"}, {"old": 1, "new": 2}),
    "GET rubrics/{id}/checks/": Door(EVERYBODY, {"id": "rubric"}),
    "GET rubrics/{id}/versions/{number}/sheet/": Door(
        PROPOSERS - {"other interviewer"}, {"id": "drafted rubric", "number": "first"}
    ),
    "GET rubrics/{id}/versions/{number}/sorts/": Door(EVERYBODY, {"id": "rubric", "number": "first"}),
    "POST rubrics/{id}/versions/{number}/sorts/": Door(
        PROPOSERS - {"other interviewer"},
        {"id": "drafted rubric", "number": "first"},
        {"version": 1, "criteria": [{"position": 1, "levels": [2, 1, 3, 4]}]},
    ),
    "GET red-flags/": Door(EVERYBODY),
    "POST red-flags/": Door(OPENERS, body={"statement": "Has never been on call"}),
    "GET red-flags/{id}/": Door(EVERYBODY, {"id": "red flag"}),
    "PATCH red-flags/{id}/": Door(OPENERS, {"id": "red flag"}, {"statement": "Never on call", "version": 1}),
    "POST red-flags/{id}/retire/": Door(OPENERS, {"id": "red flag"}),
    "POST red-flags/{id}/reinstate/": Door(OPENERS, {"id": "retired flag"}),
    "GET questions/": Door(EVERYBODY),
    "GET questions/facets/": Door(EVERYBODY),
    "POST questions/": Door(PROPOSERS, body=QUESTION),
    "POST questions/similar/": Door(
        PROPOSERS, body={"prompt": "What would you do?", "leave_out": "@question"}
    ),
    "POST questions/approve/": Door(
        OPENERS, body={"questions": [{"question": "@reviewed question", "version": 1}]}
    ),
    "POST questions/tag/": Door(OPENERS, body={"questions": ["@question"], "add": ["drift"]}),
    "GET questions/{id}/": Door(EVERYBODY, {"id": "question"}),
    "PATCH questions/{id}/": Door(PROPOSERS, {"id": "question"}, {"minutes": 15, "version": 0}),
    "GET questions/{id}/versions/": Door(EVERYBODY, {"id": "question"}),
    "GET questions/{id}/differences/": Door(EVERYBODY, {"id": "question"}, {"old": 1, "new": 1}),
    "POST questions/{id}/submit/": Door(OPENERS | {"other interviewer"}, {"id": "draft question"}),
    "POST questions/{id}/take-back/": Door(
        OPENERS | {"other interviewer"}, {"id": "reviewed question"}, {"note": "Which hour?"}
    ),
    "POST questions/{id}/approve/": Door(OPENERS, {"id": "reviewed question"}, {"version": 1}),
    "POST questions/{id}/tag/": Door(OPENERS, {"id": "question"}, {"add": ["drift"]}),
    "POST questions/{id}/report-leak/": Door(EVERYBODY, {"id": "question"}, {"reason": "On a forum"}),
    "POST questions/{id}/lift/": Door(OPENERS, {"id": "leaked question"}, {"reason": "Another question"}),
    "GET questions/export/": Door(EVERYBODY, body={"question": "@question"}),
    "GET questions/{id}/use/": Door(EVERYBODY, {"id": "question"}),
    "POST questions/{id}/retire/": Door(OPENERS, {"id": "question"}),
    "GET quiz-items/": Door(EVERYBODY),
    "POST quiz-items/": Door(
        PROPOSERS, body={"prompt": "Which?", "options": ["This", "That"], "competencies": ["@competency"]}
    ),
    "POST quiz-items/approve/": Door(EVERYBODY, body={"items": ["@quiz item in review"]}),
    "GET quiz-items/{id}/": Door(EVERYBODY, {"id": "quiz item"}),
    "PATCH quiz-items/{id}/": Door(
        OPENERS | {"own interviewer"}, {"id": "quiz item"}, {"difficulty": 3, "version": 1}
    ),
    "POST quiz-items/{id}/submit/": Door(OPENERS | {"own interviewer"}, {"id": "quiz item"}),
    "POST quiz-items/{id}/take-back/": Door(OPENERS | {"own interviewer"}, {"id": "quiz item in review"}),
    "POST quiz-items/{id}/approve/": Door(OPENERS, {"id": "quiz item in review"}, {"version": 1}),
    "POST quiz-items/{id}/retire/": Door(OPENERS, {"id": "quiz item"}),
    "GET imports/": Door(EVERYBODY),
    "POST imports/": Door(PROPOSERS, body={"file": Sheet(b"Q: Why?\nA: So.\n")}, format="multipart"),
    "GET imports/{id}/": Door(PROPOSERS, {"id": "import"}),
    "POST imports/{id}/columns/": Door(PROPOSERS, {"id": "table import"}, {"columns": {"prompt": 0}}),
    "POST imports/{id}/retry/": Door(PROPOSERS, {"id": "failed import"}),
    "GET import-drafts/": Door(EVERYBODY),
    "GET import-drafts/{id}/": Door(PROPOSERS, {"id": "import draft"}),
    "PATCH import-drafts/{id}/": Door(PROPOSERS, {"id": "import draft"}, {"minutes": 20, "version": 1}),
    "POST import-drafts/{id}/accept/": Door(PROPOSERS, {"id": "import draft"}),
    "POST import-drafts/{id}/merge/": Door(PROPOSERS, {"id": "import draft"}, {"question": "@question"}),
    "POST import-drafts/{id}/dismiss/": Door(PROPOSERS, {"id": "import draft"}),
    "POST import-drafts/{id}/bring-back/": Door(PROPOSERS, {"id": "left out draft"}),
    "POST import-drafts/accept/": Door(PROPOSERS, body={"drafts": ["@import draft"]}),
    "POST import-drafts/merge/": Door(PROPOSERS, body={"drafts": ["@import draft"]}),
    "POST import-drafts/dismiss/": Door(PROPOSERS, body={"drafts": ["@import draft"]}),
    "GET loop-templates/": Door(EVERYBODY),
    "POST loop-templates/": Door(OPENERS, body=TEMPLATE),
    "GET loop-templates/{id}/": Door(EVERYBODY, {"id": "template"}),
    "GET loop-templates/{id}/versions/": Door(EVERYBODY, {"id": "template"}),
    "POST loop-templates/{id}/versions/": Door(OPENERS, {"id": "template"}, {**TEMPLATE, "version": 1}),
    "GET loop-templates/{id}/changes/": Door(EVERYBODY, {"id": "template"}, {"old": 1, "new": 1}),
    "POST loop-templates/{id}/retire/": Door(OPENERS, {"id": "template"}),
    "POST loop-templates/{id}/restore/": Door(OPENERS, {"id": "template"}),
    "GET loops/": Door(EVERYBODY),
    "POST loops/": Door(PLANNERS, body={"candidacy": "@free candidacy", "template": "@template"}),
    "GET loops/{id}/": Door(READERS | SEATED, {"id": "running loop"}),
    "POST loops/{id}/publish/": Door(PLANNERS, {"id": "publishable loop"}),
    "POST loops/{id}/cancel/": Door(PLANNERS, {"id": "draft loop"}),
    "POST loops/{id}/reorder/": Door(
        PLANNERS, {"id": "draft loop"}, {"rounds": ["@draft round", "@seated round"]}
    ),
    "GET loops/{id}/evaluation/": Door(READERS, {"id": "draft loop"}),
    "POST loops/{id}/compose/": Door(PLANNERS, {"id": "draft loop"}),
    "GET loops/{id}/composing/": Door(READERS, {"id": "draft loop"}),
    "GET loops/{id}/waivers/": Door(READERS, {"id": "draft loop"}),
    "POST loops/{id}/waivers/": Door(
        frozenset({"own manager"}), {"id": "draft loop"}, {"gap": "@gap", "reason": "Asked by mail."}
    ),
    "DELETE loops/{id}/waivers/{waiver}/": Door(
        frozenset({"own manager"}), {"id": "draft loop", "waiver": "waiver"}
    ),
    "GET rounds/": Door(EVERYBODY),
    "POST rounds/": Door(PLANNERS, body=ROUND),
    "GET rounds/{id}/": Door(READERS, {"id": "draft round"}),
    "PATCH rounds/{id}/": Door(PLANNERS, {"id": "draft round"}, {"title": "Round", "version": 1}),
    "POST rounds/{id}/use-current-rubric/": Door(PLANNERS, {"id": "draft round"}),
    "DELETE rounds/{id}/": Door(PLANNERS, {"id": "draft round"}),
    "POST rounds/{id}/questions/": Door(PLANNERS, {"id": "draft round"}, {"question": "@question"}),
    "DELETE rounds/{id}/questions/{chosen}/": Door(
        PLANNERS, {"id": "draft round", "chosen": "round question"}
    ),
    "POST rounds/{id}/questions/{chosen}/lock/": Door(
        PLANNERS, {"id": "draft round", "chosen": "round question"}
    ),
    "POST rounds/{id}/questions/{chosen}/unlock/": Door(
        PLANNERS, {"id": "draft round", "chosen": "round question"}
    ),
    "GET seats/": Door(EVERYBODY),
    "POST seats/": Door(PLANNERS, body={"round": "@draft round", "member": "@member"}),
    "GET seats/{id}/": Door(READERS | SEATED, {"id": "owed seat"}),
    "DELETE seats/{id}/": Door(PLANNERS, {"id": "draft seat"}),
    "GET seats/{id}/replacements/": Door(PLANNERS, {"id": "invited seat"}),
    "POST seats/{id}/replace/": Door(PLANNERS, {"id": "invited seat"}, {"member": "@stand-in"}),
    "GET qualifications/": Door(EVERYBODY),
    "POST qualifications/": Door(
        EVERY_PLANNER, body={"member": "@member", "round_kind": "mlops", "stage": "shadow"}
    ),
    "GET qualifications/{id}/": Door(OPENERS | {"own interviewer"}, {"id": "qualification"}),
    "DELETE qualifications/{id}/": Door(EVERY_PLANNER, {"id": "qualification"}),
    "POST qualifications/{id}/approve/": Door(
        frozenset({"own interviewer"}), {"id": "training"}, {"stage": "shadow"}
    ),
    "GET interviewers/": Door(EVERYBODY),
    "GET interviewers/{id}/": Door(OPENERS | {"other interviewer"}, {"id": "member"}),
    "PATCH interviewers/{id}/": Door(
        EVERY_PLANNER | {"other interviewer"}, {"id": "member"}, {"weekly_limit": 3, "version": 1}
    ),
    "GET interviewers/{id}/load/": Door(OPENERS | {"other interviewer"}, {"id": "member"}),
    "GET calendars/": Door(EVERYBODY),
    "POST calendars/": Door(
        EVERY_PLANNER | {"other interviewer"},
        body={"member": "@member", "content": "BEGIN:VCALENDAR\nEND:VCALENDAR"},
    ),
    "GET calendars/{id}/": Door(OPENERS | {"other interviewer"}, {"id": "calendar"}),
    "DELETE calendars/{id}/": Door(EVERY_PLANNER | {"other interviewer"}, {"id": "calendar"}),
    "POST calendars/{id}/refresh/": Door(OPENERS | {"other committee"}, {"id": "calendar by address"}),
    "GET candidate-windows/": Door(EVERYBODY),
    "POST candidate-windows/": Door(
        PLANNERS,
        body={
            "candidacy": "@candidacy",
            "windows": [{"starts_at": in_days(3, 9).isoformat(), "ends_at": in_days(3, 12).isoformat()}],
        },
    ),
    "GET candidate-windows/{id}/": Door(READERS, {"id": "window"}),
    "GET availability-requests/": Door(EVERYBODY),
    "POST availability-requests/": Door(
        PLANNERS, body={"candidacy": "@candidacy", "first_day": SOON, "last_day": SOON}
    ),
    "GET availability-requests/{id}/": Door(PLANNERS, {"id": "availability request"}),
    "DELETE availability-requests/{id}/": Door(PLANNERS, {"id": "availability request"}),
    "GET staffing-policy/": Door(EVERYBODY),
    "PATCH staffing-policy/": Door(EVERY_PLANNER, body={"break_minutes": 20, "version": 1}),
    "GET training-paths/": Door(EVERYBODY),
    "POST training-paths/": Door(
        EVERY_PLANNER, body={"round_kind": "mlops", "shadows": 1, "reverse_shadows": 1}
    ),
    "GET training-paths/{id}/": Door(EVERYBODY, {"id": "training path"}),
    "GET conflicts-of-interest/": Door(EVERYBODY),
    "POST conflicts-of-interest/": Door(
        EVERY_PLANNER, body={"member": "@member", "candidate": "@free candidate"}
    ),
    "GET conflicts-of-interest/{id}/": Door(PLANNERS | {"other committee"}, {"id": "conflict"}),
    "DELETE conflicts-of-interest/{id}/": Door(EVERY_PLANNER, {"id": "conflict"}),
    "GET invitations/": Door(EVERYBODY),
    "GET invitations/{id}/": Door(PLANNERS | {"blind interviewer"}, {"id": "invitation"}),
    "POST invitations/{id}/send-again/": Door(PLANNERS, {"id": "undelivered invitation"}),
    "POST invitations/{id}/answer/": Door(
        frozenset({"blind interviewer"}), {"id": "invitation"}, {"answer": "declined", "sequence": 0}
    ),
    "GET calendar-feed/": Door(EVERYBODY),
    "POST calendar-feed/": Door(EVERYBODY),
    "DELETE calendar-feed/": Door(EVERYBODY),
    "GET proposals/": Door(EVERYBODY),
    "POST proposals/": Door(PLANNERS, body={"loop": "@plannable loop", "stale_reason": "They told me."}),
    "GET proposals/{id}/": Door(PLANNERS, {"id": "proposal"}),
    "POST proposals/{id}/check/": Door(PLANNERS, {"id": "proposal"}, {"bookings": [BOOKING]}),
    "POST proposals/{id}/take/": Door(PLANNERS, {"id": "proposal"}, {"bookings": [BOOKING]}),
    "POST proposals/{id}/apply/": Door(
        EVERY_PLANNER, {"id": "clash"}, {"way": 0, "stale_reason": "They told me."}
    ),
    "GET hiring-days/": Door(EVERYBODY),
    "POST hiring-days/": Door(EVERY_PLANNER, body=HIRING_DAY),
    "GET hiring-days/{id}/": Door(EVERY_PLANNER, {"id": "hiring day"}),
    "PATCH hiring-days/{id}/": Door(EVERY_PLANNER, {"id": "hiring day"}, {"rooms": 3, "version": 1}),
    "POST hiring-days/{id}/plan/": Door(
        EVERY_PLANNER, {"id": "hiring day"}, {"stale_reason": "They told me."}
    ),
    "GET scorecards/": Door(EVERYBODY),
    "POST scorecards/": Door(
        frozenset({"blind interviewer"}), body={"seat": "@owed seat", "version": 0, "mutation_id": "wall"}
    ),
    "GET scorecards/{id}/": Door(READERS | SEATED, {"id": "scorecard"}),
    "POST scorecards/{id}/submit/": Door(frozenset({"own interviewer"}), {"id": "scorecard"}, {"version": 1}),
    "GET debriefs/": Door(EVERYBODY),
    "POST debriefs/": Door(PLANNERS, body={"loop": "@finished loop"}),
    "GET debriefs/{id}/": Door(READERS | {"own interviewer"}, {"id": "debrief"}),
    "GET votes/": Door(EVERYBODY),
    "POST votes/": Door(
        COMMITTEE, body={"debrief": "@debrief", "phase": "pre_vote", "value": "yes", "sentence": "Yes."}
    ),
    "GET votes/{id}/": Door(READERS | {"own interviewer"}, {"id": "vote"}),
    "GET decisions/": Door(EVERYBODY),
    "POST decisions/": Door(
        frozenset({"own manager"}), body={"debrief": "@debrief", "outcome": "hire", "rationale": "Clear."}
    ),
    "GET decisions/{id}/": Door(READERS | {"own interviewer"}, {"id": "decision"}),
    "GET packets/": Door(EVERYBODY),
    "POST packets/": Door(READERS, body={"debrief": "@debrief"}),
    "GET packets/{id}/": Door(READERS, {"id": "packet"}),
    "GET packets/{id}/file/": Door(READERS, {"id": "built packet"}),
    "POST packets/{id}/retry/": Door(READERS, {"id": "failed packet"}),
    "GET tokens/": Door(EVERYBODY),
    "POST tokens/": Door(EVERYBODY, body={"label": "For a script"}),
    "GET tokens/{id}/": Door(frozenset({"recruiter"}), {"id": "token"}),
    "DELETE tokens/{id}/": Door(frozenset({"recruiter"}), {"id": "token"}),
    "GET events/": Door(ADMIN),
    "GET events/{id}/": Door(ADMIN, {"id": "event"}),
}


def operations_of_the_schema() -> set[str]:
    paths = SchemaGenerator().get_schema(public=True)["paths"]
    return {
        f"{method.upper()} {path.removeprefix('/api/v1/')}"
        for path, methods in paths.items()
        for method in methods
        if method in METHODS
    }


def call(client: APIClient, entry: str, door: Door, things: World, words: World) -> Any:
    """Send the request; whatever it changed is undone."""
    method, path = entry.split()
    address = "/api/v1/" + path.format(**{part: things[thing] for part, thing in door.path.items()})
    said = words.filled(door.body)
    data, content_type = client._encode_data(said, door.format)
    with transaction.atomic():
        answer = (
            client.generic(method, address, QUERY_STRING=urlencode(said, doseq=True))
            if method in {"GET", "DELETE"}
            else client.generic(method, address, data=data, content_type=content_type or "application/json")
        )
        transaction.set_rollback(True)
    return answer


def with_token(member: Member) -> APIClient:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {make_token(member)}")
    return client


def test_every_operation_has_its_place_in_the_table() -> None:
    assert set(OPERATIONS) == operations_of_the_schema()


@pytest.mark.parametrize("person", sorted(EVERYBODY))
def test_each_operation_lets_in_exactly_whom_it_should(world: World, person: str) -> None:
    client = with_token(world.people[person])
    wrong = {}
    for entry, door in OPERATIONS.items():
        answer = call(client, entry, door, world, world)
        expected = person in door.opens_for
        if (answer.status_code < 400) != expected or (not expected and answer.status_code not in REFUSALS):
            wrong[entry] = f"{answer.status_code}, though it should {'' if expected else 'not '}let in"

    assert wrong == {}


def answers_to_foreign_ids(world: World, elsewhere: World) -> dict[str, int]:
    """What an admin of another organization is answered about each thing of this one."""
    client = with_token(elsewhere.people["admin"])
    return {
        entry: call(client, entry, door, world, elsewhere).status_code
        for entry, door in OPERATIONS.items()
        if door.path
    }


def test_another_organizations_things_do_not_exist(world: World, elsewhere: World) -> None:
    answers = answers_to_foreign_ids(world, elsewhere)

    assert set(answers.values()) == {404}, answers


def test_an_unfiltered_queryset_would_be_found(
    world: World, elsewhere: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Negative control: with one room's wall taken down, the walk finds its doors open."""
    monkeypatch.setattr(LoopQuerySet, "visible_to", lambda rows, member: rows.all())

    answers = answers_to_foreign_ids(world, elsewhere)

    assert answers["GET loops/{id}/"] == 200
    assert answers["GET questions/{id}/"] == 404


@pytest.mark.parametrize("person", ["admin", "recruiter", "own manager", "own committee"])
def test_another_organizations_ids_in_a_body_are_no_choice(
    world: World, elsewhere: World, person: str
) -> None:
    client = with_token(world.people[person])
    answers = {
        entry: call(client, entry, door, world, elsewhere).status_code
        for entry, door in OPERATIONS.items()
        if door.points_at_things and person in door.opens_for
    }

    assert answers
    # 409: an order of rounds that are not this loop's is taken for a stale one.
    assert set(answers.values()) <= {400, 409}, answers


def test_lists_show_nothing_of_another_organization(world: World, elsewhere: World) -> None:
    lists = [entry for entry, door in OPERATIONS.items() if entry.startswith("GET") and not door.path]
    own, foreign = with_token(world.people["admin"]), with_token(elsewhere.people["admin"])

    def ids_in(client: APIClient, entry: str) -> set[int]:
        answer = json.loads(b"".join(call(client, entry, OPERATIONS[entry], world, world)))
        return {row["id"] for row in answer.get("results", [answer]) if "id" in row}

    shared = {entry: ids_in(own, entry) & ids_in(foreign, entry) for entry in lists}
    assert {entry: ids for entry, ids in shared.items() if ids} == {}
    assert len(ids_in(own, "GET loops/")) >= 5


def test_without_a_token_nothing_answers(world: World) -> None:
    answers = {
        entry: call(APIClient(), entry, door, world, world).status_code for entry, door in OPERATIONS.items()
    }

    assert set(answers.values()) == {401}, answers
