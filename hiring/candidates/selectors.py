from django.db.models import Prefetch, Q

from hiring.candidates.models import Candidacy, Candidate
from hiring.foundations.paging import Page, page_of
from hiring.people.models import Member


def candidates_page(reader: Member, *, words: str = "", before: int | None = None) -> Page[Candidate]:
    """The candidates the reader may know of, newest first, with the candidacies that are their business."""
    rows = Candidate.objects.visible_to(reader)
    for word in words.split():
        rows = rows.filter(Q(name__icontains=word) | Q(email__icontains=word))
    candidacies = Candidacy.objects.visible_to(reader).select_related("opening").order_by("-pk")
    return page_of(rows.prefetch_related(Prefetch("candidacies", candidacies)), before=before)
