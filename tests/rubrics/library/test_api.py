"""The library for programs: the same services, the same search, each refusal by name."""

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from hiring.people.models import Member, Organization, Role
from rubrics.library.models import Question
from rubrics.library.quarantine import report_leak
from rubrics.library.services import revise_question, submit_question
from tests.config.test_api import assert_problem, pointers
from tests.making import make_competency, make_member, make_question
from tests.rubrics.library.writing import approved, draft_by, proposed_by, submitted_by

ApiAs = Callable[[Member], APIClient]
QUESTIONS = "/api/v1/questions/"


def words(**changed: Any) -> dict[str, Any]:
    return {
        "title": "Undo a release",
        "round_kind": "production",
        "prompt": "Conversion has halved since noon. What do you do?",
        "minutes": 20,
        "difficulty": 4,
        "strong_signals": ["Stops the harm first"],
        "weak_signals": ["Retrains at once"],
        **changed,
    }


def post(client: APIClient, address: str, body: Any = None) -> Any:
    return client.post(f"{QUESTIONS}{address}", body, format="json")


# --- Reading ---


def test_a_question_comes_with_its_signals(interviewer: Member, api_as: ApiAs) -> None:
    question = make_question(interviewer.organization, title="Drift", tags=["on call"])

    body = api_as(interviewer).get(f"{QUESTIONS}{question.pk}/").json()

    assert (body["state"], body["tags"], body["asked_count"], body["work"]) == (
        "approved",
        ["on call"],
        0,
        None,
    )
    assert body["current"]["strong_signals"] == ["Names a number"]
    assert (body["current"]["status"], body["current"]["difficulty"]) == ("approved", 3)


def test_what_is_in_work_stands_beside_what_is_asked(
    interviewer: Member, recruiter: Member, api_as: ApiAs
) -> None:
    question = approved(interviewer, reviewer=recruiter)
    revise_question(question, draft_by(interviewer, minutes=45), version=0, by=interviewer)

    body = api_as(interviewer).get(f"{QUESTIONS}{question.pk}/").json()

    assert (body["current"]["minutes"], body["work"]["minutes"]) == (20, 45)
    assert (body["current"]["author"], body["current"]["reviewer"]) == (interviewer.pk, recruiter.pk)
    assert (body["work"]["number"], body["work"]["status"], body["work"]["version"]) == (2, "draft", 1)


@pytest.fixture
def wanted(interviewer: Member) -> dict[str, int]:
    """A question that every filter below finds, beside one that none of them does."""
    competency = make_competency(interviewer.organization)
    question = make_question(
        interviewer.organization,
        kind="mlops",
        competencies=[competency],
        title="Drift in production",
        tags=["on call"],
        difficulty=5,
        minutes=10,
    )
    make_question(interviewer.organization, kind="coding", status="draft", exposure_limit=1)
    Question.objects.exclude(pk=question.pk).update(asked_count=1)
    return {"question": question.pk, "competency": competency.pk}


@pytest.mark.parametrize(
    "query",
    [
        "kind=mlops",
        "state=approved",
        "difficulty=5",
        "minutes=15",
        "tag=on call",
        "words=production DRIFT",
        "words=drfit",
        "competency={competency}",
        "words=drift&kind=mlops&form=question&page_size=1",
    ],
)
def test_questions_are_found(query: str, wanted: dict[str, int], interviewer: Member, api_as: ApiAs) -> None:
    rows = api_as(interviewer).get(f"{QUESTIONS}?{query.format(**wanted)}").json()["results"]

    assert [row["id"] for row in rows] == [wanted["question"]]


@pytest.mark.parametrize("address", ["", "facets/"])
@pytest.mark.parametrize(
    "query",
    ["difficulty=6", "difficulty=hard", "kind=song", "state=gone", "competency=0", "minutes=0", "minutes=1.5",
     "minutes=NaN", "minutes=1e400", "form=dance", "colour=blue", "tag=" + "x" * 41],
)  # fmt: skip
def test_a_filter_that_makes_no_sense_is_refused_by_name(
    address: str, query: str, interviewer: Member, api_as: ApiAs
) -> None:
    response = api_as(interviewer).get(f"{QUESTIONS}{address}?{query}")

    assert_problem(response, 400, "invalid")
    assert set(pointers(response)) == {f"?{query.partition('=')[0]}"}


def test_a_search_is_read_page_by_page_along_its_own_links(interviewer: Member, api_as: ApiAs) -> None:
    made = [make_question(interviewer.organization).pk for _ in range(5)]
    client = api_as(interviewer)

    read, address = [], f"{QUESTIONS}?page_size=2&state=approved"
    while address:
        page = client.get(address).json()
        read.append([row["id"] for row in page["results"]])
        address = page["next"]

    assert read == [made[:-3:-1], made[2:0:-1], made[:1]]


@pytest.mark.parametrize("query", ["cursor=x", "cursor=" + "9" * 41, "page_size=0", "page_size=²"])
def test_a_page_that_was_not_made_here_is_refused(query: str, interviewer: Member, api_as: ApiAs) -> None:
    assert_problem(api_as(interviewer).get(f"{QUESTIONS}?{query}"), 400, "invalid")


def test_facets_count_what_each_choice_would_find(
    wanted: dict[str, int], interviewer: Member, api_as: ApiAs
) -> None:
    body = api_as(interviewer).get(f"{QUESTIONS}facets/?kind=mlops").json()

    assert body["total"] == 1
    assert {choice["value"]: choice["count"] for choice in body["facets"]["kind"]} == {
        "coding": 1,
        "mlops": 1,
    }
    assert {choice["value"]: choice["count"] for choice in body["facets"]["state"]} == {"approved": 1}


def test_a_forgiven_slip_is_told(wanted: dict[str, int], interviewer: Member, api_as: ApiAs) -> None:
    assert api_as(interviewer).get(f"{QUESTIONS}facets/?words=drfit").json()["instead"] == "drift"


# --- Writing and review ---


def test_from_a_draft_to_a_second_version(interviewer: Member, recruiter: Member, api_as: ApiAs) -> None:
    competency = make_competency(interviewer.organization)
    author, reviewer = api_as(interviewer), api_as(recruiter)

    made = post(author, "", words(competencies=[competency.pk], tags=["On call"]))
    assert (made.status_code, made.json()["state"], made.json()["tags"]) == (201, "draft", ["on call"])
    address = f"{made.json()['id']}/"
    assert made["Location"].endswith(f"{QUESTIONS}{address}")

    assert post(author, f"{address}submit/").json()["state"] == "in_review"
    back = post(reviewer, f"{address}take-back/", {"note": "Which hour?"}).json()["work"]
    assert (back["status"], back["review_note"]) == ("draft", "Which hour?")
    changed = author.patch(f"{QUESTIONS}{address}", {"minutes": 25, "version": 1}, format="json").json()[
        "work"
    ]
    assert (changed["minutes"], changed["version"], changed["prompt"]) == (25, 2, words()["prompt"])
    post(author, f"{address}submit/")
    assert post(reviewer, f"{address}approve/", {"version": 2}).json()["current"]["reviewer"] == recruiter.pk

    second = author.patch(f"{QUESTIONS}{address}", {"difficulty": 5, "version": 0}, format="json").json()
    assert (second["current"]["difficulty"], second["work"]["difficulty"]) == (4, 5)


def test_an_exercise_has_parts_and_materials(interviewer: Member, api_as: ApiAs) -> None:
    parts = [{"minutes": 5, "activity": "Clarify"}, {"minutes": 15, "activity": "Design"}]

    made = post(api_as(interviewer), "", words(form="exercise", timings=parts, materials=["A pen"]))

    assert (made.json()["form"], made.json()["work"]["timings"]) == ("exercise", parts)


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"title": ""}, "#/title"),
        ({"title": "a\0b"}, "#/title"),
        ({"title": "Two\nlines"}, "#/title"),
        ({"title": "\u202e\u200b"}, "#/title"),
        ({"prompt": "\u200b"}, "#/prompt"),
        ({"follow_ups": ["One?", "Two?\nThree?"]}, "#/follow_ups/1"),
        ({"round_kind": "song"}, "#/round_kind"),
        ({"minutes": 481}, "#/minutes"),
        ({"strong_signals": "one"}, "#/strong_signals"),
        ({"strong_signals": ["x"] * 51}, "#/strong_signals"),
        ({"weak_signals": ["x" * 1001]}, "#/weak_signals/0"),
        ({"materials": ["A pen"]}, "#/form"),
        ({"form": "exercise", "timings": [{"minutes": 1, "activity": "Talk"}]}, "#/timings"),
        ({"timings": [{"minutes": 1, "activity": "Talk", "colour": 1}]}, "#/timings/0/colour"),
        ({"tags": ["x" * 41]}, "#/tags/0"),
        ({"competencies": [10**10]}, "#/competencies/0"),
        ({"colour": "blue"}, "#/colour"),
    ],
)
def test_what_cannot_be_taken_is_pointed_at(
    changed: dict[str, Any], pointer: str, interviewer: Member, api_as: ApiAs
) -> None:
    response = post(api_as(interviewer), "", words(**changed))

    assert_problem(response, 400, "invalid")
    assert pointers(response) == [pointer]
    assert not Question.objects.exists()


def test_a_comma_parts_two_tags_as_on_the_pages(interviewer: Member, api_as: ApiAs) -> None:
    made = post(api_as(interviewer), "", words(tags=["Rollback, canary", "mlops"]))

    assert made.json()["tags"] == ["canary", "mlops", "rollback"]


def test_a_stale_change_is_refused(interviewer: Member, api_as: ApiAs) -> None:
    question = proposed_by(interviewer)

    response = api_as(interviewer).patch(
        f"{QUESTIONS}{question.pk}/", {"minutes": 5, "version": 0}, format="json"
    )

    assert_problem(response, 409, "stale")


def test_nobody_approves_their_own(recruiter: Member, api_as: ApiAs) -> None:
    question = submitted_by(recruiter)

    assert_problem(post(api_as(recruiter), f"{question.pk}/approve/", {"version": 1}), 403, "own_version")


@pytest.mark.parametrize("role", Role)
def test_who_writes_what(organization: Organization, interviewer: Member, role: Role, api_as: ApiAs) -> None:
    client, question = api_as(make_member(organization, role)), submitted_by(interviewer)
    is_writer = role in {Role.ADMIN, Role.RECRUITER, Role.HIRING_MANAGER}

    assert post(client, "", words()).status_code == (403 if role == Role.COMMITTEE else 201)
    for address, body in (
        (f"{question.pk}/tag/", {"add": ["drift"]}),
        (f"{question.pk}/take-back/", {}),
        (f"{question.pk}/submit/", None),
        (f"{question.pk}/approve/", {"version": 1}),
    ):
        assert post(client, address, body).status_code == (200 if is_writer else 403), address


def test_a_leak_is_reported_and_settled(interviewer: Member, recruiter: Member, api_as: ApiAs) -> None:
    question = make_question(interviewer.organization)

    reported = post(api_as(interviewer), f"{question.pk}/report-leak/", {"reason": "On a forum"}).json()
    denied = post(api_as(interviewer), f"{question.pk}/lift/", {"reason": "No"})
    lifted = post(api_as(recruiter), f"{question.pk}/lift/", {"reason": "Another question"}).json()

    assert (reported["state"], denied.status_code, lifted["state"]) == ("quarantined", 403, "approved")
    assert reported["quarantined_at"]
    assert post(api_as(recruiter), f"{question.pk}/lift/", {"reason": "Again"}).status_code == 409


# --- Versions ---


def test_versions_are_listed_and_compared(interviewer: Member, recruiter: Member, api_as: ApiAs) -> None:
    question = approved(interviewer, reviewer=recruiter)
    revise_question(
        question, draft_by(interviewer, minutes=45, follow_ups=["Who pays?"]), version=0, by=interviewer
    )
    client = api_as(interviewer)

    versions = client.get(f"{QUESTIONS}{question.pk}/versions/").json()
    changes = client.get(f"{QUESTIONS}{question.pk}/differences/?old=1&new=2").json()

    assert [(version["number"], version["status"]) for version in versions] == [(2, "draft"), (1, "approved")]
    assert changes[:2] == [
        {
            "field": "follow_ups",
            "lines": [{"kind": "added", "parts": [{"kind": "added", "text": "Who pays?"}]}],
        },
        {
            "field": "minutes",
            "lines": [
                {
                    "kind": "changed",
                    "parts": [{"kind": "removed", "text": "20"}, {"kind": "added", "text": "45"}],
                }
            ],
        },
    ]


@pytest.mark.parametrize(
    ("query", "pointer"),
    [("old=1", "?new"), ("old=x&new=1", "?old"), ("old=1&new=7", "?new"), ("old=1&new=" + "9" * 40, "?new")],
)
def test_versions_that_are_not_there_are_not_compared(
    query: str, pointer: str, interviewer: Member, api_as: ApiAs
) -> None:
    question = make_question(interviewer.organization)

    response = api_as(interviewer).get(f"{QUESTIONS}{question.pk}/differences/?{query}")

    assert_problem(response, 400, "invalid")
    assert pointers(response) == [pointer]


def test_what_is_like_a_prompt_is_told(interviewer: Member, api_as: ApiAs) -> None:
    question = make_question(interviewer.organization, prompt="Conversion has halved since noon. What now?")
    client, prompt = api_as(interviewer), "Conversion has halved since noon: what now?"

    [found] = post(client, "similar/", {"prompt": prompt}).json()

    assert (found["question"], found["title"]) == (question.pk, question.title)
    assert found["percent"] > 80
    assert post(client, "similar/", {"prompt": prompt, "leave_out": question.pk}).json() == []


# --- Many at once ---


def test_each_of_many_is_approved_for_itself(interviewer: Member, recruiter: Member, api_as: ApiAs) -> None:
    good, own, late = submitted_by(interviewer), submitted_by(recruiter), submitted_by(interviewer)
    read = [{"question": good.pk, "version": 1}, {"question": own.pk, "version": 1},
            {"question": late.pk, "version": 2}]  # fmt: skip

    outcomes = post(api_as(recruiter), "approve/", {"questions": read}).json()

    assert [(one["id"], one["is_done"], one["code"]) for one in outcomes] == [
        (good.pk, True, None),
        (own.pk, False, "own_version"),
        (late.pk, False, "stale"),
    ]
    assert outcomes[0]["detail"] is None
    assert "Ask a colleague" in outcomes[1]["detail"]


def test_each_of_many_is_tagged_for_itself(recruiter: Member, api_as: ApiAs) -> None:
    full = make_question(recruiter.organization, tags=[f"tag {number}" for number in range(20)])
    free = make_question(recruiter.organization)

    body = {"questions": [full.pk, free.pk], "add": ["More"]}
    outcomes = post(api_as(recruiter), "tag/", body).json()

    assert [one["is_done"] for one in outcomes] == [False, True]
    free.refresh_from_db()
    assert free.tags == ["more"]


def test_questions_of_others_are_no_choice(
    recruiter: Member, other_organization: Organization, api_as: ApiAs
) -> None:
    foreign, own = make_question(other_organization), make_question(recruiter.organization)
    client = api_as(recruiter)
    read = [{"question": own.pk, "version": 1}, {"question": foreign.pk, "version": 1}]

    approval = post(client, "approve/", {"questions": read})
    tagging = post(client, "tag/", {"questions": [own.pk, foreign.pk], "add": ["ours"]})

    assert pointers(approval) == ["#/questions/1/question"]
    assert pointers(tagging) == ["#/questions/1"]
    assert Question.objects.get(pk=own.pk).tags == []


@pytest.mark.parametrize("role", [Role.INTERVIEWER, Role.COMMITTEE])
def test_of_many_none_is_changed_by_who_only_reads(
    organization: Organization, interviewer: Member, role: Role, api_as: ApiAs
) -> None:
    question = submitted_by(interviewer)
    client = api_as(make_member(organization, role))

    approval = post(client, "approve/", {"questions": [{"question": question.pk, "version": 1}]})
    tagging = post(client, "tag/", {"questions": [question.pk], "add": ["ours"]})

    assert (approval.status_code, tagging.status_code) == (403, 403)


@pytest.mark.parametrize(("address", "limit"), [("", 11), ("facets/", 8), ("{pk}/versions/", 10)])
@pytest.mark.parametrize("row_count", [1, 3])
def test_reading_takes_a_fixed_number_of_queries(
    interviewer: Member,
    recruiter: Member,
    api_as: ApiAs,
    address: str,
    limit: int,
    row_count: int,
    django_assert_num_queries: Callable[[int], object],
) -> None:
    client = api_as(interviewer)
    client.get("/api/v1/me/")
    question = approved(interviewer, reviewer=recruiter)
    for number in range(row_count):
        report_leak(make_question(interviewer.organization), reason="On a forum", by=recruiter)
        submitted_by(interviewer)
        revise_question(question, draft_by(interviewer, minutes=30 + number), version=number, by=interviewer)
    submit_question(question, by=interviewer)

    with django_assert_num_queries(limit):  # type: ignore[attr-defined]
        assert client.get(QUESTIONS + address.format(pk=question.pk)).status_code == 200
