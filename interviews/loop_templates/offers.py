"""What the rounds of a template may name, as choices of its form."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hiring.foundations.forms import ID
from hiring.people.models import Member
from interviews.loop_templates.drafts import RoundDraft
from rubrics.competencies.models import Competency
from rubrics.library.models import Question
from rubrics.scales.models import Rubric
from rubrics.scales.states import ScaleStatus


@dataclass
class Offer:
    """What the rounds may name, by ids as they are sent; of questions only what is chosen or was found."""

    rubrics: dict[str, Rubric]
    competencies: dict[str, Competency]
    questions: dict[str, Question] = field(default_factory=dict)

    def rubric_choices(self) -> list[Any]:
        """Rubrics under their kinds, which the rounds take over."""
        kinds: dict[str, list[tuple[str, str]]] = {}
        for key, rubric in self.rubrics.items():
            kinds.setdefault(rubric.get_round_kind_display(), []).append((key, rubric.name))
        return [("", _("Choose a rubric")), *sorted(kinds.items())]

    def question_choices(self, keys: Iterable[str]) -> list[tuple[str, str]]:
        found = {key: self.questions[key] for key in keys if key in self.questions}
        return [(key, _in_words(question)) for key, question in found.items()]


def _in_words(question: Question) -> str:
    if question.current is None:
        return question.title
    words = {
        "title": question.title,
        "minutes": question.current.minutes,
        "difficulty": question.current.difficulty,
    }
    return str(_("%(title)s (%(minutes)s min, difficulty %(difficulty)s)") % words)


def offer_to(member: Member, held: Sequence[RoundDraft]) -> Offer:
    """Rubrics in use and those that the rounds have already, competencies, and the questions held."""
    in_use = Q(status=ScaleStatus.IN_USE, current__isnull=False)
    kept = Q(pk__in=[planned.rubric.pk for planned in held])
    rubrics = Rubric.objects.visible_to(member).filter(in_use | kept).order_by("round_kind", "name", "pk")
    questions = [str(one.pk) for planned in held for one in planned.questions]
    return Offer(
        rubrics={str(rubric.pk): rubric for rubric in rubrics},
        competencies={str(one.pk): one for one in Competency.objects.visible_to(member)},
        questions=questions_of(member, questions),
    )


def questions_of(member: Member, keys: Iterable[str]) -> dict[str, Question]:
    """The member's questions with these ids, in the ids' order."""
    wanted = [key for key in dict.fromkeys(keys) if ID.fullmatch(key)]
    if not wanted:
        return {}
    rows = Question.objects.visible_to(member).filter(pk__in=wanted).select_related("current")
    found = {str(row.pk): row for row in rows}
    return {key: found[key] for key in wanted if key in found}
