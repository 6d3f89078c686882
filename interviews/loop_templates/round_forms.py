"""The rounds of a template as rows of one form: each its own fields, in the order that was sent."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hiring.foundations.forms import TextField
from hiring.people.models import Member
from interviews.loop_templates.drafts import WRITTEN_FIELDS, RoundDraft
from interviews.loop_templates.fitness import LONGEST_BRIEF, LONGEST_TITLE, Fault, UnfitRounds
from interviews.loop_templates.models import RANGES, Place
from interviews.loop_templates.offers import Offer, offer_to, questions_of
from interviews.loop_templates.services import MOST_ROUNDS
from rubrics.library.forms import LONGEST_WORDS
from rubrics.library.models import LEAST_DIFFICULTY, MOST_DIFFICULTY
from rubrics.library.searching.search import search
from rubrics.library.searching.wanted import APPROVED, Wanted

ROW = re.compile(r"[0-9]{1,3}")
MOVE = re.compile(r"([0-9]{1,3}):(up|down)")
MOST_FOUND = 8
# What a new round begins with; a round in which nothing else was typed is none.
USUAL = {
    "minutes": 60,
    "break_minutes": 10,
    "place": Place.ANYWHERE.value,
    "panel_size": 1,
    "difficulty": 3,
    "question_count": 2,
}


def number_field(name: str, label: Any, **options: Any) -> forms.IntegerField:
    least, most = RANGES[name]
    return forms.IntegerField(label=label, min_value=least, max_value=most, **options)


class RoundForm(forms.Form):
    """One round; its kind is its rubric's."""

    title = forms.CharField(
        label=_("Title"), max_length=LONGEST_TITLE, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    minutes = number_field("minutes", _("Minutes"))
    break_minutes = number_field("break_minutes", _("Break after it"), help_text=_("In minutes."))
    place = forms.ChoiceField(label=_("Place"), choices=Place.choices)
    panel_size = number_field("panel_size", _("Interviewers"))
    question_count = number_field("question_count", _("Questions"))
    difficulty = forms.TypedChoiceField(
        label=_("Difficulty"),
        choices=[(level, str(level)) for level in range(LEAST_DIFFICULTY, MOST_DIFFICULTY + 1)],
        coerce=int,
    )
    brief = TextField(
        label=_("Brief"),
        max_length=LONGEST_BRIEF,
        required=False,
        help_text=_("What the interviewers should know before they go in."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    words = forms.CharField(
        label=_("Find a question to always ask"),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "dir": "auto"}),
    )

    def __init__(
        self,
        sent: QueryDict | None,
        *,
        number: int,
        offer: Offer,
        initial: Mapping[str, Any],
        found: Sequence[str] | None = None,
    ) -> None:
        super().__init__(sent, prefix=f"r{number}", initial=dict(initial), use_required_attribute=False)
        self.number = number
        self.fields["rubric"] = forms.TypedChoiceField(
            label=_("Rubric"), choices=offer.rubric_choices(), coerce=offer.rubrics.__getitem__
        )
        self.fields["competencies"] = forms.TypedMultipleChoiceField(
            label=_("Must be asked about"),
            choices=[(key, competency.name) for key, competency in offer.competencies.items()],
            coerce=offer.competencies.__getitem__,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["questions"] = forms.TypedMultipleChoiceField(
            label=_("Always asked"),
            coerce=offer.questions.__getitem__,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        chosen: Any = self.fields["questions"]
        chosen.choices = offer.question_choices([*self.chosen, *(found or ())])
        self.offer = offer
        self.looked_in_vain = found is not None and not found

    @staticmethod
    def of(planned: RoundDraft) -> dict[str, Any]:
        """What the row begins with."""
        return {
            **{name: getattr(planned, name) for name in WRITTEN_FIELDS if name != "kind"},
            "rubric": str(planned.rubric.pk),
            "competencies": [str(one.pk) for one in planned.competencies],
            "questions": [str(one.pk) for one in planned.questions],
        }

    @property
    def chosen(self) -> list[str]:
        """The ids of the questions that are ticked."""
        return [str(key) for key in self["questions"].value() or ()]

    @property
    def title_shown(self) -> str:
        """What the row is called in a list that is put in order."""
        return str(self["title"].value() or "") or str(_("New round"))

    @property
    def kind(self) -> str:
        """The kind of the rubric that is chosen so far; empty for none."""
        rubric = self.offer.rubrics.get(str(self["rubric"].value() or ""))
        return rubric.round_kind if rubric else ""

    @property
    def is_blank(self) -> bool:
        typed = ("title", "brief", "rubric", "competencies", "questions")
        return not any(str(self[name].value() or "").strip() for name in typed)

    @property
    def draft(self) -> RoundDraft:
        said = {name: value for name, value in self.cleaned_data.items() if name != "words"}
        return RoundDraft(kind=said["rubric"].round_kind, **said)


class RoundRows:
    """The rows of one form, each with a number of its own; `order` says which, and how they follow."""

    def __init__(
        self, sent: QueryDict | None, *, member: Member, begins_with: Sequence[RoundDraft] = ()
    ) -> None:
        self.member = member
        self.offer = offer_to(member, begins_with)
        if sent is None:
            begun = [RoundForm.of(planned) for planned in begins_with] or [USUAL]
            self.rows = [self._row(None, number, initial) for number, initial in enumerate(begun, start=1)]
        else:
            numbers = _numbers(sent)
            ticked = [key for number in numbers for key in sent.getlist(f"r{number}-questions")]
            self.offer.questions |= questions_of(member, ticked)
            rows = [self._row(sent, number, {}) for number in numbers]
            # A row that counts as none has no mistakes either.
            self.rows = [self._as_typed(row, found=None) if row.is_blank else row for row in rows]

    def _row(
        self,
        sent: QueryDict | None,
        number: int,
        initial: Mapping[str, Any],
        *,
        found: Sequence[str] | None = None,
    ) -> RoundForm:
        return RoundForm(sent, number=number, offer=self.offer, initial=initial, found=found)

    def __iter__(self) -> Iterator[RoundForm]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def written(self) -> list[RoundForm]:
        return [row for row in self.rows if not row.is_blank]

    @property
    def is_full(self) -> bool:
        return len(self.rows) >= MOST_ROUNDS

    def is_valid(self) -> bool:
        return not self.faulty

    @property
    def faulty(self) -> list[RoundForm]:
        """The rows in which something has to be mended."""
        return [row for row in self.written if row.is_bound and row.errors]

    @property
    def drafts(self) -> list[RoundDraft]:
        return [row.draft for row in self.written]

    @contextmanager
    def marked(self) -> Iterator[None]:
        """Put what the rounds are refused for beside the fields, instead of raising it."""
        rows = self.written
        try:
            yield
        except UnfitRounds as refused:
            for fault in refused.faults:
                rows[fault.round].add_error(_field_of(fault), fault.says)

    def rearrange(self, sent: QueryDict) -> bool:
        """Add, remove or move a row, or look for questions, as a button without a script asks.

        Says whether one did; nothing is judged then. Enter, typed after words to look for, looks for them.
        """
        rows = {row.number: row for row in self.rows}
        found: dict[int, list[str]] = {}
        focus = 0
        if "add" in sent:
            focus = max(rows, default=0) + 1
            if not self.is_full:
                self.rows.append(self._row(None, focus, USUAL))
        elif (removed := _number(sent.get("remove", ""))) in rows:
            self.rows.remove(rows[removed])
        elif (move := MOVE.fullmatch(sent.get("move", ""))) and int(move[1]) in rows:
            focus = int(move[1])
            self._move(rows[focus], by=-1 if move[2] == "up" else 1)
        elif looked := self._looks_for(sent):
            found[looked.number] = self._find(looked)
        else:
            return False
        self.rows = [self._as_typed(row, found=found.get(row.number)) for row in self.rows]
        for row in self.rows:
            if row.number == focus:
                row.fields["title"].widget.attrs["autofocus"] = True
        return True

    def _looks_for(self, sent: QueryDict) -> RoundForm | None:
        """The row whose words are looked for: by its button, or as the only thing that Enter can mean."""
        if "find" in sent:
            asked = _number(sent.get("find", ""))
            return next((row for row in self.rows if row.number == asked), None)
        if "save" in sent:
            return None
        return next((row for row in self.rows if str(row["words"].value() or "").strip()), None)

    def _find(self, row: RoundForm) -> list[str]:
        """The ids of approved questions of the row's kind that have its words."""
        words = str(row["words"].value() or "")[:LONGEST_WORDS].replace("\x00", "")
        wanted = Wanted(words=words, kind=row.kind, state=APPROVED)
        found = {str(one.pk): one for one in search(self.member, wanted, size=MOST_FOUND).questions}
        self.offer.questions |= found
        row.fields["words"].widget.attrs["autofocus"] = True
        return list(found)

    def _move(self, row: RoundForm, *, by: int) -> None:
        place = self.rows.index(row)
        self.rows.remove(row)
        self.rows.insert(max(0, place + by), row)

    def _as_typed(self, row: RoundForm, *, found: Sequence[str] | None) -> RoundForm:
        """The row with what was typed, not yet looked at for mistakes."""
        typed = {name: row[name].value() for name in row.fields}
        return self._row(None, row.number, typed, found=found)


def _field_of(fault: Fault) -> str:
    return "rubric" if fault.name == "kind" else fault.name


def _numbers(sent: QueryDict) -> list[int]:
    """The rows that were sent, each once, in their order."""
    numbers = [_number(text) for text in sent.getlist("order")]
    return [number for number in dict.fromkeys(numbers) if number is not None][: 2 * MOST_ROUNDS]


def _number(text: str) -> int | None:
    return int(text) if ROW.fullmatch(text) else None
