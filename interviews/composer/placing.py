"""Putting a composed plan in place: what it leaves out is given back, what is new in it is reserved."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from textwrap import shorten

from django.db.models import F

from hiring.foundations.errors import DomainError, Invalid
from hiring.people.models import Member
from interviews.exposure.services import hold
from interviews.loops.composing.composition import RoundPlan
from interviews.loops.models import Loop, Round, RoundQuestion
from interviews.loops.services import OUT_OF_THE_WAY, choose_question, drop_question
from rubrics.library.models import Question

# As much of a reason as a chosen question keeps.
LONGEST_WHY = 500


class Outrun(DomainError):
    """A question of the plan may no longer be asked, or not in the version that was planned with."""

    def __init__(self, question: Question, why: object) -> None:
        super().__init__(
            f"“{question.title}” was to be asked, but the library changed meanwhile. {why} Compose again.",
            "question_taken",
        )


def put_in_place(loop: Loop, plans: Sequence[RoundPlan], *, versions: Mapping[int, int], by: Member) -> None:
    """Ask in each of the draft's rounds what its plan says. What stays is not touched.

    Must run in a transaction that holds the loop. `versions` are those that were planned with. Raises
    `Outrun`.
    """
    homes = {int(name): int(plan.id) for plan in plans for name in plan.questions}
    why = {int(name): line for plan in plans for name, line in plan.why.items()}
    rounds = _rounds(loop, plans)
    before = [chosen for round in rounds.values() for chosen in round.questions.all()]
    # All that is touched is held at once, in one order: else two loops could wait for each other.
    hold({*homes, *(chosen.question_version.question_id for chosen in before)})
    standing = set()
    for chosen in before:
        question = chosen.question_version.question_id
        is_planned = homes.get(question) == chosen.round_id
        if chosen.is_locked or (is_planned and versions[question] == chosen.question_version_id):
            standing.add(question)
        else:
            drop_question(chosen, by=by)
    for new in Question.objects.filter(pk__in=homes.keys() - standing).order_by("pk"):
        _choose(new, rounds[homes[new.pk]], version=versions[new.pk], why=why, by=by)
    _tell_why(before, standing, why)
    _easier_first(rounds)


def _rounds(loop: Loop, plans: Iterable[RoundPlan]) -> dict[int, Round]:
    rounds = loop.rounds.filter(pk__in=[int(plan.id) for plan in plans])
    found = {round.pk: round for round in rounds.prefetch_related("questions__question_version")}
    for round in found.values():
        round.loop = loop
    return found


def _choose(question: Question, round: Round, *, version: int, why: Mapping[int, str], by: Member) -> None:
    if question.current_id != version:
        raise Outrun(question, "It has a newer version.")
    try:
        choose_question(round, question=question, why=_told(why[question.pk]), by=by)
    except Invalid as refused:
        raise Outrun(question, refused) from refused


def _tell_why(chosen: Iterable[RoundQuestion], standing: set[int], why: Mapping[int, str]) -> None:
    """What was chosen before and stays may have other reasons now."""
    for asked in chosen:
        question = asked.question_version.question_id
        if question in standing and not asked.is_locked and asked.why != _told(why[question]):
            asked.why = _told(why[question])
            asked.save(update_fields=["why"])


def _told(why: str) -> str:
    return shorten(why, LONGEST_WHY, placeholder=" …")


def _easier_first(rounds: Iterable[int]) -> None:
    """Put the questions of each round in order: the easier before the harder, then the shorter."""
    asked = RoundQuestion.objects.filter(round__in=rounds).select_related("question_version")
    for _, group in groupby(asked.order_by("round", "position"), lambda one: one.round_id):
        before = list(group)
        after = sorted(before, key=_how_hard)
        if after != before:
            RoundQuestion.objects.filter(pk__in=[one.pk for one in before]).update(
                position=F("position") + OUT_OF_THE_WAY
            )
            for position, one in enumerate(after, start=1):
                RoundQuestion.objects.filter(pk=one.pk).update(position=position)


def _how_hard(asked: RoundQuestion) -> tuple[int, int, int]:
    version = asked.question_version
    return version.difficulty, version.minutes, version.question_id
