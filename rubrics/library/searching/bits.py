"""Sets of places as whole numbers, in which bit n is place n: 100,000 of them are joined in microseconds."""

import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence

# The first byte of a packed set says how the rest is written.
_PLAIN, _DEFLATED = b"p", b"z"
# Below this, nothing is gained.
_WORTH_DEFLATING = 64


def packed(places: int) -> bytes:
    """The set as few bytes; `unpacked` gives it back."""
    plain = places.to_bytes((places.bit_length() + 7) // 8, "little")
    if len(plain) > _WORTH_DEFLATING:
        deflated = zlib.compress(plain, 1)
        # What is half full does not shrink, and reads faster as it is.
        if len(deflated) * 2 < len(plain):
            return _DEFLATED + deflated
    return _PLAIN + plain


def unpacked(stored: bytes | memoryview) -> int:
    """The set; raises ValueError for what `packed` did not write."""
    how, rest = bytes(stored[:1]), bytes(stored[1:])
    if how == _DEFLATED:
        rest = zlib.decompress(rest)
    elif how != _PLAIN:
        raise ValueError("These bytes are no packed set.")
    return int.from_bytes(rest, "little")


def set_of(places: Iterable[int]) -> int:
    """The set of these places."""
    kept = places if isinstance(places, array | list) else list(places)
    if not kept:
        return 0
    filled = bytearray((max(kept) >> 3) + 1)
    for place in kept:
        filled[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(filled, "little")


def highest(places: int) -> Iterator[int]:
    """The places of the set, highest first."""
    while places:
        place = places.bit_length() - 1
        yield place
        places ^= 1 << place


def below(place: int) -> int:
    """All places lower than this one."""
    return (1 << place) - 1


def ranked(words: Sequence[Sequence[tuple[int, int]]]) -> dict[int, int]:
    """The places that have every word, by what they are worth together, best first.

    A word is a list of (worth, places); where a place is in several of them, the highest worth counts.
    """
    levels: dict[int, int] = {}
    for number, word in enumerate(words):
        grown: dict[int, int] = {}
        seen = 0
        for worth, places in sorted(word, reverse=True):
            fresh = places & ~seen
            seen |= places
            if not fresh:
                continue
            for sum_before, so_far in levels.items() if number else [(0, fresh)]:
                if both := so_far & fresh:
                    grown[sum_before + worth] = grown.get(sum_before + worth, 0) | both
        levels = grown
    return dict(sorted(levels.items(), reverse=True))


def most_shared(sets: Iterable[int], *, at_most: int) -> list[tuple[int, int]]:
    """Up to so many places that are in most of the sets, as (place, in how many), most first.

    All places are counted at once: bit n of `digits[k]` is digit k of how many sets hold place n.
    """
    digits: list[int] = []
    for places in sets:
        carried = places
        for k, digit in enumerate(digits):
            digits[k], carried = digit ^ carried, digit & carried
        if carried:
            digits.append(carried)
    found: list[tuple[int, int]] = []
    for count in range((1 << len(digits)) - 1, 0, -1):
        found += [(place, count) for place in _first(_having(digits, count), at_most - len(found))]
        if len(found) == at_most:
            break
    return found


def _having(digits: Sequence[int], count: int) -> int:
    """The places that are in exactly so many sets; `count` is at least one."""
    wanted = [digit for k, digit in enumerate(digits) if count >> k & 1]
    places = wanted[0]
    for digit in wanted[1:]:
        places &= digit
    for k, digit in enumerate(digits):
        if not count >> k & 1:
            places &= ~digit
    return places


def _first(places: int, size: int) -> Iterator[int]:
    for _, place in zip(range(size), highest(places), strict=False):
        yield place
