from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils.text import slugify

from hiring.foundations.errors import DomainError
from hiring.people.models import Member, validate_time_zone
from hiring.people.services import found_organization
from interviews.loop_templates.stocking import stock_templates
from rubrics.library.starter import read_library
from rubrics.library.stocking import stock_library
from rubrics.quizzes.stocking import stock_quiz_items


class Command(BaseCommand):
    help = "Found an organization with its first admin and a stocked library."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--admin-email", required=True)
        parser.add_argument("--admin-name", required=True)
        parser.add_argument(
            "--slug", default="", help="its name in addresses; made from the name unless given"
        )
        parser.add_argument("--time-zone", default="UTC")

    def handle(self, **options: Any) -> None:
        slug = options["slug"] or slugify(options["name"])
        if not slug:
            raise CommandError("No address can be made from this name. Choose one: --slug=our-team")
        try:
            validate_email(options["admin_email"])
            validate_time_zone(options["time_zone"])
            admin = self.found(slug=slug, options=options)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except DomainError as error:
            raise CommandError(error.message) from error
        address = settings.PUBLIC_URL.rstrip("/") + reverse("account_reset_password")
        self.stdout.write(f"{admin.organization} is founded, its library stocked.")
        self.stdout.write(f"{admin.name} sets a password at {address}")

    @transaction.atomic
    def found(self, *, slug: str, options: dict[str, Any]) -> Member:
        admin = found_organization(
            name=options["name"],
            slug=slug,
            time_zone=options["time_zone"],
            admin_email=options["admin_email"],
            admin_name=options["admin_name"],
        )
        library = read_library()
        stock_library(admin.organization, library, by=admin)
        stock_quiz_items(admin.organization, library, by=admin)
        stock_templates(admin.organization, by=admin)
        return admin
