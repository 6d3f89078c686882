"""Documents that people bring along, and what was found in them: drafts that wait for a person."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hiring.background.models import Job, JobStatus
from hiring.foundations.capabilities import Capability
from hiring.foundations.tenancy import Owned, OwnedQuerySet
from hiring.people.models import Member
from rubrics.competencies.round_kinds import RoundKind
from rubrics.importing.states import DraftKind, DraftStatus
from rubrics.library.models import Question
from rubrics.quizzes.models import QuizItem
from rubrics.scales.models import RedFlag, Rubric

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class ImportedDocumentQuerySet(OwnedQuerySet["ImportedDocument"]):
    def visible_to(self, member: Member) -> Self:
        """Documents of the organization, for whoever may bring some along."""
        rows = super().visible_to(member)
        return rows if member.may(Capability.PROPOSE_QUESTIONS) else rows.none()

    def light(self) -> Self:
        """Without what only a worker, or one page of one document, needs."""
        return self.defer("content", "skipped")


class ImportedDocument(Owned):
    """One file. Its bytes are kept only until a worker has found in them what there is to find.

    `round_kind` is for what does not name its own. A table is read twice: the first time gives the `preview`
    (its header, its first rows, a proposal); `columns` holds what somebody then said of its columns.
    """

    name = models.CharField(_("file"), max_length=200)
    format = models.CharField(max_length=12)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    content = models.BinaryField()
    round_kind = models.CharField(
        _("round kind"), max_length=20, choices=RoundKind.choices, default=RoundKind.ML_FOUNDATIONS
    )
    preview = models.JSONField(null=True, blank=True)
    columns = models.JSONField(null=True, blank=True)
    skipped = models.JSONField(default=list, blank=True)
    job = models.OneToOneField(Job, on_delete=models.PROTECT, related_name="+")
    imported_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField(auto_now_add=True)

    objects = ImportedDocumentQuerySet.as_manager()

    if TYPE_CHECKING:
        drafts: "RelatedManager[ImportDraft]"

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(round_kind__in=RoundKind.values), name="imported_kind_is_known"
            )
        ]
        indexes = [models.Index(fields=["organization", "-id"], name="imported_newest")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("importing:document", args=[self.pk])

    @property
    def wants_columns(self) -> bool:
        """Whether it is a table that waits for somebody to say which column is what."""
        return self.preview is not None and self.columns is None and self.job.status == JobStatus.DONE


class ImportDraftQuerySet(models.QuerySet["ImportDraft"]):
    def visible_to(self, member: Member) -> "ImportDraftQuerySet":
        """What was found in documents that the member sees."""
        rows = self.filter(document__organization_id=member.organization_id)
        return rows if member.may(Capability.PROPOSE_QUESTIONS) else rows.none()

    def light(self) -> "ImportDraftQuerySet":
        """With their documents, but without what only a worker needs of those."""
        return self.select_related("document").defer("document__content", "document__skipped")


class ImportDraft(models.Model):
    """One thing found in a document; nothing of it is in the library before a person accepts it.

    `content` is the finding as it was found, or as the person has changed it. `match` is what the library
    has already that says much the same, `match_percent` how much.
    """

    document = models.ForeignKey(ImportedDocument, on_delete=models.CASCADE, related_name="drafts")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=DraftKind.choices)
    status = models.CharField(max_length=10, choices=DraftStatus.choices, default=DraftStatus.WAITING)
    line = models.PositiveIntegerField()
    confidence = models.FloatField()
    content = models.JSONField()
    match = models.ForeignKey(Question, null=True, on_delete=models.SET_NULL, related_name="+")
    match_percent = models.PositiveSmallIntegerField(default=0)
    question = models.ForeignKey(Question, null=True, on_delete=models.SET_NULL, related_name="+")
    quiz_item = models.ForeignKey(QuizItem, null=True, on_delete=models.SET_NULL, related_name="+")
    red_flag = models.ForeignKey(RedFlag, null=True, on_delete=models.SET_NULL, related_name="+")
    rubric = models.ForeignKey(Rubric, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ImportDraftQuerySet.as_manager()

    class Meta:
        ordering = ["document", "position"]
        constraints = [
            models.UniqueConstraint(fields=["document", "position"], name="import_draft_position_is_unique"),
            models.CheckConstraint(condition=Q(kind__in=DraftKind.values), name="import_draft_kind_is_known"),
            models.CheckConstraint(
                condition=Q(status__in=DraftStatus.values), name="import_draft_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(confidence__gte=0, confidence__lte=1), name="import_draft_confidence_is_a_share"
            ),
            models.CheckConstraint(
                condition=Q(match_percent__lte=100), name="import_draft_match_is_a_percentage"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} at line {self.line} of {self.document}"
