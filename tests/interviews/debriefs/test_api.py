import pytest

from hiring.people.models import Member, Organization, Role
from interviews.debriefs.models import Debrief, Phase
from interviews.debriefs.services import cast_vote
from tests.making import make_debrief, make_loop, make_member, make_opening, make_submission, seats_of


@pytest.fixture
def committee(organization: Organization) -> list[Member]:
    return [make_member(organization, Role.COMMITTEE) for _ in range(2)]


@pytest.fixture
def debrief(organization: Organization, hiring_manager: Member, committee: list[Member]) -> Debrief:
    opening = make_opening(organization, hiring_manager=hiring_manager, committee=committee)
    return make_debrief(organization, loop=make_loop(organization, opening=opening))


def vote(debrief: Debrief, phase: str = "pre_vote", value: str = "yes") -> dict[str, object]:
    return {"debrief": debrief.pk, "phase": phase, "value": value, "sentence": "The canary sang."}


def test_a_debrief_is_opened_once_and_only_with_scorecards(recruiter: Member, api_as) -> None:
    loop = make_loop(recruiter.organization, by=recruiter)
    client = api_as(recruiter)
    assert (
        client.post("/api/v1/debriefs/", {"loop": loop.pk}, format="json").json()["code"] == "no_scorecards"
    )
    make_submission(seats_of(loop)[0])
    refused = client.post("/api/v1/debriefs/", {"loop": loop.pk}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (409, "scorecards_missing")

    body = {"loop": loop.pk, "even_without_missing": True}
    answers = [client.post("/api/v1/debriefs/", body, format="json") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()


def test_the_page_holds_matrix_flags_ballots_and_decisions(
    debrief: Debrief, hiring_manager: Member, committee: list[Member], api_as
) -> None:
    body = api_as(hiring_manager).get(f"/api/v1/debriefs/{debrief.pk}/").json()

    assert body["debrief"]["loop"] == debrief.loop_id
    assert len(body["matrix"]["columns"]) == len(body["scorecards"]) == 2
    [mark] = body["matrix"]["groups"][0]["rows"][0]["marks"]
    assert (mark["value"], mark["anchor"]) == (3, "What level 3 looks like")
    assert sorted(ballot["member"] for ballot in body["ballots"]) == sorted(member.pk for member in committee)
    assert (body["may_decide"], body["open_phase"], body["decisions"]) == (True, None, [])


def test_whoever_owes_the_loop_a_scorecard_finds_no_debrief(organization: Organization, api_as) -> None:
    loop = make_loop(organization)
    first, second = seats_of(loop)
    make_submission(first)
    recruiter = make_member(organization, Role.RECRUITER)
    body = {"loop": loop.pk, "even_without_missing": True}
    opened = api_as(recruiter).post("/api/v1/debriefs/", body, format="json").json()

    assert api_as(second.member).get(f"/api/v1/debriefs/{opened['id']}/").status_code == 404
    assert api_as(first.member).get(f"/api/v1/debriefs/{opened['id']}/").status_code == 200


def test_a_vote_is_cast_once_in_each_phase(debrief: Debrief, committee: list[Member], api_as) -> None:
    client = api_as(committee[0])

    early = client.post("/api/v1/votes/", vote(debrief, "vote"), format="json")
    cast = [client.post("/api/v1/votes/", vote(debrief), format="json") for _ in range(2)]
    changed = client.post("/api/v1/votes/", vote(debrief, value="no"), format="json")

    assert early.json()["code"] == "pre_vote_first"
    assert [answer.status_code for answer in cast] == [201, 201]
    assert (changed.status_code, changed.json()["code"]) == (409, "voted_already")


def test_only_the_committee_votes(debrief: Debrief, recruiter: Member, api_as) -> None:
    assert api_as(recruiter).post("/api/v1/votes/", vote(debrief), format="json").status_code == 403


def heard(member: Member, api_as) -> set[tuple[int, str]]:
    rows = api_as(member).get("/api/v1/votes/").json()["results"]
    return {(row["member"], row["phase"]) for row in rows}


def test_others_voices_are_heard_once_ones_own_of_the_phase_is_given(
    debrief: Debrief, hiring_manager: Member, committee: list[Member], api_as
) -> None:
    first, second = committee
    for phase in Phase.values:
        cast_vote(debrief, phase=phase, value="no", sentence="No.", by=first)
    pre_vote, after = (first.pk, "pre_vote"), (first.pk, "vote")
    assert heard(second, api_as) == set()

    cast_vote(debrief, phase=Phase.PRE_VOTE, value="yes", sentence="Yes.", by=second)
    assert heard(second, api_as) == {pre_vote, (second.pk, "pre_vote")}
    cast_vote(debrief, phase=Phase.VOTE, value="yes", sentence="Yes.", by=second)
    assert heard(second, api_as) == {pre_vote, after, (second.pk, "pre_vote"), (second.pk, "vote")}

    assert heard(first, api_as) == heard(second, api_as) == heard(hiring_manager, api_as)


@pytest.mark.parametrize("phases", [[], [Phase.PRE_VOTE], [Phase.PRE_VOTE, Phase.VOTE]])
def test_list_and_page_let_the_same_voices_be_heard(
    phases: list[str], debrief: Debrief, recruiter: Member, committee: list[Member], api_as
) -> None:
    first, second = committee
    for phase in Phase.values:
        cast_vote(debrief, phase=phase, value="no", sentence="No.", by=first)
    for phase in phases:
        cast_vote(debrief, phase=phase, value="yes", sentence="Yes.", by=second)
    for member in (first, second, recruiter):
        ballots = api_as(member).get(f"/api/v1/debriefs/{debrief.pk}/").json()["ballots"]
        on_page = {
            (ballot["member"], phase)
            for ballot in ballots
            for phase in Phase.values
            if ballot[phase] is not None
        }
        assert heard(member, api_as) == on_page


def test_a_hidden_vote_cannot_be_fetched_or_filtered_for(
    debrief: Debrief, committee: list[Member], api_as
) -> None:
    cast = cast_vote(debrief, phase=Phase.PRE_VOTE, value="no", sentence="No.", by=committee[0])
    client = api_as(committee[1])

    assert client.get(f"/api/v1/votes/{cast.pk}/").status_code == 404
    assert client.get(f"/api/v1/votes/?debrief={debrief.pk}").json()["results"] == []


def test_the_hiring_manager_decides_once(debrief: Debrief, hiring_manager: Member, api_as) -> None:
    client = api_as(hiring_manager)
    body = {"debrief": debrief.pk, "outcome": "hire", "rationale": "Clear evidence."}

    answers = [client.post("/api/v1/decisions/", body, format="json") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 409]
    assert answers[0].json()["number"] == 1
    assert client.get(f"/api/v1/loops/{debrief.loop_id}/").json()["status"] == "decided"
    assert client.get("/api/v1/decisions/?outcome=hire").json()["results"] == [answers[0].json()]


def test_nobody_else_decides(debrief: Debrief, admin: Member, committee: list[Member], api_as) -> None:
    body = {"debrief": debrief.pk, "outcome": "hire", "rationale": "x"}

    for member in (admin, committee[0]):
        assert api_as(member).post("/api/v1/decisions/", body, format="json").status_code == 403
