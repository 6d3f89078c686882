"""Invitations and their answers, and the address of one's own calendar."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from hiring.foundations.api import ModelBody, Readable, RowFilter, Rows, VisibleFilter
from hiring.foundations.forms import LARGEST_INTEGER
from hiring.people.models import Member
from interviews.invitations.answering import answer_invitation
from interviews.invitations.feeds import end_feed, reset_feed
from interviews.invitations.models import Answer, CalendarFeed, Invitation
from interviews.invitations.services import send_again
from interviews.loops.models import Loop, Round


class InvitationSerializer(serializers.ModelSerializer[Invitation]):
    loop = serializers.IntegerField(source="round.loop_id")
    member = serializers.IntegerField(
        source="member_id", allow_null=True, help_text="Null: the candidate's own."
    )
    answer = serializers.ChoiceField(Answer.choices, allow_blank=True)

    class Meta:
        model = Invitation
        fields = [
            "id",
            "loop",
            "round",
            "member",
            "uid",
            "sequence",
            "starts_at",
            "ends_at",
            "told_at",
            "is_cancelled",
            "answer",
            "answered_at",
            "note",
        ]
        read_only_fields = fields


class GivenAnswer(ModelBody):
    answer = serializers.ChoiceField(Answer.choices)
    sequence = serializers.IntegerField(
        min_value=0, max_value=LARGEST_INTEGER, help_text="The one you read. An older one is refused."
    )

    class Meta:
        model = Invitation
        fields = ["answer", "note", "sequence"]


class InvitationFilter(RowFilter):
    loop = VisibleFilter(Loop, field_name="round__loop")
    round = VisibleFilter(Round)
    member = VisibleFilter(Member)

    class Meta:
        model = Invitation
        fields = ["loop", "round", "member", "answer", "is_cancelled"]


class InvitationViewSet(Readable):
    """What each person's calendar knows of each round. One sees one's own, and those of loops one plans."""

    queryset = Invitation.objects.select_related("round__loop", "member__user")
    serializer_class = InvitationSerializer
    filterset_class = InvitationFilter

    @extend_schema(request=GivenAnswer, responses=InvitationSerializer)
    @action(detail=True, methods=["post"], url_path="answer")
    def give_answer(self, request: Request, pk: int) -> Response:
        """Say whether you come to an interview of yours; whoever plans it hears when you cannot."""
        return self.answer(answer_invitation(self.get_object(), **self.body(GivenAnswer), by=self.member))

    @extend_schema(request=None, responses=InvitationSerializer)
    @action(detail=True, methods=["post"], url_path="send-again")
    def send_again(self, request: Request, pk: int) -> Response:
        """Mail an invitation once more that the mail server refused, at the address that stands now."""
        return self.answer(send_again(self.get_object(), by=self.member))


class CalendarFeedSerializer(serializers.ModelSerializer[CalendarFeed]):
    class Meta:
        model = CalendarFeed
        fields = ["created_at", "last_read_at"]
        read_only_fields = fields
        extra_kwargs = {"created_at": {"allow_null": True, "help_text": "Null: there is none."}}


class NewCalendarFeedSerializer(CalendarFeedSerializer):
    address = serializers.CharField(help_text="Shown this once. Whoever has it reads your interviews.")

    class Meta(CalendarFeedSerializer.Meta):
        fields = [*CalendarFeedSerializer.Meta.fields, "address"]


class CalendarFeedViewSet(Rows):
    """The private address under which your calendar reads your interviews."""

    queryset = CalendarFeed.objects.all()
    serializer_class = CalendarFeedSerializer
    pagination_class = None

    @extend_schema(responses=CalendarFeedSerializer, operation_id="calendar_feed_read")
    def read(self, request: Request) -> Response:
        """Read when your calendar address was made, and when a calendar last asked."""
        self.refuse_unknown_filters()
        feed = self.get_queryset().first()
        nothing = {"created_at": None, "last_read_at": None}
        return Response(self.get_serializer(feed).data if feed else nothing)

    @extend_schema(request=None, responses={201: NewCalendarFeedSerializer})
    def reset(self, request: Request) -> Response:
        """Make a new calendar address; an earlier one ends at once."""
        feed, address = reset_feed(by=self.member)
        return Response({**self.get_serializer(feed).data, "address": address}, status=201)

    @extend_schema(responses={204: None})
    def end(self, request: Request) -> Response:
        """Shut your calendar address."""
        end_feed(by=self.member)
        return Response(status=204)
