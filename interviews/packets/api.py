"""Debrief packets: requested, watched until a worker has built them, and fetched."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header, parse_etags, quote_etag
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from hiring.background.models import JobStatus
from hiring.connections.problems import MEDIA_TYPE, Problem
from hiring.foundations.api import Body, Readable, RowFilter, VisibleChoice, VisibleFilter
from interviews.debriefs.models import Debrief
from interviews.packets.models import Packet
from interviews.packets.services import bytes_of, request_packet, retry_packet

QUEUED = {
    "id": 17,
    "debrief": 5,
    "number": 2,
    "status": "queued",
    "progress": 0,
    "pages": None,
    "sha256": None,
    "file": None,
    "requested_at": "2026-03-02T09:30:00Z",
    "error": "",
}
DONE = {
    **QUEUED,
    "status": "done",
    "progress": 100,
    "pages": 9,
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "file": "https://fairloop.example/api/v1/packets/17/file/",
}
FAILED = {
    **QUEUED,
    "status": "failed",
    "error": "The worker stopped without a word at every try. Retry, or report it.",
}


@extend_schema_serializer(
    examples=[
        OpenApiExample("Just requested", value=QUEUED, response_only=True),
        OpenApiExample("Built", value=DONE, response_only=True),
        OpenApiExample("Given up; may be retried", value=FAILED, response_only=True),
    ]
)
class PacketSerializer(serializers.ModelSerializer[Packet]):
    status = serializers.ChoiceField(JobStatus.choices, source="job.status")
    progress = serializers.IntegerField(source="job.progress", help_text="In per cent.")
    sha256 = serializers.SerializerMethodField(help_text="Of the file's bytes, in hexadecimal.")
    file = serializers.SerializerMethodField(help_text="The address of the bytes, once they are there.")
    error = serializers.CharField(source="job.error", help_text="Why the last try failed.")

    class Meta:
        model = Packet
        fields = [
            "id",
            "debrief",
            "number",
            "status",
            "progress",
            "pages",
            "sha256",
            "file",
            "requested_at",
            "error",
        ]
        read_only_fields = fields

    def get_sha256(self, packet: Packet) -> str | None:
        return packet.sha256 or None

    def get_file(self, packet: Packet) -> str | None:
        view = self.context["view"]
        is_there = packet.job.status == JobStatus.DONE
        return view.reverse_action("file", args=[packet.pk]) if is_there else None


@extend_schema_serializer(examples=[OpenApiExample("A debrief", value={"debrief": 5})])
class NewPacket(Body):
    debrief = VisibleChoice(
        queryset=Debrief.objects.select_related("loop__candidacy__opening", "organization")
    )


class PacketFilter(RowFilter):
    debrief = VisibleFilter(Debrief)
    status = filters.ChoiceFilter(field_name="job__status", choices=JobStatus.choices)

    class Meta:
        model = Packet
        fields = ["debrief", "status"]


class PacketViewSet(Readable):
    """A debrief in print, as one person could read it at one moment. A worker builds it; ask again."""

    queryset = Packet.objects.select_related("job", "debrief__loop__candidacy__opening").defer("snapshot")
    serializer_class = PacketSerializer
    filterset_class = PacketFilter

    @extend_schema(request=NewPacket, responses={200: PacketSerializer, 201: PacketSerializer})
    def create(self, request: Request) -> Response:
        """Request a packet of a debrief as you may read it now.

        201 for a new one; 200 for an earlier request's, if nothing has changed since.
        """
        packet, is_new = request_packet(self.body(NewPacket)["debrief"], by=self.member)
        return self.answer(packet, 201 if is_new else 200)

    @extend_schema(request=None, responses=PacketSerializer)
    @action(detail=True, methods=["post"])
    def retry(self, request: Request, pk: int) -> Response:
        """Try a failed packet again, from the beginning."""
        packet = self.get_object()
        retry_packet(packet, by=self.member)
        return self.answer(packet)

    @extend_schema(
        responses={
            (200, "application/pdf"): OpenApiResponse(OpenApiTypes.BINARY, "The packet."),
            304: OpenApiResponse(description="You have it already: your `If-None-Match` names its hash."),
            (409, MEDIA_TYPE): OpenApiResponse(Problem, "It is not built yet, or its file is lost."),
        }
    )
    @action(detail=True)
    def file(self, request: Request, pk: int) -> HttpResponse:
        """Fetch the bytes; their SHA-256 is the `ETag`."""
        packet = self.get_object()
        pdf = bytes_of(packet)
        etag = quote_etag(packet.sha256)
        if etag in parse_etags(request.headers.get("If-None-Match", "")):
            return HttpResponse(status=304, headers={"ETag": etag})
        disposition = content_disposition_header(True, f"packet-{packet.pk}.pdf") or "attachment"
        headers = {"Content-Disposition": disposition, "ETag": etag}
        return HttpResponse(pdf, content_type="application/pdf", headers=headers)
