"""Founding organizations and giving people their roles."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction

from hiring.foundations.capabilities import Capability, require
from hiring.foundations.errors import DomainError, Stale
from hiring.journal.services import record
from hiring.people.models import Member, Organization, Role, User


def roles_as_fields(roles: Iterable[str]) -> dict[str, bool]:
    """The member's role fields, each on when its role is among those given."""
    chosen = set(roles)
    return {f"is_{role.value}": role.value in chosen for role in Role}


@transaction.atomic
def found_organization(
    *, name: str, slug: str, time_zone: str = "UTC", admin_email: str, admin_name: str
) -> Member:
    """A new organization with its first admin, who may then add everybody else."""
    if Organization.objects.filter(slug=slug).exists():
        raise DomainError(
            f"There is an organization called {slug} already. Choose another name.", "slug_taken"
        )
    organization = Organization.objects.create(name=name, slug=slug, time_zone=time_zone)
    admin = Member.objects.create(
        organization=organization,
        user=account_for(email=admin_email, name=admin_name),
        name=admin_name,
        time_zone=time_zone,
        **roles_as_fields([Role.ADMIN]),
    )
    record("organization.founded", organization, by=admin, organization_id=organization.pk)
    return admin


def account_for(*, email: str, name: str) -> User:
    """The account with this address, made now unless there is one; that one keeps its own name."""
    known = User.objects.filter(email__iexact=email)
    try:
        with transaction.atomic():
            return known.first() or User.objects.create_user(email, name=name)
    except IntegrityError:
        # Somebody else made it at the same moment.
        return known.get()


@transaction.atomic
def add_member(
    organization: Organization,
    *,
    email: str,
    name: str,
    roles: Iterable[str],
    title: str = "",
    time_zone: str = "UTC",
    by: Member,
) -> Member:
    """Make the person a member; who is one already is refused, so that roles never change by accident."""
    require(by.may(Capability.MANAGE_ORGANIZATION) and by.organization_id == organization.pk)
    user = account_for(email=email, name=name)
    member, is_new = Member.objects.get_or_create(
        organization=organization,
        user=user,
        defaults={"name": name, "title": title, "time_zone": time_zone, **roles_as_fields(roles)},
    )
    if not is_new:
        raise DomainError(
            f"{member.name} is a member already. Open their entry to change their roles.",
            "already_member",
            field="email",
        )
    record("member.added", member, by=by, roles=[role.value for role in member.roles])
    return member


@transaction.atomic
def change_member(
    member: Member,
    *,
    roles: Iterable[str],
    title: str,
    time_zone: str,
    is_active: bool,
    version: int,
    by: Member,
) -> Member:
    """Change what a member may do; the last active admin stays one."""
    require(by.may(Capability.MANAGE_ORGANIZATION) and by.organization_id == member.organization_id)
    # One change of roles at a time, or two admins could step down at once and leave nobody.
    Organization.objects.select_for_update(no_key=True).get(pk=member.organization_id)
    row = Member.objects.select_for_update().get(pk=member.pk)
    if row.version != version:
        raise Stale()
    fields = roles_as_fields(roles)
    keeps_admin = fields["is_admin"] and is_active
    others = Member.objects.filter(organization=row.organization_id, is_admin=True, is_active=True).exclude(
        pk=row.pk
    )
    if row.is_admin and not keeps_admin and not others.exists():
        raise DomainError(
            f"{row.name} is the last admin. Make somebody else an admin first.", "last_admin", field="roles"
        )
    for field, value in {**fields, "title": title, "time_zone": time_zone, "is_active": is_active}.items():
        setattr(row, field, value)
    row.version += 1
    row.save()
    record("member.changed", row, by=by, roles=[role.value for role in row.roles], is_active=is_active)
    return row
