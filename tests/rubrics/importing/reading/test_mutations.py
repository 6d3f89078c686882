"""Whatever becomes of a file on its way, it is read or refused."""

import io
import random
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubrics.importing.reading.columns import map_columns
from rubrics.importing.reading.files import read
from rubrics.importing.reading.refusals import Unimportable
from rubrics.importing.reading.rows import found_in
from rubrics.importing.reading.tables import Table
from tests.rubrics.importing.reading.making_files import docx, paragraph, pdf, word_table, xlsx, zipped

MUTATIONS = 300
ROWS = [["question", "answer", "difficulty"], ["What is drift?", "It shifts", 3], ["Why?", "Because", "hard"]]
HTML = (
    b"<html><head><meta charset=utf-8></head><body><nav>Home</nav><h1>Guide</h1><ol start=2><li><b>What?</b>"
    b"<p>That</ol><table><tr><th>A<th>B<tr><td>1<td>2</table><pre>x = 1\n</pre><!-- c --><dl><dt>T<dd>D</dl>"
)
PAGE = "<h1>Guide</h1><p>What is drift?</p><ul><li>It shifts</ul>"
SEEDS: dict[str, bytes] = {
    "guide.md": b"---\nt: x\n---\n# G\n\n1. **What?**\n   - that\n\n| A | B |\n|--|--|\n```\nx\n```\n",
    "guide.txt": "Q: Wie groß?\nA: So groß – „etwa“.\n\nInterviewer: Why?\n".encode("cp1252"),
    "guide.csv": b'question,answer,level\n"What, then?","It ""shifts""",3\nWhy?,Because,hard\n',
    "guide.json": b'{"questions": [{"question": "What?", "tags": ["a"]}, {"q": "Why?"}]}',
    "guide.html": HTML,
    "guide.vtt": b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada>What is drift?</v>\n",
    "guide.xlsx": xlsx(ROWS),
    "guide.docx": docx(
        paragraph("Guide", style="berschrift1"),
        paragraph("What?", number=(1, 0)),
        word_table(ROWS[:1] * 2, columns=3),
    ),
    "guide.pdf": pdf(PAGE),
    "uncompressed.pdf": pdf(PAGE, uncompressed_pdf=True),
}


def flipped(content: bytes, at: int, chance: random.Random) -> bytes:
    return content[:at] + bytes([content[at] ^ (1 << chance.randrange(8))]) + content[at + 1 :]


def cut(content: bytes, at: int, chance: random.Random) -> bytes:
    return content[:at] + content[at + chance.randrange(1, 200) :]


def doubled(content: bytes, at: int, chance: random.Random) -> bytes:
    end = at + chance.randrange(1, 400)
    return content[:end] + content[at:end] * chance.randrange(1, 4) + content[end:]


def stuffed(content: bytes, at: int, chance: random.Random) -> bytes:
    return content[:at] + chance.randbytes(chance.randrange(1, 20)) + content[at:]


WAYS: list[Callable[[bytes, int, random.Random], bytes]] = [flipped, cut, doubled, stuffed]


def mutated(content: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randrange(1, 5)):
        if content:
            content = chance.choice(WAYS)(content, chance.randrange(len(content)), chance)
    return content


def is_read(name: str, content: bytes) -> bool:
    """Whether the file was read; refused is as well, anything else is raised."""
    try:
        made = read(name, content)
    except Unimportable:
        return False
    if isinstance(made, Table):
        found_in(made, map_columns(made.header))
    return True


@pytest.mark.parametrize("name", SEEDS)
def test_a_whole_file_is_read(name):
    assert is_read(name, SEEDS[name])


def mutated_within(archive: bytes, chance: random.Random) -> bytes:
    """An archive that is whole, with one of its parts mutated."""
    with zipfile.ZipFile(io.BytesIO(archive)) as whole:
        parts: dict[str, str | bytes] = {name: whole.read(name) for name in whole.namelist()}
    name = chance.choice(sorted(parts))
    part = parts[name]
    assert isinstance(part, bytes)
    return zipped({**parts, name: mutated(part, chance)})


@pytest.mark.parametrize("name", SEEDS)
def test_a_mutated_file_is_read_or_refused(name):
    chance = random.Random(name)
    outcomes = [is_read(name, mutated(SEEDS[name], chance)) for _ in range(MUTATIONS)]

    assert len(outcomes) == MUTATIONS


@pytest.mark.parametrize("name", ["guide.docx", "guide.xlsx"])
def test_a_file_whose_parts_are_mutated_is_read_or_refused(name):
    chance = random.Random(name)
    outcomes = [is_read(name, mutated_within(SEEDS[name], chance)) for _ in range(MUTATIONS)]

    assert {True, False} == set(outcomes)


@given(st.binary(max_size=2000), st.sampled_from([*SEEDS, "guide"]))
def test_any_bytes_are_read_or_refused(content, name):
    is_read(name, content)


@given(st.text(max_size=1000), st.sampled_from(["a.csv", "a.json", "a.html", "a.srt", "a.md"]))
def test_any_text_is_read_or_refused(text, name):
    is_read(name, text.encode("utf-8", "surrogatepass"))


@given(st.lists(st.lists(st.text(alphabet="ab\"',;|\n=?", max_size=8), max_size=4), max_size=8))
def test_any_cells_are_read_or_refused(rows):
    is_read("a.csv", "\n".join(",".join(row) for row in rows).encode())
