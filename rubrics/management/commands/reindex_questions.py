from typing import Any

from django.core.management.base import BaseCommand

from hiring.people.models import Organization
from rubrics.library.searching.rebuilding import rebuild_catalogue


class Command(BaseCommand):
    help = "Compare every question with its card in the search's catalogue, and put right what differs."

    def handle(self, **options: Any) -> None:
        for organization in Organization.objects.order_by("pk"):
            rebuilt = rebuild_catalogue(organization.pk)
            self.stdout.write(
                f"{organization}: {rebuilt.questions:,} questions, {rebuilt.corrected:,} cards put right."
            )
