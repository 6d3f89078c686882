"""One change to many rows in the API: what was read of each, and what came of it."""

from typing import Any

from rest_framework import serializers

from hiring.foundations.api import LONGEST_LIST
from hiring.foundations.each import Outcome
from hiring.foundations.forms import ID, LARGEST_INTEGER


class VersionsRead(serializers.DictField):
    """The versions that were read, by the ids of their rows."""

    def __init__(self, **options: Any) -> None:
        version = serializers.IntegerField(min_value=1, max_value=LARGEST_INTEGER)
        super().__init__(child=version, **{"required": False, **options})

    def to_internal_value(self, data: Any) -> dict[int, int]:
        versions = super().to_internal_value(data)
        if len(versions) > LONGEST_LIST:
            says = f"These are {len(versions)} versions; {LONGEST_LIST} is the most. Send fewer at a time."
            raise serializers.ValidationError(says, "too_many")
        if strange := [name for name in versions if not ID.fullmatch(name)]:
            raise serializers.ValidationError({name[:80]: ["This is no id of a row."] for name in strange})
        return {int(name): version for name, version in versions.items()}


class EachOutcome(serializers.Serializer[Any]):
    """One of the rows that were named: done, or refused with the reason."""

    id = serializers.IntegerField(source="row.pk")
    is_done = serializers.BooleanField()
    code = serializers.CharField(
        source="refusal.code", default=None, allow_null=True, help_text="The refusal’s; null when it is done."
    )
    detail = serializers.SerializerMethodField(help_text="Why it stays as it was; null when it is done.")

    def get_detail(self, outcome: Outcome[Any]) -> str | None:
        return str(outcome.refusal) if outcome.refusal else None
