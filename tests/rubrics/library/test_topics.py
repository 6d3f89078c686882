"""Every topic is covered by an item of the sort and the kind that its row asks for."""

from dataclasses import replace
from pathlib import Path

import pytest

from rubrics.library.content import ContentFault
from rubrics.library.starter import Library, read_library
from rubrics.library.topics import TOPICS, Item, Topic, coverage_of, items_of, read_topics


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library()


SKEW = Topic(slug="S9-1", title="Skew", item="question", round_kind="oral")
FLAG = Topic(slug="S9-R1", title="Never watched", item="red-flag")


def item(sort: str = "question", kind: str | None = "oral", *refs: str) -> Item:
    return Item(sort=sort, slug="an-item", source_refs=refs or ("S9-1",), round_kind=kind)  # type: ignore[arg-type]


def test_the_table_holds_every_key_of_the_five_documents() -> None:
    keys = [topic.slug for topic in read_topics()]

    wanted = {
        "S0-": 6,
        "S0-G": 5,
        "S0-R": 5,
        "S1-": 15,
        "S1-Q": 20,
        "S1-F": 3,
        "S2-": 16,
        "S3-": 20,
        "S3-T": 1,
        "S3-A": 2,
        "S3-C": 6,
        "S3-R": 6,
        "S4-": 2,
        "S4-F": 2,
    }
    assert set(keys) == {f"{key}{n}" for key, most in wanted.items() for n in range(1, most + 1)} | {"S4-L"}
    assert len(keys) == 110


def test_the_library_alone_covers_all_but_what_a_loop_template_has_to(library: Library) -> None:
    gaps = [one for one in coverage_of(read_topics(), items_of(library)) if not one.is_covered]

    assert [one.topic.slug for one in gaps] == ["S1-F1", "S4-F1"]
    assert {one.topic.item for one in gaps} == {"loop-template"}


def test_no_item_names_a_key_that_is_no_topic(library: Library) -> None:
    keys = {topic.slug for topic in read_topics()}

    assert {ref for one in items_of(library) for ref in one.source_refs} <= keys


@pytest.mark.parametrize("key", ["S3-14", "S1-Q7", "S0-R4", "S0-G3", "S3-A2", "S2-11"])
def test_a_topic_is_a_gap_once_nothing_names_it(library: Library, key: str) -> None:
    rest = [one for one in items_of(library) if key not in one.source_refs]

    gaps = [one.gap for one in coverage_of(read_topics(), rest) if one.topic.slug == key]

    assert gaps[0] is not None
    assert gaps[0].startswith(f"{key} (")
    assert "is covered by nothing" in gaps[0]


@pytest.mark.parametrize(
    ("topic", "items", "is_covered"),
    [
        (SKEW, [item()], True),
        (SKEW, [], False),
        (SKEW, [item("question", "mlops")], False),
        (SKEW, [item("exercise", "oral")], False),
        (SKEW, [item("question", "mlops"), item("question", "oral")], True),
        (SKEW, [item("question", "oral", "S9-2")], False),
        (FLAG, [item("red-flag", None, "S9-R1")], True),
        (FLAG, [item("question", "oral", "S9-R1")], False),
    ],
)
def test_a_topic_is_covered_by_its_sort_of_item_in_its_kind(
    topic: Topic, items: list[Item], is_covered: bool
) -> None:
    (coverage,) = coverage_of([topic], items)

    assert coverage.is_covered is is_covered
    assert (coverage.gap is None) is is_covered


def test_a_gap_says_what_there_is_and_what_is_asked_for() -> None:
    (coverage,) = coverage_of([SKEW], [item("question", "mlops"), item("rubric", "oral")])

    assert coverage.gap == (
        "S9-1 (Skew) is covered only by: mlops question an-item, oral rubric an-item. Wanted: oral question."
    )


def test_what_covers_a_topic_stands_before_what_merely_names_it() -> None:
    named, covering = item("question", "mlops"), replace(item(), slug="the-one")

    (coverage,) = coverage_of([SKEW], [named, covering])

    assert coverage.items == (covering, named)


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("slug: S0-1,", "slug: X0-1,", "slug is X0-1, which is no topic key"),
        (", round_kind: production", "", "S0-1: must give a round_kind"),
        ("item: criterion", "item: criterion, round_kind: mlops", "S0-G1: must give a round_kind"),
        ("item: question", "item: riddle", "S0-1: item must be"),
        ("slug: S0-2,", "slug: S0-1,", "S0-1: this slug is used twice"),
    ],
)
def test_a_fault_in_the_table_names_its_row(tmp_path: Path, before: str, after: str, says: str) -> None:
    path = tmp_path / "topics.yaml"
    path.write_text(TOPICS.read_text().replace(before, after, 1))

    with pytest.raises(ContentFault) as raised:
        read_topics(path)

    assert says in str(raised.value)
