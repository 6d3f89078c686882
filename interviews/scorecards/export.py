"""Submitted scorecards as a table, one line for each criterion and each red flag, however many there are."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.utils.translation import gettext as _

from hiring.foundations.tenancy import is_among
from hiring.people.models import Member
from interviews.scorecards.models import Evidence, Rating, Recommendation, Scorecard

# Rows that are held in memory at a time.
CHUNK = 2_000
SUBMITTED_AT, RECOMMENDATION = 7, 8


def header() -> list[str]:
    return [
        _("Scorecard"),
        _("Candidate"),
        _("Opening"),
        _("Loop"),
        _("Round"),
        _("Round kind"),
        _("Interviewer"),
        _("Submitted"),
        _("Recommendation"),
        _("Summary"),
        _("Competency"),
        _("Criterion"),
        _("Rating"),
        _("Why not assessed"),
        _("Red flag"),
        _("Evidence"),
    ]


def lines(member: Member) -> Iterator[list[object]]:
    """What the member may read of submitted scorecards, in two queries, read row by row."""
    labels = {value: str(label) for value, label in Recommendation.choices}
    for rows in (_ratings(member), _red_flags(member)):
        for row in rows.iterator(chunk_size=CHUNK):
            line: list[object] = list(row)
            line[SUBMITTED_AT] = row[SUBMITTED_AT].astimezone(member.zone).isoformat(timespec="seconds")
            line[RECOMMENDATION] = labels[row[RECOMMENDATION]]
            yield line


def _of_scorecards(rows: "QuerySet[Any]", member: Member, *rest: Any) -> "QuerySet[Any, Any]":
    # Asked row by row, so that SQLite need not gather and sort all of them before the first is sent.
    readable = Scorecard.objects.readable_by(member).counted()
    return (
        rows.filter(is_among(readable, "scorecard"))
        .order_by("pk")
        .values_list(
            "scorecard_id",
            "scorecard__seat__round__loop__candidacy__candidate__name",
            "scorecard__seat__round__loop__candidacy__opening__title",
            "scorecard__seat__round__loop__title",
            "scorecard__seat__round__title",
            "scorecard__seat__round__kind",
            "scorecard__seat__member__name",
            "scorecard__submitted_at",
            "scorecard__recommendation",
            "scorecard__summary",
            *rest,
        )
    )


def _ratings(member: Member) -> "QuerySet[Any, Any]":
    support = Evidence.objects.filter(scorecard=OuterRef("scorecard"), criterion=OuterRef("criterion"))
    return _of_scorecards(
        Rating.objects.all(),
        member,
        "criterion__competency__name",
        "criterion__name",
        "value",
        "not_assessed_reason",
        Value(""),
        Subquery(support.order_by("pk").values("text")[:1]),
    )


def _red_flags(member: Member) -> "QuerySet[Any, Any]":
    nothing = [Value(""), Value(""), Value(None, output_field=IntegerField()), Value("")]
    flags = Evidence.objects.filter(red_flag__isnull=False)
    return _of_scorecards(flags, member, *nothing, F("red_flag__statement"), F("text"))
