"""Loop templates, each as loops are made from it today."""

from django.db.models import Prefetch
from rest_framework import serializers

from hiring.foundations.api import Readable, RowFilter
from interviews.loop_templates.models import PLANNED_FIELDS, LoopTemplate, LoopTemplateVersion, TemplateRound


class TemplateRoundSerializer(serializers.ModelSerializer[TemplateRound]):
    class Meta:
        model = TemplateRound
        fields = [*PLANNED_FIELDS, "rubric"]
        read_only_fields = fields


class TemplateVersionSerializer(serializers.ModelSerializer[LoopTemplateVersion]):
    rounds = TemplateRoundSerializer(many=True)

    class Meta:
        model = LoopTemplateVersion
        fields = ["id", "number", "rounds", "created_at"]
        read_only_fields = fields


class LoopTemplateSerializer(serializers.ModelSerializer[LoopTemplate]):
    current = TemplateVersionSerializer(allow_null=True)

    class Meta:
        model = LoopTemplate
        fields = ["id", "slug", "name", "level", "current"]
        read_only_fields = fields


class LoopTemplateFilter(RowFilter):
    class Meta:
        model = LoopTemplate
        fields = ["slug", "level"]


class LoopTemplateViewSet(Readable):
    """Plans for a kind of opening. A loop made from one remembers which version it was."""

    queryset = LoopTemplate.objects.select_related("current").prefetch_related(
        Prefetch("current__rounds", queryset=TemplateRound.objects.order_by("position"))
    )
    serializer_class = LoopTemplateSerializer
    filterset_class = LoopTemplateFilter
