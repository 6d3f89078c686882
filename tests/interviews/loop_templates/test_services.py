"""A template is written in versions that never change, and only as loops can be made from it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from hiring.foundations.errors import DomainError, Invalid, NotAllowed, Stale
from hiring.journal.models import Event
from hiring.people.models import Member, Organization
from interviews.loop_templates.drafts import RoundDraft, drafts_of
from interviews.loop_templates.fitness import UnfitRounds
from interviews.loop_templates.models import LoopTemplate, LoopTemplateVersion
from interviews.loop_templates.selectors import template_changes
from interviews.loop_templates.services import (
    create_template,
    restore_template,
    retire_template,
    revise_template,
)
from interviews.loops.services import create_loop
from rubrics.scales.services import retire_rubric
from tests.interviews.loop_templates.writing import a_round, template_of
from tests.making import (
    make_candidacy,
    make_competency,
    make_opening,
    make_question,
    make_rubric,
)

Unfit = Callable[[Member], list[RoundDraft]]


def revised(template: LoopTemplate, *rounds: RoundDraft, by: Member, **said: Any) -> LoopTemplateVersion:
    template.refresh_from_db()
    assert template.current is not None
    plan = {"name": template.name, "level": template.level, "version": template.current.number}
    return revise_template(template, rounds=rounds, by=by, **{**plan, **said})


def test_a_new_template_has_one_version_that_holds_all_that_was_planned(recruiter: Member) -> None:
    competency = make_competency(recruiter.organization)
    rubric = make_rubric(recruiter.organization, competencies=[competency])
    question = make_question(recruiter.organization)
    planned = a_round(
        recruiter,
        rubric=rubric,
        title="Task",
        brief="No puzzles.",
        minutes=75,
        break_minutes=10,
        place="first",
        panel_size=2,
        difficulty=4,
        question_count=3,
        competencies=[competency],
        questions=[question],
    )

    template = template_of(recruiter, planned, a_round(recruiter, title="Talk"), name="Staff engineer")

    assert (template.slug, template.level, template.retired_at) == ("staff-engineer", "senior", None)
    assert template.current is not None
    assert (template.current.number, template.current.created_by) == (1, recruiter)
    first, second = drafts_of(template.current)
    assert first.read() == planned.read()
    assert second.title == "Talk"


def test_templates_of_one_name_have_addresses_of_their_own(recruiter: Member) -> None:
    one, other = template_of(recruiter), template_of(recruiter)

    assert one.name == other.name
    assert one.slug != other.slug


def test_a_change_is_a_new_version_and_the_old_one_stays(recruiter: Member) -> None:
    template = template_of(recruiter, a_round(recruiter, title="Task"))
    first = template.current
    assert first is not None
    (task,) = drafts_of(first)

    second = revised(template, task, a_round(recruiter, title="Talk"), note="They talk, too.", by=recruiter)

    template.refresh_from_db()
    assert template.current == second
    assert (second.number, second.note) == (2, "They talk, too.")
    assert [planned.title for planned in LoopTemplateVersion.objects.get(pk=first.pk).rounds.all()] == [
        "Task"
    ]


def test_saving_the_same_again_makes_no_version(recruiter: Member) -> None:
    competencies = [make_competency(recruiter.organization) for _ in range(2)]
    rubric = make_rubric(recruiter.organization, competencies=competencies)
    template = template_of(recruiter, a_round(recruiter, rubric=rubric, competencies=competencies))
    again = a_round(recruiter, rubric=rubric, competencies=competencies[::-1])

    assert revised(template, again, by=recruiter).number == 1
    assert template.versions.count() == 1


def test_a_note_about_nothing_is_refused_rather_than_lost(recruiter: Member) -> None:
    template = template_of(recruiter)
    assert template.current is not None

    with pytest.raises(Invalid, match="Nothing else has changed") as refused:
        revised(template, *drafts_of(template.current), note="Because.", by=recruiter)

    assert refused.value.field == "note"


def test_another_name_or_level_is_a_version_too_so_that_nobody_loses_it(recruiter: Member) -> None:
    template = template_of(recruiter)
    assert template.current is not None
    rounds = drafts_of(template.current)

    assert revised(template, *rounds, name="Lead", level="staff", by=recruiter).number == 2

    template.refresh_from_db()
    assert (template.name, template.level) == ("Lead", "staff")


def test_who_read_an_older_version_is_told(recruiter: Member) -> None:
    template = template_of(recruiter)
    revised(template, a_round(recruiter, title="Task"), by=recruiter)

    with pytest.raises(Stale):
        revised(template, a_round(recruiter, title="Talk"), version=1, by=recruiter)


def test_a_loop_keeps_the_version_it_was_made_from(recruiter: Member) -> None:
    template = template_of(recruiter, a_round(recruiter, title="Task"))
    candidacy = make_candidacy(make_opening(recruiter.organization, by=recruiter), by=recruiter)
    loop = create_loop(candidacy, template=template, by=recruiter)

    newest = revised(template, a_round(recruiter, title="Talk", minutes=45), by=recruiter)

    loop.refresh_from_db()
    assert loop.template_version is not None
    assert loop.template_version.number == 1
    assert [planned.title for planned in loop.rounds.all()] == ["Task"]
    assert template_changes(loop.template_version, newest)[0] == "“Task” is now called “Talk”."


def test_a_retired_template_makes_no_loop_and_does_not_change_until_it_is_restored(recruiter: Member) -> None:
    template = template_of(recruiter)
    candidacy = make_candidacy(make_opening(recruiter.organization, by=recruiter), by=recruiter)

    retired = retire_template(retire_template(template, by=recruiter), by=recruiter)

    with pytest.raises(Invalid, match="retired"):
        create_loop(candidacy, template=retired, by=recruiter)
    with pytest.raises(DomainError, match="Take it back into use"):
        revised(template, a_round(recruiter), by=recruiter)
    assert restore_template(template, by=recruiter).retired_at is None
    assert create_loop(candidacy, template=LoopTemplate.objects.get(pk=template.pk), by=recruiter)


def test_the_journal_tells_of_each_step_by_ids_alone(recruiter: Member) -> None:
    template = template_of(recruiter, name="Nobody's name")
    version = revised(template, a_round(recruiter, title="Talk"), by=recruiter)
    retire_template(template, by=recruiter)
    retire_template(template, by=recruiter)
    restore_template(template, by=recruiter)

    told = Event.objects.filter(kind__startswith="template.").order_by("sequence")
    first = template.versions.get(number=1)

    assert [(event.kind, event.payload) for event in told] == [
        ("template.created", {"version": first.pk}),
        ("template.revised", {"version": version.pk}),
        ("template.retired", {}),
        ("template.restored", {}),
    ]


@pytest.mark.parametrize("role", ["interviewer", "committee_member"])
def test_who_does_not_write_the_library_writes_no_template(
    request: pytest.FixtureRequest, role: str, recruiter: Member
) -> None:
    member, template = request.getfixturevalue(role), template_of(recruiter)

    for act in (
        lambda: template_of(member, a_round(recruiter)),
        lambda: revised(template, a_round(recruiter), by=member),
        lambda: retire_template(template, by=member),
        lambda: restore_template(template, by=member),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_another_organizations_template_is_closed(
    recruiter: Member, other_organization: Organization
) -> None:
    stranger = Member.objects.get(pk=recruiter.pk)
    stranger.organization = other_organization

    with pytest.raises(NotAllowed):
        retire_template(template_of(recruiter), by=stranger)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"level": "wizard"}, "level"),
        ({"rounds": 0}, "rounds"),
        ({"rounds": 13}, "rounds"),
    ],
)
def test_a_template_that_cannot_be_is_refused_by_its_field(
    said: dict[str, Any], field: str, recruiter: Member
) -> None:
    rounds = [a_round(recruiter)] * said.pop("rounds", 1)

    with pytest.raises(Invalid) as refused:
        create_template(**{"name": "Name", "level": "senior", **said}, rounds=rounds, by=recruiter)

    assert refused.value.field == field
    assert not LoopTemplate.objects.exists()


def faults_of(by: Member, *rounds: RoundDraft) -> list[tuple[str, str]]:
    with pytest.raises(UnfitRounds) as refused:
        create_template(name="Name", level="senior", rounds=rounds, by=by)
    return [(fault.field, fault.says) for fault in refused.value.faults]


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("title", "", "Give the round a title."),
        ("title", "x" * 121, "Shorten it to 120"),
        ("brief", "x" * 4001, "Shorten it to 4,000"),
        ("minutes", 14, "from 15 to 480"),
        ("break_minutes", 241, "from 0 to 240"),
        ("panel_size", 7, "from 1 to 6"),
        ("difficulty", 0, "from 1 to 5"),
        ("question_count", 21, "from 0 to 20"),
        ("place", "middle", "first, last or anywhere"),
    ],
)
def test_each_value_out_of_range_stands_beside_its_field(
    field: str, value: object, says: str, recruiter: Member
) -> None:
    ((where, told),) = faults_of(recruiter, a_round(recruiter), a_round(recruiter, **{field: value}))

    assert where == f"rounds/1/{field}"
    assert says in told


def test_all_faults_are_told_at_once(recruiter: Member) -> None:
    told = faults_of(recruiter, a_round(recruiter, title=""), a_round(recruiter, minutes=1, difficulty=9))

    assert [where for where, _ in told] == ["rounds/0/title", "rounds/1/minutes", "rounds/1/difficulty"]


def test_a_round_is_judged_by_a_rubric_in_use_and_of_its_kind(recruiter: Member) -> None:
    retired, other_kind = (
        make_rubric(recruiter.organization),
        make_rubric(recruiter.organization, kind="mlops"),
    )
    retire_rubric(retired, by=recruiter)
    retired.refresh_from_db()

    told = faults_of(
        recruiter, a_round(recruiter, rubric=retired), a_round(recruiter, rubric=other_kind, kind="coding")
    )

    assert told == [
        ("rounds/0/rubric", "This rubric is not in use. Publish it, or choose another."),
        ("rounds/1/rubric", "This rubric is for “MLOps”. Choose one of the round’s kind."),
    ]


def test_what_must_be_asked_about_is_judged_by_the_rounds_rubric(recruiter: Member) -> None:
    judged, unjudged = (
        make_competency(recruiter.organization),
        make_competency(recruiter.organization, "Drift"),
    )
    rubric = make_rubric(recruiter.organization, competencies=[judged])

    told = faults_of(recruiter, a_round(recruiter, rubric=rubric, competencies=[judged, unjudged]))

    assert told == [
        (
            "rounds/0/competencies",
            f"“{rubric.name}” does not judge Drift. Choose a rubric that does, or do not require it here.",
        )
    ]


@pytest.mark.parametrize(
    ("written", "changes", "says"),
    [
        ({"status": "draft"}, {}, "is not approved"),
        ({"status": "retired"}, {}, "is not approved"),
        ({"kind": "mlops"}, {}, "is a question for “MLOps”"),
        ({"minutes": 61}, {}, "These questions take 61 minutes, and the round lasts 60."),
        ({}, {"question_count": 0}, "These are 1 questions, and the round asks 0."),
    ],
)
def test_a_question_that_cannot_always_be_asked_is_refused(
    written: dict[str, Any], changes: dict[str, Any], says: str, recruiter: Member
) -> None:
    question = make_question(recruiter.organization, **written)

    ((where, told),) = faults_of(recruiter, a_round(recruiter, questions=[question], **changes))

    assert where == "rounds/0/questions"
    assert says in told


def test_a_leaked_question_is_refused(recruiter: Member) -> None:
    question = make_question(recruiter.organization)
    question.quarantined_at = timezone.now()

    ((_, told),) = faults_of(recruiter, a_round(recruiter, questions=[question]))

    assert "was reported as leaked" in told


def test_a_question_is_asked_in_one_round_only(recruiter: Member) -> None:
    question = make_question(recruiter.organization, title="Why")
    rounds = [a_round(recruiter, title=title, questions=[question]) for title in ("Task", "Talk")]

    assert faults_of(recruiter, *rounds) == [
        ("rounds/1/questions", "“Task” always asks “Why” already. Drop it in one of both.")
    ]


@pytest.mark.parametrize(("place", "at"), [("first", 1), ("last", 0)])
def test_what_comes_first_or_last_stands_there(place: str, at: int, recruiter: Member) -> None:
    rounds = [a_round(recruiter, place=place if here == at else "anywhere") for here in range(2)]

    assert [where for where, _ in faults_of(recruiter, *rounds)] == [f"rounds/{at}/place"]


def test_things_of_another_organization_are_no_choice(
    recruiter: Member, other_organization: Organization
) -> None:
    foreign = {
        "rubric": make_rubric(other_organization),
        "competencies": [make_competency(other_organization)],
        "questions": [make_question(other_organization)],
    }

    for field, things in foreign.items():
        ((where, told),) = faults_of(recruiter, a_round(recruiter, **{field: things}))
        assert where == f"rounds/0/{field}"
        assert "no such choice" in told


def test_checking_more_rounds_costs_no_more_queries(
    recruiter: Member, django_assert_num_queries: Callable[[int], Any]
) -> None:
    template_of(recruiter, name="The first, with which the journal begins")

    for count in (1, 4):
        rounds = [a_round(recruiter, questions=[make_question(recruiter.organization)]) for _ in range(count)]
        with django_assert_num_queries(17):
            template_of(recruiter, *rounds, name=f"Of {count}")


def test_changes_are_told_in_three_queries(
    recruiter: Member, django_assert_num_queries: Callable[[int], Any]
) -> None:
    rounds = [a_round(recruiter, questions=[make_question(recruiter.organization)]) for _ in range(3)]
    template = template_of(recruiter, *rounds)
    old = template.current
    assert old is not None
    new = revised(template, *rounds[1:], by=recruiter)

    with django_assert_num_queries(3):
        told = template_changes(old, new)

    assert told == ("“Coding” was taken out; it was round 1.",)
