from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hiring.foundations.errors import DomainError


class DomainErrors:
    """Shows a broken rule that no form has caught as a page of its own, with the way back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, DomainError):
            return None
        return render(request, "refused.html", {"error": exception}, status=exception.status)
