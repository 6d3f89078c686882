from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from hiring.foundations import fonts


class Command(BaseCommand):
    help = "Make the typeface's files for pages and PDFs, unless they are there."
    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        folder = settings.VAR / "fonts"
        if fonts.build(folder):
            self.stdout.write(f"The typeface is in {folder}.")
