from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hiring.background.idempotency import once
from hiring.foundations.capabilities import Capability, require
from hiring.foundations.forms import refusals_in, sent
from hiring.foundations.paging import PageForm
from hiring.people.forms import MemberForm, NewMemberForm, SwitchForm
from hiring.people.middleware import SESSION_KEY
from hiring.people.models import Member
from hiring.people.requests import MemberRequest, member_required
from hiring.people.selectors import members_page
from hiring.people.services import add_member, change_member


@require_safe
@member_required
def members(request: MemberRequest) -> HttpResponse:
    return render(
        request,
        "hiring/people/list.html",
        {
            "page": members_page(request.member, **PageForm(request.GET).wanted()),
            "may_manage": request.member.may(Capability.MANAGE_ORGANIZATION),
        },
    )


@require_http_methods(["GET", "POST"])
@member_required
def new(request: MemberRequest) -> HttpResponse:
    require(request.member.may(Capability.MANAGE_ORGANIZATION))
    organization = request.member.organization
    form = NewMemberForm(sent(request), initial={"time_zone": organization.time_zone})
    if form.is_valid():
        with refusals_in(form):
            return redirect(once(request.user, key=form.key, act=lambda: _add(request, form)))
    return render(request, "hiring/people/new.html", {"form": form}, status=422 if form.is_bound else 200)


def _add(request: MemberRequest, form: NewMemberForm) -> str:
    fields = {name: value for name, value in form.cleaned_data.items() if name != "once"}
    member = add_member(request.member.organization, **fields, by=request.member)
    told = _("%(name)s is a member now. They set a password with “Forgotten it?” on the sign-in page.")
    messages.success(request, told % {"name": member.name})
    return reverse("people:list")


@require_http_methods(["GET", "POST"])
@member_required
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    require(request.member.may(Capability.MANAGE_ORGANIZATION))
    member = get_object_or_404(Member.objects.visible_to(request.member).select_related("user"), pk=pk)
    form = MemberForm(sent(request), initial=MemberForm.of(member))
    if form.is_valid():
        with refusals_in(form, current=MemberForm.of(member)):
            change_member(member, **form.cleaned_data, by=request.member)
            messages.success(request, _("Saved what %(name)s may do.") % {"name": member.name})
            return redirect("people:list")
    context = {"form": form, "subject": member}
    return render(request, "hiring/people/edit.html", context, status=422 if form.is_bound else 200)


@require_POST
@member_required
def switch(request: MemberRequest) -> HttpResponse:
    """Go on in another organization that one is an active member of."""
    form = SwitchForm(request.POST)
    chosen = form.cleaned_data["organization"] if form.is_valid() else None
    membership = get_object_or_404(
        Member.objects.select_related("organization"),
        user=request.member.user_id,
        is_active=True,
        organization=chosen,
    )
    request.session[SESSION_KEY] = membership.organization_id
    messages.success(request, _("You are in %(name)s now.") % {"name": membership.organization})
    return redirect("overview:home")
