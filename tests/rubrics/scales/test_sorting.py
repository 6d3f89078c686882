"""Shuffling that a reload repeats, and an agreement that agrees with other ways of reckoning it."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubrics.scales.sorting import Agreement, agreement_of, is_an_order, shuffled

LEVELS = (1, 2, 3, 4)
ORDERS = st.permutations(LEVELS)


def test_the_key_alone_decides_the_order() -> None:
    assert shuffled(LEVELS, key="7.1 of 3") == shuffled((4, 3, 2, 1), key="7.1 of 3")
    assert sorted(shuffled(LEVELS, key="7.1 of 3")) == [1, 2, 3, 4]


def test_each_order_comes_about_as_often() -> None:
    counts = dict.fromkeys(permutations(LEVELS), 0)
    for number in range(4800):
        counts[tuple(shuffled(LEVELS, key=f"{number}"))] += 1

    assert min(counts.values()) > 140
    assert max(counts.values()) < 260


@pytest.mark.parametrize("placed", [(1, 1, 2, 3), (1, 2, 3), (1, 2, 3, 5), (), (0, 1, 2, 3)])
def test_an_order_gives_each_level_once(placed: tuple[int, ...]) -> None:
    assert not is_an_order(placed, levels=LEVELS)
    assert is_an_order((4, 1, 3, 2), levels=LEVELS)


@pytest.mark.parametrize(
    ("placed", "agreement"),
    [
        ([1, 2, 3, 4], Agreement(n=4, exact=4, adjacent=0, kappa=1.0)),
        ([2, 1, 3, 4], Agreement(n=4, exact=2, adjacent=2, kappa=0.8)),
        ([4, 2, 3, 1], Agreement(n=4, exact=2, adjacent=0, kappa=-0.8)),
        ([4, 3, 2, 1], Agreement(n=4, exact=0, adjacent=2, kappa=-1.0)),
    ],
)
def test_agreement_counts_and_weighs(placed: list[int], agreement: Agreement) -> None:
    found = agreement_of([placed])

    assert (found.n, found.exact, found.adjacent) == (agreement.n, agreement.exact, agreement.adjacent)
    assert found.kappa == pytest.approx(agreement.kappa)
    assert found.misplaced == 4 - found.exact - found.adjacent


def test_nothing_sorted_agrees_with_nothing() -> None:
    assert agreement_of([]) == Agreement(n=0, exact=0, adjacent=0, kappa=None)


@given(ORDERS)
def test_for_one_criterion_it_is_the_rank_correlation(placed: list[int]) -> None:
    distance = sum((level - given) ** 2 for level, given in zip(LEVELS, placed, strict=True))

    assert agreement_of([placed]).kappa == pytest.approx(1 - 6 * distance / (4 * (4**2 - 1)))


@given(st.lists(ORDERS, min_size=1, max_size=5))
def test_over_several_it_is_the_mean_of_each(orders: list[list[int]]) -> None:
    each = [agreement_of([placed]).kappa or 0.0 for placed in orders]

    assert agreement_of(orders).kappa == pytest.approx(sum(each) / len(each))
