"""The library on its way out: as a file that comes back exactly, as a table, as a document to read."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection, models
from django.db.models import Q, QuerySet
from django.db.models.functions import Collate
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel

from hiring.foundations.spreadsheets import csv_lines
from hiring.people.models import Member
from rubrics.competencies.models import Competency
from rubrics.importing.library_file import (
    CompetencyEntry,
    QuestionEntry,
    QuizItemEntry,
    RedFlagEntry,
    written,
)
from rubrics.library.models import Question, QuestionVersion
from rubrics.library.states import IN_WORK
from rubrics.quizzes.models import QuizItem
from rubrics.scales.models import RedFlag

# Rows that are held in memory at a time.
CHUNK = 500
COLUMNS = (
    "title",
    "prompt",
    "kind",
    "form",
    "state",
    "difficulty",
    "minutes",
    "competencies",
    "tags",
    "context",
    "sample answer",
    "follow-ups",
    "strong signals",
    "weak signals",
    "exposure limit",
)


class ExportFormat(models.TextChoices):
    JSON = "json", _("JSON, to import elsewhere")
    CSV = "csv", _("CSV, for a spreadsheet")
    MARKDOWN = "markdown", _("Markdown, to read")

    @property
    def content_type(self) -> str:
        types = {"json": "application/json", "csv": "text/csv", "markdown": "text/markdown"}
        return f"{types[self.value]}; charset=utf-8"

    @property
    def file_name(self) -> str:
        return {"json": "library.json", "csv": "library.csv", "markdown": "library.md"}[self.value]


def export(reader: Member, form: ExportFormat, *, chosen: Iterable[int] | None = None) -> Iterator[str]:
    """The library as the member reads it, or the chosen questions of it, in pieces as they are ready."""
    questions = questions_for(reader, chosen=chosen)
    if form == ExportFormat.JSON:
        return as_library_file(reader, questions, is_whole=chosen is None)
    return as_csv(questions) if form == ExportFormat.CSV else as_markdown(questions)


def questions_for(reader: Member, *, chosen: Iterable[int] | None = None) -> "QuerySet[Question]":
    """The reader's questions that have a text, only the chosen ones where some are."""
    rows = Question.objects.visible_to(reader).filter(
        Q(current__isnull=False) | Q(versions__status__in=IN_WORK)
    )
    if chosen is not None:
        rows = rows.filter(pk__in=chosen)
    return rows.distinct()


def _by(path: str) -> Collate:
    """The order of the slugs' characters, the same in every database."""
    return Collate(path, "C" if connection.vendor == "postgresql" else "BINARY")


def as_library_file(reader: Member, questions: "QuerySet[Question]", *, is_whole: bool) -> Iterator[str]:
    """A `library/1` file of these questions, and of the quiz items when it is the whole library."""
    quiz_items = QuizItem.objects.visible_to(reader) if is_whole else QuizItem.objects.none()
    versions = QuestionVersion.objects.filter(_face_of(questions))
    of_questions = QuestionVersion.competencies.through.objects.filter(questionversion__in=versions)
    of_quizzes = QuizItem.competencies.through.objects.filter(quizitem__in=quiz_items)
    competencies = Competency.objects.visible_to(reader).filter(
        Q(pk__in=of_questions.values("competency")) | Q(pk__in=of_quizzes.values("competency"))
    )
    flagged = QuestionVersion.red_flags.through.objects.filter(questionversion__in=versions)
    red_flags = RedFlag.objects.visible_to(reader).filter(pk__in=flagged.values("redflag"))
    return written(
        {
            "competencies": map(_competency, competencies.order_by(_by("slug"))),
            "red_flags": map(_red_flag, red_flags.order_by(_by("slug"))),
            "questions": (_question(version) for version in faces(questions)),
            "quiz_items": map(_quiz_item, _in_chunks(quiz_items.order_by(_by("slug")), "competencies")),
        }
    )


def faces(questions: "QuerySet[Question]") -> Iterator[QuestionVersion]:
    """The version by which each question is known: the one that is asked, else the one in work."""
    rows = QuestionVersion.objects.filter(_face_of(questions)).select_related("question")
    return _in_chunks(rows.order_by(_by("question__slug")), "competencies", "red_flags")


def _face_of(questions: "QuerySet[Question]") -> Q:
    known = Q(question__in=questions.order_by().values("pk"))
    is_current = Q(pk__in=questions.order_by().values("current"))
    return known & (is_current | Q(question__current=None, status__in=IN_WORK))


def _in_chunks(rows: "QuerySet[Any]", *related: str) -> Iterator[Any]:
    return rows.prefetch_related(*related).iterator(chunk_size=CHUNK)


def as_csv(questions: "QuerySet[Question]") -> Iterator[str]:
    """A table, a question a line; several sentences in a cell stand on lines of their own."""
    return csv_lines(COLUMNS, map(_cells, faces(questions)))


def _cells(version: QuestionVersion) -> list[object]:
    question = version.question
    return [
        version.title,
        version.prompt,
        question.round_kind,
        question.form,
        "quarantined" if question.is_quarantined else version.status,
        version.difficulty,
        version.minutes,
        "\n".join(competency.name for competency in version.competencies.all()),
        "\n".join(question.tags),
        version.context,
        version.sample_answer,
        "\n".join(version.follow_ups),
        "\n".join(version.strong_signals),
        "\n".join(version.weak_signals),
        version.exposure_limit,
    ]


def as_markdown(questions: "QuerySet[Question]") -> Iterator[str]:
    """A document to read or to print, a heading a question."""
    for version in faces(questions):
        yield "\n".join(_section(version)) + "\n\n"


def _section(version: QuestionVersion) -> Iterator[str]:
    question = version.question
    yield f"## {' '.join(version.title.split())}"
    yield ""
    told = [question.get_round_kind_display(), f"{version.minutes} min", f"difficulty {version.difficulty}/5"]
    yield " · ".join([*told, *(competency.name for competency in version.competencies.all())])
    yield from _paragraph("Q", version.prompt)
    yield from _paragraph("Context", version.context)
    yield from _listed("Materials", version.materials)
    timings = [f"{part['minutes']} min: {part['activity']}" for part in version.timings]
    yield from _listed("Timings", timings)
    yield from _listed("Follow-ups", version.follow_ups)
    yield from _listed("Strong signals", version.strong_signals)
    yield from _listed("Weak signals", version.weak_signals)
    yield from _paragraph("A", version.sample_answer)


def _paragraph(label: str, text: str) -> Iterator[str]:
    if text:
        yield from ("", f"{label}: {text}")


def _listed(label: str, lines: Iterable[str]) -> Iterator[str]:
    if lines := list(lines):
        yield from ("", f"{label}:", "", *(f"- {line}" for line in lines))


def _competency(row: Competency) -> dict[str, Any]:
    return _entry(CompetencyEntry, row)


def _red_flag(row: RedFlag) -> dict[str, Any]:
    return _entry(RedFlagEntry, row)


def _quiz_item(row: QuizItem) -> dict[str, Any]:
    return _entry(QuizItemEntry, row, competencies=_slugs(row.competencies.all()))


def _question(version: QuestionVersion) -> dict[str, Any]:
    question = version.question
    return _entry(
        QuestionEntry,
        version,
        slug=question.slug,
        round_kind=question.round_kind,
        form=question.form,
        is_quarantined=question.is_quarantined,
        tags=question.tags,
        competencies=_slugs(version.competencies.all()),
        red_flags=_slugs(version.red_flags.all()),
    )


def _entry(kind: type[BaseModel], row: Any, **known: Any) -> dict[str, Any]:
    """What an entry of this kind says, in its order: what is known of it, else what its row says."""
    return {name: known[name] if name in known else getattr(row, name) for name in kind.model_fields}


def _slugs(rows: Iterable[Any]) -> list[str]:
    return sorted(row.slug for row in rows)
