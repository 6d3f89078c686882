"""A library of many questions: words as rare and as common as in language, every state, kind and length."""

from itertools import accumulate
from random import Random

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from hiring.people.models import Member, Organization, User
from rubrics.competencies.models import Competency
from rubrics.competencies.round_kinds import RoundKind
from rubrics.library.models import LEAST_DIFFICULTY, MOST_DIFFICULTY, Question, QuestionVersion
from rubrics.library.searching.rebuilding import rebuild_catalogue
from rubrics.library.states import IN_WORK, QuestionForm, QuestionStatus

QUESTIONS_AT_A_TIME = 2_000
VOCABULARY, SENTENCES, COMPETENCIES = 20_000, 12_000, 12
_SYLLABLES = """
ba be bi bo ca ce co da de di do fa fe fi ga ge go ha he hi ka ke la le li lo ma me mi mo na ne no pa pe
po ra re ri ro sa se si so ta te ti to va ve vi wa we za zo
"""
# The words that everybody uses, most used first.
_COMMON = """
model data feature training service latency metric pipeline drift label batch online customer team
failure system test version deploy monitor cost scale query index cache schema alert rollback threshold
baseline accuracy recall precision embedding ranking retrieval experiment significance sample bias
variance leakage validation stream partition queue replica container registry lineage fairness privacy
incident
"""
SYLLABLES, COMMON = _SYLLABLES.split(), _COMMON.split()
STATES = (
    [QuestionStatus.APPROVED] * 16
    + [QuestionStatus.DRAFT] * 2
    + [QuestionStatus.IN_REVIEW, QuestionStatus.RETIRED]
)
MINUTES = (5, 10, 10, 15, 15, 15, 20, 20, 25, 30, 45, 60, 90)
QUARANTINED_EVERY, WITH_LIMIT_EVERY, EXERCISE_EVERY = 50, 3, 20


class Author:
    """Writes questions; the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        rare = sorted({self._word() for _ in range(VOCABULARY)})
        self.chance.shuffle(rare)
        self.words = [*COMMON, *rare]
        self.weights = list(accumulate(1 / (rank + 3) for rank in range(len(self.words))))
        self.sentences = [" ".join(self.choose(9)) for _ in range(SENTENCES)]

    def _word(self) -> str:
        return "".join(self.chance.choices(SYLLABLES, k=self.chance.randint(2, 5)))

    def choose(self, count: int) -> list[str]:
        """So many words, in which the second is about half as frequent as the first, and so on."""
        return self.chance.choices(self.words, cum_weights=self.weights, k=count)

    def said(self, count: int) -> list[str]:
        return self.chance.choices(self.sentences, k=count)


class Library:
    """The questions of an organization of its own, and somebody who reads them."""

    def __init__(self, slug: str = "bench-library", *, seed: int = 4) -> None:
        self.author = Author(seed)
        self.questions = 0
        self.organization = Organization.objects.create(slug=slug, name=slug, time_zone="Europe/Berlin")
        user = User.objects.create(email=f"{slug}@bench.example", name=slug)
        self.reader = Member.objects.create(
            organization=self.organization, user=user, name=slug, time_zone="Europe/Berlin", is_recruiter=True
        )
        self.competencies = Competency.objects.bulk_create(
            Competency(organization=self.organization, slug=f"competency-{n}", name=f"Competency {n}")
            for n in range(COMPETENCIES)
        )

    def grow(self, *, to: int) -> None:
        """Fill up to so many questions, and make the search's catalogue of them."""
        while self.questions < to:
            numbers = range(self.questions, min(self.questions + QUESTIONS_AT_A_TIME, to))
            with transaction.atomic():
                self._add(numbers)
            self.questions = numbers.stop
        rebuild_catalogue(self.organization.pk)

    def _add(self, numbers: range) -> None:
        questions = Question.objects.bulk_create(self._question(number) for number in numbers)
        versions = QuestionVersion.objects.bulk_create(self._version(question) for question in questions)
        through = QuestionVersion.competencies.through
        through.objects.bulk_create(
            through(questionversion_id=version.pk, competency_id=competency.pk)
            for version in versions
            for competency in self.author.chance.sample(self.competencies, self.author.chance.randint(1, 3))
        )
        asked = QuestionVersion.objects.filter(question=OuterRef("pk")).exclude(status__in=IN_WORK)
        Question.objects.filter(pk__in=[question.pk for question in questions]).update(
            current=Subquery(asked.values("pk")[:1])
        )

    def _question(self, number: int) -> Question:
        chance = self.author.chance
        return Question(
            organization=self.organization,
            slug=f"question-{number}",
            title=" ".join(self.author.choose(chance.randint(3, 8))).capitalize(),
            round_kind=chance.choice(RoundKind.values),
            form=QuestionForm.QUESTION if number % EXERCISE_EVERY else QuestionForm.EXERCISE,
            tags=sorted(set(self.author.choose(chance.randint(0, 3)))),
            asked_count=chance.randint(0, 9),
            quarantined_at=None if number % QUARANTINED_EVERY else timezone.now(),
        )

    def _version(self, question: Question) -> QuestionVersion:
        author, chance = self.author, self.author.chance
        return QuestionVersion(
            question=question,
            number=1,
            status=chance.choice(STATES),
            title=question.title,
            prompt=f"{' '.join(author.choose(chance.randint(20, 50)))}?".capitalize(),
            context=". ".join(author.said(chance.randint(0, 3))),
            follow_ups=author.said(3),
            strong_signals=author.said(4),
            weak_signals=author.said(4),
            minutes=chance.choice(MINUTES),
            difficulty=chance.randint(LEAST_DIFFICULTY, MOST_DIFFICULTY),
            exposure_limit=None if chance.randrange(WITH_LIMIT_EVERY) else 6,
        )
