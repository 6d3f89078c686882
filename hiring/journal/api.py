"""The journal, for those who run the organization."""

from django.db.models import QuerySet
from rest_framework import serializers

from hiring.foundations.api import Readable, RowFilter
from hiring.foundations.capabilities import Capability, require
from hiring.journal.models import Event


class EventSerializer(serializers.ModelSerializer[Event]):
    payload = serializers.DictField(help_text="Ids and states; never names or notes.")

    class Meta:
        model = Event
        fields = [
            "id",
            "sequence",
            "kind",
            "subject_type",
            "subject_id",
            "actor",
            "payload",
            "occurred_at",
            "previous_hash",
            "hash",
        ]
        read_only_fields = fields


class EventFilter(RowFilter):
    class Meta:
        model = Event
        fields = ["kind", "subject_type", "subject_id"]


class EventViewSet(Readable):
    """Everything that happened, newest first; each event holds the hash of the one before. Admins only."""

    queryset = Event.objects.all()
    serializer_class = EventSerializer
    filterset_class = EventFilter
    is_for_few = True

    def get_queryset(self) -> QuerySet[Event]:
        require(self.member.may(Capability.MANAGE_ORGANIZATION))
        return super().get_queryset()
