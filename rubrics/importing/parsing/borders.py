"""Where a section or an answer ends: the headings above the place that is being read, and what they hold."""

from bisect import bisect
from collections.abc import Mapping, Sequence

from rubrics.importing.lines import Shape
from rubrics.importing.parsing import asking
from rubrics.importing.parsing.labels import Label, label_of
from rubrics.importing.parsing.openers import Form, Opener
from rubrics.importing.parsing.phrases import plain
from rubrics.importing.parsing.roles import names_questions
from rubrics.importing.parsing.sections import PLAIN_DEPTH, Depths, Habits, Heading, is_part
from rubrics.importing.parsing.tables import names_criteria
from rubrics.importing.parsing.units import Unit
from rubrics.importing.parsing.wording.asking import ADVISING
from rubrics.importing.parsing.wording.labels import Part
from rubrics.importing.parsing.wording.sections import OUTSIDE, ROLES, SOFT, Role

JUDGING = frozenset({Role.CRITERIA, Role.RED_FLAGS})
PASSED_ON_BY_TITLE = frozenset({Role.QUESTIONS, Role.QUIZ, Role.FAQ, Role.EXERCISE, Role.DISCLAIMER})
FOR_A_SECTION = frozenset({Part.STRONG, Part.WEAK, Part.MODEL_ANSWER})


class Borders:
    """The open sections, and the rules by which a heading opens another one or stays within an answer."""

    def __init__(self, units: Sequence[Unit], openers: Mapping[int, Opener], habits: Habits) -> None:
        self.units, self.openers, self.habits = units, openers, habits
        self.stack: list[tuple[Heading, Role | None]] = []
        self.section_start = 0
        self.is_for_jobs = False
        self.title, self.title_index = "", -1
        self.depths = Depths(units)
        asked = [opener for opener in openers.values() if opener.asks and len(opener.text) < 300]
        self.asked = [opener.unit.index for opener in asked]
        self.about_jobs = [opener.unit.index for opener in asked if asking.is_about_jobs(opener.text)]

    @property
    def role(self) -> Role | None:
        return self.stack[-1][1] if self.stack else None

    @property
    def topics(self) -> tuple[str, ...]:
        """The headings above, outermost first, without the document's title."""
        return tuple(heading.text for heading, _ in self.stack if heading.unit.index != self.title_index)

    @property
    def difficulty(self) -> int | None:
        levels = (heading.difficulty for heading, _ in reversed(self.stack))
        return next((level for level in levels if level is not None), None)

    @property
    def title_asks(self) -> bool:
        return names_questions(plain(self.title))

    @property
    def title_advises(self) -> bool:
        return ADVISING.within(plain(self.title)) and not self.title_asks

    def enter(self, heading: Heading) -> None:
        is_section = heading.role in OUTSIDE and len(heading.text.split()) <= 3
        is_title = (
            not self.stack and heading.unit.index <= 2 and not is_section and self.depths.is_alone(heading)
        )
        if is_title:
            self.title, self.title_index = heading.text, heading.unit.index
            depth = 1 if heading.depth >= PLAIN_DEPTH - 1 else heading.depth
            heading = Heading(heading.unit, depth, heading.text, _title_role(heading), heading.difficulty)
        while self.stack and self.stack[-1][0].depth >= heading.depth:
            self.stack.pop()
        role = heading.role or (self.stack[-1][1] if self.stack else None)
        self.stack.append((heading, role))
        self.section_start = heading.unit.index
        self.is_for_jobs = role is Role.FAQ and self._asks_about_jobs(heading)

    def _asks_about_jobs(self, heading: Heading) -> bool:
        """Whether half of the questions up to the next heading of this depth or above are about jobs."""
        start, end = heading.unit.index, self.depths.next_as_high(heading)
        asked = bisect(self.asked, end) - bisect(self.asked, start)
        about = bisect(self.about_jobs, end) - bisect(self.about_jobs, start)
        return asked > 0 and 2 * about >= asked

    # -- what belongs to an answer

    def is_within_answer(self, opener: Opener, question: Opener) -> bool:
        """Whether something that looks like a question is rather a piece of the open question's answer."""
        if opener.is_marked:
            return self._is_list_in(opener, question)
        if opener.form is Form.HEADING:
            return question.unit.shape is Shape.HEADING and opener.unit.depth > question.unit.depth
        if opener.unit.shape is Shape.HEADING:
            return False
        if opener.form is Form.NUMBER:
            return not self._chain_has_opened(opener, question) and not opener.has_options
        if opener.unit.is_item:
            return not (question.form is opener.form and _bullet(question.unit) == _bullet(opener.unit))
        before = self.units[opener.unit.index - 1]
        is_led_in = before.text.endswith((":", "：")) and before.index != question.unit.index
        return is_led_in or self._is_in_paragraph(opener, question)

    def _is_in_paragraph(self, opener: Opener, question: Opener) -> bool:
        """Whether a bare question stands among the lines of a numbered question's answer.

        Only where blank lines part the numbers does it mean something that none stands here.
        """
        chain = question.chain
        if opener.form is not Form.BARE or opener.unit.gap or chain is None or not chain.is_asked:
            return False
        place = min(bisect(chain.units, opener.unit.index), len(chain.units) - 1)
        return len(chain.units) >= 3 and self.units[chain.units[place]].gap

    def _chain_has_opened(self, opener: Opener, question: Opener) -> bool:
        if opener.chain is None:
            return False
        return opener.chain is question.chain or opener.chain.units[0] < question.unit.index

    def _is_list_in(self, opener: Opener, question: Opener) -> bool:
        """Whether a numbered series begins and ends without a break under the open question."""
        chain = opener.chain
        if chain is None or opener.form is Form.LABEL or not opener.unit.is_item or opener.has_options:
            return False
        if chain is question.chain or chain.units[0] < question.unit.index:
            return False
        return chain.is_tight

    # -- what ends it

    def ends(self, heading: Heading, question: Opener | None, next_opener: int) -> bool:
        """Whether the heading opens a section of its own where this question, or none, is open."""
        if next_opener not in self.openers:
            next_opener = -1  # the document's end, which may stand right below too
        if question is None:
            return self._ends_section(heading, next_opener)
        asked = self.openers.get(heading.unit.index)
        if asked is not None and self._is_in_paragraph(asked, question):
            return False
        if heading.role is Role.KEY and not self.habits.may_be_sub_heading(heading):
            return True
        label = label_of(heading.unit) if heading.role is not Role.KEY else None
        if label is not None and not label.rest and self._heads_marked(heading, next_opener):
            label = None  # it would head some part of the question, and nothing of it stands below
        if label is not None and self._is_own(label, heading, question):
            return False
        if heading.unit.shape is Shape.HEADING:
            return self._ends_by_depth(heading, question)
        return self._ends_by_words(heading, question, next_opener, is_label=label is not None)

    def _ends_by_words(self, heading: Heading, question: Opener, next_opener: int, *, is_label: bool) -> bool:
        if not is_label and self._heads_opener(heading, next_opener):
            return True
        if heading.role is None:
            is_over_criteria = self._heads_table(heading) and names_criteria(
                self.units[heading.unit.index + 1]
            )
            return is_part(heading.text) or is_over_criteria
        return not self._is_sub_heading(heading, question, next_opener)

    def _ends_section(self, heading: Heading, next_opener: int) -> bool:
        if heading.unit.shape is Shape.HEADING:
            return not self._is_piece(heading)
        if self.role is Role.EXERCISE:
            is_other = heading.role is not None and not self._is_exercise_label(heading)
            return is_other or (next_opener == heading.unit.index + 1 and self.openers[next_opener].is_marked)
        if heading.role is not None or is_part(heading.text) or self._heads_table(heading):
            return True
        if next_opener == heading.unit.index + 1:
            return self.role not in JUDGING or self.openers[next_opener].asks
        return (self.role is None and heading.depth < PLAIN_DEPTH) or (
            not self.stack and heading.unit.index <= 2
        )

    def _is_exercise_label(self, heading: Heading) -> bool:
        if label_of(heading.unit) is None:
            return False
        return heading.role is not Role.RED_FLAGS or heading.unit.text.endswith((":", "："))

    def _heads_opener(self, heading: Heading, next_opener: int) -> bool:
        """Whether a question stands right below; under a colon, a list only goes on with what is said."""
        if next_opener != heading.unit.index + 1:
            return False
        return self.openers[next_opener].form is not Form.ITEM and not heading.unit.text.endswith((":", "："))

    def _heads_marked(self, heading: Heading, next_opener: int) -> bool:
        return self._heads_opener(heading, next_opener) and self.openers[next_opener].is_marked

    def _heads_table(self, heading: Heading) -> bool:
        """Whether a title that is parted from what is above stands right over a table: the table's own."""
        below = heading.unit.index + 1
        return heading.unit.gap and below < len(self.units) and self.units[below].shape is Shape.ROW

    def _is_piece(self, heading: Heading) -> bool:
        """Whether a real heading is part of the exercise or of the criteria that are open."""
        if not self.stack or heading.depth <= self.stack[-1][0].depth:
            return False
        if self.role is Role.EXERCISE:
            label = label_of(heading.unit)
            is_label = label is not None and not label.rest
            return is_label or heading.role in {None, Role.CRITERIA, Role.RELATED, Role.INTRODUCTION}
        return self.role in JUDGING and heading.role in {None, self.role}

    def _is_own(self, label: Label, heading: Heading, question: Opener) -> bool:
        """Whether a label without text of its own heads a list of the open question."""
        if heading.unit.shape is Shape.HEADING and question.unit.shape is Shape.HEADING:
            return heading.depth > question.unit.depth
        is_on_top = heading.unit.shape is Shape.HEADING and heading.depth <= self._section_depth()
        if is_on_top or self._is_for_all(heading, label):
            return False
        if label.part not in FOR_A_SECTION or plain(heading.unit.text) in self.habits.repeated_heads:
            return True
        if heading.unit.shape is Shape.HEADING:
            return False
        is_between = self.habits.next_opener(heading.unit.index) < self.habits.next_break(heading.unit.index)
        return is_between or (
            question.unit.index == self.habits.last_opener
            and self._is_alone()
            and heading.unit.text.endswith(":")
        )

    def _is_for_all(self, heading: Heading, label: Label) -> bool:
        """Whether notes below the last question, said once, are about all of them."""
        is_note = label.part is Part.CONTEXT and not heading.unit.text.endswith((":", "："))
        is_once = plain(heading.unit.text) not in self.habits.repeated_heads
        index = heading.unit.index
        is_below_all = self.habits.next_opener(index) >= self.habits.next_break(index)
        return is_note and is_once and is_below_all and heading.role is not None

    def _is_alone(self) -> bool:
        return sum(opener.form is not Form.ITEM for opener in self.openers.values()) <= 2

    def _ends_by_depth(self, heading: Heading, question: Opener) -> bool:
        if question.unit.shape is Shape.HEADING:
            return heading.depth <= question.unit.depth or (
                heading.role is not None and heading.role not in SOFT
            )
        if heading.depth <= max(self.habits.deepest_topic, 2):
            return not (heading.depth > self._section_depth() and self.habits.may_be_sub_heading(heading))
        return heading.role is not None and not self.habits.may_be_sub_heading(heading)

    def _section_depth(self) -> int:
        return self.stack[-1][0].depth if self.stack else 0

    def _is_sub_heading(self, heading: Heading, question: Opener, next_opener: int) -> bool:
        if self.habits.may_be_sub_heading(heading):
            return True
        following = self.openers.get(next_opener)
        if heading.role not in SOFT or following is None or question.chain is None:
            return False
        return following.chain is question.chain


def _bullet(unit: Unit) -> str:
    """The kind of an item's marker: a box is a box, ticked or not."""
    return "[]" if unit.marker.startswith("[") else unit.marker


def _title_role(heading: Heading) -> Role | None:
    """What a document's title says of all its sections: less than a section's heading says of it."""
    if names_questions(plain(heading.text)) and heading.role is not Role.FAQ:
        return Role.QUESTIONS
    if heading.role in PASSED_ON_BY_TITLE or heading.role in JUDGING:
        words = plain(heading.text)
        named = sum(phrases.within(words) for _, phrases in ROLES)
        return heading.role if named == 1 else None
    return None
