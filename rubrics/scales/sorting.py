"""The anchor re-sort check: do anchors, shuffled, find their way back to their levels?

Whoever can put a criterion's anchors back into order without having written them reads the same scale as its
author. It is the sorting step of Smith and Kendall's behaviourally anchored scales ("Retranslation of
expectations", Journal of Applied Psychology 47, 1963), done with one criterion's levels at a time. All
functions are pure; levels are whole numbers from 1, and nothing here knows of a database.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


def shuffled(levels: Sequence[int], *, key: str) -> list[int]:
    """The levels in an order that the key alone decides, so that a page loaded again shows the same."""
    return sorted(levels, key=lambda level: hashlib.sha256(f"{key} {level}".encode()).digest())


def is_an_order(placed: Sequence[int], *, levels: Sequence[int]) -> bool:
    """Whether each level was given to one anchor."""
    return sorted(placed) == sorted(levels)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How near the anchors came to their levels.

    `n` anchors were placed; `exact` of them at their level, `adjacent` one level off, `misplaced` further.
    `kappa` is Cohen's weighted kappa with quadratic weights (Psychological Bulletin 70, 1968): 1 where every
    anchor was found, 0 what chance would give, negative below; None without anchors. For the orderings of a
    single criterion it equals Spearman's rank correlation, so one swap of neighbours among four gives 0.8.
    """

    n: int
    exact: int
    adjacent: int
    kappa: float | None

    @property
    def misplaced(self) -> int:
        return self.n - self.exact - self.adjacent

    @property
    def percent_exact(self) -> int:
        return round(100 * self.exact / self.n) if self.n else 0


def agreement_of(orders: Iterable[Sequence[int]]) -> Agreement:
    """The agreement over some criteria, or reviewers, or both; each gives every level of its scale once.

    An order holds the level that was given to the anchor of level 1, of level 2 and so on.
    """
    pairs = [(level, given) for placed in orders for level, given in enumerate(placed, start=1)]
    off = [abs(level - given) for level, given in pairs]
    return Agreement(n=len(pairs), exact=off.count(0), adjacent=off.count(1), kappa=_kappa(pairs))


def _kappa(pairs: Sequence[tuple[int, int]]) -> float | None:
    """1 minus the squared distances seen, over those expected if both sides were drawn independently."""
    if not pairs:
        return None
    seen = sum((level - given) ** 2 for level, given in pairs) / len(pairs)
    expected = sum((level - given) ** 2 for level, _ in pairs for _, given in pairs) / len(pairs) ** 2
    return 1 - seen / expected if expected else None
