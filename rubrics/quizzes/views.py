from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from hiring.background.idempotency import once
from hiring.foundations.capabilities import Capability, require
from hiring.foundations.errors import DomainError, Invalid
from hiring.foundations.forms import refusals_in, sent
from hiring.people.requests import MemberRequest, member_required
from rubrics.library.forms import ApprovalForm, NoteForm
from rubrics.library.services import can_propose
from rubrics.quizzes import services
from rubrics.quizzes.forms import LikeForm, NewQuizItemForm, QuizItemForm, QuizSearchForm, TickedForm
from rubrics.quizzes.models import QuizItem
from rubrics.quizzes.selectors import items_of, items_page


@vary_on_headers("HX-Request")
@require_safe
@member_required
def items(request: MemberRequest) -> HttpResponse:
    """The quiz items; while somebody types, only what was found is sent."""
    search = QuizSearchForm(request.GET)
    wanted = search.wanted()
    page = items_page(request.member, **wanted)
    context = {
        "page": page,
        "search": search,
        "is_narrowed": bool(wanted["words"] or wanted["status"]),
        "may_propose": can_propose(request.member),
        "reviewable": {item.pk for item in page.rows if services.can_approve(request.member, item)},
    }
    is_part = request.htmx and not request.htmx.history_restore_request
    return render(request, f"rubrics/quizzes/{'_found' if is_part else 'list'}.html", context)


@require_safe
@member_required
def detail(request: MemberRequest, pk: int) -> HttpResponse:
    item = get_object_or_404(items_of(request.member), pk=pk)
    context = {
        "item": item,
        "note_form": NoteForm(),
        "may_revise": services.can_revise(request.member, item),
        "may_review": services.can_review(request.member, item),
        "may_write": services.can_write(request.member, item),
        "may_propose": can_propose(request.member),
    }
    return render(request, "rubrics/quizzes/detail.html", context)


@require_http_methods(["GET", "POST"])
@member_required
def new(request: MemberRequest) -> HttpResponse:
    require(can_propose(request.member))
    form = NewQuizItemForm(sent(request), member=request.member, like=_likened(request))
    if form.is_valid():
        with refusals_in(form):
            return redirect(once(request.user, key=form.key, act=lambda: _propose(request, form)))
    return render(request, "rubrics/quizzes/edit.html", {"form": form}, status=422 if form.is_bound else 200)


def _likened(request: MemberRequest) -> QuizItem | None:
    asked = LikeForm(request.GET)
    if not asked.is_valid():
        return None
    return get_object_or_404(QuizItem.objects.visible_to(request.member), pk=asked.cleaned_data["like"])


def _propose(request: MemberRequest, form: NewQuizItemForm) -> str:
    item = services.propose_quiz_item(form.draft, by=request.member)
    messages.success(request, _("The item is a draft of yours. Submit it once it says what it should."))
    return item.get_absolute_url()


@require_http_methods(["GET", "POST"])
@member_required
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    item = _item(request, pk)
    require(services.can_revise(request.member, item))
    form = QuizItemForm(sent(request), member=request.member, item=item)
    if form.is_valid():
        with refusals_in(form, current=form.initial):
            version = form.cleaned_data["version"]
            services.revise_quiz_item(item, form.draft, version=version, by=request.member)
            messages.success(request, _("Saved."))
            return redirect(item)
    context = {"form": form, "item": item}
    return render(request, "rubrics/quizzes/edit.html", context, status=422 if form.is_bound else 200)


@require_POST
@member_required
def submit(request: MemberRequest, pk: int) -> HttpResponse:
    item = services.submit_quiz_item(_item(request, pk), by=request.member)
    messages.success(request, _("A colleague who writes the library can approve it now."))
    return redirect(item)


@require_POST
@member_required
def take_back(request: MemberRequest, pk: int) -> HttpResponse:
    """Into work again, with what a reviewer wants to see changed."""
    item, form = _item(request, pk), NoteForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("A note has 2,000 characters at most. Shorten it."), field="note")
    services.take_back_quiz_item(item, note=form.cleaned_data["note"], by=request.member)
    messages.success(request, _("It is a draft again."))
    return redirect(item)


@require_POST
@member_required
def approve(request: MemberRequest, pk: int) -> HttpResponse:
    item, form = _item(request, pk), ApprovalForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    services.approve_quiz_item(item, version=version, by=request.member)
    messages.success(request, _("Approved. Quizzes may take it from now on."))
    return redirect(item)


@require_POST
@member_required
def approve_ticked(request: MemberRequest) -> HttpResponse:
    """Approve what was ticked in the list; each refusal is told of, and stops none of the others."""
    form = TickedForm(request.POST, member=request.member)
    if not form.is_valid():
        if "items" in request.POST:
            raise DomainError(_("Something that was ticked is not there any more. Reload the page."), "gone")
        messages.error(request, _("Nothing was ticked. Tick what you have read."))
        return redirect("quizzes:list")
    require(request.member.may(Capability.WRITE_LIBRARY))
    outcomes = services.approve_quiz_items(
        list(form.cleaned_data["items"]), versions=form.versions, by=request.member
    )
    done = sum(outcome.is_done for outcome in outcomes)
    told = ngettext("%(number)s item approved.", "%(number)s items approved.", done)
    messages.success(request, told % {"number": done})
    for outcome in outcomes:
        if outcome.refusal:
            messages.warning(request, f"“{outcome.row.prompt[:80]}”: {outcome.refusal}")
    return redirect("quizzes:list")


@require_POST
@member_required
def retire(request: MemberRequest, pk: int) -> HttpResponse:
    item = services.retire_quiz_item(_item(request, pk), by=request.member)
    messages.success(request, _("Retired. No new quiz takes it."))
    return redirect(item)


def _item(request: MemberRequest, pk: int) -> QuizItem:
    return get_object_or_404(QuizItem.objects.visible_to(request.member), pk=pk)
