"""Adding a round to a draft by its rubric alone; what else a round needs follows from that."""

from itertools import count

from django.db import transaction

from hiring.foundations.capabilities import require
from hiring.journal.lifecycle import locked
from hiring.people.models import Member
from interviews.loops.models import Loop, Round
from interviews.loops.services import add_round, can_plan_loop
from rubrics.competencies.round_kinds import RoundKind
from rubrics.scales.models import Rubric

# How long a round of each kind usually takes; whoever plans it may say otherwise.
USUAL_MINUTES = {
    RoundKind.ML_FOUNDATIONS: 45,
    RoundKind.CODING: 60,
    RoundKind.SYSTEM_DESIGN: 60,
    RoundKind.MLOPS: 60,
    RoundKind.PRODUCTION: 60,
    RoundKind.ORAL: 45,
    RoundKind.BEHAVIOURAL: 45,
    RoundKind.QUIZ: 30,
}


@transaction.atomic
def add_round_judged_by(rubric: Rubric, *, loop: Loop, by: Member) -> Round:
    """A round of the rubric's kind at the end of the draft, called after it and as long as usual."""
    require(can_plan_loop(by, loop))
    row = locked(loop)
    kind = RoundKind(rubric.round_kind)
    title = _free_title(rubric.name, loop=row)
    return add_round(row, kind=kind, rubric=rubric, title=title, minutes=USUAL_MINUTES[kind], by=by)


def _free_title(name: str, *, loop: Loop) -> str:
    """The name, with a number where a round is called so already: gaps name rounds by their titles."""
    taken = set(loop.rounds.values_list("title", flat=True))
    if name not in taken:
        return name
    return next(title for number in count(2) if (title := f"{name[:112]} ({number})") not in taken)
