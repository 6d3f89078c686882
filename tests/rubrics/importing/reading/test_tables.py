"""CSV, XLSX and JSON: a header in any order, and no bad row that costs another."""

import json

import pytest

from hiring.foundations.spreadsheets import csv_lines
from rubrics.importing.reading.columns import map_columns
from rubrics.importing.reading.files import read
from rubrics.importing.reading.refusals import Unimportable
from rubrics.importing.reading.rows import found_in
from rubrics.importing.reading.structured import LibraryFile
from rubrics.importing.reading.tables import Row, Table
from tests.rubrics.importing.reading.making_files import repacked, xlsx

HEADER = ("question", "answer", "difficulty")


def table(content: str | bytes, name: str = "questions.csv") -> Table:
    made = read(name, content.encode() if isinstance(content, str) else content)
    assert isinstance(made, Table)
    return made


def found(content: str | bytes, name: str = "questions.csv"):
    made = table(content, name)
    return found_in(made, map_columns(made.header))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_in_the_rows(delimiter):
    rows = [
        HEADER,
        ('"What, then; is|it?"', "It is, well; this|that", "3"),
        ('"Why\nso?"', '"""Because"""', "4"),
    ]
    quoted = [[f'"{cell}"' if cell[0] != '"' else cell for cell in row] for row in rows]
    made = table("\n".join(delimiter.join(row) for row in quoted))

    assert made.header == HEADER
    assert made.rows == (
        Row(number=2, cells=("What, then; is|it?", "It is, well; this|that", "3")),
        Row(number=3, cells=("Why\nso?", '"Because"', "4")),
    )


def test_excels_own_sign_for_the_delimiter_is_heeded():
    assert table("sep=;\nquestion;answer\nWhat, if?;a").header == ("question", "answer")


def test_what_our_exports_neutralised_is_read_back():
    exported = "".join(csv_lines(["question", "answer"], [["=What?", "-1"], ["+1 or 2?", "'quoted'"]]))

    assert [row.cells for row in table(exported).rows] == [("=What?", "-1"), ("+1 or 2?", "'quoted'")]


def test_a_quote_that_is_never_closed_costs_only_its_row():
    made = found('question,answer\nOne?,a\n"Two?,b\nThree?,c\n"Four"x?,d\nFive?,e')

    assert [question.prompt for question in made.questions] == ["One?", "Three?", "Five?"]
    assert [(skipped.line, skipped.reason.split()[0]) for skipped in made.skipped] == [(3, "A"), (5, "A")]


def test_a_first_row_that_is_a_question_is_no_header():
    made = table("What is drift?,It shifts\nWhat is bias?,An error")

    assert made.header == ("Column A", "Column B")
    assert len(made.rows) == 2
    assert map_columns(made.header) == {}


def test_a_text_file_with_a_telling_header_is_a_table():
    assert table("question;answer\nWhat?;That", name="a.txt").format == "csv"
    assert read("a.txt", b"Question one, answer this\nand more").format == "text"


def test_workbooks_give_the_first_sheet_with_questions():
    content = xlsx(
        [["About us"], ["Some text"]],
        [[], [None, "Answer", "Question"], [None, "It shifts", "What is drift?"]],
    )
    made = table(content, "guide.xlsx")

    assert made.header == ("", "Answer", "Question")
    assert made.rows[0] == Row(number=3, cells=("", "It shifts", "What is drift?"))


def test_the_other_sheets_of_a_workbook_are_left_out_by_name():
    content = xlsx(
        [["Cover"], ["Read me"]],
        [["question"], ["What is drift?"]],
        [["question"], ["What is skew?"]],
        [["Only a header"]],
        [],
    )
    found = found_in(table(content, "guide.xlsx"), {"prompt": 0})

    assert [question.prompt for question in found.questions] == ["What is drift?"]
    assert [(skipped.text, skipped.reason.split("”")[0]) for skipped in found.skipped] == [
        ("Cover | Read me", "The sheet “Sheet"),
        ("question | What is skew?", "The sheet “Sheet2"),
        ("Only a header", "The sheet “Sheet3"),
    ]


def test_workbooks_give_numbers_as_people_write_them_and_formulas_as_last_seen():
    made = table(xlsx([["question", "difficulty", "minutes"], ["What?", 3.0, "=1+1"]]), "guide.xlsx")

    assert made.rows == (Row(number=2, cells=("What?", "3")),)


def test_a_long_gap_or_a_far_cell_does_not_hang():
    far = xlsx([["question"], ["What?"]])
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>question</t></is></c></row>'
        b'<row r="2"><c r="A2" t="inlineStr"><is><t>What?</t></is></c><c r="XFD2"><v>1</v></c></row>'
        b'<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData></worksheet>'
    )

    assert [row.cells for row in table(repacked(far, sheet1=sheet), "far.xlsx").rows] == [("What?",)]


def test_json_lists_are_tables_with_the_lines_of_their_entries():
    entries = [
        {"question": "What is drift?", "answer": "It shifts", "tags": ["a", "b"]},
        "no object",
        {"prompt": "Which?", "choices": {"A": "this", "B": "that"}, "correct": "B"},
    ]
    made = found(json.dumps({"version": {"of": [1]}, "questions": entries}, indent=1), "q.json")

    assert [(question.prompt, question.line) for question in made.questions] == [("What is drift?", 8)]
    assert made.skipped[0].line == 16
    assert made.questions[0].tags == ("a", "b")


def test_json_quiz_items_keep_options_by_key():
    (item,) = found(
        '[{"question": "Which?", "choices": {"A": "this", "B": "that"}, "correct": "B"}]', "q.json"
    ).quiz_items

    assert (item.options, item.answer) == (("this", "that"), "that")


def test_our_own_export_is_handed_on_whole():
    text = '{"format": "library/1", "questions": []}'

    assert read("library.json", text.encode()) == LibraryFile(text=text)


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        (["Difficulty", "Question", "Sample Answer"], {"difficulty": 0, "prompt": 1, "answer": 2}),
        (["PROMPT", "round_kind", "Time (min)"], {"prompt": 0, "kind": 1, "minutes": 2}),
        (["questionText", "correctAnswer", "options"], {"prompt": 0, "correct": 1, "options": 2}),
        (
            ["Frage", "Antwort", "Schwierigkeit", "Dauer"],
            {"prompt": 0, "answer": 1, "difficulty": 2, "minutes": 3},
        ),
        (["Question", "Réponse", "Catégorie"], {"prompt": 0, "answer": 1, "kind": 2}),
        (["id", "Title", "Response"], {"prompt": 1, "answer": 2}),
        (
            ["question", "A", "B", "C", "D", "answer"],
            {"prompt": 0, "option_a": 1, "option_b": 2, "option_c": 3, "option_d": 4, "answer": 5},
        ),
        (
            [
                "Follow-ups",
                "Strong signals",
                "weak_signals",
                "Red flags",
                "Exposure limit",
                "Context",
                "Skills",
                "Q",
            ],
            {
                "follow_ups": 0,
                "strong_signals": 1,
                "weak_signals": 2,
                "red_flags": 3,
                "exposure_limit": 4,
                "context": 5,
                "competencies": 6,
                "prompt": 7,
            },
        ),
        (["Question", "Question"], {"prompt": 0}),
        (["nothing", "known"], {}),
    ],
)
def test_columns_are_told_by_name(header, fields):
    assert map_columns(header) == fields


def test_a_row_fills_every_field():
    (question,) = found(
        "prompt,answer,kind,level,minutes,tags,follow-ups,strong signals,weak signals,limit,competencies\n"
        'What is drift?,It shifts,MLOps,advanced,15 min,"a, b",Why?; How?,"- one\n- two",x|y,3,Statistics\n'
    ).questions

    assert (question.kind, question.difficulty, question.minutes, question.exposure_limit) == (
        "mlops",
        4,
        15,
        3,
    )
    assert (question.tags, question.follow_ups) == (("a", "b"), ("Why?", "How?"))
    assert (question.strong_signals, question.weak_signals) == (("one", "two"), ("x", "y"))
    assert (question.competencies, question.line, question.confidence) == (("Statistics",), 2, 1.0)


def test_a_value_that_is_not_understood_is_listed_and_its_row_is_kept():
    made = found("question,difficulty,kind,minutes\nWhat?,banana,unheard of,soon")

    assert (made.questions[0].difficulty, made.questions[0].kind, made.questions[0].minutes) == (
        None,
        None,
        None,
    )
    assert [skipped.line for skipped in made.skipped] == [2, 2, 2]
    assert "banana" in " ".join(skipped.reason for skipped in made.skipped)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",only an answer,1", "no question"),
        ("?!,a,1", "no question"),
        ("What?,a,1,more", "4 cells"),
        (f"{'long ' * 5000},a,1", "longer than"),
    ],
)
def test_a_bad_row_is_listed_with_its_line_and_the_rest_is_found(row, reason):
    made = found(f"question,answer,difficulty\nOne?,a,1\n{row}\nTwo?,b,2")

    assert [question.prompt for question in made.questions] == ["One?", "Two?"]
    assert [skipped.line for skipped in made.skipped] == [3]
    assert reason in made.skipped[0].reason


@pytest.mark.parametrize("right", ["B", "b)", "2", "that", "B. that", "THAT"])
def test_the_right_option_is_named_by_letter_number_or_text(right):
    (item,) = found(
        f"question,option a,option b,option c,correct answer\nWhich?,this,that,other,{right}"
    ).quiz_items

    assert (item.options, item.answer) == (("this", "that", "other"), "that")


def test_a_right_answer_that_is_no_option_is_listed():
    made = found("question,options,answer\nWhich?,this; that,neither")

    assert made.quiz_items[0].answer is None
    assert "neither" in made.skipped[0].reason


def test_another_mapping_than_proposed_is_followed():
    made = table("question,answer\nIt shifts,What is drift?")

    assert found_in(made, {"prompt": 1, "answer": 0}).questions[0].prompt == "What is drift?"
    assert found_in(made, {"prompt": 7}).skipped[0].reason.startswith("No column")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", b"question,answer\n", "no rows"),
        ("a.csv", b",,,\n,,\n", "empty"),
        ("a.csv", b"question\n" + b"What?\n" * 20_001, "more than 20,000 rows"),
        ("a.json", b'[{"question": "What?"', "line 1"),
        ("a.json", b'[{"other": "x"}]', "None of the objects"),
        ("a.json", b'{"a": 1}', "no list"),
        ("a.json", b"[" * 100_000, "nested|malformed"),
        (
            "a.json",
            b'[{"question": "What?", ' + b",".join(b'"k%d": 1' % n for n in range(300)) + b"}]",
            "300|200",
        ),
    ],
)
def test_tables_that_cannot_be_read_say_why(name, content, message):
    with pytest.raises(Unimportable, match=message):
        read(name, content)
