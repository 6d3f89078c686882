"""Which older encoding a text was written in, told by the letters of the language it gives.

One byte is ñ in Western Europe, ń in Central Europe and с in Russia. All of them are letters, so whether they
are letters tells nothing; that all of a text's letters belong to one language tells much.
"""

from collections import Counter
from itertools import pairwise

# Those of one byte a letter, the likeliest first: it wins where several fit as well.
ENCODINGS = ("cp1252", "cp1250", "cp1254", "cp1251", "cp1253")
# What each language writes beside plain Latin letters. Icelandic, whose bytes are Turkish, is not.
LANGUAGES = {
    "cp1252": (
        "äöüß",
        "éèêëàâçùûîïôœæ",
        "áéíóúüñ¿¡ªº",
        "ãõáéíóúâêôçàª",
        "àèéìíòóù",
        "åäöæøéü",
        "äëïöüéèáóú",
    ),
    "cp1250": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "čćđšž", "ăâîşţ"),
    "cp1254": ("çğıİöşüâîû",),
    "cp1251": ("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"),
    "cp1253": ("αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",),
}
# Stands in texts of every language.
SIGNS = frozenset("“”„‘’‚«»‹›–—…•·°§©®™€£±×÷µ²³¼½¾†‡\u00a0")
LEAST_SHARE = 0.95


def encoding_by_letters(content: bytes) -> str | None:
    """The encoding in which nearly all letters beyond ASCII are of one language; None where there is none."""
    shares = {encoding: _share(content, encoding) for encoding in ENCODINGS}
    likeliest = max(ENCODINGS, key=lambda encoding: shares[encoding])
    return likeliest if shares[likeliest] >= LEAST_SHARE else None


def _share(content: bytes, encoding: str) -> float:
    """How much of the letters one language explains, 0 to 1; 0 where a byte is none of the encoding."""
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return 0.0
    letters = {
        letter: times
        for letter, times in Counter(text).items()
        if not letter.isascii() and letter not in SIGNS
    }
    if not letters:
        return 1.0
    explained = max(
        sum(times for letter, times in letters.items() if letter in alphabet or letter.lower() in alphabet)
        for alphabet in LANGUAGES[encoding]
    )
    # Russian has a letter for every byte of Greek; but then capitals stand within words.
    capitals = sum(
        before.islower() and after.isupper() and not (before + after).isascii()
        for before, after in pairwise(text)
    )
    return max(0, explained - capitals) / sum(letters.values())
