"""What the pages of a question show."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from hiring.foundations.differences import Line, differences
from hiring.people.models import Member
from rubrics.library.listing import use_in_words
from rubrics.library.models import LeakReport, Question, QuestionVersion
from rubrics.library.quarantine import can_report_leaks
from rubrics.library.searching.similar import similar
from rubrics.library.services import can_propose, can_review, can_write, whats_missing
from rubrics.library.states import QuestionStatus

LABELS = {
    "title": _("Title"),
    "prompt": _("Prompt"),
    "context": _("Context to give"),
    "follow_ups": _("Follow-ups"),
    "strong_signals": _("Strong signals"),
    "weak_signals": _("Weak signals"),
    "sample_answer": _("Sample answer"),
    "materials": _("Materials"),
    "timings": _("Timings"),
    "minutes": _("Minutes"),
    "difficulty": _("Difficulty"),
    "exposure_limit": _("Exposure limit"),
    "competencies": _("Competencies"),
    "red_flags": _("Red flags to watch for"),
}


@dataclass(frozen=True)
class Change:
    """A field that two versions say differently, and its lines."""

    name: str
    label: str
    lines: Sequence[Line]


@dataclass(frozen=True)
class Doings:
    """What the reader may do with a question as it stands; a page offers nothing else."""

    change: bool
    submit: bool
    take_back: bool
    approve: bool
    write: bool
    report: bool


@dataclass(frozen=True)
class QuestionShown:
    """A question with all its versions, the newest first; `version` is the one whose text is shown.

    `work` is the version that is being written or reviewed, `changes` what it would change of the one that is
    asked, `missing` what a reviewer would still need of it.
    """

    question: Question
    version: QuestionVersion
    work: QuestionVersion | None
    versions: Sequence[QuestionVersion]
    leak_reports: Sequence[LeakReport]
    changes: Sequence[Change]
    missing: Sequence[str]
    may: Doings

    @property
    def current(self) -> QuestionVersion | None:
        return self.question.current

    @property
    def is_current(self) -> bool:
        return self.version.pk == self.question.current_id

    @property
    def use(self) -> str:
        return use_in_words(self.question.asked_count, self.version.exposure_limit)

    @property
    def open_report(self) -> LeakReport | None:
        return next((report for report in self.leak_reports if report.lifted_at is None), None)

    @property
    def before_last(self) -> QuestionVersion | None:
        """What the newest version is compared with at first."""
        return self.versions[1] if len(self.versions) > 1 else None


def question_shown(question: Question, *, reader: Member, number: int | None = None) -> QuestionShown | None:
    """The question with the text of one version, by default the asked one; None where there is no text."""
    versions = versions_of(question)
    question.current = next((one for one in versions if one.pk == question.current_id), None)
    readable = [one for one in versions if number is None or one.number == number]
    if not readable:
        return None
    version = question.current if question.current in readable else readable[0]
    work = next((one for one in versions if one.is_in_work), None)
    return QuestionShown(
        question=question,
        version=version,
        work=work,
        versions=versions,
        leak_reports=list(question.leak_reports.select_related("reported_by", "lifted_by")),
        changes=changes_between(question.current, work) if work and question.current else (),
        missing=whats_missing(work) if work and work.status == QuestionStatus.DRAFT else (),
        may=_doings(reader, question, work),
    )


def versions_of(question: Question) -> list[QuestionVersion]:
    """All versions with their people, competencies and red flags, the newest first."""
    versions = list(
        question.versions.select_related("author", "reviewer", "revised_by")
        .prefetch_related("competencies", "red_flags")
        .order_by("-number")
    )
    for version in versions:
        version.question = question
    return versions


def _doings(reader: Member, question: Question, work: QuestionVersion | None) -> Doings:
    is_writer = can_write(reader, question)
    may_revise = is_writer or (can_propose(reader) and (work is None or work.author_id == reader.pk))
    status = work.status if work else None
    return Doings(
        change=may_revise and status != QuestionStatus.IN_REVIEW,
        submit=may_revise and status == QuestionStatus.DRAFT,
        take_back=may_revise and status == QuestionStatus.IN_REVIEW,
        approve=work is not None and status == QuestionStatus.IN_REVIEW and can_review(reader, work),
        write=is_writer,
        report=can_report_leaks(reader, question),
    )


def changes_between(old: QuestionVersion, new: QuestionVersion) -> list[Change]:
    """Field by field what the new version says otherwise than the old one."""
    return [
        Change(found.name, str(LABELS[found.name]), found.lines)
        for found in differences(as_read(old), as_read(new))
    ]


def as_read(version: QuestionVersion) -> dict[str, str | Sequence[str]]:
    """A version as a reader meets it: texts and lists of lines by the names of its fields, in their order."""
    return {
        "title": version.title,
        "prompt": version.prompt,
        "context": version.context,
        "follow_ups": version.follow_ups,
        "strong_signals": version.strong_signals,
        "weak_signals": version.weak_signals,
        "sample_answer": version.sample_answer,
        "materials": version.materials,
        "timings": [f"{part['minutes']} {part['activity']}" for part in version.timings],
        "minutes": str(version.minutes),
        "difficulty": str(version.difficulty),
        "exposure_limit": str(version.exposure_limit or ""),
        "competencies": sorted(competency.name for competency in version.competencies.all()),
        "red_flags": sorted(flag.statement for flag in version.red_flags.all()),
    }


@dataclass(frozen=True)
class LookAlike:
    """A question that says nearly what somebody is writing, and by how much of it: 0 to 100."""

    question: Question
    percent: int


def look_alikes(reader: Member, *, prompt: str, leave_out: Question | None = None) -> Sequence[LookAlike]:
    """The nearest questions of the reader's library, the nearest first."""
    beside = Question.objects.filter(pk=leave_out.pk).values("pk") if leave_out else None
    return [LookAlike(*found) for found in similar(reader, prompt, leave_out=beside)]
