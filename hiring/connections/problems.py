"""Every error of the API as `application/problem+json` (RFC 9457), field errors by JSON pointer."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, JsonResponse
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail
from rest_framework.views import exception_handler, set_rollback

from hiring.foundations.errors import DomainError

MEDIA_TYPE = "application/problem+json"
INVALID = "Some fields cannot be taken. Each is named under errors."
TOO_LARGE = "This body is too large. Send less at once."
NOTHING_HERE = "There is nothing at this address, or nothing that you can see."


class FieldProblem(serializers.Serializer[Any]):
    pointer = serializers.CharField(
        help_text="What it is about: a JSON pointer into the body, or `?name` for a query parameter."
    )
    detail = serializers.CharField()
    code = serializers.CharField()


class Problem(serializers.Serializer[Any]):
    """A refusal (RFC 9457): `code` is for programs, `detail` for people, `errors` for the fields at fault."""

    type = serializers.CharField(default="about:blank")
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    code = serializers.CharField()
    errors = FieldProblem(many=True, required=False)  # type: ignore[assignment]


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


def answer(body: dict[str, Any], headers: dict[str, str] | None = None) -> JsonResponse:
    """The problem as a response: JSON whatever the view speaks, ASCII whatever half character it quotes."""
    return JsonResponse(body, status=body["status"], headers=headers, content_type=MEDIA_TYPE)


def _step(pointer: str, name: Any) -> str:
    return f"{pointer}/" + str(name).replace("~", "~0").replace("/", "~1")


def field_errors(errors: Any, pointer: str = "#") -> Iterator[dict[str, str]]:
    """Each message in DRF's nested error structure, with the pointer to what it is about."""
    if isinstance(errors, dict):
        for name, inner in errors.items():
            yield from field_errors(inner, pointer if name == "non_field_errors" else _step(pointer, name))
    elif isinstance(errors, list):
        for place, inner in enumerate(errors):
            is_message = not isinstance(inner, dict | list)
            yield from field_errors(inner, pointer if is_message else _step(pointer, place))
    else:
        yield {"pointer": pointer, "detail": str(errors), "code": getattr(errors, "code", "invalid")}


# Where the framework's own sentence does not say what to do next.
OUR_WORDS = {
    "not_found": NOTHING_HERE,
    "not_authenticated": "Send a token: “Authorization: Bearer …”. You make one under API tokens.",
}


def _of_domain(error: DomainError) -> dict[str, Any]:
    faults = getattr(error, "faults", [])
    errors = [{"pointer": f"#/{fault.field}", "detail": fault.says, "code": error.code} for fault in faults]
    if error.field:
        errors.append({"pointer": _step("#", error.field), "detail": str(error), "code": error.code})
    return problem(error.status, str(error), code=error.code, errors=errors)


def _of_framework(status: int, said: Any, *, is_query: bool) -> dict[str, Any]:
    if isinstance(said, dict) and isinstance(detail := said.get("detail"), ErrorDetail):
        code = detail.code or "error"
        return problem(status, OUR_WORDS.get(code, str(detail)), code=code)
    errors = list(field_errors(said, "?" if is_query else "#"))
    if is_query:
        errors = [{**error, "pointer": error["pointer"].replace("?/", "?", 1)} for error in errors]
    return problem(status, INVALID, code="invalid", errors=errors)


def handle(error: Exception, context: dict[str, Any]) -> JsonResponse | None:
    """DRF's exception handler: every refusal in one form."""
    if isinstance(error, DomainError):
        set_rollback()
        return answer(_of_domain(error))
    if isinstance(error, RequestDataTooBig):
        return answer(problem(413, TOO_LARGE, code="too_large"))
    response = exception_handler(error, context)
    if response is None:
        return None
    is_query = context["request"].method in {"GET", "HEAD"}
    headers = {name: response[name] for name in ("WWW-Authenticate", "Retry-After") if name in response}
    return answer(_of_framework(response.status_code, response.data, is_query=is_query), headers)


def not_found(request: HttpRequest) -> JsonResponse:
    """The answer to an address under /api/ that does not exist."""
    return answer(problem(404, NOTHING_HERE, code="not_found"))
