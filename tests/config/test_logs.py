"""Log lines carry ids, never names or notes."""

import json
import logging
from collections.abc import Callable, Iterator
from io import StringIO
from logging.config import dictConfig

import pytest
from django.conf import settings
from django.test import Client

from config import logs
from hiring.people.models import Member


@pytest.fixture
def lines() -> Iterator[StringIO]:
    """What the process would write to standard output."""
    written = StringIO()
    dictConfig(logs.logging_to_stdout(level="INFO"))
    [handler] = logging.getLogger().handlers[-1:]
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(written)
    yield written
    dictConfig(settings.LOGGING)


@pytest.mark.django_db
def test_a_request_is_one_line_with_route_and_member(
    lines: StringIO, client_as: Callable[[Member], Client], recruiter: Member
) -> None:
    client_as(recruiter).get("/candidates/?words=Rosa+Parks")

    [line] = [json.loads(line) for line in lines.getvalue().splitlines() if '"request"' in line]
    assert (line["route"], line["status"], line["member"]) == ("candidates/", 200, recruiter.pk)
    assert "Rosa" not in lines.getvalue()


@pytest.mark.django_db
def test_a_wrong_address_is_not_quoted(lines: StringIO) -> None:
    Client().get("/nobody/ada.lovelace@example.org/")

    assert "Not Found" in lines.getvalue()
    assert "ada.lovelace" not in lines.getvalue()


def test_an_exception_is_told_without_its_words(lines: StringIO) -> None:
    def break_down() -> None:
        raise ValueError("Key (email)=(ada@example.org) already exists")

    try:
        break_down()
    except ValueError:
        logging.getLogger("fairloop").exception("It broke")

    line = json.loads(lines.getvalue())
    assert line["error_type"] == "ValueError"
    assert "break_down" in line["frames"][-1]
    assert "ada" not in lines.getvalue()
