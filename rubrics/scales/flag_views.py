"""The pages of red flags: all of them, a new one, one to reword or retire."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hiring.background.idempotency import once
from hiring.foundations.capabilities import require
from hiring.foundations.forms import refusals_in, sent
from hiring.foundations.paging import PageForm
from hiring.people.requests import MemberRequest, member_required
from rubrics.scales.flags import add_flag, can_write_flags, reinstate_flag, retire_flag, reword_flag
from rubrics.scales.forms import FlagForm, NewFlagForm
from rubrics.scales.models import RedFlag
from rubrics.scales.selectors import flags_page, rubrics_with


def _flag(request: MemberRequest, pk: int) -> RedFlag:
    return get_object_or_404(RedFlag.objects.visible_to(request.member), pk=pk)


@require_safe
@member_required
def flags(request: MemberRequest) -> HttpResponse:
    context = {
        "page": flags_page(request.member, **PageForm(request.GET).wanted()),
        "may_write": can_write_flags(request.member),
    }
    return render(request, "rubrics/scales/flags.html", context)


@require_http_methods(["GET", "POST"])
@member_required
def new(request: MemberRequest) -> HttpResponse:
    require(can_write_flags(request.member))
    form = NewFlagForm(sent(request))
    if form.is_valid():
        with refusals_in(form):
            return redirect(once(request.user, key=form.key, act=lambda: _add(request, form)))
    return render(
        request, "rubrics/scales/new_flag.html", {"form": form}, status=422 if form.is_bound else 200
    )


def _add(request: MemberRequest, form: NewFlagForm) -> str:
    said = form.cleaned_data
    flag = add_flag(statement=said["statement"], description=said["description"], by=request.member)
    messages.success(request, _("Added. Rubrics can offer it now."))
    return flag.get_absolute_url()


@require_http_methods(["GET", "POST"])
@member_required
def flag(request: MemberRequest, pk: int) -> HttpResponse:
    """One red flag, the rubrics that offer it, and for writers its wording."""
    row = _flag(request, pk)
    may_write = can_write_flags(request.member)
    form = FlagForm(sent(request), flag=row)
    if request.method == "POST":
        require(may_write)
    if form.is_valid():
        with refusals_in(form, current=form.initial):
            reword_flag(row, **form.cleaned_data, by=request.member)
            messages.success(request, _("Saved."))
            return redirect(row)
    context = {"flag": row, "form": form, "rubrics": rubrics_with(row), "may_write": may_write}
    return render(request, "rubrics/scales/flag.html", context, status=422 if form.is_bound else 200)


@require_POST
@member_required
def retire(request: MemberRequest, pk: int) -> HttpResponse:
    row = retire_flag(_flag(request, pk), by=request.member)
    messages.success(request, _("Retired. Rubrics that have it keep it; no other takes it."))
    return redirect(row)


@require_POST
@member_required
def reinstate(request: MemberRequest, pk: int) -> HttpResponse:
    row = reinstate_flag(_flag(request, pk), by=request.member)
    messages.success(request, _("In use again."))
    return redirect(row)
