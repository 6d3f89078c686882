"""A loop and the questions that it could ask, as an instance of `compose/1`: a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NamedTuple, Self

from django.db.models import QuerySet
from django.utils import timezone

from interviews.composer.needs import FreeRound, needs_of
from interviews.composer.wishes import Wishes, taking_part, wishes_of
from interviews.exposure.models import Asking
from interviews.exposure.services import within_window
from interviews.loops.composing.instance import FORMAT
from interviews.loops.composing.naming import Names
from interviews.loops.models import Loop
from rubrics.competencies.round_kinds import RoundKind
from rubrics.library.models import Question, QuestionVersion
from rubrics.library.states import QuestionStatus

Tree = dict[str, Any]

# Whoever was asked last month may have told the next candidate.
RECENTLY = timedelta(days=30)
# Of a round's time this part may be left over.
SLACK_PART = 3


@dataclass(frozen=True)
class ToCompose:
    """An instance, and what it was made from; `versions` are those that its questions would be asked in."""

    wishes: Wishes
    tree: Tree
    names: Names
    versions: Mapping[int, int]

    @classmethod
    def of(cls, loop: Loop) -> Self:
        """The loop as it stands, but without what composing chose for it before."""
        wishes = wishes_of(loop)
        facts = list(_facts(loop, wishes))
        questions = _questions(facts, loop, wishes)
        rounds = _rounds(wishes, _shortest(questions))
        tree = {"format": FORMAT, "questions": questions, "rounds": rounds}
        return cls(wishes, tree, _names(wishes), {fact.question: fact.version for fact in facts})


def askable(loop: Loop) -> QuerySet[Question]:
    """The questions that may be asked at all, of the kinds of the rounds that are to be filled."""
    return Question.objects.filter(
        organization_id=loop.organization_id,
        round_kind__in=taking_part(loop).values("kind"),
        current__status=QuestionStatus.APPROVED,
        quarantined_at=None,
    )


class Fact(NamedTuple):
    """What the library says of a question."""

    question: int
    kind: str
    version: int
    minutes: int
    difficulty: int
    asked_count: int
    limit: int | None
    is_approved: bool = True


def _facts(loop: Loop, wishes: Wishes) -> Iterator[Fact]:
    """Of what may be chosen its approved version; of what is locked the version that its round pins.

    What was approved when it was locked may stay, though it is retired since; what leaked may not.
    """
    for row in (
        askable(loop)
        .exclude(pk__in=wishes.locked)
        .values_list(
            "pk",
            "round_kind",
            "current_id",
            "current__minutes",
            "current__difficulty",
            "asked_count",
            "current__exposure_limit",
        )
    ):
        yield Fact(*row)
    for version in wishes.locked.values():
        question = version.question
        yield Fact(
            question=question.pk,
            kind=question.round_kind,
            version=version.pk,
            minutes=version.minutes,
            difficulty=version.difficulty,
            asked_count=question.asked_count,
            limit=version.exposure_limit,
            is_approved=not question.is_quarantined,
        )


def _questions(facts: Iterable[Fact], loop: Loop, wishes: Wishes) -> list[Tree]:
    brings_out = _brings_out(loop, wishes)
    askings = Asking.objects.filter(round__loop=loop)
    own = set(askings.filter(within_window(timezone.now())).values_list("question", flat=True))
    met = Asking.objects.filter(candidate=loop.candidacy.candidate_id).exclude(round__loop=loop)
    elsewhere = wishes.kept.union(met.values_list("question", flat=True))
    recently = askable(loop).filter(last_asked_at__gte=timezone.now() - RECENTLY)
    recent = set(recently.values_list("pk", flat=True))
    recent |= {pk for pk, version in wishes.locked.items() if _is_recent(version)}
    return [
        {
            "id": str(fact.question),
            "kind": fact.kind,
            "competencies": brings_out.get(fact.version, []),
            "difficulty": fact.difficulty,
            "minutes": fact.minutes,
            "asked_count": max(0, fact.asked_count - (fact.question in own)),
            "limit": fact.limit,
            "approved": fact.is_approved,
            "asked_to_candidate": fact.question in elsewhere,
            "recently_asked": fact.question in recent,
        }
        for fact in facts
    ]


def _is_recent(version: QuestionVersion) -> bool:
    last = version.question.last_asked_at
    return last is not None and last >= timezone.now() - RECENTLY


def _brings_out(loop: Loop, wishes: Wishes) -> Mapping[int, list[str]]:
    """For each version, which of the competencies that the loop needs it brings out."""
    needed = wishes.competencies
    listed = QuestionVersion.competencies.through.objects.filter(
        competency_id__in=needed, questionversion_id__in=askable(loop).values("current_id")
    )
    found: dict[int, list[str]] = defaultdict(list)
    for version_id, competency_id in listed.values_list("questionversion_id", "competency_id"):
        found[version_id].append(str(competency_id))
    for version in wishes.locked.values():
        found[version.pk] = [str(one.pk) for one in version.competencies.all() if one.pk in needed]
    return found


def _shortest(questions: Iterable[Tree]) -> dict[tuple[str, int], int]:
    """For each kind and competency, how long its shortest question takes that this candidate can be asked."""
    shortest: dict[tuple[str, int], int] = {}
    for question in questions:
        limit = question["limit"]
        if question["asked_to_candidate"] or (limit is not None and question["asked_count"] >= limit):
            continue
        for name in question["competencies"]:
            key = (question["kind"], int(name))
            shortest[key] = min(question["minutes"], shortest.get(key, question["minutes"]))
    return shortest


def _rounds(wishes: Wishes, shortest: Mapping[tuple[str, int], int]) -> list[Tree]:
    def has_questions(round: FreeRound, competency: int) -> bool:
        return shortest.get((round.kind, competency), round.minutes + 1) <= round.minutes

    needs = needs_of(wishes.rounds, wishes.must_have, settled=wishes.settled, has_questions=has_questions)
    questions = {version.pk: pk for pk, version in wishes.locked.items()}
    return [
        {
            "id": str(round.id),
            "kind": round.kind,
            "minutes": round.minutes,
            "slack_minutes": round.minutes // SLACK_PART,
            "max_questions": max(round.question_count, len(round.locked)),
            "needs": {str(competency): 1 for competency in sorted(needs[round.id])},
            "difficulty": round.difficulty,
            "locked": [str(questions[version]) for version in round.locked],
        }
        for round in wishes.rounds
    ]


def _names(wishes: Wishes) -> Names:
    return Names(
        rounds={str(round.id): _quoted(round.title) for round in wishes.rounds},
        questions={str(pk): _quoted(version.title) for pk, version in wishes.locked.items()},
        competencies={str(pk): name for pk, name in wishes.names.items()},
        kinds={str(value): str(label) for value, label in RoundKind.choices},
    )


def _quoted(title: str) -> str:
    return f"“{title}”"
