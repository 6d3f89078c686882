from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from interviews.staffing.planning.instance import InstanceInvalid, parse
from interviews.staffing.planning.plan import written
from interviews.staffing.planning.planner import plan

NOT_ALL_PLANNED, UNREADABLE = 1, 2


class Command(BaseCommand):
    help = (
        "Plan interviews (docs/formats/plan.schema.json) and print the plan as JSON. "
        "Exits with 1 when somebody cannot be planned, with 2 when the instance cannot be read."
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
        answer = plan(instance)
        self.stdout.write(written(answer), ending="")
        if answer.status != "planned":
            said = "\n".join(conflict.says for conflict in answer.conflicts)
            raise CommandError(said, returncode=NOT_ALL_PLANNED)
