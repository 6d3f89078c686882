"""Whether rounds make a plan that loops can be made from; each fault stands beside its field."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from hiring.foundations.errors import DomainError
from interviews.loop_templates.drafts import RoundDraft
from interviews.loop_templates.models import RANGES, Place
from rubrics.competencies.round_kinds import RoundKind
from rubrics.library.models import Question
from rubrics.library.states import QuestionStatus
from rubrics.scales.states import ScaleStatus

LONGEST_TITLE, LONGEST_BRIEF = 120, 4000
NO_SUCH_CHOICE = "There is no such choice in your organization. Pick one from the list."


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that cannot be planned: the place of its round, from 0, the field, and what to do."""

    round: int
    name: str
    says: str

    @property
    def field(self) -> str:
        """Where it stands in a body that lists the rounds."""
        return f"rounds/{self.round}/{self.name}"


class UnfitRounds(DomainError):
    """Some rounds cannot be planned like this; `faults` says of each field what to do."""

    status = 400

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(
            "Some rounds need your attention. They are marked below; your text is kept.", "rounds_unfit"
        )
        self.faults = list(faults)


def refuse_unfit(rounds: Sequence[RoundDraft], *, organization_id: int) -> None:
    """Raise `UnfitRounds` with all that is wrong; the number of queries does not grow with the rounds."""
    prefetch_related_objects([planned.rubric for planned in rounds], "current__criteria")
    prefetch_related_objects([one for planned in rounds for one in planned.questions], "current")
    faults = [
        Fault(place, name, says)
        for place, planned in enumerate(rounds)
        for name, says in _faults_of(planned, organization_id)
    ]
    faults += [*_out_of_place(rounds), *_asked_twice(rounds)]
    if faults:
        raise UnfitRounds(sorted(faults, key=lambda fault: fault.round))


def _faults_of(planned: RoundDraft, organization_id: int) -> Iterator[tuple[str, str]]:
    named = {
        "rubric": [planned.rubric],
        "competencies": planned.competencies,
        "questions": planned.questions,
    }
    foreign = [
        name
        for name, things in named.items()
        if any(one.organization_id != organization_id for one in things)
    ]
    if foreign:
        yield from ((name, NO_SUCH_CHOICE) for name in foreign)
        return
    yield from _faults_of_words(planned)
    yield from _faults_of_rubric(planned)
    yield from _faults_of_questions(planned)


def _faults_of_words(planned: RoundDraft) -> Iterator[tuple[str, str]]:
    if not planned.title.strip():
        yield "title", "Give the round a title."
    for name, text, longest in (
        ("title", planned.title, LONGEST_TITLE),
        ("brief", planned.brief, LONGEST_BRIEF),
    ):
        if len(text) > longest:
            yield name, f"This has {len(text):,} characters. Shorten it to {longest:,}."
    if planned.kind not in RoundKind:
        yield "kind", "There is no such kind of round. Choose one from the list."
    if planned.place not in Place:
        yield "place", "A round stands first, last or anywhere. Choose one of these."
    for name, (least, most) in RANGES.items():
        if not least <= getattr(planned, name) <= most:
            yield name, f"Choose a number from {least} to {most}."


def _faults_of_rubric(planned: RoundDraft) -> Iterator[tuple[str, str]]:
    rubric = planned.rubric
    if rubric.current is None or rubric.status == ScaleStatus.RETIRED:
        yield "rubric", "This rubric is not in use. Publish it, or choose another."
        return
    if rubric.round_kind != planned.kind:
        kind = rubric.get_round_kind_display()
        yield "rubric", f"This rubric is for “{kind}”. Choose one of the round’s kind."
    judged = rubric.current.judged
    if unjudged := [one.name for one in planned.competencies if one.pk not in judged]:
        says = f"“{rubric.name}” does not judge {', '.join(unjudged)}."
        yield "competencies", f"{says} Choose a rubric that does, or do not require it here."


def _faults_of_questions(planned: RoundDraft) -> Iterator[tuple[str, str]]:
    for question in planned.questions:
        if says := _cannot_be_asked(question, kind=planned.kind):
            yield "questions", f"“{question.title}” {says}"
    count, taken = len(set(planned.questions)), _minutes_of(planned.questions)
    if count > planned.question_count:
        says = f"These are {count} questions, and the round asks {planned.question_count}."
        yield "questions", f"{says} Drop some, or let it ask more."
    if taken > planned.minutes:
        says = f"These questions take {taken} minutes, and the round lasts {planned.minutes}."
        yield "questions", f"{says} Drop one, or lengthen the round."


def _cannot_be_asked(question: Question, *, kind: str) -> str:
    """What speaks against asking it in a round of this kind, and what to do; empty where nothing does."""
    if question.is_quarantined:
        return "was reported as leaked. Choose another, or have the report lifted."
    if question.current is None or question.current.status != QuestionStatus.APPROVED:
        return "is not approved. Have it reviewed, or choose another."
    if question.round_kind != kind:
        return f"is a question for “{question.get_round_kind_display()}”. Choose one of the round’s kind."
    return ""


def _minutes_of(questions: Collection[Question]) -> int:
    return sum(question.current.minutes for question in set(questions) if question.current)


def _out_of_place(rounds: Sequence[RoundDraft]) -> Iterable[Fault]:
    """A loop begins in the order of its template, so what has to come first or last stands there."""
    says = {
        Place.FIRST: "A round that comes first stands at the top. Move it up, or let it stand anywhere.",
        Place.LAST: "A round that comes last stands at the end. Move it down, or let it stand anywhere.",
    }
    ends = {Place.FIRST: 0, Place.LAST: len(rounds) - 1}
    for place, planned in enumerate(rounds):
        for end, at in ends.items():
            if planned.place == end and place != at:
                yield Fault(place, "place", says[end])


def _asked_twice(rounds: Sequence[RoundDraft]) -> Iterable[Fault]:
    asked_in: dict[int, str] = {}
    for place, planned in enumerate(rounds):
        for question in set(planned.questions):
            if question.pk in asked_in:
                says = f"“{asked_in[question.pk]}” always asks “{question.title}” already."
                yield Fault(place, "questions", f"{says} Drop it in one of both.")
        asked_in |= {question.pk: planned.title for question in planned.questions}
