"""Rubrics, written and published by versions, and red flags."""

from typing import Any

from django.db.models import F, Prefetch, Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from hiring.connections.schema import REFUSED_BY_NAME
from hiring.foundations.api import FieldChangeSerializer, Readable, RowFilter, stays
from hiring.foundations.capabilities import require
from hiring.foundations.forms import VersionsForm
from rubrics.scales import bodies, flags, services
from rubrics.scales.anchor_sorts import can_sort, sheet_for, sort_anchors
from rubrics.scales.comparing import changes_between
from rubrics.scales.drafts import RubricDraft, read_whole
from rubrics.scales.models import Criterion, RedFlag, Rubric, RubricVersion
from rubrics.scales.selectors import RubricShown, rubric_shown, versions_of

WHOLE_CRITERIA = (
    Criterion.objects.select_related("competency").prefetch_related("anchors").order_by("position")
)
IN_WORK = (
    RubricVersion.objects.filter(Q(rubric__current=None) | Q(number__gt=F("rubric__current__number")))
    .select_related("rubric")
    .prefetch_related(Prefetch("criteria", queryset=WHOLE_CRITERIA), "red_flags")
)


class RedFlagFilter(RowFilter):
    class Meta:
        model = RedFlag
        fields = ["status"]


class RedFlagViewSet(Readable):
    """Warning signs worth recording, with evidence, whatever the ratings say."""

    queryset = RedFlag.objects.all()
    serializer_class = bodies.RedFlagSerializer
    filterset_class = RedFlagFilter

    @extend_schema(request=bodies.NewFlag, responses={201: bodies.RedFlagSerializer})
    def create(self, request: Request) -> Response:
        """Add a red flag that rubrics may offer."""
        return self.answer(flags.add_flag(**self.body(bodies.NewFlag), by=self.member), 201)

    @extend_schema(request=bodies.FlagChange, responses=bodies.RedFlagSerializer)
    def partial_update(self, request: Request, pk: int) -> Response:
        """Say the same sign in better words."""
        flag = self.get_object()
        said = stays(flag, "statement", "description") | self.body(bodies.FlagChange)
        return self.answer(flags.reword_flag(flag, **said, by=self.member))

    @extend_schema(request=None, responses=bodies.RedFlagSerializer)
    @action(detail=True, methods=["post"])
    def retire(self, request: Request, pk: int) -> Response:
        """Let no further rubric offer the flag."""
        return self.answer(flags.retire_flag(self.get_object(), by=self.member))

    @extend_schema(request=None, responses=bodies.RedFlagSerializer)
    @action(detail=True, methods=["post"])
    def reinstate(self, request: Request, pk: int) -> Response:
        """Let rubrics offer a retired flag again."""
        return self.answer(flags.reinstate_flag(self.get_object(), by=self.member))


class RubricFilter(RowFilter):
    class Meta:
        model = Rubric
        fields = ["slug", "round_kind", "status"]


class RubricViewSet(Readable):
    """How a round is judged: criteria with an anchor for each level. Rounds keep the version of their day."""

    queryset = Rubric.objects.select_related("current__rubric").prefetch_related(
        Prefetch("current__criteria", queryset=WHOLE_CRITERIA),
        "current__red_flags",
        Prefetch("versions", queryset=IN_WORK, to_attr="versions_in_work"),
    )
    serializer_class = bodies.RubricSerializer
    filterset_class = RubricFilter

    @extend_schema(request=bodies.NewRubric, responses={201: bodies.RubricSerializer})
    def create(self, request: Request) -> Response:
        """Write a rubric; rounds can be judged by it once it is published."""
        said = self.body(bodies.NewRubric)
        empty = RubricDraft(name=said["name"], round_kind=said["round_kind"])
        return self.answer(services.propose_rubric(bodies.changed_draft(empty, said), by=self.member), 201)

    @extend_schema(request=bodies.RubricChange, responses=bodies.RubricSerializer)
    def partial_update(self, request: Request, pk: int) -> Response:
        """Change the version in work, or begin the next one of what is published."""
        rubric = self.get_object()
        said = self.body(bodies.RubricChange)
        version = said.pop("version")
        stands = services.in_work(rubric) or rubric.current
        draft = bodies.changed_draft(RubricDraft.of(stands), said)
        services.revise_rubric(rubric, draft, version=version, by=self.member)
        return self.answer(rubric)

    @extend_schema(request=bodies.RubricRead, responses=bodies.RubricSerializer)
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, pk: int) -> Response:
        """Let new rounds be judged by the version in work."""
        rubric = self.get_object()
        services.publish_rubric(rubric, version=self.body(bodies.RubricRead)["version"], by=self.member)
        return self.answer(rubric)

    @extend_schema(request=None, responses=bodies.RubricSerializer)
    @action(detail=True, methods=["post"])
    def discard(self, request: Request, pk: int) -> Response:
        """Throw away the version in work; what is published stays."""
        return self.answer(services.discard_work(self.get_object(), by=self.member))

    @extend_schema(request=None, responses=bodies.RubricSerializer)
    @action(detail=True, methods=["post"])
    def retire(self, request: Request, pk: int) -> Response:
        """Let no new round be judged by the rubric; rounds that have it keep their version."""
        return self.answer(services.retire_rubric(self.get_object(), by=self.member))

    @extend_schema(request=None, responses=bodies.RubricSerializer)
    @action(detail=True, methods=["post"])
    def reinstate(self, request: Request, pk: int) -> Response:
        """Take a retired rubric back into use."""
        return self.answer(services.reinstate_rubric(self.get_object(), by=self.member))

    @extend_schema(responses=bodies.RubricVersionSerializer(many=True))
    @action(detail=True, methods=["get"], pagination_class=None, filterset_class=None)
    def versions(self, request: Request, pk: int) -> Response:
        """Read all versions of a rubric, the newest first."""
        versions = versions_of(self.get_object())
        read_whole(versions)
        return Response(bodies.RubricVersionSerializer(versions, many=True).data)

    @extend_schema(
        parameters=[
            OpenApiParameter("old", {"type": "integer", "minimum": 1}, required=True),
            OpenApiParameter("new", {"type": "integer", "minimum": 1}, required=True),
        ],
        responses={200: FieldChangeSerializer(many=True), **REFUSED_BY_NAME},
    )
    @action(detail=True, methods=["get"], pagination_class=None, filterset_class=None)
    def differences(self, request: Request, pk: int) -> Response:
        """Compare two versions of a rubric, criterion by criterion.

        Joining “same” and “removed” gives the old text back, “same” and “added” the new one.
        """
        by_number = {version.number: version for version in versions_of(self.get_object())}
        asked = VersionsForm(request.query_params)
        if not asked.is_valid():
            raise ValidationError({name: list(map(str, faults)) for name, faults in asked.errors.items()})
        said = asked.cleaned_data
        if unknown := {name: [bodies.NO_SUCH_VERSION] for name, n in said.items() if n not in by_number}:
            raise ValidationError(unknown)
        old, new = (RubricDraft.of(by_number[said[name]]) for name in ("old", "new"))
        return Response(FieldChangeSerializer(changes_between(old, new), many=True).data)

    @extend_schema(responses=bodies.ChecksSerializer)
    @action(detail=True, methods=["get"], pagination_class=None, filterset_class=None)
    def checks(self, request: Request, pk: int) -> Response:
        """Find levels that raters could not tell apart, and criteria that no question feeds."""
        rubric = self.get_object()
        work = services.in_work(rubric)
        shown = self._shown(rubric, work.number if work else None)
        checked = {"number": shown.version.number, "remarks": shown.remarks}
        return Response(bodies.ChecksSerializer(checked).data)

    @extend_schema(responses=bodies.SheetSerializer)
    @action(
        detail=True,
        methods=["get"],
        url_path="versions/<int:number>/sheet",
        pagination_class=None,
        filterset_class=None,
    )
    def sheet(self, request: Request, pk: int, number: int) -> Response:
        """Take a version's anchors, shuffled, to put them back to their levels."""
        version = self._version(number)
        require(can_sort(self.member, version))
        sheet = {"version": version.version, "criteria": sheet_for(version, self.member)}
        return Response(bodies.SheetSerializer(sheet).data)

    @extend_schema(responses=bodies.SortSerializer(many=True))
    @action(
        detail=True,
        methods=["get"],
        url_path="versions/<int:number>/sorts",
        pagination_class=None,
        filterset_class=None,
    )
    def sorts(self, request: Request, pk: int, number: int) -> Response:
        """Read how near reviewers came to a version’s levels."""
        version = self._version(number)
        return Response(bodies.SortSerializer(self._shown(version.rubric, number).sorts, many=True).data)

    @extend_schema(request=bodies.SortedSheet, responses={201: bodies.SortSerializer(many=True)})
    @sorts.mapping.post
    def sort(self, request: Request, pk: int, number: int) -> Response:
        """Keep the order into which you put a version’s shuffled anchors."""
        version = self._version(number)
        said: dict[str, Any] = self.body(bodies.SortedSheet)
        given = {line["position"]: line["levels"] for line in said["criteria"]}
        sort_anchors(version, given=given, state=said["version"], by=self.member)
        sorts = self._shown(version.rubric, number).sorts
        return Response(bodies.SortSerializer(sorts, many=True).data, status=201)

    def _version(self, number: int) -> RubricVersion:
        rubric = self.get_object()
        version = get_object_or_404(rubric.versions.all(), number=number)
        version.rubric = rubric
        return version

    def _shown(self, rubric: Rubric, number: int | None) -> RubricShown:
        shown = rubric_shown(rubric, reader=self.member, number=number)
        if shown is None:
            raise Http404
        return shown
