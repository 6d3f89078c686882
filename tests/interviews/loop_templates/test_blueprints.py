"""The starter templates can be used as they stand: the library fills them, and two judge each must-have."""

from collections.abc import Iterable
from itertools import count
from pathlib import Path

import pytest

from hiring.candidates.models import Level
from interviews.loop_templates.blueprints import LEVELS, STARTER_TEMPLATES, Blueprint, read_blueprints
from interviews.loops.composing.composer import compose
from interviews.loops.composing.composition import Composition
from interviews.loops.composing.instance import read
from interviews.loops.evaluating.evaluation import evaluate
from interviews.loops.evaluating.findings import Flaw
from interviews.loops.evaluating.plan import LoopPlan, Needed, PlannedQuestion, PlannedRound
from rubrics.library.content import ContentFault
from rubrics.library.starter import Library, read_library

# What an opening of the kind usually cannot do without.
MUST_HAVES = {
    "ml-engineer": {"ml-fundamentals", "software-engineering", "mlops", "production-deployment"},
    "senior-ml-engineer": {"ml-fundamentals", "software-engineering", "mlops", "production-deployment"},
    "staff-ml-engineer": {"system-design", "software-engineering", "mlops", "production-deployment"},
    "mlops-engineer": {"mlops", "monitoring-and-incident-response", "production-deployment"},
    "data-scientist": {"ml-fundamentals", "business-acumen", "communication", "data-engineering"},
    "backend-engineer": {"software-engineering", "data-engineering", "system-design", "communication"},
}
USABLE_ADVICE = {Flaw.MANY_INTERVIEWERS}


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library()


def known(library: Library) -> dict[str, set[str]]:
    """What rounds may name."""
    return {
        "rubrics": {rubric.slug for rubric in library.rubrics},
        "competencies": {competency.slug for competency in library.competencies},
    }


@pytest.fixture(scope="module")
def blueprints(library: Library) -> dict[str, Blueprint]:
    return {one.slug: one for one in read_blueprints(**known(library))}


def composed(blueprint: Blueprint, library: Library) -> Composition:
    """A loop of the starter library, for a candidate who has met nothing of it."""
    questions = [
        {
            "id": question.slug,
            "kind": question.round_kind,
            "competencies": list(question.competencies),
            "difficulty": question.difficulty,
            "minutes": question.minutes,
            "asked_count": 0,
            "limit": question.exposure_limit,
            "approved": True,
            "asked_to_candidate": False,
            "recently_asked": False,
        }
        for question in library.questions
    ]
    rounds = [
        {
            "id": f"r{place}",
            "kind": planned.kind,
            "minutes": planned.minutes,
            "slack_minutes": planned.minutes // 3,
            "max_questions": planned.question_count,
            "needs": dict.fromkeys(planned.competencies, 1),
            "difficulty": planned.difficulty,
        }
        for place, planned in enumerate(blueprint.rounds)
    ]
    return compose(read({"format": "compose/1", "questions": questions, "rounds": rounds}))


def as_planned(blueprint: Blueprint, library: Library) -> LoopPlan:
    """The loop once it is composed, and staffed by people who each sit in one round."""
    ids = {competency.slug: place for place, competency in enumerate(library.competencies)}
    rubrics = {rubric.slug: rubric for rubric in library.rubrics}
    asked = {question.slug: question for question in library.questions}
    chosen = {planned.id: planned.questions for planned in composed(blueprint, library).rounds}
    people = count(1)

    def question(slug: str) -> PlannedQuestion:
        one = asked[slug]
        return PlannedQuestion(
            id=list(asked).index(slug),
            title=one.title,
            minutes=one.minutes,
            difficulty=one.difficulty,
            brings_out=frozenset(ids[name] for name in one.competencies),
        )

    def needed(slugs: Iterable[str]) -> list[Needed]:
        return [Needed(competency=ids[slug], name=slug) for slug in sorted(slugs)]

    rounds = [
        PlannedRound(
            id=place,
            title=planned.title,
            minutes=planned.minutes,
            break_minutes=planned.break_minutes,
            panel_size=planned.panel_size,
            difficulty=planned.difficulty,
            question_count=planned.question_count,
            place=planned.place,
            judged=frozenset(ids[line.competency] for line in rubrics[planned.rubric].criteria),
            judges=frozenset(next(people) for _ in range(planned.panel_size)),
            must_ask=needed(planned.competencies),
            questions=[question(slug) for slug in chosen[f"r{place}"]],
        )
        for place, planned in enumerate(blueprint.rounds)
    ]
    return LoopPlan(level=blueprint.level, needed=needed(MUST_HAVES[blueprint.slug]), rounds=rounds)


def test_there_is_one_for_each_role_and_for_ml_engineers_at_three_levels(
    blueprints: dict[str, Blueprint],
) -> None:
    assert set(blueprints) == set(MUST_HAVES)
    assert [blueprints[f"{level}ml-engineer"].level for level in ("", "senior-", "staff-")] == [
        "mid",
        "senior",
        "staff",
    ]
    assert set(LEVELS) == set(Level.values)


@pytest.mark.parametrize("slug", MUST_HAVES)
def test_the_library_fills_its_rounds(slug: str, blueprints: dict[str, Blueprint], library: Library) -> None:
    composition = composed(blueprints[slug], library)

    assert (composition.status, composition.conflict) == ("composed", None)


@pytest.mark.parametrize("slug", MUST_HAVES)
def test_a_loop_made_from_it_lacks_nothing_once_it_is_composed_and_staffed(
    slug: str, blueprints: dict[str, Blueprint], library: Library
) -> None:
    evaluation = evaluate(as_planned(blueprints[slug], library))

    assert (evaluation.gaps, evaluation.unready) == ((), ())
    assert all(covered.is_complete for covered in evaluation.coverage)
    assert {finding.flaw for finding in evaluation.advice} <= USABLE_ADVICE


def test_a_round_is_judged_by_a_rubric_of_its_kind_that_judges_what_it_requires(
    blueprints: dict[str, Blueprint], library: Library
) -> None:
    rubrics = {rubric.slug: rubric for rubric in library.rubrics}
    for one in (one for blueprint in blueprints.values() for one in blueprint.rounds):
        rubric = rubrics[one.rubric]

        assert rubric.round_kind == one.kind
        assert set(one.competencies) <= {line.competency for line in rubric.criteria}


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("level: mid", "level: wizard", "ml-engineer: level must be 'junior'"),
        ("rubric: coding", "rubric: poetry", "ml-engineer: rounds[0].rubric names poetry"),
        (
            "competencies: [software-engineering]",
            "competencies: [poetry]",
            "ml-engineer: rounds[0].competencies[0] names poetry",
        ),
        ("minutes: 60", "minutes: 5", "minutes must be at least 15"),
    ],
)
def test_a_fault_names_file_and_item(
    tmp_path: Path, library: Library, before: str, after: str, says: str
) -> None:
    path = tmp_path / "templates.yaml"
    path.write_text(STARTER_TEMPLATES.read_text().replace(before, after, 1))

    with pytest.raises(ContentFault) as raised:
        read_blueprints(**known(library), path=path)

    assert f"templates.yaml, {says}" in str(raised.value) or says in str(raised.value)
