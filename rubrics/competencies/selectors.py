from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from hiring.candidates.models import Candidacy, Opening
from hiring.candidates.states import CandidacyStatus
from hiring.foundations.paging import Page, page_of
from hiring.people.models import Member


def openings_page(reader: Member, *, status: str = "", before: int | None = None) -> Page[Opening]:
    """The openings that are the reader's business, newest first; `candidates` says how many are active."""
    rows = Opening.objects.visible_to(reader).select_related("hiring_manager__user")
    if status:
        rows = rows.filter(status=status)
    # Counted for the rows of this page only, not for all that the page is cut from.
    active = Candidacy.objects.filter(opening=OuterRef("pk"), status=CandidacyStatus.ACTIVE)
    count = active.order_by().values("opening").annotate(count=Count("pk")).values("count")
    rows = rows.annotate(candidates=Coalesce(Subquery(count), 0))
    return page_of(rows.prefetch_related("requirements__competency"), before=before)
