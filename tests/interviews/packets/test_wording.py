import pytest

from interviews.packets.document import wording


@pytest.mark.parametrize(
    ("instant", "words"),
    [
        ("2026-11-26T14:00:00+01:00", "Thu 26 Nov 2026, 14:00 UTC+1"),
        ("2026-11-26T14:00:59.999999Z", "Thu 26 Nov 2026, 14:00 UTC"),
        ("2026-03-01T09:05:00-03:30", "Sun 1 Mar 2026, 09:05 UTC−3:30"),
        ("2026-07-06T00:00:00+05:45", "Mon 6 Jul 2026, 00:00 UTC+5:45"),
    ],
)
def test_a_moment_is_said_in_its_own_offset(instant, words):
    assert wording.moment(instant) == words


def test_a_plain_text_is_printed_as_it_was_written():
    printed = wording.printable("  First line\n\n  indented, 10 < 20 & “so”\r\nlast ")

    assert printed == wording.Printable("First line\n\n  indented, 10 < 20 & “so”\nlast", "", "ltr", False)


def test_what_cannot_be_printed_is_marked_and_not_dropped():
    assert wording.printable("null \x00, override \u202e, end").body == "null □, override □, end"


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("word " * 5000, "Shortened for print: 19,999 of 24,999 characters stand here."),
        ("a\n" * 1000, "Shortened for print: 1,199 of 1,999 characters stand here."),
    ],
)
def test_a_text_past_the_limits_says_what_is_left_out(text, note):
    assert wording.printable(text).note.startswith(note)


def test_a_long_address_stays_whole_and_a_wall_of_letters_may_break():
    address = f"https://example.com/{'a' * 200}"

    assert wording.printable(address).body == address
    assert "\u200b" in wording.printable("x" * 2000).body
    assert wording.printable("x" * 2000).body.replace("\u200b", "") == "x" * 2000
    assert wording.printable("漢" * 2000).body == "漢" * 2000


@pytest.mark.parametrize(
    ("text", "direction"),
    [("عبد الرحمن", "rtl"), ("1. שלום", "rtl"), ("Ada عبد", "ltr"), ("", "ltr"), ("42", "ltr")],
)
def test_the_first_letter_decides_the_direction(text, direction):
    assert wording.direction(text) == direction


def test_a_name_stays_on_one_line():
    assert wording.name("Ada\nLovelace \t  King") == "Ada Lovelace King"
    assert len(wording.name("A" * 500)) == 200
    assert wording.name("A" * 500).endswith("…")


@pytest.mark.parametrize(
    ("name", "initials"), [("Ada King", "AK"), ("Ada M. King", "AK"), ("Ada", "A"), ("", "")]
)
def test_initials(name, initials):
    assert wording.initials(name) == initials


@pytest.mark.parametrize(
    ("counts", "words"), [((1, 0, 2, 1), "1 strong no, 2 yes, 1 strong yes"), ((0, 0, 0, 0), "None yet")]
)
def test_shares_are_said_in_words(counts, words):
    assert wording.shares(counts) == words
