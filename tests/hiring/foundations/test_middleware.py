import pytest
from django.test import RequestFactory

from hiring.foundations.middleware import way_back


def test_the_way_back_is_the_page_one_came_from() -> None:
    request = RequestFactory().post("/loops/1/publish/", HTTP_REFERER="http://testserver/loops/1/")

    assert way_back(request) == "http://testserver/loops/1/"


@pytest.mark.parametrize(
    "referer", ["", "https://elsewhere.example/", "javascript:alert(1)", "//elsewhere.example"]
)
def test_there_is_no_way_back_to_somebody_elses_page(referer: str) -> None:
    assert way_back(RequestFactory().post("/loops/1/publish/", HTTP_REFERER=referer)) == ""
