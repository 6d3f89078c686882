"""Stocking gives an organization what it lacks, once, and touches nothing it has."""

import pytest

from hiring.foundations.errors import NotAllowed
from hiring.journal.models import Event
from hiring.people.models import Member, Organization
from interviews.loop_templates.models import LoopTemplate, TemplateRound
from interviews.loop_templates.stocking import stock_templates
from rubrics.competencies.models import Competency
from rubrics.library.content import ContentFault
from rubrics.library.models import Question, QuestionVersion
from rubrics.library.starter import Library, read_library
from rubrics.library.states import QuestionStatus
from rubrics.library.stocking import stock_library
from rubrics.scales.models import Anchor, RedFlag, Rubric


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library()


def test_everything_is_there_and_approved(organization: Organization, library: Library) -> None:
    added = stock_library(organization, library)

    assert Competency.objects.filter(organization=organization).count() == len(library.competencies)
    assert RedFlag.objects.filter(organization=organization).count() == len(library.red_flags)
    assert Rubric.objects.filter(organization=organization, current__number=1).count() == len(library.rubrics)
    assert Anchor.objects.count() == 4 * sum(len(rubric.criteria) for rubric in library.rubrics)
    approved = Question.objects.filter(organization=organization, current__status=QuestionStatus.APPROVED)
    assert approved.count() == len(library.questions)
    assert added == sum(
        map(len, (library.competencies, library.red_flags, library.rubrics, library.questions))
    )


def test_a_question_carries_all_that_was_written(organization: Organization, library: Library) -> None:
    stock_library(organization, library)
    written = next(item for item in library.questions if item.slug == "threshold-for-fraud-review")

    version = QuestionVersion.objects.get(question__slug=written.slug)

    assert version.prompt == written.prompt
    assert tuple(version.strong_signals) == written.strong_signals
    assert {row.slug for row in version.competencies.all()} == set(written.competencies)
    assert {row.slug for row in version.red_flags.all()} == set(written.red_flags)
    assert version.exposure_limit == written.exposure_limit


def test_a_second_time_changes_nothing(organization: Organization, library: Library) -> None:
    stock_library(organization, library)
    stock_templates(organization)
    Question.objects.filter(slug="is-it-drift").update(title="Our own title")
    events = Event.objects.count()

    assert stock_library(organization, library) == 0
    assert stock_templates(organization) == 0

    assert Question.objects.get(slug="is-it-drift").title == "Our own title"
    assert Event.objects.count() == events


def test_organizations_do_not_share_rows(
    organization: Organization, other_organization: Organization, library: Library
) -> None:
    stock_library(organization, library)
    stock_library(other_organization, library)

    for rubric in Rubric.objects.select_related("current"):
        competencies = Competency.objects.filter(criteria__version=rubric.current)
        assert set(competencies.values_list("organization", flat=True)) == {rubric.organization_id}


def test_templates_name_the_organizations_rubrics(organization: Organization, library: Library) -> None:
    stock_library(organization, library)

    assert stock_templates(organization) == 6

    template = LoopTemplate.objects.get(organization=organization, slug="senior-ml-engineer")
    rounds = TemplateRound.objects.filter(version=template.current).select_related("rubric")
    assert [planned.kind for planned in rounds] == [planned.rubric.round_kind for planned in rounds]
    assert len(rounds) == 5


def test_templates_need_their_rubrics(organization: Organization) -> None:
    with pytest.raises(ContentFault, match="rubric names coding, which does not exist"):
        stock_templates(organization)


def test_an_interviewer_may_not_stock(
    organization: Organization, interviewer: Member, library: Library
) -> None:
    with pytest.raises(NotAllowed):
        stock_library(organization, library, by=interviewer)
    with pytest.raises(NotAllowed):
        stock_templates(organization, by=interviewer)
