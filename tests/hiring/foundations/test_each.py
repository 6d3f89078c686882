"""The same change to many rows: each stands for itself."""

import pytest

from hiring.foundations.each import for_each
from hiring.foundations.errors import DomainError
from hiring.people.models import Member, Organization


@pytest.mark.django_db
def test_a_refused_row_takes_nothing_of_the_others_along(organization: Organization, admin: Member) -> None:
    def rename(title: str) -> None:
        Member.objects.filter(pk=admin.pk).update(title=title)
        if title == "refused":
            raise DomainError("No.", "no")

    outcomes = for_each(["first", "refused", "last", "refused"], rename)

    assert [outcome.is_done for outcome in outcomes] == [True, False, True, False]
    assert str(outcomes[1].refusal) == "No."
    admin.refresh_from_db()
    assert admin.title == "last"
