import pytest
from django.http import QueryDict

from hiring.foundations.paging import PageForm, page_of
from hiring.people.models import Member, Organization
from tests.making import make_member


def test_pages_follow_each_other_without_gap_or_overlap(organization: Organization) -> None:
    members = [make_member(organization).pk for _ in range(5)]
    rows = Member.objects.filter(organization=organization)

    first = page_of(rows, size=2)
    second = page_of(rows, before=first.older, size=2)
    third = page_of(rows, before=second.older, size=2)

    assert [row.pk for page in (first, second, third) for row in page.rows] == members[::-1]
    assert third.older is None


def test_a_page_that_is_just_full_is_the_last(organization: Organization) -> None:
    make_member(organization)
    make_member(organization)

    assert page_of(Member.objects.filter(organization=organization), size=2).older is None


@pytest.mark.parametrize("before", ["x", "0", "-1", "9" * 40, "\x00", "1.5", "٣" * 30])
def test_a_place_that_makes_no_sense_counts_as_not_said(before: str) -> None:
    query = QueryDict(mutable=True)
    query["before"] = before

    assert PageForm(query).wanted() == {"before": None}
