"""What every room's API is made of: bodies that take nothing unknown, choices within one's walls, views."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import Model, QuerySet
from django.shortcuts import get_object_or_404
from django_filters import rest_framework as filters
from rest_framework import mixins, serializers, viewsets
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.response import Response

from hiring.foundations.forms import LARGEST_ID, LARGEST_INTEGER

if TYPE_CHECKING:
    from hiring.people.models import Member

NO_SUCH_CHOICE = "There is no such choice in your organization. Send the id of one that you can read."
UNKNOWN_FIELD = ErrorDetail("There is no such field here. Leave it out, or mend its name.", "unknown")
UNKNOWN_FILTER = ErrorDetail("There is no such filter here. Leave it out, or mend its name.", "unknown")
# How many unknown names one answer tells of, and how much of each.
NAMES_TOLD, LETTERS_TOLD = 20, 80
LONGEST_LIST = 200


def acting_member(request: Any) -> "Member":
    """The member whose token the request carries."""
    member: Member = request.auth.member
    return member


def _unknown(names: Any, known: Any, fault: ErrorDetail) -> dict[str, list[ErrorDetail]]:
    unknown = [str(name)[:LETTERS_TOLD] for name in names if name not in known]
    return {name: [fault] for name in unknown[:NAMES_TOLD]}


class Body(serializers.Serializer[Any]):
    """What a request says. A field that is not known is a fault, so that no slip of the pen goes unseen."""

    def to_internal_value(self, data: Any) -> Any:
        unknown = _unknown(data, self.fields, UNKNOWN_FIELD) if isinstance(data, Mapping) else {}
        try:
            values = super().to_internal_value(data)
        except ValidationError as refused:
            faults = refused.detail if isinstance(refused.detail, dict) else {}
            raise ValidationError({**faults, **unknown}) from None
        if unknown:
            raise ValidationError(unknown)
        return values


class ModelBody(Body, serializers.ModelSerializer[Any]):
    """A body whose fields are a model's, with the model's own limits."""


class Change(Body):
    """A body that changes a row: what it leaves out stays as it is; `version` names what it was made from."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        fields = super().get_fields()
        for field in fields.values():
            field.required = False
        fields["version"] = serializers.IntegerField(
            min_value=1, max_value=LARGEST_INTEGER, help_text="The version you read. An older one is refused."
        )
        return fields


class VisibleChoice(serializers.PrimaryKeyRelatedField[Any]):
    """The id of a row that the acting member sees; any other, foreign or unknown, is the same field error."""

    default_error_messages = {"does_not_exist": NO_SUCH_CHOICE, "incorrect_type": NO_SUCH_CHOICE}

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, pk_field=serializers.IntegerField())

    def get_queryset(self) -> QuerySet[Any]:
        rows: Any = super().get_queryset()
        within: QuerySet[Any] = rows.visible_to(acting_member(self.context["request"]))
        return within


class VisibleChoices(serializers.ListField):
    """Ids of such rows, looked up in one query however many they are."""

    def __init__(self, *, queryset: Any, **options: Any) -> None:
        child = serializers.IntegerField(min_value=1, max_value=LARGEST_ID)
        super().__init__(child=child, **{"max_length": LONGEST_LIST, **options})
        self.queryset = queryset

    def to_internal_value(self, data: Any) -> list[Any]:
        ids = super().to_internal_value(data)
        within = self.queryset.visible_to(acting_member(self.context["request"]))
        found = {row.pk: row for row in within.filter(pk__in=ids)}
        missing = ErrorDetail(NO_SUCH_CHOICE, "does_not_exist")
        if faults := {str(place): [missing] for place, pk in enumerate(ids) if pk not in found}:
            raise ValidationError(faults)
        return [found[pk] for pk in dict.fromkeys(ids)]


class RowFilter(filters.FilterSet):  # type: ignore[misc]
    """What a list may be asked for; a value that makes no sense is refused."""


class VisibleFilter(filters.ModelChoiceFilter):  # type: ignore[misc]
    """Keeps rows that point at one the acting member can see; any other id is refused."""

    def __init__(self, model: type[Model], **options: Any) -> None:
        super().__init__(
            queryset=lambda request: model.objects.visible_to(acting_member(request)),  # type: ignore[attr-defined]
            **options,
        )


class Rows(viewsets.GenericViewSet[Any]):
    """Rows as the acting member may see them. `queryset` says what is joined; the wall is added here."""

    http_method_names = ["get", "head", "post", "patch", "delete"]
    lookup_value_converter = "int"
    queryset: Any
    filterset_class: type[RowFilter] | None = None

    @property
    def member(self) -> "Member":
        return acting_member(self.request)

    def get_queryset(self) -> QuerySet[Any]:
        return self.seen(self.queryset.visible_to(self.member))

    def seen(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows with whatever depends on who reads them."""
        return rows

    def get_object(self) -> Any:
        """The row that the address names; filters are for lists."""
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The rows that the query asks for."""
        self.refuse_unknown_filters("cursor", "page_size")
        return super().filter_queryset(queryset)

    def refuse_unknown_filters(self, *beside: str) -> None:
        """A filter that is not known, nor among those `beside`, would else show everything."""
        known = {*getattr(self.filterset_class, "base_filters", ()), *beside}
        if unknown := _unknown(self.request.query_params, known, UNKNOWN_FILTER):
            raise ValidationError(unknown)

    def body(self, kind: type[Body]) -> dict[str, Any]:
        """What the request says, judged by this kind of body."""
        body = kind(data=self.request.data, context=self.get_serializer_context())
        body.is_valid(raise_exception=True)
        values: dict[str, Any] = body.validated_data
        return values

    def answer(self, row: Model, status: int = 200) -> Response:
        """The row as a service has just left it."""
        fresh = self.seen(self.queryset.filter(pk=row.pk)).get()
        headers = {"Location": self.reverse_action("detail", args=[row.pk])} if status == 201 else {}
        return Response(self.get_serializer(fresh).data, status=status, headers=headers)


class Readable(mixins.ListModelMixin, mixins.RetrieveModelMixin, Rows):
    """Rows with a list and a page for each."""


def stays(row: Model, *fields: str) -> dict[str, Any]:
    """The fields as they are, for a change that leaves them out."""
    return {field: getattr(row, field) for field in fields}


class ChangedPartSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(["same", "removed", "added"])
    text = serializers.CharField()


class ChangedLineSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(["same", "removed", "added", "changed"])
    parts = ChangedPartSerializer(many=True)


class FieldChangeSerializer(serializers.Serializer[Any]):
    """A field that two versions say differently."""

    field = serializers.CharField(source="name")
    lines = ChangedLineSerializer(many=True)
