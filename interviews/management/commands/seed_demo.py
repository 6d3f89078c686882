import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from interviews.demo.selectors import demo_listing
from interviews.demo.services import seed_demo


class Command(BaseCommand):
    help = "Make the demo's two organizations, unless they are there, and say who can sign in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print people, tokens and addresses as JSON")

    def handle(self, **options: Any) -> None:
        is_new = seed_demo()
        listing = demo_listing()
        if options["json"]:
            self.stdout.write(json.dumps(listing, ensure_ascii=False, indent=2))
            return
        self.stdout.write(
            "The demo is ready." if is_new else "The demo is there already; nothing was changed."
        )
        for organization in listing["organizations"]:
            self.stdout.write(f"{organization['name']}: {len(organization['members'])} people")
