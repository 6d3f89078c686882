import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from pypdf import PdfReader
from weasyprint.urls import FatalURLFetchingError

from interviews.packets.canonical import canonical, parse, sha256_of
from interviews.packets.document.figures import figures_of
from interviews.packets.render import PacketFonts, packet_html, render_packet
from interviews.packets.snapshot import Waiver
from tests.interviews.packets.document_parts import Element, reader_of, root_of, structure_of
from tests.interviews.packets.samples import empty, evidence, sample, with_evidence

HOSTILE = (
    "<script>alert(1)</script> <img src=file:///etc/passwd> <style>*{background:url(http://127.0.0.1:9/)}</style>"
    " </p></section> {{ 7*7 }} {% include '/etc/passwd' %} &amp; \x00 😀 مرحبا بالعالم "
    + "«" * 137
    + "»" * 137
)


@pytest.fixture(scope="module", params=[2, 7])
def reader(request, fonts) -> PdfReader:
    return reader_of(render_packet(sample(interviewers=request.param), fonts).pdf)


@pytest.fixture(scope="module")
def structure(reader) -> Element:
    return structure_of(reader)


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in reader_of(pdf).pages)


def squeezed(text: str) -> str:
    """Without white space: where a line ends is the page's business."""
    return "".join(text.split())


# --- What it says --------------------------------------------------------------------------------


def test_a_small_loop_fills_at_least_six_pages(fonts):
    packet = render_packet(sample(interviewers=4, words=40), fonts)

    assert packet.pages >= 6
    assert packet.pages == len(reader_of(packet.pdf).pages)


def test_the_sections_stand_in_their_order(structure):
    headings = [heading.text.strip() for heading in structure.all("H1", "H2")]
    scorecards = [heading for heading in headings if ": " in heading and "Appendix" not in heading]

    assert [heading for heading in headings if heading not in scorecards] == [
        "Amara Nwosu-Lindqvist",
        "Contents",
        "Summary",
        "Coverage",
        "Score matrix",
        "Votes",
        "Questions asked",
        "Timeline",
        "Appendix A: rubrics",
        "Appendix B: how to read and verify this packet",
    ]
    assert scorecards[0] == "ML foundations: Keiko Tanaka"
    assert headings.index(scorecards[0]) == headings.index("Votes") + 1


def test_each_interviewer_starts_on_a_new_page(reader):
    first_lines = [page.extract_text().split("\n")[:4] for page in reader.pages]
    starts = [lines for lines in first_lines if any(line.startswith("Scorecard ") for line in lines)]

    assert len(starts) == int(starts[-1][0].split(" of ")[1])


def test_everything_that_was_written_is_printed(fonts):
    snapshot = sample(words=300, interviewers=2)
    printed = squeezed(structure_of(reader_of(render_packet(snapshot, fonts).pdf)).text)

    for card in snapshot.scorecards:
        written = [card.summary, *(rating.evidence for rating in card.ratings)]
        written += [text for question in card.questions for text in (question.prompt, question.note)]
        assert [text for text in written if squeezed(text) not in printed] == []
    assert squeezed(snapshot.decision.rationale) in printed
    assert all(squeezed(vote.sentence) in printed for vote in snapshot.votes)


def test_the_matrix_prints_every_number(fonts):
    snapshot = sample(interviewers=3)
    matrix = next(
        table
        for table in structure_of(reader_of(render_packet(snapshot, fonts).pdf)).all("Table")
        if "Recommendation" in table.text and "Criterion" in table.text
    )
    printed = [cell.text.strip() for row in matrix.all("TR") for cell in row.all("TD")]
    rated = [
        ("–" if rating is None else str(rating.value or "n/a"))
        for group in figures_of(snapshot).matrix
        for row in group.rows
        for rating in row.ratings
    ]

    assert printed[3:] == rated


def test_headers_and_footers_name_what_they_belong_to(reader):
    pages = [page.extract_text() for page in reader.pages]

    assert "Page 1 of" not in pages[0]
    for number, page in enumerate(pages[1:], start=2):
        assert "Amara Nwosu-Lindqvist" in page
        assert "Confidential" in page
        assert "Senior machine learning engineer" in page
        assert f"Page {number} of {len(pages)}" in page


def test_an_empty_debrief_says_what_is_missing(fonts):
    text = text_of(render_packet(empty(), fonts).pdf)

    for sentence in (
        "No scorecard was submitted",
        "No decision had been taken",
        "Keiko Tanaka, ML foundations",
        "No ratings were submitted.",
        "Votes appear once a decision has been taken.",
        "No question was recorded.",
        "None. Nothing that was required was waived.",
    ):
        assert sentence in text


def test_what_was_waived_is_printed_with_who_answers_for_it_and_why(fonts):
    snapshot = sample(interviewers=1)
    waiver = Waiver(
        subject="MLOps is judged only in “From training to production”, by one person.",
        reason="She ran ours for two years.\nI read her work.",
        granted_by=snapshot.opening.hiring_manager,
        granted_at="2026-11-20T16:40:00+01:00",
    )
    waived = replace(snapshot, waivers=(waiver,))
    packet = render_packet(waived, fonts)
    text = squeezed(text_of(packet.pdf))

    for words in (
        waiver.subject,
        waiver.reason,
        f"Granted by {snapshot.opening.hiring_manager.name} on Fri 20 Nov 2026, 16:40 UTC+1.",
    ):
        assert squeezed(words) in text
    assert "Nothingthatwasrequiredwaswaived" not in text
    assert render_packet(parse(canonical(waived)), fonts) == packet


def test_without_a_decision_the_cover_shows_the_recommendations(fonts):
    packet = render_packet(sample(interviewers=3, is_decided=False), fonts)
    cover = reader_of(packet.pdf).pages[0].extract_text()

    assert "No decision yet" in cover
    assert "1 no, 2 yes" in cover


def test_a_name_in_another_script_runs_its_own_way(fonts):
    html = packet_html(sample(candidate="عبد الرحمن العربي"), fonts)

    assert '<h1><span dir="rtl">عبد الرحمن العربي</span></h1>' in html


def test_a_shortened_text_says_so(fonts):
    snapshot = sample(interviewers=1)
    decision = replace(snapshot.decision, rationale="line\n" * 20_000)
    text = text_of(render_packet(replace(snapshot, decision=decision), fonts).pdf)

    assert "Shortened for print: 2,999 of 99,999 characters stand here." in text
    assert "The attached packet.json holds the whole text." in text


# --- The same bytes ------------------------------------------------------------------------------

PRINT_HASH = """
import hashlib, sys
from pathlib import Path
from interviews.packets.render import render_packet
from interviews.packets.canonical import parse
packet = render_packet(parse(sys.stdin.read()), Path(sys.argv[1]))
print(hashlib.sha256(packet.pdf).hexdigest())
"""


def hash_in_another_process(text: str, fonts: Path, **environment: str) -> str:
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PRINT_HASH, str(fonts)],
        input=text,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()


def test_the_same_snapshot_gives_the_same_bytes_anywhere(fonts):
    text = canonical(with_evidence(f"{evidence(1, 80)} 😀 مرحبا", interviewers=1))
    surroundings = [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "America/St_Johns", "LC_ALL": "de_DE.UTF-8"},
        {"PYTHONHASHSEED": "3", "TZ": "UTC", "SOURCE_DATE_EPOCH": "1"},
    ]

    assert len({hash_in_another_process(text, fonts, **each) for each in surroundings}) == 1


def test_what_was_rendered_before_leaves_no_trace(fonts):
    first = render_packet(sample(interviewers=1), fonts)
    render_packet(sample(interviewers=2, candidate="Ольга Кириллова"), fonts)

    assert render_packet(sample(interviewers=1), fonts) == first


def test_a_cleared_temporary_folder_costs_no_letters(fonts, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    own_fonts = shutil.copytree(fonts, tmp_path / "fonts")
    whole = render_packet(sample(interviewers=1), own_fonts)
    (copies,) = tmp_path.glob("weasyprint-*")
    shutil.rmtree(copies)

    assert render_packet(sample(interviewers=1), own_fonts) == whole


def test_another_snapshot_gives_other_bytes(fonts):
    snapshot = sample(interviewers=1)
    later = replace(snapshot, as_of="2026-11-26T14:00:01+01:00")

    assert render_packet(later, fonts).pdf != render_packet(snapshot, fonts).pdf


# --- Open to everyone ----------------------------------------------------------------------------


def test_it_says_that_it_is_tagged(reader):
    root = root_of(reader)

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_object().get_data()
    assert all("/StructParents" in page for page in reader.pages)


def test_no_heading_skips_a_level(structure):
    levels = [int(heading.tag[1]) for heading in structure.all("H1", "H2", "H3", "H4", "H5", "H6")]

    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_picture_has_words(structure):
    figures = structure.all("Figure")

    assert figures
    assert all(figure.attributes.get("/Alt") for figure in figures)


def test_every_cell_knows_its_headers(structure):
    for table in structure.all("Table"):
        known = {header.attributes["/ID"] for header in table.all("TH")}
        for cell in table.all("TD"):
            assert cell.attributes["/A"]["/Headers"]
            assert set(cell.attributes["/A"]["/Headers"]) <= known


def test_the_text_runs_in_reading_order(fonts):
    snapshot = sample(interviewers=1)
    (card,) = snapshot.scorecards
    marked = tuple(
        replace(rating, anchor=f"Anchor {number}", evidence=f"Evidence {number} begins. {rating.evidence}")
        for number, rating in enumerate(card.ratings)
    )
    text = text_of(render_packet(replace(snapshot, scorecards=(replace(card, ratings=marked),)), fonts).pdf)
    text = text[text.index("Scorecard 1 of 1") :]
    positions = [
        text.index(part)
        for number in range(len(marked))
        for part in (f"Anchor {number}", f"Evidence {number} begins.")
    ]

    assert positions == sorted(positions)


def test_every_font_is_embedded_and_ours(reader):
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    names = {font["/BaseFont"].partition("+")[2] for font in fonts}

    assert names == {"Packet-Sans", "Packet-Sans-Semi-Bold", "Packet-Sans-Italic"}
    for font in fonts:
        assert "/FontFile2" in font["/DescendantFonts"][0]["/FontDescriptor"]


def test_every_link_arrives(reader):
    places = reader.named_destinations
    links = [
        annotation.get_object()
        for page in reader.pages
        for annotation in page.get("/Annots", [])
        if annotation.get_object()["/Subtype"] == "/Link"
    ]

    assert len(links) > 10
    assert all(link["/Dest"] in places for link in links)
    assert all(link["/Contents"] for link in links)


def test_bookmarks_name_the_sections(reader):
    titles = [item["/Title"] for item in reader.outline]

    assert titles[:3] == ["Contents", "Summary", "Coverage"]
    assert "ML foundations: Keiko Tanaka" in titles


# --- Its own source ------------------------------------------------------------------------------


def test_it_carries_its_snapshot(fonts):
    snapshot = sample(interviewers=1)
    reader = reader_of(render_packet(snapshot, fonts).pdf)
    (twin,) = reader.attachments["packet.json"]

    assert twin == canonical(snapshot).encode()
    assert parse(twin.decode()) == snapshot
    (related,) = root_of(reader)["/AF"]
    assert related.get_object()["/AFRelationship"] == "/Data"
    assert related.get_object()["/UF"] == "packet.json"


def test_it_states_the_hash_of_its_snapshot(fonts):
    snapshot = sample(interviewers=1)
    text = text_of(render_packet(snapshot, fonts).pdf)

    assert sha256_of(snapshot)[:32] in text
    assert sha256_of(snapshot)[32:] in text


def test_its_dates_are_the_snapshot_s(reader):
    assert reader.metadata["/CreationDate"] == reader.metadata["/ModDate"] == "D:20261126130000Z"
    assert reader.metadata["/Title"] == (
        "Debrief packet: Amara Nwosu-Lindqvist, Senior machine learning engineer"
    )


# --- Nothing from outside ------------------------------------------------------------------------

WATCHED_RENDER = """
import sys
from pathlib import Path
from interviews.packets.render import render_packet, warm
from interviews.packets.canonical import parse
WATCHED = {"open", "socket.connect", "socket.getaddrinfo", "subprocess.Popen", "urllib.Request"}
seen = []
fonts = Path(sys.argv[1])
snapshot = parse(sys.stdin.read())
warm(fonts)
sys.addaudithook(lambda event, args: seen.append((event, args[0])) if event in WATCHED else None)
sys.stdout.buffer.write(render_packet(snapshot, fonts).pdf)
open("/etc/hostname").close()
for event in seen:
    print(*event, file=sys.stderr)
"""


def test_a_hostile_text_is_printed_and_nothing_is_fetched(fonts):
    snapshot = with_evidence(HOSTILE, interviewers=1)
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", WATCHED_RENDER, str(fonts)],
        input=canonical(snapshot).encode(),
        capture_output=True,
        check=True,
    )
    outside = [
        line
        for line in run.stderr.decode().splitlines()
        if "/interviews/packets/document/" not in line and ".venv" not in line and "/lib/python" not in line
    ]
    text = squeezed(text_of(run.stdout))

    # The last one is the script's own, and proves that the watch was awake.
    assert outside == ["open /etc/hostname"]
    assert "<script>alert(1)</script><imgsrc=file:///etc/passwd>" in text
    assert "{{7*7}}{%include'/etc/passwd'%}&amp;□" in text


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1/",
        "https://example.com/Inter-Regular.ttf",
        "data:text/plain,hello",
        "packet:../secret.key",
        "packet:Inter-Bold.ttf",
        "Inter-Regular.ttf",
    ],
)
def test_only_the_packet_s_own_fonts_open(fonts, address):
    with pytest.raises(FatalURLFetchingError):
        PacketFonts(fonts).fetch(address)


def test_the_packet_s_own_fonts_open(fonts):
    font = PacketFonts(fonts).fetch("packet:Inter-Regular.ttf")

    assert font.read() == (fonts / "Inter-Regular.ttf").read_bytes()
