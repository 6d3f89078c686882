"""What changed between two versions, told so that a reader can follow, at a bounded effort."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.foundations import differences
from hiring.foundations.differences import Line, Part, between_lines, between_texts

WORDS = st.lists(st.sampled_from(["a ", "b ", "c\n", "d", " ", "猫", "🙂 ", "e"]), max_size=60).map("".join)
LINES = st.lists(
    st.sampled_from(["Asks who is told", "Asks who is paged", "Retrains", "Waits", ""]), max_size=12
)


def told(parts: list[Part]) -> str:
    """The parts with [-what was removed-] and [+what was added+]."""
    marks = {"same": "{}", "removed": "[-{}-]", "added": "[+{}+]"}
    return "".join(marks[part.kind].format(part.text) for part in parts)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ""),
        ("", "New", "[+New+]"),
        ("Old", "", "[-Old-]"),
        ("Same words", "Same words", "Same words"),
        ("Roll back the model", "Roll back a model", "Roll back [-the-][+a+] model"),
        ("One two", "One two three", "One two[+ three+]"),
        ("Who is told first?", "Who is told?", "Who is [-told first?-][+told?+]"),
        ("First.\nSecond.", "First.\n\nSecond.", "First.[-\n-][+\n\n+]Second."),
        ("模型要回滚", "模型先回滚", "模型[-要-][+先+]回滚"),
        ("من يعلم أولا", "من يعلم ثانيا", "من يعلم [-أولا-][+ثانيا+]"),
        ("a b a b a", "b a b a b", "[-a -]b a b a[+ b+]"),
        (
            "the technically better one",
            "the more elegant one",
            "the [-technically better-][+more elegant+] one",
        ),
    ],
)
def test_words_are_marked_where_they_changed(old: str, new: str, expected: str) -> None:
    assert told(between_texts(old, new)) == expected


@given(old=WORDS, new=WORDS)
def test_both_texts_can_be_read_out_of_the_parts(old: str, new: str) -> None:
    parts = between_texts(old, new)

    assert "".join(part.text for part in parts if part.kind != "added") == old
    assert "".join(part.text for part in parts if part.kind != "removed") == new
    assert all(part.text for part in parts)


@given(old=WORDS, new=WORDS)
def test_they_can_be_read_out_of_anchors_too(old: str, new: str) -> None:
    """The way that long texts go, taken by short ones."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(differences, "MOST_PAIRS", 0)
        parts = between_texts(old, new)

    assert "".join(part.text for part in parts if part.kind != "added") == old
    assert "".join(part.text for part in parts if part.kind != "removed") == new


@given(old=LINES, new=LINES)
def test_both_lists_can_be_read_out_of_the_lines(old: list[str], new: list[str]) -> None:
    lines = between_lines(old, new)

    def read(but: str) -> list[str]:
        kept = [[part.text for part in line.parts if part.kind != but] for line in lines]
        lost = "removed" if but == "added" else "added"
        return [
            "".join(texts)
            for texts, line in zip(kept, lines, strict=True)
            if texts or (not line.parts and but != lost)
        ]

    assert [line for line in read("added") if line] == [line for line in old if line]
    assert [line for line in read("removed") if line] == [line for line in new if line]


def test_a_line_that_changed_a_little_is_told_word_by_word() -> None:
    old = ["Names a number", "Asks who is told first", "Retrains at once"]
    new = ["Names a number", "Asks who is paged first", "Measures before and after"]

    lines = between_lines(old, new)

    assert [line.kind for line in lines] == ["same", "changed", "removed", "added"]
    assert told(list(lines[1].parts)) == "Asks who is [-told-][+paged+] first"


def test_lines_that_moved_are_gone_and_come() -> None:
    lines = between_lines(["one", "two", "three"], ["two", "three", "one"])

    assert [(line.kind, line.parts[0].text) for line in lines] == [
        ("removed", "one"),
        ("same", "two"),
        ("same", "three"),
        ("added", "one"),
    ]


def test_only_fields_that_differ_are_told_in_order() -> None:
    old = {"title": "Drift", "prompt": "Why?", "follow_ups": ["And then?"], "minutes": "20"}
    new = {"title": "Drift", "prompt": "How?", "follow_ups": ["And then?", "Who pays?"], "minutes": "25"}

    found = differences.differences(old, new)

    assert [field.name for field in found] == ["prompt", "follow_ups", "minutes"]
    assert found[1].lines == (Line((Part("same", "And then?"),)), Line((Part("added", "Who pays?"),)))


class Counted:
    """A word that counts how often it is compared."""

    comparisons = 0

    def __init__(self, text: str) -> None:
        self.text = text

    def __hash__(self) -> int:
        return hash(self.text)

    def __eq__(self, other: object) -> bool:
        Counted.comparisons += 1
        return isinstance(other, Counted) and self.text == other.text


def comparisons_for(size: int) -> int:
    """How many it takes for two texts of so many words, of which every tenth is another and many repeat."""
    vocabulary = 40
    old = [Counted(f"w{place % vocabulary}" if place % 3 else f"u{place}") for place in range(size)]
    new = [Counted("new" if place % 10 == 0 else word.text) for place, word in enumerate(old)]
    Counted.comparisons = 0
    list(differences._stretches(old, new))
    return Counted.comparisons


def test_the_effort_grows_with_the_length_and_no_faster() -> None:
    assert comparisons_for(8_000) < 6 * comparisons_for(2_000)


def test_texts_that_have_nothing_unique_cost_no_more() -> None:
    """The worst case of the classical ways: thousands of words out of two."""
    parts = between_texts("a b " * 4_000, "b b a " * 2_500)

    assert "".join(part.text for part in parts if part.kind != "added") == "a b " * 4_000
