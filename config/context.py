from django.http import HttpRequest


def house(request: HttpRequest) -> dict[str, object]:
    """What every page knows: who is reading, and for which organization."""
    member = getattr(request, "member", None)
    return {"member": member, "organization": member.organization if member else None}
