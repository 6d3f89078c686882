"""Several windows, several people, one moment: one effect, and no acknowledged word is lost.

Real threads against a real database. The negative control at the end does lose words: the check can tell.
"""

import time
import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hiring.people.models import Member, Organization
from interviews.debriefs.models import Debrief
from interviews.debriefs.services import decide, open_debrief
from interviews.scorecards.content import Content, from_json, to_json
from interviews.scorecards.models import Rating, Revision, RevisionKind, Scorecard
from interviews.scorecards.services import save_scorecard, sheet_of
from interviews.staffing.models import Seat
from tests.making import make_loop, make_submission, seats_of

AtOnce = Callable[..., list[Any]]
ClientAs = Callable[[Member], Client]

WINDOWS, SAVES = 4, 6


@pytest.fixture
def seat(committed: None, organization: Organization) -> Seat:
    return seats_of(make_loop(organization))[0]


def form_for(seat: Seat, *, version: int, summary: str, **more: str) -> dict[str, Any]:
    answers = {}
    for criterion in sheet_of(seat).criteria:
        answers |= {f"rating-{criterion}": "3", f"evidence-{criterion}": "Explained it with numbers."}
    typed = {"version": version, "mutation_id": uuid.uuid4().hex, "recommendation": "yes", "summary": summary}
    return answers | typed | more


def lost(acknowledged: list[str], seat: Seat) -> list[str]:
    """The texts that were acknowledged as saved or kept, and that nobody can find again."""
    revisions = Revision.objects.filter(scorecard__seat=seat)
    kept = {revision.content["summary"] for revision in revisions}
    kept.add(Scorecard.objects.get(seat=seat).content["summary"])
    return [text for text in acknowledged if text not in kept]


def test_windows_that_save_at_once_lose_no_word(seat: Seat, client_as: ClientAs, at_once: AtOnce) -> None:
    url = reverse("scorecards:autosave", args=[seat.pk])
    forms = form_for(seat, version=0, summary="")

    def type_on(window: int, client: Client) -> list[str]:
        version, acknowledged = 0, []
        for number in range(SAVES):
            text = f"Window {window}, thought {number}"
            form = forms | {"version": version, "mutation_id": uuid.uuid4().hex, "summary": text}
            answer = client.post(url, form)
            assert answer.status_code in {200, 409}, answer.content
            acknowledged.append(text)
            # Who was too late has both texts before them, and goes on from the newer one.
            version = answer.json()["version"]
        return acknowledged

    clients = [client_as(seat.member) for _ in range(WINDOWS)]
    told = at_once(*(partial(type_on, window, client) for window, client in enumerate(clients)))

    acknowledged = [text for texts in told for text in texts]
    assert len(acknowledged) == WINDOWS * SAVES
    assert lost(acknowledged, seat) == []
    scorecard = Scorecard.objects.get(seat=seat)
    saved = scorecard.revisions.filter(kind=RevisionKind.SAVED)
    assert list(saved.values_list("number", flat=True)) == list(range(1, scorecard.version + 1))
    assert scorecard.revisions.count() == WINDOWS * SAVES


def test_the_first_save_of_two_windows_makes_one_scorecard(
    seat: Seat, client_as: ClientAs, at_once: AtOnce
) -> None:
    url = reverse("scorecards:autosave", args=[seat.pk])
    clients = [client_as(seat.member) for _ in range(2)]
    forms = [form_for(seat, version=0, summary=text) for text in ("Laptop", "Phone")]
    answers = at_once(*(partial(client.post, url, form) for client, form in zip(clients, forms, strict=True)))

    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert lost(["Laptop", "Phone"], seat) == []


def test_one_attempt_sent_twice_at_once_is_saved_once(
    seat: Seat, client_as: ClientAs, at_once: AtOnce
) -> None:
    url = reverse("scorecards:autosave", args=[seat.pk])
    form = form_for(seat, version=0, summary="Once")
    clients = [client_as(seat.member) for _ in range(3)]
    answers = at_once(*(partial(client.post, url, form) for client in clients))

    assert [(answer.status_code, answer.json()["version"]) for answer in answers] == [(200, 1)] * 3
    assert Revision.objects.count() == 1


def test_submitting_twice_at_once_submits_once(seat: Seat, client_as: ClientAs, at_once: AtOnce) -> None:
    url = reverse("scorecards:fill", args=[seat.pk])
    form = form_for(seat, version=0, summary="Once", submit="1")
    clients = [client_as(seat.member) for _ in range(2)]
    answers = at_once(*(partial(client.post, url, form) for client in clients))

    scorecard = Scorecard.objects.get(seat=seat)
    assert [answer["Location"] for answer in answers] == [scorecard.get_absolute_url()] * 2
    assert (scorecard.status, Rating.objects.count()) == ("submitted", len(sheet_of(seat).criteria))


def test_everybody_submitting_at_once_succeeds(
    committed: None, organization: Organization, client_as: ClientAs, at_once: AtOnce
) -> None:
    seats = seats_of(make_loop(organization))
    acts = [
        partial(
            client_as(seat.member).post,
            reverse("scorecards:fill", args=[seat.pk]),
            form_for(seat, version=0, summary="In", submit="1"),
        )
        for seat in seats
    ]
    answers = at_once(*acts)

    assert [answer.status_code for answer in answers] == [302] * len(seats)
    assert set(Scorecard.objects.values_list("status", flat=True)) == {"submitted"}


def test_a_save_that_meets_a_submission_is_kept_either_way(
    seat: Seat, client_as: ClientAs, at_once: AtOnce
) -> None:
    save, submit = (reverse(f"scorecards:{name}", args=[seat.pk]) for name in ("autosave", "fill"))
    typed = form_for(seat, version=0, summary="A last thought")
    final = form_for(seat, version=0, summary="Final", submit="1")
    clients = [client_as(seat.member) for _ in range(2)]
    saved, submitted = at_once(partial(clients[0].post, save, typed), partial(clients[1].post, submit, final))

    assert (saved.status_code, submitted.status_code) in {(200, 409), (409, 302)}
    assert lost(["A last thought", "Final"], seat) == []


def test_no_scorecard_is_submitted_after_the_decision(
    committed: None, organization: Organization, client_as: ClientAs, at_once: AtOnce
) -> None:
    loop = make_loop(organization)
    early, late = seats_of(loop)
    make_submission(early)
    debrief = open_debrief(loop, even_without_missing=True, by=loop.created_by)
    manager = loop.candidacy.opening.hiring_manager
    form = form_for(late, version=0, summary="Wait for me", submit="1")
    client = client_as(late.member)
    decided, answer = at_once(
        partial(decide, Debrief.objects.get(pk=debrief.pk), outcome="hire", rationale="Yes", by=manager),
        partial(client.post, reverse("scorecards:fill", args=[late.pk]), form),
    )

    assert decided.outcome == "hire"
    in_time = answer.status_code == 302
    assert in_time or answer.status_code == 409
    assert Scorecard.objects.filter(seat=late, status="submitted").exists() == in_time


def test_negative_control_loading_merging_and_saving_loses_words(seat: Seat, at_once: AtOnce) -> None:
    """How it must not be done: the same check that passes above finds the loss."""
    save_scorecard(seat, content=Content(), version=0, mutation_id="first", by=seat.member)

    def load_merge_save(text: str) -> str:
        scorecard = Scorecard.objects.get(seat=seat)
        said = from_json(scorecard.content)
        time.sleep(0.1)  # the author's answer is on its way
        merged = to_json(Content(answers=said.answers, summary=f"{said.summary} {text}".strip()))
        Scorecard.objects.filter(seat=seat).update(content=merged)
        return text

    acknowledged = at_once(*(partial(load_merge_save, text) for text in ("Laptop", "Phone")))

    summary = Scorecard.objects.get(seat=seat).content["summary"]
    assert [text for text in acknowledged if text not in summary] != []
    assert lost(acknowledged, seat) != []
