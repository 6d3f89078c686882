import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hiring.foundations.forms import OnceForm, ProductForm
from hiring.people.forms import TimeZoneField
from interviews.availability.models import AvailabilityRequest, CandidateWindow
from interviews.availability.slots import Slot, days_between, slot_of, slots_of_day, windows_of
from interviews.availability.windows import MOST_DAYS, MOST_WINDOWS, is_within_reach

Interval = tuple[datetime, datetime]

# Empty rows that wait below those that are filled in.
SPARE_ROWS = 3
# A longer number is no row of ours.
ROW = re.compile(r"w([0-9]{1,3})-day")


class SlotsField(forms.MultipleChoiceField):
    """Half-hours of the days that a candidate is asked about."""

    def __init__(self, days: Sequence[date]) -> None:
        offered = [slot.text for day in days for slot in slots_of_day(day)]
        super().__init__(
            label=gettext_lazy("Times"),
            choices=[(slot, slot) for slot in offered],
            error_messages={
                "required": gettext_lazy("Choose at least one time."),
                "invalid_choice": gettext_lazy("One of these times is not asked about. Reload the page."),
            },
        )

    def clean(self, value: Any) -> list[Slot]:
        return [slot_of(text) for text in super().clean(value)]


class AnswerForm(ProductForm):
    """When the candidate could come, in the zone that the form names."""

    time_zone = TimeZoneField()

    def __init__(
        self, sent: QueryDict | None, *, asked: AvailabilityRequest, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(sent, initial=initial)
        self.fields["slots"] = SlotsField(days_between(asked.first_day, asked.last_day))

    @property
    def windows(self) -> list[Interval]:
        return windows_of(self.cleaned_data["slots"], ZoneInfo(self.cleaned_data["time_zone"]))

    @property
    def chosen(self) -> set[str]:
        """The half-hours that are ticked on the page."""
        return set(self["slots"].value() or ())


class AskForm(OnceForm):
    """About which days the candidate is asked."""

    first_day = forms.DateField(label=gettext_lazy("From"), widget=forms.DateInput(attrs={"type": "date"}))
    last_day = forms.DateField(
        label=gettext_lazy("Until"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("The link closes after this day."),
    )
    is_mailed = forms.BooleanField(label=gettext_lazy("Mail them the link"), required=False)

    def __init__(self, sent: QueryDict | None, *, address: str, today: date) -> None:
        next_week = today + timedelta(days=7 - today.weekday())
        initial = {
            "first_day": next_week,
            "last_day": next_week + timedelta(days=11),
            "is_mailed": bool(address),
        }
        super().__init__(sent, initial=initial)
        self.fields["first_day"].help_text = _("%(most)s days at most.") % {"most": MOST_DAYS}
        if address:
            self.fields["is_mailed"].help_text = _("To %(address)s") % {"address": address}
        else:
            del self.fields["is_mailed"]

    def clean(self) -> dict[str, Any]:
        super().clean()
        return {"is_mailed": False, **self.cleaned_data}


class WindowRow(forms.Form):
    """One time on the candidate's own clock; an empty row is none."""

    day = forms.DateField(
        label=gettext_lazy("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    starts = forms.TimeField(
        label=gettext_lazy("From"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    ends = forms.TimeField(
        label=gettext_lazy("Until"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )

    def clean_day(self) -> date | None:
        day: date | None = self.cleaned_data["day"]
        if day is not None and not is_within_reach(day):
            raise forms.ValidationError(_("Choose a day in the next two years."))
        return day

    def clean(self) -> dict[str, Any]:
        said = [self.cleaned_data.get(name) for name in self.fields]
        if self.errors or not any(value is not None for value in said):
            return self.cleaned_data
        for name, value in zip(self.fields, said, strict=True):
            if value is None:
                self.add_error(name, _("Fill this in, or empty the row."))
        starts, ends = self.cleaned_data.get("starts"), self.cleaned_data.get("ends")
        # Midnight ends a day; it cannot end before it starts.
        if starts is not None and ends is not None and ends <= starts and f"{ends:%H:%M}" != "00:00":
            self.add_error("ends", _("Choose an end that comes after the start."))
        return self.cleaned_data

    def window(self, zone: ZoneInfo) -> Interval | None:
        day, starts, ends = (self.cleaned_data.get(name) for name in ("day", "starts", "ends"))
        if day is None or starts is None or ends is None:
            return None
        last = day if ends > starts else day + timedelta(days=1)
        start, end = datetime.combine(day, starts, zone), datetime.combine(last, ends, zone)
        return start.astimezone(UTC), end.astimezone(UTC)


class WindowRows:
    """A row for each time that is known, and some for more."""

    def __init__(self, sent: QueryDict | None, *, windows: Sequence[CandidateWindow], zone: ZoneInfo) -> None:
        self.zone = zone
        self.asks_for_more = sent is not None and "more" in sent
        known = [row for window in windows for row in _on_the_clock(window, zone)] if sent is None else []
        count = len(known) + SPARE_ROWS if sent is None else self._count(sent)
        self.rows = [
            WindowRow(sent, prefix=f"w{number}", initial=known[number] if number < len(known) else None)
            for number in range(count)
        ]

    @staticmethod
    def _count(sent: QueryDict) -> int:
        numbers = [int(found[1]) for name in sent if (found := ROW.fullmatch(name))]
        more = SPARE_ROWS if "more" in sent else 0
        return min(max(numbers, default=-1) + 1 + more, MOST_WINDOWS)

    @property
    def is_valid(self) -> bool:
        return all(row.is_valid() for row in self.rows)

    @property
    def windows(self) -> list[Interval]:
        return [window for row in self.rows if (window := row.window(self.zone))]


def _on_the_clock(window: CandidateWindow, zone: ZoneInfo) -> Iterator[dict[str, Any]]:
    """The window as rows, one for each day that it touches: a row ends at midnight at the latest."""
    starts, ends = window.starts_at.astimezone(zone), window.ends_at.astimezone(zone)
    while starts < ends:
        midnight = datetime.combine(starts.date() + timedelta(days=1), time(), zone)
        last = min(ends, midnight)
        yield {"day": starts.date(), "starts": starts.time(), "ends": last.time()}
        starts = midnight
