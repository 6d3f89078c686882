"""What somebody looks for in the library."""

from dataclasses import dataclass

# A question's state as a search knows it: quarantine comes before everything else.
APPROVED, DRAFT, IN_REVIEW, RETIRED, QUARANTINED = "approved", "draft", "in_review", "retired", "quarantined"
STATES = (APPROVED, DRAFT, IN_REVIEW, RETIRED, QUARANTINED)

# The choices of how long a question may take, in minutes.
LONGEST_CHOICES = (10, 15, 20, 30, 45, 60)


@dataclass(frozen=True)
class Wanted:
    """Empty and None mean that anything will do, but for `state`: without one, retired questions stay away.

    `words` is what somebody typed; every word must be found, the last one may be unfinished. `competency` is
    the id of one, `difficulty` 1 to 5, `longest` the minutes that a question may take at most, `state` one of
    `STATES`, `tag` a whole tag; `under_limit` leaves out what was asked as often as it may be.
    """

    words: str = ""
    kind: str = ""
    form: str = ""
    competency: int | None = None
    difficulty: int | None = None
    longest: int | None = None
    state: str = ""
    tag: str = ""
    under_limit: bool = False
