"""The starter templates can be used as they stand, and the senior one measures each core skill twice."""

from pathlib import Path

import pytest

from hiring.candidates.models import Level
from interviews.loop_templates.blueprints import LEVELS, STARTER_TEMPLATES, Blueprint, read_blueprints
from rubrics.library.content import ContentFault
from rubrics.library.starter import Library, read_library

CORE = {"ml-fundamentals", "software-engineering", "mlops", "production-deployment"}


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library()


@pytest.fixture(scope="module")
def blueprints(library: Library) -> dict[str, Blueprint]:
    return {one.slug: one for one in read_blueprints({rubric.slug for rubric in library.rubrics})}


def test_the_three_templates_are_there(blueprints: dict[str, Blueprint]) -> None:
    assert set(blueprints) == {"senior-ml-engineer", "ml-engineer", "mlops-engineer"}
    assert set(LEVELS) == set(Level.values)


def test_the_senior_loop_judges_each_core_skill_in_two_rounds(
    blueprints: dict[str, Blueprint], library: Library
) -> None:
    judged_by = {rubric.slug: {line.competency for line in rubric.criteria} for rubric in library.rubrics}
    rounds = blueprints["senior-ml-engineer"].rounds

    assert len(rounds) == 5
    assert {skill for skill in CORE if sum(skill in judged_by[one.rubric] for one in rounds) >= 2} == CORE


def test_a_round_is_judged_by_a_rubric_of_its_kind_and_its_questions_fit(
    blueprints: dict[str, Blueprint], library: Library
) -> None:
    kinds = {rubric.slug: rubric.round_kind for rubric in library.rubrics}
    for one in (one for blueprint in blueprints.values() for one in blueprint.rounds):
        minutes = sorted(q.minutes for q in library.questions if q.round_kind == one.kind)

        assert kinds[one.rubric] == one.kind
        assert sum(minutes[: one.question_count]) <= one.minutes


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("level: senior", "level: wizard", "senior-ml-engineer: level must be 'junior'"),
        ("rubric: coding", "rubric: poetry", "senior-ml-engineer: rounds[0].rubric names poetry"),
        ("minutes: 60", "minutes: 5", "minutes must be at least 15"),
    ],
)
def test_a_fault_names_file_and_item(
    tmp_path: Path, library: Library, before: str, after: str, says: str
) -> None:
    path = tmp_path / "templates.yaml"
    path.write_text(STARTER_TEMPLATES.read_text().replace(before, after, 1))

    with pytest.raises(ContentFault) as raised:
        read_blueprints({rubric.slug for rubric in library.rubrics}, path)

    assert f"templates.yaml, {says}" in str(raised.value) or says in str(raised.value)
