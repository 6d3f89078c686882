"""What is done to a rubric from its page: published, its work thrown away, retired, taken back into use."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hiring.foundations.forms import refusals_in
from hiring.people.requests import MemberRequest, member_required
from rubrics.scales.forms import StateForm
from rubrics.scales.models import Rubric
from rubrics.scales.services import discard_work, publish_rubric, reinstate_rubric, retire_rubric
from rubrics.scales.views import rubric_page


def _rubric(request: MemberRequest, pk: int) -> Rubric:
    return get_object_or_404(Rubric.objects.visible_to(request.member).select_related("current"), pk=pk)


@require_POST
@member_required
def publish(request: MemberRequest, pk: int) -> HttpResponse:
    """Let new rounds be judged by what was read."""
    rubric, form = _rubric(request, pk), StateForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            published = publish_rubric(rubric, version=form.cleaned_data["version"], by=request.member)
            told = _("Version %(number)d is published. New rounds take it; open ones can move to it.")
            messages.success(request, told % {"number": published.number})
            return redirect(rubric)
    return rubric_page(request, pk, refused=form)


@require_POST
@member_required
def discard(request: MemberRequest, pk: int) -> HttpResponse:
    """Throw away what is in work."""
    rubric = discard_work(_rubric(request, pk), by=request.member)
    messages.success(request, _("Thrown away. The published version stays as it is."))
    return redirect(rubric)


@require_POST
@member_required
def retire(request: MemberRequest, pk: int) -> HttpResponse:
    """Take the rubric out of use for new rounds."""
    rubric = retire_rubric(_rubric(request, pk), by=request.member)
    messages.success(request, _("Retired. Rounds that have it keep their version."))
    return redirect(rubric)


@require_POST
@member_required
def reinstate(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a retired rubric back into use."""
    rubric = reinstate_rubric(_rubric(request, pk), by=request.member)
    messages.success(request, _("In use again. New rounds can be judged by it."))
    return redirect(rubric)
