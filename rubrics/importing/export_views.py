"""Handing the library out, by page and by API."""

from typing import Any

from django import forms
from django.http import HttpResponseBase, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.viewsets import ViewSet

from hiring.connections.schema import REFUSED_BY_NAME
from hiring.foundations.api import Body, VisibleChoices, acting_member
from hiring.foundations.forms import ManyChoices
from hiring.people.models import Member
from hiring.people.requests import MemberRequest, member_required
from rubrics.importing.exporting import ExportFormat, export
from rubrics.library.models import Question


class ExportForm(forms.Form):
    """Which form the library goes out in, and which questions of it; all of them when none is ticked."""

    def __init__(self, asked: QueryDict, *, member: Member) -> None:
        super().__init__(asked if "as" in asked else None, initial={"question": asked.getlist("question")})
        self.fields["as"] = forms.ChoiceField(
            label=_("Format"),
            choices=ExportFormat.choices,
            initial=ExportFormat.JSON,
            widget=forms.RadioSelect,
        )
        self.fields["question"] = ManyChoices(
            Question.objects.visible_to(member), required=False, widget=forms.MultipleHiddenInput
        )


@require_safe
@member_required
def export_library(request: MemberRequest) -> HttpResponseBase:
    """A file when the address says which; a page to choose from before that, or when it makes no sense."""
    form = ExportForm(request.GET, member=request.member)
    if form.is_valid():
        chosen = [question.pk for question in form.cleaned_data["question"]] or None
        return _as_file(request.member, ExportFormat(form.cleaned_data["as"]), chosen)
    status = 422 if form.is_bound else 200
    return render(request, "rubrics/importing/export.html", {"form": form}, status=status)


def _as_file(reader: Member, form: ExportFormat, chosen: list[int] | None) -> StreamingHttpResponse:
    response = StreamingHttpResponse(export(reader, form, chosen=chosen), content_type=form.content_type)
    response["Content-Disposition"] = f'attachment; filename="{form.file_name}"'
    return response


class ExportQuery(Body):
    question = VisibleChoices(queryset=Question.objects, required=False)

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        # Its name is a word of Python's.
        return {
            "as": serializers.ChoiceField(choices=ExportFormat.choices, default=ExportFormat.JSON.value),
            **super().get_fields(),
        }


class LibraryExport(ViewSet):
    """The library as a file."""

    @extend_schema(
        operation_id="questions_export",
        parameters=[
            OpenApiParameter("as", enum=ExportFormat.values, description="The form; JSON when left out."),
            OpenApiParameter(
                "question", OpenApiTypes.INT, many=True, description="Only these; all when left out."
            ),
        ],
        responses={
            (200, "application/json"): OpenApiTypes.OBJECT,
            (200, "text/csv"): OpenApiTypes.STR,
            (200, "text/markdown"): OpenApiTypes.STR,
            **REFUSED_BY_NAME,
        },
    )
    def read(self, request: Request) -> StreamingHttpResponse:
        """Take the library out as a file: JSON comes back exactly when it is imported elsewhere."""
        asked: dict[str, Any] = {
            name: values if name == "question" else values[-1]
            for name, values in request.query_params.lists()
        }
        query = ExportQuery(data=asked, context={"request": request})
        query.is_valid(raise_exception=True)
        chosen = [question.pk for question in query.validated_data.get("question", ())] or None
        return _as_file(acting_member(request), ExportFormat(query.validated_data["as"]), chosen)
