"""Where people land: Today, My interviews, and the list of loops."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from hiring.foundations.capabilities import Capability
from hiring.foundations.paging import PageForm
from hiring.people.requests import MemberRequest, member_required
from interviews.overview.filters import LoopFilter
from interviews.overview.selectors import agenda, loops_page, today


@require_safe
@member_required
def home(request: MemberRequest) -> HttpResponse:
    """Today for those who plan; everybody else lands where their work is."""
    member = request.member
    if member.may(Capability.PLAN_EVERY_LOOP) or member.may(Capability.PLAN_OWN_LOOPS):
        return render(request, "interviews/overview/today.html", {"today": today(member)})
    return redirect("overview:my_interviews" if member.is_interviewer else "debriefs:list")


@require_safe
@member_required
def my_interviews(request: MemberRequest) -> HttpResponse:
    """The reader's interviews, the next one first, in their own time."""
    context = {"agenda": agenda(request.member, now=timezone.now())}
    return render(request, "interviews/overview/my_interviews.html", context)


@require_safe
@member_required
def loops(request: MemberRequest) -> HttpResponse:
    """The loops that the reader plans, decides on or sits in, newest first."""
    chosen = LoopFilter(request.GET, reader=request.member)
    page = loops_page(request.member, **chosen.wanted(), **PageForm(request.GET).wanted())
    context = {"page": page, "filter": chosen, "is_filtered": any(chosen.wanted().values())}
    return render(request, "interviews/overview/loops.html", context)
