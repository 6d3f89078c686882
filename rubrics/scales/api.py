"""Rubrics as they stand today, whole, and red flags."""

from django.db.models import Prefetch
from rest_framework import serializers

from hiring.foundations.api import Readable, RowFilter
from rubrics.scales.models import Anchor, Criterion, RedFlag, Rubric, RubricVersion


class RedFlagSerializer(serializers.ModelSerializer[RedFlag]):
    class Meta:
        model = RedFlag
        fields = ["id", "slug", "statement", "description"]
        read_only_fields = fields


class RedFlagViewSet(Readable):
    """Warning signs worth recording, with evidence, whatever the ratings say."""

    queryset = RedFlag.objects.all()
    serializer_class = RedFlagSerializer


class AnchorSerializer(serializers.ModelSerializer[Anchor]):
    class Meta:
        model = Anchor
        fields = ["level", "text"]
        read_only_fields = fields


class CriterionSerializer(serializers.ModelSerializer[Criterion]):
    competency_name = serializers.CharField(source="competency.name")
    anchors = AnchorSerializer(many=True)

    class Meta:
        model = Criterion
        fields = ["id", "position", "name", "description", "competency", "competency_name", "anchors"]
        read_only_fields = fields


class RubricVersionSerializer(serializers.ModelSerializer[RubricVersion]):
    rubric_name = serializers.CharField(source="rubric.name")
    criteria = CriterionSerializer(many=True)
    red_flags = RedFlagSerializer(many=True)

    class Meta:
        model = RubricVersion
        fields = ["id", "rubric", "rubric_name", "number", "guidance", "criteria", "red_flags", "created_at"]
        read_only_fields = fields


class RubricSerializer(serializers.ModelSerializer[Rubric]):
    current = RubricVersionSerializer(allow_null=True)

    class Meta:
        model = Rubric
        fields = ["id", "slug", "name", "round_kind", "current"]
        read_only_fields = fields


class RubricFilter(RowFilter):
    class Meta:
        model = Rubric
        fields = ["slug", "round_kind"]


WHOLE_CRITERIA = (
    Criterion.objects.select_related("competency").prefetch_related("anchors").order_by("position")
)


class RubricViewSet(Readable):
    """How a round is judged: criteria with an anchor for each level. Rounds keep the version of their day."""

    queryset = Rubric.objects.select_related("current__rubric").prefetch_related(
        Prefetch("current__criteria", queryset=WHOLE_CRITERIA), "current__red_flags"
    )
    serializer_class = RubricSerializer
    filterset_class = RubricFilter
