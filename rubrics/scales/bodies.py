"""What the API says of rubrics and red flags, and what it takes."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from hiring.foundations.api import Body, Change, ModelBody, VisibleChoice, VisibleChoices
from hiring.foundations.forms import LARGEST_INTEGER
from rubrics.competencies.models import Competency
from rubrics.competencies.round_kinds import RoundKind
from rubrics.scales import widths
from rubrics.scales.checks import Fault
from rubrics.scales.drafts import (
    LEVELS,
    MOST_CRITERIA,
    CriterionDraft,
    RubricDraft,
)
from rubrics.scales.models import (
    HIGHEST_LEVEL,
    LEAST_WEIGHT,
    LOWEST_LEVEL,
    MOST_WEIGHT,
    Anchor,
    Criterion,
    RedFlag,
    Rubric,
    RubricVersion,
)
from rubrics.scales.selectors import Remark

NO_SUCH_VERSION = "The rubric has no such version. Send the number of one that it has."
VERSION_READ = "The version of `work` that you read; 0 if it was null. An older one is refused."
Plain = serializers.Serializer[Any]

# --- What is said ---


class RedFlagSerializer(serializers.ModelSerializer[RedFlag]):
    class Meta:
        model = RedFlag
        fields = ["id", "slug", "statement", "description", "status", "version"]
        read_only_fields = fields


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
        fields = [
            "id",
            "position",
            "name",
            "description",
            "competency",
            "competency_name",
            "weight",
            "anchors",
        ]
        read_only_fields = fields


class RubricVersionSerializer(serializers.ModelSerializer[RubricVersion]):
    rubric_name = serializers.CharField(source="rubric.name")
    name = serializers.CharField(source="title", help_text="What the rubric is called from this version on.")
    criteria = CriterionSerializer(many=True)
    red_flags = RedFlagSerializer(many=True)

    class Meta:
        model = RubricVersion
        fields = [
            "id",
            "rubric",
            "rubric_name",
            "number",
            "name",
            "guidance",
            "note",
            "criteria",
            "red_flags",
            "author",
            "revised_by",
            "published_by",
            "published_at",
            "version",
            "created_at",
        ]
        read_only_fields = fields


class RubricSerializer(serializers.ModelSerializer[Rubric]):
    current = RubricVersionSerializer(
        allow_null=True, help_text="What new rounds are judged by; null before it is published."
    )
    work = serializers.SerializerMethodField(help_text="The version that is being written, if there is one.")

    class Meta:
        model = Rubric
        fields = ["id", "slug", "name", "round_kind", "status", "current", "work"]
        read_only_fields = fields

    @extend_schema_field(RubricVersionSerializer(allow_null=True))
    def get_work(self, rubric: Rubric) -> Mapping[str, Any] | None:
        in_work = vars(rubric)["versions_in_work"]
        return RubricVersionSerializer(in_work[0]).data if in_work else None


class RemarkSerializer(serializers.Serializer[Remark]):
    fault = serializers.ChoiceField([fault.value for fault in Fault], source="finding.fault")
    criteria = serializers.ListField(child=serializers.CharField(), source="finding.criteria")
    levels = serializers.ListField(child=serializers.IntegerField(), source="finding.levels")
    bars_publishing = serializers.BooleanField(source="finding.bars_publishing")
    detail = serializers.CharField(source="text")


class ChecksSerializer(Plain):
    number = serializers.IntegerField(help_text="The version that was checked: what is in work, if there is.")
    remarks = RemarkSerializer(many=True)


class AgreementSerializer(Plain):
    n = serializers.IntegerField(help_text="How many anchors were placed.")
    exact = serializers.IntegerField()
    adjacent = serializers.IntegerField(help_text="One level off.")
    misplaced = serializers.IntegerField(help_text="Further off.")
    kappa = serializers.FloatField(allow_null=True, help_text="Cohen’s kappa with quadratic weights.")


class SortedCriterionSerializer(Plain):
    criterion = serializers.CharField(source="name")
    agreement = AgreementSerializer()


class SortSerializer(Plain):
    reviewer = serializers.IntegerField(source="sort.reviewer_id")
    sorted_at = serializers.DateTimeField(source="sort.sorted_at")
    is_of_this_text = serializers.BooleanField(help_text="False where the text was changed since.")
    agreement = AgreementSerializer()
    criteria = SortedCriterionSerializer(source="lines", many=True)


class SheetLineSerializer(Plain):
    position = serializers.IntegerField(source="criterion.position")
    name = serializers.CharField(source="criterion.name")
    texts = serializers.ListField(
        child=serializers.CharField(), help_text="The anchors, shuffled for you and this text."
    )


class SheetSerializer(Plain):
    version = serializers.IntegerField(help_text="Send it along with your order.")
    criteria = SheetLineSerializer(many=True)


# --- What is taken ---


class AnchorWords(Body):
    level = serializers.IntegerField(min_value=LOWEST_LEVEL, max_value=HIGHEST_LEVEL)
    text = serializers.CharField(max_length=widths.ANCHOR, allow_blank=True)


class CriterionWords(Body):
    """One line of a rubric; a level that is left out has no text yet."""

    name = serializers.CharField(max_length=widths.NAME)
    description = serializers.CharField(max_length=widths.DESCRIPTION, allow_blank=True, required=False)
    competency = VisibleChoice(queryset=Competency.objects.all())
    weight = serializers.IntegerField(
        min_value=LEAST_WEIGHT, max_value=MOST_WEIGHT, allow_null=True, required=False
    )
    anchors = serializers.ListField(child=AnchorWords(), max_length=len(LEVELS), required=False)

    def validate_anchors(self, anchors: list[dict[str, Any]]) -> list[dict[str, Any]]:
        if len({anchor["level"] for anchor in anchors}) < len(anchors):
            raise serializers.ValidationError("A level stands here twice. Send each once.")
        return anchors


class RubricWords(Body):
    """What an author writes of a rubric."""

    name = serializers.CharField(max_length=widths.NAME)
    round_kind = serializers.ChoiceField(RoundKind.choices)
    guidance = serializers.CharField(max_length=widths.GUIDANCE, allow_blank=True, required=False)
    criteria = serializers.ListField(child=CriterionWords(), max_length=MOST_CRITERIA, required=False)
    red_flags = VisibleChoices(queryset=RedFlag.objects.all(), required=False, help_text="Ids of red flags.")


class NewRubric(RubricWords):
    pass


class RubricChange(Change, RubricWords):
    """Changes what is in work, or begins the next version of what is published."""

    note = serializers.CharField(
        max_length=widths.NOTE, allow_blank=True, required=False, help_text="What changed, and why."
    )

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        number = serializers.IntegerField(min_value=0, max_value=LARGEST_INTEGER, help_text=VERSION_READ)
        return {**super().get_fields(), "version": number}


class RubricRead(Body):
    version = serializers.IntegerField(
        min_value=1, max_value=LARGEST_INTEGER, help_text="The version of `work` that you read."
    )


class SortedLine(Body):
    position = serializers.IntegerField(min_value=1, max_value=LARGEST_INTEGER)
    levels = serializers.ListField(
        child=serializers.IntegerField(min_value=LOWEST_LEVEL, max_value=HIGHEST_LEVEL),
        max_length=len(LEVELS),
        help_text="The level of each anchor, in the order of the sheet.",
    )


class SortedSheet(Body):
    version = serializers.IntegerField(min_value=1, max_value=LARGEST_INTEGER)
    criteria = serializers.ListField(child=SortedLine(), max_length=MOST_CRITERIA)


class NewFlag(ModelBody):
    class Meta:
        model = RedFlag
        fields = ["statement", "description"]


class FlagChange(Change, NewFlag):
    pass


def changed_draft(stands: RubricDraft, said: dict[str, Any]) -> RubricDraft:
    """The text as it stands with what was said in its place."""
    words = {name: value for name, value in said.items() if name != "criteria"}
    if "criteria" in said:
        words["criteria"] = tuple(map(_criterion, said["criteria"]))
    return replace(stands, **words)


def _criterion(said: dict[str, Any]) -> CriterionDraft:
    texts = {anchor["level"]: anchor["text"] for anchor in said.get("anchors", ())}
    return CriterionDraft(
        name=said["name"],
        competency=said["competency"],
        description=said.get("description", ""),
        weight=said.get("weight"),
        anchors=tuple(texts.get(level, "") for level in LEVELS),
    )
