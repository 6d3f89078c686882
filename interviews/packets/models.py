"""The debrief packet: what it was built from is frozen first, its bytes follow."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from hiring.background.models import Job
from hiring.candidates.models import Opening
from hiring.foundations.tenancy import Owned, OwnedQuerySet, is_among
from hiring.people.models import Member
from interviews.debriefs.models import Debrief


class PacketQuerySet(OwnedQuerySet["Packet"]):
    def visible_to(self, member: Member) -> Self:
        """Packets of debriefs the member may read, on openings they plan or sit on the committee of."""
        return (
            super()
            .visible_to(member)
            .filter(
                is_among(Debrief.objects.visible_to(member), "debrief"),
                debrief__loop__candidacy__opening__in=Opening.objects.visible_to(member),
            )
        )


class Packet(Owned):
    """One debrief as one person could read it at one moment, in print; it never changes."""

    debrief = models.ForeignKey(Debrief, on_delete=models.PROTECT, related_name="packets")
    number = models.PositiveIntegerField()
    snapshot = models.TextField()
    snapshot_sha256 = models.CharField(max_length=64)
    job = models.OneToOneField(Job, on_delete=models.PROTECT, related_name="packet")
    requested_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    pages = models.PositiveIntegerField(null=True)
    size = models.PositiveBigIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)

    objects = PacketQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["debrief", "number"], name="packet_number_is_unique"),
            models.UniqueConstraint(fields=["debrief", "snapshot_sha256"], name="packet_is_built_once"),
            models.CheckConstraint(
                condition=Q(sha256="", pages__isnull=True, size__isnull=True)
                | Q(pages__gte=1, size__gte=1) & ~Q(sha256=""),
                name="packet_is_whole_or_absent",
            ),
        ]
        indexes = [models.Index(fields=["organization", "-id"], name="packet_newest")]

    def __str__(self) -> str:
        return f"Packet {self.number} of {self.debrief}"

    def get_absolute_url(self) -> str:
        return reverse("packets:detail", args=[self.pk])

    @property
    def is_ready(self) -> bool:
        return bool(self.sha256)
