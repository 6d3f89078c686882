"""The ledger of askings: which candidate meets which question, once in all their loops."""

from django.db import models
from django.db.models import Q, QuerySet

from hiring.candidates.models import Candidate
from hiring.foundations.tenancy import Owned, OwnedQuerySet
from rubrics.library.models import Question, QuestionVersion


class AskingQuerySet(OwnedQuerySet["Asking"]):
    def still_planned(self) -> "AskingQuerySet":
        return self.filter(asked_at=None)


class Asking(Owned):
    """A question reserved for a candidate by a round, and asked once `asked_at` is known.

    What is only planned goes with its round; what was asked stays, so that no later loop asks it again.
    """

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    question_version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="+")
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey("interviews.Round", on_delete=models.PROTECT, related_name="askings")
    planned_at = models.DateTimeField(auto_now_add=True)
    asked_at = models.DateTimeField(null=True, blank=True)

    objects = AskingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "candidate"], name="candidate_meets_a_question_once")
        ]
        indexes = [
            models.Index(fields=["question", "asked_at"], name="asking_by_question"),
            models.Index(fields=["round"], condition=Q(asked_at=None), name="asking_still_planned"),
        ]

    def __str__(self) -> str:
        return f"{self.question} for {self.candidate}"


def met_by(candidate: Candidate) -> "QuerySet[Question]":
    """Every question that the candidate was asked, or is going to be, in any loop."""
    return Question.objects.filter(
        organization_id=candidate.organization_id,
        pk__in=Asking.objects.filter(candidate=candidate).values("question"),
    )
