from collections import Counter
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubrics.library.searching.bits import below, highest, most_shared, packed, ranked, set_of, unpacked

places = st.sets(st.integers(0, 3_000), max_size=200)


@given(places)
def test_a_set_comes_back_as_it_was_packed(some: set[int]) -> None:
    assert unpacked(packed(set_of(some))) == set_of(some)
    assert list(highest(set_of(some))) == sorted(some, reverse=True)
    assert set_of(some).bit_count() == len(some)


def test_what_is_sparse_is_packed_small() -> None:
    assert len(packed(set_of([0, 100_000]))) < 200


def test_other_bytes_are_no_set() -> None:
    with pytest.raises(ValueError, match="no packed set"):
        unpacked(b"x123")


def test_below_a_place_are_all_lower_ones() -> None:
    assert list(highest(below(3))) == [2, 1, 0]


@given(st.lists(st.lists(st.tuples(st.integers(1, 20), places), max_size=4), min_size=1, max_size=4))
def test_places_are_ranked_by_the_sum_of_each_words_best(words: list[list[tuple[int, set[int]]]]) -> None:
    sums: Counter[int] = Counter()
    everywhere = set.intersection(*(set().union(*(some for _, some in word)) for word in words))
    for word in words:
        for place in everywhere:
            sums[place] += max(worth for worth, some in word if place in some)
    levels = ranked([[(worth, set_of(some)) for worth, some in word] for word in words])
    assert {place: worth for worth, level in levels.items() for place in highest(level)} == dict(sums)
    assert list(levels) == sorted(levels, reverse=True)


@given(st.lists(places, max_size=20), st.integers(1, 30))
def test_the_most_shared_places_come_first(sets: list[set[int]], at_most: int) -> None:
    counts = Counter(place for some in sets for place in some)
    found = most_shared([set_of(some) for some in sets], at_most=at_most)
    assert all(counts[place] == count for place, count in found)
    best = sorted(counts.items(), key=lambda one: (-one[1], -one[0]))
    assert found == list(islice(best, at_most))
