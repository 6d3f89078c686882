"""`python -m bench`: what pages cost with 1,000 and 10,000 loops, a search with 100,000 questions."""

import argparse
import os
import sys
from pathlib import Path

import django
import psycopg
from django.utils.module_loading import import_string

from bench.place import choose, fresh

SIZES, SMALL_SIZES = (1_000, 10_000), (20, 80)
QUESTIONS, FEW_QUESTIONS = (1_000, 100_000), (50, 100)
# So many searches of each kind.
SEARCHES, FEW_SEARCHES = 16, 1


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--small", action="store_true", help="few loops and questions, for a quick look")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument(
        "--only", action="append", default=[], metavar="ROW", help="measure this row (repeatable)"
    )
    parser.add_argument(
        "--explain", metavar="ROW", help="print the queries and a profile of this row instead"
    )
    parser.add_argument("--keep", action="store_true", help="leave the database there, to look into")
    return parser.parse_args()


def main() -> int:
    chosen = arguments()
    folder = Path(os.environ.get("FAIRLOOP_VAR", "var")).resolve() / "bench"
    (folder / "static").mkdir(parents=True, exist_ok=True)
    place = choose(folder, name="bench_small" if chosen.small else "bench")
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": place.url,
        "FAIRLOOP_VAR": str(folder),
    }
    try:
        with fresh(place, keep=chosen.keep):
            django.setup()
            run(chosen)
    except psycopg.OperationalError as error:
        print(f"PostgreSQL could not be used: {error}", file=sys.stderr)
        return 1
    if chosen.keep:
        print(f"Kept: {place.url}", file=sys.stderr)
    return 0


def run(chosen: argparse.Namespace) -> None:
    # Models can be imported only now.
    sizes = SMALL_SIZES if chosen.small else SIZES
    if chosen.explain:
        import_string("bench.run.print_explanation")(chosen.explain, size=sizes[0])
    else:
        import_string("bench.run.print_report")(
            sizes=sizes,
            questions=FEW_QUESTIONS if chosen.small else QUESTIONS,
            searches=FEW_SEARCHES if chosen.small else SEARCHES,
            only=chosen.only,
            as_json=chosen.json,
        )


if __name__ == "__main__":
    sys.exit(main())
