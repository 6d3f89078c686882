"""Writing and changing a rubric on its page: nothing typed is lost, with a script or without."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from hiring.people.models import Member, Organization
from rubrics.competencies.models import Competency
from rubrics.scales.flags import add_flag
from rubrics.scales.models import AnchorSort, Rubric
from rubrics.scales.services import in_work, publish_rubric
from tests.making import make_competency, make_member, make_question
from tests.rubrics.scales.writing import ANCHORS, next_version, proposed_by, published

AsMember = Callable[[Member], Client]


@pytest.fixture
def competency(organization: Organization) -> Competency:
    return make_competency(organization, "Incident response")


def row(number: int, competency: Competency | None, **changed: str) -> dict[str, str]:
    said = {
        "name": f"Criterion {number}",
        "description": "",
        "weight": "",
        "competency": str(competency.pk) if competency else "",
        **{f"level_{level}": text for level, text in enumerate(ANCHORS, start=1)},
        **changed,
    }
    return {f"c{number}-{name}": value for name, value in said.items()}


def typed(*rows: dict[str, str], order: str = "1", **changed: Any) -> dict[str, Any]:
    said: dict[str, Any] = {"name": "On call", "round_kind": "production", "guidance": "One.\r\nTwo."}
    for one in rows:
        said |= one
    return {**said, "order": order.split(), **changed}


def edit_of(rubric: Rubric) -> str:
    return reverse("scales:edit", args=[rubric.pk])


# --- A new rubric ---


def test_an_interviewer_writes_a_rubric(
    client_as: AsMember, interviewer: Member, recruiter: Member, competency: Competency
) -> None:
    flag = add_flag(statement="Blames others", by=recruiter)
    sent = typed(
        row(1, competency, weight="4"), row(7, competency), order="7 1", red_flags=[flag.pk], once=uuid4()
    )
    client = client_as(interviewer)

    answers = [client.post(reverse("scales:new"), sent) for _ in range(2)]

    rubric = Rubric.objects.get()
    work = in_work(rubric)
    assert work is not None
    assert {answer.headers["Location"] for answer in answers} == {rubric.get_absolute_url()}
    assert (work.guidance, work.author) == ("One.\nTwo.", interviewer)
    assert list(work.red_flags.all()) == [flag]
    lines = work.criteria.order_by("position")
    assert [(line.name, line.weight) for line in lines] == [("Criterion 7", None), ("Criterion 1", 4)]


def test_rows_left_blank_are_none_and_levels_may_stay_empty(
    client_as: AsMember, interviewer: Member, competency: Competency
) -> None:
    blank = row(2, None, name="", **{f"level_{level}": " " for level in range(1, 5)})
    gap = row(1, competency, level_3="")

    client_as(interviewer).post(reverse("scales:new"), typed(gap, blank, order="1 2"))

    work = in_work(Rubric.objects.get())
    assert work is not None
    [line] = work.criteria.all()
    assert [anchor.level for anchor in line.anchors.all()] == [1, 2, 4]


def test_a_row_without_a_competency_is_told_beside_its_field(
    client_as: AsMember, interviewer: Member
) -> None:
    answer = client_as(interviewer).post(reverse("scales:new"), typed(row(1, None, name="Kept")))

    assert answer.status_code == 422
    [faulty] = answer.context["rows"].faulty
    assert list(faulty.errors) == ["competency"]
    assert "Kept" in answer.content.decode()
    assert not Rubric.objects.exists()


@pytest.mark.parametrize(
    ("pressed", "names"),
    [
        ({"add": "1"}, ["A", "B", ""]),
        ({"remove": "1"}, ["B"]),
        ({"remove": "9"}, None),
        ({"move": "2:up"}, ["B", "A"]),
        ({"move": "2:down"}, ["A", "B"]),
        ({"move": "x:up"}, None),
    ],
)
def test_rows_are_added_removed_and_moved_without_a_script(
    client_as: AsMember,
    interviewer: Member,
    competency: Competency,
    pressed: dict[str, str],
    names: list[str] | None,
) -> None:
    sent = typed(row(1, competency, name="A"), row(2, None, name="B"), order="1 2", name="", **pressed)

    answer = client_as(interviewer).post(reverse("scales:new"), sent)

    assert not Rubric.objects.exists()
    if names is None:
        assert answer.status_code == 422
    else:
        assert answer.status_code == 200
        assert [str(one["name"].value() or "") for one in answer.context["rows"]] == names
        assert not answer.context["form"].errors


def test_a_script_is_sent_the_rows_alone(
    client_as: AsMember, interviewer: Member, competency: Competency
) -> None:
    sent = typed(row(1, competency), add="1")

    page = (
        client_as(interviewer)
        .post(reverse("scales:new"), sent, headers={"HX-Request": "true"})
        .content.decode()
    )

    assert page.count("criterion-row") == 2
    assert "<!doctype" not in page


@pytest.mark.parametrize(
    "strange",
    [{"order": ["x", "", "9" * 40]}, {"order": []}, {"c1-competency": "0"}, {"red_flags": ["9" * 40]}],
)
def test_nothing_strange_gets_in(
    client_as: AsMember, interviewer: Member, competency: Competency, strange: dict[str, Any]
) -> None:
    answer = client_as(interviewer).post(reverse("scales:new"), {**typed(row(1, competency)), **strange})

    assert answer.status_code in {302, 422}


# --- Changing one ---


def test_changing_a_published_rubric_begins_the_next_version(
    client_as: AsMember, recruiter: Member, competency: Competency
) -> None:
    rubric = published(recruiter)
    client = client_as(recruiter)
    page = client.get(edit_of(rubric))
    assert [one["name"].value() for one in page.context["rows"]] == ["Protects users first"]
    assert page.context["form"]["round_kind"].field.disabled

    client.post(edit_of(rubric), typed(row(1, competency), version=0, note="Sharper."))

    work = in_work(rubric)
    assert work is not None
    assert (work.number, work.note) == (2, "Sharper.")
    rubric.refresh_from_db()
    assert rubric.current is not None
    assert rubric.current.number == 1


def test_who_comes_second_keeps_their_text_and_sees_the_other(
    client_as: AsMember, recruiter: Member, competency: Competency
) -> None:
    rubric = published(recruiter)
    next_version(rubric, by=recruiter, guidance="A colleague was faster.")
    client = client_as(recruiter)

    answer = client.post(edit_of(rubric), typed(row(1, competency, name="Mine"), version=0))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Somebody else changed this" in page
    assert "Mine" in page
    assert "A colleague was faster." in page
    assert "How what is saved now differs" in page
    again = client.post(edit_of(rubric), typed(row(1, competency, name="Mine"), version=1))
    assert again.status_code == 302


def test_a_colleagues_work_is_not_opened_for_changing(
    client_as: AsMember, interviewer: Member, organization: Organization, recruiter: Member
) -> None:
    rubric = proposed_by(interviewer)

    assert client_as(make_member(organization)).get(edit_of(rubric)).status_code == 403
    assert client_as(interviewer).get(edit_of(rubric)).status_code == 200
    assert client_as(recruiter).get(edit_of(rubric)).status_code == 200


# --- Checks while writing ---


def remarks_in(client: Client, sent: dict[str, Any]) -> list[str]:
    answer = client.post(reverse("scales:check"), sent, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return [remark.finding.fault for remark in answer.context["remarks"]]


def test_the_checks_speak_while_somebody_writes(
    client_as: AsMember, interviewer: Member, competency: Competency
) -> None:
    make_question(interviewer.organization, kind="production", competencies=[competency])
    client = client_as(interviewer)
    by_degree = row(1, competency, level_1="Clearly explains", level_2="Very clearly explains")

    assert remarks_in(client, typed(row(1, competency))) == []
    assert remarks_in(client, typed(by_degree)) == ["by_degree"]
    assert remarks_in(client, typed(row(1, competency), round_kind="coding")) == ["not_fed"]
    assert remarks_in(client, typed(row(1, competency, level_4=""))) == ["no_text"]
    assert remarks_in(client, {}) == []


def test_a_draft_question_feeds_nothing(
    client_as: AsMember, interviewer: Member, competency: Competency
) -> None:
    make_question(interviewer.organization, kind="production", competencies=[competency], status="draft")

    assert remarks_in(client_as(interviewer), typed(row(1, competency))) == ["not_fed"]


# --- Publishing, comparing, sorting ---


def test_publishing_what_has_gaps_says_which(
    client_as: AsMember, recruiter: Member, competency: Competency
) -> None:
    client = client_as(recruiter)
    client.post(reverse("scales:new"), typed(row(1, competency, level_3="")))
    rubric = Rubric.objects.get()

    refused = client.post(reverse("scales:publish", args=[rubric.pk]), {"version": 1})

    assert refused.status_code == 422
    assert "Levels without text: Criterion 1" in refused.content.decode()
    client.post(edit_of(rubric), typed(row(1, competency), version=1))
    client.post(reverse("scales:publish", args=[rubric.pk]), {"version": 2})
    rubric.refresh_from_db()
    assert rubric.current is not None


def test_two_versions_are_compared(client_as: AsMember, recruiter: Member, interviewer: Member) -> None:
    rubric = published(recruiter)
    next_version(rubric, by=recruiter, guidance="Play the incident as a referee.")
    publish_rubric(rubric, version=1, by=recruiter)
    client = client_as(interviewer)

    page = client.get(reverse("scales:compare", args=[rubric.pk]))
    same = client.get(reverse("scales:compare", args=[rubric.pk]), {"old": 2, "new": 2})

    assert [(change.name, [line.kind for line in change.lines]) for change in page.context["changes"]] == [
        ("guidance", ["changed"])
    ]
    assert same.context["changes"] == []
    assert "one and the same version" in same.content.decode()


def test_a_reviewer_sorts_and_meets_the_result(
    client_as: AsMember, recruiter: Member, interviewer: Member
) -> None:
    rubric = published(recruiter)
    address = reverse("scales:sort", args=[rubric.pk, 1])
    client = client_as(interviewer)
    first, again = (client.get(address).content.decode() for _ in range(2))
    assert [first.index(text) for text in ANCHORS] == [again.index(text) for text in ANCHORS]

    wrong = client.post(address, {"state": 1, "p1-1": 1, "p1-2": 1, "p1-3": 2, "p1-4": 3})
    assert wrong.status_code == 422
    assert "Give each level once" in wrong.content.decode()

    client.post(address, {"state": 1, "p1-1": 1, "p1-2": 2, "p1-3": 3, "p1-4": 4})
    page = client.get(rubric.get_absolute_url())
    assert page.context["shown"].reviewers == 1
    assert page.context["shown"].agreement.n == 4
    assert AnchorSort.objects.get().reviewer == interviewer
    assert client.get(address).status_code == 302


def test_the_sheet_gives_no_level_away(
    client_as: AsMember, recruiter: Member, organization: Organization
) -> None:
    rubric = published(recruiter)
    address = reverse("scales:sort", args=[rubric.pk, 1])
    orders = set()
    for _ in range(6):
        page = client_as(make_member(organization)).get(address).content.decode()
        orders.add(tuple(sorted(range(4), key=lambda place: page.index(ANCHORS[place]))))

    assert len(orders) > 1


@pytest.mark.parametrize("criteria", [1, 3])
def test_a_rubrics_page_asks_a_fixed_number_of_queries(
    client_as: AsMember,
    recruiter: Member,
    criteria: int,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    lines = [
        line
        for _ in range(criteria)
        for line in published(recruiter).current.criteria.all()  # type: ignore[union-attr]
    ]
    competencies = [line.competency for line in lines]
    rubric = published(recruiter)
    client = client_as(recruiter)
    rows = [row(number, competency) for number, competency in enumerate(competencies, start=1)]
    order = " ".join(str(number) for number in range(1, criteria + 1))
    client.post(edit_of(rubric), typed(*rows, order=order, version=0))

    with django_assert_num_queries(11):
        client.get(rubric.get_absolute_url())
    with django_assert_num_queries(12):
        client.get(edit_of(rubric))
