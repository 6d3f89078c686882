"""Changes that may let a loop be planned, what they weigh, and an instance as it is with them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from interviews.staffing.planning.instance import Candidate, Instance, Interviewer, Policy
from interviews.staffing.planning.plan import Change, ChangeKind
from interviews.staffing.planning.values import Interval, Stage

# What one step of each weighs, in the order in which equally cheap ones are offered.
COSTS: Final[Mapping[ChangeKind, int]] = {
    "raise_weekly_limit": 1,
    "raise_daily_limit": 1,
    "shorten_break": 2,
    "raise_rounds_per_day": 2,
    "extend_hours": 2,
    "allow_order": 2,
    "open_window": 3,
    "free_calendar": 3,
    "drop_lunch": 3,
    "add_room": 3,
    "qualify": 4,
}
# What somebody goes through in training; `before` and `after` of `qualify` count along it.
STAGES: Final[tuple[Stage | None, ...]] = (None, "shadow", "reverse_shadow", "qualified")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A change before it is put into words. `steps` is how many times it weighs."""

    change: ChangeKind
    steps: int = 1
    interviewer: str | None = None
    kind: str | None = None
    rounds: tuple[str, str] | None = None
    start: datetime | None = None
    end: datetime | None = None
    before: int | None = None
    after: int | None = None

    @property
    def cost(self) -> int:
        return COSTS[self.change] * self.steps

    def worded(self, candidate: str, says: str) -> Change:
        return Change(
            candidate=candidate,
            change=self.change,
            cost=self.cost,
            interviewer=self.interviewer,
            kind=self.kind,
            rounds=self.rounds,
            start=_written(self.start),
            end=_written(self.end),
            before=self.before,
            after=self.after,
            says=says,
        )


def _written(instant: datetime | None) -> str | None:
    return None if instant is None else instant.isoformat().replace("+00:00", "Z")


def drafted(change: Change) -> Draft:
    """What `worded` made the change from."""
    start, end = (
        datetime.fromisoformat(text).astimezone(UTC) if text else None for text in (change.start, change.end)
    )
    return Draft(
        change=change.change,
        steps=change.cost // COSTS[change.change],
        interviewer=change.interviewer,
        kind=change.kind,
        rounds=change.rounds,
        start=start,
        end=end,
        before=change.before,
        after=change.after,
    )


def apply(instance: Instance, changes: Iterable[Change]) -> Instance:
    """The instance as it is once all the changes are made."""
    for change in changes:
        instance = changed(instance, drafted(change), candidate=change.candidate)
    return instance


def changed(instance: Instance, draft: Draft, *, candidate: str) -> Instance:
    """The instance with one change made for a candidate."""
    if draft.interviewer is not None:
        people = tuple(
            _trained(one, draft) if one.id == draft.interviewer else one for one in instance.interviewers
        )
        return replace(instance, interviewers=people)
    if draft.change in {"open_window", "allow_order"}:
        return _with_candidate(instance, draft, candidate)
    return replace(instance, policy=_eased(instance, draft))


def _eased(instance: Instance, draft: Draft) -> Policy:
    policy, after = instance.policy, draft.after
    if draft.change == "drop_lunch":
        return replace(policy, lunch=None)
    if after is None:
        raise ValueError(f"{draft.change} says no number")
    if draft.change == "shorten_break":
        return replace(policy, break_minutes=after)
    if draft.change == "raise_rounds_per_day":
        return replace(policy, max_rounds_per_day=after)
    return replace(policy, rooms=after)


def _trained(person: Interviewer, draft: Draft) -> Interviewer:
    """The person with more time, higher limits, or further in training."""
    if draft.start and draft.end:
        if draft.change == "free_calendar":
            return replace(person, busy=tuple(_without(person.busy, draft.start, draft.end)))
        begin, end = (moment.astimezone(person.time_zone).time() for moment in (draft.start, draft.end))
        hours = min(person.working_hours[0], begin), max(person.working_hours[1], end)
        return replace(person, working_hours=hours)
    after = draft.after or 0
    if draft.change == "raise_daily_limit":
        return replace(person, daily_limit=after)
    if draft.change == "raise_weekly_limit":
        return replace(person, weekly_limit=after)
    stage = STAGES[after]
    if draft.kind is None or stage is None:
        raise ValueError("nobody becomes qualified for nothing")
    return replace(person, qualifications={**person.qualifications, draft.kind: stage})


def _without(busy: Iterable[Interval], start: datetime, end: datetime) -> Iterable[Interval]:
    for begin, until in busy:
        parts = ((begin, min(until, start)), (max(begin, end), until))
        yield from ((one, other) for one, other in parts if one < other)


def _with_candidate(instance: Instance, draft: Draft, name: str) -> Instance:
    def eased(one: Candidate) -> Candidate:
        if draft.start and draft.end:
            return replace(one, windows=(*one.windows, (draft.start, draft.end)))
        return replace(one, before=tuple(pair for pair in one.before if pair != draft.rounds))

    candidates = tuple(eased(one) if one.id == name else one for one in instance.candidates)
    days = set(instance.days)
    if draft.start:
        zone = next(one.time_zone for one in instance.candidates if one.id == name)
        days.add(draft.start.astimezone(zone).date())
    return replace(instance, candidates=candidates, days=tuple(sorted(days)))
