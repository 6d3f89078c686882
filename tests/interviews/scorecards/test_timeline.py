"""Since when a criterion has had evidence and a rating; whichever came first can be told."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from hiring.people.models import Organization
from interviews.scorecards.content import Answer, Content
from interviews.scorecards.models import Rating, Scorecard
from interviews.scorecards.services import save_scorecard, submit_scorecard
from interviews.scorecards.timeline import Moments, from_json, timeline_after, to_json
from interviews.staffing.models import Seat
from tests.making import content_for, make_loop, seats_of

NINE = datetime(2026, 3, 26, 9, tzinfo=UTC)
TEN, ELEVEN = NINE + timedelta(hours=1), NINE + timedelta(hours=2)
SAW, RATED = Answer(evidence="Began with the data."), Answer(evidence="Began with the data.", value=3)


def told(*answers: Answer) -> Moments:
    """What is noted when these are saved one after another, an hour apart from nine on."""
    timeline: dict[int, Moments] = {}
    before = Content()
    for hours, answer in enumerate(answers):
        now = Content(answers={7: answer})
        timeline = timeline_after(timeline, before, now, at=NINE + timedelta(hours=hours))
        before = now
    return timeline[7]


@pytest.mark.parametrize(
    ("answers", "moments"),
    [
        ([Answer()], Moments()),
        ([SAW], Moments(evidenced_at=NINE)),
        ([SAW, RATED], Moments(evidenced_at=NINE, rated_at=TEN)),
        ([Answer(value=3), RATED], Moments(evidenced_at=TEN, rated_at=NINE)),
        ([RATED, Answer(evidence="Began with the data. Then drew it.", value=3)], Moments(NINE, NINE)),
        ([RATED, Answer(evidence="Began with the data.", value=4)], Moments(NINE, TEN)),
        ([RATED, Answer(evidence="  ", value=3), RATED], Moments(ELEVEN, NINE)),
        ([RATED, SAW], Moments(evidenced_at=NINE)),
        ([Answer(is_not_assessed=True, reason="No time.")], Moments(rated_at=NINE)),
        ([RATED, Answer(is_not_assessed=True, evidence="Began.")], Moments(NINE, TEN)),
    ],
)
def test_each_moment_lasts_as_long_as_what_it_is_about(answers: list[Answer], moments: Moments) -> None:
    assert told(*answers) == moments


def test_it_is_kept_to_the_microsecond() -> None:
    timeline = {7: Moments(NINE + timedelta(microseconds=1), None), 8: Moments()}

    assert from_json(to_json(timeline)) == timeline


@pytest.fixture
def seat(organization: Organization) -> Seat:
    return seats_of(make_loop(organization))[0]


def save(seat: Seat, content: Content, *, version: int, at: datetime) -> Scorecard:
    with time_machine.travel(at, tick=False):
        said = {"content": content, "version": version, "mutation_id": f"{at}", "by": seat.member}
        return save_scorecard(seat, **said).scorecard  # type: ignore[arg-type]


def test_the_ratings_of_a_submission_know_when_they_were_given(seat: Seat) -> None:
    """The clock of the save counts, not that of the submission, and what came too late counts for nothing."""
    whole = content_for(seat)
    first = min(whole.answers)
    begun = Content(answers={first: Answer(evidence=whole.answers[first].evidence)})
    save(seat, begun, version=0, at=NINE)
    scorecard = save(seat, whole, version=1, at=TEN)
    save(seat, Content(summary="Late"), version=1, at=ELEVEN)

    submit_scorecard(scorecard, version=2, by=seat.member)

    ratings = {rating.criterion_id: rating for rating in Rating.objects.filter(scorecard=scorecard)}
    assert (ratings[first].evidenced_at, ratings[first].rated_at) == (NINE, TEN)
    assert {rating.rated_at for rating in ratings.values()} == {TEN}
