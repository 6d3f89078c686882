"""manage.py import_questions: the same reading from a terminal, with and without a database."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from hiring.people.models import Member, Organization, Role
from rubrics.importing.models import ImportDraft, ImportedDocument
from tests.making import make_member
from tests.rubrics.importing.conftest import GUIDE, TABLE

SHAPE = {
    "file",
    "format",
    "questions",
    "quiz_items",
    "exchanges",
    "criteria",
    "red_flags",
    "exercises",
    "skipped",
}


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    path = tmp_path / "guide.md"
    path.write_text(GUIDE)
    return path


def told(capsys: pytest.CaptureFixture[str], *words: Any) -> str:
    call_command("import_questions", *map(str, words))
    return capsys.readouterr().out


class TestDryRun:
    """Without `db`: a query would fail the test."""

    def test_one_file_is_one_object_of_the_shape_that_was_agreed(
        self, guide: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        found = json.loads(told(capsys, guide, "--dry-run", "--json"))

        assert set(found) == SHAPE
        assert (found["file"], found["format"]) == (str(guide), "markdown")
        assert [question["line"] for question in found["questions"]] == [7, 10]
        assert set(found["questions"][0]) >= {"prompt", "answer", "kind", "difficulty", "line", "confidence"}
        [item] = found["quiz_items"]
        assert (item["options"], item["answer"]) == (["MLflow", "Kafka", "Terraform"], "MLflow")
        assert set(found["skipped"][0]) == {"line", "text", "reason"}

    def test_several_files_are_an_object_a_line(
        self, guide: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        table = tmp_path / "bank.csv"
        table.write_text(TABLE)

        lines = told(capsys, guide, table, "--dry-run", "--json").splitlines()

        assert [json.loads(line)["format"] for line in lines] == ["markdown", "csv"]
        assert json.loads(lines[1])["questions"][1]["difficulty"] == 4

    def test_a_summary_counts_and_lists_what_was_left_out(
        self, guide: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        summary = told(capsys, guide, "--dry-run")

        assert "(markdown): 2 questions, 1 quiz items, 1 red flags" in summary
        assert "line 3: Subscribe to our newsletter for more." in summary

    def test_a_file_that_cannot_be_imported_is_told_of_after_the_others_are_done(
        self, guide: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        picture = tmp_path / "notes.txt"
        picture.write_bytes(b"\x89PNG" + bytes(50))

        with pytest.raises(SystemExit) as left:
            call_command(
                "import_questions", str(picture), str(tmp_path / "none"), str(guide), "--dry-run", "--json"
            )

        told = capsys.readouterr()
        assert left.value.code == 1
        assert json.loads(told.out)["format"] == "markdown"
        assert "notes.txt: The file is a PNG picture" in told.err
        assert "none: The file cannot be opened (No such file or directory)" in told.err

    def test_it_needs_no_database(self, guide: Path, tmp_path: Path) -> None:
        environment = {
            **os.environ,
            "FAIRLOOP_VAR": str(tmp_path / "var"),
            "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nowhere",
        }
        done = subprocess.run(
            [
                sys.executable,
                "-W",
                "ignore",
                "manage.py",
                "import_questions",
                "--dry-run",
                "--json",
                str(guide),
            ],
            cwd=settings.BASE_DIR,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )

        assert len(json.loads(done.stdout)["questions"]) == 2


@pytest.mark.django_db
class TestStoring:
    def test_what_was_found_waits_as_drafts(
        self, guide: Path, admin: Member, capsys: pytest.CaptureFixture[str]
    ) -> None:
        told(capsys, guide)

        document = ImportedDocument.objects.get()
        assert (document.imported_by, document.job.status) == (admin, "done")
        assert document.drafts.count() == 4

    def test_a_tables_columns_are_taken_as_proposed(
        self, admin: Member, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        table = tmp_path / "bank.csv"
        table.write_text(TABLE)

        told(capsys, table)

        assert [draft.content["difficulty"] for draft in ImportDraft.objects.order_by("position")] == [2, 4]
        assert not ImportedDocument.objects.get().wants_columns

    def test_somebody_is_named_by_their_address(
        self, guide: Path, admin: Member, interviewer: Member, capsys: pytest.CaptureFixture[str]
    ) -> None:
        told(capsys, guide, "--by", interviewer.user.email.upper())

        assert ImportedDocument.objects.get().imported_by == interviewer

    @pytest.mark.parametrize(
        ("words", "says"),
        [
            ((), "Say which organization"),
            (("--organization", "nowhere"), "Say which organization"),
            (("--by", "nobody@example.org"), "Say which organization"),
        ],
    )
    def test_of_several_organizations_one_is_named(
        self,
        words: tuple[str, ...],
        says: str,
        guide: Path,
        admin: Member,
        other_organization: Organization,
    ) -> None:
        with pytest.raises(CommandError, match=says):
            call_command("import_questions", str(guide), *words)
        assert not ImportedDocument.objects.exists()

    def test_of_several_organizations_the_named_one_gets_it(
        self,
        guide: Path,
        admin: Member,
        other_organization: Organization,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        member = make_member(other_organization, Role.ADMIN)
        told(capsys, guide, "--organization", other_organization.slug)

        assert ImportedDocument.objects.get().imported_by == member

    def test_who_may_not_import_does_not_import_from_here_either(
        self, guide: Path, committee_member: Member, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(SystemExit):
            told(capsys, guide, "--by", committee_member.user.email)

        assert "Your role does not allow this" in capsys.readouterr().err
        assert not ImportedDocument.objects.exists()
