"""The pages on which the library is read: the list, a question, its versions, what changed between them."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from hiring.foundations.capabilities import Capability
from hiring.foundations.forms import VersionsForm
from hiring.foundations.paging import PageForm, page_of
from hiring.people.requests import MemberRequest, member_required
from rubrics.library.forms import (
    ApprovalForm,
    LeakForm,
    LiftForm,
    NoteForm,
    QuestionSearchForm,
    TickedForm,
)
from rubrics.library.listing import in_review, rows_of
from rubrics.library.models import Question
from rubrics.library.searching.faces import in_short
from rubrics.library.searching.search import search
from rubrics.library.searching.wanted import Wanted
from rubrics.library.selectors import QuestionShown, changes_between, question_shown
from rubrics.library.services import can_propose

# A search is typed by trial: what it finds is drawn at every letter, and seldom read past the first screens.
ROWS = 20


@vary_on_headers("HX-Request")
@require_safe
@member_required
def questions(request: MemberRequest) -> HttpResponse:
    """The library; while somebody searches, only what was found is sent."""
    is_part = request.htmx and not request.htmx.history_restore_request
    return library_page(request, part="_found_part" if is_part else "list")


def library_page(
    request: MemberRequest, *, part: str = "list", refused: TickedForm | None = None
) -> HttpResponse:
    """What a search of the library finds, with `refused` as the answer to a mistake in what was ticked."""
    asked = QuestionSearchForm(request.GET, member=request.member)
    found = search(request.member, asked.wanted, after=asked.after_this, size=ROWS, reading=in_short)
    context = {
        "search": asked,
        "found": found,
        "rows": rows_of(found.questions),
        "is_narrowed": asked.wanted != Wanted(),
        "waiting_for_review": found.to_review,
        "may_propose": can_propose(request.member),
        "may_write": request.member.may(Capability.WRITE_LIBRARY),
        "refused": refused,
        "all_ticked": "ticked" in request.GET,
        "address": request.GET.urlencode(),
    }
    return render(request, f"rubrics/library/{part}.html", context, status=422 if refused else 200)


@require_safe
@member_required
def review(request: MemberRequest) -> HttpResponse:
    """What waits for somebody's judgement."""
    asked = PageForm(request.GET).wanted()
    page = page_of(in_review(request.member), before=asked.get("before"))
    context = {
        "page": page,
        "rows": rows_of(page.rows),
        "may_write": request.member.may(Capability.WRITE_LIBRARY),
        "all_ticked": "ticked" in request.GET,
    }
    return render(request, "rubrics/library/review.html", context)


@dataclass(frozen=True)
class QuestionPage:
    """The page of one question; each of its forms may stand there with what was typed into it."""

    request: MemberRequest
    shown: QuestionShown

    @classmethod
    def of(cls, request: MemberRequest, pk: int, *, number: int | None = None) -> "QuestionPage":
        question = get_object_or_404(Question.objects.visible_to(request.member), pk=pk)
        shown = question_shown(question, reader=request.member, number=number)
        if shown is None:
            raise Http404
        return cls(request, shown)

    @property
    def question(self) -> Question:
        return self.shown.question

    def render(self, **sent: Any) -> HttpResponse:
        """The whole page; with a form that was sent it is an answer to a mistake."""
        work = self.shown.work
        context = {
            "shown": self.shown,
            "question": self.question,
            "approval": ApprovalForm(initial={"version": work.version}) if work else None,
            "note": NoteForm(prefix="back"),
            "leak": LeakForm(prefix="leak"),
            "lift": LiftForm(prefix="lift"),
            **sent,
        }
        return render(self.request, "rubrics/library/detail.html", context, status=422 if sent else 200)


@require_safe
@member_required
def detail(request: MemberRequest, pk: int) -> HttpResponse:
    """The question as it is asked, what is in work on it, and what the reader may do with it."""
    return QuestionPage.of(request, pk).render()


@require_safe
@member_required
def version(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """One version as it stood, to be read."""
    page = QuestionPage.of(request, pk, number=number)
    context = {"shown": page.shown, "question": page.question}
    return render(request, "rubrics/library/version.html", context)


@require_safe
@member_required
def compare(request: MemberRequest, pk: int) -> HttpResponse:
    """What changed between two versions; without a choice, between the newest and the one before."""
    shown = QuestionPage.of(request, pk).shown
    form = VersionsForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    by_number = {one.number: one for one in shown.versions}
    new = by_number.get(asked.get("new", 0), shown.versions[0])
    old = by_number.get(asked.get("old", 0), shown.before_last or new)
    context = {
        "shown": shown,
        "question": shown.question,
        "old": old,
        "new": new,
        "changes": changes_between(old, new),
    }
    return render(request, "rubrics/library/compare.html", context)
