"""Against CP-SAT, a solver that is no part of the product; `bench.planning.agreement` asks more often."""

from tests.interviews.staffing.planning.agreeing import beside_a_fact, compared


def test_status_and_cost_of_one_loop_are_those_of_cp_sat():
    agreement = compared(range(3000, 3014))

    assert agreement.differing == []
    assert agreement.violating == []
    assert set(agreement.statuses) == {"planned", "impossible"}


def test_a_round_beside_a_pinned_one_leaves_the_day_no_longer_than_it_must_be():
    """Seeds that were planned with cheaper people, and hours more between the two."""
    assert compared([5228, 5368]).differing == []


def test_a_round_beside_one_off_the_grid_or_without_its_people_is_planned_as_well_as_can_be():
    agreement = compared(range(7000, 7004), made=beside_a_fact)

    assert agreement.differing == []
    assert agreement.violating == []


def test_several_candidates_are_never_planned_better_than_is_possible_and_no_bound_is_false():
    agreement = compared(range(3100, 3104), of_several=True)

    assert agreement.differing == []
    assert agreement.violating == []
    assert agreement.best >= 3
