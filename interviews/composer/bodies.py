"""What the API says of an evaluated and of a composed loop, and what it takes."""

from django.utils.translation import gettext
from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from hiring.background.models import JobStatus
from hiring.foundations.api import Body
from interviews.composer.evaluation import Evaluated
from interviews.composer.models import Composing, Outcome, Waiver
from interviews.loops.evaluating.coverage import Coverage
from interviews.loops.evaluating.findings import Finding, Flaw, Weight
from interviews.loops.evaluating.reliability import Step


class CompetencyCoverageSerializer(serializers.Serializer[Coverage]):
    competency = serializers.IntegerField(source="needed.competency")
    name = serializers.CharField(source="needed.name")
    is_must_have = serializers.BooleanField(source="needed.is_must_have")
    rounds = serializers.ListField(
        child=serializers.CharField(), help_text="The titles of the rounds that judge it."
    )
    judges = serializers.IntegerField(help_text="How many different people judge it.")
    judges_wanted = serializers.IntegerField()
    open_seats = serializers.IntegerField(help_text="How many more may come to judge it.")
    questions = serializers.IntegerField(help_text="How many questions bring it out where it is judged.")
    percent = serializers.IntegerField(min_value=0, max_value=100)
    is_complete = serializers.BooleanField()


class FindingSerializer(serializers.Serializer[Finding]):
    key = serializers.CharField(help_text="The same as long as the finding stands; a waiver names it.")
    flaw = serializers.ChoiceField([flaw.value for flaw in Flaw])
    weight = serializers.ChoiceField(
        [weight.value for weight in Weight],
        help_text="gap: stops publishing unless it is waived; unready: stops it; advice: does not.",
    )
    says = serializers.SerializerMethodField(help_text="What is wrong and what to do next, for people.")
    round = serializers.IntegerField(allow_null=True)
    competency = serializers.IntegerField(allow_null=True)
    question = serializers.IntegerField(allow_null=True)
    is_waived = serializers.SerializerMethodField()

    def get_says(self, finding: Finding) -> str:
        return finding.says(gettext)

    def get_is_waived(self, finding: Finding) -> bool:
        return finding.key in self.context["waivers"]


class ReliabilityStepSerializer(serializers.Serializer[Step]):
    interviewers = serializers.IntegerField()
    reliability = serializers.FloatField(help_text="0 to 1, predicted by Spearman and Brown’s formula.")
    gain = serializers.FloatField(help_text="What the last interviewer added.")


class EvaluationSerializer(serializers.Serializer[Evaluated]):
    may_publish = serializers.SerializerMethodField(help_text="Whether nothing stands against publishing.")
    minutes = serializers.IntegerField(
        source="evaluation.minutes", help_text="The candidate’s time: rounds, and the breaks between them."
    )
    coverage = CompetencyCoverageSerializer(source="evaluation.coverage", many=True)
    findings = FindingSerializer(source="evaluation.findings", many=True, help_text="The gravest first.")
    reliability = ReliabilityStepSerializer(source="evaluation.reliability", many=True)

    def get_may_publish(self, evaluated: Evaluated) -> bool:
        return not evaluated.refusals


class WaiverSerializer(serializers.ModelSerializer[Waiver]):
    class Meta:
        model = Waiver
        fields = ["id", "loop", "gap", "says", "reason", "waived_by", "waived_at"]
        read_only_fields = fields


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A gap of the evaluation",
            value={"gap": "one_round round=3 competency=7", "reason": "The second judge is on leave."},
        )
    ]
)
class NewWaiver(Body):
    gap = serializers.CharField(max_length=100, help_text="The `key` of a finding that weighs as a gap.")
    reason = serializers.CharField(max_length=1000, help_text="Printed in the packet.")


AT_ONCE = {
    "id": 12,
    "loop": 5,
    "status": "done",
    "progress": 100,
    "step": "",
    "error": "",
    "outcome": "composed",
    "is_optimal": True,
    "cost": 141,
    "bound": 141,
    "rules": [],
    "says": "",
    "asked_by": 3,
    "asked_at": "2026-03-02T09:30:00Z",
}
BY_A_WORKER = {
    **AT_ONCE,
    "status": "running",
    "progress": 40,
    "step": "Choosing among 12,480 questions",
    "outcome": None,
    "is_optimal": False,
    "cost": None,
    "bound": None,
}
IMPOSSIBLE = {
    **AT_ONCE,
    "outcome": "impossible",
    "is_optimal": False,
    "cost": None,
    "bound": None,
    "rules": ["need:7"],
    "says": "Round “MLOps” wants 1 question on Drift; the library has none.",
}


@extend_schema_serializer(
    examples=[
        OpenApiExample("Composed", value=AT_ONCE, response_only=True),
        OpenApiExample("A worker is at it", value=BY_A_WORKER, response_only=True),
        OpenApiExample("Nothing fits", value=IMPOSSIBLE, response_only=True),
    ]
)
class ComposingSerializer(serializers.ModelSerializer[Composing]):
    status = serializers.ChoiceField(JobStatus.choices, source="job.status", default=JobStatus.DONE)
    progress = serializers.IntegerField(source="job.progress", default=100, help_text="In per cent.")
    step = serializers.CharField(source="job.step", default="")
    error = serializers.CharField(source="job.error", default="", help_text="Why the last try failed.")
    outcome = serializers.SerializerMethodField(help_text="Null until it is known.")
    is_optimal = serializers.BooleanField(help_text="Whether no choice of questions costs less.")
    rules = serializers.ListField(
        child=serializers.CharField(),
        help_text="What cannot hold together, as `compose/1` names it, with ids.",
    )

    class Meta:
        model = Composing
        fields = [
            "id",
            "loop",
            "status",
            "progress",
            "step",
            "error",
            "outcome",
            "is_optimal",
            "cost",
            "bound",
            "rules",
            "says",
            "asked_by",
            "asked_at",
        ]
        read_only_fields = fields

    @extend_schema_field(serializers.ChoiceField(Outcome.choices, allow_null=True))
    def get_outcome(self, composing: Composing) -> str | None:
        return composing.outcome or None
