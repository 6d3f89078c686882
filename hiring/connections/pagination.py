import re
from typing import Any

from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import Cursor, CursorPagination
from rest_framework.request import Request
from rest_framework.utils.urls import replace_query_param

POSITION = re.compile(r"[0-9]{1,18}")


class NewestFirst(CursorPagination):
    """Newest rows first, by cursor, so that a page costs the same however deep it lies."""

    ordering = "-id"
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        parameters = super().get_schema_operation_parameters(view)
        for parameter in parameters:
            if parameter["name"] == self.page_size_query_param:
                parameter["schema"] |= {
                    "minimum": 1,
                    "maximum": self.max_page_size,
                    "default": self.page_size,
                }
        return parameters

    def get_page_size(self, request: Request) -> int:
        asked = request.query_params.get(self.page_size_query_param, str(self.page_size))
        if not (asked.isdecimal() and len(asked) < 4 and 1 <= int(asked) <= self.max_page_size):
            says = f"Ask for 1 to {self.max_page_size} rows."
            raise ValidationError({self.page_size_query_param: [says]})
        return int(asked)

    def decode_cursor(self, request: Request) -> Cursor | None:
        """The place in the list that the cursor names; one that was not made here is refused."""
        refusal = ValidationError({self.cursor_query_param: ["Follow “next” or “previous” as given."]})
        try:
            cursor = super().decode_cursor(request)
        except NotFound as error:
            raise refusal from error
        if cursor and cursor.position is not None and not POSITION.fullmatch(str(cursor.position)):
            raise refusal
        return cursor


class InOrder(NewestFirst):
    """Rows in the order of their positions."""

    ordering = "position"


class BySearch(NewestFirst):
    """Pages of a search, which says itself where its next page begins."""

    mark = re.compile(r"[0-9.]{1,40}")

    def get_mark(self, request: Request) -> str:
        """Where the page begins; empty for the first."""
        mark: str = request.query_params.get(self.cursor_query_param, "")
        if mark and not self.mark.fullmatch(mark):
            raise ValidationError({self.cursor_query_param: ["Follow “next” as given."]})
        return mark

    def answer(self, request: Request, rows: Any, *, following: str) -> dict[str, Any]:
        """The body of an answer; a search leads forwards only."""
        address = request.build_absolute_uri()
        onwards = replace_query_param(address, self.cursor_query_param, following) if following else None
        return {"next": onwards, "previous": None, "results": rows}
