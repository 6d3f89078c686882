"""What holds for each resource of the API: its rows can be read one by one, others' rows cannot."""

from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

from config.api import RESOURCES
from hiring.people.models import Member, Role
from tests.config.test_api import assert_problem
from tests.everything import Everything

pytestmark = pytest.mark.django_db

ApiAs = Callable[[Member], APIClient]


@pytest.mark.parametrize("address", RESOURCES)
def test_every_row_of_a_list_can_be_read_at_its_own_address(
    address: str, everything: list[Everything], api_as: ApiAs
) -> None:
    ours, _ = everything
    client = api_as(ours.people[Role.ADMIN])

    rows = client.get(f"/api/v1/{address}/").json()["results"]

    assert ours.rows[address].pk in [row["id"] for row in rows]
    for row in rows:
        response = client.get(f"/api/v1/{address}/{row['id']}/")
        assert (response.status_code, response.json()["id"]) == (200, row["id"])


@pytest.mark.parametrize("address", RESOURCES)
def test_a_row_of_another_organization_is_as_absent_as_one_that_never_was(
    address: str, everything: list[Everything], api_as: ApiAs
) -> None:
    ours, theirs = everything
    foreign = theirs.rows[address]
    client = api_as(ours.people[Role.ADMIN])

    of_theirs = client.get(f"/api/v1/{address}/{foreign.pk}/")
    of_nobody = client.get(f"/api/v1/{address}/{foreign.pk + 10_000}/")

    assert_problem(of_theirs, 404, "not_found")
    assert of_theirs.content == of_nobody.content
