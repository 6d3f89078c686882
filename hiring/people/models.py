"""Organizations, the people in them, and their roles."""

from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hiring.foundations.capabilities import CAPABILITIES_OF_ROLE, Capability
from hiring.foundations.tenancy import Owned, OwnedQuerySet
from hiring.people.names import initials_of


def validate_time_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(_("Write an IANA time zone, such as Europe/Berlin."), code="time_zone")


class UserAccounts(BaseUserManager["User"]):
    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A person who can sign in; without a password only by resetting it."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """A person with a login; what they may do depends on where they are a member."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = UserAccounts()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_is_unique_in_any_case")]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name


class Organization(models.Model):
    """A tenant: one hiring team with walls around it."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    time_zone = models.CharField(max_length=64, default="UTC", validators=[validate_time_zone])
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    ADMIN = "admin", _("Admin")
    RECRUITER = "recruiter", _("Recruiter")
    HIRING_MANAGER = "hiring_manager", _("Hiring manager")
    INTERVIEWER = "interviewer", _("Interviewer")
    COMMITTEE = "committee", _("Committee")


class Member(Owned):
    """A user in an organization, with one role or more."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    # As this organization knows them: what another one calls the same person is not its business.
    name = models.CharField(_("name"), max_length=120)
    title = models.CharField(_("job title"), max_length=120, blank=True)
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="UTC", validators=[validate_time_zone]
    )
    is_active = models.BooleanField(default=True)
    is_admin = models.BooleanField(Role.ADMIN.label, default=False)
    is_recruiter = models.BooleanField(Role.RECRUITER.label, default=False)
    is_hiring_manager = models.BooleanField(Role.HIRING_MANAGER.label, default=False)
    is_interviewer = models.BooleanField(Role.INTERVIEWER.label, default=False)
    is_committee = models.BooleanField(Role.COMMITTEE.label, default=False)
    version = models.PositiveIntegerField(default=1)

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="members")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "user"], name="member_is_unique"),
            models.CheckConstraint(
                condition=Q(is_admin=True)
                | Q(is_recruiter=True)
                | Q(is_hiring_manager=True)
                | Q(is_interviewer=True)
                | Q(is_committee=True),
                name="member_has_a_role",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("people:edit", args=[self.pk])

    @property
    def initials(self) -> str:
        return initials_of(self.name)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def roles(self) -> list[Role]:
        return [role for role in Role if getattr(self, f"is_{role.value}")]

    def may(self, capability: Capability) -> bool:
        """Whether one of the member's roles brings the capability."""
        return self.is_active and any(capability in CAPABILITIES_OF_ROLE[role] for role in self.roles)
