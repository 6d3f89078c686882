"""One change to many questions: each stands for itself, and whatever is refused is told of by name."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from hiring.foundations.capabilities import Capability, require
from hiring.foundations.each import Outcome
from hiring.people.models import Member
from hiring.people.requests import MemberRequest, member_required
from rubrics.library.forms import TickedForm
from rubrics.library.many import approve_each, tag_each
from rubrics.library.models import Question
from rubrics.library.views import library_page

# So many titles are told of for each reason; the rest is counted.
TITLES_TOLD = 5
# What other pages do with the ticked questions: the loops that ask them are shown before they are retired.
ELSEWHERE = {"retire": "exposure:retire", "export": "exporting:library"}


@require_POST
@member_required
def change(request: MemberRequest) -> HttpResponse:
    """Approve, tag or retire what was ticked, and go back to the list as it was."""
    require(request.member.may(Capability.WRITE_LIBRARY))
    form = TickedForm(request.POST, member=request.member)
    if not form.is_valid():
        return library_page(request, refused=form)
    if elsewhere := ELSEWHERE.get(form.cleaned_data["do"]):
        chosen = [question.pk for question in form.cleaned_data["question"]]
        return redirect(f"{reverse(elsewhere)}?{urlencode({'question': chosen}, doseq=True)}")
    _tell(request, _changed(form, by=request.member), do=form.cleaned_data["do"])
    is_of_review = "review" in request.POST
    query = request.GET.urlencode()
    address = reverse("library:review" if is_of_review else "library:list")
    return redirect(f"{address}?{query}" if query else address)


def _changed(form: TickedForm, *, by: Member) -> list[Outcome[Question]]:
    questions, tag = form.cleaned_data["question"], form.cleaned_data["tag"]
    match form.cleaned_data["do"]:
        case "approve":
            return approve_each(
                questions, versions={one.pk: form.seen_version(one) for one in questions}, by=by
            )
        case "add_tag":
            return tag_each(questions, add=[tag], by=by)
        case _:
            return tag_each(questions, remove=[tag], by=by)


def _tell(request: HttpRequest, outcomes: Sequence[Outcome[Question]], *, do: str) -> None:
    done = sum(outcome.is_done for outcome in outcomes)
    told = {
        "approve": ngettext("%(done)d approved.", "%(done)d approved.", done),
        "add_tag": ngettext("%(done)d has the tag.", "%(done)d have the tag.", done),
        "remove_tag": ngettext("%(done)d is without the tag.", "%(done)d are without the tag.", done),
    }[do]
    if done:
        messages.success(request, told % {"done": done})
    by_reason: dict[str, list[str]] = {}
    for outcome in outcomes:
        if outcome.refusal:
            by_reason.setdefault(str(outcome.refusal), []).append(outcome.row.title)
    for reason, titles in by_reason.items():
        messages.warning(request, _refused(titles, reason))


def _refused(titles: Sequence[str], reason: str) -> str:
    named = ", ".join(f"“{title}”" for title in titles[:TITLES_TOLD])
    if more := len(titles) - TITLES_TOLD if len(titles) > TITLES_TOLD else 0:
        named = ngettext("%(named)s and %(more)d more", "%(named)s and %(more)d more", more) % {
            "named": named,
            "more": more,
        }
    return _("%(count)d not: %(reason)s %(named)s") % {"count": len(titles), "reason": reason, "named": named}
