"""The journal as the database keeps it: chained for each organization, and append-only."""

import pytest
from django.db import DatabaseError, transaction

from hiring.journal.chain import first_break
from hiring.journal.models import Event
from hiring.journal.services import link_of, record
from hiring.people.models import Member, Organization
from tests.making import make_member

pytestmark = pytest.mark.django_db


def test_events_of_an_organization_form_a_chain(recruiter: Member, other_organization: Organization) -> None:
    stranger = make_member(other_organization)
    for _ in range(3):
        record("member.changed", recruiter, by=recruiter)
        record("member.changed", stranger, by=stranger)

    events = Event.objects.filter(organization=recruiter.organization).order_by("sequence")
    assert [event.sequence for event in events] == [1, 2, 3]
    assert first_break((link_of(event), event.hash) for event in events) is None


@pytest.mark.parametrize("verb", ["update", "delete"])
def test_the_database_refuses_to_alter_an_event(recruiter: Member, verb: str) -> None:
    event = record("member.changed", recruiter, by=recruiter)
    rows = Event.objects.filter(pk=event.pk)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(kind="member.removed") if verb == "update" else rows.delete()

    assert Event.objects.get(pk=event.pk).kind == "member.changed"
