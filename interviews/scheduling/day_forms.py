"""What a planner may say of a hiring day: when it is, who comes, who cannot."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hiring.foundations.forms import ManyChoices, OnceForm, ProductForm, VersionedForm
from hiring.people.models import Member
from interviews.loops.models import Loop
from interviews.loops.states import LoopStatus
from interviews.scheduling.forms import StaleReasonForm, TickedForm, refuse_far_years
from interviews.scheduling.hiring_days import MOST_DAYS, MOST_ROOMS
from interviews.scheduling.models import HiringDay


class LoopChoices(ManyChoices):
    """Loops, called by their candidates."""

    def label_from_instance(self, loop: Any) -> str:
        return f"{loop.candidacy.candidate.name} · {loop.title}"


class DayFields(ProductForm):
    """What a hiring day says of itself."""

    title = forms.CharField(label=_("Title"), max_length=120)
    first_day = forms.DateField(
        label=_("First day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=[refuse_far_years],
    )
    last_day = forms.DateField(
        label=_("Last day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=[refuse_far_years],
    )
    rooms = forms.IntegerField(
        label=_("Rooms"),
        required=False,
        min_value=1,
        max_value=MOST_ROOMS,
        help_text=_("So many rounds at once, at most. Leave it empty if there are enough."),
    )

    def offer(self, member: Member) -> None:
        """Put the loops on offer that are still on."""
        rows = Loop.objects.planned_by(member).filter(status__in=[LoopStatus.DRAFT, LoopStatus.PUBLISHED])
        self.fields["loops"] = LoopChoices(
            rows.select_related("candidacy__candidate", "candidacy__opening").order_by("-pk"),
            label=_("Loops"),
            widget=forms.CheckboxSelectMultiple,
        )

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        first, last = said.get("first_day"), said.get("last_day")
        if first and last and not 1 <= len(self.days_between(first, last)) <= MOST_DAYS:
            self.add_error(
                "last_day", _("Choose a last day that is not before the first, and at most two weeks.")
            )
        return said

    def days_between(self, first: date, last: date) -> list[date]:
        """Both and those between them; as many as are too many at the most."""
        length = min((last - first).days, MOST_DAYS) + 1
        return [first + timedelta(days=count) for count in range(length)]

    @property
    def chosen(self) -> dict[str, Any]:
        """What the services are told."""
        said = self.cleaned_data
        return {
            "title": said["title"],
            "days": self.days_between(said["first_day"], said["last_day"]),
            "rooms": said["rooms"],
            "loops": list(said["loops"]),
        }


class NewDayForm(DayFields, OnceForm):
    def __init__(self, sent: QueryDict | None, *, member: Member) -> None:
        super().__init__(sent)
        self.offer(member)


class DayForm(DayFields, VersionedForm):
    def __init__(self, sent: QueryDict | None, *, member: Member, day: HiringDay) -> None:
        super().__init__(sent, initial=self.of(day))
        self.offer(member)
        self.known = [date.fromisoformat(one) for one in day.days]

    def days_between(self, first: date, last: date) -> list[date]:
        """A day whose dates have gaps keeps them as long as its ends stay."""
        if (first, last) == (min(self.known), max(self.known)):
            return self.known
        return super().days_between(first, last)

    @staticmethod
    def of(day: HiringDay) -> dict[str, Any]:
        """What the form begins with."""
        days = [date.fromisoformat(one) for one in day.days]
        return {
            "title": day.title,
            "first_day": min(days),
            "last_day": max(days),
            "rooms": day.rooms,
            "loops": [loop.pk for loop in day.loops.all()],
            "version": day.version,
        }


class PlanDayForm(StaleReasonForm):
    """Who cannot come: their rounds are given to others."""

    def __init__(self, sent: QueryDict | None, *, people: Iterable[Member]) -> None:
        super().__init__(sent)
        self.fields["away"] = forms.TypedMultipleChoiceField(
            label=_("Who cannot come"),
            coerce=int,
            choices=[(member.pk, member.name) for member in people],
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )


class TakeDayForm(TickedForm):
    """For which loops the plan is to hold."""

    def __init__(self, sent: QueryDict, *, loops: Iterable[Loop]) -> None:
        super().__init__(sent)
        self.known = {loop.pk: loop for loop in loops}
        self.fields["loop"] = forms.TypedMultipleChoiceField(
            label=_("Candidates"),
            coerce=int,
            choices=[(pk, str(pk)) for pk in self.known],
            error_messages={"required": _("Choose somebody whose plan is to be taken.")},
        )

    @property
    def loops(self) -> list[Loop]:
        return [self.known[pk] for pk in self.cleaned_data["loop"]]
