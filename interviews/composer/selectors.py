"""What the composer's page shows: a draft's rounds as they can be changed, and what is to be said of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from hiring.people.models import Member
from interviews.composer.desk import Desk
from interviews.composer.evaluation import Evaluated, evaluated
from interviews.composer.mending import Mend, mends_of
from interviews.composer.models import Waiver
from interviews.composer.services import can_waive
from interviews.loops.evaluating.coverage import Coverage
from interviews.loops.evaluating.findings import Finding, Flaw
from interviews.loops.evaluating.reliability import ONE_INTERVIEWER, Step, steps_up_to
from interviews.loops.models import Loop, Round, RoundQuestion
from interviews.staffing.models import Seat

# More would not fit beside each other; the rest is counted, and named to screen readers.
CHIPS_AT_ONCE = 2
# Beyond so many interviewers the figures hardly change.
STEPS_AT_ONCE = 8
NEXT_STEPS = {
    Flaw.NO_ROUNDS: _("Add a round"),
    Flaw.UNSTAFFED: _("Seat interviewers"),
    Flaw.NO_QUESTIONS: _("Choose questions"),
}


@dataclass(frozen=True)
class CoverageLine:
    """One bar: how well a competency would be judged, and by how many."""

    name: str
    percent: int
    note: str
    is_must_have: bool


@dataclass(frozen=True)
class RoundRow:
    """One round of the draft."""

    round: Round

    @property
    def questions(self) -> list[RoundQuestion]:
        return list(self.round.questions.all())

    @property
    def seats(self) -> list[Seat]:
        return list(self.round.seats.all())

    @property
    def people(self) -> list[Member]:
        return [seat.member for seat in self.seats]

    @property
    def missing(self) -> int:
        return max(0, self.round.panel_size - sum(not seat.is_training for seat in self.seats))

    @property
    def competencies(self) -> list[str]:
        criteria = self.round.rubric_version.criteria.all()
        return list(dict.fromkeys(criterion.competency.name for criterion in criteria))

    @property
    def first_competencies(self) -> list[str]:
        return self.competencies[:CHIPS_AT_ONCE]

    @property
    def further_competencies(self) -> list[str]:
        return self.competencies[CHIPS_AT_ONCE:]

    @property
    def question_minutes(self) -> int:
        return sum(chosen.question_version.minutes for chosen in self.questions)

    @property
    def minutes_over(self) -> int:
        return max(0, self.question_minutes - self.round.minutes)

    @property
    def percent_planned(self) -> int:
        return min(100, round(100 * self.question_minutes / self.round.minutes))


@dataclass(frozen=True)
class Told:
    """A finding in words, with what would mend it."""

    finding: Finding
    says: str
    mends: Sequence[Mend]

    @property
    def slug(self) -> str:
        """Its key as the id of an element."""
        return self.finding.key.replace(" ", "-").replace("=", "-")


@dataclass(frozen=True)
class LoopComposed:
    """A draft, evaluated as it stands now, for somebody who may change it."""

    loop: Loop
    desk: Desk
    rows: Sequence[RoundRow]
    evaluated: Evaluated
    may_waive: bool

    @property
    def minutes(self) -> int:
        """The candidate's time, with the breaks."""
        return self.evaluated.evaluation.minutes

    @property
    def break_minutes(self) -> int:
        return self.minutes - sum(row.round.minutes for row in self.rows)

    @property
    def wanted(self) -> int:
        return sum(row.round.panel_size for row in self.rows)

    @property
    def seated(self) -> int:
        return self.wanted - sum(row.missing for row in self.rows)

    @property
    def coverage(self) -> Sequence[Coverage]:
        return self.evaluated.evaluation.coverage

    @property
    def coverage_lines(self) -> list[CoverageLine]:
        return [coverage_line(coverage) for coverage in self.coverage]

    @property
    def judged_competencies(self) -> int:
        return sum(line.is_judged for line in self.coverage)

    @cached_property
    def gaps(self) -> list[Told]:
        """The gaps that nobody answers for."""
        return [self._told(finding) for finding in self.evaluated.open_gaps]

    @property
    def waived(self) -> list[Waiver]:
        return self.evaluated.waived_gaps

    @cached_property
    def unready(self) -> list[Told]:
        return [self._told(finding) for finding in self.evaluated.evaluation.unready]

    @cached_property
    def advice(self) -> list[Told]:
        return [self._told(finding) for finding in self.evaluated.evaluation.advice]

    @property
    def badly_judged(self) -> frozenset[int]:
        """The ids of competencies that one more round would have to judge."""
        flaws = {Flaw.NOT_JUDGED, Flaw.ONE_ROUND}
        found = (finding for finding in self.evaluated.evaluation.findings if finding.flaw in flaws)
        return frozenset(finding.competency for finding in found if finding.competency is not None)

    @property
    def next_step(self) -> Mend | None:
        """What is to be done before publishing is worth a try, as the page's one button; None: publish."""
        first = next((told for told in self.unready if told.finding.flaw in NEXT_STEPS), None)
        if first is None:
            return None
        return Mend(str(NEXT_STEPS[first.finding.flaw]), first.mends[0].url, first.mends[0].is_here)

    @property
    def reliability(self) -> Sequence[Step]:
        """What each interviewer adds, and what one more would."""
        return steps_up_to(min(self.interviewers + 1, STEPS_AT_ONCE)) if self.rows else ()

    @property
    def interviewers(self) -> int:
        return len(self.evaluated.evaluation.reliability)

    @property
    def assumed_reliability(self) -> float:
        return ONE_INTERVIEWER

    def _told(self, finding: Finding) -> Told:
        mends = mends_of(finding, loop=self.loop, rounds=self.evaluated.rounds)
        return Told(finding, finding.says(gettext), mends)


def loops_for_page(reader: Member) -> "QuerySet[Loop]":
    """The loops the reader may open, with what their page names."""
    return Loop.objects.visible_to(reader).select_related(
        "candidacy__opening__hiring_manager",
        "candidacy__candidate",
        "template_version__template__current",
    )


def loop_composed(loop: Loop, *, reader: Member, desk: Desk) -> LoopComposed:
    """The draft as it stands, in a fixed number of queries."""
    found = evaluated(loop)
    return LoopComposed(
        loop=loop,
        desk=desk,
        rows=[RoundRow(round) for round in found.rounds],
        evaluated=found,
        may_waive=can_waive(reader, loop),
    )


def coverage_line(coverage: Coverage) -> CoverageLine:
    """The bar of a competency, with the rounds that judge it, and how many of the judges it needs it has."""
    rounds = len(coverage.rounds)
    note = ngettext("%(count)d round", "%(count)d rounds", rounds) % {"count": rounds}
    if coverage.rounds:
        note += " · " + gettext("%(some)d of %(all)d judges") % {
            "some": min(coverage.judges, coverage.judges_wanted),
            "all": coverage.judges_wanted,
        }
    return CoverageLine(
        name=coverage.needed.name,
        percent=coverage.percent,
        note=note,
        is_must_have=coverage.needed.is_must_have,
    )
