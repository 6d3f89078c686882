from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from interviews.demo.selectors import demo_people
from interviews.scorecards.selectors import scorecards_owed


def house(request: HttpRequest) -> dict[str, object]:
    """What every page knows: who reads it, for which organization, and whom the demo lets one sign in as."""
    member = getattr(request, "member", None)
    return {
        "waiting": {"my_interviews": SimpleLazyObject(lambda: scorecards_owed(member).count())}
        if member
        else {},
        "member": member,
        "organization": member.organization if member else None,
        "demo_people": SimpleLazyObject(lambda: demo_people(request)),
    }
