"""One command founds an organization that can work at once."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from hiring.people.models import Member, Organization, Role
from interviews.loop_templates.models import LoopTemplate
from rubrics.library.models import Question

pytestmark = pytest.mark.django_db

ADMIN = {"admin_email": "ada@company.test", "admin_name": "Ada Ağaoğlu"}


def test_it_has_an_admin_and_a_stocked_library() -> None:
    output = StringIO()

    call_command("create_organization", "Acorn Grid", **ADMIN, stdout=output)

    organization = Organization.objects.get(slug="acorn-grid")
    admin = Member.objects.get(organization=organization)
    assert (admin.name, admin.roles) == ("Ada Ağaoğlu", [Role.ADMIN])
    assert Question.objects.filter(organization=organization).count() >= 28
    assert LoopTemplate.objects.filter(organization=organization).count() == 6
    assert "Ada Ağaoğlu sets a password at http" in output.getvalue()


@pytest.mark.parametrize(
    ("name", "changes", "says"),
    [
        ("株式会社", {}, "--slug"),
        ("Acorn", {"admin_email": "nobody"}, "valid email"),
        ("Acorn", {"time_zone": "Mars/Olympus"}, "IANA time zone"),
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_is_made(
    name: str, changes: dict[str, str], says: str
) -> None:
    with pytest.raises(CommandError, match=says):
        call_command("create_organization", name, **{**ADMIN, **changes})

    assert not Organization.objects.exists()


def test_a_name_that_is_taken_is_refused() -> None:
    call_command("create_organization", "Acorn", **ADMIN, stdout=StringIO())

    with pytest.raises(CommandError, match="Choose another"):
        call_command("create_organization", "Acorn", **ADMIN)
