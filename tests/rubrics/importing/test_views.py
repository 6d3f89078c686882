"""The pages of imports: bring, watch, confirm columns, read, decide."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hiring.background.models import Job, JobStatus
from hiring.people.models import Member
from rubrics.importing.models import ImportDraft, ImportedDocument
from rubrics.importing.reading import limits
from rubrics.importing.reviewing import revise_draft
from rubrics.importing.working import read_document
from rubrics.library.models import Question
from tests.making import in_days, make_competency, make_question
from tests.rubrics.importing.conftest import GUIDE, TABLE, Bring

ClientAs = Callable[[Member], Client]
AssertQueries = Callable[[int], Any]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def client(recruiter: Member, client_as: ClientAs) -> Client:
    return client_as(recruiter)


@pytest.fixture
def document(recruiter: Member, bring: Bring) -> ImportedDocument:
    return bring(recruiter)


def file(content: str | bytes = GUIDE, name: str = "guide.md") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def first(document: ImportedDocument, kind: str = "question") -> ImportDraft:
    return document.drafts.filter(kind=kind).earliest("position")


class TestBringing:
    def upload(self, client: Client, *files: SimpleUploadedFile, **said: Any) -> Any:
        return client.post(reverse("importing:upload"), {"documents": files, "round_kind": "coding", **said})

    def test_one_file_leads_to_its_page_and_twice_is_once(self, client: Client) -> None:
        key = client.get(reverse("importing:upload")).context["form"]["once"].value()
        answers = [self.upload(client, file(), once=key) for _ in range(2)]

        document = ImportedDocument.objects.get()
        assert [answer["Location"] for answer in answers] == [document.get_absolute_url()] * 2
        assert (document.name, document.round_kind) == ("guide.md", "coding")

    def test_several_files_lead_to_the_list(self, client: Client) -> None:
        answer = self.upload(client, file(), file(TABLE, "bank.csv"))

        assert answer["Location"] == reverse("importing:documents")
        assert ImportedDocument.objects.count() == 2

    def test_one_that_cannot_be_read_keeps_all_out_and_is_named(self, client: Client) -> None:
        answer = self.upload(client, file(), file(b"\x89PNG" + bytes(50), "notes.txt"))

        assert answer.status_code == 422
        [told] = answer.context["form"].errors["documents"]
        assert told.startswith("notes.txt: The file is a PNG picture")
        assert not ImportedDocument.objects.exists()

    @pytest.mark.parametrize(
        ("content", "says"),
        [(b"", "is empty"), (b"x" * (limits.FILE_BYTES + 1), "larger than 10 MB")],
        ids=["empty", "too large"],
    )
    def test_an_empty_and_an_endless_file_are_told_of(
        self, content: bytes, says: str, client: Client
    ) -> None:
        answer = self.upload(client, file(content))

        assert answer.status_code == 422
        assert says in answer.text

    def test_without_a_file_it_asks_for_one(self, client: Client) -> None:
        assert "Choose a file first." in self.upload(client).text

    def test_more_than_ten_are_too_many(self, client: Client) -> None:
        answer = self.upload(client, *(file(name=f"{n}.md") for n in range(11)))

        assert "10 files at a time" in answer.text
        assert not ImportedDocument.objects.exists()


class TestWatching:
    def leave(self, document: ImportedDocument, **job: Any) -> None:
        Job.objects.filter(pk=document.job_id).update(**job)

    def test_progress_is_the_jobs_own(self, client: Client, document: ImportedDocument) -> None:
        self.leave(
            document,
            status=JobStatus.RUNNING,
            progress=42,
            step="Comparing 26 of 60 with the library",
            lease_until=in_days(1),
        )
        whole = client.get(document.get_absolute_url()).text
        part = client.get(document.get_absolute_url(), headers=HTMX).text

        for page in (whole, part):
            assert "Comparing 26 of 60" in page
            assert 'value="42"' in page
            assert f'hx-get="{document.get_absolute_url()}"' in page
        assert "<html" not in part

    @pytest.mark.parametrize("status", [JobStatus.DONE, JobStatus.FAILED])
    def test_once_it_is_over_the_page_is_read_afresh(
        self, status: JobStatus, client: Client, document: ImportedDocument
    ) -> None:
        self.leave(document, status=status)

        assert client.get(document.get_absolute_url(), headers=HTMX)["HX-Refresh"] == "true"

    def test_a_failure_says_why_and_can_be_retried(
        self, client: Client, recruiter: Member, bring: Bring
    ) -> None:
        document = bring(recruiter, b'{"questions": [', name="bank.json")
        page = client.get(document.get_absolute_url()).text
        client.post(reverse("importing:retry", args=[document.pk]))

        assert "breaks off or is malformed" in page
        assert Job.objects.get(pk=document.job_id).status == JobStatus.QUEUED


class TestColumns:
    @pytest.fixture
    def table(self, recruiter: Member, bring: Bring) -> ImportedDocument:
        return bring(recruiter, TABLE, name="bank.csv")

    def test_the_first_rows_are_shown_with_what_is_proposed(
        self, client: Client, table: ImportedDocument
    ) -> None:
        page = client.get(table.get_absolute_url())

        assert [column.initial for column in page.context["columns"]] == ["prompt", "difficulty", "answer"]
        assert "What is a canary?" in page.text

    def test_what_is_chosen_is_read(self, client: Client, table: ImportedDocument) -> None:
        chosen = {"column_0": "prompt", "column_1": "", "column_2": "context"}
        answer = client.post(reverse("importing:columns", args=[table.pk]), chosen)
        read_document(str(table.job_id))

        assert answer["Location"] == table.get_absolute_url()
        assert first(table).content["context"] == "One place for features."

    @pytest.mark.parametrize(
        "chosen",
        [{}, {"column_0": "answer"}, {"column_0": "prompt", "column_1": "prompt"}, {"column_0": "salary"}],
    )
    def test_a_choice_that_makes_no_sense_stays_with_its_fault(
        self, chosen: dict[str, str], client: Client, table: ImportedDocument
    ) -> None:
        answer = client.post(reverse("importing:columns", args=[table.pk]), chosen)

        assert answer.status_code == 422
        assert answer.context["form"].errors


class TestReading:
    def test_drafts_stand_by_kind_with_line_and_answer(
        self, client: Client, document: ImportedDocument
    ) -> None:
        page = client.get(document.get_absolute_url())

        assert [str(name) for name, _ in page.context["review"].groups] == [
            "Questions",
            "Quiz items",
            "Red flags",
        ]
        assert "line 7" in page.text
        assert "The distribution of the inputs" in page.text
        assert "98 % sure" in page.text

    def test_state_and_kind_narrow_them(self, client: Client, document: ImportedDocument) -> None:
        quiz = client.get(document.get_absolute_url(), {"kind": "quiz_item"})
        accepted = client.get(document.get_absolute_url(), {"status": "accepted"})

        assert quiz.context["review"].total == 1
        assert accepted.context["review"].total == 0
        assert "None here" in accepted.text

    def test_the_least_sure_stand_first_or_last_where_that_is_wanted(
        self, client: Client, recruiter: Member, bring: Bring
    ) -> None:
        document = bring(recruiter, "\n\n".join(f"Q: What is {n}?\nA: It is {n}." for n in range(3)))
        for draft, confidence in zip(document.drafts.order_by("position"), (0.7, 0.4, 0.9), strict=True):
            draft.confidence = confidence
            draft.save()

        def lines(**asked: str) -> list[int]:
            page = client.get(document.get_absolute_url(), asked)
            [(_, rows)] = page.context["review"].groups
            return [row.draft.line for row in rows]

        assert lines() == [1, 4, 7]
        assert lines(order="unsure") == [4, 1, 7]
        assert lines(order="sure", kind="question") == [7, 1, 4]

    def test_what_was_left_out_is_listed_with_line_and_reason(
        self, client: Client, document: ImportedDocument
    ) -> None:
        page = client.get(document.get_absolute_url(), {"status": "skipped"})

        assert "Subscribe to our newsletter" in page.text
        assert "line 3" in page.text
        assert document.skipped[0]["reason"] in page.text.replace("&#x27;", "'")

    @pytest.mark.parametrize(
        "query", ["page=0", "page=x", "page=99", f"page={10**30}", "kind=x", "status=x", "order=x"]
    )
    def test_an_address_that_makes_no_sense_shows_a_page(
        self, query: str, client: Client, document: ImportedDocument
    ) -> None:
        assert client.get(f"{document.get_absolute_url()}?{query}").status_code == 200

    def test_many_are_read_page_by_page(self, client: Client, recruiter: Member, bring: Bring) -> None:
        many = "\n\n".join(f"Q: What does term {n} mean?\nA: It means {n}." for n in range(60))
        document = bring(recruiter, many)

        pages = [client.get(document.get_absolute_url(), {"page": number}) for number in (1, 2)]

        reviews = [page.context["review"] for page in pages]
        assert [(review.first, review.last, review.total) for review in reviews] == [
            (1, 50, 60),
            (51, 60, 60),
        ]

    @pytest.mark.parametrize("questions", [1, 3])
    def test_its_queries_do_not_grow_with_the_drafts(
        self,
        questions: int,
        client: Client,
        recruiter: Member,
        bring: Bring,
        django_assert_num_queries: AssertQueries,
    ) -> None:
        text = "\n\n".join(f"Q: What does term {n} mean?\nA: It means {n}." for n in range(questions))
        document = bring(recruiter, text)
        for draft in document.drafts.all():
            draft.match, draft.match_percent = make_question(recruiter.organization), 70
            draft.save()

        with django_assert_num_queries(8):
            page = client.get(document.get_absolute_url())

        assert page.context["review"].total == questions

    @pytest.mark.parametrize("rows", [1, 3])
    def test_the_lists_queries_do_not_grow_with_the_documents(
        self,
        rows: int,
        client: Client,
        recruiter: Member,
        bring: Bring,
        django_assert_num_queries: AssertQueries,
    ) -> None:
        for _ in range(rows):
            bring(recruiter)

        with django_assert_num_queries(5):
            page = client.get(reverse("importing:documents"))

        assert [(row.found, row.waiting) for row in page.context["page"].rows] == [(4, 4)] * rows


class TestDeciding:
    def decide(self, client: Client, verb: str, draft: ImportDraft, **options: Any) -> Any:
        return client.post(reverse(f"importing:{verb}", args=[draft.pk]), {"version": 1}, **options)

    def test_a_row_accepted_by_htmx_comes_back_as_it_is_now_with_the_counts(
        self, client: Client, document: ImportedDocument
    ) -> None:
        answer = self.decide(client, "accept", first(document), headers=HTMX)

        question = Question.objects.get()
        assert question.get_absolute_url() in answer.text
        assert f'id="draft-{first(document).pk}"' in answer.text
        assert 'hx-swap-oob="true"' in answer.text
        assert "<html" not in answer.text

    def test_without_scripts_the_page_is_read_again(self, client: Client, document: ImportedDocument) -> None:
        answer = self.decide(client, "accept", first(document))

        assert answer["Location"] == document.get_absolute_url()
        assert Question.objects.count() == 1

    @pytest.mark.parametrize("verb", ["accept", "dismiss", "merge"])
    def test_nothing_is_decided_about_what_changed_since_the_row_was_read(
        self, verb: str, client: Client, document: ImportedDocument, recruiter: Member
    ) -> None:
        revise_draft(first(document), {"minutes": 20}, version=1, by=recruiter)

        assert (
            "This changed since you read it." in self.decide(client, verb, first(document), headers=HTMX).text
        )
        assert first(document).status == "waiting"

    def test_a_refusal_stands_in_the_row(self, client: Client, document: ImportedDocument) -> None:
        self.decide(client, "accept", first(document))
        answer = self.decide(client, "accept", first(document), headers=HTMX)

        assert answer.status_code == 200
        assert "accepted already" in answer.text

    def test_left_out_and_brought_back(self, client: Client, document: ImportedDocument) -> None:
        assert "Bring back" in self.decide(client, "dismiss", first(document), headers=HTMX).text
        assert "Leave out" in self.decide(client, "bring_back", first(document), headers=HTMX).text

    def test_both_texts_stand_side_by_side_before_they_are_merged(
        self, client: Client, document: ImportedDocument, recruiter: Member
    ) -> None:
        question = make_question(recruiter.organization)
        ImportDraft.objects.filter(pk=first(document).pk).update(match=question, match_percent=91)

        page = client.get(reverse("importing:merge", args=[first(document).pk]))
        client.post(reverse("importing:merge", args=[first(document).pk]))

        assert question.current
        assert question.current.prompt in page.text
        assert "What merging adds" in page.text
        assert "91 % alike" in page.text
        assert question.versions.count() == 2

    @pytest.mark.parametrize("kind", ["question", "quiz_item", "red_flag"])
    def test_the_form_begins_with_what_would_be_written_and_accepts_it(
        self, kind: str, client: Client, document: ImportedDocument
    ) -> None:
        url = reverse("importing:draft", args=[first(document, kind).pk])
        form = client.get(url).context["form"]
        typed = {field.html_name: field.value() for field in form if field.value() not in (None, [])}
        typed = {
            name: form[name].as_text() and "\n".join(value) if isinstance(value, list) else value
            for name, value in typed.items()
        }

        answer = client.post(url, {**typed, "then": "accept"})

        assert answer["Location"] == document.get_absolute_url()
        assert first(document, kind).status == "accepted"

    def test_what_is_changed_first_is_what_is_accepted(
        self, client: Client, document: ImportedDocument, recruiter: Member
    ) -> None:
        competency = make_competency(recruiter.organization)
        url = reverse("importing:draft", args=[first(document).pk])
        typed = {
            "title": "Drift",
            "prompt": "What is drift,\r\nand what is not?",
            "round_kind": "mlops",
            "minutes": 15,
            "difficulty": 4,
            "strong_signals": "Names inputs\r\nNames outputs",
            "competencies": [competency.pk],
            "version": 1,
        }
        client.post(url, {**typed, "then": "save"})
        assert first(document).status == "waiting"
        client.post(url, {**typed, "version": 2, "then": "accept"})

        version = Question.objects.get().versions.get()
        assert (version.title, version.minutes, version.difficulty) == ("Drift", 15, 4)
        assert version.prompt == "What is drift,\nand what is not?"
        assert version.strong_signals == ["Names inputs", "Names outputs"]
        assert list(version.competencies.all()) == [competency]

    def test_a_stale_change_is_told_of(self, client: Client, document: ImportedDocument) -> None:
        url = reverse("importing:draft", args=[first(document, "red_flag").pk])
        client.post(url, {"statement": "One", "version": 1, "then": "save"})
        answer = client.post(url, {"statement": "Two", "version": 1, "then": "save"})

        assert answer.status_code == 422
        assert "It now says" in answer.text


class TestMany:
    def seen(self, document: ImportedDocument, version: int = 1) -> dict[str, int]:
        """The versions that stood on the page."""
        return {f"version-{draft.pk}": version for draft in document.drafts.all()}

    def decide(self, client: Client, document: ImportedDocument, **said: Any) -> Any:
        return client.post(reverse("importing:decide_ticked", args=[document.pk]), said, follow=True)

    def test_the_ticked_ones_are_accepted(self, client: Client, document: ImportedDocument) -> None:
        ticked = list(document.drafts.filter(kind="question").values_list("pk", flat=True))

        page = self.decide(client, document, to="accept", drafts=ticked, **self.seen(document))

        assert "2 accepted." in page.text
        assert Question.objects.count() == 2

    @pytest.mark.parametrize("to", ["accept", "merge", "dismiss"])
    def test_what_changed_since_the_page_was_read_waits_on_and_is_told_with_its_line(
        self, to: str, client: Client, document: ImportedDocument, recruiter: Member
    ) -> None:
        draft = first(document)
        read = client.get(document.get_absolute_url()).text
        revise_draft(draft, {"minutes": 20}, version=1, by=recruiter)

        for sent in (self.seen(document), {}, {**self.seen(document), "every": "on"}):
            page = self.decide(client, document, to=to, drafts=[draft.pk], **sent)
            assert "Line 7: This changed since you read it." in page.text

        assert f'name="version-{draft.pk}" value="1"' in read
        assert first(document).status == "waiting"

    def test_each_refusal_is_told_with_its_line(self, client: Client, document: ImportedDocument) -> None:
        page = self.decide(client, document, to="merge", every="on")

        assert "Line 7: There is no question to merge this with" in page.text
        assert document.drafts.filter(status="waiting").count() == 4

    def test_every_one_that_waits_can_be_left_out_and_brought_back(
        self, client: Client, document: ImportedDocument
    ) -> None:
        assert "4 left out." in self.decide(client, document, to="dismiss", every="on").text
        assert "4 wait again." in self.decide(client, document, to="bring_back", every="on").text

    def test_nothing_ticked_is_told(self, client: Client, document: ImportedDocument) -> None:
        assert "Nothing was ticked." in self.decide(client, document, to="accept").text

    @pytest.mark.parametrize("drafts", [["x"], ["999999"], [str(10**30)]])
    def test_a_tick_that_is_none_of_this_documents_is_refused(
        self, drafts: list[str], client: Client, document: ImportedDocument
    ) -> None:
        assert self.decide(client, document, to="accept", drafts=drafts).status_code == 409
