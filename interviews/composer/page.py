"""The composer's page as an answer: the whole of it, or by htmx what changes in it."""

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from hiring.foundations.capabilities import require
from hiring.foundations.errors import DomainError
from hiring.people.requests import MemberRequest
from interviews.composer.composing import latest_composing, standing_of
from interviews.composer.desk import SEARCH, Desk
from interviews.composer.forms import NewRoundForm, RoundForm, WaiverForm
from interviews.composer.models import Composing
from interviews.composer.selectors import LoopComposed, RoundRow, Told, loop_composed, loops_for_page
from interviews.loop_templates.selectors import changes_since
from interviews.loops.models import Loop, Round, RoundQuestion
from interviews.loops.services import can_plan_loop
from interviews.loops.states import LoopStatus
from interviews.staffing.forms import ChoiceForm, PickerForm
from interviews.staffing.selectors import questions_on_offer
from rubrics.library.searching.search import Found


@dataclass(frozen=True)
class Picker:
    """The library beside a round; `choice` was sent in vain."""

    round: Round
    search: PickerForm
    found: Found
    desk: Desk
    choice: ChoiceForm | None = None

    @property
    def query(self) -> str:
        return self.desk.query

    @property
    def further_query(self) -> str:
        """The same for the next page of what was found; empty on the last."""
        return self.desk.after(self.found.next).query if self.found.next else ""

    @property
    def first_query(self) -> str:
        """The same for the first page; empty on it."""
        return self.desk.after("").query if self.desk.search.get(f"{SEARCH}-after") else ""


@dataclass(frozen=True)
class RoundPart:
    """A round on the page: unfolded or not, with its form, and with the library beside it if that is open."""

    row: RoundRow
    form: RoundForm
    is_unfolded: bool
    picker: Picker | None


@dataclass(frozen=True)
class ComposerPage:
    request: MemberRequest
    loop: Loop

    @classmethod
    def of(cls, request: MemberRequest, pk: int) -> "ComposerPage":
        """The page of a draft that the reader may change."""
        loop = get_object_or_404(loops_for_page(request.member), pk=pk)
        require(can_plan_loop(request.member, loop))
        if loop.status != LoopStatus.DRAFT:
            raise DomainError(
                _("This loop is no longer a draft. Reload the page to see how it stands."), "loop_not_draft"
            )
        return cls(request, loop)

    def round(self, pk: int) -> Round:
        """One of the loop's rounds, with what its form and its picker ask of it."""
        return get_object_or_404(_rounds(self.loop), pk=pk)

    def questions(self) -> "QuerySet[RoundQuestion]":
        asked = RoundQuestion.objects.filter(round__loop=self.loop)
        return asked.select_related("round__loop__candidacy__opening", "question_version")

    def question(self, pk: int) -> RoundQuestion:
        return get_object_or_404(self.questions(), pk=pk)

    def render(
        self, *, status: int = 200, unfolding: int | None = None, lead: str = "", **sent: Any
    ) -> HttpResponse:
        """The page as the draft now stands; forms that were `sent` in vain stand there as they were.

        `lead` names the part that the reader is led to.
        """
        composed = loop_composed(self.loop, reader=self.request.member, desk=self._desk(unfolding))
        context = {
            "loop": self.loop,
            "composed": composed,
            "parts": self._parts(composed, sent.get("round_form"), sent.get("choice")),
            "new_round_form": sent.get("new_round_form") or self.new_round_form(composed),
            "gaps": _with_forms(composed, sent.get("waiver_form")),
            "stray_form": _stray(composed, sent.get("waiver_form")),
            "composing": self._composing(composed),
            "template_changes": changes_since(self.loop.template_version),
            "is_refused": sent.get("is_refused", False),
            "lead": lead,
        }
        name = "_answer" if self._asks_for_a_part else "page"
        response = render(self.request, f"interviews/composer/{name}.html", context, status=status)
        patch_vary_headers(response, ["HX-Request"])
        return response

    def back(self, part: str, *, unfolding: int | None = None, leads: bool = False) -> HttpResponse:
        """The page once a change is made: by htmx at once, else by its address; it `leads` to the part."""
        if self._asks_for_a_part:
            return self.render(unfolding=unfolding, lead=part if leads else "")
        return redirect(f"{self.loop.get_absolute_url()}{self._desk(unfolding).query}#{part}")

    def new_round_form(
        self, composed: LoopComposed | None = None, *, sent: QueryDict | None = None
    ) -> NewRoundForm:
        missing = composed.badly_judged if composed else frozenset[int]()
        return NewRoundForm(sent, member=self.request.member, missing=missing)

    def picker(self, round: Round, *, choice: ChoiceForm | None = None) -> Picker:
        """The library beside a round, searched by what its form says."""
        desk = replace(Desk.of(self.request), picking=round.pk)
        search = PickerForm(desk.search, member=self.request.member)
        search.prefix, search.auto_id = SEARCH, f"picker-{round.pk}-%s"
        found = questions_on_offer(round, search.wanted, reader=self.request.member, after=search.after_this)
        return Picker(round, search, found, desk, choice)

    def _parts(
        self, composed: LoopComposed, sent: RoundForm | None, choice: ChoiceForm | None
    ) -> list[RoundPart]:
        desk = composed.desk
        return [
            RoundPart(
                row=row,
                form=sent if sent and sent.round.pk == row.round.pk else RoundForm(None, round=row.round),
                is_unfolded=row.round.pk in desk.unfolded,
                picker=self.picker(row.round, choice=choice) if row.round.pk == desk.picking else None,
            )
            for row in composed.rows
        ]

    def _desk(self, unfolding: int | None) -> Desk:
        desk = Desk.of(self.request)
        return desk.with_open(unfolding) if unfolding else desk

    def _composing(self, composed: LoopComposed) -> Composing | None:
        """What composing came to, while the loop stands as it did then; or the work that is under way."""
        latest = latest_composing(self.loop)
        is_past = latest and latest.outcome and latest.standing != standing_of(composed.evaluated.rounds)
        return None if is_past else latest

    @property
    def _asks_for_a_part(self) -> bool:
        return bool(self.request.htmx) and not self.request.htmx.history_restore_request


def _with_forms(composed: LoopComposed, sent: WaiverForm | None) -> list[tuple[Told, WaiverForm | None]]:
    """Each gap, with the form to answer for it where the reader may."""
    if not composed.may_waive:
        return [(told, None) for told in composed.gaps]
    return [
        (
            told,
            sent
            if sent and sent["gap"].value() == told.finding.key
            else WaiverForm(initial={"gap": told.finding.key}, auto_id=f"{told.slug}-%s"),
        )
        for told in composed.gaps
    ]


def _stray(composed: LoopComposed, sent: WaiverForm | None) -> WaiverForm | None:
    """A waiver's form that was sent for a gap that is no more."""
    is_there = sent and any(sent["gap"].value() == told.finding.key for told in composed.gaps)
    return None if is_there else sent


def _rounds(loop: Loop) -> "QuerySet[Round]":
    rounds = Round.objects.filter(loop=loop).select_related("rubric_version__rubric")
    return rounds.select_related("loop__candidacy__candidate", "loop__candidacy__opening").prefetch_related(
        "competencies", "rubric_version__criteria__competency"
    )
