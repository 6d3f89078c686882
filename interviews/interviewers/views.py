"""Everybody's load, and how the house staffs its loops."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hiring.foundations.capabilities import require
from hiring.foundations.forms import refusals_in, sent
from hiring.people.requests import MemberRequest, member_required
from interviews.interviewers.forms import PathForm, PolicyForm, RosterForm, path_forms
from interviews.interviewers.roster import roster
from interviews.interviewers.selectors import policy_of, sees_everybody
from interviews.interviewers.services import can_staff, set_policy, set_training_path
from interviews.interviewers.training import Paths
from rubrics.competencies.round_kinds import RoundKind


@require_safe
@member_required
def interviewers(request: MemberRequest) -> HttpResponse:
    """Who interviews how much, and who waits for the reader's word."""
    asked = RosterForm(request.GET)
    context = {
        "roster": roster(request.member, **asked.wanted()),
        "asked": asked,
        "is_searched": any(asked.wanted()[name] for name in ("words", "kind")),
        "sees_everybody": sees_everybody(request.member),
        "may_staff": can_staff(request.member, request.member.organization_id),
    }
    return render(request, "interviews/interviewers/list.html", context)


@require_http_methods(["GET", "POST"])
@member_required
def policy(request: MemberRequest) -> HttpResponse:
    """What holds for every plan: breaks, lunch, rooms, a fair week, how old a calendar may be."""
    member = request.member
    require(can_staff(member, member.organization_id))
    current = policy_of(member.organization)
    form = PolicyForm(sent(request), initial=PolicyForm.of(current))
    if form.is_valid():
        with refusals_in(form, current=PolicyForm.of(current)):
            set_policy(member.organization, **form.cleaned_data, by=member)
            messages.success(request, _("Saved."))
            return redirect("interviewers:policy")
    return _policy_page(request, form, path_forms(None, Paths.of(member.organization)))


@require_POST
@member_required
def paths(request: MemberRequest) -> HttpResponse:
    """How many rounds training takes, by kind: all of them, or none where one makes no sense."""
    member = request.member
    require(can_staff(member, member.organization_id))
    known = Paths.of(member.organization)
    by_kind = path_forms(request.POST, known)
    if all(form.is_valid() for form in by_kind.values()):
        with transaction.atomic():
            for kind, form in by_kind.items():
                if form.has_changed():
                    set_training_path(member.organization, round_kind=kind, **form.cleaned_data, by=member)
        messages.success(request, _("Saved."))
        return redirect("interviewers:policy")
    return _policy_page(
        request, PolicyForm(None, initial=PolicyForm.of(policy_of(member.organization))), by_kind
    )


def _policy_page(
    request: MemberRequest, form: PolicyForm, by_kind: dict[RoundKind, PathForm]
) -> HttpResponse:
    context = {"form": form, "paths": [(kind.label, one) for kind, one in by_kind.items()]}
    status = 422 if request.method == "POST" else 200
    return render(request, "interviews/interviewers/policy.html", context, status=status)
