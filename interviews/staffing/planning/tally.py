"""Counts how many of many sets hold each quarter hour, all quarter hours at once."""


class Tally:
    """A count for every bit, written in binary: one whole number for each digit, the lowest first."""

    def __init__(self) -> None:
        self._digits: list[int] = []

    def add(self, bits: int) -> None:
        """One more wherever a bit stands."""
        for at, digit in enumerate(self._digits):
            if not bits:
                return
            self._digits[at], bits = digit ^ bits, digit & bits
        if bits:
            self._digits.append(bits)

    def at_least(self, count: int, everywhere: int) -> int:
        """The bits, of those everywhere, that were added at least so often."""
        if count.bit_length() > len(self._digits):
            return everywhere if count <= 0 else 0
        above, equal = 0, everywhere
        for at in range(len(self._digits) - 1, -1, -1):
            digit = self._digits[at]
            if count >> at & 1:
                equal &= digit
            else:
                above |= equal & digit
                equal &= ~digit
        return above | equal
