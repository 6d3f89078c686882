"""DOCX: what Word shows, by paragraph number."""

import pytest

from rubrics.importing.lines import Shape
from rubrics.importing.reading.files import read
from rubrics.importing.reading.refusals import Unimportable
from tests.rubrics.importing.reading.making_files import docx, paragraph, word_table


def lines(*blocks: str, **parts: str):
    return [
        line for line in read("guide.docx", docx(*blocks, **parts)).lines if line.shape is not Shape.BLANK
    ]


def test_headings_are_told_by_style_in_any_language():
    found = lines(paragraph("Drift", style="berschrift1"), paragraph("More", style="Own"), paragraph("Text"))

    assert [(line.shape, line.depth, line.number) for line in found] == [
        (Shape.HEADING, 1, 1),
        (Shape.HEADING, 1, 2),
        (Shape.PLAIN, 0, 3),
    ]


def test_list_items_have_the_numbers_that_word_shows():
    found = lines(
        paragraph("three", number=(1, 0)),
        paragraph("first", number=(1, 1)),
        paragraph("second", number=(1, 1)),
        paragraph("four", number=(1, 0)),
        paragraph("again", number=(1, 1)),
        paragraph("bullet", number=(2, 0)),
    )

    assert [(line.marker, line.depth) for line in found] == [
        ("3.", 0),
        ("a)", 1),
        ("b)", 1),
        ("4.", 0),
        ("a)", 1),
        ("-", 0),
    ]


def test_typed_markers_make_items_as_well():
    typed = ["1. What is drift?", "a) It shifts", "b) It stays", "A. Turing wrote it", "- dash"]

    assert [line.marker for line in lines(*map(paragraph, typed))] == ["1.", "a)", "b)", "", "-"]


def test_a_worded_number_is_part_of_the_text():
    (found,) = lines(paragraph("What is drift?", number=(3, 0)))

    assert (found.text, found.shape) == ("Question 1: What is drift?", Shape.PLAIN)


def test_bold_paragraphs_are_strong_and_forced_breaks_part_lines():
    found = lines(
        paragraph("Bold?", is_bold=True), "<w:p><w:r><w:t>Q: a</w:t><w:br/><w:t>A: b</w:t></w:r></w:p>"
    )

    assert [(line.text, line.is_strong, line.number) for line in found] == [
        ("Bold?", True, 1),
        ("Q: a", False, 2),
        ("A: b", False, 2),
    ]


def test_tables_are_rows_but_a_frame_of_one_column_is_text():
    found = lines(
        word_table([["Topic", "Pitfall"], ["Leakage", "Target"]], columns=2),
        word_table([["Framed"]], columns=1),
    )

    assert [line.cells for line in found[:2]] == [("Topic", "Pitfall"), ("Leakage", "Target")]
    assert (found[2].shape, found[2].text) == (Shape.PLAIN, "Framed")


def test_deleted_hidden_and_alternative_text_is_not_read():
    compatible = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    found = lines(
        "<w:p><w:del><w:r><w:t>deleted</w:t></w:r></w:del><w:ins><w:r><w:t>kept</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"
        f"<mc:Fallback {compatible}><w:r><w:t>twice</w:t></w:r></mc:Fallback></w:p>"
    )

    assert [line.text for line in found] == ["kept"]


def test_a_table_of_contents_is_an_aside():
    found = lines(paragraph("Drift 3", style="TOC1"), paragraph("Text"))

    assert [line.is_aside for line in found] == [True, False]


def test_a_file_without_text_is_refused():
    with pytest.raises(Unimportable, match="holds no text"):
        read("guide.docx", docx(paragraph("")))


def test_a_file_without_styles_and_numbering_is_read():
    assert [
        line.text
        for line in lines(paragraph("Text", number=(4, 0)), word__styles_xml="", word__numbering_xml="")
    ]
