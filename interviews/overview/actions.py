"""A loop's next step as something to press: its words, and where it leads."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from interviews.overview.next_step import Step

LABELS = {
    Step.ADD_ROUNDS: _("Add a round"),
    Step.SEAT_INTERVIEWERS: _("Seat interviewers"),
    Step.CHOOSE_QUESTIONS: _("Choose questions"),
    Step.PUBLISH: _("Publish"),
    Step.OPEN_DEBRIEF: _("Open debrief"),
    Step.READ_DEBRIEF: _("Read debrief"),
    Step.REQUEST_PACKET: _("Request packet"),
    Step.OPEN_PACKET: _("Open packet"),
    Step.FILL_SCORECARD: _("Fill your scorecard"),
}


@dataclass(frozen=True)
class Places:
    """Where the steps of one loop lead: the ids of what belongs to it, as far as there is any."""

    loop: int
    round_without_questions: int | None = None
    own_seat: int | None = None
    debrief: int | None = None
    packet: int | None = None


@dataclass(frozen=True)
class Action:
    """One button: a link, or a form that posts these fields."""

    step: Step
    label: str
    url: str
    is_post: bool = False
    fields: Mapping[str, int] = field(default_factory=dict)


def action_for(step: Step, places: Places) -> Action | None:
    """The step's button; None where there is nothing to press."""
    if step not in LABELS:
        return None
    label = str(LABELS[step])
    match step:
        case Step.PUBLISH:
            return Action(step, label, reverse("composer:publish", args=[places.loop]), is_post=True)
        case Step.OPEN_DEBRIEF:
            return Action(step, label, reverse("debriefs:open"), is_post=True, fields={"loop": places.loop})
        case Step.REQUEST_PACKET:
            fields = {"debrief": places.debrief or 0}
            return Action(step, label, reverse("packets:request"), is_post=True, fields=fields)
        case _:
            return Action(step, label, _address_of(step, places))


def _address_of(step: Step, places: Places) -> str:
    addresses = {
        Step.ADD_ROUNDS: ("overview:loop", places.loop, "#id_rubric"),
        Step.SEAT_INTERVIEWERS: ("scheduling:loop", places.loop, ""),
        Step.CHOOSE_QUESTIONS: ("staffing:round", places.round_without_questions, "#questions"),
        Step.READ_DEBRIEF: ("debriefs:detail", places.debrief, ""),
        Step.OPEN_PACKET: ("packets:detail", places.packet, ""),
        Step.FILL_SCORECARD: ("scorecards:fill", places.own_seat, ""),
    }
    view, pk, part = addresses[step]
    return reverse(view, args=[pk]) + part
