"""Whatever a program sends to the API, by whichever role, the answer is one that the schema documents."""

import copy
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
import schemathesis
from django.conf import settings
from django.db import transaction
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from rest_framework.test import APIClient
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from hiring.people.models import Role
from tests.everything import Everything, make_everything
from tests.making import make_organization, make_token

pytestmark = pytest.mark.django_db

SCHEMA = schemathesis.openapi.from_path(Path(settings.BASE_DIR) / "docs" / "openapi.yaml")
OPERATIONS = {found.ok().label: found.ok() for found in SCHEMA.get_all_operations()}
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
# The same cases every time, unless more are asked for.
ASKED_FOR = int(os.environ.get("FAIRLOOP_FUZZ_EXAMPLES", "0"))
EFFORT = hypothesis_settings(
    max_examples=ASKED_FOR or 15,
    derandomize=not ASKED_FOR,
    database=None,
    deadline=None,
    # A failing case is told as it was found; making it smaller would take minutes.
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
# Which resource a field's id is one of, where their names differ.
MEANING = {
    "candidacy": "candidacies",
    "competency": "competencies",
    "document": "imports",
    "drafts": "import-drafts",
    "items": "quiz-items",
    "must_have": "competencies",
    "nice_to_have": "competencies",
    "template": "loop-templates",
}
IN_A_ROLE = {"hiring_manager": Role.HIRING_MANAGER, "committee": Role.COMMITTEE}


@dataclass(frozen=True)
class Ground:
    """Two organizations with one of everything, and a program for each role of the first, and for nobody."""

    own: Everything
    foreign: Everything
    clients: dict[str, APIClient]

    def ids_of(self, resource: str) -> list[int]:
        """Ids of such rows, most of them of the organization's own."""
        if resource not in self.own.rows:
            return []
        own, foreign = self.own.rows[resource], self.foreign.rows[resource]
        return [row.pk for row in (own, self.own.unfinished.get(resource, own), own, foreign)]

    def ids_for(self, name: str) -> list[int]:
        """Ids that a field or filter of this name asks for; none if it asks for something else."""
        if name in IN_A_ROLE:
            return [world.people[IN_A_ROLE[name]].pk for world in (self.own, self.own, self.foreign)]
        return self.ids_of(MEANING.get(name) or f"{name.replace('_', '-')}s")


@pytest.fixture(scope="module")
def ground(django_db_setup: None, django_db_blocker: Any) -> Iterator[Ground]:
    """Made once, and taken back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        own, foreign = (make_everything(make_organization()) for _ in range(2))
        clients = {}
        for role, member in own.people.items():
            clients[role] = APIClient(raise_request_exception=False)
            clients[role].credentials(HTTP_AUTHORIZATION=f"Bearer {make_token(member)}")
        clients["nobody"] = APIClient(raise_request_exception=False)
        yield Ground(own, foreign, clients)
        transaction.set_rollback(True)


def with_real_ids(case: Case, draw: Any, ground: Ground) -> Case:
    """The case with ids that exist, own and foreign, in most places where an id is asked for."""
    case.query, case.body = copy.deepcopy(case.query), copy.deepcopy(case.body)
    parts = case.path.split("/")
    for name in case.path_parameters or {}:
        ids = ground.ids_of(parts[3]) if name == "id" else []
        case.path_parameters[name] = draw(st.sampled_from([*ids, case.path_parameters[name]]))
    for fields in (case.query, case.body):
        for name in list(fields) if isinstance(fields, dict) else ():
            if ids := ground.ids_for(name):
                real: Any = draw(st.sampled_from(ids))
                real = [real] if isinstance(fields[name], list) else real
                fields[name] = draw(st.sampled_from([real, real, real, fields[name]]))
            elif name == "version":
                fields[name] = draw(st.sampled_from([1, 0, fields[name]]))
    return case


def sent(case: Case, client: APIClient) -> schemathesis.Response:
    """The answer to the case; what it changed is taken back."""
    prepared = requests.Request(**case.as_transport_kwargs(base_url="http://testserver")).prepare()
    headers = {name: value for name, value in prepared.headers.items() if name.lower() != "authorization"}
    with transaction.atomic():
        response = client.generic(
            prepared.method or "",
            str(prepared.url),
            prepared.body or b"",
            content_type=headers.pop("Content-Type", ""),
            headers=headers,
        )
        transaction.set_rollback(True)
    return schemathesis.Response(
        status_code=response.status_code,
        headers={name.lower(): [value] for name, value in response.items()},
        content=b"".join(response),
        request=prepared,
        elapsed=timedelta().total_seconds(),
        verify=False,
    )


@pytest.mark.parametrize("label", OPERATIONS)
def test_every_answer_is_one_that_the_schema_documents(label: str, ground: Ground) -> None:
    operation = OPERATIONS[label]
    fitting = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
    cases = [fitting, fitting]
    if operation.body or operation.query:
        cases.append(operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))

    @EFFORT
    @given(data=st.data())
    def whatever_is_sent(data: st.DataObject) -> None:
        case = with_real_ids(data.draw(st.one_of(cases)), data.draw, ground)
        client = ground.clients[data.draw(st.sampled_from(list(ground.clients)))]
        case.validate_response(sent(case, client), checks=CHECKS)

    whatever_is_sent()
