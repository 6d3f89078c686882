"""How the API describes itself: a summary for every operation, and every refusal that it may answer with."""

from collections.abc import Iterator
from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import get_doc, get_view_model
from drf_spectacular.utils import OpenApiResponse

from hiring.connections.problems import MEDIA_TYPE, Problem

REFUSALS = {
    "400": "Something in the request cannot be taken; `errors` names it.",
    "401": "The token is missing, unknown, expired or revoked.",
    "403": "You may see this, but not do that.",
    "404": "There is nothing at this address, or nothing that you can see.",
    "409": "A rule stands against it, or somebody else was faster.",
    "413": "The body is too large.",
    "415": "The body is not JSON.",
}
# For a query that makes no sense where no list is read; lists document it by themselves.
REFUSED_BY_NAME = {(400, MEDIA_TYPE): OpenApiResponse(Problem, description=REFUSALS["400"])}
BODIES = {"POST", "PUT", "PATCH"}


class HouseSchema(AutoSchema):
    """Takes an operation's summary from its docstring, and adds what it may refuse."""

    view: Any

    def get_summary(self) -> str:
        action = getattr(self.view, "action", "")
        if action not in {"list", "retrieve"}:
            return self._said()[0]
        names = get_view_model(self.view)._meta
        plural = str(names.verbose_name_plural)
        return f"List {plural}" if action == "list" else f"Read one of the {plural}"

    def get_description(self) -> str:  # type: ignore[override]
        """What a docstring says beyond its first line; for a list and a row, what the rows are."""
        rest = self._said()[1]
        return rest or (get_doc(type(self.view)) if self.view.action in {"list", "retrieve"} else "")

    def _said(self) -> tuple[str, str]:
        first, _, rest = get_doc(getattr(self.view, self.view.action)).partition("\n")
        return first.rstrip("."), rest.strip()

    def _get_response_bodies(self, direction: Any = "response") -> Any:
        responses = super()._get_response_bodies(direction)
        for status in self._refusals():
            documented = OpenApiResponse(Problem, description=REFUSALS[status])
            if status not in responses:
                responses[status] = self._get_response_for_code(documented, status, [MEDIA_TYPE], direction)
        return responses

    def _refusals(self) -> Iterator[str]:
        has_body = self.method in BODIES and self.get_request_serializer() is not None
        changes = self.method != "GET"
        if has_body or self._is_list_view():
            yield "400"
        yield "401"
        if changes or getattr(self.view, "is_for_few", False):
            yield "403"
        if "{" in self.path:
            yield "404"
        if changes:
            yield "409"
        if has_body:
            yield from ("413", "415")
