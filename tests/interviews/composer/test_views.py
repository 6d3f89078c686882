from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from hiring.candidates.models import Opening
from hiring.people.models import Member, Role
from interviews.composer import composing
from interviews.composer.models import Composing, Waiver
from interviews.composer.services import publish_loop, waive_gap
from interviews.loop_templates.models import TemplateRound
from interviews.loops.models import Loop, Round, RoundQuestion
from interviews.loops.services import change_round, create_loop
from interviews.loops.states import LoopStatus
from interviews.overview.next_step import Standing, step_of
from interviews.staffing.models import Seat
from interviews.staffing.services import seat_member
from rubrics.competencies.models import Competency
from tests.everything import make_template
from tests.making import (
    make_candidacy,
    make_competency,
    make_loop,
    make_member,
    make_opening,
    make_question,
    make_round,
    make_rubric,
    seats_of,
)

AsMember = Callable[[Member], Client]
BY_HTMX = {"HX-Request": "true"}


@pytest.fixture
def draft(recruiter: Member) -> Loop:
    return make_loop(recruiter.organization, published=False, by=recruiter)


@pytest.fixture
def competency(recruiter: Member) -> Competency:
    return make_competency(recruiter.organization, "Data engineering")


@pytest.fixture
def opening(recruiter: Member, hiring_manager: Member, competency: Competency) -> Opening:
    return make_opening(
        recruiter.organization, hiring_manager=hiring_manager, must_have=[competency], by=recruiter
    )


@pytest.fixture
def one_sided(recruiter: Member, opening: Opening, competency: Competency) -> Loop:
    """A loop that is ready but for its one gap: one person alone judges the must-have."""
    loop = create_loop(make_candidacy(opening, by=recruiter), title="Plan", by=recruiter)
    rubric = make_rubric(recruiter.organization, competencies=[competency])
    round = make_round(loop, rubric=rubric, by=recruiter)
    RoundQuestion.objects.get(round=round).question_version.competencies.add(competency)
    seat_member(round, member=make_member(recruiter.organization), by=recruiter)
    return loop


def address(view: str, *ids: int) -> str:
    return reverse(f"composer:{view}", args=ids)


def order_of(loop: Loop) -> list[int]:
    return list(loop.rounds.order_by("position").values_list("pk", flat=True))


def first_of(loop: Loop) -> Round:
    return loop.rounds.order_by("position")[0]


def plan(round: Round, **changed: object) -> dict[str, object]:
    """What the form of the round sends."""
    return {
        "title": round.title,
        "minutes": 60,
        "break_minutes": 0,
        "panel_size": 1,
        "question_count": 1,
        "difficulty": 3,
        "competencies": [],
        "version": round.version,
        **changed,
    }


def is_a_part(response: HttpResponse) -> bool:
    return response.content.decode().lstrip().startswith('<div class="stack composer" id="composer"')


# --- What the page shows ---


@pytest.mark.parametrize("row_count", [1, 3])
def test_the_page_asks_a_fixed_number_of_queries(
    client_as: AsMember, recruiter: Member, row_count: int, django_assert_num_queries: Callable[[int], object]
) -> None:
    interviewers = [make_member(recruiter.organization) for _ in range(row_count)]
    must_have = [make_competency(recruiter.organization) for _ in range(row_count)]
    opening = make_opening(recruiter.organization, must_have=must_have, by=recruiter)
    loop = make_loop(
        recruiter.organization, opening=opening, interviewers=interviewers, published=False, by=recruiter
    )
    client = client_as(recruiter)

    with django_assert_num_queries(17):  # type: ignore[attr-defined]
        response = client.get(loop.get_absolute_url())

    assert len(response.context["parts"]) == row_count
    assert len(response.context["gaps"]) == row_count


@pytest.mark.parametrize("row_count", [1, 3])
def test_the_page_with_the_library_open_asks_a_fixed_number_of_queries(
    client_as: AsMember,
    recruiter: Member,
    draft: Loop,
    row_count: int,
    django_assert_num_queries: Callable[[int], object],
) -> None:
    for _ in range(row_count):
        make_question(recruiter.organization)
    round, client = first_of(draft), client_as(recruiter)

    with django_assert_num_queries(26):  # type: ignore[attr-defined]
        response = client.get(f"{draft.get_absolute_url()}?open={round.pk}&pick={round.pk}")

    assert len(response.context["parts"][0].picker.found.questions) == row_count


def test_only_who_may_plan_a_draft_composes_it(client_as: AsMember, draft: Loop, recruiter: Member) -> None:
    colleague = make_member(recruiter.organization, Role.COMMITTEE)
    draft.candidacy.opening.committee.add(colleague)

    assert b'id="composer"' in client_as(recruiter).get(draft.get_absolute_url()).content
    page = client_as(colleague).get(draft.get_absolute_url())
    assert page.status_code == 200
    assert b'id="composer"' not in page.content


def test_a_published_loop_is_composed_no_more(client_as: AsMember, recruiter: Member, draft: Loop) -> None:
    publish_loop(draft, by=recruiter)
    client = client_as(recruiter)

    assert b'id="composer"' not in client.get(draft.get_absolute_url()).content
    late = client.post(address("add", draft.pk), {"rubric": make_rubric(recruiter.organization).pk})
    assert late.status_code == 409
    assert "no longer a draft" in late.content.decode()


def test_a_gap_is_named_with_what_mends_it(client_as: AsMember, recruiter: Member, opening: Opening) -> None:
    loop = create_loop(make_candidacy(opening, by=recruiter), title="Plan", by=recruiter)
    make_round(loop, panel_size=2, by=recruiter)

    response = client_as(recruiter).get(loop.get_absolute_url())

    page = response.content.decode()
    assert "One gap keeps this loop from being published" in page
    assert "No round judges Data engineering" in page
    assert reverse("openings:edit", args=[opening.pk]) in page
    assert "2 interviewers missing" in page


def test_a_question_that_is_missing_leads_to_the_library_with_its_competency(
    client_as: AsMember, recruiter: Member, one_sided: Loop, competency: Competency
) -> None:
    round = first_of(one_sided)
    round.questions.get().question_version.competencies.clear()
    client = client_as(recruiter)

    [link] = [
        mend.url
        for told, _ in client.get(one_sided.get_absolute_url()).context["gaps"]
        for mend in told.mends
        if "pick=" in mend.url
    ]
    picker = client.get(link.partition("#")[0]).context["parts"][0].picker

    assert picker.round == round
    assert picker.search["competency"].value() == str(competency.pk)


def test_rubrics_that_judge_what_is_missing_are_offered_first(
    client_as: AsMember, recruiter: Member, opening: Opening, competency: Competency
) -> None:
    loop = create_loop(make_candidacy(opening, by=recruiter), title="Plan", by=recruiter)
    make_rubric(recruiter.organization)
    helpful = make_rubric(recruiter.organization, competencies=[competency])

    form = client_as(recruiter).get(loop.get_absolute_url()).context["new_round_form"]

    assert form.fields["rubric"].choices[1] == ("Judge what is missing", [(helpful.pk, helpful.name)])


def test_an_empty_loop_says_how_to_begin(client_as: AsMember, recruiter: Member) -> None:
    opening = make_opening(recruiter.organization, by=recruiter)
    loop = create_loop(make_candidacy(opening, by=recruiter), by=recruiter)

    response = client_as(recruiter).get(loop.get_absolute_url())

    assert response.context["composed"].next_step.label == "Add a round"
    assert "asks for no competencies yet" in response.content.decode()


def test_the_next_step_is_the_one_that_other_pages_name(
    client_as: AsMember, recruiter: Member, draft: Loop
) -> None:
    client, seat = client_as(recruiter), seats_of(draft)[0]

    def label() -> str:
        step = client.get(draft.get_absolute_url()).context["composed"].next_step
        return step.label if step else "Publish"

    assert (label(), step_of(Standing("draft", rounds=2))) == ("Publish", "publish")
    RoundQuestion.objects.filter(round=seat.round).delete()
    assert label() == "Choose questions"
    Seat.objects.filter(pk=seat.pk).delete()
    assert label() == "Seat interviewers"
    assert step_of(Standing("draft", rounds=2, rounds_without_questions=1, missing_interviewers=1)) == (
        "seat_interviewers"
    )


def test_what_each_interviewer_adds_is_shown_with_what_is_assumed(
    client_as: AsMember, recruiter: Member, draft: Loop
) -> None:
    response = client_as(recruiter).get(draft.get_absolute_url())

    assert [step.interviewers for step in response.context["composed"].reliability] == [1, 2, 3]
    page = response.content.decode()
    assert "0.67" in page
    assert "+0.17" in page
    assert "assuming that one interviewer alone reaches 0.50" in page


def test_what_changed_in_the_template_since_is_told(client_as: AsMember, recruiter: Member) -> None:
    template = make_template(recruiter.organization)
    opening = make_opening(recruiter.organization, by=recruiter)
    loop = create_loop(make_candidacy(opening, by=recruiter), template=template, by=recruiter)
    client = client_as(recruiter)
    assert b"template has changed" not in client.get(loop.get_absolute_url()).content
    pinned = template.current
    template.current = template.versions.create(number=2)
    template.save()
    for planned in pinned.rounds.all():
        TemplateRound.objects.create(
            version=template.current,
            position=1,
            kind=planned.kind,
            title="Pairing",
            minutes=planned.minutes,
            rubric=planned.rubric,
        )

    response = client.get(loop.get_absolute_url())

    assert "template has changed" in response.content.decode()
    assert "Pairing" in " ".join(response.context["template_changes"])


# --- Rounds ---


def test_a_round_is_added_once_and_all_else_follows_from_its_rubric(
    client_as: AsMember, recruiter: Member, draft: Loop
) -> None:
    rubric, client = make_rubric(recruiter.organization, kind="behavioural"), client_as(recruiter)
    sent = {"rubric": rubric.pk, "once": str(uuid4())}

    first, second = (client.post(address("add", draft.pk), sent) for _ in range(2))

    added = draft.rounds.get(position=3)
    assert first["Location"] == second["Location"]
    assert first["Location"] == f"{draft.get_absolute_url()}?open={added.pk}#round-{added.pk}"
    assert (added.kind, added.title, added.minutes) == ("behavioural", rubric.name, 45)


def test_two_rounds_of_one_rubric_have_titles_of_their_own(
    client_as: AsMember, recruiter: Member, draft: Loop
) -> None:
    rubric = make_rubric(recruiter.organization)

    for _ in range(2):
        client_as(recruiter).post(address("add", draft.pk), {"rubric": rubric.pk})

    titles = list(draft.rounds.order_by("position").values_list("title", flat=True))
    assert titles[2:] == [rubric.name, f"{rubric.name} (2)"]


@pytest.mark.parametrize("rubric", ["", "9" * 40, "\x00", "x"])
def test_what_is_no_rubric_is_told_beside_its_field(
    client_as: AsMember, recruiter: Member, draft: Loop, rubric: str
) -> None:
    response = client_as(recruiter).post(address("add", draft.pk), {"rubric": rubric})

    assert response.status_code == 422
    assert "rubric" in response.context["new_round_form"].errors


def test_a_change_is_evaluated_at_once_and_only_what_changes_is_sent(
    client_as: AsMember, recruiter: Member, draft: Loop
) -> None:
    round = first_of(draft)

    response = client_as(recruiter).post(
        address("revise", draft.pk, round.pk), plan(round, minutes=15), headers=BY_HTMX
    )

    assert is_a_part(response)
    assert 'id="messages"' in response.content.decode()
    assert "take 20 minutes, and it lasts 15" in response.content.decode()
    assert response.context["parts"][0].is_unfolded
    assert Round.objects.get(pk=round.pk).minutes == 15


def test_a_round_says_what_must_be_asked_about(client_as: AsMember, recruiter: Member, draft: Loop) -> None:
    round = first_of(draft)
    judged = round.rubric_version.criteria.order_by("position")[0].competency
    client = client_as(recruiter)

    response = client.post(
        address("revise", draft.pk, round.pk), plan(round, competencies=[judged.pk], break_minutes=15)
    )

    assert response["Location"] == f"{draft.get_absolute_url()}?open={round.pk}#round-{round.pk}"
    round.refresh_from_db()
    assert list(round.competencies.all()) == [judged]
    assert round.break_minutes == 15
    assert f"has to ask about {judged.name}" in client.get(draft.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "a\x00b"),
        ("minutes", "14"),
        ("minutes", "9" * 40),
        ("break_minutes", "-1"),
        ("panel_size", "7"),
        ("question_count", "21"),
        ("difficulty", "6"),
        ("competencies", ["9" * 40]),
        ("competencies", ["\x00"]),
    ],
)
def test_what_cannot_be_taken_is_told_beside_its_field_and_kept(
    client_as: AsMember, recruiter: Member, draft: Loop, field: str, value: Any
) -> None:
    round = first_of(draft)

    response = client_as(recruiter).post(address("revise", draft.pk, round.pk), plan(round, **{field: value}))

    part = response.context["parts"][0]
    assert response.status_code == 422
    assert part.is_unfolded
    assert field in part.form.errors
    assert part.form[field].value() == value


def test_a_competency_that_the_rubric_does_not_judge_is_no_choice(
    client_as: AsMember, recruiter: Member, draft: Loop, competency: Competency
) -> None:
    round = first_of(draft)

    response = client_as(recruiter).post(
        address("revise", draft.pk, round.pk), plan(round, competencies=[competency.pk])
    )

    assert "competencies" in response.context["parts"][0].form.errors


def test_who_was_slower_sees_both_texts(client_as: AsMember, recruiter: Member, draft: Loop) -> None:
    round, client = first_of(draft), client_as(recruiter)
    client.post(address("revise", draft.pk, round.pk), plan(round, title="Theirs"))

    late = client.post(address("revise", draft.pk, round.pk), plan(round, title="Mine"), headers=BY_HTMX)

    assert late.status_code == 422
    page = late.content.decode()
    assert "Somebody else changed this" in page
    assert "It now says: Theirs" in page
    assert 'value="Mine"' in page


def test_a_panel_is_not_made_smaller_than_who_sits_there(
    client_as: AsMember, recruiter: Member, draft: Loop
) -> None:
    round = first_of(draft)
    Round.objects.filter(pk=round.pk).update(panel_size=2)
    round.refresh_from_db()
    seat_member(round, member=make_member(recruiter.organization), by=recruiter)

    response = client_as(recruiter).post(address("revise", draft.pk, round.pk), plan(round, panel_size=1))

    assert "panel_size" in response.context["parts"][0].form.errors


def test_rounds_are_moved_by_buttons(client_as: AsMember, recruiter: Member, draft: Loop) -> None:
    make_round(draft, by=recruiter)
    first, second, third = order_of(draft)
    client = client_as(recruiter)

    response = client.post(
        address("reorder", draft.pk), {"order": [first, second, third], "move": f"{third}:up"}
    )
    assert response["Location"] == f"{draft.get_absolute_url()}#rounds"
    assert order_of(draft) == [first, third, second]
    client.post(address("reorder", draft.pk), {"order": order_of(draft), "move": f"{first}:down"})
    assert order_of(draft) == [third, first, second]
    client.post(address("reorder", draft.pk), {"order": order_of(draft), "move": f"{third}:up"})
    assert order_of(draft) == [third, first, second]


def test_rounds_are_moved_by_dragging_and_come_back_evaluated(
    client_as: AsMember, recruiter: Member, draft: Loop
) -> None:
    first, second = order_of(draft)

    response = client_as(recruiter).post(
        address("reorder", draft.pk), {"order": [second, first]}, headers=BY_HTMX
    )

    assert order_of(draft) == [second, first]
    assert is_a_part(response)


@pytest.mark.parametrize(
    "sent",
    [{}, {"order": ["x"]}, {"order": ["9" * 40]}, {"order": ["\x00"]}, {"order": ["1"], "move": "1:out"}],
)
def test_what_is_no_order_is_refused(
    client_as: AsMember, recruiter: Member, draft: Loop, sent: dict[str, object]
) -> None:
    assert client_as(recruiter).post(address("reorder", draft.pk), sent).status_code == 400


def test_an_order_of_rounds_that_changed_meanwhile_is_refused(
    client_as: AsMember, recruiter: Member, draft: Loop
) -> None:
    before = order_of(draft)
    make_round(draft, by=recruiter)

    response = client_as(recruiter).post(address("reorder", draft.pk), {"order": before})

    assert response.status_code == 409
    assert "changed while you moved them" in response.content.decode()


def test_a_round_is_removed_once(client_as: AsMember, recruiter: Member, draft: Loop) -> None:
    first, second = order_of(draft)
    client = client_as(recruiter)

    for _ in range(2):
        assert client.post(address("remove", draft.pk, first)).status_code == 302

    assert order_of(draft) == [second]


def test_rounds_and_questions_of_another_loop_are_out_of_reach(
    client_as: AsMember, recruiter: Member, draft: Loop
) -> None:
    other = make_loop(recruiter.organization, published=False, by=recruiter)
    round, client = first_of(other), client_as(recruiter)
    question = round.questions.get()

    assert client.post(address("revise", draft.pk, round.pk), plan(round)).status_code == 404
    assert client.post(address("choose", draft.pk, round.pk)).status_code == 404
    assert client.post(address("lock", draft.pk, question.pk)).status_code == 404
    client.post(address("remove", draft.pk, round.pk))
    client.post(address("drop", draft.pk, question.pk))
    assert RoundQuestion.objects.filter(pk=question.pk).exists()


# --- Questions ---


def test_a_question_is_found_and_chosen_in_place(client_as: AsMember, recruiter: Member, draft: Loop) -> None:
    wanted = make_question(recruiter.organization, title="Ledger of payouts")
    make_question(recruiter.organization, title="Something else")
    round, client = first_of(draft), client_as(recruiter)
    search = {"pick": str(round.pk), "open": str(round.pk), "find-words": "ledger"}

    found = client.get(address("library", draft.pk, round.pk), search, headers=BY_HTMX)
    response = client.post(
        address("choose", draft.pk, round.pk), {**search, "question": wanted.pk}, headers=BY_HTMX
    )

    assert found.content.decode().lstrip().startswith('<div id="found"')
    assert found.context["picker"].found.questions == [wanted]
    part = response.context["parts"][0]
    assert [chosen.question_version.question for chosen in part.row.questions][1:] == [wanted]
    assert part.picker.search["words"].value() == "ledger"
    assert part.picker.found.questions == []


def test_a_question_that_cannot_be_asked_is_told_beside_the_library(
    client_as: AsMember, recruiter: Member, draft: Loop
) -> None:
    first, second = draft.rounds.order_by("position")
    asked = first.questions.get().question_version.question

    response = client_as(recruiter).post(
        address("choose", draft.pk, second.pk), {"question": asked.pk, "pick": str(second.pk)}
    )

    assert response.status_code == 422
    assert f"“{first.title}” asks this already" in response.content.decode()


def test_a_question_is_locked_and_given_free(client_as: AsMember, recruiter: Member, draft: Loop) -> None:
    chosen, client = first_of(draft).questions.get(), client_as(recruiter)

    client.post(address("lock", draft.pk, chosen.pk))
    chosen.refresh_from_db()
    assert not chosen.is_locked
    client.post(address("lock", draft.pk, chosen.pk), {"is_locked": "on"})
    chosen.refresh_from_db()
    assert chosen.is_locked


def test_a_question_is_taken_out_once(client_as: AsMember, recruiter: Member, draft: Loop) -> None:
    round, client = first_of(draft), client_as(recruiter)
    chosen = round.questions.get()

    for _ in range(2):
        assert client.post(address("drop", draft.pk, chosen.pk)).status_code == 302

    assert not round.questions.exists()


# --- Publishing, and answering for gaps ---


def test_publishing_twice_is_once(client_as: AsMember, recruiter: Member, draft: Loop) -> None:
    client = client_as(recruiter)

    assert [client.post(address("publish", draft.pk)).status_code for _ in range(2)] == [302, 302]

    draft.refresh_from_db()
    assert draft.status == LoopStatus.PUBLISHED


def test_by_htmx_publishing_leads_to_the_published_loop(
    client_as: AsMember, recruiter: Member, draft: Loop
) -> None:
    response = client_as(recruiter).post(address("publish", draft.pk), headers=BY_HTMX)

    assert response["HX-Redirect"] == draft.get_absolute_url()


@pytest.mark.parametrize("headers", [{}, BY_HTMX], ids=["as a page", "as a part"])
def test_publishing_with_a_gap_is_refused_and_names_it_on_top(
    client_as: AsMember, recruiter: Member, one_sided: Loop, headers: dict[str, str]
) -> None:
    response = client_as(recruiter).post(address("publish", one_sided.pk), headers=headers)

    assert response.status_code == 409
    page = response.content.decode()
    assert page.index('id="refusal"') < page.index('class="facts"')
    assert "Data engineering is judged only in" in page
    assert is_a_part(response) == bool(headers)
    one_sided.refresh_from_db()
    assert one_sided.status == LoopStatus.DRAFT


def test_the_hiring_manager_answers_for_a_gap_with_a_reason(
    client_as: AsMember, hiring_manager: Member, one_sided: Loop
) -> None:
    client = client_as(hiring_manager)
    [(told, form)] = client.get(one_sided.get_absolute_url()).context["gaps"]

    without = client.post(address("waive", one_sided.pk), {"gap": form["gap"].value(), "reason": " "})
    given = client.post(
        address("waive", one_sided.pk),
        {"gap": told.finding.key, "reason": "Two of us pair."},
        headers=BY_HTMX,
    )

    assert without.status_code == 422
    assert without.context["gaps"][0][1].errors["reason"]
    page = given.content.decode()
    assert "This loop holds" in page
    assert "Two of us pair." in page
    assert hiring_manager.name in page
    assert client.post(address("publish", one_sided.pk)).status_code == 302


def test_who_is_not_the_hiring_manager_learns_who_is(
    client_as: AsMember, recruiter: Member, hiring_manager: Member, one_sided: Loop
) -> None:
    client = client_as(recruiter)
    response = client.get(one_sided.get_absolute_url())

    [(told, form)] = response.context["gaps"]
    assert form is None
    assert f"{hiring_manager.name}, the hiring manager, may" in response.content.decode()
    sent = {"gap": told.finding.key, "reason": "Because."}
    assert client.post(address("waive", one_sided.pk), sent).status_code == 403


def test_a_waiver_is_withdrawn_once(client_as: AsMember, hiring_manager: Member, one_sided: Loop) -> None:
    client = client_as(hiring_manager)
    [(told, _)] = client.get(one_sided.get_absolute_url()).context["gaps"]
    waiver = waive_gap(one_sided, gap=told.finding.key, reason="Two of us pair.", by=hiring_manager)

    for _ in range(2):
        assert client.post(address("withdraw", one_sided.pk, waiver.pk)).status_code == 302

    assert not Waiver.objects.exists()


@pytest.mark.parametrize("gap", ["one_round competency=0", "\x00", "x" * 101])
def test_a_gap_that_is_none_is_told_and_the_reason_is_kept(
    client_as: AsMember, hiring_manager: Member, one_sided: Loop, gap: str
) -> None:
    response = client_as(hiring_manager).post(
        address("waive", one_sided.pk), {"gap": gap, "reason": "Kept words."}
    )

    assert response.status_code == 422
    assert "Kept words." in response.content.decode()


# --- Composing ---


def test_a_loop_is_composed_and_says_at_what_cost(
    client_as: AsMember, recruiter: Member, draft: Loop
) -> None:
    Round.objects.filter(loop=draft).update(minutes=20, question_count=1)

    response = client_as(recruiter).post(address("compose", draft.pk), headers=BY_HTMX)

    done = Composing.objects.get()
    assert is_a_part(response)
    assert done.outcome == "composed"
    told = f"Composed at a cost of {done.cost} points. No cheaper plan exists."
    assert told in response.content.decode()


def test_why_a_loop_cannot_be_composed_is_told(
    client_as: AsMember, recruiter: Member, one_sided: Loop
) -> None:
    first_of(one_sided).questions.all().delete()

    response = client_as(recruiter).post(address("compose", one_sided.pk), headers=BY_HTMX)

    done = Composing.objects.get()
    assert done.outcome == "impossible"
    assert done.says
    assert escape(done.says) in response.content.decode()


def test_while_a_worker_composes_only_how_far_it_is_comes_back(
    client_as: AsMember, recruiter: Member, draft: Loop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(composing, "MOST_AT_ONCE", 0)
    client = client_as(recruiter)
    client.post(address("compose", draft.pk))

    response = client.get(address("composing", draft.pk), headers=BY_HTMX)

    assert response.content.decode().lstrip().startswith('<div id="composing"')
    assert "Waiting for a free worker" in response.content.decode()
    assert "HX-Retarget" not in response


def test_once_composing_is_over_the_loop_comes_back_as_it_then_stands(
    client_as: AsMember, recruiter: Member, draft: Loop
) -> None:
    client = client_as(recruiter)
    client.post(address("compose", draft.pk))

    response = client.get(address("composing", draft.pk), headers=BY_HTMX)

    assert is_a_part(response)
    assert response["HX-Retarget"] == "#composer"
    assert client.get(address("composing", draft.pk))["Location"].startswith(draft.get_absolute_url())


def test_what_composing_came_to_is_told_while_the_loop_stands_as_it_did(
    client_as: AsMember, recruiter: Member, draft: Loop
) -> None:
    client = client_as(recruiter)
    client.post(address("compose", draft.pk))
    assert client.get(draft.get_absolute_url()).context["composing"].outcome

    round = draft.rounds.all()[0]
    change_round(round, minutes=round.minutes + 5, version=round.version, by=recruiter)

    assert client.get(draft.get_absolute_url()).context["composing"] is None
