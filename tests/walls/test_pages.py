"""Every page × every person: who gets through, and that another organization's things do not exist."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from hiring.people.models import Member
from interviews.loops.models import LoopQuerySet
from tests.walls.doors import ADMIN, COMMITTEE, EVERY_PLANNER, EVERYBODY, OPENERS, PLANNERS, READERS, Door
from tests.walls.worlds import World, make_world

# 422: the thing that the person may not use is no choice in their form.
REFUSALS = {403, 404, 422}
ROUND = {"title": "Round", "minutes": 60, "panel_size": 1, "brief": "", "version": 1}
OPENING = {
    "title": "Opening",
    "level": "senior",
    "description": "",
    "hiring_manager": "@manager",
    "must_have": ["@competency"],
}
SEATED = frozenset({"own interviewer", "blind interviewer"})

# Addresses for people who are no member yet; see tests/walls/test_entrance.py.
ENTRANCE = ("account_", "demo:", "healthz", "readyz")

PAGES: dict[str, Door] = {
    "GET people:list": Door(EVERYBODY),
    "GET people:new": Door(ADMIN),
    "POST people:new": Door(
        ADMIN, body={"email": "new@example.org", "name": "New", "roles": ["interviewer"], "time_zone": "UTC"}
    ),
    "GET people:edit": Door(ADMIN, {"pk": "member"}),
    "POST people:edit": Door(
        ADMIN,
        {"pk": "member"},
        {"roles": ["interviewer"], "title": "", "time_zone": "UTC", "is_active": "on", "version": 1},
    ),
    "POST people:switch": Door(EVERYBODY, body={"organization": "@organization"}),
    "GET candidates:list": Door(EVERYBODY),
    "GET candidates:new": Door(OPENERS),
    "POST candidates:new": Door(
        PLANNERS, body={"name": "Ada", "email": "", "time_zone": "UTC", "opening": "@opening"}
    ),
    "GET candidates:edit": Door(PLANNERS, {"pk": "candidate"}),
    "POST candidates:edit": Door(
        PLANNERS, {"pk": "candidate"}, {"name": "Ada", "email": "", "time_zone": "UTC", "version": 1}
    ),
    "GET candidates:consider": Door(PLANNERS, {"pk": "candidate"}),
    "POST candidates:consider": Door(EVERY_PLANNER, {"pk": "free candidate"}, {"opening": "@opening"}),
    "POST candidates:move": Door(PLANNERS, {"pk": "free candidacy"}, {"to": "withdrawn"}),
    "GET connections:tokens": Door(EVERYBODY),
    "POST connections:tokens": Door(EVERYBODY, body={"label": "For a script", "days": "90"}),
    "POST connections:revoke": Door(frozenset({"recruiter"}), {"pk": "token"}),
    "GET openings:list": Door(EVERYBODY),
    "GET openings:new": Door(OPENERS),
    "POST openings:new": Door(PLANNERS, body=OPENING),
    "GET openings:edit": Door(PLANNERS, {"pk": "opening"}),
    "POST openings:edit": Door(PLANNERS, {"pk": "opening"}, {**OPENING, "version": 1}),
    "POST openings:move": Door(PLANNERS, {"pk": "opening"}, {"to": "on_hold"}),
    "GET scales:list": Door(EVERYBODY),
    "GET scales:detail": Door(EVERYBODY, {"pk": "rubric"}),
    "GET library:list": Door(EVERYBODY),
    "GET library:detail": Door(EVERYBODY, {"pk": "question"}),
    "GET templates:list": Door(EVERYBODY),
    "GET templates:detail": Door(EVERYBODY, {"pk": "template"}),
    "GET staffing:round": Door(READERS, {"pk": "draft round"}),
    "POST staffing:revise": Door(PLANNERS, {"pk": "draft round"}, {**ROUND, "starts_at": ""}),
    "POST staffing:choose": Door(PLANNERS, {"pk": "draft round"}, {"question": "@question"}),
    "POST staffing:drop": Door(PLANNERS, {"pk": "draft round", "chosen": "round question"}),
    "POST staffing:seat": Door(PLANNERS, {"pk": "draft round"}, {"member": "@member", "part": "lead"}),
    "POST staffing:release": Door(PLANNERS, {"pk": "seated round", "held": "draft seat"}),
    "GET scorecards:list": Door(EVERYBODY),
    "GET scorecards:export": Door(EVERYBODY),
    "GET scorecards:fill": Door(frozenset({"blind interviewer"}), {"pk": "owed seat"}),
    "POST scorecards:fill": Door(
        frozenset({"blind interviewer"}), {"pk": "owed seat"}, {"version": 0, "mutation_id": "wall"}
    ),
    "POST scorecards:autosave": Door(
        frozenset({"blind interviewer"}), {"pk": "owed seat"}, {"version": 0, "mutation_id": "wall"}
    ),
    "GET scorecards:read": Door(READERS | {"own interviewer"}, {"pk": "scorecard"}),
    "GET debriefs:list": Door(EVERYBODY),
    "POST debriefs:open": Door(PLANNERS, body={"loop": "@finished loop"}),
    "GET debriefs:detail": Door(READERS | {"own interviewer"}, {"pk": "debrief"}),
    "POST debriefs:vote": Door(
        COMMITTEE, {"pk": "debrief"}, {"phase": "pre_vote", "value": "yes", "sentence": "Yes."}
    ),
    "POST debriefs:decide": Door(
        frozenset({"own manager"}), {"pk": "debrief"}, {"outcome": "hire", "rationale": "Clear."}
    ),
    "GET packets:list": Door(EVERYBODY),
    "POST packets:request": Door(READERS, body={"debrief": "@debrief"}),
    "GET packets:detail": Door(READERS, {"pk": "packet"}),
    "GET packets:file": Door(READERS, {"pk": "built packet"}),
    "POST packets:retry": Door(READERS, {"pk": "failed packet"}),
    "GET overview:home": Door(EVERYBODY),
    "GET overview:my_interviews": Door(EVERYBODY),
    "GET overview:loops": Door(EVERYBODY),
    "GET overview:loop": Door(READERS | SEATED, {"pk": "running loop"}),
    "POST overview:publish": Door(PLANNERS, {"pk": "publishable loop"}),
    "POST overview:cancel": Door(PLANNERS, {"pk": "draft loop"}),
    "POST overview:reorder": Door(
        PLANNERS, {"pk": "draft loop"}, {"order": ["@seated round", "@draft round"]}
    ),
    "GET overview:new_round": Door(PLANNERS, {"pk": "draft loop"}),
    "POST overview:new_round": Door(PLANNERS, {"pk": "draft loop"}, {**ROUND, "rubric": "@rubric"}),
    "POST overview:remove_round": Door(PLANNERS, {"pk": "draft loop", "round": "draft round"}),
    "GET overview:new_loop": Door(PLANNERS, {"pk": "free candidacy"}),
    "POST overview:new_loop": Door(
        PLANNERS, {"pk": "free candidacy"}, {"title": "Loop", "template": "@template"}
    ),
    "GET overview:opening": Door(READERS, {"pk": "opening"}),
    "GET overview:candidate": Door(READERS, {"pk": "candidate"}),
}


def names_of_pages() -> set[str]:
    """Every named address outside the API."""

    def walk(resolver: URLResolver, space: str) -> Iterator[str]:
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLPattern):
                yield f"{space}{pattern.name}"
            elif not str(pattern.pattern).startswith("api/"):
                yield from walk(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)

    return {name for name in walk(get_resolver(), "") if not name.startswith(ENTRANCE)}


def knock(client: Client, entry: str, door: Door, things: World, words: World) -> HttpResponse:
    """Send the request; whatever it changed is undone."""
    method, name = entry.split()
    address = reverse(name, kwargs={part: things[thing] for part, thing in door.path.items()})
    with transaction.atomic():
        answer: Any = (
            client.generic(method, address)
            if method != "POST"
            else client.post(address, words.filled(door.body))
        )
        transaction.set_rollback(True)
    return answer


def is_through(answer: HttpResponse) -> bool:
    return answer.status_code < 400 and "/accounts/login/" not in answer.headers.get("Location", "")


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def elsewhere(db: None) -> World:
    return make_world()


def signed_in(member: Member) -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(member.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_every_page_has_its_place_in_the_table() -> None:
    assert {entry.split()[1] for entry in PAGES} == names_of_pages()


@pytest.mark.parametrize("person", sorted(EVERYBODY))
def test_each_page_lets_in_exactly_whom_it_should(world: World, person: str) -> None:
    client = signed_in(world.people[person])
    wrong = {}
    for entry, door in PAGES.items():
        answer = knock(client, entry, door, world, world)
        expected = person in door.opens_for
        if is_through(answer) != expected or (not expected and answer.status_code not in REFUSALS):
            wrong[entry] = f"{answer.status_code}, though it should {'' if expected else 'not '}let in"

    assert wrong == {}


def answers_to_foreign_ids(world: World, elsewhere: World) -> dict[str, int]:
    """What an admin of another organization is answered at each page of a thing of this one."""
    client = signed_in(elsewhere.people["admin"])
    return {
        entry: knock(client, entry, door, world, elsewhere).status_code
        for entry, door in PAGES.items()
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

    assert answers["GET overview:loop"] == 200
    assert answers["GET library:detail"] == 404


def test_another_organizations_names_appear_nowhere(world: World, elsewhere: World) -> None:
    own, foreign = signed_in(world.people["admin"]), signed_in(elsewhere.people["admin"])
    pages = [entry for entry, door in PAGES.items() if not door.path and entry.startswith("GET")]

    def pages_that_show_it(client: Client) -> set[str]:
        return {
            entry
            for entry in pages
            if world.canary.encode() in b"".join(knock(client, entry, PAGES[entry], world, world))
        }

    assert pages_that_show_it(own)
    assert pages_that_show_it(foreign) == set()


@pytest.mark.parametrize("person", ["admin", "recruiter", "own manager", "own committee"])
def test_another_organizations_ids_in_a_form_are_no_choice(
    world: World, elsewhere: World, person: str
) -> None:
    client = signed_in(world.people[person])
    taken = {
        entry: answer.status_code
        for entry, door in PAGES.items()
        if entry.startswith("POST") and door.points_at_things and person in door.opens_for
        if is_through(answer := knock(client, entry, door, world, elsewhere))
    }

    assert taken == {}


def test_strangers_are_asked_to_sign_in(world: World) -> None:
    answers = {entry: knock(Client(), entry, door, world, world) for entry, door in PAGES.items()}

    assert {entry for entry, answer in answers.items() if is_through(answer)} == set()
    assert {answer.status_code for answer in answers.values()} == {302}


def test_a_method_that_is_not_in_the_table_is_not_taken(world: World) -> None:
    client = signed_in(world.people["admin"])
    wrong = {}
    for name in names_of_pages():
        listed = {entry.split()[0]: door for entry, door in PAGES.items() if entry.split()[1] == name}
        door = next(iter(listed.values()))
        for method in {"GET", "POST", "PUT", "DELETE"} - set(listed):
            status = knock(client, f"{method} {name}", door, world, world).status_code
            if status != 405:
                wrong[f"{method} {name}"] = status

    assert wrong == {}
