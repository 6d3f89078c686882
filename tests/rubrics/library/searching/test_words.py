import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubrics.library.searching.words import MOST_WORDS, _words_of, asked_words, stem_of, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("How would you detect Data-Drift?", ["detect", "data", "drift"]),
        ("Café, naïve Ångström", ["cafe", "naive", "angstrom"]),
        ("STRASSE Straße ﬁne", ["strasse", "strasse", "fine"]),
        ("the model's don’t", ["model", "dont"]),
        ("C++, C# and R; p95 < 50 ms", ["c++", "c#", "r", "p95", "50", "ms"]),
        ("issue#5 node.js a_b", ["issue", "5", "node", "js", "b"]),
        ("機械学習", ["機械", "械学", "学習", "習"]),
        ("LLMの評価", ["llm", "の評", "評価", "価"]),
        ("서울 대학", ["서울", "울", "대학", "학"]),
        ("Дрейф ДАННЫХ", ["дреиф", "данных"]),
        ("\0\ud800 ?! 🎉 \u200b", []),
        ("the of and", []),
    ],
)
def test_words_are_folded_and_cut(text: str, words: list[str]) -> None:
    assert list(words_of(text)) == words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("deployment", "deployed"),
        ("latencies", "latency"),
        ("normalisation", "normalize"),
        ("evaluating", "evaluation"),
    ],
)
def test_endings_do_not_part_words(one: str, other: str) -> None:
    assert stem_of(one) == stem_of(other)


@pytest.mark.parametrize("word", ["c++", "p95", "данных", "機械", "noise", "exercise"])
def test_what_has_no_english_ending_stays_recognisable(word: str) -> None:
    assert stem_of(word).startswith(word[:4])


def test_a_search_names_each_word_once() -> None:
    assert asked_words("drift, the DRIFT and data") == ["drift", "data"]


def test_pairs_that_are_searched_lie_within_pairs_that_are_kept() -> None:
    assert asked_words("学習") == ["学習"]
    assert asked_words("習") == ["習"]
    assert set(asked_words("械学習")) <= set(words_of("機械学習"))


def test_operators_are_no_words() -> None:
    assert asked_words('"drift" AND (data* OR ^x:y) -z NEAR/2 \\ % _') == [
        "drift",
        "data",
        "x",
        "y",
        "z",
        "near",
        "2",
    ]


def test_a_search_is_read_to_its_limit_only() -> None:
    assert len(asked_words(" ".join(f"word{n}" for n in range(100)))) == MOST_WORDS
    assert asked_words("x" * 5_000_000) == ["x" * 40]


@given(st.text())
def test_every_text_is_cut_into_words_of_letters_and_digits(text: str) -> None:
    for word in [*words_of(text), *asked_words(text)]:
        assert 0 < len(word) <= 48
        assert not set(word) & set("'\"\\ %_*:=^-()\0")


@given(st.text(alphabet=st.characters(codec="ascii")))
def test_plain_text_is_cut_as_any_other(text: str) -> None:
    assert words_of(text) == list(_words_of(text))
