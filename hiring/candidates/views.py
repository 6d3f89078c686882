from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hiring.background.idempotency import once
from hiring.candidates.forms import (
    CandidateForm,
    CandidateSearchForm,
    ConsiderForm,
    NewCandidateForm,
)
from hiring.candidates.models import Candidate
from hiring.candidates.selectors import candidates_page
from hiring.candidates.services import (
    can_change_candidate,
    can_open_openings,
    change_candidate,
    consider,
    create_candidate,
)
from hiring.foundations.capabilities import require
from hiring.foundations.forms import refusals_in, sent
from hiring.people.requests import MemberRequest, member_required


@require_safe
@member_required
def candidates(request: MemberRequest) -> HttpResponse:
    search = CandidateSearchForm(request.GET)
    wanted = search.wanted()
    context = {
        "page": candidates_page(request.member, **wanted),
        "search": search,
        "words": wanted.get("words", ""),
        "may_add": can_open_openings(request.member),
    }
    return render(request, "hiring/candidates/list.html", context)


@require_http_methods(["GET", "POST"])
@member_required
def new(request: MemberRequest) -> HttpResponse:
    member = request.member
    require(can_open_openings(member))
    initial = {"time_zone": member.organization.time_zone, "opening": request.GET.get("opening")}
    form = NewCandidateForm(sent(request), member=member, initial=initial)
    if form.is_valid():
        with refusals_in(form):
            return redirect(once(request.user, key=form.key, act=lambda: _create(request, form)))
    context = {"form": form}
    return render(request, "hiring/candidates/new.html", context, status=422 if form.is_bound else 200)


def _create(request: MemberRequest, form: NewCandidateForm) -> str:
    fields = {name: form.cleaned_data[name] for name in ("name", "email", "time_zone", "opening")}
    candidate = create_candidate(**fields, by=request.member)
    messages.success(request, _("%(name)s is added.") % {"name": candidate.name})
    return candidate.get_absolute_url()


@require_http_methods(["GET", "POST"])
@member_required
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    candidate = get_object_or_404(Candidate.objects.visible_to(request.member), pk=pk)
    require(can_change_candidate(request.member, candidate))
    form = CandidateForm(sent(request), initial=CandidateForm.of(candidate))
    if form.is_valid():
        with refusals_in(form, current=CandidateForm.of(candidate)):
            change_candidate(candidate, **form.cleaned_data, by=request.member)
            messages.success(request, _("Saved."))
            return redirect(candidate)
    context = {"form": form, "candidate": candidate}
    return render(request, "hiring/candidates/edit.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@member_required
def consider_for(request: MemberRequest, pk: int) -> HttpResponse:
    """Consider the candidate for one more opening."""
    candidate = get_object_or_404(Candidate.objects.visible_to(request.member), pk=pk)
    require(can_open_openings(request.member))
    form = ConsiderForm(sent(request), member=request.member)
    if form.is_valid():
        with refusals_in(form):
            return redirect(once(request.user, key=form.key, act=lambda: _consider(request, form, candidate)))
    context = {"form": form, "candidate": candidate}
    return render(request, "hiring/candidates/consider.html", context, status=422 if form.is_bound else 200)


def _consider(request: MemberRequest, form: ConsiderForm, candidate: Candidate) -> str:
    candidacy = consider(candidate, opening=form.cleaned_data["opening"], by=request.member)
    words = {"name": candidate.name, "opening": candidacy.opening.title}
    messages.success(request, _("%(name)s is considered for %(opening)s now.") % words)
    return candidate.get_absolute_url()
