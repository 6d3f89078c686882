"""Imports for programs: sent as a file, asked for until they are read, decided about."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings
from rest_framework.test import APIClient

from hiring.people.models import Member
from rubrics.importing.models import ImportedDocument
from rubrics.importing.working import read_document
from rubrics.library.models import Question
from tests.making import make_question
from tests.rubrics.importing.conftest import GUIDE, TABLE, Bring

ApiAs = Callable[[Member], APIClient]


@pytest.fixture
def client(recruiter: Member, api_as: ApiAs) -> APIClient:
    return api_as(recruiter)


def send(client: APIClient, content: str = GUIDE, name: str = "guide.md", **said: Any) -> Any:
    file = SimpleUploadedFile(name, content.encode())
    return client.post("/api/v1/imports/", {"file": file, **said}, format="multipart")


def read(answer: Any) -> None:
    read_document(str(ImportedDocument.objects.get(pk=answer.json()["id"]).job_id))


def test_a_document_is_taken_and_asked_for_until_it_is_read(client: APIClient) -> None:
    sent = send(client, round_kind="coding")
    read(sent)
    found = client.get(sent["Location"]).json()

    assert (sent.status_code, sent.json()["status"], sent.json()["found"]) == (201, "queued", 0)
    assert (found["status"], found["found"], found["waiting"]) == ("done", 4, 4)
    assert found["round_kind"] == "coding"
    assert [left["line"] for left in found["skipped"]] == [3]


@pytest.mark.parametrize(
    ("content", "pointer", "says"),
    [("", "#/file", "is empty"), ("\x89PNG" + "x" * 40, "#/file", "cannot be|imported|text")],
)
def test_what_cannot_be_read_is_a_problem_with_the_files_field(
    content: str, pointer: str, says: str, client: APIClient
) -> None:
    file = SimpleUploadedFile("a.txt", content.encode("latin-1"))
    answer = client.post("/api/v1/imports/", {"file": file}, format="multipart")

    assert answer.status_code == 400
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert not ImportedDocument.objects.exists()


def test_without_a_file_it_says_so(client: APIClient) -> None:
    answer = client.post("/api/v1/imports/", {"round_kind": "coding"}, format="multipart")

    assert [error["pointer"] for error in answer.json()["errors"]] == ["#/file"]


def test_json_is_no_file(client: APIClient) -> None:
    assert client.post("/api/v1/imports/", {}, format="json").status_code == 415


def test_more_than_all_files_may_be_is_refused_before_it_is_kept(
    client: APIClient, settings: Settings
) -> None:
    settings.FILES_UPLOAD_MAX_SIZE = 500
    answer = send(client, GUIDE * 3)

    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert not ImportedDocument.objects.exists()


def test_a_tables_columns_are_confirmed(client: APIClient) -> None:
    sent = send(client, TABLE, "bank.csv")
    read(sent)
    shown = client.get(sent["Location"]).json()
    wrong = client.post(f"{sent['Location']}columns/", {"columns": {"prompt": 9}}, format="json")
    client.post(f"{sent['Location']}columns/", {"columns": shown["preview"]["proposed"]}, format="json")
    read(sent)

    assert shown["wants_columns"]
    assert shown["preview"]["rows"][1] == {"line": 3, "cells": ["What is a canary?", "hard", ""]}
    assert [error["pointer"] for error in wrong.json()["errors"]] == ["#/prompt"]
    assert client.get(sent["Location"]).json()["found"] == 2


class TestDrafts:
    def listed(self, client: APIClient, **wanted: Any) -> list[dict[str, Any]]:
        return list(client.get("/api/v1/import-drafts/", wanted).json()["results"])

    def test_they_are_filtered_by_document_state_and_kind(
        self, client: APIClient, recruiter: Member, bring: Bring
    ) -> None:
        document = bring(recruiter)
        bring(recruiter)

        assert len(self.listed(client)) == 8
        assert len(self.listed(client, document=document.pk)) == 4
        assert len(self.listed(client, document=document.pk, kind="question", status="waiting")) == 2
        assert client.get("/api/v1/import-drafts/", {"colour": "red"}).status_code == 400

    def test_one_is_changed_and_accepted(self, client: APIClient, recruiter: Member, bring: Bring) -> None:
        bring(recruiter)
        draft = self.listed(client, kind="question")[0]
        address = f"/api/v1/import-drafts/{draft['id']}/"

        changed = client.patch(address, {"minutes": 25, "version": 1}, format="json")
        stale = client.post(f"{address}accept/", {"version": 1}, format="json")
        accepted = client.post(f"{address}accept/", {"version": 2}, format="json")

        assert changed.json()["proposal"]["minutes"] == 25
        assert (stale.status_code, stale.json()["code"]) == (409, "stale")
        assert accepted.json()["question"] == Question.objects.get().pk

    def test_a_change_says_what_to_do_in_words_that_fit_a_program(
        self, client: APIClient, recruiter: Member, bring: Bring
    ) -> None:
        bring(recruiter)
        address = f"/api/v1/import-drafts/{self.listed(client, kind='quiz_item')[0]['id']}/"

        strange = client.patch(address, {"minutes": 25, "version": 1}, format="json")
        client.patch(address, {"difficulty": 4, "version": 1}, format="json")
        stale = client.patch(address, {"difficulty": 5, "version": 1}, format="json")

        assert [error["pointer"] for error in strange.json()["errors"]] == ["#/minutes"]
        assert (stale.status_code, "below" in stale.text) == (409, False)
        assert "Compare your text with what it says now" in stale.text

    def test_one_is_merged_with_a_question_that_is_named(
        self, client: APIClient, recruiter: Member, bring: Bring
    ) -> None:
        bring(recruiter)
        question = make_question(recruiter.organization)
        draft = self.listed(client, kind="question")[0]

        merged = client.post(
            f"/api/v1/import-drafts/{draft['id']}/merge/", {"question": question.pk}, format="json"
        )

        assert (merged.json()["status"], merged.json()["question"]) == ("merged", question.pk)

    def test_many_are_answered_for_themselves(
        self, client: APIClient, recruiter: Member, bring: Bring
    ) -> None:
        bring(recruiter)
        ids = [draft["id"] for draft in self.listed(client)]
        client.post(f"/api/v1/import-drafts/{ids[0]}/dismiss/")

        client.patch(f"/api/v1/import-drafts/{ids[1]}/", {"difficulty": 4, "version": 1}, format="json")
        body = {"drafts": ids, "versions": {str(ids[1]): 1, str(ids[2]): 1}}

        outcomes = client.post("/api/v1/import-drafts/accept/", body, format="json").json()

        assert [outcome["id"] for outcome in outcomes] == ids
        assert [outcome["is_done"] for outcome in outcomes] == [False, False, True, True]
        assert [outcome["code"] for outcome in outcomes] == ["already_decided", "stale", None, None]
        assert "left out already" in outcomes[0]["detail"]
