"""What a loop asks of the questions that it is composed of, read from the database."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import QuerySet

from interviews.composer.models import Waiver
from interviews.composer.needs import FreeRound
from interviews.loops.evaluating.findings import Finding, Flaw
from interviews.loops.models import Loop, Round, RoundQuestion
from rubrics.library.models import QuestionVersion


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """The rounds to be filled and the must-haves; what was composed holds as long as these stay equal.

    `settled` are must-haves that need no question more: a round that takes no part asks about them, or
    somebody answers for the gap. `kept` are the questions of rounds that take no part, `locked` the versions
    that the others keep, by their questions.
    """

    rounds: tuple[FreeRound, ...]
    must_have: tuple[int, ...]
    settled: frozenset[int]
    kept: frozenset[int]
    locked: Mapping[int, QuestionVersion] = field(compare=False)
    names: Mapping[int, str] = field(compare=False)

    @property
    def kinds(self) -> set[str]:
        return {round.kind for round in self.rounds}

    @property
    def competencies(self) -> set[int]:
        return set(self.must_have).union(*(round.must_ask for round in self.rounds))


def taking_part(loop: Loop) -> QuerySet[Round]:
    """The rounds that are to be filled: those that want questions."""
    return loop.rounds.filter(question_count__gt=0)


def wishes_of(loop: Loop) -> Wishes:
    """What the loop asks of its questions now."""
    rounds = loop.rounds.select_related("rubric_version").prefetch_related(
        "competencies",
        "rubric_version__criteria",
        "questions__question_version__question",
        "questions__question_version__competencies",
    )
    listed = list(rounds.order_by("position"))
    needed = loop.candidacy.opening.requirements.filter(is_must_have=True).select_related("competency")
    must_have = {need.competency_id: need.competency.name for need in needed.order_by("competency")}
    waived = frozenset(Waiver.objects.filter(loop=loop).values_list("gap", flat=True))
    free = [round for round in listed if round.question_count]
    others = [round for round in listed if not round.question_count]
    kept = [chosen for round in others for chosen in round.questions.all()]
    answered_for = {pk for pk in must_have if Finding(Flaw.NOT_ASKED, competency=pk).key in waived}
    return Wishes(
        rounds=tuple(_free(round, waived) for round in free),
        must_have=tuple(must_have),
        settled=frozenset(answered_for.union(*map(_asked_and_judged, others))),
        kept=frozenset(chosen.question_version.question_id for chosen in kept),
        locked={
            chosen.question_version.question_id: chosen.question_version
            for round in free
            for chosen in _locked(round)
        },
        names=must_have | {one.pk: one.name for round in free for one in round.competencies.all()},
    )


def _free(round: Round, waived: Collection[str]) -> FreeRound:
    locked = _locked(round)
    return FreeRound(
        id=round.pk,
        title=round.title,
        kind=round.kind,
        minutes=round.minutes,
        question_count=round.question_count,
        difficulty=round.difficulty,
        judged=round.rubric_version.judged,
        must_ask=frozenset(
            one.pk
            for one in round.competencies.all()
            if Finding(Flaw.NOT_ASKED_HERE, round=round.pk, competency=one.pk).key not in waived
        ),
        locked=tuple(sorted(chosen.question_version_id for chosen in locked)),
        brought_out=_brought_out(locked),
    )


def _locked(round: Round) -> list[RoundQuestion]:
    return [chosen for chosen in round.questions.all() if chosen.is_locked]


def _brought_out(chosen: Iterable[RoundQuestion]) -> frozenset[int]:
    return frozenset(one.pk for asked in chosen for one in asked.question_version.competencies.all())


def _asked_and_judged(round: Round) -> frozenset[int]:
    return round.rubric_version.judged & _brought_out(round.questions.all())
