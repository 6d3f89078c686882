"""What the API says of loop templates, and what it takes."""

from typing import Any

from rest_framework import serializers

from hiring.foundations.api import ModelBody, VisibleChoice, VisibleChoices
from hiring.foundations.forms import LARGEST_INTEGER
from interviews.loop_templates.drafts import WRITTEN_FIELDS, RoundDraft
from interviews.loop_templates.models import (
    PLANNED_FIELDS,
    RANGES,
    LoopTemplate,
    LoopTemplateVersion,
    TemplateRound,
)
from interviews.loop_templates.services import LONGEST_NOTE, MOST_ROUNDS
from rubrics.competencies.models import Competency
from rubrics.library.models import Question
from rubrics.scales.models import Rubric

# Of the numbers of a planned round, as serializers say it.
WITHIN_RANGES = {name: {"min_value": least, "max_value": most} for name, (least, most) in RANGES.items()}
NO_SUCH_VERSION = "The template has no such version. Send the number of one that it has."


class TemplateRoundSerializer(serializers.ModelSerializer[TemplateRound]):
    competencies: Any = serializers.PrimaryKeyRelatedField(
        many=True, read_only=True, help_text="Ids of what must be asked about."
    )
    questions: Any = serializers.PrimaryKeyRelatedField(
        many=True, read_only=True, help_text="Ids of what is always asked."
    )

    class Meta:
        model = TemplateRound
        fields = [*PLANNED_FIELDS, "rubric", "competencies", "questions"]
        read_only_fields = fields


class TemplateVersionSerializer(serializers.ModelSerializer[LoopTemplateVersion]):
    rounds = TemplateRoundSerializer(many=True)

    class Meta:
        model = LoopTemplateVersion
        fields = ["id", "number", "note", "rounds", "created_by", "created_at"]
        read_only_fields = fields


class LoopTemplateSerializer(serializers.ModelSerializer[LoopTemplate]):
    current = TemplateVersionSerializer(allow_null=True)

    class Meta:
        model = LoopTemplate
        fields = ["id", "slug", "name", "level", "retired_at", "current"]
        read_only_fields = fields


class TemplateChangesSerializer(serializers.Serializer[Any]):
    old = serializers.IntegerField(help_text="The number of the older version.")
    new = serializers.IntegerField(help_text="The number of the newer version.")
    changes = serializers.ListField(
        child=serializers.CharField(), help_text="What the newer one plans otherwise, each thing a sentence."
    )


class TemplateRoundWords(ModelBody):
    """One interview; where it stands among the others is its place in the list."""

    rubric = VisibleChoice(queryset=Rubric.objects.select_related("current"))
    competencies = VisibleChoices(
        queryset=Competency.objects.all(), required=False, help_text="Ids of what must be asked about."
    )
    questions = VisibleChoices(
        queryset=Question.objects.select_related("current"),
        required=False,
        help_text="Ids of what is always asked.",
    )

    class Meta:
        model = TemplateRound
        fields = [
            *WRITTEN_FIELDS,
            "rubric",
            "competencies",
            "questions",
        ]
        extra_kwargs = WITHIN_RANGES


class NewTemplate(ModelBody):
    rounds = serializers.ListField(
        child=TemplateRoundWords(), min_length=1, max_length=MOST_ROUNDS, help_text="In their order."
    )

    class Meta:
        model = LoopTemplate
        fields = ["name", "level", "rounds"]


class NewTemplateVersion(NewTemplate):
    """The whole template as it is to be; what is there already makes no new version."""

    note = serializers.CharField(
        max_length=LONGEST_NOTE, allow_blank=True, required=False, help_text="What is new, and why."
    )
    version = serializers.IntegerField(
        min_value=0,
        max_value=LARGEST_INTEGER,
        help_text="The number of `current` that you read; 0 if it was null. An older one is refused.",
    )

    class Meta(NewTemplate.Meta):
        fields = [*NewTemplate.Meta.fields, "note", "version"]


def plan_in(said: dict[str, Any]) -> dict[str, Any]:
    """The body's values with its rounds as they are written down."""
    return {**said, "rounds": [RoundDraft(**planned) for planned in said["rounds"]]}
