from hiring.foundations.paging import Page, page_of
from hiring.people.models import Member


def members_page(reader: Member, *, before: int | None = None) -> Page[Member]:
    """Everybody in the reader's organization, whoever came last first."""
    return page_of(Member.objects.visible_to(reader).select_related("user"), before=before)
