"""Evaluates a loop before its interviews: does it measure what the job needs, and what speaks against it?

All functions are pure. Which flaws there are and what they mean is told in `findings`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from interviews.loops.evaluating.coverage import Coverage, coverage_of
from interviews.loops.evaluating.findings import Finding, Flaw, Weight, weight_of
from interviews.loops.evaluating.plan import LoopPlan, PlannedRound
from interviews.loops.evaluating.reliability import ENOUGH_INTERVIEWERS, Step, steps_up_to
from interviews.loops.evaluating.timing import as_held, longest_day_minutes, rest_between, without_rest

# As many rounds as a candidate of the level usually sits through, at most.
USUAL_ROUNDS = {"junior": 3, "mid": 4, "senior": 5, "staff": 5, "principal": 6}
LONGEST_STRETCH_MINUTES = 150
LONGEST_DAY_MINUTES = 360
FURTHEST_FROM_TARGET = 1.0


@dataclass(frozen=True)
class Evaluation:
    """What the loop covers, and every finding: the gravest first, then in the order of the rounds."""

    coverage: tuple[Coverage, ...]
    findings: tuple[Finding, ...]
    reliability: tuple[Step, ...]
    minutes: int

    def of_weight(self, weight: Weight) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.weight is weight)

    @property
    def gaps(self) -> tuple[Finding, ...]:
        return self.of_weight(Weight.GAP)

    @property
    def unready(self) -> tuple[Finding, ...]:
        return self.of_weight(Weight.UNREADY)

    @property
    def advice(self) -> tuple[Finding, ...]:
        return self.of_weight(Weight.ADVICE)


def evaluate(plan: LoopPlan) -> Evaluation:
    """Everything that can be said of the loop before anybody was interviewed."""
    coverage = coverage_of(plan)
    found = [*_of_coverage(plan, coverage), *_of_the_whole(plan)]
    for round in plan.rounds:
        found += _of_round(round)
    found += [*_of_order(plan), *_asked_twice(plan)]
    weights, flaws = list(Weight), list(Flaw)
    found.sort(key=lambda finding: (weights.index(finding.weight), flaws.index(finding.flaw)))
    return Evaluation(coverage, tuple(found), steps_up_to(plan.interviewers), plan.minutes)


def _of_coverage(plan: LoopPlan, coverage: tuple[Coverage, ...]) -> Iterator[Finding]:
    for covered in coverage:
        for flaw in _flaws_of(covered):
            needed = covered.needed
            words = {"competency": needed.name, "round": covered.rounds[0] if covered.rounds else ""}
            weight = weight_of(flaw, is_must_have=needed.is_must_have)
            finding = Finding(flaw, weight, competency=needed.competency, words=words)
            # That one round is enough is said of this round.
            yield replace(finding, round=covered.round_ids[0]) if flaw is Flaw.ONE_ROUND else finding


def _flaws_of(covered: Coverage) -> Iterator[Flaw]:
    if not covered.is_judged:
        yield Flaw.NOT_JUDGED
        return
    if not covered.can_be_judged_well:
        yield Flaw.ONE_ROUND if len(covered.rounds) == 1 else Flaw.ONE_JUDGE
    if not covered.questions:
        yield Flaw.NOT_ASKED


def _of_the_whole(plan: LoopPlan) -> Iterator[Finding]:
    if not plan.rounds:
        yield Finding(Flaw.NO_ROUNDS, weight_of(Flaw.NO_ROUNDS))
        return
    usual = USUAL_ROUNDS.get(plan.level)
    if usual and len(plan.rounds) > usual:
        words = {"found": str(len(plan.rounds)), "wanted": str(usual)}
        yield Finding(Flaw.MANY_ROUNDS, words=words)
    if plan.interviewers > ENOUGH_INTERVIEWERS:
        gain = steps_up_to(plan.interviewers)[ENOUGH_INTERVIEWERS].gain
        words = {"found": str(plan.interviewers), "gain": f"{gain:.2f}"}
        yield Finding(Flaw.MANY_INTERVIEWERS, words=words)
    if (minutes := longest_day_minutes(plan.rounds)) > LONGEST_DAY_MINUTES:
        yield Finding(Flaw.LONG_DAY, words={"hours": f"{minutes / 60:.1f}"})


def _about(round: PlannedRound, flaw: Flaw, **words: object) -> Finding:
    said = {"round": round.title, **{name: str(word) for name, word in words.items()}}
    return Finding(flaw, weight_of(flaw), round=round.id, words=said)


def _of_round(round: PlannedRound) -> Iterator[Finding]:
    if round.open_seats:
        yield _about(round, Flaw.UNSTAFFED, number=round.open_seats)
    if not round.judged:
        yield _about(round, Flaw.NO_CRITERIA)
    if round.is_rubric_retired:
        yield _about(round, Flaw.RUBRIC_RETIRED)
    elif round.has_newer_rubric:
        yield _about(round, Flaw.NEWER_RUBRIC)
    for question, title in round.left_out.items():
        yield replace(_about(round, Flaw.LEFT_OUT, question=title), question=question)
    if round.questions:
        yield from _of_what_is_asked(round)
        yield from _of_each_question(round)
    else:
        yield _about(round, Flaw.NO_QUESTIONS)


def _of_what_is_asked(round: PlannedRound) -> Iterator[Finding]:
    for needed in round.must_ask:
        if not round.asks_about(needed.competency):
            finding = _about(round, Flaw.NOT_ASKED_HERE, competency=needed.name)
            yield replace(finding, competency=needed.competency)
    if round.question_minutes > round.minutes:
        finding = _about(round, Flaw.TOO_LONG, taken=round.question_minutes, minutes=round.minutes)
        yield replace(finding, extent=f"{round.question_minutes}/{round.minutes}")
    if len(round.questions) < round.question_count:
        yield _about(round, Flaw.FEW_QUESTIONS, wanted=round.question_count, found=len(round.questions))
    mean = sum(question.difficulty for question in round.questions) / len(round.questions)
    if abs(mean - round.difficulty) >= FURTHEST_FROM_TARGET:
        yield _about(round, Flaw.OFF_TARGET, wanted=round.difficulty, found=f"{mean:.1f}")


def _of_each_question(round: PlannedRound) -> Iterator[Finding]:
    for question in round.questions:
        flaws = {
            Flaw.LEAKED: question.is_leaked,
            Flaw.MET_BEFORE: question.was_met,
            Flaw.RETIRED: question.is_retired,
            Flaw.AT_LIMIT: question.is_at_limit,
            Flaw.NEWER_VERSION: question.has_newer_version and not question.is_retired,
        }
        for flaw, is_there in flaws.items():
            if is_there:
                yield replace(_about(round, flaw, question=question.title), question=question.id)


def _asked_twice(plan: LoopPlan) -> Iterator[Finding]:
    seen: set[int] = set()
    for round in plan.rounds:
        for question in round.questions:
            if question.id in seen:
                yield replace(_about(round, Flaw.ASKED_TWICE, question=question.title), question=question.id)
            seen.add(question.id)


def _of_order(plan: LoopPlan) -> Iterator[Finding]:
    for round in plan.rounds:
        if round.place == "first" and round is not plan.rounds[0]:
            yield _about(round, Flaw.NOT_FIRST)
        if round.place == "last" and round is not plan.rounds[-1]:
            yield _about(round, Flaw.NOT_LAST)
    yield from _rests(plan)
    yield from _long_stretches(plan)


def _rests(plan: LoopPlan) -> Iterator[Finding]:
    """Where fixed times leave less than the break that was planned, or want the candidate twice at once."""
    for round, following in pairwise(as_held([round for round in plan.rounds if round.starts_at])):
        left = rest_between(round, following)
        if left < 0:
            yield _about(round, Flaw.OVERLAP, other=following.title)
        elif left < round.break_minutes:
            yield _about(round, Flaw.SHORT_BREAK, wanted=round.break_minutes, found=f"{left:.0f}")


def _long_stretches(plan: LoopPlan) -> Iterator[Finding]:
    """Several rounds in a row, without a break, that take longer than anybody is at their best."""
    for stretch in without_rest(as_held(plan.rounds)):
        minutes = sum(round.minutes for round in stretch)
        if len(stretch) > 1 and minutes > LONGEST_STRETCH_MINUTES:
            yield _about(stretch[0], Flaw.NO_BREAK, last=stretch[-1].title, minutes=minutes)
