"""What changed between two texts of a rubric is told criterion by criterion."""

from dataclasses import replace

from hiring.people.models import Member
from rubrics.scales.comparing import changes_between
from rubrics.scales.drafts import RubricDraft
from tests.making import make_competency
from tests.rubrics.scales.writing import criterion_of, draft_by


def labels(old: RubricDraft, new: RubricDraft) -> dict[str, list[str]]:
    return {
        change.label: [line.kind for line in change.lines if line.kind != "same"]
        for change in changes_between(old, new)
    }


def test_what_says_the_same_has_no_changes(recruiter: Member) -> None:
    draft = draft_by(recruiter)

    assert changes_between(draft, draft) == []


def test_a_changed_anchor_and_a_weight_are_told_under_their_criterion(recruiter: Member) -> None:
    old = draft_by(recruiter)
    line = old.criteria[0]
    new = replace(
        old,
        criteria=(
            replace(line, weight=3, anchors=("Starts to retrain while customers wait", *line.anchors[1:])),
        ),
    )

    assert labels(old, new) == {"Protects users first": ["changed", "changed"]}


def test_criteria_that_come_go_and_move(recruiter: Member) -> None:
    competency = make_competency(recruiter.organization)
    one, two, three = (criterion_of(competency, name=name) for name in ("One", "Two", "Three"))
    old, new = draft_by(recruiter, criteria=(one, two)), draft_by(recruiter, criteria=(two, three, one))

    assert labels(old, new)["Three"] == ["added"] * 6
    assert set(labels(old, new)) == {"Criteria, in their order", "Three"}
    assert labels(new, old)["Three"] == ["removed"] * 6


def test_a_renamed_criterion_is_compared_with_itself(recruiter: Member) -> None:
    old = draft_by(recruiter)
    new = replace(old, criteria=(replace(old.criteria[0], name="Protects customers first"),))

    assert labels(old, new) == {
        "Criteria, in their order": ["changed"],
        "Protects customers first": ["changed"],
    }
