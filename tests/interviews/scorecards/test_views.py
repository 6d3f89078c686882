"""The scorecard's pages: fill, save while typing, submit, read, list, export."""

import csv
import io
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hiring.people.models import Member, Organization
from interviews.debriefs.services import decide, open_debrief
from interviews.loops.models import Loop
from interviews.scorecards.content import from_json
from interviews.scorecards.models import Rating, Revision, RevisionKind, Scorecard
from interviews.scorecards.services import sheet_of
from interviews.staffing.models import Part, Seat
from interviews.staffing.services import cancel_loop, seat_member
from tests.making import make_loop, make_member, make_submission, seats_of

ClientAs = Callable[[Member], Client]
AssertQueries = Callable[[int], Any]


@pytest.fixture
def loop(organization: Organization, recruiter: Member) -> Loop:
    return make_loop(organization, by=recruiter)


@pytest.fixture
def seat(loop: Loop) -> Seat:
    return seats_of(loop)[0]


@pytest.fixture
def client(seat: Seat, client_as: ClientAs) -> Client:
    """The browser of the seat's member."""
    return client_as(seat.member)


def filled(seat: Seat, *, version: int = 0, **typed: Any) -> dict[str, Any]:
    """What a browser sends for a complete scorecard."""
    form: dict[str, Any] = {"version": version, "mutation_id": uuid.uuid4().hex}
    for criterion in sheet_of(seat).criteria:
        form[f"rating-{criterion}"] = "3"
        form[f"evidence-{criterion}"] = "Explained the trade-off with numbers."
    return form | {"recommendation": "yes", "summary": "Clear and careful."} | typed


def fill_url(seat: Seat) -> str:
    return reverse("scorecards:fill", args=[seat.pk])


def save_url(seat: Seat) -> str:
    return reverse("scorecards:autosave", args=[seat.pk])


class TestFilling:
    def test_the_form_shows_the_kit_and_every_anchor(self, client: Client, seat: Seat) -> None:
        page = client.get(fill_url(seat)).content.decode()

        question = seat.round.questions.get().question_version
        assert question.prompt in page
        assert page.count("What level 3 looks like") == len(sheet_of(seat).criteria)

    def test_evidence_comes_before_the_rating_and_the_recommendation_last(
        self, client: Client, seat: Seat
    ) -> None:
        page = client.get(fill_url(seat)).content.decode()

        criterion = next(iter(sheet_of(seat).criteria))
        places = [
            page.index(f'name="{name}"')
            for name in (
                f"evidence-{criterion}",
                f"rating-{criterion}",
                f"reason-{criterion}",
                "recommendation",
            )
        ]
        assert places == sorted(places)

    def test_saving_keeps_the_draft_and_comes_back_to_it(self, client: Client, seat: Seat) -> None:
        answer = client.post(fill_url(seat), filled(seat, summary="Half a thought", recommendation=""))

        assert (answer.status_code, answer["Location"]) == (302, fill_url(seat))
        assert "Half a thought" in client.get(fill_url(seat)).content.decode()
        assert not Rating.objects.exists()

    def test_submitting_makes_ratings_and_leads_to_the_scorecard(self, client: Client, seat: Seat) -> None:
        answer = client.post(fill_url(seat), filled(seat, submit="1"))

        scorecard = Scorecard.objects.get(seat=seat)
        assert (answer.status_code, answer["Location"]) == (302, scorecard.get_absolute_url())
        assert scorecard.status == "submitted"
        assert client.get(fill_url(seat))["Location"] == scorecard.get_absolute_url()

    def test_what_is_missing_stands_beside_its_field_and_what_was_typed_is_saved(
        self, client: Client, seat: Seat
    ) -> None:
        first, second = sheet_of(seat).criteria
        typed = filled(seat, submit="1", summary="Kept words") | {
            f"evidence-{first}": "",
            f"rating-{second}": "not_assessed",
        }
        answer = client.post(fill_url(seat), typed)

        assert answer.status_code == 422
        assert set(answer.context["form"].errors) == {f"evidence-{first}", f"reason-{second}"}
        assert "Kept words" in answer.content.decode()
        scorecard = Scorecard.objects.get(seat=seat)
        assert (scorecard.status, scorecard.version, answer.context["version"]) == ("draft", 1, 1)
        assert scorecard.content["summary"] == "Kept words"

    def test_a_mended_form_can_be_sent_again(self, client: Client, seat: Seat) -> None:
        refused = client.post(fill_url(seat), filled(seat, submit="1", summary=""))
        mended = filled(seat, submit="1", version=refused.context["version"])
        client.post(fill_url(seat), mended | {"mutation_id": refused.context["mutation_id"]})

        assert Scorecard.objects.get(seat=seat).status == "submitted"

    def test_a_double_click_submits_once(self, client: Client, seat: Seat) -> None:
        form = filled(seat, submit="1")
        first, second = client.post(fill_url(seat), form), client.post(fill_url(seat), form)

        assert first["Location"] == second["Location"]
        assert Revision.objects.count() == 1
        assert Rating.objects.count() == len(sheet_of(seat).criteria)

    def test_another_window_after_submission_changes_nothing_and_loses_nothing(
        self, client: Client, seat: Seat
    ) -> None:
        client.post(fill_url(seat), filled(seat, submit="1"))
        answer = client.post(fill_url(seat), filled(seat, submit="1", summary="A late thought"))

        assert answer.status_code == 409
        assert "A late thought" in answer.content.decode()
        assert "then save" not in answer.content.decode()
        assert Scorecard.objects.get(seat=seat).summary == "Clear and careful."
        assert Revision.objects.get(kind=RevisionKind.CONFLICT).content["summary"] == "A late thought"

    def test_a_red_flag_is_raised_with_its_evidence(self, client: Client, seat: Seat) -> None:
        (flag,) = sheet_of(seat).red_flags
        typed = {f"flag-{flag}": "on", f"flag-evidence-{flag}": "Blamed the labels"}
        client.post(fill_url(seat), filled(seat, submit="1", **typed))

        (evidence,) = Scorecard.objects.get(seat=seat).evidence.filter(red_flag=flag)
        assert evidence.text == "Blamed the labels"

    def test_words_about_a_flag_that_is_not_raised_are_kept_and_never_submitted(
        self, client: Client, seat: Seat
    ) -> None:
        (flag,) = sheet_of(seat).red_flags
        typed = {f"flag-evidence-{flag}": "Perhaps I was unfair"}
        client.post(fill_url(seat), filled(seat, **typed))

        assert "Perhaps I was unfair" in client.get(fill_url(seat)).content.decode()
        client.post(fill_url(seat), filled(seat, version=1, submit="1", **typed))
        assert not Scorecard.objects.get(seat=seat).evidence.filter(red_flag=flag).exists()

    def test_a_closed_loop_says_so_and_keeps_the_words_on_the_page(
        self, client: Client, seat: Seat, loop: Loop, recruiter: Member
    ) -> None:
        form = filled(seat, summary="Too late")
        seats = seats_of(loop)
        manager = loop.candidacy.opening.hiring_manager
        make_submission(seats[1])
        client.post(fill_url(seat), filled(seat, submit="1"))
        debrief = open_debrief(loop, by=recruiter)
        decide(debrief, outcome="hire", rationale="Good", by=manager)
        answer = client.post(fill_url(seat), form | {"version": 1})

        assert answer.status_code == 409
        assert "takes no feedback" in answer.content.decode()
        assert "Too late" in answer.content.decode()


class TestSavingWhileTyping:
    def test_a_save_answers_with_the_new_version(self, client: Client, seat: Seat) -> None:
        answer = client.post(save_url(seat), filled(seat, recommendation="", summary="Half a"))

        scorecard = Scorecard.objects.get(seat=seat)
        saved_at = answer.json()["saved_at"]
        assert (answer.status_code, answer.json()["version"], bool(saved_at)) == (200, 1, True)
        assert scorecard.content["summary"] == "Half a"

    def test_an_empty_form_may_be_saved(self, client: Client, seat: Seat) -> None:
        answer = client.post(save_url(seat), {"version": 0, "mutation_id": "one"})

        assert answer.status_code == 200

    def test_the_same_attempt_sent_again_changes_nothing(self, client: Client, seat: Seat) -> None:
        form = filled(seat)
        first, again = client.post(save_url(seat), form), client.post(save_url(seat), form)

        assert (first.json(), first.status_code) == (again.json(), again.status_code)
        assert Revision.objects.count() == 1

    def test_a_stale_version_is_told_of_and_both_texts_are_kept(self, client: Client, seat: Seat) -> None:
        client.post(save_url(seat), filled(seat, summary="From the laptop"))
        late = client.post(save_url(seat), filled(seat, summary="From the phone"))

        assert (late.status_code, late.json()["version"]) == (409, 1)
        assert Scorecard.objects.get(seat=seat).content["summary"] == "From the laptop"
        assert Revision.objects.get(kind=RevisionKind.CONFLICT).content["summary"] == "From the phone"

    def test_a_repeated_answer_does_not_hide_what_came_after_it(self, client: Client, seat: Seat) -> None:
        lost_answer = filled(seat, summary="From the phone")
        client.post(save_url(seat), lost_answer)
        client.post(save_url(seat), filled(seat, version=1, summary="From the laptop"))

        assert client.post(save_url(seat), lost_answer).json()["version"] == 1
        assert client.post(save_url(seat), filled(seat, version=1, summary="More")).status_code == 409

    def test_the_conflict_is_shown_with_both_texts_and_saving_again_merges(
        self, client: Client, seat: Seat
    ) -> None:
        client.post(save_url(seat), filled(seat, summary="From the laptop"))
        both = client.post(fill_url(seat), filled(seat, summary="From the phone"))

        assert both.status_code == 409
        page = both.content.decode()
        assert "From the laptop" in page
        assert "From the phone" in page
        assert both.context["layout"].summary.other == "From the laptop"

        merged = filled(seat, version=both.context["version"], summary="From the laptop and the phone")
        client.post(fill_url(seat), merged | {"mutation_id": both.context["mutation_id"]})
        assert Scorecard.objects.get(seat=seat).content["summary"] == "From the laptop and the phone"
        assert "From the phone" in client.get(fill_url(seat)).content.decode()

    def test_another_window_does_not_submit_over_a_newer_text(self, client: Client, seat: Seat) -> None:
        client.post(save_url(seat), filled(seat, summary="Newer"))
        answer = client.post(fill_url(seat), filled(seat, submit="1", summary="Older"))

        assert answer.status_code == 409
        assert Scorecard.objects.get(seat=seat).status == "draft"

    def test_saving_takes_ten_queries(
        self, client: Client, seat: Seat, django_assert_num_queries: AssertQueries
    ) -> None:
        client.post(save_url(seat), filled(seat))
        form = filled(seat, version=1, summary="More")

        # Two more are the savepoint that stands for the transaction inside a test.
        with django_assert_num_queries(10 + 2):
            client.post(save_url(seat), form)


LONG = "n" * 5_000_000


class TestBadInput:
    @pytest.mark.parametrize("url_of", [fill_url, save_url])
    @pytest.mark.parametrize(
        ("prefix", "value"),
        [
            ("rating", "5"),
            ("rating", "0"),
            ("rating", "ｓtrong"),
            ("evidence", "null \0 byte"),
            ("evidence", LONG),
            ("reason", LONG),
        ],
    )
    def test_a_bad_answer_is_refused_beside_its_field(
        self, client: Client, seat: Seat, url_of: Callable[[Seat], str], prefix: str, value: str
    ) -> None:
        name = f"{prefix}-{next(iter(sheet_of(seat).criteria))}"
        answer = client.post(url_of(seat), filled(seat, **{name: value}, summary="Kept words"))

        assert answer.status_code == 422
        if url_of is save_url:
            assert set(answer.json()["errors"]) == {name}
        else:
            assert set(answer.context["form"].errors) == {name}
            assert "Kept words" in answer.content.decode()
        assert not Scorecard.objects.filter(seat=seat).exclude(content={}).exists()

    @pytest.mark.parametrize("url_of", [fill_url, save_url])
    @pytest.mark.parametrize(
        "name", ["rating-999999999", "evidence-", "note-0", f"flag-{10**40}", "reason-ä"]
    )
    def test_a_line_of_another_sheet_is_refused(
        self, client: Client, seat: Seat, url_of: Callable[[Seat], str], name: str
    ) -> None:
        answer = client.post(url_of(seat), filled(seat, **{name: "3"}))

        assert answer.status_code == 422
        assert not Scorecard.objects.filter(seat=seat).exists()

    @pytest.mark.parametrize("url_of", [fill_url, save_url])
    @pytest.mark.parametrize(
        "bad",
        [
            {"version": ""},
            {"version": "-1"},
            {"version": str(10**30)},
            {"version": "one"},
            {"mutation_id": ""},
            {"mutation_id": "m" * 65},
            {"mutation_id": "\0"},
            {"recommendation": "maybe"},
        ],
    )
    def test_a_form_that_arrives_broken_is_refused_and_its_words_kept(
        self, client: Client, seat: Seat, url_of: Callable[[Seat], str], bad: dict[str, str]
    ) -> None:
        answer = client.post(url_of(seat), filled(seat, summary="Kept words") | bad)

        assert answer.status_code == 422
        if url_of is fill_url:
            assert "Kept words" in answer.content.decode()

    def test_every_script_and_emoji_comes_back_as_typed(self, client: Client, seat: Seat) -> None:
        words = "مرشّحة ممتازة · 候选人 · 👩🏽‍🔬\r\n<b>not bold</b> {{ 7*7 }}"
        client.post(fill_url(seat), filled(seat, submit="1", summary=words))
        page = client.get(Scorecard.objects.get(seat=seat).get_absolute_url()).content.decode()

        assert Scorecard.objects.get(seat=seat).summary == words
        assert "👩🏽‍🔬" in page
        assert "&lt;b&gt;not bold&lt;/b&gt; {{ 7*7 }}" in page

    def test_somebody_elses_seat_is_not_there(
        self, client: Client, loop: Loop, other_organization: Organization
    ) -> None:
        elsewhere = seats_of(make_loop(other_organization))[0]

        for seat in (seats_of(loop)[1], elsewhere):
            assert client.get(fill_url(seat)).status_code == 404
            assert client.post(fill_url(seat), filled(seat)).status_code == 404
            assert client.post(save_url(seat), filled(seat)).status_code == 404
        assert not Scorecard.objects.exists()

    @pytest.mark.parametrize("pk", [0, 10**30])
    def test_numbers_that_name_nothing_are_not_there(self, client: Client, pk: int) -> None:
        for name in ("fill", "read"):
            assert client.get(reverse(f"scorecards:{name}", args=[pk])).status_code == 404
        assert client.post(reverse("scorecards:autosave", args=[pk]), {}).status_code == 404

    def test_a_loop_called_off_is_not_there(
        self, client: Client, seat: Seat, loop: Loop, recruiter: Member
    ) -> None:
        cancel_loop(loop, by=recruiter)

        assert client.post(save_url(seat), filled(seat)).status_code == 404


class TestReading:
    def test_a_submitted_scorecard_reads_as_a_page(
        self, seat: Seat, recruiter: Member, client_as: ClientAs
    ) -> None:
        scorecard = make_submission(seat, words="Named the leak at once")
        page = client_as(recruiter).get(scorecard.get_absolute_url()).content.decode()

        assert "Named the leak at once" in page
        assert "What level 3 looks like" in page

    def test_who_still_owes_theirs_reads_nobody_elses(self, loop: Loop, client_as: ClientAs) -> None:
        early, late = seats_of(loop)
        scorecard = make_submission(early)
        blind = client_as(late.member)

        assert blind.get(scorecard.get_absolute_url()).status_code == 404
        make_submission(late)
        assert blind.get(scorecard.get_absolute_url()).status_code == 200

    def test_a_draft_is_read_by_its_author_alone(
        self, client: Client, seat: Seat, recruiter: Member, client_as: ClientAs
    ) -> None:
        client.post(save_url(seat), filled(seat))
        url = Scorecard.objects.get(seat=seat).get_absolute_url()

        assert client_as(recruiter).get(url).status_code == 404
        assert client.get(url)["Location"] == fill_url(seat)

    def test_a_trainees_scorecard_is_read_by_the_trainee_alone(
        self, loop: Loop, recruiter: Member, organization: Organization, client_as: ClientAs
    ) -> None:
        trainee = make_member(organization)
        seat = seat_member(seats_of(loop)[0].round, member=trainee, part=Part.SHADOW, by=recruiter)
        url = make_submission(seat).get_absolute_url()

        assert client_as(trainee).get(url).status_code == 200
        assert client_as(recruiter).get(url).status_code == 404


class TestList:
    def test_owed_ones_first_then_those_given(
        self, organization: Organization, interviewer: Member, client_as: ClientAs
    ) -> None:
        given, owed = (make_loop(organization, interviewers=[interviewer]) for _ in range(2))
        scorecard = make_submission(seats_of(given)[0])
        context = client_as(interviewer).get(reverse("scorecards:list")).context

        assert list(context["owed"]) == seats_of(owed)
        assert list(context["page"].rows) == [scorecard]

    def test_somebody_without_any_is_told_why(self, interviewer: Member, client_as: ClientAs) -> None:
        page = client_as(interviewer).get(reverse("scorecards:list")).content.decode()

        assert "No scorecard is waiting for you" in page

    @pytest.mark.parametrize("rows", [1, 3])
    def test_queries_do_not_grow_with_the_rows(
        self,
        rows: int,
        organization: Organization,
        interviewer: Member,
        client_as: ClientAs,
        django_assert_num_queries: AssertQueries,
    ) -> None:
        for _ in range(rows):
            make_loop(organization, interviewers=[interviewer])
            make_submission(seats_of(make_loop(organization, interviewers=[interviewer]))[0])
        client = client_as(interviewer)

        with django_assert_num_queries(6):
            context = client.get(reverse("scorecards:list")).context

        assert (len(context["owed"]), len(context["page"].rows)) == (rows, rows)


def table(client: Client) -> list[dict[str, str]]:
    response = client.get(reverse("scorecards:export"))
    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(text)))


class TestExport:
    def test_a_line_for_each_criterion_and_each_red_flag(
        self, client: Client, seat: Seat, recruiter: Member, client_as: ClientAs
    ) -> None:
        (flag,) = sheet_of(seat).red_flags
        typed = {f"flag-{flag}": "on", f"flag-evidence-{flag}": "=cmd()"}
        client.post(fill_url(seat), filled(seat, submit="1", **typed))
        lines = table(client_as(recruiter))

        assert [line["Rating"] for line in lines] == ["3", "3", ""]
        assert {line["Recommendation"] for line in lines} == {"Yes"}
        assert lines[0]["Evidence"] == "Explained the trade-off with numbers."
        assert (bool(lines[2]["Red flag"]), lines[2]["Evidence"]) == (True, "'=cmd()")

    def test_only_what_one_may_read(
        self, loop: Loop, recruiter: Member, other_organization: Organization, client_as: ClientAs
    ) -> None:
        early, late = seats_of(loop)
        scorecard = make_submission(early)
        make_submission(seats_of(make_loop(other_organization))[0])
        readers = {
            "recruiter": table(client_as(recruiter)),
            "author": table(client_as(early.member)),
            "still owes one": table(client_as(late.member)),
        }

        seen = {who: {line["Scorecard"] for line in lines} for who, lines in readers.items()}
        assert seen == {
            "recruiter": {str(scorecard.pk)},
            "author": {str(scorecard.pk)},
            "still owes one": set(),
        }

    @pytest.mark.parametrize("rows", [1, 3])
    def test_five_queries_however_long(
        self,
        rows: int,
        organization: Organization,
        recruiter: Member,
        client_as: ClientAs,
        django_assert_num_queries: AssertQueries,
    ) -> None:
        for _ in range(rows):
            make_submission(seats_of(make_loop(organization, by=recruiter))[0])
        client = client_as(recruiter)

        with django_assert_num_queries(5):
            assert len(table(client)) == 2 * rows

    def test_it_streams(self, recruiter: Member, client_as: ClientAs) -> None:
        assert client_as(recruiter).get(reverse("scorecards:export")).streaming


def test_the_drafts_content_is_what_was_typed(client: Client, seat: Seat) -> None:
    question = next(iter(sheet_of(seat).questions))
    client.post(save_url(seat), filled(seat, **{f"note-{question}": "Asked for the unit"}))

    content = from_json(Scorecard.objects.get(seat=seat).content)
    assert content.notes == {question: "Asked for the unit"}
    assert {answer.value for answer in content.answers.values()} == {3}
