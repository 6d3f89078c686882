import pytest
from django.test import RequestFactory
from django.urls import include, path, resolve

from hiring.templatetags.navigation import covers, nav_item

pages = [path("", lambda request: None, name="list"), path("<int:pk>/", lambda request: None, name="detail")]
urlpatterns = [path("loops/", include((pages, "loops"))), path("packets/", include((pages, "packets")))]


@pytest.mark.parametrize(
    ("pattern", "view", "expected"),
    [
        ("loops:list", "loops:list", True),
        ("loops:list", "loops:detail", False),
        ("loops:", "loops:detail", True),
        ("loops:", "packets:list", False),
    ],
)
def test_a_pattern_means_one_view_or_a_whole_room(pattern: str, view: str, expected: bool) -> None:
    assert covers(pattern, view) is expected


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("address", "is_current"), [("/loops/", True), ("/loops/7/", True), ("/packets/", False)]
)
def test_an_item_is_current_on_its_view_and_on_those_it_covers(address: str, is_current: bool) -> None:
    request = RequestFactory().get(address)
    request.resolver_match = resolve(address)

    item = nav_item({"request": request}, "loops:list", "Loops", "route", 12, "loops:")

    assert item == {
        "address": "/loops/",
        "label": "Loops",
        "icon": "route",
        "count": 12,
        "is_current": is_current,
    }


@pytest.mark.urls(__name__)
def test_a_page_without_a_request_has_no_current_item() -> None:
    assert nav_item({}, "loops:list", "Loops", "route")["is_current"] is False
