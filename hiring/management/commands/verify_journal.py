from typing import Any

from django.core.management.base import BaseCommand

from hiring.journal.verification import verify
from hiring.people.models import Organization


class Command(BaseCommand):
    help = (
        "Say of each organization's journal whether it is whole; exits with 1 at the first one that is not."
    )

    def handle(self, **options: Any) -> None:
        broken = False
        for organization in Organization.objects.order_by("slug"):
            verdict = verify(organization.pk)
            if verdict.broken_at is None:
                self.stdout.write(f"{organization.slug}: {verdict.events} events, all whole")
            else:
                broken = True
                self.stderr.write(f"{organization.slug}: event {verdict.broken_at} is altered or missing")
        if broken:
            raise SystemExit(1)
