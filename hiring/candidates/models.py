"""Openings, candidates, and a candidate considered for an opening."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hiring.candidates.states import CandidacyStatus, OpeningStatus
from hiring.foundations.capabilities import Capability
from hiring.foundations.tenancy import Owned, OwnedQuerySet
from hiring.people.models import Member, validate_time_zone

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Level(models.TextChoices):
    JUNIOR = "junior", _("Junior")
    MID = "mid", _("Mid-level")
    SENIOR = "senior", _("Senior")
    STAFF = "staff", _("Staff")
    PRINCIPAL = "principal", _("Principal")


class OpeningQuerySet(OwnedQuerySet["Opening"]):
    def visible_to(self, member: Member) -> Self:
        """All for those who plan every loop; else those one manages or sits on the committee of."""
        rows = super().visible_to(member)
        if member.may(Capability.PLAN_EVERY_LOOP):
            return rows
        own = Q(pk__in=[])
        if member.may(Capability.PLAN_OWN_LOOPS):
            own |= Q(hiring_manager=member)
        if member.may(Capability.SIT_ON_COMMITTEES):
            own |= Q(pk__in=Opening.committee.through.objects.filter(member=member).values("opening"))
        return rows.filter(own)

    def planned_by(self, member: Member) -> Self:
        """The openings whose candidates and loops the member may plan."""
        rows = super().visible_to(member)
        if member.may(Capability.PLAN_EVERY_LOOP):
            return rows
        return rows.filter(hiring_manager=member) if member.may(Capability.PLAN_OWN_LOOPS) else rows.none()


class Opening(Owned):
    """A job being filled."""

    title = models.CharField(_("title"), max_length=120)
    level = models.CharField(_("level"), max_length=12, choices=Level.choices, default=Level.SENIOR)
    description = models.TextField(_("description"), max_length=5000, blank=True)
    status = models.CharField(max_length=8, choices=OpeningStatus.choices, default=OpeningStatus.OPEN)
    hiring_manager = models.ForeignKey(
        Member, on_delete=models.PROTECT, related_name="managed_openings", verbose_name=_("hiring manager")
    )
    committee = models.ManyToManyField(
        Member, related_name="committees", blank=True, verbose_name=_("committee")
    )
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OpeningQuerySet.as_manager()

    if TYPE_CHECKING:
        candidacies: "RelatedManager[Candidacy]"

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=OpeningStatus.values), name="opening_status_is_known"
            ),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="opening_level_is_known"),
        ]
        indexes = [models.Index(fields=["organization", "-id"], name="opening_newest")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("overview:opening", args=[self.pk])


class CandidateQuerySet(OwnedQuerySet["Candidate"]):
    def visible_to(self, member: Member) -> Self:
        """All of them for those who plan every loop; else the candidates of one's own openings."""
        rows = super().visible_to(member)
        if member.may(Capability.PLAN_EVERY_LOOP):
            return rows
        openings = Opening.objects.visible_to(member)
        considered = Candidacy.objects.filter(opening__in=openings).values("candidate")
        return rows.filter(pk__in=considered)


class Candidate(Owned):
    """A person who may be hired."""

    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"), blank=True)
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="UTC", validators=[validate_time_zone]
    )
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CandidateQuerySet.as_manager()

    if TYPE_CHECKING:
        candidacies: "RelatedManager[Candidacy]"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "organization", Lower("email"), condition=~Q(email=""), name="candidate_email_is_unique"
            ),
        ]
        indexes = [models.Index(fields=["organization", "-id"], name="candidate_newest")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("overview:candidate", args=[self.pk])


class CandidacyQuerySet(OwnedQuerySet["Candidacy"]):
    def visible_to(self, member: Member) -> Self:
        rows = super().visible_to(member)
        if member.may(Capability.PLAN_EVERY_LOOP):
            return rows
        return rows.filter(opening__in=Opening.objects.visible_to(member))


class Candidacy(Owned):
    """A candidate considered for one opening."""

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="candidacies")
    opening = models.ForeignKey(Opening, on_delete=models.PROTECT, related_name="candidacies")
    status = models.CharField(max_length=10, choices=CandidacyStatus.choices, default=CandidacyStatus.ACTIVE)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CandidacyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "candidacies"
        constraints = [
            models.UniqueConstraint(fields=["candidate", "opening"], name="candidacy_is_unique"),
            models.CheckConstraint(
                condition=Q(status__in=CandidacyStatus.values), name="candidacy_status_is_known"
            ),
        ]
        indexes = [models.Index(fields=["organization", "-id"], name="candidacy_newest")]

    def __str__(self) -> str:
        return f"{self.candidate} for {self.opening}"

    def get_absolute_url(self) -> str:
        return reverse("overview:candidate", args=[self.candidate_id])
