"""What a planner may say: on which days, which rounds move, and a plan adjusted by hand."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hiring.foundations.forms import OnceForm, ProductForm
from interviews.loops.models import Round
from interviews.loops.services import EARLIEST_YEAR, LATEST_YEAR
from interviews.scheduling.instances import ToPlan
from interviews.scheduling.pool import is_past_change, stands
from interviews.scheduling.taking import Entry
from interviews.scheduling.wishes import Wish

LONGEST_REASON = 300
WISHES = [
    (Wish.FEWEST_DAYS.value, gettext_lazy("Fewest days")),
    (Wish.FAIREST.value, gettext_lazy("Fairest")),
    (Wish.SOONEST.value, gettext_lazy("Soonest")),
]


def refuse_far_years(day: date) -> None:
    """Raise a field's error about a year that is only being typed, or in which nobody is interviewed."""
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        years = {"first": EARLIEST_YEAR, "last": LATEST_YEAR}
        raise forms.ValidationError(_("Choose a day from %(first)s to %(last)s.") % years)


class StaleReasonForm(OnceForm):
    """Why calendars that were read too long ago are planned by all the same."""

    stale_reason = forms.CharField(
        label=gettext_lazy("Why plan by calendars this old"), max_length=LONGEST_REASON, required=False
    )


class ProposeForm(StaleReasonForm):
    """On which of the candidate's days to plan, and which rounds that stand are to move.

    The days `left_out` are not ticked.
    """

    def __init__(
        self, sent: QueryDict | None, *, asked: ToPlan, left_out: Collection[str] = frozenset()
    ) -> None:
        days = asked.tree["days"]
        ticked = [day for day in days if day not in left_out]
        now = timezone.now()
        standing = [
            one for one in asked.rounds.values() if stands(one, now=now) and not is_past_change(one, now=now)
        ]
        moving = [str(one.pk) for one in standing if str(one.pk) in asked.free]
        super().__init__(sent, initial={"days": ticked or days, "anew": moving})
        named = [(day, format_date(date.fromisoformat(day), "D j M")) for day in days]
        self.fields["days"] = _several(_("Days"), named, required=True)
        self.fields["anew"] = _several(_("Move these too"), [(str(one.pk), one.title) for one in standing])

    @property
    def chosen(self) -> dict[str, Any]:
        """What `propose` is told."""
        said = self.cleaned_data
        return {
            "days": [date.fromisoformat(day) for day in said["days"]],
            "anew": [int(pk) for pk in said["anew"]],
            "stale_reason": said["stale_reason"],
        }


class TickedForm(ProductForm):
    """A form of ticks and buttons, whose refusal is told in one place."""

    @property
    def refusal(self) -> str:
        return " ".join(str(says) for told in self.errors.values() for says in told)


class WayForm(TickedForm):
    """Which of the ways on offer is to be gone, by its place."""

    def __init__(self, sent: QueryDict, *, offered: int) -> None:
        super().__init__(sent)
        self.fields["way"] = forms.TypedChoiceField(
            coerce=int,
            choices=[(place, str(place)) for place in range(offered)],
            error_messages={"invalid_choice": _("There is no such change on offer. Reload the page.")},
        )


def _several(
    label: str, choices: list[tuple[str, str]], *, required: bool = False
) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=required, widget=forms.CheckboxSelectMultiple
    )


@dataclass(frozen=True)
class RoundFields:
    """The fields of one round: its start, its seats, and the trainee's where there may be one."""

    round: Round
    start: forms.BoundField
    seats: Sequence[forms.BoundField]
    shadow: forms.BoundField | None


class AdjustForm(ProductForm):
    """A plan's rounds, each with its start and its people, to be changed by hand."""

    wish = forms.ChoiceField(choices=WISHES, widget=forms.HiddenInput)

    def __init__(self, sent: QueryDict | None, *, asked: ToPlan, entries: Sequence[Entry], wish: str) -> None:
        super().__init__(sent, initial={"wish": wish}, auto_id="adjust-%s")
        self.asked = asked
        self.entries = {one.round: one for one in entries if one.round in asked.rounds}
        for entry in self.entries.values():
            self._add(entry)

    def _add(self, entry: Entry) -> None:
        round = self.asked.rounds[entry.round]
        self.fields[f"start-{round.pk}"] = forms.DateTimeField(
            label=_("Starts"),
            initial=timezone.localtime(entry.start),
            validators=[refuse_far_years],
            widget=forms.DateTimeInput(
                attrs={"type": "datetime-local", "step": 900}, format="%Y-%m-%dT%H:%M"
            ),
        )
        qualified, trainees = self._people(round)
        for seat in range(round.panel_size):
            self.fields[f"seat-{seat}-{round.pk}"] = forms.ChoiceField(
                label=_("Interviewer") if round.panel_size == 1 else _("Interviewer %(n)d") % {"n": seat + 1},
                choices=_with(qualified, entry.panel, self.asked),
                initial=entry.panel[seat] if seat < len(entry.panel) else "",
            )
        if trainees or entry.shadow:
            shadow = [entry.shadow] if entry.shadow else []
            self.fields[f"shadow-{round.pk}"] = forms.ChoiceField(
                label=_("Trainee"),
                choices=[("", _("Nobody")), *_with(trainees, shadow, self.asked)],
                initial=entry.shadow or "",
                required=False,
            )

    def _people(self, round: Round) -> tuple[list[str], list[str]]:
        """Who may judge rounds of this kind, and who learns to."""
        stages = {pk: kinds.get(round.kind) for pk, kinds in self.asked.stages.items()}
        qualified = [pk for pk, stage in stages.items() if stage == "qualified"]
        return qualified, [pk for pk, stage in stages.items() if stage in {"shadow", "reverse_shadow"}]

    def rounds(self) -> Iterator[RoundFields]:
        """The fields, round by round."""
        for pk in sorted(self.entries, key=lambda pk: self.entries[pk].start):
            round = self.asked.rounds[pk]
            yield RoundFields(
                round=round,
                start=self[f"start-{pk}"],
                seats=[self[f"seat-{seat}-{pk}"] for seat in range(round.panel_size)],
                shadow=self[f"shadow-{pk}"] if f"shadow-{pk}" in self.fields else None,
            )

    @property
    def adjusted(self) -> list[Entry]:
        """The rounds as they were sent."""
        said = self.cleaned_data
        return [
            Entry(
                round=pk,
                start=_utc(said[f"start-{pk}"]),
                panel=tuple(said[f"seat-{seat}-{pk}"] for seat in range(self.asked.rounds[pk].panel_size)),
                shadow=said.get(f"shadow-{pk}") or None,
            )
            for pk in self.entries
        ]


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def _with(people: Sequence[str], chosen: Sequence[str], asked: ToPlan) -> list[tuple[str, str]]:
    """People by name; whoever is chosen is on offer too, whatever has become of them."""
    known = {pk: asked.members[pk].name for pk in {*people, *chosen} if pk in asked.members}
    return sorted(known.items(), key=lambda item: (item[1].casefold(), item[0]))
