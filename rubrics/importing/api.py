"""Documents that programs bring along; what was found in them is in `draft_api`."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_field, extend_schema_serializer
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from hiring.background.models import JobStatus
from hiring.foundations.api import Body, Readable, RowFilter
from rubrics.competencies.round_kinds import RoundKind
from rubrics.importing.models import ImportedDocument
from rubrics.importing.reading import limits
from rubrics.importing.reading.columns import FIELDS
from rubrics.importing.selectors import documents_of
from rubrics.importing.services import confirm_columns, import_document, retry_import

QUEUED = {
    "id": 7,
    "file": "guide.md",
    "format": "text",
    "size": 20480,
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "round_kind": "ml-foundations",
    "status": "queued",
    "progress": 0,
    "error": "",
    "wants_columns": False,
    "preview": None,
    "found": 0,
    "waiting": 0,
    "imported_by": 3,
    "imported_at": "2026-03-02T09:30:00Z",
}
READ = {**QUEUED, "status": "done", "progress": 100, "found": 20, "waiting": 20}
TABLE = {
    **QUEUED,
    "file": "bank.csv",
    "format": "csv",
    "status": "done",
    "progress": 100,
    "wants_columns": True,
    "preview": {
        "header": ["question", "level"],
        "rows": [{"line": 2, "cells": ["What is drift?", "easy"]}],
        "row_count": 1,
        "proposed": {"prompt": 0, "difficulty": 1},
    },
}


class PreviewRow(serializers.Serializer[Any]):
    line = serializers.IntegerField()
    cells = serializers.ListField(child=serializers.CharField())


class TablePreview(serializers.Serializer[Any]):
    header = serializers.ListField(child=serializers.CharField())
    rows = PreviewRow(many=True)
    row_count = serializers.IntegerField()
    proposed = serializers.DictField(
        child=serializers.IntegerField(), help_text="The column of each field that was recognised, from 0."
    )


@extend_schema_serializer(
    examples=[
        OpenApiExample("Just sent", value=QUEUED, response_only=True),
        OpenApiExample("Read", value=READ, response_only=True),
        OpenApiExample("A table that waits for its columns", value=TABLE, response_only=True),
    ]
)
class ImportSerializer(serializers.ModelSerializer[ImportedDocument]):
    file = serializers.CharField(source="name")
    status = serializers.ChoiceField(JobStatus.choices, source="job.status")
    progress = serializers.IntegerField(source="job.progress", help_text="In per cent.")
    error = serializers.CharField(source="job.error", help_text="Why the last try failed.")
    wants_columns = serializers.BooleanField(
        help_text="A table was read, and waits for you to confirm what its columns are."
    )
    preview = serializers.SerializerMethodField(help_text="A table’s header and first rows.")
    found = serializers.IntegerField(help_text="How many drafts were found.")
    waiting = serializers.IntegerField(help_text="How many of them nobody has decided about.")

    class Meta:
        model = ImportedDocument
        fields = [
            "id",
            "file",
            "format",
            "size",
            "sha256",
            "round_kind",
            "status",
            "progress",
            "error",
            "wants_columns",
            "preview",
            "found",
            "waiting",
            "imported_by",
            "imported_at",
        ]
        read_only_fields = fields

    @extend_schema_field(TablePreview(allow_null=True))
    def get_preview(self, document: ImportedDocument) -> dict[str, Any] | None:
        preview = document.preview
        if preview is None:
            return None
        rows = [{"line": line, "cells": cells} for line, cells in preview["rows"]]
        return {**preview, "rows": rows}


class SkippedSerializer(serializers.Serializer[Any]):
    line = serializers.IntegerField()
    text = serializers.CharField()
    reason = serializers.CharField()


class WholeImportSerializer(ImportSerializer):
    skipped = SkippedSerializer(many=True, help_text="What was taken for nothing to ask or to judge by.")

    class Meta(ImportSerializer.Meta):
        fields = [*ImportSerializer.Meta.fields, "skipped"]
        read_only_fields = fields


class NewImport(Body):
    file = serializers.FileField(max_length=200, allow_empty_file=True, help_text="One document.")
    round_kind = serializers.ChoiceField(
        RoundKind.choices, required=False, help_text="For whatever names no kind of round itself."
    )


class ImportColumns(Body):
    columns = serializers.DictField(
        child=serializers.IntegerField(min_value=0, max_value=limits.COLUMNS),
        help_text=f"The column of each field, from 0; `prompt` is needed. Fields: {', '.join(FIELDS)}.",
    )


class ImportFilter(RowFilter):
    status = filters.ChoiceFilter(field_name="job__status", choices=JobStatus.choices)

    class Meta:
        model = ImportedDocument
        fields = ["status"]


class ImportViewSet(Readable):
    """A document brought along. A worker reads it; ask again. What was found are its import drafts."""

    queryset = ImportedDocument.objects.all()
    serializer_class = ImportSerializer
    filterset_class = ImportFilter

    def get_serializer_class(self) -> type[ImportSerializer]:
        return WholeImportSerializer if self.action == "retrieve" else ImportSerializer

    def get_queryset(self) -> Any:
        return documents_of(self.member)

    @extend_schema(request={"multipart/form-data": NewImport}, responses={201: ImportSerializer})
    def create(self, request: Request) -> Response:
        """Send a document, as `multipart/form-data`; ask for its status until it is done."""
        said = self.body(NewImport)
        file: UploadedFile = said.pop("file")
        content = file.read(limits.FILE_BYTES + 1)
        document = import_document(file.name or "", content, **said, by=self.member)
        return self.shown(document, 201)

    def get_parsers(self) -> list[Any]:
        asked = getattr(self, "action", "") or self.action_map.get((self.request.method or "").lower())
        return [MultiPartParser()] if asked == "create" else super().get_parsers()

    @extend_schema(request=ImportColumns, responses=ImportSerializer)
    @action(detail=True, methods=["post"])
    def columns(self, request: Request, pk: int) -> Response:
        """Confirm what the columns of a table are; its rows are read then."""
        document = self.get_object()
        return self.shown(confirm_columns(document, self.body(ImportColumns)["columns"], by=self.member))

    @extend_schema(request=None, responses=ImportSerializer)
    @action(detail=True, methods=["post"])
    def retry(self, request: Request, pk: int) -> Response:
        """Read a document again that could not be read."""
        document = self.get_object()
        retry_import(document, by=self.member)
        return self.shown(document)

    def shown(self, document: ImportedDocument, status: int = 200) -> Response:
        fresh = documents_of(self.member).get(pk=document.pk)
        headers = {"Location": self.reverse_action("detail", args=[fresh.pk])} if status == 201 else {}
        return Response(ImportSerializer(fresh).data, status=status, headers=headers)
