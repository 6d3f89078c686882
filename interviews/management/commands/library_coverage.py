import json
from itertools import groupby
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from interviews.loop_templates.blueprints import read_blueprints
from rubrics.library.content import ContentFault
from rubrics.library.starter import STARTER, read_library
from rubrics.library.topics import Item, TopicCoverage, coverage_of, items_of, read_topics


class Command(BaseCommand):
    help = "Print what the starter content has to cover and what covers it; exits with 1 and names each gap."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print the coverage as JSON")
        parser.add_argument(
            "--folder", type=Path, default=STARTER, help="content other than the product's own"
        )

    def handle(self, **options: Any) -> None:
        try:
            coverages = starter_coverage(options["folder"])
        except ContentFault as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write(as_json(coverages) if options["json"] else as_table(coverages))
        if gaps := [coverage.gap for coverage in coverages if coverage.gap]:
            raise CommandError("\n".join(gaps))


def starter_coverage(folder: Path) -> list[TopicCoverage]:
    """What the folder's content and the loop templates cover of the folder's topics."""
    library = read_library(folder)
    templates = [
        Item(sort="loop-template", slug=blueprint.slug, source_refs=blueprint.source_refs)
        for blueprint in read_blueprints(
            {rubric.slug for rubric in library.rubrics},
            {competency.slug for competency in library.competencies},
        )
    ]
    return coverage_of(read_topics(folder / "topics.yaml"), [*items_of(library), *templates])


def as_table(coverages: list[TopicCoverage]) -> str:
    key, title = (
        max(len(getattr(coverage.topic, column)) for coverage in coverages) for column in ("slug", "title")
    )
    rows = [
        f"{coverage.topic.slug:{key}}  {coverage.topic.title:{title}}  {in_words(coverage)}"
        for coverage in coverages
    ]
    covered = sum(coverage.is_covered for coverage in coverages)
    return "\n".join([*rows, "", f"{covered} of {len(coverages)} topics are covered."])


def in_words(coverage: TopicCoverage) -> str:
    """Its items, sort by sort: “question is-it-drift, labels-in-ninety-days; rubric production”."""
    by_sort = [
        f"{sort} {', '.join(item.slug for item in items)}"
        for sort, items in groupby(coverage.items, lambda item: item.sort)
    ]
    return ("" if coverage.is_covered else "GAP  ") + ("; ".join(by_sort) or "nothing")


def as_json(coverages: list[TopicCoverage]) -> str:
    topics = [
        {
            "key": coverage.topic.slug,
            "title": coverage.topic.title,
            "item": coverage.topic.item,
            "round_kind": coverage.topic.round_kind,
            "covered_by": [
                {"item": item.sort, "slug": item.slug, "round_kind": item.round_kind}
                for item in coverage.items
            ],
            "gap": coverage.gap,
        }
        for coverage in coverages
    ]
    covered = sum(coverage.is_covered for coverage in coverages)
    report = {"covered": covered, "total": len(coverages), "topics": topics}
    return json.dumps(report, ensure_ascii=False, indent=2)
