"""The page on which a reviewer puts shuffled anchors back into order."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hiring.foundations.capabilities import require
from hiring.foundations.forms import refusals_in, sent
from hiring.people.requests import MemberRequest, member_required
from rubrics.scales.anchor_sorts import can_sort, has_sorted, sheet_for, sort_anchors
from rubrics.scales.models import Rubric
from rubrics.scales.sort_forms import SortForm


@require_http_methods(["GET", "POST"])
@member_required
def sort(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """Give each anchor the level it describes; the result is kept with the version."""
    rubric = get_object_or_404(Rubric.objects.visible_to(request.member).select_related("current"), pk=pk)
    version = get_object_or_404(rubric.versions.all(), number=number)
    version.rubric = rubric
    require(
        can_sort(request.member, version),
        _("Whoever wrote anchors knows their order. Ask a colleague who interviews to sort them."),
    )
    if has_sorted(request.member, version):
        return redirect(f"{version.get_absolute_url()}#sorts")
    sheet = sheet_for(version, request.member)
    form = SortForm(sent(request), sheet=sheet, state=version.version)
    if form.is_valid():
        with refusals_in(form):
            sort_anchors(version, given=form.given, state=form.cleaned_data["state"], by=request.member)
            messages.success(request, _("Kept. This is how near you came to the author’s order."))
            return redirect(f"{version.get_absolute_url()}#sorts")
    context = {"rubric": rubric, "version": version, "form": form}
    return render(request, "rubrics/scales/sort.html", context, status=422 if form.is_bound else 200)
