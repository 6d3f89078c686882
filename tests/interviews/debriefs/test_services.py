"""Deciding: what is written down where, and in which order rows are held."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hiring.journal.models import Event
from hiring.people.models import Organization
from interviews.debriefs.models import DecisionOutcome
from interviews.debriefs.services import decide
from tests.making import make_debrief

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("outcome", DecisionOutcome.values)
def test_the_journal_does_not_say_what_was_decided(organization: Organization, outcome: str) -> None:
    debrief = make_debrief(organization)

    decide(debrief, outcome=outcome, rationale="Why.", by=debrief.loop.candidacy.opening.hiring_manager)

    assert Event.objects.get(kind="decision.made").payload == {"debrief": debrief.pk}


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite locks the whole database")
def test_a_decision_holds_every_row_before_it_holds_the_journal(organization: Organization) -> None:
    """Whoever submits holds the loop and waits for the journal; the other way round, both would wait."""
    debrief = make_debrief(organization)
    manager = debrief.loop.candidacy.opening.hiring_manager

    with CaptureQueriesContext(
        connection,
    ) as asked:
        decide(debrief, outcome="hire", rationale="Why.", by=manager)

    held = [
        re.search(r'FROM "(\w+)"', query["sql"])[1]  # type: ignore[index]
        for query in asked
        if "FOR UPDATE" in query["sql"]
    ]
    first = held.index("hiring_chainhead")
    assert set(held[first:]) - {"hiring_chainhead"} <= set(held[:first])
    assert len(held[:first]) == 3
