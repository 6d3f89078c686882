from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from hiring.foundations.forms import refusals_in
from hiring.people.requests import MemberRequest, member_required
from interviews.loops.models import Round
from interviews.loops.services import choose_question, drop_question
from interviews.staffing.forms import ChoiceForm, PickerForm, RoundForm, SeatForm
from interviews.staffing.rubrics import move_round_to_current_rubric
from interviews.staffing.selectors import (
    RoundShown,
    people_on_offer,
    questions_on_offer,
    round_shown,
    rounds_for_page,
)
from interviews.staffing.services import release_seat, revise_round, seat_member


@dataclass(frozen=True)
class RoundPage:
    """The page of one round; each of its forms may stand there with what was typed into it."""

    request: MemberRequest
    shown: RoundShown

    @classmethod
    def of(cls, request: MemberRequest, pk: int) -> "RoundPage":
        round = get_object_or_404(rounds_for_page(request.member), pk=pk)
        return cls(request, round_shown(round, reader=request.member))

    @property
    def round(self) -> Round:
        return self.shown.round

    @property
    def search_query(self) -> str:
        """What the picker is searched by, as the end of an address."""
        query = self.request.GET.urlencode()
        return f"?{query}" if query else ""

    def picker(self) -> dict[str, object]:
        """The library beside the round, searched by the words in the address."""
        search = PickerForm(self.request.GET, member=self.request.member)
        found = questions_on_offer(
            self.round, search.wanted, reader=self.request.member, after=search.after_this
        )
        return {
            "search": search,
            "found": found,
            "shown": self.shown,
            "search_query": self.search_query,
        }

    def seat_form(self, *, is_sent: bool = False) -> SeatForm:
        return SeatForm(
            self.request.POST if is_sent else None,
            member=self.request.member,
            offered=people_on_offer(self.shown, reader=self.request.member),
        )

    def render(
        self,
        *,
        form: RoundForm | None = None,
        choice: ChoiceForm | None = None,
        seat_form: SeatForm | None = None,
    ) -> HttpResponse:
        """The whole page; with a form that was sent it is an answer to a mistake."""
        context: dict[str, object] = {"shown": self.shown, "round": self.round, "choice": choice}
        if not self.shown.may_change:
            # The form has no place on the page any more, but its refusal needs one.
            context["refused"] = form or seat_form
        else:
            context["form"] = form or RoundForm(None, round=self.round)
            context["seat_form"] = seat_form or self.seat_form()
        if self.shown.may_compose:
            context |= self.picker()
        is_answer = bool(form or choice or seat_form)
        return render(
            self.request, "interviews/staffing/round.html", context, status=422 if is_answer else 200
        )

    def back(self, part: str) -> HttpResponseRedirect:
        """The page again, at the part one was working in, with its search."""
        return redirect(f"{self.round.get_absolute_url()}{self.search_query}#{part}")


@vary_on_headers("HX-Request")
@require_safe
@member_required
def round_page(request: MemberRequest, pk: int) -> HttpResponse:
    """One round; while somebody searches its picker, only what was found is sent."""
    page = RoundPage.of(request, pk)
    if request.htmx and not request.htmx.history_restore_request and page.shown.may_compose:
        return render(request, "interviews/staffing/_found.html", page.picker())
    return page.render()


@require_POST
@member_required
def revise(request: MemberRequest, pk: int) -> HttpResponse:
    """Change the round's time, length, panel and brief."""
    page = RoundPage.of(request, pk)
    form = RoundForm(request.POST, round=page.round)
    if form.is_valid():
        with refusals_in(form, current=form.initial):
            revise_round(page.round, **form.cleaned_data, by=request.member)
            messages.success(request, _("Saved."))
            return page.back("plan")
    return page.render(form=form)


@require_POST
@member_required
def move_rubric(request: MemberRequest, pk: int) -> HttpResponse:
    """Judge the round by the published version of its rubric."""
    page = RoundPage.of(request, pk)
    moved = move_round_to_current_rubric(page.round, by=request.member)
    told = _("“%(title)s” is judged by version %(number)d now.")
    messages.success(request, told % {"title": moved.title, "number": moved.rubric_version.number})
    if "use" in request.POST.getlist("back"):
        return redirect("rubrics:use", moved.rubric_version.rubric_id)
    return page.back("rubric")


@require_POST
@member_required
def choose(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask a question of the library in this round."""
    page = RoundPage.of(request, pk)
    form = ChoiceForm(request.POST, member=request.member)
    if form.is_valid():
        with refusals_in(form):
            choose_question(page.round, question=form.cleaned_data["question"], by=request.member)
            return page.back("questions")
    return page.render(choice=form)


@require_POST
@member_required
def drop(request: MemberRequest, pk: int, chosen: int) -> HttpResponse:
    """Take a chosen question out again; what is out already is left so."""
    page = RoundPage.of(request, pk)
    if row := next((row for row in page.shown.chosen if row.pk == chosen), None):
        drop_question(row, by=request.member)
    return page.back("questions")


@require_POST
@member_required
def seat(request: MemberRequest, pk: int) -> HttpResponse:
    """Give somebody a place in the round."""
    page = RoundPage.of(request, pk)
    form = page.seat_form(is_sent=True)
    if form.is_valid():
        with refusals_in(form):
            part = form.cleaned_data["part"] or None
            seat_member(page.round, member=form.cleaned_data["member"], part=part, by=request.member)
            return page.back("seats")
    return page.render(seat_form=form)


@require_POST
@member_required
def release(request: MemberRequest, pk: int, held: int) -> HttpResponse:
    """Take somebody out of the round; who is out already is left so."""
    page = RoundPage.of(request, pk)
    if row := next((shown.seat for shown in page.shown.seats if shown.seat.pk == held), None):
        release_seat(row, by=request.member)
        messages.success(request, _("%(name)s no longer sits in this round.") % {"name": row.member.name})
    return page.back("seats")
