from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from hiring.people.requests import MemberRequest, member_required
from rubrics.library.forms import QuestionSearchForm
from rubrics.library.models import Question
from rubrics.library.selectors import question_shown, questions_page


@vary_on_headers("HX-Request")
@require_safe
@member_required
def questions(request: MemberRequest) -> HttpResponse:
    """The library; while somebody types, only what was found is sent."""
    search = QuestionSearchForm(request.GET, member=request.member)
    wanted = search.wanted()
    context = {
        "page": questions_page(request.member, **wanted),
        "search": search,
        "is_narrowed": any(value for name, value in wanted.items() if name != "before"),
    }
    is_part = request.htmx and not request.htmx.history_restore_request
    return render(request, f"rubrics/library/{'_found' if is_part else 'list'}.html", context)


@require_safe
@member_required
def detail(request: MemberRequest, pk: int) -> HttpResponse:
    questions = Question.objects.visible_to(request.member)
    question = get_object_or_404(
        questions.select_related("current__author__user", "current__reviewer__user"), pk=pk
    )
    shown = question_shown(question)
    if shown is None:
        raise Http404
    return render(request, "rubrics/library/detail.html", {"shown": shown})
