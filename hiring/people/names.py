"""What stands for a person where there is no room for the whole name."""

import unicodedata

# Keeps the letters of joined scripts apart, as initials stand.
NON_JOINER = "\u200c"


def initials_of(person: object) -> str:
    """The first letters of a name's first and last word, in any script; “?” where it has no letter."""
    words = ["".join(filter(str.isalnum, word)) for word in unicodedata.normalize("NFC", str(person)).split()]
    words = [word for word in words if word]
    if not words:
        return "?"
    # Title case, for scripts whose capitals are not used to begin a name have none of it.
    letters = [word[0].title()[0] for word in (words if len(words) < 2 else (words[0], words[-1]))]
    is_joined = any(unicodedata.bidirectional(letter) == "AL" for letter in letters)
    return (NON_JOINER if is_joined else "").join(letters)
