"""A question's use in loops, and taking questions out of use with an eye on the loops that ask them."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from hiring.foundations.capabilities import Capability, require
from hiring.foundations.each import for_each
from hiring.foundations.forms import ManyChoices
from hiring.people.models import Member
from hiring.people.requests import MemberRequest, member_required
from interviews.overview.selectors_questions import open_uses, question_use
from rubrics.library.many import MOST_AT_ONCE
from rubrics.library.models import Question
from rubrics.library.services import retire_question


class QuestionsForm(forms.Form):
    """The questions that somebody has ticked."""

    def __init__(self, asked: QueryDict, *, member: Member) -> None:
        super().__init__(asked)
        rows = Question.objects.visible_to(member).select_related("current").order_by("title", "pk")
        self.fields["question"] = ManyChoices(rows)

    def chosen(self) -> list[Question]:
        """The questions, or a 404: an address that names none, too many or a stranger's is no page."""
        if not self.is_valid() or len(self.cleaned_data["question"]) > MOST_AT_ONCE:
            raise Http404
        return list(self.cleaned_data["question"])


@require_safe
@member_required
def asked(request: MemberRequest, pk: int) -> HttpResponse:
    """Where a question is planned and was asked, and how far it is from its limit."""
    questions = Question.objects.visible_to(request.member).select_related("current")
    question = get_object_or_404(questions, pk=pk)
    use = question_use(question, reader=request.member)
    return render(request, "interviews/overview/question_use.html", {"use": use})


@require_http_methods(["GET", "POST"])
@member_required
def retire(request: MemberRequest) -> HttpResponse:
    """Take questions out of use, knowing which open loops ask them."""
    require(request.member.may(Capability.WRITE_LIBRARY))
    form = QuestionsForm(request.POST if request.method == "POST" else request.GET, member=request.member)
    chosen = form.chosen()
    if request.method == "POST":
        _retire(request, chosen, by=request.member)
        return redirect(chosen[0] if len(chosen) == 1 else "library:list")
    uses = open_uses(chosen, reader=request.member)
    return render(request, "interviews/overview/retire_questions.html", {"uses": uses})


def _retire(request: HttpRequest, questions: list[Question], *, by: Member) -> None:
    """Each for itself: one that cannot be retired keeps no other from it, and is named."""
    outcomes = for_each(questions, lambda question: retire_question(question, by=by))
    for outcome in outcomes:
        if outcome.refusal:
            messages.warning(request, f"{outcome.row.title}: {outcome.refusal}")
    if retired := sum(outcome.is_done for outcome in outcomes):
        told = ngettext("%(count)d question is retired.", "%(count)d questions are retired.", retired)
        messages.success(request, told % {"count": retired})
