from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from hiring.foundations.paging import PageForm
from hiring.people.requests import MemberRequest, member_required
from interviews.loop_templates.models import LoopTemplate
from interviews.loop_templates.selectors import template_shown, templates_page


@require_safe
@member_required
def templates(request: MemberRequest) -> HttpResponse:
    page = templates_page(request.member, **PageForm(request.GET).wanted())
    return render(request, "interviews/loop_templates/list.html", {"page": page})


@require_safe
@member_required
def template(request: MemberRequest, pk: int) -> HttpResponse:
    rows = LoopTemplate.objects.visible_to(request.member).select_related("current")
    shown = template_shown(get_object_or_404(rows, pk=pk))
    return render(request, "interviews/loop_templates/detail.html", {"shown": shown})
