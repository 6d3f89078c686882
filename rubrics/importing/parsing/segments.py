"""A segment: one question with what stands under it, or a section with what is left of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from rubrics.importing.parsing.labels import label_of
from rubrics.importing.parsing.openers import Opener
from rubrics.importing.parsing.sections import Heading
from rubrics.importing.parsing.units import Unit
from rubrics.importing.parsing.wording.sections import Role

LIST = 2  # neighbours without an answer that make a list


@dataclass(slots=True)
class Segment:
    """A question (with an opener) or a section's loose text, and the units under it.

    `guide` is the document's title, `topics` are the other headings above, outermost first. `lead` holds
    units that only title the question, `rest` what follows a list of questions and answers none. `reason`
    says why the whole segment is left out, where that is clear from its first line; `anchor` is the title of
    a titled question.
    """

    role: Role | None = None
    heading: Heading | None = None
    opener: Opener | None = None
    guide: str = ""
    topics: tuple[str, ...] = ()
    difficulty: int | None = None
    confidence: float = 0.0
    title: str = ""
    reason: str = ""
    lead: list[Unit] = field(default_factory=list)
    body: list[Unit] = field(default_factory=list)
    rest: list[Unit] = field(default_factory=list)
    is_last: bool = False
    line: int = 0
    number: int | None = None
    anchor: Opener | None = None

    @property
    def marked_by(self) -> Opener | None:
        """What opens the question for the eye: its title, if it has one."""
        return self.anchor or self.opener


def part_lists(segments: list[Segment]) -> None:
    """After a list of questions that nobody answers, what stands apart is no answer to the last of them."""
    run = 0
    for place, segment in enumerate(list(segments)):
        before = segments[place - 1] if place else None
        is_next = before is not None and _goes_on(before, segment)
        run = run + 1 if is_next else 0
        if run >= LIST and segment.body and segment.body[0].gap and not _is_answered(segments, place):
            segment.rest, segment.body = segment.body, []


def _goes_on(before: Segment, segment: Segment) -> bool:
    if before.opener is None or segment.opener is None or before.body or before.lead:
        return False
    unit = segment.opener.unit
    return unit.is_item and not unit.gap and before.opener.form is segment.opener.form


def _is_answered(segments: Sequence[Segment], place: int) -> bool:
    following = segments[place + 1] if place + 1 < len(segments) else None
    current = segments[place]
    if following is None or following.opener is None or current.opener is None:
        return label_of(current.body[0]) is not None
    return following.opener.unit.marker == current.opener.unit.marker
