from rest_framework.pagination import CursorPagination


class NewestFirst(CursorPagination):
    """Newest rows first, by cursor, so that a page costs the same however deep it lies."""

    ordering = "-id"
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200
