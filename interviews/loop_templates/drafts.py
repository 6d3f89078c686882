"""What an author writes of a template: its rounds, as a version holds them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects

from interviews.loop_templates.changes import Named, RoundRead
from interviews.loop_templates.models import PLANNED_FIELDS, LoopTemplateVersion, Place, TemplateRound
from rubrics.competencies.models import Competency
from rubrics.library.models import Question
from rubrics.scales.models import Rubric


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundDraft:
    """One interview, times in minutes; `competencies` must be asked about, `questions` are always asked."""

    kind: str
    title: str
    rubric: Rubric
    minutes: int
    brief: str = ""
    break_minutes: int = 0
    place: str = Place.ANYWHERE
    panel_size: int = 1
    difficulty: int = 3
    question_count: int = 2
    competencies: Sequence[Competency] = ()
    questions: Sequence[Question] = ()

    @classmethod
    def of(cls, planned: TemplateRound) -> "RoundDraft":
        return cls(
            **{field: getattr(planned, field) for field in WRITTEN_FIELDS},
            rubric=planned.rubric,
            competencies=tuple(planned.competencies.all()),
            questions=tuple(planned.questions.all()),
        )

    def read(self) -> RoundRead:
        """The round as versions are compared by it."""
        return RoundRead(
            **{field: getattr(self, field) for field in WRITTEN_FIELDS},
            rubric=Named(self.rubric.pk, self.rubric.name),
            competencies=frozenset(Named(one.pk, one.name) for one in self.competencies),
            questions=frozenset(Named(one.pk, one.title) for one in self.questions),
        )


# Written as they are; the place among the rounds is the list's.
WRITTEN_FIELDS = tuple(name for name in PLANNED_FIELDS if name != "position")
WHOLE_ROUNDS = (
    TemplateRound.objects.select_related("rubric")
    .prefetch_related("competencies", Prefetch("questions", Question.objects.order_by("title", "pk")))
    .order_by("position")
)


def read_whole(versions: Iterable[LoopTemplateVersion]) -> None:
    """Fetch everything that the versions plan, all together in three queries; what is there stays."""
    prefetch_related_objects(list(versions), Prefetch("rounds", WHOLE_ROUNDS))


def drafts_of(version: LoopTemplateVersion) -> list[RoundDraft]:
    """The version's rounds in their order, as somebody begins to change them."""
    read_whole([version])
    return [RoundDraft.of(planned) for planned in version.rounds.all()]


def says_the_same(old: Sequence[RoundDraft], new: Sequence[RoundDraft]) -> bool:
    """Whether both plan the same rounds in the same order, whatever the order of what they name."""
    return [planned.read() for planned in old] == [planned.read() for planned in new]
