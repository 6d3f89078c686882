"""How a finding is named and said."""

import re

import pytest

from interviews.loops.evaluating.findings import GAPS, SENTENCES, UNREADY, Finding, Flaw, Weight, weight_of


def test_every_flaw_has_its_sentence() -> None:
    assert set(SENTENCES) == set(Flaw)


@pytest.mark.parametrize("flaw", Flaw)
def test_it_is_whole_sentences_with_named_places_only(flaw: Flaw) -> None:
    fact, remedy = SENTENCES[flaw]

    assert fact.endswith(".")
    assert not remedy or remedy.endswith(".")
    assert "%" not in re.sub(r"%\([a-z]+\)s", "", fact + remedy)


@pytest.mark.parametrize("flaw", GAPS | UNREADY)
def test_what_stops_publishing_says_what_to_do(flaw: Flaw) -> None:
    assert SENTENCES[flaw][1]


def test_what_is_wrong_can_be_told_without_what_to_do() -> None:
    finding = Finding(Flaw.NO_ROUNDS)

    assert finding.states() == "This loop has no rounds."
    assert finding.says() == "This loop has no rounds. Add one."


def test_what_is_a_gap_is_not_merely_unready() -> None:
    assert not GAPS & UNREADY


@pytest.mark.parametrize(
    ("flaw", "weight"),
    [
        (Flaw.NOT_JUDGED, Weight.GAP),
        (Flaw.TOO_LONG, Weight.GAP),
        (Flaw.UNSTAFFED, Weight.UNREADY),
        (Flaw.LONG_DAY, Weight.ADVICE),
    ],
)
def test_each_flaw_has_its_weight(flaw: Flaw, weight: Weight) -> None:
    assert weight_of(flaw) is weight


@pytest.mark.parametrize("flaw", GAPS)
def test_about_what_is_nice_to_have_a_gap_is_advice(flaw: Flaw) -> None:
    assert weight_of(flaw, is_must_have=False) is Weight.ADVICE


def test_a_key_names_the_flaw_and_its_place_and_nothing_that_is_said() -> None:
    here = Finding(Flaw.NOT_ASKED_HERE, round=3, competency=5, words={"round": "Coding"})
    renamed = Finding(Flaw.NOT_ASKED_HERE, round=3, competency=5, words={"round": "Code"})

    assert here.key == renamed.key == "not_asked_here round=3 competency=5"
    assert here == renamed


def test_another_flaw_or_another_place_is_another_key() -> None:
    findings = [
        Finding(Flaw.ONE_ROUND, competency=5),
        Finding(Flaw.ONE_JUDGE, competency=5),
        Finding(Flaw.ONE_ROUND, competency=6),
        Finding(Flaw.ONE_ROUND, round=5),
        Finding(Flaw.ONE_ROUND, question=5),
        Finding(Flaw.ONE_ROUND),
    ]

    assert len({finding.key for finding in findings}) == len(findings)


def test_the_longest_key_fits_where_waivers_keep_it() -> None:
    largest = 2**63 - 1

    assert all(len(Finding(flaw, round=largest, competency=largest).key) <= 100 for flaw in Flaw)


def test_a_sentence_is_translated_before_its_words_are_filled_in() -> None:
    fact, remedy = SENTENCES[Flaw.ASKED_TWICE]
    german = {fact: "„%(question)s“ wird zweimal gefragt.", remedy: "Streichen Sie es aus „%(round)s“."}
    finding = Finding(Flaw.ASKED_TWICE, words={"question": "Two curves", "round": "Coding"})

    said = finding.says(german.__getitem__)

    assert said == "„Two curves“ wird zweimal gefragt. Streichen Sie es aus „Coding“."


def test_what_a_title_says_is_never_taken_for_a_place() -> None:
    finding = Finding(Flaw.NOT_FIRST, words={"round": "100 % of %(competency)s"})

    assert finding.says().startswith("“100 % of %(competency)s” is meant")
