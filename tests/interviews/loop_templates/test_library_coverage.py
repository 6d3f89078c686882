"""The command counts what the starter content covers, and fails with the names of the gaps."""

import json
import re
import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from rubrics.library.starter import STARTER


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the content that a test may damage."""
    return Path(shutil.copytree(STARTER, tmp_path / "starter"))


def printed(**options: object) -> str:
    output = StringIO()
    call_command("library_coverage", stdout=output, **options)
    return output.getvalue()


def without(path: Path, slug: str) -> None:
    """Take the entry with this slug out of the file."""
    text = path.read_text()
    rest = re.sub(rf"(?ms)^- slug: {slug}\n.*?(?=^- slug: |\Z)", "", text)
    assert rest != text
    path.write_text(rest)


def test_every_topic_is_covered_and_shown_with_what_covers_it() -> None:
    lines = printed().splitlines()

    assert lines[-1] == "110 of 110 topics are covered."
    shown = {line.split()[0]: line for line in lines[:-2]}
    assert len(shown) == 110
    assert "question is-it-drift, labels-in-ninety-days" in shown["S4-2"]
    assert "loop-template ml-engineer, senior-ml-engineer, staff-ml-engineer" in shown["S4-F1"]
    assert "exercise transfers-that-cannot-be-called-back" in shown["S3-A2"]


def test_programs_get_the_same_as_json() -> None:
    report = json.loads(printed(json=True))

    assert (report["covered"], report["total"]) == (110, 110)
    registry = next(topic for topic in report["topics"] if topic["key"] == "S1-12")
    assert registry["covered_by"] == [
        {"item": "question", "slug": "which-model-is-live", "round_kind": "mlops"}
    ]
    assert registry["gap"] is None


@pytest.mark.parametrize(
    ("file", "slug", "gap"),
    [
        (
            "questions/mlops.yaml",
            "eight-gpus-that-wait",
            "S3-9 (Training on more data than fits) is covered by nothing",
        ),
        ("questions/coding.yaml", "photos-to-answer-in-an-afternoon", "Wanted: coding exercise."),
        ("quiz.yaml", "ask-the-registry", "S1-Q14 (The registry’s purpose) is covered by nothing"),
        ("questions/oral.yaml", "one-feature-in-two-homes", "Wanted: oral question."),
    ],
)
def test_an_item_taken_away_is_a_gap(folder: Path, file: str, slug: str, gap: str) -> None:
    assert "110 of 110" in printed(folder=folder)
    without(folder / file, slug)
    output = StringIO()

    with pytest.raises(CommandError) as raised:
        call_command("library_coverage", folder=folder, stdout=output)

    assert gap in str(raised.value)
    assert len(str(raised.value).splitlines()) == 1
    assert "109 of 110 topics are covered." in output.getvalue()
    assert raised.value.returncode == 1


def test_content_that_cannot_be_read_is_named(folder: Path) -> None:
    (folder / "quiz.yaml").unlink()

    with pytest.raises(CommandError, match=r"quiz\.yaml: cannot be read"):
        call_command("library_coverage", folder=folder, stdout=StringIO())
