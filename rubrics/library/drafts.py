"""What an author writes of a question: everything that a version holds but its place among the others."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from hiring.foundations.errors import Invalid
from hiring.foundations.tenancy import same_organization
from hiring.people.models import Member
from rubrics.competencies.models import Competency
from rubrics.library import widths
from rubrics.library.models import QuestionVersion
from rubrics.library.states import QuestionForm
from rubrics.scales.models import RedFlag

# What a list of lines may hold, and each of its lines; tags are words, not sentences.
MOST_LINES, LONGEST_LINE = widths.LINES, widths.LINE
MOST_PARTS, LONGEST_ACTIVITY = widths.PARTS, widths.ACTIVITY
MOST_TAGS, LONGEST_TAG = 20, 40
# Said of a text that was written over another than the one that was read, on pages and in the API alike.
CHANGED_MEANWHILE = (
    "Somebody else changed this since you read it. Compare your text with what it says now, then send it "
    "again."
)
LISTS = ("follow_ups", "strong_signals", "weak_signals", "materials")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionDraft:
    """`minutes` is how long it takes with its follow-ups, `difficulty` 1 to 5; no limit is None.

    `round_kind` and `form` say what the question is and stay once a version was approved; `timings` are the
    parts of an exercise, as `{"minutes": 10, "activity": "…"}`.
    """

    title: str
    round_kind: str
    prompt: str
    minutes: int
    difficulty: int
    form: str = QuestionForm.QUESTION
    context: str = ""
    sample_answer: str = ""
    follow_ups: Sequence[str] = ()
    strong_signals: Sequence[str] = ()
    weak_signals: Sequence[str] = ()
    materials: Sequence[str] = ()
    timings: Sequence[dict[str, Any]] = ()
    exposure_limit: int | None = None
    source_refs: Sequence[str] = ()
    competencies: Sequence[Competency] = ()
    red_flags: Sequence[RedFlag] = ()

    @classmethod
    def of(cls, version: QuestionVersion) -> "QuestionDraft":
        """The version as somebody begins to change it."""
        written: dict[str, Any] = {name: getattr(version, name) for name in WRITTEN}
        return cls(
            **written,
            round_kind=version.question.round_kind,
            form=version.question.form,
            competencies=tuple(version.competencies.all()),
            red_flags=tuple(version.red_flags.all()),
        )

    def says_the_same_as(self, version: QuestionVersion) -> bool:
        """Whether the version reads as this draft does, of the same kind and form."""
        there = QuestionDraft.of(version)
        return (
            self.columns() == there.columns()
            and all(
                set(getattr(self, name)) == set(getattr(there, name))
                for name in ("competencies", "red_flags")
            )
            and (self.round_kind, self.form) == (there.round_kind, there.form)
        )

    def columns(self) -> dict[str, Any]:
        """What goes into the version's own row."""
        return {name: _plain(getattr(self, name)) for name in WRITTEN}


# What a draft says in the version's own row; its kind and form are the question's, the rest are links.
WRITTEN = tuple(
    field.name
    for field in fields(QuestionDraft)
    if field.name not in {"competencies", "red_flags", "round_kind", "form"}
)


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def check_draft(draft: QuestionDraft, *, by: Member) -> None:
    """Raise `Invalid` for the first thing that a question cannot be: foreign, endless, inconsistent."""
    for name in ("title", "prompt"):
        if not any(mark.isprintable() and not mark.isspace() for mark in getattr(draft, name)):
            raise Invalid("There is nothing in it that one could see. Write it in words.", field=name)
    same_organization(*draft.competencies, as_=by, field="competencies")
    same_organization(*draft.red_flags, as_=by, field="red_flags")
    for name in LISTS:
        _check_lines(name, getattr(draft, name))
    if draft.form == QuestionForm.QUESTION and (draft.timings or draft.materials):
        raise Invalid("Only an exercise has materials and timings. Make it one, or empty both.", field="form")
    if len(draft.timings) > MOST_PARTS:
        raise Invalid(f"An exercise has {MOST_PARTS} parts at most. Join some.", field="timings")
    if draft.timings and (taken := sum(part["minutes"] for part in draft.timings)) != draft.minutes:
        raise Invalid(
            f"The parts take {taken} minutes together, the exercise {draft.minutes}. Make them equal.",
            field="timings",
        )


def _check_lines(name: str, lines: Sequence[str]) -> None:
    if len(lines) > MOST_LINES:
        raise Invalid(
            f"These are {len(lines)} lines; {MOST_LINES} is the most. Join or drop some.", field=name
        )
    if any(len(line) > LONGEST_LINE for line in lines):
        raise Invalid(f"A line has {LONGEST_LINE} characters at most. Split the longer ones.", field=name)


def tidy_tags(tags: Sequence[str]) -> list[str]:
    """Lower-case, each once, in the order of the alphabet; raises `Invalid` for too many or long ones.

    A comma parts two tags, as on the pages, which could not show one that holds it.
    """
    parts = (part for tag in tags for part in tag.lower().split(","))
    tidy = sorted({" ".join(part.split()) for part in parts} - {""})
    if len(tidy) > MOST_TAGS:
        raise Invalid(f"A question has {MOST_TAGS} tags at most. Take some off.", field="tags")
    if any(len(tag) > LONGEST_TAG for tag in tidy):
        raise Invalid(f"A tag has {LONGEST_TAG} characters at most. Shorten it.", field="tags")
    return tidy
