from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from hiring.people.models import Member, Organization
from rubrics.scales.models import Anchor
from tests.making import make_rubric
from tests.rubrics.scales.writing import proposed_by

AsMember = Callable[[Member], Client]


@pytest.mark.parametrize("row_count", [1, 3])
def test_the_list_asks_a_fixed_number_of_queries(
    client_as: AsMember,
    interviewer: Member,
    row_count: int,
    django_assert_num_queries: Callable[[int], object],
) -> None:
    for _ in range(row_count):
        make_rubric(interviewer.organization)
    client = client_as(interviewer)

    with django_assert_num_queries(5):  # type: ignore[attr-defined]
        response = client.get(reverse("rubrics:list"))

    assert [row.criteria for row in response.context["page"].rows] == [2] * row_count


def test_a_rubric_lays_its_anchors_out_by_level(client_as: AsMember, interviewer: Member) -> None:
    rubric = make_rubric(interviewer.organization)
    Anchor.objects.filter(level=2).delete()

    response = client_as(interviewer).get(rubric.get_absolute_url())

    (first, _) = response.context["shown"].criteria
    assert [level for level, _ in first.anchors] == [1, 2, 3, 4]
    assert [text for _, text in first.anchors] == [
        "What level 1 looks like",
        "",
        "What level 3 looks like",
        "What level 4 looks like",
    ]
    assert "Red flag" in response.content.decode()


def test_a_rubric_that_was_never_published_is_in_work(client_as: AsMember, interviewer: Member) -> None:
    rubric = proposed_by(interviewer)
    client = client_as(interviewer)

    page = client.get(rubric.get_absolute_url())
    [row] = client.get(reverse("rubrics:list")).context["page"].rows

    assert page.context["shown"].is_work
    assert "In work, not published yet" in page.content.decode()
    assert (row.current, row.has_work) == (None, True)


def test_foreign_rubrics_and_impossible_ids_are_not_found(
    client_as: AsMember, interviewer: Member, other_organization: Organization
) -> None:
    client = client_as(interviewer)

    for pk in (make_rubric(other_organization).pk, 10**30):
        assert client.get(reverse("scales:detail", args=[pk])).status_code == 404
