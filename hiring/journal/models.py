"""The one record of everything that happened: append-only, and chained so that a change is seen."""

from django.db import models

from hiring.foundations.tenancy import Owned, OwnedQuerySet


class Event(Owned):
    """One thing that happened. Its payload holds ids and states, never names or notes."""

    sequence = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    actor = models.ForeignKey("hiring.Member", null=True, on_delete=models.PROTECT, related_name="+")
    payload = models.JSONField(default=dict)
    occurred_at = models.DateTimeField()
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["organization", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "sequence"], name="event_sequence_is_unique"),
            models.UniqueConstraint(fields=["organization", "hash"], name="event_hash_is_unique"),
        ]
        indexes = [models.Index(fields=["organization", "subject_type", "subject_id"], name="event_subject")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.kind}"


class ChainHead(models.Model):
    """Where an organization's chain ends; locked while an event is added."""

    organization = models.OneToOneField("hiring.Organization", on_delete=models.PROTECT, related_name="+")
    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.organization_id} at {self.sequence}"
