from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from hiring.people.models import Member, Organization
from interviews.loop_templates.drafts import drafts_of
from interviews.loop_templates.models import LoopTemplate, LoopTemplateVersion, TemplateRound
from interviews.loop_templates.services import retire_template, revise_template
from tests.interviews.loop_templates.writing import a_round, template_of
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


@pytest.mark.parametrize("rounds", [1, 3])
def test_a_template_asks_a_fixed_number_of_queries(
    client_as: AsMember,
    interviewer: Member,
    rounds: int,
    django_assert_num_queries: Callable[[int], object],
) -> None:
    template, client = make_template(interviewer.organization, rounds=rounds), client_as(interviewer)

    with django_assert_num_queries(9):  # type: ignore[attr-defined]
        client.get(template.get_absolute_url())


def test_retired_templates_stand_apart(client_as: AsMember, recruiter: Member) -> None:
    kept, retired = template_of(recruiter, name="Kept"), template_of(recruiter, name="Gone")
    retire_template(retired, by=recruiter)
    client, address = client_as(recruiter), reverse("templates:list")

    assert list(client.get(address).context["page"].rows) == [kept]
    assert list(client.get(address, {"state": "retired"}).context["page"].rows) == [retired]
    assert "No such template" in client.get(address, {"level": "junior"}).content.decode()


def test_only_who_writes_templates_is_offered_to(
    client_as: AsMember, recruiter: Member, interviewer: Member
) -> None:
    template = template_of(recruiter)
    edit = reverse("templates:edit", args=[template.pk])

    assert edit in client_as(recruiter).get(template.get_absolute_url()).content.decode()
    assert edit not in client_as(interviewer).get(template.get_absolute_url()).content.decode()
    assert (
        reverse("templates:new") not in client_as(interviewer).get(reverse("templates:list")).content.decode()
    )


def test_an_older_version_is_read_as_it_stood_and_compared(client_as: AsMember, recruiter: Member) -> None:
    template = template_of(recruiter, a_round(recruiter, title="Task", brief="One task."))
    (task,) = drafts_of(template.current)  # type: ignore[arg-type]
    rounds = [replace(task, minutes=90, brief="Two tasks."), a_round(recruiter, title="Talk")]
    revise_template(template, name="Name", level="staff", rounds=rounds, version=1, by=recruiter)
    client = client_as(recruiter)

    older = client.get(reverse("templates:version", args=[template.pk, 1]))
    compared = client.get(reverse("templates:compare", args=[template.pk]))

    assert [planned.minutes for planned in older.context["shown"].rounds] == [60]
    assert compared.context["changes"] == (
        "“Task”: length 60 minutes → 90 minutes.",
        "“Task”: the brief was rewritten.",
        "“Talk” was added as round 2.",
    )
    assert "<del>One task.</del>" in compared.content.decode()
    same = client.get(reverse("templates:compare", args=[template.pk]), {"old": 2, "new": 2})
    assert "one and the same version" in same.content.decode()
    for number in (3, 10**30):
        address = reverse("templates:version", args=[template.pk, number])
        assert client.get(address).status_code == 404


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
