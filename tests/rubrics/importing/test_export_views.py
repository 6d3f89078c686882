"""The library handed out by page, API and command: one file, whoever asks."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from hiring.people.models import Member, Organization
from tests.making import make_question

pytestmark = pytest.mark.django_db

PAGE, API = "exporting:library", "/api/v1/questions/export/"


def test_page_api_and_command_give_the_same_bytes(
    client_as: Callable[[Member], Client],
    api_as: Callable[[Member], APIClient],
    organization: Organization,
    recruiter: Member,
) -> None:
    make_question(organization)
    printed = StringIO()

    by_page = client_as(recruiter).get(reverse(PAGE), {"as": "json"}).getvalue()
    by_api = api_as(recruiter).get(API).getvalue()
    call_command("export_library", organization.slug, stdout=printed)

    assert by_page == by_api == printed.getvalue().encode()
    assert by_page.startswith(b'{"format": "library/1"')


@pytest.mark.parametrize(
    ("form", "file"), [("json", "library.json"), ("csv", "library.csv"), ("markdown", "library.md")]
)
def test_each_form_is_a_file_with_its_name(
    client_as: Callable[[Member], Client], recruiter: Member, form: str, file: str
) -> None:
    answer = client_as(recruiter).get(reverse(PAGE), {"as": form})

    assert answer.headers["Content-Disposition"] == f'attachment; filename="{file}"'


def test_ticked_questions_go_out_alone_and_are_remembered_by_the_page(
    client_as: Callable[[Member], Client], organization: Organization, recruiter: Member
) -> None:
    ticked, other = make_question(organization, title="Ticked one"), make_question(organization)
    client = client_as(recruiter)

    page = client.get(reverse(PAGE), {"question": ticked.pk}).content.decode()
    file = client.get(reverse(PAGE), {"as": "markdown", "question": ticked.pk}).getvalue().decode()

    assert f'name="question" value="{ticked.pk}"' in page
    assert "## Ticked one" in file
    assert other.title not in file


def test_a_form_that_does_not_exist_is_a_field_error(
    client_as: Callable[[Member], Client], api_as: Callable[[Member], APIClient], recruiter: Member
) -> None:
    page = client_as(recruiter).get(reverse(PAGE), {"as": "docx"})
    problem = api_as(recruiter).get(API, {"as": "docx"})

    assert page.status_code == 422
    assert problem.status_code == 400
    assert problem.json()["errors"][0]["pointer"] == "?as"


def test_an_organization_that_is_not_there_is_named(db: None) -> None:
    with pytest.raises(CommandError, match="No organization “nowhere”"):
        call_command("export_library", "nowhere")


@pytest.mark.parametrize("question_count", [1, 3])
def test_a_file_costs_as_many_queries_for_many_questions_as_for_one(
    client_as: Callable[[Member], Client],
    organization: Organization,
    recruiter: Member,
    question_count: int,
    django_assert_num_queries: Any,
) -> None:
    for _ in range(question_count):
        make_question(organization)
    client = client_as(recruiter)

    with django_assert_num_queries(9):
        client.get(reverse(PAGE), {"as": "json"}).getvalue()
