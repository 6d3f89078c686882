"""A rubric comes into use by being published, changes by a version of its own, and never under a round."""

from dataclasses import replace

import pytest

from hiring.foundations.errors import DomainError, Invalid, NotAllowed, Stale
from hiring.journal.models import Event
from hiring.people.models import Member, Organization
from rubrics.scales.drafts import MOST_CRITERIA, UNWRITTEN, CriterionDraft, RubricDraft
from rubrics.scales.flags import add_flag, retire_flag
from rubrics.scales.models import Anchor, Rubric
from rubrics.scales.services import (
    can_revise,
    discard_work,
    in_work,
    propose_rubric,
    publish_rubric,
    reinstate_rubric,
    retire_rubric,
    revise_rubric,
)
from tests.making import make_competency, make_member, make_rubric
from tests.rubrics.scales.writing import (
    ANCHORS,
    criterion_of,
    draft_by,
    next_version,
    proposed_by,
    published,
)


def kinds_of(rubric: Rubric) -> list[str]:
    events = Event.objects.filter(subject_type="rubric", subject_id=str(rubric.pk))
    return list(events.order_by("sequence").values_list("kind", flat=True))


# --- In work ---


def test_a_new_rubric_is_in_work_until_it_is_published(recruiter: Member) -> None:
    rubric = proposed_by(recruiter)
    work = in_work(rubric)

    assert rubric.current is None
    assert work is not None
    assert (work.number, work.author, work.is_in_work) == (1, recruiter, True)
    assert [anchor.text for anchor in Anchor.objects.filter(criterion__version=work)] == list(ANCHORS)

    publish_rubric(rubric, version=1, by=recruiter)
    rubric.refresh_from_db()

    assert rubric.current == work
    assert in_work(rubric) is None
    assert kinds_of(rubric) == ["rubric.proposed", "rubric.published"]


def test_a_change_begins_the_next_version_and_leaves_the_published_one_alone(recruiter: Member) -> None:
    rubric = published(recruiter)
    work = next_version(rubric, by=recruiter, guidance="Ask for a figure early.", note="Nobody asked.")

    rubric.refresh_from_db()
    assert rubric.current is not None
    assert (rubric.current.number, rubric.current.guidance) == (1, "Play the incident as a game master.")
    assert (work.number, work.guidance, work.note) == (2, "Ask for a figure early.", "Nobody asked.")


def test_what_is_in_work_is_changed_in_place(recruiter: Member, hiring_manager: Member) -> None:
    rubric = published(recruiter)
    work = next_version(rubric, by=recruiter, guidance="One.")
    again = revise_rubric(
        rubric, replace(RubricDraft.of(work), guidance="Two."), version=work.version, by=hiring_manager
    )

    assert (again.pk, again.version, again.guidance) == (work.pk, 2, "Two.")
    assert (again.author, again.revised_by) == (recruiter, hiring_manager)
    assert rubric.versions.count() == 2


def test_a_text_that_somebody_changed_meanwhile_is_stale(recruiter: Member) -> None:
    rubric = published(recruiter)
    next_version(rubric, by=recruiter, guidance="One.")

    with pytest.raises(Stale):
        next_version(rubric, by=recruiter, guidance="Two.")
    with pytest.raises(Stale):
        publish_rubric(rubric, version=2, by=recruiter)


def test_saying_the_same_again_begins_no_version(recruiter: Member) -> None:
    rubric = published(recruiter)

    assert next_version(rubric, by=recruiter) == rubric.current
    assert next_version(rubric, by=recruiter, note="Only a note.") == rubric.current
    assert rubric.versions.count() == 1


def test_a_criterion_goes_on_covering_its_topics_while_it_keeps_its_name(recruiter: Member) -> None:
    rubric = published(recruiter)
    assert rubric.current is not None
    rubric.current.criteria.update(source_refs=["S0-G5"])
    criterion = RubricDraft.of(rubric.current).criteria[0]
    work = next_version(
        rubric, by=recruiter, criteria=(criterion_of(criterion.competency, name="Pages"), criterion)
    )

    assert [line.source_refs for line in work.criteria.order_by("position")] == [[], ["S0-G5"]]


def test_the_name_changes_with_the_version_that_brings_it(recruiter: Member) -> None:
    rubric = published(recruiter)
    work = next_version(rubric, by=recruiter, name="Nights on call")
    rubric.refresh_from_db()
    assert (rubric.name, work.title) == ("On call", "Nights on call")

    publish_rubric(rubric, version=1, by=recruiter)
    rubric.refresh_from_db()

    assert rubric.name == "Nights on call"
    assert [version.title for version in rubric.versions.order_by("number")] == ["On call", "Nights on call"]


def test_the_kind_of_a_published_rubric_stays(recruiter: Member) -> None:
    rubric = published(recruiter)

    with pytest.raises(Invalid) as caught:
        next_version(rubric, by=recruiter, round_kind="coding")

    assert caught.value.field == "round_kind"


def test_a_draft_may_have_gaps_but_they_bar_publishing(recruiter: Member) -> None:
    competency = make_competency(recruiter.organization)
    rubric = proposed_by(recruiter, criteria=(criterion_of(competency, anchors=(*ANCHORS[:3], " ")),))

    with pytest.raises(DomainError, match="Levels without text: Protects users first") as caught:
        publish_rubric(rubric, version=1, by=recruiter)

    assert caught.value.code == "levels_without_text"


def test_a_rubric_without_criteria_is_not_published(recruiter: Member) -> None:
    with pytest.raises(DomainError, match="no criteria"):
        publish_rubric(proposed_by(recruiter, criteria=()), version=1, by=recruiter)


def test_work_can_be_thrown_away_but_the_only_version_cannot(recruiter: Member) -> None:
    rubric = published(recruiter)
    next_version(rubric, by=recruiter, guidance="Wrong.")
    discard_work(rubric, by=recruiter)

    assert in_work(rubric) is None
    assert rubric.versions.count() == 1
    with pytest.raises(DomainError, match="only version"):
        discard_work(proposed_by(recruiter), by=recruiter)
    with pytest.raises(DomainError, match="Nothing of this rubric is in work"):
        discard_work(rubric, by=recruiter)


# --- Who may ---


def test_an_interviewer_proposes_and_a_writer_publishes(interviewer: Member, recruiter: Member) -> None:
    rubric = proposed_by(interviewer)

    with pytest.raises(NotAllowed):
        publish_rubric(rubric, version=1, by=interviewer)
    publish_rubric(rubric, version=1, by=recruiter)

    rubric.refresh_from_db()
    assert rubric.current is not None
    assert (rubric.current.author, rubric.current.published_by) == (interviewer, recruiter)


def test_an_interviewer_changes_their_own_work_and_no_one_elses(
    interviewer: Member, organization: Organization, recruiter: Member
) -> None:
    rubric = published(recruiter)
    work = next_version(rubric, by=interviewer, guidance="Mine.")
    other = make_member(organization)

    assert can_revise(interviewer, rubric)
    assert can_revise(recruiter, rubric)
    assert not can_revise(other, rubric)
    with pytest.raises(NotAllowed, match="colleague is writing"):
        revise_rubric(rubric, replace(RubricDraft.of(work), guidance="No, mine."), version=1, by=other)
    with pytest.raises(NotAllowed):
        discard_work(rubric, by=other)


def test_the_committee_and_strangers_write_nothing(
    committee_member: Member, recruiter: Member, other_organization: Organization
) -> None:
    rubric = published(recruiter)
    stranger = make_member(other_organization, "admin")

    for member in (committee_member, stranger):
        with pytest.raises(NotAllowed):
            next_version(rubric, by=member, guidance="No.")
        with pytest.raises(NotAllowed):
            retire_rubric(rubric, by=member)
    with pytest.raises(NotAllowed):
        proposed_by(committee_member)


# --- What a rubric cannot be ---


def test_what_a_rubric_cannot_be_is_refused(recruiter: Member, other_organization: Organization) -> None:
    competency = make_competency(recruiter.organization)
    foreign_flag = make_rubric(other_organization).current.red_flags.get()  # type: ignore[union-attr]
    line = criterion_of(competency)
    wrong: list[tuple[str, RubricDraft]] = [
        ("name", draft_by(recruiter, name=" ")),
        ("criteria", draft_by(recruiter, criteria=(criterion_of(make_competency(other_organization)),))),
        ("criteria", draft_by(recruiter, criteria=(line,) * (MOST_CRITERIA + 1))),
        ("criteria", draft_by(recruiter, criteria=(replace(line, weight=6),))),
        ("criteria", draft_by(recruiter, criteria=(replace(line, name=""),))),
        ("criteria", draft_by(recruiter, criteria=(replace(line, anchors=("x" * 1001, *ANCHORS[1:])),))),
        ("criteria", draft_by(recruiter, criteria=(replace(line, anchors=ANCHORS[:3]),))),
        ("red_flags", draft_by(recruiter, red_flags=(foreign_flag,))),
    ]

    for field, draft in wrong:
        with pytest.raises(Invalid) as caught:
            propose_rubric(draft, by=recruiter)
        assert caught.value.field == field
    assert not Rubric.objects.filter(organization=recruiter.organization).exists()


def test_a_level_without_text_has_no_row(recruiter: Member) -> None:
    line = CriterionDraft(name="Bare", competency=make_competency(recruiter.organization))
    rubric = proposed_by(recruiter, criteria=(line,))
    work = in_work(rubric)
    assert work is not None

    assert not Anchor.objects.filter(criterion__version=work).exists()
    assert RubricDraft.of(work).criteria[0].anchors == UNWRITTEN


def test_a_retired_red_flag_is_kept_but_not_taken(recruiter: Member) -> None:
    kept, other = (add_flag(statement=words, by=recruiter) for words in ("Blames others", "Has no figure"))
    rubric = published(recruiter, red_flags=(kept,))
    for flag in (kept, other):
        retire_flag(flag, by=recruiter)
        flag.refresh_from_db()

    assert next_version(rubric, by=recruiter, guidance="New.", red_flags=(kept,)).red_flags.get() == kept
    with pytest.raises(Invalid, match="“Has no figure” is retired"):
        proposed_by(recruiter, red_flags=(other,))


# --- Retired ---


def test_a_retired_rubric_is_neither_changed_nor_published(recruiter: Member) -> None:
    rubric = published(recruiter)
    next_version(rubric, by=recruiter, guidance="New.")
    retire_rubric(rubric, by=recruiter)

    with pytest.raises(DomainError, match="Take it back into use"):
        publish_rubric(rubric, version=1, by=recruiter)
    reinstate_rubric(rubric, by=recruiter)
    publish_rubric(rubric, version=1, by=recruiter)

    assert kinds_of(rubric)[-3:] == ["rubric.retired", "rubric.in_use", "rubric.published"]
    retire_rubric(rubric, by=recruiter)
    with pytest.raises(DomainError, match="cannot become"):
        retire_rubric(rubric, by=recruiter)
