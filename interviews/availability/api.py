"""When people have time: members by their calendars, candidates by the windows that they give."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from hiring.candidates.models import Candidacy
from hiring.foundations.api import Body, ModelBody, Readable, RowFilter, VisibleChoice, VisibleFilter
from hiring.people.models import Member
from interviews.availability.calendars import (
    LARGEST_UPLOAD,
    drop_calendar,
    give_calendar_address,
    refresh_calendar,
    upload_calendar,
)
from interviews.availability.models import AvailabilityRequest, BusyCalendar, CandidateWindow
from interviews.availability.windows import (
    MOST_WINDOWS,
    ask_for_windows,
    link_of,
    revoke_request,
    set_windows,
)


class BusyCalendarSerializer(serializers.ModelSerializer[BusyCalendar]):
    busy = serializers.ListField(
        child=serializers.ListField(child=serializers.DateTimeField(), min_length=2, max_length=2),
        help_text="From when until when they are busy, in their order.",
    )

    class Meta:
        model = BusyCalendar
        fields = [
            "id",
            "member",
            "source",
            "busy",
            "covers_from",
            "covers_to",
            "read_at",
            "tried_at",
            "failure",
        ]
        read_only_fields = fields


class NewCalendar(Body):
    member = VisibleChoice(queryset=Member.objects.all())
    address = serializers.CharField(
        required=False, max_length=2000, help_text="An https or webcal address. It is never shown again."
    )
    content = serializers.CharField(
        required=False, max_length=LARGEST_UPLOAD, help_text="Or the calendar itself, as iCalendar text."
    )

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        if ("address" in values) == ("content" in values):
            raise ValidationError({"address": "Send either an address or the content of a calendar."})
        return values


class BusyCalendarFilter(RowFilter):
    member = VisibleFilter(Member)

    class Meta:
        model = BusyCalendar
        fields = ["member", "source"]


@extend_schema_view(
    list=extend_schema(summary="List calendars"), retrieve=extend_schema(summary="Read a calendar")
)
class BusyCalendarViewSet(Readable):
    """When members are busy, as their calendars said last: the times, and never what they are about."""

    queryset = BusyCalendar.objects.select_related("member")
    serializer_class = BusyCalendarSerializer
    filterset_class = BusyCalendarFilter

    @extend_schema(request=NewCalendar, responses={201: BusyCalendarSerializer})
    def create(self, request: Request) -> Response:
        """Give your calendar, or anybody's if you plan every loop, in place of an earlier one."""
        said = self.body(NewCalendar)
        if "address" in said:
            given = give_calendar_address(said["member"], address=said["address"], by=self.member)
        else:
            given = upload_calendar(said["member"], content=said["content"].encode(), by=self.member)
        return self.answer(given, 201)

    @extend_schema(request=None, responses=BusyCalendarSerializer)
    @action(detail=True, methods=["post"])
    def refresh(self, request: Request, pk: int) -> Response:
        """Have the calendar's address read again now."""
        return self.answer(refresh_calendar(self.get_object(), by=self.member))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        """Forget a calendar, its address and every busy time that came from it."""
        drop_calendar(self.get_object(), by=self.member)
        return Response(status=204)


class WindowSerializer(serializers.ModelSerializer[CandidateWindow]):
    class Meta:
        model = CandidateWindow
        fields = ["id", "candidacy", "starts_at", "ends_at", "given_by"]
        read_only_fields = fields


class SaidWindow(Body):
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()


class SaidWindows(Body):
    candidacy = VisibleChoice(queryset=Candidacy.objects.select_related("opening", "candidate"))
    windows = serializers.ListField(child=SaidWindow(), max_length=MOST_WINDOWS)


class KeptWindows(serializers.Serializer[Any]):
    windows = WindowSerializer(many=True)


class WindowFilter(RowFilter):
    candidacy = VisibleFilter(Candidacy)

    class Meta:
        model = CandidateWindow
        fields = ["candidacy", "given_by"]


@extend_schema_view(
    list=extend_schema(summary="List times at which candidates could come"),
    retrieve=extend_schema(summary="Read a time at which a candidate could come"),
)
class WindowViewSet(Readable):
    """When candidates could come."""

    queryset = CandidateWindow.objects.all()
    serializer_class = WindowSerializer
    filterset_class = WindowFilter

    @extend_schema(request=SaidWindows, responses={200: KeptWindows})
    def create(self, request: Request) -> Response:
        """Say when a candidate could come, in place of all that was said before."""
        said = self.body(SaidWindows)
        windows = [(window["starts_at"], window["ends_at"]) for window in said["windows"]]
        kept = set_windows(said["candidacy"], windows=windows, by=self.member)
        return Response(KeptWindows({"windows": kept}).data)


class AvailabilityRequestSerializer(serializers.ModelSerializer[AvailabilityRequest]):
    class Meta:
        model = AvailabilityRequest
        fields = [
            "id",
            "candidacy",
            "first_day",
            "last_day",
            "created_by",
            "created_at",
            "expires_at",
            "revoked_at",
            "answered_at",
        ]
        read_only_fields = fields


class GivenLinkSerializer(AvailabilityRequestSerializer):
    link = serializers.CharField(read_only=True, help_text="Shown this once. Only the candidate may have it.")

    class Meta(AvailabilityRequestSerializer.Meta):
        fields = [*AvailabilityRequestSerializer.Meta.fields, "link"]
        read_only_fields = fields


class NewAvailabilityRequest(ModelBody):
    candidacy = VisibleChoice(queryset=Candidacy.objects.select_related("opening", "candidate"))
    is_mailed = serializers.BooleanField(default=False, help_text="Whether the candidate is mailed the link.")

    class Meta:
        model = AvailabilityRequest
        fields = ["candidacy", "first_day", "last_day", "is_mailed"]


class AvailabilityRequestFilter(RowFilter):
    candidacy = VisibleFilter(Candidacy)

    class Meta:
        model = AvailabilityRequest
        fields = ["candidacy"]


class AvailabilityRequestViewSet(Readable):
    """Links through which candidates say when they could come. Nobody reads a link again."""

    queryset = AvailabilityRequest.objects.select_related("candidacy__opening")
    serializer_class = AvailabilityRequestSerializer
    filterset_class = AvailabilityRequestFilter

    @extend_schema(request=NewAvailabilityRequest, responses={201: GivenLinkSerializer})
    def create(self, request: Request) -> Response:
        """Give out a link for a candidate; it is shown this once, and closes any that was open."""
        fields = self.body(NewAvailabilityRequest)
        asked, token = ask_for_windows(fields.pop("candidacy"), **fields, by=self.member)
        body = {**self.get_serializer(asked).data, "link": link_of(token)}
        return Response(
            body, status=201, headers={"Location": self.reverse_action("detail", args=[asked.pk])}
        )

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        """Close a link at once; what was answered stays."""
        revoke_request(self.get_object(), by=self.member)
        return Response(status=204)
