"""The chain of events: an alteration anywhere is found, and by its place."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from hiring.journal.chain import Link, first_break, hash_of


def chain_of(length: int) -> list[tuple[Link, str]]:
    links: list[tuple[Link, str]] = []
    for sequence in range(1, length + 1):
        link = Link(
            organization=1,
            sequence=sequence,
            kind="loop.created",
            subject_type="loop",
            subject_id=str(sequence),
            actor=7,
            payload={"round": sequence},
            occurred_at="2026-11-20T10:00:00.000000+00:00",
            previous_hash=links[-1][1] if links else "",
        )
        links.append((link, hash_of(link)))
    return links


def test_an_untouched_chain_holds() -> None:
    assert first_break(chain_of(20)) is None


@given(st.integers(1, 20), st.sampled_from(["kind", "subject_id", "occurred_at", "previous_hash"]))
def test_a_changed_field_breaks_the_chain_where_it_was_changed(place: int, field: str) -> None:
    links = chain_of(20)
    link, stored = links[place - 1]
    links[place - 1] = (replace(link, **{field: "altered"}), stored)

    assert first_break(links) == place


@given(st.integers(1, 19))
def test_a_removed_event_breaks_the_chain(place: int) -> None:
    links = chain_of(20)
    del links[place - 1]

    assert first_break(links) == place


def test_a_rewritten_event_breaks_the_chain_at_the_next_one() -> None:
    links = chain_of(5)
    rewritten = replace(links[2][0], kind="loop.cancelled")
    links[2] = (rewritten, hash_of(rewritten))

    assert first_break(links) == 4
