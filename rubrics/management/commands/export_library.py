from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hiring.people.models import Member
from rubrics.importing.exporting import ExportFormat, export


class Command(BaseCommand):
    help = "Print an organization's question library; as JSON it comes back exactly when it is imported."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("organization", help="the organization's slug")
        parser.add_argument("--as", choices=ExportFormat.values, default=ExportFormat.JSON.value)

    def handle(self, **options: Any) -> None:
        reader = Member.objects.filter(organization__slug=options["organization"], is_active=True).first()
        if reader is None:
            raise CommandError(
                f"No organization “{options['organization']}” with members is here. Check its slug."
            )
        for piece in export(reader, ExportFormat(options["as"])):
            self.stdout.write(piece, ending="")
