"""A document's way in: refused at the door, or read by a worker, all or nothing."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError

from hiring.background.models import Job, JobStatus
from hiring.background.services import claim, sweep
from hiring.foundations.errors import DomainError, Invalid, NotAllowed
from hiring.journal.models import Event
from hiring.people.models import Member, Organization
from rubrics.importing import working
from rubrics.importing.finding import find, find_behind_wall
from rubrics.importing.findings import as_json
from rubrics.importing.models import ImportDraft, ImportDraftQuerySet, ImportedDocument
from rubrics.importing.reading import limits
from rubrics.importing.reading.refusals import Unimportable
from rubrics.importing.reviewing import accept_draft
from rubrics.importing.services import confirm_columns, import_document, retry_import
from rubrics.importing.working import read_document
from rubrics.library.models import Question
from tests.making import in_days, make_member
from tests.rubrics.importing.conftest import GUIDE, TABLE, Bring


class TestTaking:
    def test_it_waits_for_a_worker_and_nothing_is_in_the_library(self, interviewer: Member) -> None:
        document = import_document("guide.md", GUIDE.encode(), by=interviewer)

        assert (document.format, document.job.status) == ("markdown", JobStatus.QUEUED)
        assert not ImportDraft.objects.exists()
        [event] = Event.objects.filter(kind="document.imported")
        assert event.payload == {"sha256": document.sha256}

    @pytest.mark.parametrize(
        ("content", "says"),
        [
            (b"", "is empty"),
            (b" \n", "is empty"),
            (b"x" * (limits.FILE_BYTES + 1), "larger than 10 MB"),
            (b"\x89PNG\r\n\x1a\n" + bytes(100), "a PNG picture"),
            (b"PK\x03\x04" + bytes(100), "damaged or cut off"),
        ],
        ids=["empty", "blank", "too large", "a picture", "a broken archive"],
    )
    def test_what_cannot_be_read_is_refused_beside_the_file_and_not_kept(
        self, content: bytes, says: str, interviewer: Member
    ) -> None:
        with pytest.raises(Invalid, match=says) as refused:
            import_document("notes.txt", content, by=interviewer)

        assert refused.value.field == "file"
        assert not ImportedDocument.objects.exists()
        assert not Job.objects.exists()

    def test_whoever_only_reads_the_library_brings_nothing(self, committee_member: Member) -> None:
        with pytest.raises(NotAllowed):
            import_document("guide.md", GUIDE.encode(), by=committee_member)

    @pytest.mark.parametrize(
        ("name", "kept"),
        [("../../etc/guide.md", "guide.md"), ("", "document"), ("x" * 300 + ".md", "x" * 197 + ".md")],
    )
    def test_of_a_path_only_the_name_is_kept(self, name: str, kept: str, interviewer: Member) -> None:
        assert import_document(name, GUIDE.encode(), by=interviewer).name == kept


class TestReading:
    def test_everything_found_waits_with_its_line(self, interviewer: Member, bring: Bring) -> None:
        document = bring(interviewer)

        drafts = {(draft.kind, draft.line) for draft in document.drafts.all()}
        assert drafts == {("question", 7), ("question", 10), ("quiz_item", 15), ("red_flag", 23)}
        assert {draft.status for draft in document.drafts.all()} == {"waiting"}
        assert [left["line"] for left in document.skipped] == [3]
        assert document.job.status == JobStatus.DONE
        assert bytes(document.content) == b""
        assert not Question.objects.exists()

    def test_what_the_library_has_already_is_told(self, recruiter: Member, bring: Bring) -> None:
        from_before = bring(recruiter).drafts.filter(kind="question").earliest("position")
        working_copy = accept(from_before, by=recruiter)

        again = bring(recruiter).drafts.filter(kind="question").earliest("position")

        assert again.match == working_copy
        assert again.match_percent == 100

    def test_a_file_that_turns_out_unreadable_fails_for_good_with_its_sentence(
        self, interviewer: Member, bring: Bring
    ) -> None:
        document = bring(interviewer, b'{"questions": [', name="bank.json")

        assert document.job.status == JobStatus.FAILED
        assert "breaks off or is malformed" in document.job.error
        assert bytes(document.content) != b""
        retry_import(document, by=interviewer)
        assert Job.objects.get(pk=document.job_id).status == JobStatus.QUEUED

    def test_progress_is_the_share_of_what_is_done(self, interviewer: Member) -> None:
        many = "\n\n".join(f"Q: What does term {n} mean?\nA: It means {n}." for n in range(60))
        document = import_document("terms.md", many.encode(), by=interviewer)
        heard: list[tuple[str, int]] = []
        found = find("terms.md", many.encode())

        working.harvest(document, found, report=lambda step, percent: heard.append((step, percent)))

        assert heard == [
            ("Comparing 1 of 60 with the library", 40),
            ("Comparing 26 of 60 with the library", 63),
            ("Comparing 51 of 60 with the library", 86),
        ]

    def test_more_than_can_be_reviewed_is_refused_whole(
        self, interviewer: Member, bring: Bring, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(working, "MOST_DRAFTS", 3)

        document = bring(interviewer)

        assert "holds 4 things, more than the 3 of one import" in document.job.error
        assert not ImportDraft.objects.exists()


def accept(draft: ImportDraft, *, by: Member) -> Question:
    question = accept_draft(draft, by=by).question
    assert question
    return question


class TestHappeningTwice:
    def test_a_second_message_changes_nothing(self, interviewer: Member, bring: Bring) -> None:
        document = bring(interviewer)

        read_document(str(document.job_id))

        assert document.drafts.count() == 4

    def test_of_two_workers_only_the_last_to_claim_writes(self, interviewer: Member) -> None:
        document = import_document("guide.md", GUIDE.encode(), by=interviewer)
        slow = claim(str(document.job_id))
        assert slow
        Job.objects.filter(pk=slow.pk).update(lease_until=in_days(-1))
        read_document(str(document.job_id))

        working.store_found(slow, document, find("guide.md", GUIDE.encode()))

        assert document.drafts.count() == 4
        assert Event.objects.filter(kind="document.read").count() == 1

    def test_a_killed_workers_document_is_read_by_the_next(self, interviewer: Member) -> None:
        document = import_document("guide.md", GUIDE.encode(), by=interviewer)
        claim(str(document.job_id))
        Job.objects.update(lease_until=in_days(-1), due_at=in_days(-1))

        sweep()
        read_document(str(document.job_id))

        assert document.drafts.count() == 4

    def test_a_write_that_breaks_off_leaves_nothing_behind(
        self, interviewer: Member, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        document = import_document("guide.md", GUIDE.encode(), by=interviewer)
        write_half(monkeypatch)

        read_document(str(document.job_id))

        document = ImportedDocument.objects.select_related("job").get()
        assert not ImportDraft.objects.exists()
        assert document.job.status == JobStatus.QUEUED
        assert bytes(document.content) == GUIDE.encode()
        monkeypatch.undo()
        read_document(str(document.job_id))
        assert document.drafts.count() == 4

    def test_without_its_transaction_half_would_be_left(
        self, interviewer: Member, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Negative control: the same break-off, written outside the finishing transaction."""
        document = import_document("guide.md", GUIDE.encode(), by=interviewer)
        write_half(monkeypatch)
        found = find("guide.md", GUIDE.encode())
        harvested = working.harvest(document, found, report=lambda _step, _percent: None)

        with pytest.raises(IntegrityError):
            working._conclude(document.job, harvested)

        assert ImportDraft.objects.count() == 2


def write_half(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the database fail after half of the drafts."""
    whole = ImportDraftQuerySet.bulk_create

    def half(rows: Any, drafts: list[ImportDraft], **options: Any) -> None:
        whole(rows, drafts[: len(drafts) // 2], **options)
        raise IntegrityError("the connection was lost")

    monkeypatch.setattr(ImportDraftQuerySet, "bulk_create", half)


class TestTables:
    def test_a_row_that_ends_early_is_shown_as_wide_as_the_others(
        self, interviewer: Member, bring: Bring
    ) -> None:
        document = bring(interviewer, "question,level,answer\nWhat is drift?\n", name="bank.csv")

        assert document.preview["rows"] == [[2, ["What is drift?", "", ""]]]

    def test_it_is_shown_first_and_read_when_its_columns_are_confirmed(
        self, interviewer: Member, bring: Bring
    ) -> None:
        document = bring(interviewer, TABLE, name="bank.csv")
        assert document.wants_columns
        assert document.preview == {
            "header": ["question", "level", "answer"],
            "rows": [
                [2, ["What is a feature store?", "easy", "One place for features."]],
                [3, ["What is a canary?", "hard", ""]],
            ],
            "row_count": 2,
            "proposed": {"prompt": 0, "difficulty": 1, "answer": 2},
        }

        confirm_columns(document, {"prompt": 0, "answer": 2}, by=interviewer)
        read_document(str(document.job_id))

        drafts = document.drafts.order_by("position")
        assert [draft.content["prompt"] for draft in drafts] == [
            "What is a feature store?",
            "What is a canary?",
        ]
        assert {draft.content["difficulty"] for draft in drafts} == {None}
        with pytest.raises(DomainError, match="does not wait"):
            confirm_columns(document, {"prompt": 0}, by=interviewer)

    @pytest.mark.parametrize(
        ("columns", "field"),
        [
            ({}, "prompt"),
            ({"answer": 0}, "prompt"),
            ({"prompt": 3}, "prompt"),
            ({"prompt": -1}, "prompt"),
            ({"prompt": 0, "answer": 0}, "answer"),
            ({"prompt": 0, "salary": 1}, "salary"),
        ],
    )
    def test_columns_that_make_no_sense_are_refused_beside_theirs(
        self, columns: dict[str, int], field: str, interviewer: Member, bring: Bring
    ) -> None:
        document = bring(interviewer, TABLE, name="bank.csv")

        with pytest.raises(Invalid) as refused:
            confirm_columns(document, columns, by=interviewer)

        assert refused.value.field == field
        assert ImportedDocument.objects.get().wants_columns

    def test_one_bad_row_never_loses_the_rest(self, interviewer: Member, bring: Bring) -> None:
        document = bring(interviewer, TABLE + "only,one,two,three,four\n,easy,\n", name="bank.csv")
        confirm_columns(document, {"prompt": 0}, by=interviewer)
        read_document(str(document.job_id))

        document.refresh_from_db()
        assert document.drafts.count() == 2
        assert [left["line"] for left in document.skipped] == [4, 5]


class TestTheWall:
    def test_a_colleague_may_go_on_with_it_and_nobody_else(
        self, interviewer: Member, recruiter: Member, committee_member: Member, bring: Bring
    ) -> None:
        document = bring(interviewer, TABLE, name="bank.csv")

        with pytest.raises(NotAllowed):
            confirm_columns(document, {"prompt": 0}, by=committee_member)
        confirm_columns(document, {"prompt": 0}, by=recruiter)

    def test_documents_and_drafts_end_at_the_organization(
        self,
        interviewer: Member,
        committee_member: Member,
        other_organization: Organization,
        bring: Bring,
    ) -> None:
        bring(interviewer)
        stranger = make_member(other_organization)

        for rows in (ImportedDocument.objects, ImportDraft.objects):
            assert rows.visible_to(interviewer).exists()
            assert not rows.visible_to(stranger).exists()
            assert not rows.visible_to(committee_member).exists()


class TestBehindTheWall:
    def test_what_comes_out_is_what_went_in(self) -> None:
        told = [
            as_json(look("guide.md", GUIDE.encode()).findings, file="guide.md", format="markdown")
            for look in (find_behind_wall, find)
        ]

        assert told[0] == told[1]
        assert [len(listed) for listed in told[0].values()][2:] == [2, 1, 0, 0, 1, 0, 1]

    @pytest.mark.parametrize(
        ("limit", "says"),
        [
            ({"seconds": 0.001}, "took longer than"),
            ({"megabytes": 0}, "memory|not be read|without an answer"),
        ],
    )
    def test_a_file_that_exhausts_its_reader_is_a_sentence(self, limit: dict[str, Any], says: str) -> None:
        # More than what this process may have lying free from tests before, which its child inherits.
        heavy = (b"words that go on and on " * 20 + b"\n") * 18_000

        with pytest.raises(Unimportable, match=says):
            find_behind_wall("guide.md", heavy, **limit)


@pytest.fixture(autouse=True)
def no_sandbox_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    yield
    assert not list(tmp_path.glob("sandbox-*"))
