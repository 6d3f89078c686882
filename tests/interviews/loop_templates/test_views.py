from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from hiring.people.models import Member, Organization
from interviews.loop_templates.models import LoopTemplate, LoopTemplateVersion, TemplateRound
from tests.making import make_rubric

AsMember = Callable[[Member], Client]


def make_template(organization: Organization, *, slug: str = "one", rounds: int = 2) -> LoopTemplate:
    template = LoopTemplate.objects.create(
        organization=organization, slug=slug, name=f"Template {slug}", level="senior"
    )
    template.current = LoopTemplateVersion.objects.create(template=template, number=1)
    template.save()
    for position in range(1, rounds + 1):
        TemplateRound.objects.create(
            version=template.current,
            position=position,
            kind="coding",
            title=f"Round {position}",
            minutes=45,
            rubric=make_rubric(organization),
        )
    return template


@pytest.mark.parametrize("row_count", [1, 3])
def test_the_list_asks_a_fixed_number_of_queries(
    client_as: AsMember,
    interviewer: Member,
    row_count: int,
    django_assert_num_queries: Callable[[int], object],
) -> None:
    for number in range(row_count):
        make_template(interviewer.organization, slug=str(number))
    client = client_as(interviewer)

    with django_assert_num_queries(5):  # type: ignore[attr-defined]
        response = client.get(reverse("templates:list"))

    assert [(row.round_count, row.minutes) for row in response.context["page"].rows] == [(2, 90)] * row_count


def test_a_template_shows_its_rounds_in_order(client_as: AsMember, interviewer: Member) -> None:
    template = make_template(interviewer.organization, rounds=3)

    shown = client_as(interviewer).get(template.get_absolute_url()).context["shown"]

    assert [planned.title for planned in shown.rounds] == ["Round 1", "Round 2", "Round 3"]
    assert (shown.minutes, shown.interviewers) == (135, 3)


def test_a_template_without_a_version_is_empty(client_as: AsMember, interviewer: Member) -> None:
    bare = LoopTemplate.objects.create(
        organization=interviewer.organization, slug="bare", name="Bare", level="senior"
    )

    assert "No rounds yet" in client_as(interviewer).get(bare.get_absolute_url()).content.decode()


def test_foreign_templates_and_impossible_ids_are_not_found(
    client_as: AsMember, interviewer: Member, other_organization: Organization
) -> None:
    client = client_as(interviewer)

    for pk in (make_template(other_organization).pk, 10**30):
        assert client.get(reverse("templates:detail", args=[pk])).status_code == 404
