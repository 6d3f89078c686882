"""What forms carry beside their fields."""

from uuid import uuid4

from django.template import Library
from django.utils.html import format_html

register = Library()


@register.simple_tag
def send_once() -> str:
    """A hidden key, new on each page, by which the server knows a form that was sent twice."""
    return format_html('<input type="hidden" name="idempotency_key" value="{}">', uuid4())
