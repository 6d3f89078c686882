"""A reviewer puts shuffled anchors back to their levels; the result is kept with the text it is about."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from hiring.foundations.errors import DomainError, Invalid, NotAllowed, Stale
from hiring.people.models import Member, Organization
from rubrics.scales.anchor_sorts import can_sort, sheet_for, sort_anchors
from rubrics.scales.drafts import RubricDraft
from rubrics.scales.models import RubricVersion
from rubrics.scales.selectors import rubric_shown
from rubrics.scales.services import in_work, revise_rubric
from tests.making import make_competency, make_member
from tests.rubrics.scales.writing import ANCHORS, criterion_of, proposed_by, published


def right_order(version: RubricVersion, reviewer: Member) -> dict[int, Sequence[int]]:
    return {line.criterion.position: line.shown for line in sheet_for(version, reviewer)}


def work_of(author: Member) -> RubricVersion:
    work = in_work(proposed_by(author))
    assert work is not None
    return work


def test_a_reviewer_who_finds_every_level_agrees_wholly(recruiter: Member, interviewer: Member) -> None:
    rubric = published(recruiter)
    version = rubric.current
    assert version is not None
    sort_anchors(version, given=right_order(version, interviewer), state=1, by=interviewer)

    shown = rubric_shown(rubric, reader=recruiter)

    assert shown is not None
    assert (shown.agreement.exact, shown.agreement.n, shown.agreement.kappa) == (4, 4, 1.0)
    assert [(row.sort.reviewer, row.lines[0].name) for row in shown.sorts] == [
        (interviewer, "Protects users first")
    ]


def test_a_swap_of_neighbours_is_kept_as_it_was_made(recruiter: Member, interviewer: Member) -> None:
    version = work_of(recruiter)
    swapped = {
        position: [{2: 3, 3: 2}.get(level, level) for level in order]
        for position, order in right_order(version, interviewer).items()
    }

    sort = sort_anchors(version, given=swapped, state=1, by=interviewer)

    assert sort.placed == [{"position": 1, "name": "Protects users first", "levels": [1, 3, 2, 4]}]


def test_the_sheet_is_the_same_at_each_look_and_another_for_others(
    recruiter: Member, organization: Organization
) -> None:
    version = work_of(recruiter)
    reviewers = [make_member(organization) for _ in range(8)]

    orders = [tuple(sheet_for(version, reviewer)[0].shown) for reviewer in reviewers]

    assert orders == [tuple(sheet_for(version, reviewer)[0].shown) for reviewer in reviewers]
    assert len(set(orders)) > 1


def test_whoever_wrote_in_it_does_not_sort_it(
    recruiter: Member, hiring_manager: Member, committee_member: Member, interviewer: Member
) -> None:
    rubric = proposed_by(recruiter)
    work = in_work(rubric)
    assert work is not None
    work = revise_rubric(
        rubric, replace(RubricDraft.of(work), guidance="Mine."), version=1, by=hiring_manager
    )

    assert [
        can_sort(member, work) for member in (recruiter, hiring_manager, committee_member, interviewer)
    ] == [False, False, False, True]
    with pytest.raises(NotAllowed):
        sort_anchors(work, given={}, state=2, by=recruiter)


@pytest.mark.parametrize("levels", [[1, 1, 2, 3], [1, 2, 3], []])
def test_each_level_is_given_once(recruiter: Member, interviewer: Member, levels: list[int]) -> None:
    with pytest.raises(Invalid, match="Give each level once in “Protects users first”"):
        sort_anchors(work_of(recruiter), given={1: levels}, state=1, by=interviewer)


def test_a_text_is_sorted_once_and_its_next_wording_again(recruiter: Member, interviewer: Member) -> None:
    rubric = proposed_by(recruiter)
    work = in_work(rubric)
    assert work is not None
    sort_anchors(work, given=right_order(work, interviewer), state=1, by=interviewer)

    with pytest.raises(DomainError, match="already"):
        sort_anchors(work, given=right_order(work, interviewer), state=1, by=interviewer)
    changed = revise_rubric(
        rubric, replace(RubricDraft.of(work), guidance="Changed."), version=1, by=recruiter
    )
    with pytest.raises(Stale):
        sort_anchors(changed, given=right_order(changed, interviewer), state=1, by=interviewer)
    sort_anchors(changed, given=right_order(changed, interviewer), state=2, by=interviewer)

    shown = rubric_shown(rubric, reader=recruiter)
    assert shown is not None
    assert [row.is_of_this_text for row in shown.sorts] == [False, True]
    assert (shown.reviewers, shown.agreement.n) == (1, 4)


def test_criteria_with_an_empty_level_are_left_out(recruiter: Member, interviewer: Member) -> None:
    competency = make_competency(recruiter.organization)
    whole, gap = criterion_of(competency), criterion_of(competency, anchors=("", *ANCHORS[1:]))
    work = in_work(proposed_by(recruiter, criteria=(gap, whole)))
    assert work is not None

    assert [line.criterion.position for line in sheet_for(work, interviewer)] == [2]
    bare = in_work(proposed_by(recruiter, criteria=(gap,)))
    assert bare is not None
    with pytest.raises(NotAllowed, match="nothing to sort"):
        sort_anchors(bare, given={}, state=1, by=interviewer)
