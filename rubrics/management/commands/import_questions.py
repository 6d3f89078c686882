import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from hiring.background.services import claim
from hiring.foundations.errors import DomainError
from hiring.people.models import Member, Organization
from rubrics.importing.finding import Found, as_findings, find_behind_wall
from rubrics.importing.findings import Findings, as_json
from rubrics.importing.reading import limits
from rubrics.importing.reading.refusals import Unimportable
from rubrics.importing.services import import_document
from rubrics.importing.working import LISTS, store_found


class Command(BaseCommand):
    help = (
        "Find the questions in documents. What was found waits as drafts under Imports, unless --dry-run is "
        "given: then nothing is stored, and neither database nor organization is needed."
    )
    # A dry run looks at nothing but the files.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="store nothing")
        parser.add_argument("--json", action="store_true", help="print what was found as JSON")
        parser.add_argument("--organization", metavar="SLUG", help="may be left out where there is one only")
        parser.add_argument("--by", metavar="EMAIL", help="who imports; an admin, unless somebody is named")

    def handle(self, **options: Any) -> None:
        by = None if options["dry_run"] else self.member(options["organization"], options["by"])
        failures = 0
        for file in options["files"]:
            try:
                found = self.take(Path(file), by=by)
            except (Unimportable, DomainError, OSError) as refused:
                failures += 1
                self.stderr.write(f"{file}: {_sentence(refused)}")
                continue
            self.tell(file, found, as_=options, is_only=len(options["files"]) == 1)
        if failures:
            sys.exit(1)

    def take(self, path: Path, *, by: Member | None) -> Found:
        """What is in the file; stored as drafts where somebody imports it."""
        with path.open("rb") as file:
            content = file.read(limits.FILE_BYTES + 1)
        found = find_behind_wall(path.name, content, takes_proposal=True)
        if by is not None:
            self.store(path.name, content, found, by=by)
        return found

    def store(self, name: str, content: bytes, found: Found, *, by: Member) -> None:
        with transaction.atomic():
            document = import_document(name, content, by=by)
            # Claimed before anybody can see it, so that no worker reads it too.
            job = claim(str(document.job_id))
        if job is not None:
            store_found(job, document, found)
        document.job.refresh_from_db()
        if document.job.error:
            raise DomainError(document.job.error, "import_failed")

    def member(self, slug: str | None, email: str | None) -> Member:
        organizations = Organization.objects.filter(slug=slug) if slug else Organization.objects.all()
        if len(found := list(organizations[:2])) != 1:
            raise CommandError("Say which organization: --organization SLUG, as in its address.")
        members = Member.objects.filter(organization=found[0], is_active=True).select_related("user")
        members = members.filter(user__email__iexact=email) if email else members.filter(is_admin=True)
        if (member := members.order_by("pk").first()) is None:
            raise CommandError(f"Nobody of {found[0]} is {email or 'an admin'}. Name somebody: --by EMAIL.")
        return member

    def tell(self, file: str, found: Found, *, as_: dict[str, Any], is_only: bool) -> None:
        findings = as_findings(found)
        if as_["json"]:
            told = as_json(findings, file=file, format=found.format)
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2 if is_only else None))
        else:
            self.stdout.write("\n".join(_summary(file, found.format, findings)))


def _sentence(refused: Exception) -> str:
    if isinstance(refused, OSError):
        return f"The file cannot be opened ({refused.strerror}). Check its name, then try again."
    return str(refused)


def _summary(file: str, found_format: str, findings: Findings) -> list[str]:
    """Counts first, then what was left out, a line each."""
    counts = [
        f"{len(listed)} {name.replace('_', ' ')}" for _, name in LISTS if (listed := getattr(findings, name))
    ]
    lines = [f"{file} ({found_format}): {', '.join(counts) or 'nothing found'}"]
    if findings.skipped:
        lines.append(f"  left out: {len(findings.skipped)}")
    for left in findings.skipped:
        words = " ".join(left.text.split())
        lines.append(f"  line {left.line}: {words[:80]}{'…' if len(words) > 80 else ''} — {left.reason}")
    return lines
