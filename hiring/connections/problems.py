"""Every error of the API as `application/problem+json` (RFC 9457), field errors by JSON pointer."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, JsonResponse
from rest_framework.response import Response
from rest_framework.views import exception_handler, set_rollback

from hiring.foundations.errors import DomainError

MEDIA_TYPE = "application/problem+json"
INVALID = "Some fields cannot be taken. Each is named under errors."


def problem(
    status: int, detail: str, *, code: str, errors: list[dict[str, str]] | None = None
) -> dict[str, Any]:
    """The body of a problem; `errors` holds one entry a field."""
    return {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
        **({"errors": errors} if errors else {}),
    }


def field_errors(errors: Any, pointer: str = "#") -> Iterator[dict[str, str]]:
    """Each message in DRF's nested error structure, with the pointer to what it is about."""
    if isinstance(errors, dict):
        for name, inner in errors.items():
            yield from field_errors(inner, pointer if name == "non_field_errors" else f"{pointer}/{name}")
    elif isinstance(errors, list):
        for place, inner in enumerate(errors):
            is_message = not isinstance(inner, dict | list)
            yield from field_errors(inner, pointer if is_message else f"{pointer}/{place}")
    else:
        yield {"pointer": pointer, "detail": str(errors), "code": getattr(errors, "code", "invalid")}


def _of_domain(error: DomainError) -> Response:
    errors = [
        {"pointer": f"#/{fault.field}", "detail": fault.says, "code": error.code}
        for fault in getattr(error, "faults", [])
    ]
    if error.field:
        errors.append({"pointer": f"#/{error.field}", "detail": str(error), "code": error.code})
    return Response(problem(error.status, str(error), code=error.code, errors=errors), status=error.status)


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler: every refusal in one form."""
    if isinstance(error, DomainError):
        set_rollback()
        response = _of_domain(error)
    else:
        answer = exception_handler(error, context)
        if answer is None:
            return None
        response = answer
        body = response.data
        if isinstance(body, dict) and set(body) == {"detail"}:
            detail = body["detail"]
            code = getattr(detail, "code", "error")
            response.data = problem(response.status_code, str(detail), code=code)
        else:
            errors = list(field_errors(body))
            response.data = problem(response.status_code, INVALID, code="invalid", errors=errors)
    response.content_type = MEDIA_TYPE
    return response


def not_found(request: HttpRequest) -> JsonResponse:
    """The answer to an address under /api/ that does not exist."""
    return JsonResponse(
        problem(404, "There is nothing at this address.", code="not_found"),
        status=404,
        content_type=MEDIA_TYPE,
    )
