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
from rubrics.competencies.round_kinds import RoundKind
from tests.making import on_a_monday
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
QUESTION = {
    "title": "Question",
    "round_kind": "coding",
    "form": "question",
    "prompt": "What would you do about a leak of memory?",
    "minutes": 20,
    "difficulty": 3,
    "competencies": ["@competency"],
    "is_different": "on",
}
QUIZ_ITEM = {"prompt": "Which?", "options": "This\nThat", "difficulty": 2}
QUESTION_DRAFT = {
    "title": "Why",
    "prompt": "Why?",
    "round_kind": "coding",
    "minutes": 10,
    "difficulty": 3,
    "then": "save",
}
RUBRIC = {
    "name": "Rubric",
    "round_kind": "coding",
    "guidance": "",
    "order": ["1"],
    "c1-name": "Structure",
    "c1-competency": "@competency",
    "c1-level_1": "One long script",
}
TEMPLATE = {
    "name": "Template",
    "level": "senior",
    "order": ["1"],
    "r1-title": "Round",
    "r1-rubric": "@rubric",
    "r1-minutes": 60,
    "r1-break_minutes": 0,
    "r1-place": "anywhere",
    "r1-panel_size": 1,
    "r1-question_count": 2,
    "r1-difficulty": 3,
}
# On which the worlds' loops can be planned.
MONDAY = on_a_monday(2).date().isoformat()
ADJUSTED = {
    "wish": "fewest_days",
    "start-@planned round": "@planned time",
    "seat-0-@planned round": "@planned interviewer",
}
HIRING_DAY = {
    "title": "Engineers",
    "first_day": MONDAY,
    "last_day": MONDAY,
    "loops": ["@loop of the day"],
}
HOURS = {"works_from": "09:00", "works_to": "17:00", "daily_limit": 2, "weekly_limit": 3}
POLICY = {
    "break_minutes": 15,
    "max_rounds_per_day": 5,
    "lunch_minutes": 45,
    "lunch_from": "12:00",
    "lunch_to": "13:00",
    "fair_from": 1,
    "fair_to": 4,
    "calendar_hours": 24,
    "version": 1,
}
PATHS = {f"{kind}-{name}": 1 for kind in RoundKind.values for name in ("shadows", "reverse_shadows")}
SEATED = frozenset({"own interviewer", "blind interviewer"})

# Addresses for people who are no member yet; see tests/walls/test_entrance.py.
ENTRANCE = (
    "account_",
    "availability:answer",
    "demo:",
    "feeds:read",
    "healthz",
    "invitations:answer",
    "readyz",
)

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
    "GET connections:tokens": Door(EVERYBODY),
    "POST connections:tokens": Door(EVERYBODY, body={"label": "For a script", "days": "90"}),
    "POST connections:revoke": Door(frozenset({"recruiter"}), {"pk": "token"}),
    "GET openings:list": Door(EVERYBODY),
    "GET openings:new": Door(OPENERS),
    "POST openings:new": Door(PLANNERS, body=OPENING),
    "GET openings:edit": Door(PLANNERS, {"pk": "opening"}),
    "POST openings:edit": Door(PLANNERS, {"pk": "opening"}, {**OPENING, "version": 1}),
    "POST openings:move": Door(PLANNERS, {"pk": "opening"}, {"to": "on_hold"}),
    "GET rubrics:list": Door(EVERYBODY),
    "GET rubrics:use": Door(EVERYBODY, {"pk": "rubric"}),
    "GET scales:detail": Door(EVERYBODY, {"pk": "rubric"}),
    "GET scales:version": Door(EVERYBODY, {"pk": "rubric", "number": "first"}),
    "GET scales:compare": Door(EVERYBODY, {"pk": "reworked rubric"}),
    "GET scales:new": Door(PROPOSERS),
    "POST scales:new": Door(PROPOSERS, body=RUBRIC),
    "POST scales:check": Door(PROPOSERS, body={"order": ["1"], "c1-name": "Structure"}),
    "GET scales:edit": Door(PROPOSERS, {"pk": "rubric"}),
    "POST scales:edit": Door(PROPOSERS, {"pk": "rubric"}, {**RUBRIC, "version": 0}),
    "POST scales:publish": Door(OPENERS, {"pk": "drafted rubric"}, {"version": 1}),
    "POST scales:discard": Door(OPENERS | {"other interviewer"}, {"pk": "reworked rubric"}),
    "POST scales:retire": Door(OPENERS, {"pk": "rubric"}),
    "POST scales:reinstate": Door(OPENERS, {"pk": "retired rubric"}),
    "GET scales:sort": Door(PROPOSERS - {"other interviewer"}, {"pk": "drafted rubric", "number": "first"}),
    "POST scales:sort": Door(
        PROPOSERS - {"other interviewer"},
        {"pk": "drafted rubric", "number": "first"},
        {"state": 1, "p1-1": 2, "p1-2": 1, "p1-3": 3, "p1-4": 4},
    ),
    "GET scales:flags": Door(EVERYBODY),
    "GET scales:new_flag": Door(OPENERS),
    "POST scales:new_flag": Door(OPENERS, body={"statement": "Has never been on call", "description": ""}),
    "GET scales:flag": Door(EVERYBODY, {"pk": "red flag"}),
    "POST scales:flag": Door(
        OPENERS, {"pk": "red flag"}, {"statement": "Never on call", "description": "", "version": 1}
    ),
    "POST scales:retire_flag": Door(OPENERS, {"pk": "red flag"}),
    "POST scales:reinstate_flag": Door(OPENERS, {"pk": "retired flag"}),
    "GET library:list": Door(EVERYBODY),
    "GET library:review": Door(EVERYBODY),
    "POST library:bulk": Door(
        OPENERS, body={"do": "add_tag", "tag": "drift", "question": ["@question", "@draft question"]}
    ),
    "GET library:new": Door(PROPOSERS),
    "POST library:new": Door(PROPOSERS, body=QUESTION),
    "POST library:similar": Door(PROPOSERS, body={"title": "Question", "prompt": "What would you do?"}),
    "GET library:detail": Door(EVERYBODY, {"pk": "question"}),
    "GET library:version": Door(EVERYBODY, {"pk": "question", "number": "first"}),
    "GET library:compare": Door(EVERYBODY, {"pk": "question"}),
    "GET library:edit": Door(PROPOSERS, {"pk": "question"}),
    "POST library:edit": Door(PROPOSERS, {"pk": "question"}, {**QUESTION, "version": 0}),
    "POST library:submit": Door(OPENERS | {"other interviewer"}, {"pk": "draft question"}),
    "POST library:take_back": Door(OPENERS | {"other interviewer"}, {"pk": "reviewed question"}),
    "POST library:approve": Door(OPENERS, {"pk": "reviewed question"}, {"version": 1}),
    "POST library:report": Door(EVERYBODY, {"pk": "question"}, {"leak-reason": "On a forum"}),
    "POST library:lift": Door(OPENERS, {"pk": "leaked question"}, {"lift-reason": "Another question"}),
    "GET exporting:library": Door(EVERYBODY, body={"as": "json", "question": "@question"}),
    "GET exposure:asked": Door(EVERYBODY, {"pk": "question"}),
    "GET exposure:retire": Door(OPENERS, body={"question": "@question"}),
    "POST exposure:retire": Door(OPENERS, body={"question": "@question"}),
    "GET quizzes:list": Door(EVERYBODY),
    "GET quizzes:new": Door(PROPOSERS),
    "POST quizzes:new": Door(PROPOSERS, body={**QUIZ_ITEM, "competencies": ["@competency"]}),
    "POST quizzes:approve_ticked": Door(OPENERS, body={"items": ["@quiz item in review"]}),
    "GET quizzes:detail": Door(EVERYBODY, {"pk": "quiz item"}),
    "GET quizzes:edit": Door(OPENERS | {"own interviewer"}, {"pk": "quiz item"}),
    "POST quizzes:edit": Door(
        OPENERS | {"own interviewer"}, {"pk": "quiz item"}, {**QUIZ_ITEM, "version": 1}
    ),
    "POST quizzes:submit": Door(OPENERS | {"own interviewer"}, {"pk": "quiz item"}),
    "POST quizzes:take_back": Door(OPENERS | {"own interviewer"}, {"pk": "quiz item in review"}),
    "POST quizzes:approve": Door(OPENERS, {"pk": "quiz item in review"}, {"version": 1}),
    "POST quizzes:retire": Door(OPENERS, {"pk": "quiz item"}),
    "GET importing:documents": Door(PROPOSERS),
    "GET importing:upload": Door(PROPOSERS),
    "POST importing:upload": Door(
        PROPOSERS, body={"documents": Sheet(b"Q: Why?\nA: So.\n"), "round_kind": "coding"}
    ),
    "GET importing:document": Door(PROPOSERS, {"pk": "import"}),
    "GET importing:columns": Door(PROPOSERS, {"pk": "table import"}),
    "POST importing:columns": Door(PROPOSERS, {"pk": "table import"}, {"column_0": "prompt"}),
    "POST importing:retry": Door(PROPOSERS, {"pk": "failed import"}),
    "POST importing:decide_ticked": Door(
        PROPOSERS, {"pk": "import"}, {"to": "accept", "drafts": ["@import draft"]}
    ),
    "GET importing:draft": Door(PROPOSERS, {"pk": "import draft"}),
    "POST importing:draft": Door(
        PROPOSERS, {"pk": "import draft"}, {**QUESTION_DRAFT, "competencies": ["@competency"], "version": 1}
    ),
    "POST importing:accept": Door(PROPOSERS, {"pk": "import draft"}),
    "GET importing:merge": Door(PROPOSERS, {"pk": "import draft"}),
    "POST importing:merge": Door(PROPOSERS, {"pk": "import draft"}),
    "POST importing:dismiss": Door(PROPOSERS, {"pk": "import draft"}),
    "POST importing:bring_back": Door(PROPOSERS, {"pk": "left out draft"}),
    "GET templates:list": Door(EVERYBODY),
    "GET templates:new": Door(OPENERS),
    "POST templates:new": Door(OPENERS, body=TEMPLATE),
    "GET templates:detail": Door(EVERYBODY, {"pk": "template"}),
    "GET templates:version": Door(EVERYBODY, {"pk": "template", "number": "first"}),
    "GET templates:compare": Door(EVERYBODY, {"pk": "template"}),
    "GET templates:edit": Door(OPENERS, {"pk": "template"}),
    "POST templates:edit": Door(OPENERS, {"pk": "template"}, {**TEMPLATE, "version": 1}),
    "POST templates:retire": Door(OPENERS, {"pk": "template"}),
    "POST templates:restore": Door(OPENERS, {"pk": "template"}),
    "GET staffing:round": Door(READERS, {"pk": "draft round"}),
    "POST staffing:revise": Door(PLANNERS, {"pk": "draft round"}, {**ROUND, "starts_at": ""}),
    "POST staffing:move_rubric": Door(PLANNERS, {"pk": "draft round"}),
    "POST staffing:choose": Door(PLANNERS, {"pk": "draft round"}, {"question": "@question"}),
    "POST staffing:drop": Door(PLANNERS, {"pk": "draft round", "chosen": "round question"}),
    "POST staffing:seat": Door(PLANNERS, {"pk": "draft round"}, {"member": "@member", "part": "lead"}),
    "POST staffing:release": Door(PLANNERS, {"pk": "seated round", "held": "draft seat"}),
    "POST composer:publish": Door(PLANNERS, {"pk": "publishable loop"}),
    "POST composer:reorder": Door(
        PLANNERS, {"pk": "draft loop"}, {"order": ["@seated round", "@draft round"]}
    ),
    "POST composer:add": Door(PLANNERS, {"pk": "draft loop"}, {"rubric": "@rubric"}),
    "POST composer:revise": Door(
        PLANNERS,
        {"pk": "draft loop", "round": "draft round"},
        {**ROUND, "break_minutes": 15, "question_count": 2, "difficulty": 3},
    ),
    "POST composer:remove": Door(PLANNERS, {"pk": "draft loop", "round": "draft round"}),
    "GET composer:library": Door(PLANNERS, {"pk": "draft loop", "round": "draft round"}),
    "POST composer:choose": Door(
        PLANNERS, {"pk": "draft loop", "round": "draft round"}, {"question": "@question"}
    ),
    "POST composer:lock": Door(PLANNERS, {"pk": "draft loop", "chosen": "round question"}),
    "POST composer:drop": Door(PLANNERS, {"pk": "draft loop", "chosen": "round question"}),
    "POST composer:waive": Door(
        frozenset({"own manager"}), {"pk": "draft loop"}, {"gap": "@gap", "reason": "We pair."}
    ),
    "POST composer:withdraw": Door(frozenset({"own manager"}), {"pk": "draft loop", "waiver": "waiver"}),
    "POST composer:compose": Door(PLANNERS, {"pk": "draft loop"}),
    "GET composer:composing": Door(PLANNERS, {"pk": "draft loop"}),
    "GET interviewers:list": Door(EVERYBODY),
    "GET interviewers:own": Door(EVERYBODY),
    "GET interviewers:detail": Door(OPENERS | {"other interviewer", "own interviewer"}, {"pk": "member"}),
    "POST interviewers:profile": Door(
        EVERY_PLANNER | {"other interviewer"}, {"pk": "member"}, {**HOURS, "version": 1}
    ),
    "POST interviewers:note_stage": Door(
        EVERY_PLANNER, {"pk": "member"}, {"round_kind": "mlops", "stage": "shadow"}
    ),
    "POST interviewers:approve": Door(
        frozenset({"own interviewer"}), {"pk": "training"}, {"stage": "shadow"}
    ),
    "POST interviewers:note_conflict": Door(
        EVERY_PLANNER, {"pk": "member"}, {"candidate": "@free candidate"}
    ),
    "POST interviewers:withdraw_conflict": Door(EVERY_PLANNER, {"pk": "conflict"}),
    "POST interviewers:calendar_address": Door(
        EVERY_PLANNER | {"other interviewer"}, {"pk": "member"}, {"address": "https://calendar.example/"}
    ),
    "POST interviewers:calendar_file": Door(
        EVERY_PLANNER | {"other interviewer"},
        {"pk": "member"},
        {"file": Sheet(b"BEGIN:VCALENDAR\nEND:VCALENDAR\n")},
    ),
    "POST interviewers:calendar_refresh": Door(
        OPENERS | {"other committee"}, {"pk": "member with an address"}
    ),
    "POST interviewers:calendar_drop": Door(
        EVERY_PLANNER | {"other committee"}, {"pk": "member with an address"}
    ),
    "GET interviewers:policy": Door(EVERY_PLANNER),
    "POST interviewers:policy": Door(EVERY_PLANNER, body=POLICY),
    "POST interviewers:paths": Door(EVERY_PLANNER, body=PATHS),
    "GET availability:times": Door(PLANNERS, {"pk": "candidacy"}),
    "POST availability:times": Door(
        PLANNERS, {"pk": "candidacy"}, {"w0-day": SOON, "w0-starts": "09:00", "w0-ends": "12:00"}
    ),
    "POST availability:ask": Door(PLANNERS, {"pk": "candidacy"}, {"first_day": SOON, "last_day": SOON}),
    "POST availability:close": Door(PLANNERS, {"pk": "availability request"}),
    "GET scheduling:loop": Door(PLANNERS, {"pk": "draft loop"}),
    "POST scheduling:propose": Door(
        PLANNERS, {"pk": "plannable loop"}, {"days": [MONDAY], "stale_reason": "They told me."}
    ),
    "GET scheduling:progress": Door(PLANNERS, {"pk": "plannable loop"}),
    "POST scheduling:check": Door(PLANNERS, {"pk": "plannable loop", "proposal": "proposal"}, ADJUSTED),
    "POST scheduling:take": Door(
        PLANNERS, {"pk": "plannable loop", "proposal": "proposal"}, {"wish": "fewest_days"}
    ),
    "POST scheduling:take_adjusted": Door(
        PLANNERS, {"pk": "plannable loop", "proposal": "proposal"}, ADJUSTED
    ),
    "POST scheduling:apply": Door(EVERY_PLANNER, {"pk": "clashing loop", "proposal": "clash"}, {"way": "0"}),
    "GET scheduling:hiring_days": Door(EVERY_PLANNER),
    "GET scheduling:new_hiring_day": Door(EVERY_PLANNER),
    "POST scheduling:new_hiring_day": Door(EVERY_PLANNER, body=HIRING_DAY),
    "GET scheduling:hiring_day": Door(EVERY_PLANNER, {"pk": "hiring day"}),
    "GET scheduling:edit_hiring_day": Door(EVERY_PLANNER, {"pk": "hiring day"}),
    "POST scheduling:edit_hiring_day": Door(
        EVERY_PLANNER, {"pk": "hiring day"}, {**HIRING_DAY, "version": 1}
    ),
    "POST scheduling:plan_day": Door(EVERY_PLANNER, {"pk": "hiring day"}, {"stale_reason": "They told me."}),
    "GET scheduling:day_progress": Door(EVERY_PLANNER, {"pk": "hiring day"}),
    "POST scheduling:take_day": Door(
        EVERY_PLANNER, {"pk": "hiring day", "proposal": "plan of the day"}, {"loop": ["@loop of the day"]}
    ),
    "POST scheduling:apply_day": Door(
        EVERY_PLANNER, {"pk": "hiring day", "proposal": "plan of the day"}, {"way": "0"}
    ),
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
    "GET scheduling:replacements": Door(PLANNERS, {"pk": "invited seat"}),
    "POST scheduling:replacements": Door(PLANNERS, {"pk": "invited seat"}, {"member": "@stand-in"}),
    "POST scheduling:move_round": Door(PLANNERS, {"pk": "invited round"}),
    "POST invitations:again": Door(PLANNERS, {"pk": "undelivered invitation"}),
    "GET invitations:own": Door(frozenset({"blind interviewer"}), {"pk": "invitation"}),
    "POST invitations:own": Door(
        frozenset({"blind interviewer"}), {"pk": "invitation"}, {"answer": "declined", "sequence": 0}
    ),
    "GET feeds:settings": Door(EVERYBODY),
    "POST feeds:settings": Door(EVERYBODY),
    "POST feeds:end": Door(EVERYBODY),
    "GET overview:home": Door(EVERYBODY),
    "GET overview:my_interviews": Door(EVERYBODY),
    "GET overview:loops": Door(EVERYBODY),
    "GET overview:loop": Door(READERS | SEATED, {"pk": "running loop"}),
    "POST overview:cancel": Door(PLANNERS, {"pk": "draft loop"}),
    "GET overview:new_loop": Door(PLANNERS, {"pk": "free candidacy"}),
    "POST overview:new_loop": Door(
        PLANNERS, {"pk": "free candidacy"}, {"title": "Loop", "template": "@template"}
    ),
    "POST overview:move_candidacy": Door(PLANNERS, {"pk": "free candidacy"}, {"to": "withdrawn"}),
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
        send = {"GET": client.get, "POST": client.post}.get(method)
        answer: Any = send(address, words.filled(door.body)) if send else client.generic(method, address)
        transaction.set_rollback(True)
    return answer


def is_through(answer: HttpResponse) -> bool:
    return answer.status_code < 400 and "/accounts/login/" not in answer.headers.get("Location", "")


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
