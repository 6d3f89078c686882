from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hiring.foundations.paging import PageForm
from hiring.people.requests import MemberRequest, member_required
from interviews.debriefs.models import Debrief
from interviews.packets.forms import RequestForm
from interviews.packets.models import Packet
from interviews.packets.pages import packets_of, packets_page
from interviews.packets.services import bytes_of, is_lost, request_packet, retry_packet


@require_safe
@member_required
def packets(request: MemberRequest) -> HttpResponse:
    page = packets_page(request.member, **PageForm(request.GET).wanted())
    return render(request, "interviews/packets/list.html", {"page": page})


@require_safe
@member_required
def detail(request: MemberRequest, pk: int) -> HttpResponse:
    """One packet: how far it is, then what it is; asked by htmx, only how far it is."""
    packet = get_object_or_404(packets_of(request.member), pk=pk)
    if request.htmx and packet.job.is_over:
        # The page itself changes now: its file can be fetched, or its building tried again.
        return HttpResponse(headers={"HX-Refresh": "true"})
    template = "_progress.html" if request.htmx else "detail.html"
    return render(request, f"interviews/packets/{template}", {"packet": packet})


@require_safe
@member_required
def file(request: MemberRequest, pk: int) -> HttpResponseBase:
    """The packet's PDF, named after candidate and opening; its tag is the hash of its bytes."""
    packet = get_object_or_404(packets_of(request.member), pk=pk)
    etag = quote_etag(packet.sha256) if packet.is_ready else None
    if etag and (unchanged := get_conditional_response(request, etag=etag)):
        return unchanged
    if is_lost(packet):
        context = {"packet": packet, "is_lost": True}
        return render(request, "interviews/packets/detail.html", context, status=409)
    response = FileResponse(
        BytesIO(bytes_of(packet)),
        as_attachment=True,
        filename=name_of(packet),
        content_type="application/pdf",
    )
    response["ETag"] = quote_etag(packet.sha256)
    return response


def name_of(packet: Packet) -> str:
    """What the file is called where it is saved."""
    candidacy = packet.debrief.loop.candidacy
    words = [candidacy.candidate.name, candidacy.opening.title]
    named = "-".join(slugify(word, allow_unicode=True) for word in words)
    return f"{named.strip('-') or 'packet'}-{packet.number}.pdf"


@require_POST
@member_required
def request_for(request: MemberRequest) -> HttpResponse:
    """Have a packet built of a debrief as it stands; one that says the same is shown instead."""
    form = RequestForm(request.POST)
    wanted = form.cleaned_data["debrief"] if form.is_valid() else None
    debriefs = Debrief.objects.visible_to(request.member).select_related("loop__candidacy__opening")
    debrief = get_object_or_404(debriefs.select_related("organization"), pk=wanted)
    packet, is_new = request_packet(debrief, by=request.member)
    if not is_new:
        messages.info(request, _("Nothing has changed since this packet was requested, so it still stands."))
    return redirect(packet)


@require_POST
@member_required
def retry(request: MemberRequest, pk: int) -> HttpResponse:
    packet = get_object_or_404(packets_of(request.member), pk=pk)
    retry_packet(packet, by=request.member)
    messages.success(request, _("The packet is built again."))
    return redirect(packet)
