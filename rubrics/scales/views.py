from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from hiring.foundations.paging import PageForm
from hiring.people.requests import MemberRequest, member_required
from rubrics.scales.models import Rubric
from rubrics.scales.selectors import rubric_shown, rubrics_page


@require_safe
@member_required
def rubrics(request: MemberRequest) -> HttpResponse:
    page = rubrics_page(request.member, **PageForm(request.GET).wanted())
    return render(request, "rubrics/scales/list.html", {"page": page})


@require_safe
@member_required
def detail(request: MemberRequest, pk: int) -> HttpResponse:
    rubric = get_object_or_404(Rubric.objects.visible_to(request.member).select_related("current"), pk=pk)
    return render(request, "rubrics/scales/detail.html", {"shown": rubric_shown(rubric)})
