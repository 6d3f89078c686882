"""Plain text and Markdown: marks are taken where they are marks, and left where they are text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubrics.importing.lines import Line, Shape
from rubrics.importing.reading.plain import lines_of


def told(text: str) -> list[tuple[Shape, str]]:
    return [(line.shape, line.text) for line in lines_of(text) if line.shape is not Shape.BLANK]


def only(text: str) -> Line:
    (line,) = lines_of(text)
    return line


@pytest.mark.parametrize(
    ("source", "level"),
    [("# Drift", 1), ("### Drift ###", 3), ("##Drift", 2), ("Drift\n=====", 1), ("Drift\n---", 2)],
)
def test_headings_have_their_level(source, level):
    heading = lines_of(source)[0]

    assert (heading.shape, heading.text, heading.depth) == (Shape.HEADING, "Drift", level)


@pytest.mark.parametrize("source", ["#hashtag", "#1 in the list", "#!/bin/sh", "####"])
def test_a_hash_alone_makes_no_heading(source):
    assert all(line.shape is not Shape.HEADING for line in lines_of(source))


def test_an_answer_above_a_rule_is_no_heading():
    assert told("A: It shifts.\n---\n\nFirst line\nsecond line\n---") == [
        (Shape.PLAIN, "A: It shifts."),
        (Shape.PLAIN, "First line"),
        (Shape.PLAIN, "second line"),
    ]


def test_items_have_marker_and_depth():
    lines = lines_of("1. outer\n   - inner\n     * deepest\n2) next\n• bullet\n- [x] done\n10.Glued")

    assert [(line.marker, line.depth, line.text) for line in lines] == [
        ("1.", 0, "outer"),
        ("-", 1, "inner"),
        ("*", 2, "deepest"),
        ("2)", 0, "next"),
        ("•", 0, "bullet"),
        ("[x]", 0, "done"),
        ("10.", 0, "Glued"),
    ]


def test_letters_are_markers_only_beside_their_neighbours():
    assert [line.marker for line in lines_of("A. one\nB. two\n- a) three\n- b) four")] == [
        "A.",
        "B.",
        "a)",
        "b)",
    ]
    assert told("Q. What?\nA. That.") == [(Shape.PLAIN, "Q. What?"), (Shape.PLAIN, "A. That.")]


@pytest.mark.parametrize(
    "text",
    [
        "snake_case and _private stay",
        "2 * 3 and 4 * 5 stay",
        "2**3 is 8 and 4**5 is 1024",
        "__init__ stays",
        "a < b and c > d",
        "f(*args, **kwargs)",
        "a[i][j] stays",
        "It costs 5* or more*",
        "x_i and y_i",
        "List<String> stays",
        "AT&T; nothing",
    ],
)
def test_text_that_is_no_markdown_stays(text):
    assert only(text).text == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("**bold** and *italic* and ***both***", "bold and italic and both"),
        ("__bold__ and _italic_ and ~~gone~~", "__bold__ and italic and gone"),
        ("__two words__", "two words"),
        ('[link](https://example.org/a_(b) "t") and [ref][1]', "link and ref"),
        ("![alt](x.png) text", "alt text"),
        ("`a * b` and ``c ` d``", "a * b and ``c ` d``"),
        (r"\*kept\*", "*kept*"),
        ("a&nbsp;b &amp; c<br>d", "a b & c d"),
        ("<details><summary>Answer</summary>", "Answer"),
        ("**Q:** What?", "Q: What?"),
        ("before <!-- gone --> after", "before after"),
    ],
)
def test_marks_give_way_to_their_text(source, text):
    assert only(source).text == text


@pytest.mark.parametrize(
    "source",
    ["**What is drift?**", "**What is drift**?", "__What is drift?__", "<b>What?</b>", "3. **What?**"],
)
def test_a_wholly_bold_line_is_strong(source):
    assert only(source).is_strong


@pytest.mark.parametrize("source", ["**Q:** What is **drift**", "**", "plain", "**a** b"])
def test_a_partly_bold_line_is_not(source):
    assert not only(source).is_strong


def test_bold_that_was_wrapped_is_strong_on_both_lines():
    assert [(line.text, line.is_strong) for line in lines_of("**What is\ndrift?**")] == [
        ("What is", True),
        ("drift?", True),
    ]


def test_tables_have_cells_and_no_separator():
    lines = lines_of(
        "| Topic | `a|b` |\n|---|:-:|\n| x\\|y | one<br>two |\n\nTopic | Pitfall\n--- | ---\nc | d"
    )

    assert [line.cells for line in lines if line.shape is Shape.ROW] == [
        ("Topic", "a|b"),
        ("x|y", "one\ntwo"),
        ("Topic", "Pitfall"),
        ("c", "d"),
    ]


@pytest.mark.parametrize("text", ["|x| is the absolute value", "either a | b", "p(a|b) and p(b|a)"])
def test_a_pipe_makes_no_table(text):
    assert only(text) == Line(number=1, text=text)


def test_code_is_code_and_keeps_its_marks():
    assert told("```python\n# no heading\n  x = [1]\n```\n\n    def f(x):\n        return x") == [
        (Shape.CODE, "# no heading"),
        (Shape.CODE, "  x = [1]"),
        (Shape.CODE, "def f(x):"),
        (Shape.CODE, "    return x"),
    ]


def test_an_indented_answer_is_text_and_an_open_fence_swallows_nothing():
    assert told("Q: What?\n\n    The answer stands indented,\n    as in old guides.\n```\nQ: Next?")[-1] == (
        Shape.PLAIN,
        "Q: Next?",
    )


def test_front_matter_and_comments_are_dropped_and_lines_keep_their_numbers():
    lines = lines_of("---\ntitle: Guide\n---\n<!-- one\ntwo -->\nText\r\nMore")

    assert [(line.number, line.text) for line in lines if line.text] == [(6, "Text"), (7, "More")]


def test_a_rule_at_the_top_is_no_front_matter():
    assert told("---\nQuestions, first part\n---\nWhat?")[0][1] == "Questions, first part"


def test_unseen_characters_are_gone():
    assert only("What\u00a0is\u200b dri\u00adft\u202e?\ufeff").text == "What is drift?"
    assert only("می\u200cخواهم").text == "می\u200cخواهم"


@given(st.text())
def test_any_text_is_read_and_numbered_in_order(text):
    numbers = [line.number for line in lines_of(text)]

    assert numbers == sorted(numbers)


@given(st.text(alphabet="*_`[]()#-|<>! \n\\a1.:~&;=+", max_size=400))
def test_any_heap_of_marks_is_read(text):
    assert all("\x01" not in line.text for line in lines_of(text))
