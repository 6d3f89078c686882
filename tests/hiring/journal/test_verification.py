"""An altered, missing or cut-off event is found, and by its number."""

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import connection

from hiring.journal.models import ChainHead, Event
from hiring.journal.services import record
from hiring.journal.verification import verify
from hiring.people.models import Member

pytestmark = pytest.mark.django_db

LIFT = {
    "sqlite": ["DROP TRIGGER journal_refuses_update", "DROP TRIGGER journal_refuses_delete"],
    "postgresql": [
        # A table with checks still to come cannot be altered.
        "SET CONSTRAINTS ALL IMMEDIATE",
        "ALTER TABLE hiring_event DISABLE TRIGGER journal_refuses_changes",
    ],
}


@pytest.fixture
def chain(recruiter: Member) -> int:
    """Five events, and a database whose guard has been taken away; rolled back with the test."""
    for _ in range(5):
        record("member.changed", recruiter, by=recruiter)
    with connection.cursor() as cursor:
        for statement in LIFT[connection.vendor]:
            cursor.execute(statement)
    return recruiter.organization_id


def test_an_untouched_journal_is_whole(chain: int) -> None:
    assert verify(chain).broken_at is None
    call_command("verify_journal")


@pytest.mark.parametrize(
    ("tamper", "place"),
    [
        (lambda events: events.filter(sequence=2).update(kind="member.removed"), 2),
        (lambda events: events.filter(sequence=3).delete(), 3),
        (lambda events: events.filter(sequence=5).delete(), 5),
        (lambda events: events.all().delete(), 1),
    ],
)
def test_tampering_is_found_where_it_was_done(
    chain: int, tamper: Callable[[object], object], place: int
) -> None:
    tamper(Event.objects.filter(organization=chain))

    assert verify(chain).broken_at == place
    with pytest.raises(SystemExit):
        call_command("verify_journal")


def test_a_head_that_was_turned_back_is_found(chain: int) -> None:
    ChainHead.objects.filter(organization=chain).update(sequence=4, hash=Event.objects.get(sequence=4).hash)

    assert verify(chain).broken_at == 5
