"""Leaks to plant: each breaks one place of the product, and says who would see it at which door."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db.models import Exists, Model, Q
from django_filters import ChoiceFilter
from rest_framework.exceptions import PermissionDenied

from hiring.journal import lifecycle
from hiring.journal.services import record
from interviews.debriefs import models as debriefs
from interviews.loops.models import Round
from interviews.overview import selectors_loop
from interviews.overview.selectors_loop import LoopShown, RoundRow, SeatLine
from interviews.scorecards import export
from interviews.scorecards.api import ScorecardFilter, ScorecardViewSet
from interviews.scorecards.models import Recommendation, Scorecard, ScorecardQuerySet
from interviews.staffing.models import Seat


@dataclass(frozen=True)
class Leak:
    plant: Callable[[pytest.MonkeyPatch], None]
    person: str
    door: str


def _read_by_all(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(ScorecardQuerySet, "readable_by", lambda rows, member: rows.visible_to(member))


def _nobody_is_blind(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(debriefs, "is_blind", lambda member, loop: Exists(Seat.objects.none()))


def _exported_whole(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(export, "is_among", lambda rows, path: Q())


def _said(line: SeatLine) -> str:
    scorecard = getattr(line.seat, "scorecard", None)
    return scorecard.recommendation if scorecard else ""


def _counted(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        LoopShown, "submitted", property(lambda shown: sum("yes" in _said(line) for line in shown.judges))
    )


def _sorted(patch: pytest.MonkeyPatch) -> None:
    def sorting(round: Round, lines: list[SeatLine], **rest: Any) -> RoundRow:
        return RoundRow(round, sorted(lines, key=lambda line: "yes" in _said(line)), **rest)

    patch.setattr(selectors_loop, "RoundRow", sorting)


def _told_in_the_journal(patch: pytest.MonkeyPatch) -> None:
    def telling(kind: str, subject: Model, **rest: Any) -> Any:
        return record(kind, subject, **rest, recommendation=getattr(subject, "recommendation", ""))

    patch.setattr(lifecycle, "record", telling)


def _filtered_by(patch: pytest.MonkeyPatch) -> None:
    rule = ChoiceFilter(field_name="recommendation", choices=Recommendation.choices)
    patch.setitem(ScorecardFilter.base_filters, "recommendation", rule)


def _in_a_header(patch: pytest.MonkeyPatch) -> None:
    def respond(view: ScorecardViewSet, *given: Any, **named: Any) -> Any:
        response = super(ScorecardViewSet, view).finalize_response(*given, **named)
        length = sum(map(len, Scorecard.objects.values_list("summary", flat=True)))
        response.headers["ETag"] = f'"{length}"'
        return response

    patch.setattr(ScorecardViewSet, "finalize_response", respond)


def _refused_differently(patch: pytest.MonkeyPatch) -> None:
    def find(view: ScorecardViewSet) -> Any:
        row = super(ScorecardViewSet, view).get_object()
        if row.recommendation == Recommendation.STRONG_NO:
            raise PermissionDenied
        return row

    patch.setattr(ScorecardViewSet, "get_object", find)


LEAKS: dict[str, Leak] = {
    "everybody reads scorecards": Leak(_read_by_all, "interviewer", "GET scorecards/{id}/"),
    "nobody counts as blind": Leak(_nobody_is_blind, "recruiter", "GET debriefs:detail"),
    "nobody counts as blind to votes": Leak(_nobody_is_blind, "admin", "GET votes/"),
    "the export is not filtered": Leak(_exported_whole, "trainee", "GET scorecards:export"),
    "a count": Leak(_counted, "hiring manager", "GET overview:loop"),
    "an order": Leak(_sorted, "interviewer with one of two in", "GET overview:loop"),
    "an event's payload": Leak(_told_in_the_journal, "admin", "GET events/"),
    "a filter": Leak(_filtered_by, "interviewer", "GET scorecards/"),
    "a header": Leak(_in_a_header, "committee member", "GET scorecards/"),
    "403 against 404": Leak(_refused_differently, "trainee", "GET scorecards/{id}/"),
}
