"""Whoever owes a scorecard cannot tell what others wrote: the same world is told in several ways, and all
that the person can fetch is compared.

Searching pages for words would miss counts, orders, headers and the difference between 403 and 404.
"""

from collections.abc import Iterator

import pytest
import time_machine

from tests.walls.leaks import LEAKS, Leak
from tests.walls.seeing import Eyes, doors_that_differ
from tests.walls.stories import (
    DRAFTS_A,
    DRAFTS_B,
    ENDS_OTHERWISE,
    IS_ABSENT,
    SAYS_A,
    SAYS_B,
    Stage,
    make_stage,
    told,
)

# That a scorecard is in may be known to everybody in the loop; the journal tells admins.
IS_IN = {"GET overview:loop", "GET overview:loops", "GET scorecards/", "GET scorecards/{id}/"}
IS_IN_PIPELINE = IS_IN | {"GET overview:candidate", "GET overview:opening"}
# A round with a scorecard is planned no more: whoever plans finds one round fewer to plan.
IS_PLANNED = IS_IN_PIPELINE | {"GET scheduling:loop"}
JOURNAL = {"GET events/", "GET events/{id}/"}
# What became of a candidacy is no feedback, and nobody can submit any once the loop is decided: whoever reads
# the opening may know it. Which outcome the debrief had, with its rationale, stays hidden even then.
ENDING = {
    "GET candidacies/",
    "GET candidacies/{id}/",
    "GET candidates:list",
    "GET overview:candidate",
    "GET overview:opening",
}
# By person: where it may show that there is a scorecard, and where how the candidacy ended.
NOTICED: dict[str, tuple[set[str], set[str]]] = {
    "interviewer": (IS_IN, set()),
    "interviewer with one of two in": (IS_IN, set()),
    "trainee": (IS_IN, set()),
    "recruiter": (IS_PLANNED, ENDING),
    "hiring manager": (IS_PLANNED, ENDING),
    "committee member": (IS_IN_PIPELINE, ENDING),
    "admin": (IS_PLANNED | JOURNAL, ENDING | JOURNAL),
}
READ_BY_THE_SIGHTED = {
    "GET debriefs/{id}/",
    "GET debriefs:detail",
    "GET decisions/",
    "GET decisions/{id}/",
    "GET packets/",
    "GET packets/{id}/",
    "GET packets/{id}/file/",
    "GET packets:detail",
    "GET packets:file",
    "GET packets:list",
    "GET scorecards/",
    "GET scorecards/{id}/",
    "GET scorecards:export",
    "GET scorecards:read",
    "GET votes/",
    "GET votes/{id}/",
}


@pytest.fixture
def stage(db: None) -> Iterator[Stage]:
    with time_machine.travel("2026-03-02T09:00:00Z", tick=False):
        yield make_stage()


@pytest.mark.parametrize("person", sorted(NOTICED))
def test_nobody_who_owes_a_scorecard_can_tell_what_others_wrote(stage: Stage, person: str) -> None:
    eyes = Eyes(stage, stage.blind[person])
    with told(stage, SAYS_A):
        a = eyes.look()
    with told(stage, SAYS_B):
        b = eyes.look(before=a)
    with told(stage, IS_ABSENT):
        absent = eyes.look(loops=["running"], before=a)
    with told(stage, ENDS_OTHERWISE):
        ends_otherwise = eyes.look(loops=["decided"], before=a)

    assert doors_that_differ(a, b) == set()
    is_in, ending = NOTICED[person]
    assert doors_that_differ(a, absent) == is_in
    assert doors_that_differ(a, ends_otherwise) == ending


def test_whoever_owes_nothing_reads_what_was_submitted_and_no_draft(stage: Stage) -> None:
    """Negative control: the walk comes to every place where feedback stands."""
    eyes = Eyes(stage, stage.sighted)
    views = []
    for story in (SAYS_A, SAYS_B, DRAFTS_A, DRAFTS_B):
        with told(stage, story):
            views.append(eyes.look(loops=["debated"], before=views[-1] if views else None))
    a, b, drafts_a, drafts_b = views

    assert doors_that_differ(a, b) == READ_BY_THE_SIGHTED
    assert doors_that_differ(drafts_a, drafts_b) == set()


def test_each_planted_leak_is_found(stage: Stage) -> None:
    """Negative control: whatever gives a scorecard away, the two worlds differ there, and not without it."""

    def is_found(leak: Leak) -> bool:
        eyes = Eyes(stage, stage.blind[leak.person])
        with told(stage, SAYS_A):
            a = eyes.look(at=leak.door)
        with told(stage, SAYS_B):
            return leak.door in doors_that_differ(a, eyes.look(at=leak.door))

    found = {}
    for name, leak in LEAKS.items():
        with pytest.MonkeyPatch.context() as patch:
            leak.plant(patch)
            found[name] = is_found(leak)

    assert found == dict.fromkeys(LEAKS, True)
    assert not any(is_found(leak) for leak in LEAKS.values())
