"""What would mend a finding, as links: to the round, to its picker, to the opening's requirements."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interviews.composer.desk import SEARCH
from interviews.loops.evaluating.findings import Finding, Flaw
from interviews.loops.models import Loop, Round

# Where the new round's rubric is chosen.
NEW_ROUND = "#id_rubric"


@dataclass(frozen=True)
class Mend:
    """A link with its words; `is_here` when it leads to a place on the composer's own page."""

    label: str
    url: str
    is_here: bool = True


def place_of(loop: Loop, round: int) -> str:
    """The address of the composer with this round unfolded."""
    return f"{loop.get_absolute_url()}?open={round}#round-{round}"


def picker_of(loop: Loop, round: int, competency: int | None = None) -> str:
    """The address of the composer with the library open beside this round."""
    asked = {"open": round, "pick": round, **({f"{SEARCH}-competency": competency} if competency else {})}
    return f"{loop.get_absolute_url()}?{urlencode(asked)}#picker-{round}"


@dataclass(frozen=True)
class _Spot:
    finding: Finding
    loop: Loop
    rounds: Sequence[Round]

    @property
    def round(self) -> Round | None:
        """The round that the finding is about, or the first that judges its competency."""
        if self.finding.round is not None:
            return next((round for round in self.rounds if round.pk == self.finding.round), None)
        return next((round for round in self.rounds if self._judges(round)), None)

    def _judges(self, round: Round) -> bool:
        criteria = round.rubric_version.criteria.all()
        return any(criterion.competency_id == self.finding.competency for criterion in criteria)


def _open_round(spot: _Spot) -> Iterator[Mend]:
    if spot.round:
        words = _("Open “%(round)s”") % {"round": spot.round.title}
        yield Mend(words, place_of(spot.loop, spot.round.pk))


def _add_round(spot: _Spot) -> Iterator[Mend]:
    yield Mend(_("Add a round"), NEW_ROUND)


def _pick(spot: _Spot) -> Iterator[Mend]:
    if spot.round:
        yield Mend(_("Choose a question"), picker_of(spot.loop, spot.round.pk, spot.finding.competency))


def _change_requirements(spot: _Spot) -> Iterator[Mend]:
    address = reverse("openings:edit", args=[spot.loop.candidacy.opening_id])
    yield Mend(_("Change the opening’s requirements"), address, is_here=False)


def _plan_times(spot: _Spot) -> Iterator[Mend]:
    address = reverse("scheduling:loop", args=[spot.loop.pk])
    yield Mend(_("Find times and people"), address, is_here=False)


def _on_its_page(spot: _Spot, *, label: Promise, part: str) -> Iterator[Mend]:
    if spot.round:
        yield Mend(str(label), f"{spot.round.get_absolute_url()}#{part}", is_here=False)


Way = Callable[[_Spot], Iterator[Mend]]
_seat: Way = partial(_on_its_page, label=gettext_lazy("Seat interviewers"), part="seats")
_see_rubric: Way = partial(_on_its_page, label=gettext_lazy("See its rubric"), part="rubric")
_WAYS: dict[Flaw, tuple[Way, ...]] = {
    Flaw.NOT_JUDGED: (_add_round, _change_requirements),
    Flaw.ONE_ROUND: (_add_round, _open_round, _change_requirements),
    Flaw.ONE_JUDGE: (_seat, _change_requirements),
    Flaw.NOT_ASKED: (_pick, _change_requirements),
    Flaw.NOT_ASKED_HERE: (_pick, _open_round),
    Flaw.NO_ROUNDS: (_add_round,),
    Flaw.UNSTAFFED: (_plan_times, _seat),
    Flaw.NO_QUESTIONS: (_pick,),
    Flaw.FEW_QUESTIONS: (_pick,),
    Flaw.NO_CRITERIA: (_see_rubric,),
    Flaw.NEWER_RUBRIC: (_see_rubric,),
    Flaw.RUBRIC_RETIRED: (_see_rubric,),
}


def mends_of(finding: Finding, *, loop: Loop, rounds: Sequence[Round]) -> list[Mend]:
    """What would mend the finding, the nearest first; most are mended where their round is changed."""
    spot = _Spot(finding, loop, rounds)
    return [mend for way in _WAYS.get(finding.flaw, (_open_round,)) for mend in way(spot)]
