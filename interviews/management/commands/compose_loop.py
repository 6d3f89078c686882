from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from interviews.loops.composing.composer import compose
from interviews.loops.composing.composition import written
from interviews.loops.composing.instance import InstanceInvalid, parse

IMPOSSIBLE, UNREADABLE = 1, 2


class Command(BaseCommand):
    help = (
        "Choose the questions of a loop (docs/formats/compose.schema.json) and print the plan as JSON. "
        "Exits with 1 when there is none, with 2 when the instance cannot be read."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("instance", type=Path, help="a file that holds the instance as JSON")

    def handle(self, **options: Any) -> None:
        try:
            instance = parse(options["instance"].read_text(encoding="utf-8"))
        except InstanceInvalid as invalid:
            raise CommandError(str(invalid), returncode=UNREADABLE) from invalid
        except (OSError, ValueError) as error:
            message = f"{options['instance']} cannot be read: {error}"
            raise CommandError(message, returncode=UNREADABLE) from error
        composition = compose(instance)
        self.stdout.write(written(composition), ending="")
        if composition.conflict:
            raise CommandError(composition.conflict.says, returncode=IMPOSSIBLE)
