"""What the starter content has to cover, and which of its items cover each topic. All functions are pure.

A topic is covered when an item of the sort that its row asks for, in the row's round kind, names the topic's
key among its `source_refs`. The keys are those of the documents from which the content was planned.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from rubrics.library.content import Entry, read_entries
from rubrics.library.starter import STARTER, Library, RoundKind, source_ref

TOPICS = STARTER / "topics.yaml"

Sort = Literal[
    "question", "exercise", "quiz-item", "rubric", "criterion", "red-flag", "competency", "loop-template"
]
SORTS_WITH_A_KIND: tuple[Sort, ...] = ("question", "exercise", "quiz-item")


class Topic(Entry):
    """One row of the table; its slug is its key, `item` and `round_kind` say what has to cover it."""

    slug: Annotated[str, Field(max_length=10), AfterValidator(source_ref)]
    title: str = Field(max_length=80)
    item: Sort
    round_kind: RoundKind | Literal["quiz"] | None = None

    @model_validator(mode="after")
    def _asks_for_a_kind_where_there_is_one(self) -> Self:
        if (self.item in SORTS_WITH_A_KIND) != (self.round_kind is not None):
            raise ValueError(f"must give a round_kind if it asks for one of {', '.join(SORTS_WITH_A_KIND)}")
        return self

    @property
    def wanted(self) -> str:
        """What has to cover it, in words: “production question”."""
        return f"{self.round_kind} {self.item}" if self.round_kind else self.item


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Anything of the content that may cover topics; a criterion's slug is its rubric's, with its name."""

    sort: Sort
    slug: str
    source_refs: Sequence[str]
    round_kind: str | None = None

    def covers(self, topic: Topic) -> bool:
        return self.sort == topic.item and topic.round_kind in (None, self.round_kind)


@dataclass(frozen=True, slots=True)
class TopicCoverage:
    """Which items name the topic, those first that cover it as its row asks."""

    topic: Topic
    items: tuple[Item, ...]

    @property
    def is_covered(self) -> bool:
        return any(item.covers(self.topic) for item in self.items)

    @property
    def gap(self) -> str | None:
        """A sentence that says what is missing and what to do, or None."""
        if self.is_covered:
            return None
        begin = f"{self.topic.slug} ({self.topic.title}) is covered"
        wanted = f"Wanted: {self.topic.wanted}."
        if not self.items:
            return f"{begin} by nothing. {wanted}"
        others = ", ".join(f"{item.round_kind or ''} {item.sort} {item.slug}".strip() for item in self.items)
        return f"{begin} only by: {others}. {wanted}"


def read_topics(path: Path = TOPICS) -> tuple[Topic, ...]:
    """The table's rows in their order; raises `ContentFault` on the first fault."""
    return read_entries(Topic, path, known={})


def items_of(library: Library) -> Iterator[Item]:
    """Everything of the library that has source_refs, sort by sort."""
    for question in library.questions:
        yield Item(
            sort=question.form,
            slug=question.slug,
            source_refs=question.source_refs,
            round_kind=question.round_kind,
        )
    for quiz_item in library.quiz_items:
        yield Item(
            sort="quiz-item", slug=quiz_item.slug, source_refs=quiz_item.source_refs, round_kind="quiz"
        )
    for rubric in library.rubrics:
        yield Item(
            sort="rubric", slug=rubric.slug, source_refs=rubric.source_refs, round_kind=rubric.round_kind
        )
        for line in rubric.criteria:
            yield Item(
                sort="criterion",
                slug=f"{rubric.slug} “{line.name}”",
                source_refs=line.source_refs,
                round_kind=rubric.round_kind,
            )
    for red_flag in library.red_flags:
        yield Item(sort="red-flag", slug=red_flag.slug, source_refs=red_flag.source_refs)
    for competency in library.competencies:
        yield Item(sort="competency", slug=competency.slug, source_refs=competency.source_refs)


def coverage_of(topics: Sequence[Topic], items: Iterable[Item]) -> list[TopicCoverage]:
    """For each topic, in the order given, the items that name its key."""
    naming: defaultdict[str, list[Item]] = defaultdict(list)
    for item in items:
        for key in item.source_refs:
            naming[key].append(item)
    return [TopicCoverage(topic, _those_that_cover_it_first(topic, naming[topic.slug])) for topic in topics]


def _those_that_cover_it_first(topic: Topic, items: Sequence[Item]) -> tuple[Item, ...]:
    return tuple(sorted(items, key=lambda item: not item.covers(topic)))
