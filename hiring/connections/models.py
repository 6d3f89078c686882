"""How other programs reach the product."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from hiring.people.models import Member


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def visible_to(self, member: Member) -> Self:
        """One's own tokens; nobody reads another's."""
        return self.filter(member=member)


class ApiToken(models.Model):
    """A program's key to act as one member; only its hash is kept."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="tokens")
    label = models.CharField(_("what it is for"), max_length=80)
    prefix = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.label} ({self.prefix}…)"
