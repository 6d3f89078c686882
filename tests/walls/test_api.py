"""Every operation of the API × every person: who gets through, and that foreign things do not exist."""

from typing import Any

import pytest
from django.db import transaction
from drf_spectacular.generators import SchemaGenerator
from rest_framework.test import APIClient

from hiring.people.models import Member
from interviews.loops.models import LoopQuerySet
from tests.making import make_token
from tests.walls.doors import ADMIN, COMMITTEE, EVERY_PLANNER, EVERYBODY, OPENERS, PLANNERS, READERS, Door
from tests.walls.worlds import World, make_world

SEATED = frozenset({"own interviewer", "blind interviewer"})
METHODS = ("get", "post", "put", "patch", "delete")
# 400: the thing that the person may not use is no choice in the body.
REFUSALS = {400, 403, 404}

OPENING = {"title": "Opening", "level": "senior", "hiring_manager": "@manager", "must_have": ["@competency"]}
ROUND = {"kind": "coding", "title": "Round", "minutes": 60, "rubric": "@rubric", "loop": "@draft loop"}

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
    "GET red-flags/": Door(EVERYBODY),
    "GET red-flags/{id}/": Door(EVERYBODY, {"id": "red flag"}),
    "GET questions/": Door(EVERYBODY),
    "GET questions/{id}/": Door(EVERYBODY, {"id": "question"}),
    "GET loop-templates/": Door(EVERYBODY),
    "GET loop-templates/{id}/": Door(EVERYBODY, {"id": "template"}),
    "GET loops/": Door(EVERYBODY),
    "POST loops/": Door(PLANNERS, body={"candidacy": "@free candidacy", "template": "@template"}),
    "GET loops/{id}/": Door(READERS | SEATED, {"id": "running loop"}),
    "POST loops/{id}/publish/": Door(PLANNERS, {"id": "publishable loop"}),
    "POST loops/{id}/cancel/": Door(PLANNERS, {"id": "draft loop"}),
    "POST loops/{id}/reorder/": Door(
        PLANNERS, {"id": "draft loop"}, {"rounds": ["@draft round", "@seated round"]}
    ),
    "GET rounds/": Door(EVERYBODY),
    "POST rounds/": Door(PLANNERS, body=ROUND),
    "GET rounds/{id}/": Door(READERS, {"id": "draft round"}),
    "PATCH rounds/{id}/": Door(PLANNERS, {"id": "draft round"}, {"title": "Round", "version": 1}),
    "DELETE rounds/{id}/": Door(PLANNERS, {"id": "draft round"}),
    "POST rounds/{id}/questions/": Door(PLANNERS, {"id": "draft round"}, {"question": "@question"}),
    "DELETE rounds/{id}/questions/{chosen}/": Door(
        PLANNERS, {"id": "draft round", "chosen": "round question"}
    ),
    "GET seats/": Door(EVERYBODY),
    "POST seats/": Door(PLANNERS, body={"round": "@draft round", "member": "@member"}),
    "GET seats/{id}/": Door(READERS | SEATED, {"id": "owed seat"}),
    "DELETE seats/{id}/": Door(PLANNERS, {"id": "draft seat"}),
    "GET qualifications/": Door(EVERYBODY),
    "POST qualifications/": Door(
        EVERY_PLANNER, body={"member": "@member", "round_kind": "mlops", "stage": "shadow"}
    ),
    "GET qualifications/{id}/": Door(OPENERS | {"own interviewer"}, {"id": "qualification"}),
    "DELETE qualifications/{id}/": Door(EVERY_PLANNER, {"id": "qualification"}),
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
    body = None if method in {"GET", "DELETE"} else words.filled(door.body)
    with transaction.atomic():
        answer = (
            client.generic(method, address)
            if body is None
            else client.generic(
                method, address, data=client._encode_data(body, "json")[0], content_type="application/json"
            )
        )
        transaction.set_rollback(True)
    return answer


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def elsewhere(db: None) -> World:
    return make_world()


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
        answer = call(client, entry, OPERATIONS[entry], world, world).json()
        return {row["id"] for row in answer.get("results", [answer])}

    shared = {entry: ids_in(own, entry) & ids_in(foreign, entry) for entry in lists}
    assert {entry: ids for entry, ids in shared.items() if ids} == {}
    assert len(ids_in(own, "GET loops/")) >= 5


def test_without_a_token_nothing_answers(world: World) -> None:
    answers = {
        entry: call(APIClient(), entry, door, world, world).status_code for entry, door in OPERATIONS.items()
    }

    assert set(answers.values()) == {401}, answers
