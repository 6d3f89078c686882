"""The library's list: searched, narrowed down, shared, and read a page at a time."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hiring.people.models import Member, Organization
from rubrics.competencies.round_kinds import RoundKind
from rubrics.library.models import Question
from rubrics.library.quarantine import report_leak
from rubrics.library.services import revise_question, submit_question
from rubrics.library.states import QuestionStatus
from rubrics.library.views import ROWS
from tests.making import make_competency, make_question
from tests.rubrics.library.writing import approved, draft_by, proposed_by, submitted_by

AsMember = Callable[[Member], Client]
LIST, REVIEW = "library:list", "library:review"


def found(client: Client, **query: Any) -> list[Question]:
    return [row.question for row in client.get(reverse(LIST), query).context["rows"]]


def page_of(client: Client, **query: Any) -> str:
    return client.get(reverse(LIST), query).content.decode()


@pytest.mark.parametrize("row_count", [1, 3])
def test_the_list_asks_a_fixed_number_of_queries(
    client_as: AsMember,
    recruiter: Member,
    row_count: int,
    django_assert_num_queries: Callable[[int], object],
) -> None:
    for _ in range(row_count):
        make_question(recruiter.organization, competencies=[make_competency(recruiter.organization)])
        submitted_by(recruiter)
    client = client_as(recruiter)

    with django_assert_num_queries(12):  # type: ignore[attr-defined]
        response = client.get(reverse(LIST))

    assert len(response.context["rows"]) == 2 * row_count


@pytest.mark.parametrize("row_count", [1, 3])
def test_the_review_asks_a_fixed_number_of_queries(
    client_as: AsMember,
    recruiter: Member,
    row_count: int,
    django_assert_num_queries: Callable[[int], object],
) -> None:
    for _ in range(row_count):
        submitted_by(recruiter)
    client = client_as(recruiter)

    with django_assert_num_queries(7):  # type: ignore[attr-defined]
        response = client.get(reverse(REVIEW))

    assert len(response.context["rows"]) == row_count


def test_each_filter_narrows_and_the_address_can_be_shared(client_as: AsMember, interviewer: Member) -> None:
    organization = interviewer.organization
    competency = make_competency(organization)
    wanted = make_question(
        organization,
        kind=RoundKind.MLOPS,
        competencies=[competency],
        title="Roll back a model",
        tags=["on call"],
        difficulty=5,
        minutes=10,
    )
    make_question(organization, title="Something else", exposure_limit=1)
    Question.objects.filter(title="Something else").update(asked_count=1)
    client = client_as(interviewer)

    for query in (
        {"words": "MODEL roll"},
        {"words": "mod"},
        {"kind": "mlops"},
        {"competency": competency.pk},
        {"difficulty": "5"},
        {"minutes": "15"},
        {"tag": "on call"},
        {"words": "model", "kind": "mlops", "competency": competency.pk, "difficulty": "5"},
    ):
        assert found(client, **query) == [wanted], query
    assert found(client, words="model", kind="coding") == []


@pytest.mark.parametrize("field", ["prompt", "strong_signals", "tags"])
def test_words_are_found_wherever_they_stand(client_as: AsMember, interviewer: Member, field: str) -> None:
    text = "Backpressure" if field == "prompt" else ["backpressure"]
    question = make_question(interviewer.organization, **{field: text})
    make_question(interviewer.organization)

    assert found(client_as(interviewer), words="backpressure") == [question]


def test_a_slip_of_the_pen_is_forgiven_and_said(client_as: AsMember, interviewer: Member) -> None:
    question = make_question(interviewer.organization, title="Quantization of a model")

    page = page_of(client_as(interviewer), words="quantisazion")

    assert question.title in page
    assert "Shown is what has “quantization”" in page


def test_facets_count_what_they_would_leave(client_as: AsMember, interviewer: Member) -> None:
    for kind in ("coding", "coding", "mlops"):
        make_question(interviewer.organization, kind=kind)

    response = client_as(interviewer).get(reverse(LIST), {"kind": "mlops"})

    kinds = {choice.value: choice.count for choice in response.context["found"].facets.kind}
    assert (kinds, response.context["found"].total) == ({"coding": 2, "mlops": 1}, 1)
    assert 'value="mlops" checked' in response.content.decode()
    assert 'value="coding" checked' not in response.content.decode()


def test_retired_questions_are_out_of_the_way_until_they_are_asked_for(
    client_as: AsMember, interviewer: Member
) -> None:
    retired = make_question(interviewer.organization, status=QuestionStatus.RETIRED)
    draft = make_question(interviewer.organization, status=QuestionStatus.DRAFT)
    client = client_as(interviewer)

    assert found(client) == [draft]
    assert found(client, state="retired") == [retired]


def test_a_row_says_what_one_has_to_know(client_as: AsMember, recruiter: Member, interviewer: Member) -> None:
    question = approved(interviewer, reviewer=recruiter, exposure_limit=12, prompt="\n\nFirst line.\nSecond.")
    Question.objects.update(asked_count=4)
    revise_question(question, draft_by(interviewer, title="New title"), version=0, by=interviewer)
    submit_question(question, by=interviewer)

    page = page_of(client_as(recruiter))

    for words in ("First line.", "asked 4 of 12", "Version 2: In review", "MLOps", "20 min"):
        assert words in page
    assert "Second." not in page
    assert "New title" not in page


def test_states_are_seen(client_as: AsMember, recruiter: Member) -> None:
    proposed_by(recruiter)
    submitted_by(recruiter)
    report_leak(make_question(recruiter.organization), reason="On a forum", by=recruiter)
    client = client_as(recruiter)

    page = page_of(client)

    for state in ("draft", "in_review", "quarantined"):
        assert f'data-status="{state}"' in page
        assert len(found(client, state=state)) == 1


def test_a_page_leads_to_the_next(client_as: AsMember, interviewer: Member) -> None:
    questions = [make_question(interviewer.organization) for _ in range(ROWS + 1)]
    client = client_as(interviewer)

    first = client.get(reverse(LIST))
    rest = found(client, after=first.context["found"].next)

    assert first.context["found"].total == ROWS + 1
    assert {row.question for row in first.context["rows"]} | set(rest) == set(questions)
    assert len(rest) == 1
    assert 'rel="next"' in first.content.decode()


def test_while_somebody_types_only_what_changes_is_sent(client_as: AsMember, interviewer: Member) -> None:
    question = make_question(interviewer.organization)

    part = client_as(interviewer).get(reverse(LIST), headers={"HX-Request": "true"})

    text = part.content.decode()
    assert question.title in text
    assert "<html" not in text
    assert 'id="facets" hx-swap-oob' in text
    assert "HX-Request" in part["Vary"]


def test_going_back_brings_the_whole_page(client_as: AsMember, interviewer: Member) -> None:
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}

    assert "<html" in client_as(interviewer).get(reverse(LIST), headers=headers).content.decode()


@pytest.mark.parametrize(
    "query",
    [
        {"kind": "juggling"},
        {"form": "dance"},
        {"state": "\x00"},
        {"difficulty": "9" * 30},
        {"difficulty": "x"},
        {"minutes": "-5"},
        {"minutes": "9" * 400},
        {"competency": str(10**30)},
        {"competency": "\x00"},
        {"words": "\x00"},
        {"words": "x" * 500},
        {"words": "100% _ \\ \" ' * ( OR"},
        {"words": "🙂 回滚 ارجع"},
        {"tag": "\x00"},
        {"tag": "x" * 900},
        {"after": "9" * 39},
        {"after": "\x00"},
        {"under_limit": "\x00"},
    ],
)
def test_an_address_that_makes_no_sense_still_shows_the_library(
    client_as: AsMember, interviewer: Member, query: dict[str, str]
) -> None:
    make_question(interviewer.organization)

    response = client_as(interviewer).get(reverse(LIST), query)

    assert response.status_code == 200
    assert ("was left out" in response.content.decode()) == bool(response.context["search"].errors)


def test_a_search_that_is_not_made_is_told_of(client_as: AsMember, interviewer: Member) -> None:
    told = "was left out"

    assert told in page_of(client_as(interviewer), words="x" * 121)
    assert told not in page_of(client_as(interviewer), words="x" * 120)


def test_a_foreign_competency_is_no_filter(
    client_as: AsMember, interviewer: Member, other_organization: Organization
) -> None:
    foreign = make_competency(other_organization)

    response = client_as(interviewer).get(reverse(LIST), {"competency": foreign.pk})

    assert "competency" in response.context["search"].errors


def test_an_empty_library_teaches(client_as: AsMember, interviewer: Member, committee_member: Member) -> None:
    assert "Write the first one." in page_of(client_as(interviewer))
    assert reverse("library:new") in page_of(client_as(interviewer))
    assert reverse("library:new") not in page_of(client_as(committee_member))


def test_what_waits_for_review_is_counted_and_listed(
    client_as: AsMember, interviewer: Member, recruiter: Member
) -> None:
    new, changed = submitted_by(interviewer), approved(interviewer, reviewer=recruiter)
    revise_question(changed, draft_by(interviewer, minutes=30), version=0, by=interviewer)
    submit_question(changed, by=interviewer)
    proposed_by(interviewer)
    client = client_as(recruiter)

    assert "2 in review" in page_of(client)
    assert {row.question for row in client.get(reverse(REVIEW)).context["rows"]} == {new, changed}


def test_nothing_to_review_says_so(client_as: AsMember, interviewer: Member) -> None:
    assert "Nothing waits for a review" in client_as(interviewer).get(reverse(REVIEW)).content.decode()


def test_only_writers_are_offered_to_change_many(
    client_as: AsMember, interviewer: Member, recruiter: Member
) -> None:
    make_question(interviewer.organization)

    assert 'name="question"' not in page_of(client_as(interviewer))
    assert 'name="question"' in page_of(client_as(recruiter))


def test_without_a_script_all_shown_are_ticked_by_a_link(client_as: AsMember, recruiter: Member) -> None:
    for _ in range(2):
        make_question(recruiter.organization)
    client = client_as(recruiter)

    assert "ticked=all" in page_of(client)
    ticked = re.findall(r'name="question" [^>]* checked>', page_of(client, ticked="all"))
    assert len(ticked) == 2


def test_a_question_shows_what_strong_and_weak_sound_like(client_as: AsMember, interviewer: Member) -> None:
    question = make_question(interviewer.organization)

    page = client_as(interviewer).get(question.get_absolute_url()).content.decode()

    for words in ("And then?", "Names a number", "Names no number", "What would you do about"):
        assert words in page


def test_what_cannot_be_read_is_not_found(
    client_as: AsMember, interviewer: Member, other_organization: Organization
) -> None:
    bare = Question.objects.create(
        organization=interviewer.organization, slug="bare", title="Bare", round_kind="coding"
    )
    client = client_as(interviewer)

    for pk in (make_question(other_organization).pk, bare.pk, 10**30):
        assert client.get(reverse("library:detail", args=[pk])).status_code == 404
