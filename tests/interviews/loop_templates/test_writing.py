"""A template is written on one page, and without a script nothing that was typed is lost."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from hiring.people.models import Member, Organization
from interviews.loop_templates.drafts import RoundDraft, drafts_of
from interviews.loop_templates.models import LoopTemplate
from interviews.loop_templates.services import retire_template, revise_template
from rubrics.scales.models import Rubric
from tests.interviews.loop_templates.writing import a_round, template_of
from tests.making import make_competency, make_question, make_rubric

AsMember = Callable[[Member], Client]
NEW = "/templates/new/"
USUAL = {
    "minutes": 60,
    "break_minutes": 10,
    "place": "anywhere",
    "panel_size": 1,
    "question_count": 2,
    "difficulty": 3,
    "brief": "",
    "words": "",
}


def row(number: int, judged_by: Rubric | None, /, *, title: str = "Coding", **said: Any) -> dict[str, Any]:
    """What a browser sends of one round."""
    fields = {**USUAL, "title": title, "rubric": judged_by.pk if judged_by else "", **said}
    return {f"r{number}-{name}": value for name, value in fields.items()}


def sent(*rows: dict[str, Any], order: str = "", **said: Any) -> dict[str, Any]:
    """What a browser sends of the whole form, its rounds numbered from 1."""
    numbers = list(order or "".join(str(place) for place in range(1, len(rows) + 1)))
    template = {"name": "Senior engineer", "level": "senior", "order": numbers}
    return {**template, **{name: value for one in rows for name, value in one.items()}, **said}


def rows_in(response: HttpResponse) -> list[tuple[int, str]]:
    return [(one.number, one["title"].value()) for one in response.context["rows"]]  # type: ignore[attr-defined]


@pytest.fixture
def client(client_as: AsMember, recruiter: Member) -> Client:
    return client_as(recruiter)


@pytest.fixture
def rubric(organization: Organization) -> Rubric:
    return make_rubric(organization, competencies=[make_competency(organization, "Software")])


def rounds_of(template: LoopTemplate) -> list[RoundDraft]:
    template.refresh_from_db()
    assert template.current is not None
    return drafts_of(template.current)


def test_a_template_is_written_with_all_that_a_round_plans(
    client: Client, rubric: Rubric, organization: Organization
) -> None:
    question = make_question(organization)
    judged = rubric.current.criteria.get().competency  # type: ignore[union-attr]
    first = row(1, rubric, title="Task", place="first", competencies=[judged.pk], questions=[question.pk])

    response = client.post(NEW, sent(first, row(2, rubric, title="Talk", brief="Slowly.\r\nThen more.")))

    template = LoopTemplate.objects.get()
    assert response["Location"] == template.get_absolute_url()
    task, talk = rounds_of(template)
    assert (task.kind, task.place, task.minutes, task.break_minutes) == ("coding", "first", 60, 10)
    assert (task.competencies, task.questions) == ((judged,), (question,))
    assert talk.brief == "Slowly.\nThen more."


def test_a_template_sent_twice_is_made_once(client: Client, rubric: Rubric) -> None:
    body = sent(row(1, rubric), once=str(uuid4()))

    first, second = client.post(NEW, body), client.post(NEW, body)

    assert first["Location"] == second["Location"]
    assert LoopTemplate.objects.count() == 1


def test_a_round_in_which_nothing_was_typed_is_none(client: Client, rubric: Rubric) -> None:
    client.post(NEW, sent(row(1, rubric), row(2, None, title="")))

    assert len(rounds_of(LoopTemplate.objects.get())) == 1


@pytest.mark.parametrize(
    ("button", "rows"),
    [
        ({"add": "1"}, [(1, "Task"), (2, "Talk"), (3, None)]),
        ({"remove": "1"}, [(2, "Talk")]),
        ({"move": "2:up"}, [(2, "Talk"), (1, "Task")]),
        ({"move": "1:down"}, [(2, "Talk"), (1, "Task")]),
        ({"move": "1:up"}, [(1, "Task"), (2, "Talk")]),
    ],
)
def test_buttons_rearrange_the_rounds_and_keep_what_was_typed(
    button: dict[str, str], rows: list[tuple[int, str]], client: Client, rubric: Rubric
) -> None:
    body = sent(row(1, None, title="Task", minutes="soon"), row(2, rubric, title="Talk", brief="Kept."))

    response = client.post(NEW, {**body, **button})

    assert response.status_code == 200
    assert rows_in(response) == rows
    assert response.context["form"]["name"].value() == "Senior engineer"
    typed = {one.number: one for one in response.context["rows"]}
    assert typed[2]["brief"].value() == "Kept."
    assert 1 not in typed or typed[1]["minutes"].value() == "soon"
    assert not LoopTemplate.objects.exists()


def test_the_order_sent_is_the_order_saved(client: Client, rubric: Rubric) -> None:
    body = sent(row(1, rubric, title="Task"), row(2, rubric, title="Talk"), order="21")

    client.post(NEW, body)

    assert [planned.title for planned in rounds_of(LoopTemplate.objects.get())] == ["Talk", "Task"]


@pytest.mark.parametrize("button", [{"find": "1"}, {}])
def test_questions_are_found_by_their_words_and_those_ticked_stay(
    button: dict[str, str], client: Client, rubric: Rubric, organization: Organization
) -> None:
    ticked = make_question(organization, title="Ticked")
    leak = make_question(organization, title="A leak of memory")
    make_question(organization, title="Another leak", kind="mlops")
    make_question(organization, title="A leak in work", status="draft")

    response = client.post(NEW, {**sent(row(1, rubric, words="leak", questions=[ticked.pk])), **button})

    (one,) = response.context["rows"]
    offered = [key for key, _ in one.fields["questions"].choices]
    assert offered == [str(ticked.pk), str(leak.pk)]
    assert one["questions"].value() == [str(ticked.pk)]
    assert not LoopTemplate.objects.exists()


def test_words_without_a_match_say_so(client: Client, rubric: Rubric) -> None:
    response = client.post(NEW, {**sent(row(1, rubric, words="xylophone")), "find": "1"})

    assert "No approved question of this kind has these words" in response.content.decode()


def test_words_still_in_the_search_do_not_keep_the_save_button_from_saving(
    client: Client, rubric: Rubric
) -> None:
    client.post(NEW, sent(row(1, rubric, words="leak"), save="1"))

    assert LoopTemplate.objects.count() == 1


def test_mistakes_stand_beside_their_fields_and_nothing_typed_is_lost(client: Client, rubric: Rubric) -> None:
    blank = row(3, None, title="")
    body = sent(row(1, rubric, title="", minutes=5), row(2, rubric, brief="Kept."), blank, name="")

    response = client.post(NEW, body)

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"name"}
    first, second, third = response.context["rows"]
    assert set(first.errors) == {"title", "minutes"}
    assert second["brief"].value() == "Kept."
    assert not third.errors


def test_what_no_loop_could_be_made_from_stands_beside_its_field(
    client: Client, rubric: Rubric, organization: Organization
) -> None:
    unjudged, leaked = make_competency(organization, "Drift"), make_question(organization, minutes=90)
    rows = [
        row(1, rubric, competencies=[unjudged.pk]),
        row(2, rubric, place="first", questions=[leaked.pk]),
    ]

    response = client.post(NEW, sent(*rows))

    first, second = response.context["rows"]
    assert response.status_code == 422
    assert "does not judge Drift" in first.errors["competencies"][0]
    assert set(second.errors) == {"place", "questions"}
    assert not LoopTemplate.objects.exists()


def test_a_template_without_rounds_is_refused(client: Client) -> None:
    response = client.post(NEW, sent(row(1, None, title="")))

    assert response.context["form"].non_field_errors() == ["A template has one round at least. Add one."]


@pytest.mark.parametrize("field", ["rubric", "competencies", "questions"])
@pytest.mark.parametrize("value", ["0", "x", "9" * 40, "\x00"])
def test_things_that_do_not_exist_are_no_choice(
    field: str, value: str, client: Client, rubric: Rubric
) -> None:
    response = client.post(NEW, sent(row(1, rubric, **{field: value})))

    assert response.status_code == 422
    assert set(response.context["rows"].rows[0].errors) == {field}


def test_another_organizations_things_are_no_choice(
    client: Client, rubric: Rubric, other_organization: Organization
) -> None:
    foreign = {
        "rubric": make_rubric(other_organization),
        "competencies": make_competency(other_organization),
        "questions": make_question(other_organization, title="Foreign title"),
    }

    for field, thing in foreign.items():
        response = client.post(NEW, sent(row(1, rubric, **{field: thing.pk})))
        assert set(response.context["rows"].rows[0].errors) == {field}
        assert str(thing) not in response.content.decode()


@pytest.mark.parametrize("order", ["", "0", "1" * 9, "x", "\x00"])
def test_an_order_that_makes_no_sense_is_no_crash(order: str, client: Client) -> None:
    assert client.post(NEW, {"name": "Name", "level": "senior", "order": [order]}).status_code == 422


def test_no_more_rounds_are_added_than_a_template_holds(client: Client, rubric: Rubric) -> None:
    rows = [row(number, rubric) for number in range(1, 13)]
    body = sent(*rows, add="1")
    body["order"] = [str(number) for number in range(1, 13)]

    response = client.post(NEW, body)

    assert len(response.context["rows"]) == 12
    assert "the most a template can hold" in response.content.decode()


def test_changing_a_template_begins_with_what_it_says(client: Client, recruiter: Member) -> None:
    question = make_question(recruiter.organization)
    template = template_of(recruiter, a_round(recruiter, title="Task", questions=[question]))

    response = client.get(reverse("templates:edit", args=[template.pk]))

    (one,) = response.context["rows"]
    assert one["title"].value() == "Task"
    assert [key for key, _ in one.fields["questions"].choices] == [str(question.pk)]
    assert response.context["form"]["version"].value() == 1


def test_a_change_is_saved_as_the_next_version_with_its_note(
    client: Client, recruiter: Member, rubric: Rubric
) -> None:
    template = template_of(recruiter, a_round(recruiter, rubric=rubric, title="Task"))
    body = sent(row(1, rubric, title="Task", minutes=45), version=1, note="Shorter.")

    response = client.post(reverse("templates:edit", args=[template.pk]), body, follow=True)

    assert [planned.minutes for planned in rounds_of(template)] == [45]
    assert (template.current.number, template.current.note) == (2, "Shorter.")  # type: ignore[union-attr]
    assert "Saved as version 2" in response.content.decode()


def test_who_was_slower_keeps_the_text_and_sees_what_is_there_now(
    client: Client, recruiter: Member, rubric: Rubric
) -> None:
    template = template_of(recruiter, a_round(recruiter, rubric=rubric, title="Task"))
    faster = a_round(recruiter, rubric=rubric, title="Task", minutes=90, break_minutes=10)
    revise_template(template, name="Another", level="senior", rounds=[faster], version=1, by=recruiter)
    address = reverse("templates:edit", args=[template.pk])
    body = sent(row(1, rubric, title="Task", minutes=45), version=1)

    response = client.post(address, body)

    assert response.status_code == 422
    assert response.context["others"] == ("“Task”: length 45 minutes → 90 minutes.",)
    assert response.context["form"].errors["name"] == ["It now says: Another"]
    assert response.context["rows"].rows[0]["minutes"].value() == "45"
    assert response.context["form"]["version"].value() == "2"
    client.post(address, {**body, "version": 2})
    assert [planned.minutes for planned in rounds_of(template)] == [45]


def test_a_retired_template_says_why_it_does_not_change(
    client: Client, recruiter: Member, rubric: Rubric
) -> None:
    template = retire_template(template_of(recruiter, a_round(recruiter, rubric=rubric)), by=recruiter)

    response = client.post(
        reverse("templates:edit", args=[template.pk]), sent(row(1, rubric, minutes=45), version=1)
    )

    assert "Take it back into use, then change it." in response.content.decode()


def test_a_template_is_retired_and_taken_back(client: Client, recruiter: Member) -> None:
    template = template_of(recruiter)

    client.post(reverse("templates:retire", args=[template.pk]))
    template.refresh_from_db()
    assert template.retired_at is not None
    assert "Take back into use" in client.get(template.get_absolute_url()).content.decode()

    client.post(reverse("templates:restore", args=[template.pk]))
    template.refresh_from_db()
    assert template.retired_at is None


@pytest.mark.parametrize("count", [1, 4])
def test_the_form_asks_a_fixed_number_of_queries(
    count: int, client: Client, recruiter: Member, django_assert_num_queries: Callable[[int], Any]
) -> None:
    rounds = [a_round(recruiter, questions=[make_question(recruiter.organization)]) for _ in range(count)]
    template = template_of(recruiter, *rounds)

    with django_assert_num_queries(11):
        client.get(reverse("templates:edit", args=[template.pk]))


def test_a_script_is_answered_with_the_rounds_alone(client: Client, rubric: Rubric) -> None:
    response = client.post(NEW, sent(row(1, rubric), add="1"), headers={"HX-Request": "true"})

    assert response.content.decode().lstrip().startswith('<section class="stack" id="rounds"')
