"""What a scorecard says, as the API reads and writes it: lists, where the content has mappings."""

from collections.abc import Iterable
from typing import Any

from rest_framework import serializers

from hiring.foundations.api import LONGEST_LIST, Body, VisibleChoice
from hiring.foundations.forms import LARGEST_ID, LARGEST_INTEGER
from interviews.scorecards.content import LEVELS, LONGEST_TEXT, Answer, Content, Fault
from interviews.scorecards.models import Recommendation
from interviews.staffing.models import Seat


class Words(serializers.CharField):
    """An author's text, kept to the letter."""

    def __init__(self) -> None:
        super().__init__(default="", allow_blank=True, trim_whitespace=False, max_length=LONGEST_TEXT)


class Key(serializers.IntegerField):
    """The id of a criterion, red flag or question; whether it belongs to the round, the service says."""

    def __init__(self, help_text: str) -> None:
        super().__init__(min_value=1, max_value=LARGEST_ID, help_text=help_text)


class RatingBody(Body):
    criterion = Key("A criterion of the round's rubric.")
    value = serializers.IntegerField(min_value=LEVELS[0], max_value=LEVELS[-1], allow_null=True, default=None)
    is_not_assessed = serializers.BooleanField(default=False)
    reason = Words()
    evidence = Words()


class RaisedFlagBody(Body):
    red_flag = Key("A red flag of the round's rubric.")
    evidence = Words()


class NoteBody(Body):
    question = Key("A question of the round, by the id that the round gives it.")
    text = Words()


class ContentBody(Body):
    """What a scorecard says."""

    ratings: Any = serializers.ListSerializer(child=RatingBody(), required=False, max_length=LONGEST_LIST)
    red_flags: Any = serializers.ListSerializer(
        child=RaisedFlagBody(), required=False, max_length=LONGEST_LIST
    )
    notes: Any = serializers.ListSerializer(child=NoteBody(), required=False, max_length=LONGEST_LIST)
    recommendation = serializers.ChoiceField(Recommendation.choices, allow_blank=True, default="")
    summary = Words()

    def validate_ratings(self, ratings: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return each_once(ratings, "criterion")

    def validate_red_flags(self, flags: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return each_once(flags, "red_flag")

    def validate_notes(self, notes: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return each_once(notes, "question")


class SavedContent(ContentBody):
    seat = VisibleChoice(
        queryset=Seat.objects.select_related("round__loop", "round__rubric_version"),
        help_text="Your own seat.",
    )
    version = serializers.IntegerField(
        min_value=0, max_value=LARGEST_INTEGER, help_text="The version that you read; 0 before the first."
    )
    mutation_id = serializers.CharField(
        max_length=64, help_text="Your own id for this save: sent again, it changes nothing."
    )


class SubmittedVersion(Body):
    version = serializers.IntegerField(min_value=0, max_value=LARGEST_INTEGER)


def each_once(entries: list[dict[str, Any]], key: str) -> list[dict[str, Any]]:
    """The entries, or a `ValidationError` when two of them answer the same thing."""
    if len({entry[key] for entry in entries}) < len(entries):
        raise serializers.ValidationError(
            f"One {key.replace('_', ' ')} stands here twice. Keep one.", "twice"
        )
    return entries


def content_in(body: dict[str, Any]) -> Content:
    """The content that a body states."""
    return Content(
        answers={
            rating["criterion"]: Answer(
                value=rating["value"],
                is_not_assessed=rating["is_not_assessed"],
                reason=rating["reason"],
                evidence=rating["evidence"],
            )
            for rating in body.get("ratings", [])
        },
        red_flags={flag["red_flag"]: flag["evidence"] for flag in body.get("red_flags", [])},
        notes={note["question"]: note["text"] for note in body.get("notes", [])},
        recommendation=body["recommendation"],
        summary=body["summary"],
    )


def body_of(content: Content) -> dict[str, Any]:
    """The content as a body states it."""
    return {
        "ratings": [
            {
                "criterion": criterion,
                "value": said.value,
                "is_not_assessed": said.is_not_assessed,
                "reason": said.reason,
                "evidence": said.evidence,
            }
            for criterion, said in content.answers.items()
        ],
        "red_flags": [{"red_flag": flag, "evidence": text} for flag, text in content.red_flags.items()],
        "notes": [{"question": question, "text": text} for question, text in content.notes.items()],
        "recommendation": content.recommendation,
        "summary": content.summary,
    }


def placed(faults: Iterable[Fault], content: Content) -> list[Fault]:
    """The faults, each at its place in the body instead of at its field on the page."""
    places = {}
    for place, criterion in enumerate(content.answers):
        places[f"rating-{criterion}"] = f"ratings/{place}/value"
        places[f"evidence-{criterion}"] = f"ratings/{place}/evidence"
        places[f"reason-{criterion}"] = f"ratings/{place}/reason"
    for place, flag in enumerate(content.red_flags):
        places[f"flag-{flag}"] = f"red_flags/{place}/red_flag"
        places[f"flag-evidence-{flag}"] = f"red_flags/{place}/evidence"
    for place, question in enumerate(content.notes):
        places[f"note-{question}"] = f"notes/{place}/text"
    # What is not in the body has its place in one of its lists, if not at its top.
    lists = {"rating": "ratings", "evidence": "ratings", "reason": "ratings"}
    return [
        Fault(places.get(fault.field) or lists.get(fault.field.partition("-")[0], fault.field), fault.says)
        for fault in faults
    ]
