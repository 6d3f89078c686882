"""All rubrics with how much they are used, and where one of them is."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from hiring.people.requests import MemberRequest, member_required
from interviews.overview.selectors_rubrics import rubric_use, rubrics_page
from rubrics.scales.forms import RubricSearchForm
from rubrics.scales.models import Rubric
from rubrics.scales.services import can_propose, can_write


@require_safe
@member_required
def rubrics(request: MemberRequest) -> HttpResponse:
    search = RubricSearchForm(request.GET)
    wanted = search.wanted()
    context = {
        "page": rubrics_page(request.member, **wanted),
        "search": search,
        "is_narrowed": bool(wanted["kind"] or wanted["status"]),
        "may_propose": can_propose(request.member),
    }
    return render(request, "interviews/overview/rubrics.html", context)


@require_safe
@member_required
def use(request: MemberRequest, pk: int) -> HttpResponse:
    """Which open rounds are judged by which version; whoever writes the library can retire it here."""
    rubric = get_object_or_404(Rubric.objects.visible_to(request.member).select_related("current"), pk=pk)
    context = {
        "use": rubric_use(rubric, reader=request.member),
        "may_write": can_write(request.member, rubric),
    }
    return render(request, "interviews/overview/rubric_use.html", context)
