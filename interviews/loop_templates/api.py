"""Loop templates, written in versions; loops keep the one they were made from."""

from typing import Any

from django.db.models import Prefetch
from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from hiring.connections.schema import REFUSED_BY_NAME
from hiring.foundations.api import Readable, RowFilter
from hiring.foundations.forms import VersionsForm
from interviews.loop_templates import bodies, services
from interviews.loop_templates.drafts import WHOLE_ROUNDS, read_whole
from interviews.loop_templates.models import LoopTemplate, LoopTemplateVersion
from interviews.loop_templates.selectors import template_changes


class LoopTemplateFilter(RowFilter):
    is_retired = filters.BooleanFilter(
        field_name="retired_at", lookup_expr="isnull", exclude=True, label="Whether no loop is made from it."
    )

    class Meta:
        model = LoopTemplate
        fields = ["slug", "level"]


class LoopTemplateViewSet(Readable):
    """Plans for a kind of opening. A loop made from one remembers which version it was."""

    queryset = LoopTemplate.objects.select_related("current").prefetch_related(
        Prefetch("current__rounds", queryset=WHOLE_ROUNDS)
    )
    serializer_class = bodies.LoopTemplateSerializer
    filterset_class = LoopTemplateFilter

    @extend_schema(request=bodies.NewTemplate, responses={201: bodies.LoopTemplateSerializer})
    def create(self, request: Request) -> Response:
        """Write a template; loops can be made from it at once."""
        said = bodies.plan_in(self.body(bodies.NewTemplate))
        return self.answer(services.create_template(**said, by=self.member), 201)

    @extend_schema(request=None, responses=bodies.LoopTemplateSerializer)
    @action(detail=True, methods=["post"])
    def retire(self, request: Request, pk: int) -> Response:
        """Make no new loop from the template; those that were made keep their version."""
        return self.answer(services.retire_template(self.get_object(), by=self.member))

    @extend_schema(request=None, responses=bodies.LoopTemplateSerializer)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: int) -> Response:
        """Take a retired template back into use."""
        return self.answer(services.restore_template(self.get_object(), by=self.member))

    @extend_schema(responses=bodies.TemplateVersionSerializer(many=True))
    @action(detail=True, methods=["get"], pagination_class=None, filterset_class=None)
    def versions(self, request: Request, pk: int) -> Response:
        """Read all versions of a template, the newest first."""
        versions = self._versions()
        read_whole(versions)
        return Response(bodies.TemplateVersionSerializer(versions, many=True).data)

    @extend_schema(
        request=bodies.NewTemplateVersion,
        responses={200: bodies.TemplateVersionSerializer, 201: bodies.TemplateVersionSerializer},
    )
    @versions.mapping.post
    def revise(self, request: Request, pk: int) -> Response:
        """Write the next version of a template.

        What is there already makes none: the answer is then 200, and the version that says it.
        """
        said: dict[str, Any] = bodies.plan_in(self.body(bodies.NewTemplateVersion))
        version = services.revise_template(self.get_object(), **said, by=self.member)
        fresh = LoopTemplateVersion.objects.get(pk=version.pk)
        read_whole([fresh])
        status = 200 if fresh.number == said["version"] else 201
        return Response(bodies.TemplateVersionSerializer(fresh).data, status=status)

    @extend_schema(
        parameters=[
            OpenApiParameter("old", {"type": "integer", "minimum": 1}, required=True),
            OpenApiParameter("new", {"type": "integer", "minimum": 1}, required=True),
        ],
        responses={200: bodies.TemplateChangesSerializer, **REFUSED_BY_NAME},
    )
    @action(detail=True, methods=["get"], pagination_class=None, filterset_class=None)
    def changes(self, request: Request, pk: int) -> Response:
        """Compare two versions of a template, in words."""
        by_number = {version.number: version for version in self._versions()}
        asked = VersionsForm(request.query_params)
        if not asked.is_valid():
            raise ValidationError({name: list(map(str, faults)) for name, faults in asked.errors.items()})
        said = asked.cleaned_data
        if unknown := {name: [bodies.NO_SUCH_VERSION] for name, n in said.items() if n not in by_number}:
            raise ValidationError(unknown)
        changes = template_changes(by_number[said["old"]], by_number[said["new"]])
        return Response(bodies.TemplateChangesSerializer({**said, "changes": changes}).data)

    def _versions(self) -> list[LoopTemplateVersion]:
        template: LoopTemplate = self.get_object()
        return list(template.versions.order_by("-number"))
