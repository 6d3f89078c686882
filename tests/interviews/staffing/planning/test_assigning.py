from itertools import permutations
from random import Random

from interviews.staffing.planning.assigning import assigned
from interviews.staffing.planning.tally import Tally


def random_rows(random):
    """Up to four rows, some of whose columns are the same and some missing, the cheapest first."""
    columns = random.randint(2, 6)
    return [
        sorted((random.randint(0, 9), column) for column in range(columns) if random.random() < 0.7)
        for _ in range(random.randint(1, 4))
    ]


def least(rows):
    costs = [{column: cost for cost, column in row} for row in rows]
    totals = [
        sum(row[column] for row, column in zip(costs, chosen, strict=True))
        for chosen in permutations(range(6), len(rows))
        if all(column in row for row, column in zip(costs, chosen, strict=True))
    ]
    return min(totals, default=None)


def test_no_assignment_is_cheaper_and_every_row_has_a_column_of_its_own():
    random, solved = Random(1), 0
    for _ in range(300):
        rows = [row for row in random_rows(random) if row]
        found = assigned(rows)
        assert (found and found.cost) == least(rows)
        if found:
            solved += 1
            assert len(set(found.columns)) == len(rows)
            costs = [{column: cost for cost, column in row} for row in rows]
            assert sum(row[one] for row, one in zip(costs, found.columns, strict=True)) == found.cost
    assert solved > 200


def test_prices_prove_that_nothing_is_cheaper():
    random = Random(2)
    for _ in range(300):
        rows = [row for row in random_rows(random) if row]
        if found := assigned(rows):
            with_prices = [min(cost + found.prices.get(column, 0) for cost, column in row) for row in rows]
            assert all(price >= 0 for price in found.prices.values())
            assert sum(with_prices) - sum(found.prices.values()) == found.cost


def test_a_tally_counts_every_bit_by_itself():
    random, tally, sets = Random(3), Tally(), []
    for _ in range(21):
        sets.append(random.getrandbits(40))
        tally.add(sets[-1])
    for count in (0, 1, 2, 7, 8, 16, 21, 22):
        often = sum(1 << bit for bit in range(40) if sum(one >> bit & 1 for one in sets) >= count)
        assert tally.at_least(count, (1 << 40) - 1) == often
