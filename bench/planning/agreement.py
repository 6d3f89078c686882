"""`python -m bench.planning.agreement`: plans of instances at random beside CP-SAT's, many of them."""

import argparse

from tests.interviews.staffing.planning.agreeing import compared

# So many at once go to one process of the solver's.
_AT_ONCE = 50


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.planning.agreement", description=__doc__)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--single", type=int, default=500, help="how many loops of one candidate")
    parser.add_argument("--several", type=int, default=100, help="how many with several candidates")
    chosen = parser.parse_args()
    wrong = 0
    for count, of_several in ((chosen.single, False), (chosen.several, True)):
        agreed = best = violated = 0
        for at in range(chosen.first, chosen.first + count, _AT_ONCE):
            seeds = range(at, min(at + _AT_ONCE, chosen.first + count))
            one = compared(seeds, of_several=of_several)
            agreed += len(seeds) - len(one.differing)
            best += one.best
            violated += len(one.violating)
            print(*one.differing, *one.violating, sep="\n", end="")
        wrong += count - agreed + violated
        said = f"{agreed} of {count} agree with CP-SAT, {violated} violations"
        print(f"several candidates: {said}, {best} at the least cost" if of_several else f"one loop: {said}")
    raise SystemExit(bool(wrong))


if __name__ == "__main__":
    main()
