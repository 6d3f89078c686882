"""What was found in documents, for a program to decide about."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from hiring.foundations.api import Body, Readable, RowFilter, VisibleChoice, VisibleChoices, VisibleFilter
from hiring.foundations.forms import LARGEST_INTEGER
from rubrics.importing import reviewing
from rubrics.importing.changes import DraftChange
from rubrics.importing.models import ImportDraft, ImportedDocument
from rubrics.importing.proposals import proposal_of
from rubrics.library.models import Question
from rubrics.library.outcomes import EachOutcome, VersionsRead


class ImportDraftSerializer(serializers.ModelSerializer[ImportDraft]):
    proposal = serializers.SerializerMethodField(
        help_text="What accepting would write: the document’s words, and sensible ones where it has none."
    )

    class Meta:
        model = ImportDraft
        fields = [
            "id",
            "document",
            "position",
            "kind",
            "status",
            "line",
            "confidence",
            "proposal",
            "match",
            "match_percent",
            "question",
            "quiz_item",
            "red_flag",
            "rubric",
            "decided_by",
            "decided_at",
            "version",
        ]
        read_only_fields = fields

    @extend_schema_field(OpenApiTypes.OBJECT)
    def get_proposal(self, draft: ImportDraft) -> dict[str, Any]:
        return proposal_of(draft.kind, draft.content, round_kind=draft.document.round_kind)


class ImportDraftFilter(RowFilter):
    document = VisibleFilter(ImportedDocument)

    class Meta:
        model = ImportDraft
        fields = ["document", "status", "kind"]


class DraftRead(Body):
    version = serializers.IntegerField(
        min_value=1, max_value=LARGEST_INTEGER, required=False, help_text="The version that was read."
    )


class Merge(DraftRead):
    question = VisibleChoice(
        queryset=Question.objects.all(),
        required=False,
        help_text="The id of the question to merge with; without it, the one it was matched with.",
    )


class ImportDrafts(Body):
    drafts = VisibleChoices(
        queryset=ImportDraft.objects.light().select_related("match"), help_text="Ids of import drafts."
    )
    versions = VersionsRead(
        help_text="The version of each that you read, by its id. What changed since is refused."
    )


class ImportDraftViewSet(Readable):
    """One thing found in a document. Nothing of it is in the library before somebody accepts it."""

    queryset = ImportDraft.objects.light()
    serializer_class = ImportDraftSerializer
    filterset_class = ImportDraftFilter

    @extend_schema(request=DraftChange, responses=ImportDraftSerializer)
    def partial_update(self, request: Request, pk: int) -> Response:
        """Change what accepting would write."""
        draft = self.get_object()
        changes = self.body(DraftChange)
        version = changes.pop("version")
        return self.answer(reviewing.revise_draft(draft, changes, version=version, by=self.member))

    @extend_schema(request=DraftRead, responses=ImportDraftSerializer)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: int) -> Response:
        """Take a draft into the library, as a draft of yours there."""
        version = self.body(DraftRead).get("version")
        return self.answer(reviewing.accept_draft(self.get_object(), version=version, by=self.member))

    @extend_schema(request=Merge, responses=ImportDraftSerializer)
    @action(detail=True, methods=["post"])
    def merge(self, request: Request, pk: int) -> Response:
        """Add what a question of the library lacks to it, as a revision."""
        return self.answer(reviewing.merge_draft(self.get_object(), **self.body(Merge), by=self.member))

    @extend_schema(request=DraftRead, responses=ImportDraftSerializer)
    @action(detail=True, methods=["post"])
    def dismiss(self, request: Request, pk: int) -> Response:
        """Leave a draft out; it can be brought back."""
        return self.answer(reviewing.dismiss_draft(self.get_object(), **self.body(DraftRead), by=self.member))

    @extend_schema(request=None, responses=ImportDraftSerializer)
    @action(detail=True, methods=["post"], url_path="bring-back")
    def bring_back(self, request: Request, pk: int) -> Response:
        """Let a draft wait again that was left out."""
        return self.answer(reviewing.bring_back_draft(self.get_object(), by=self.member))

    @extend_schema(
        operation_id="import_drafts_accept_many", request=ImportDrafts, responses=EachOutcome(many=True)
    )
    @action(detail=False, methods=["post"], url_path="accept", pagination_class=None, filterset_class=None)
    def accept_many(self, request: Request) -> Response:
        """Accept several drafts; each is answered for itself."""
        return self._each(reviewing.accept_drafts)

    @extend_schema(
        operation_id="import_drafts_merge_many", request=ImportDrafts, responses=EachOutcome(many=True)
    )
    @action(detail=False, methods=["post"], url_path="merge", pagination_class=None, filterset_class=None)
    def merge_many(self, request: Request) -> Response:
        """Merge several drafts with the questions they were matched with."""
        return self._each(reviewing.merge_drafts)

    @extend_schema(
        operation_id="import_drafts_dismiss_many", request=ImportDrafts, responses=EachOutcome(many=True)
    )
    @action(detail=False, methods=["post"], url_path="dismiss", pagination_class=None, filterset_class=None)
    def dismiss_many(self, request: Request) -> Response:
        """Leave several drafts out."""
        return self._each(reviewing.dismiss_drafts)

    def _each(self, decide: Any) -> Response:
        said = self.body(ImportDrafts)
        outcomes = decide(said["drafts"], versions=said.get("versions", {}), by=self.member)
        return Response(EachOutcome(outcomes, many=True).data)
