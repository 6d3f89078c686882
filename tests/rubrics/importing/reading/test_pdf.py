"""PDF with text, made by WeasyPrint: order, headings, wrapped lines, what runs along on every page."""

import pypdf
import pytest

from rubrics.importing.finding import find_behind_wall
from rubrics.importing.lines import Shape
from rubrics.importing.reading import limits
from rubrics.importing.reading.files import read
from rubrics.importing.reading.refusals import Unimportable
from tests.rubrics.importing.reading.making_files import pdf

RUNNING = """@page { @top-left { content: "Hiring guide" }
@bottom-center { content: "Confidential, page " counter(page) " of " counter(pages) } }"""
LONG = (
    "It begins with the budget and splits it between the steps, names what happens on a timeout and goes on. "
)


def lines(body: str, *, css: str = ""):
    return [line for line in read("guide.pdf", pdf(body, css=css)).lines if line.shape is not Shape.BLANK]


def test_headings_are_told_by_their_size():
    found = lines(f"<h1>Guide</h1><h2>Drift</h2><p>{LONG}</p>")

    assert [(line.shape, line.depth, line.text) for line in found[:2]] == [
        (Shape.HEADING, 1, "Guide"),
        (Shape.HEADING, 2, "Drift"),
    ]
    assert all(line.shape is Shape.PLAIN for line in found[2:])


def test_wrapped_lines_stay_and_paragraphs_are_parted_by_blanks():
    made = read("guide.pdf", pdf(f"<p>{LONG * 3}</p><p>Second</p>")).lines
    first_blank = [line.shape for line in made].index(Shape.BLANK)

    assert first_blank == len(made) - 2 > 1
    assert " ".join(line.text for line in made[:first_blank]) == (LONG * 3).strip()


def test_bullets_and_numbers_stand_before_their_items():
    found = lines(f"<ol><li>First</li></ol><ul><li>{LONG * 2}</li><li>Dot</li></ul>")

    assert [(line.marker, line.text[:5]) for line in found if line.shape is Shape.ITEM] == [
        ("1.", "First"),
        ("•", "It be"),
        ("•", "Dot"),
    ]


def test_bold_lines_are_strong():
    assert [line.is_strong for line in lines("<p><b>What is drift?</b></p><p>It <b>shifts</b></p>")] == [
        True,
        False,
    ]


def test_columns_are_read_one_after_the_other():
    body = "".join(f"<p>Q: Number {number}? {LONG}</p>" for number in range(8))
    questions = [
        line.text.split("?")[0]
        for line in lines(f"<div style='columns: 2'>{body}</div>")
        if "Q:" in line.text
    ]

    assert questions == [f"Q: Number {number}" for number in range(8)]


def test_page_headers_and_footers_are_asides():
    body = "".join(f"<p style='break-after: page'>Question {number}: why?</p>" for number in range(1, 4))
    found = lines(body + "<p>Last</p>", css=RUNNING)

    assert {line.text[:6] for line in found if line.is_aside} == {"Hiring", "Confid"}
    assert [line.text for line in found if not line.is_aside] == [
        "Question 1: why?",
        "Question 2: why?",
        "Question 3: why?",
        "Last",
    ]


def test_hyphenated_words_are_whole_again():
    words = "internationalisation " * 12
    found = lines(f"<p lang=en style='hyphens: auto; width: 5cm'>{words}</p>")

    assert " ".join(line.text for line in found) == words.strip()


def test_rows_are_told_by_their_columns():
    rows = "".join(
        f"<tr><td>{topic}<td>{pitfall}</tr>" for topic, pitfall in [("Leakage", "Target"), ("Scale", "All")]
    )
    found = lines(f"<table style='width: 100%'>{rows}</table>")

    assert [line.cells for line in found] == [("Leakage", "Target"), ("Scale", "All")]


def test_a_pdf_named_txt_is_read_as_pdf():
    assert read("guide.txt", pdf("<p>Text</p>")).format == "pdf"


def test_a_password_is_asked_to_be_taken_off(tmp_path):
    with pytest.raises(Unimportable, match="password"):
        read("guide.pdf", encrypted(tmp_path, user_password="secret"))


def test_a_pdf_that_only_its_owner_may_change_is_read(tmp_path):
    assert read("guide.pdf", encrypted(tmp_path, user_password="")).lines[0].text == "Text"


def encrypted(folder, *, user_password: str) -> bytes:
    (folder / "plain.pdf").write_bytes(pdf("<p>Text</p>"))
    writer = pypdf.PdfWriter(clone_from=folder / "plain.pdf")
    writer.encrypt(user_password=user_password, owner_password="owner", algorithm="RC4-128")
    writer.write(folder / "locked.pdf")
    return (folder / "locked.pdf").read_bytes()


def test_a_pdf_that_never_ends_is_stopped_at_the_wall():
    with pytest.raises(Unimportable, match="longer than 1 seconds"):
        find_behind_wall("bomb.pdf", pdf_bomb(), seconds=1.0, megabytes=8192)


def test_a_pdf_that_wants_all_memory_is_stopped_at_the_wall():
    """The engine gives itself up when it is refused memory, and takes its process along."""
    with pytest.raises(Unimportable, match="stopped without an answer"):
        find_behind_wall("bomb.pdf", pdf_bomb(), seconds=60.0, megabytes=96)


def pdf_bomb() -> bytes:
    """Ten drawings, each of which draws the next one ten times: ten thousand million in all."""
    drawing = "/Type/XObject/Subtype/Form/BBox[0 0 600 800]"
    pieces = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Count 1/Kids[3 0 R]>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>",
        stream("", "/X Do"),
    ]
    pieces += [
        stream(f"{drawing}/Resources<</XObject<</X {number} 0 R>>>>", "/X Do " * 10)
        for number in range(6, 16)
    ]
    pieces.append(stream(drawing, "0 0 m 9 9 l S"))
    objects = "".join(f"{number} 0 obj\n{piece}\nendobj\n" for number, piece in enumerate(pieces, start=1))
    return f"%PDF-1.7\n{objects}trailer<</Size 16/Root 1 0 R>>\n%%EOF".encode()


def stream(entries: str, content: str) -> str:
    return f"<<{entries}/Length {len(content)}>>stream\n{content}\nendstream"


def test_pictures_of_pages_are_refused():
    with pytest.raises(Unimportable, match="text recognition"):
        read("scan.pdf", pdf("<div style='background: red; height: 5cm'></div>"))


def test_too_many_pages_are_refused(tmp_path):
    writer = pypdf.PdfWriter()
    for _ in range(limits.PAGES + 1):
        writer.add_blank_page(200, 200)
    writer.write(tmp_path / "long.pdf")

    with pytest.raises(Unimportable, match="more than 500 pages"):
        read("long.pdf", (tmp_path / "long.pdf").read_bytes())


def test_a_damaged_pdf_is_refused():
    with pytest.raises(Unimportable, match="damaged"):
        read("cut.pdf", b"%PDF-1.7\n" + b"nothing" * 50)
