"""The questions of the library: searched, written, reviewed, compared, and taken out of use."""

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects
from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from hiring.connections.pagination import BySearch
from hiring.connections.schema import REFUSED_BY_NAME
from hiring.foundations.api import FieldChangeSerializer, Readable, RowFilter, VisibleFilter
from hiring.foundations.capabilities import require
from hiring.foundations.forms import VersionsForm
from rubrics.competencies.models import Competency
from rubrics.competencies.round_kinds import RoundKind
from rubrics.library import api_bodies as bodies
from rubrics.library.drafts import LONGEST_TAG, QuestionDraft
from rubrics.library.forms import LONGEST_WORDS, wanted_of
from rubrics.library.many import approve_each, tag_each
from rubrics.library.models import LEAST_DIFFICULTY, LONGEST_MINUTES, MOST_DIFFICULTY, Question
from rubrics.library.outcomes import EachOutcome
from rubrics.library.quarantine import lift_quarantine, report_leak
from rubrics.library.searching.faces import STATE_LABELS, with_faces
from rubrics.library.searching.search import Found, search
from rubrics.library.searching.wanted import STATES, Wanted
from rubrics.library.selectors import changes_between, look_alikes, versions_of
from rubrics.library.services import (
    approve_question,
    can_propose,
    in_work,
    propose_question,
    revise_question,
    submit_question,
    tag_questions,
    take_back_question,
)
from rubrics.library.states import QuestionForm

DIFFICULTIES = list(range(LEAST_DIFFICULTY, MOST_DIFFICULTY + 1))
BESIDE_FACES = ("current__red_flags", "versions_in_work__red_flags")


class QuestionFilter(RowFilter):
    """What the library is searched by; the search itself reads what was asked for."""

    words = filters.CharFilter(
        method="leave",
        label="Words of title, prompt, signals and tags; the last may be unfinished.",
        max_length=LONGEST_WORDS,
    )
    kind = filters.ChoiceFilter(method="leave", choices=RoundKind.choices, label="The kind of round.")
    form = filters.ChoiceFilter(method="leave", choices=QuestionForm.choices)
    state = filters.ChoiceFilter(
        method="leave",
        choices=[(state, STATE_LABELS[state]) for state in STATES],
        label="Without it, retired questions stay away.",
    )
    competency = VisibleFilter(Competency, method="leave")
    difficulty = extend_schema_field({"type": "integer", "enum": DIFFICULTIES})(
        filters.TypedChoiceFilter(
            method="leave", choices=[(level, str(level)) for level in DIFFICULTIES], coerce=int
        )
    )
    minutes = extend_schema_field({"type": "integer", "minimum": 1, "maximum": LONGEST_MINUTES})(
        filters.NumberFilter(
            method="leave",
            min_value=1,
            max_value=LONGEST_MINUTES,
            decimal_places=0,
            label="How long it may take at most.",
        )
    )
    tag = filters.CharFilter(method="leave", max_length=LONGEST_TAG)
    under_limit = filters.BooleanFilter(method="leave", label="Only what may be asked again by its limit.")

    class Meta:
        model = Question
        fields: list[str] = []

    def leave(self, questions: QuerySet[Question], name: str, value: Any) -> QuerySet[Question]:
        return questions

    @property
    def without(self) -> QuerySet[Any, Any] | None:
        """The ids of questions that the search leaves out, for a reason that the rooms above know."""
        return None

    @property
    def wanted(self) -> Wanted:
        """The search that the query asks for; raises `ValidationError` by name for what makes no sense."""
        if not self.is_valid():
            raise ValidationError(self.errors)
        said = self.form.cleaned_data
        return wanted_of({**said, "minutes": said["minutes"] and int(said["minutes"])})


class QuestionViewSet(Readable):
    """What a team asks, with the signals that tell a strong answer from a weak one."""

    queryset = with_faces(Question.objects.all()).prefetch_related(*BESIDE_FACES)
    serializer_class = bodies.QuestionSerializer
    filterset_class: type[QuestionFilter] = QuestionFilter
    pagination_class = BySearch

    def list(self, request: Request) -> Response:
        paginator: Any = self.paginator
        size, after = paginator.get_page_size(request), paginator.get_mark(request)
        found = self._found("cursor", "page_size", after=after, size=size)
        prefetch_related_objects(found.questions, *BESIDE_FACES)
        rows = self.get_serializer(found.questions, many=True).data
        return Response(paginator.answer(request, rows, following=found.next))

    @extend_schema(filters=True, responses={200: bodies.FoundSerializer, **REFUSED_BY_NAME})
    @action(detail=False, methods=["get"], pagination_class=None)
    def facets(self, request: Request) -> Response:
        """Count what a search finds, and what it would find with each choice.

        Each facet counts what the words and all other facets leave.
        """
        return Response(bodies.FoundSerializer(self._found(size=1)).data)

    def _found(self, *beside: str, after: str = "", size: int) -> Found:
        self.refuse_unknown_filters(*beside)
        asked = self.filterset_class(
            self.request.query_params, queryset=Question.objects.none(), request=self.request
        )
        return search(self.member, asked.wanted, without=asked.without, after=after, size=size)

    @extend_schema(request=bodies.NewQuestion, responses={201: bodies.QuestionSerializer})
    def create(self, request: Request) -> Response:
        """Write a question; it is a draft until somebody else approves it."""
        said = self.body(bodies.NewQuestion)
        tags = said.pop("tags", ())
        return self.answer(propose_question(QuestionDraft(**said), tags=tags, by=self.member), 201)

    @extend_schema(request=bodies.QuestionChange, responses=bodies.QuestionSerializer)
    def partial_update(self, request: Request, pk: int) -> Response:
        """Change the draft, or begin a new version of what is asked."""
        question = self.get_object()
        said = self.body(bodies.QuestionChange)
        version = said.pop("version")
        # A question of which nothing was ever written is none that anybody could have read.
        stands = in_work(question) or question.current or question.versions.earliest("number")
        draft = replace(QuestionDraft.of(stands), **said)
        revise_question(question, draft, version=version, by=self.member)
        return self.answer(question)

    @extend_schema(request=None, responses=bodies.QuestionSerializer)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: int) -> Response:
        """Ask for a review of the question's draft."""
        question = self.get_object()
        submit_question(question, by=self.member)
        return self.answer(question)

    @extend_schema(request=bodies.QuestionNote, responses=bodies.QuestionSerializer)
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request: Request, pk: int) -> Response:
        """Take a version out of review, with a note on what should change."""
        question = self.get_object()
        take_back_question(question, note=self.body(bodies.QuestionNote).get("note", ""), by=self.member)
        return self.answer(question)

    @extend_schema(request=bodies.QuestionApproval, responses=bodies.QuestionSerializer)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: int) -> Response:
        """Let loops ask the version in review; whoever wrote it cannot."""
        question = self.get_object()
        version = self.body(bodies.QuestionApproval)["version"]
        approve_question(question, version=version, by=self.member)
        return self.answer(question)

    @extend_schema(request=bodies.QuestionTags, responses=bodies.QuestionSerializer)
    @action(detail=True, methods=["post"])
    def tag(self, request: Request, pk: int) -> Response:
        """Put tags on the question, or take some off."""
        question = self.get_object()
        tag_questions([question], **self.body(bodies.QuestionTags), by=self.member)
        return self.answer(question)

    @extend_schema(request=bodies.LeakReason, responses=bodies.QuestionSerializer)
    @action(detail=True, methods=["post"], url_path="report-leak")
    def report_leak(self, request: Request, pk: int) -> Response:
        """Take a question out of use at once that candidates can read somewhere."""
        question = self.get_object()
        report_leak(question, reason=self.body(bodies.LeakReason)["reason"], by=self.member)
        return self.answer(question)

    @extend_schema(request=bodies.LeakReason, responses=bodies.QuestionSerializer)
    @action(detail=True, methods=["post"])
    def lift(self, request: Request, pk: int) -> Response:
        """Let a question out of quarantine, with the reason why."""
        question = self.get_object()
        lift_quarantine(question, reason=self.body(bodies.LeakReason)["reason"], by=self.member)
        return self.answer(question)

    @extend_schema(responses=bodies.QuestionVersionSerializer(many=True))
    @action(detail=True, methods=["get"], pagination_class=None, filterset_class=None)
    def versions(self, request: Request, pk: int) -> Response:
        """Read all versions of a question, the newest first."""
        return Response(bodies.QuestionVersionSerializer(versions_of(self.get_object()), many=True).data)

    @extend_schema(
        parameters=[
            OpenApiParameter("old", {"type": "integer", "minimum": 1}, required=True),
            OpenApiParameter("new", {"type": "integer", "minimum": 1}, required=True),
        ],
        responses={200: FieldChangeSerializer(many=True), **REFUSED_BY_NAME},
    )
    @action(detail=True, methods=["get"], pagination_class=None, filterset_class=None)
    def differences(self, request: Request, pk: int) -> Response:
        """Compare two versions of a question, field by field.

        Joining “same” and “removed” gives the old text back, “same” and “added” the new one.
        """
        by_number = {version.number: version for version in versions_of(self.get_object())}
        asked = VersionsForm(request.query_params)
        if not asked.is_valid():
            raise ValidationError({name: [str(one) for one in says] for name, says in asked.errors.items()})
        unknown = {
            name: [bodies.NO_SUCH_VERSION] for name, n in asked.cleaned_data.items() if n not in by_number
        }
        if unknown:
            raise ValidationError(unknown)
        old, new = (by_number[asked.cleaned_data[name]] for name in ("old", "new"))
        return Response(FieldChangeSerializer(changes_between(old, new), many=True).data)

    @extend_schema(request=bodies.PromptToCompare, responses=bodies.LookAlikeSerializer(many=True))
    @action(detail=False, methods=["post"], pagination_class=None, filterset_class=None)
    def similar(self, request: Request) -> Response:
        """Find the questions that say nearly what a prompt says, before it is saved."""
        require(can_propose(self.member))
        found = look_alikes(self.member, **self.body(bodies.PromptToCompare))
        return Response(bodies.LookAlikeSerializer(found, many=True).data)

    @extend_schema(
        operation_id="questions_approve_many",
        request=bodies.QuestionApprovals,
        responses=EachOutcome(many=True),
    )
    @action(detail=False, methods=["post"], url_path="approve", pagination_class=None, filterset_class=None)
    def approve_many(self, request: Request) -> Response:
        """Approve several questions; each is answered for itself."""
        read = self.body(bodies.QuestionApprovals)["questions"]
        versions = {question.pk: version for question, version in read}
        outcomes = approve_each([question for question, _ in read], versions=versions, by=self.member)
        return Response(EachOutcome(outcomes, many=True).data)

    @extend_schema(
        operation_id="questions_tag_many",
        request=bodies.ManyTags,
        responses=EachOutcome(many=True),
    )
    @action(detail=False, methods=["post"], url_path="tag", pagination_class=None, filterset_class=None)
    def tag_many(self, request: Request) -> Response:
        """Tag several questions; each is answered for itself."""
        said = self.body(bodies.ManyTags)
        outcomes = tag_each(said.pop("questions"), **said, by=self.member)
        return Response(EachOutcome(outcomes, many=True).data)
