"""Writing and changing a question on its page: nothing typed is lost, nothing strange gets in."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from hiring.people.models import Member, Organization
from rubrics.competencies.models import Competency
from rubrics.library.draft_forms import PartsField
from rubrics.library.models import Question
from rubrics.library.services import approve_question, propose_question, revise_question, submit_question
from tests.making import make_competency, make_question, make_rubric
from tests.rubrics.library.writing import approved, draft_by, proposed_by

AsMember = Callable[[Member], Client]
NEW = "library:new"


@pytest.fixture
def competency(organization: Organization) -> Competency:
    return make_competency(organization, "Incident response")


def typed(competency: Competency, **changed: Any) -> dict[str, Any]:
    return {
        "title": "Undo a release",
        "round_kind": "production",
        "form": "question",
        "prompt": "Conversion has halved since noon. What do you do?",
        "context": "",
        "follow_ups": "And if there is no rollback?\r\n\r\n  Who is told?  ",
        "strong_signals": "Stops the harm first",
        "weak_signals": "Retrains at once",
        "sample_answer": "",
        "materials": "",
        "timings": "",
        "minutes": "20",
        "difficulty": "4",
        "exposure_limit": "12",
        "tags": "Rollback, on call",
        "competencies": [competency.pk],
        **changed,
    }


def edit_of(question: Question) -> str:
    return reverse("library:edit", args=[question.pk])


# --- A new question ---


def test_an_interviewer_writes_a_question(
    client_as: AsMember, interviewer: Member, competency: Competency
) -> None:
    flag = make_rubric(interviewer.organization).current.red_flags.get()

    response = client_as(interviewer).post(reverse(NEW), typed(competency, red_flags=[flag.pk]))

    question = Question.objects.get()
    version = question.versions.get()
    assert (response.status_code, response["Location"]) == (302, question.get_absolute_url())
    assert (question.tags, question.round_kind) == (["on call", "rollback"], "production")
    assert version.follow_ups == ["And if there is no rollback?", "Who is told?"]
    assert (version.minutes, version.difficulty, version.exposure_limit) == (20, 4, 12)
    assert (version.author, version.status) == (interviewer, "draft")
    assert (list(version.competencies.all()), list(version.red_flags.all())) == ([competency], [flag])


def test_an_exercise_is_written_in_lines(
    client_as: AsMember, interviewer: Member, competency: Competency
) -> None:
    sent = typed(
        competency,
        form="exercise",
        minutes="60",
        materials="A whiteboard\nThe log of one day",
        timings="10 Clarify the brief\n40 min: Design\n10′ – Questions",
    )

    assert client_as(interviewer).post(reverse(NEW), sent).status_code == 302

    version = Question.objects.get().versions.get()
    assert version.materials == ["A whiteboard", "The log of one day"]
    assert version.timings == [
        {"minutes": 10, "activity": "Clarify the brief"},
        {"minutes": 40, "activity": "Design"},
        {"minutes": 10, "activity": "Questions"},
    ]


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("5 Greet", (5, "Greet")),
        ("5  minutes   Greet", (5, "Greet")),
        ("5m Greet", (5, "Greet")),
        ("5 min. Greet", (5, "Greet")),
        ("5: Greet", (5, "Greet")),
        ("5 – 10 questions", (5, "10 questions")),
        ("5 Minuten-Gespräch", (5, "Minuten-Gespräch")),
    ],
)
def test_a_part_of_an_exercise_is_read_as_people_write_it(line: str, part: tuple[int, str]) -> None:
    [read] = PartsField().clean(line)

    assert (read["minutes"], read["activity"]) == part


def test_a_form_sent_twice_writes_one(
    client_as: AsMember, interviewer: Member, competency: Competency
) -> None:
    client, sent = client_as(interviewer), typed(competency, once=str(uuid4()))

    first, second = (client.post(reverse(NEW), sent) for _ in range(2))

    assert first["Location"] == second["Location"]
    assert Question.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "a\x00b"),
        ("title", "x" * 161),
        ("prompt", ""),
        ("prompt", "x" * 5_000_000),
        ("prompt", "🙂\x00"),
        ("context", "x" * 4001),
        ("round_kind", "juggling"),
        ("form", "dance"),
        ("follow_ups", "Why?\n" * 51),
        ("follow_ups", "a\x00b"),
        ("strong_signals", "x" * 1001),
        ("weak_signals", "x" * 5_000_000),
        ("materials", "Only exercises have any"),
        ("timings", "Clarify"),
        ("timings", "0x10 Clarify"),
        ("minutes", "0"),
        ("minutes", "481"),
        ("minutes", "9" * 400),
        ("minutes", "²"),
        ("difficulty", "6"),
        ("exposure_limit", "0"),
        ("exposure_limit", "9" * 30),
        ("tags", ", ".join(f"tag {number}" for number in range(21))),
        ("tags", "x" * 41),
        ("tags", "a\x00b"),
        ("competencies", ["9" * 5000]),
        ("red_flags", ["\x00"]),
    ],
)
def test_what_cannot_be_taken_is_told_and_nothing_is_lost(
    client_as: AsMember, interviewer: Member, competency: Competency, field: str, value: Any
) -> None:
    response = client_as(interviewer).post(reverse(NEW), typed(competency, **{field: value}))

    form = response.context["form"]
    assert response.status_code == 422
    assert form.errors.get(field) or form.errors.get("form")
    assert form[field].value() == value
    assert form["weak_signals"].value()
    assert not Question.objects.exists()


def test_emoji_and_every_script_are_welcome(
    client_as: AsMember, interviewer: Member, competency: Competency
) -> None:
    words = {"title": "🙂 ارجع للخلف 回滚", "prompt": "👩🏽‍💻\r\nسؤال", "tags": "回滚, 🙂"}

    assert client_as(interviewer).post(reverse(NEW), typed(competency, **words)).status_code == 302
    assert Question.objects.get().versions.get().prompt == "👩🏽‍💻\nسؤال"


def test_the_kind_of_the_list_one_comes_from_is_chosen_already(
    client_as: AsMember, interviewer: Member
) -> None:
    client = client_as(interviewer)

    for kind, chosen in (("mlops", "mlops"), ("juggling", None), ("\x00", None)):
        assert client.get(reverse(NEW), {"kind": kind}).context["form"].initial.get("round_kind") == chosen


def test_choices_of_another_organization_are_none(
    client_as: AsMember, interviewer: Member, other_organization: Organization
) -> None:
    response = client_as(interviewer).post(reverse(NEW), typed(make_competency(other_organization)))

    assert (response.status_code, "competencies" in response.context["form"].errors) == (422, True)


def test_the_committee_only_reads(client_as: AsMember, committee_member: Member, recruiter: Member) -> None:
    question, client = proposed_by(recruiter), client_as(committee_member)

    assert client.get(reverse(NEW)).status_code == 403
    assert client.get(edit_of(question)).status_code == 403
    assert client.post(reverse("library:submit", args=[question.pk])).status_code == 403
    assert client.post(reverse("library:similar"), {"prompt": "Why?"}).status_code == 403


# --- Changing one ---


def test_ones_own_draft_is_changed(client_as: AsMember, interviewer: Member, competency: Competency) -> None:
    question = proposed_by(interviewer)

    response = client_as(interviewer).post(edit_of(question), typed(competency, version=1))

    assert response.status_code == 302
    assert question.versions.get().prompt.startswith("Conversion has halved")


def test_the_form_begins_with_what_is_there(client_as: AsMember, interviewer: Member) -> None:
    parts = [{"minutes": 5, "activity": "Clarify"}, {"minutes": 15, "activity": "Design"}]
    question = proposed_by(interviewer, form="exercise", timings=parts, materials=["A pen"])

    page = client_as(interviewer).get(edit_of(question)).content.decode()

    for words in ("5 Clarify\n15 Design", "A pen", "Names who is told first", "A release halves conversion."):
        assert words in page


def test_anothers_draft_is_theirs(client_as: AsMember, interviewer: Member, recruiter: Member) -> None:
    question = proposed_by(recruiter)

    assert client_as(interviewer).get(edit_of(question)).status_code == 403


def test_what_is_asked_gets_a_new_version_that_keeps_its_sources(
    client_as: AsMember, interviewer: Member, recruiter: Member, competency: Competency
) -> None:
    question = approved(interviewer, reviewer=recruiter, source_refs=("S0-3",))

    response = client_as(interviewer).post(
        edit_of(question), typed(competency, version=0, round_kind="coding", form="exercise")
    )

    assert response.status_code == 302
    new = question.versions.get(number=2)
    assert (new.title, new.source_refs, new.author) == ("Undo a release", ["S0-3"], interviewer)
    assert Question.objects.get().round_kind == "mlops"


def test_saving_what_one_has_only_read_changes_nothing(
    client_as: AsMember, interviewer: Member, recruiter: Member
) -> None:
    question = approved(interviewer, reviewer=recruiter)
    client = client_as(recruiter)
    form = client.get(edit_of(question)).context["form"]
    sent = {
        name: form[name].field.prepare_value(form[name].value()) for name in form.fields if form[name].value()
    }

    response = client.post(edit_of(question), {**sent, "version": 0, "is_different": "on"}, follow=True)

    assert "there is no new version" in response.content.decode()
    assert question.versions.count() == 1


def test_a_stale_change_keeps_the_typing_and_shows_both(
    client_as: AsMember, interviewer: Member, recruiter: Member, competency: Competency
) -> None:
    question = proposed_by(interviewer, follow_ups=["Why?", "And then?"])
    client = client_as(interviewer)
    revise_question(
        question, draft_by(recruiter, prompt="By a colleague?", follow_ups=["Who?"]), version=1, by=recruiter
    )

    response = client.post(edit_of(question), typed(competency, version=1))

    form = response.context["form"]
    assert response.status_code == 422
    assert form["prompt"].value().startswith("Conversion has halved")
    assert form.errors["prompt"] == ["It now says: By a colleague?"]
    assert form.errors["follow_ups"] == ["It now says: Who?"]
    assert (
        client.post(edit_of(question), typed(competency, version=form["version"].value())).status_code == 302
    )


def test_a_colleague_who_began_first_takes_no_words_away(
    client_as: AsMember, interviewer: Member, recruiter: Member, competency: Competency
) -> None:
    question = approved(interviewer, reviewer=recruiter)
    revise_question(question, draft_by(recruiter, prompt="By a colleague?"), version=0, by=recruiter)

    response = client_as(interviewer).post(edit_of(question), typed(competency, version=0))

    assert response.status_code == 422
    assert response.context["form"].errors["prompt"] == ["It now says: By a colleague?"]


def test_what_is_in_review_is_taken_back_first(
    client_as: AsMember, interviewer: Member, competency: Competency
) -> None:
    question = proposed_by(interviewer)
    submit_question(question, by=interviewer)

    response = client_as(interviewer).post(edit_of(question), typed(competency, version=1))

    assert response.status_code == 422
    assert "Take it back into work first" in response.content.decode()
    assert "Conversion has halved" in response.content.decode()


# --- Tags ---


def test_tags_of_two_people_both_stay(
    client_as: AsMember, interviewer: Member, recruiter: Member, competency: Competency
) -> None:
    question = propose_question(draft_by(interviewer), tags=["drift", "old"], by=interviewer)
    seen = {"initial-tags": "drift, old", "tags": "drift, mine"}
    revise_question(question, draft_by(interviewer), version=1, add_tags=["theirs"], by=recruiter)

    client_as(interviewer).post(edit_of(question), typed(competency, version=2, **seen))

    assert Question.objects.get().tags == ["drift", "mine", "theirs"]


def test_tags_of_what_is_in_use_are_the_writers(
    client_as: AsMember, interviewer: Member, recruiter: Member, competency: Competency
) -> None:
    question = proposed_by(interviewer)
    submit_question(question, by=interviewer)
    approve_question(question, version=1, by=recruiter)

    assert "tags" not in client_as(interviewer).get(edit_of(question)).context["form"].fields
    client_as(interviewer).post(edit_of(question), typed(competency, version=0, tags="mine"))
    client_as(recruiter).post(
        edit_of(question), {**typed(competency, version=1, tags="theirs"), "initial-tags": ""}
    )

    assert Question.objects.get().tags == ["theirs"]


# --- Near-duplicates ---


@pytest.fixture
def known(organization: Organization) -> Question:
    return make_question(
        organization,
        title="Halved conversion",
        prompt="Conversion has halved since noon. What do you do first?",
    )


def test_a_near_duplicate_is_pointed_out_before_saving(
    client_as: AsMember, interviewer: Member, competency: Competency, known: Question
) -> None:
    client = client_as(interviewer)

    response = client.post(reverse(NEW), typed(competency))

    page = response.content.decode()
    assert response.status_code == 422
    assert known.get_absolute_url() in page
    assert 'name="is_different"' in page
    assert response.context["form"]["prompt"].value().startswith("Conversion has halved")
    assert Question.objects.count() == 1

    assert client.post(reverse(NEW), typed(competency, is_different="on")).status_code == 302
    assert Question.objects.count() == 2


def test_what_has_nothing_like_it_is_saved_at_once(
    client_as: AsMember, interviewer: Member, competency: Competency, known: Question
) -> None:
    sent = typed(competency, prompt="Explain how gradients vanish in deep networks.")

    assert client_as(interviewer).post(reverse(NEW), sent).status_code == 302


def test_a_question_is_no_duplicate_of_itself(
    client_as: AsMember, recruiter: Member, competency: Competency, known: Question
) -> None:
    assert client_as(recruiter).post(edit_of(known), typed(competency, version=0)).status_code == 302


def test_a_question_that_becomes_like_another_is_pointed_out(
    client_as: AsMember, recruiter: Member, competency: Competency, known: Question
) -> None:
    other = make_question(recruiter.organization)

    response = client_as(recruiter).post(edit_of(other), typed(competency, version=0))

    assert (response.status_code, other.versions.count()) == (422, 1)
    assert known.get_absolute_url() in response.content.decode()


def test_while_somebody_writes_they_see_what_is_there(
    client_as: AsMember, interviewer: Member, known: Question
) -> None:
    client, address = client_as(interviewer), reverse("library:similar")
    prompt = {"prompt": "Conversion has halved since noon"}

    found = client.post(address, prompt).content.decode()
    itself = client.post(address, {**prompt, "leave_out": known.pk}).content.decode()

    assert known.title in found
    assert "<html" not in found
    assert known.title not in itself


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"prompt": ""},
        {"prompt": "\x00"},
        {"prompt": "🙂"},
        {"prompt": "x " * 5000},
        {"prompt": "Why?", "leave_out": "9" * 40},
        {"prompt": "Why?", "leave_out": "\x00"},
    ],
)
def test_what_cannot_be_compared_is_compared_with_nothing(
    client_as: AsMember, interviewer: Member, known: Question, sent: dict[str, str]
) -> None:
    response = client_as(interviewer).post(reverse("library:similar"), sent)

    assert (response.status_code, known.title in response.content.decode()) == (200, False)


def test_other_organizations_are_not_compared(
    client_as: AsMember, interviewer: Member, other_organization: Organization
) -> None:
    make_question(other_organization, title="Theirs", prompt="Conversion has halved since noon. What now?")

    sent = {"prompt": "Conversion has halved since noon. What now?"}
    assert "Theirs" not in client_as(interviewer).post(reverse("library:similar"), sent).content.decode()
