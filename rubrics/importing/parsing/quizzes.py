"""Multiple-choice items: a stem, its options, the right one, and the key at the end that names them."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rubrics.importing.findings import FoundQuizItem
from rubrics.importing.lines import Shape
from rubrics.importing.parsing import asking, noise
from rubrics.importing.parsing.answers import prompt_of
from rubrics.importing.parsing.labels import label_of
from rubrics.importing.parsing.ledger import Ledger
from rubrics.importing.parsing.marks import mark_of
from rubrics.importing.parsing.options import Options, options_in
from rubrics.importing.parsing.roles import role_of
from rubrics.importing.parsing.segments import Segment
from rubrics.importing.parsing.units import Unit
from rubrics.importing.parsing.wording.labels import Part
from rubrics.importing.parsing.wording.sections import Role

KEYED = re.compile(r"(?<![\w.])(\d{1,3})\s?(?:[.):=–—-]{1,2}|\s|\||→)\s?\(?([A-Ha-h])\)?(?![\w'’])")
REASON = re.compile(r"^\s*[-–—:.(]\s*(?=\S)|^\s*because\s", re.IGNORECASE)
EXPLAINED = re.compile(r"[^:.]{2,40}: \S.*\.$", re.DOTALL)
SECURE = 0.9


@dataclass(frozen=True, slots=True)
class Item:
    """A found item with the number it had and its options, for a key that may follow."""

    found: FoundQuizItem
    place: int
    number: int | None
    options: Options


def item_of(segment: Segment, ledger: Ledger) -> Item | None:
    """The quiz item that the segment is, or None where it is a question with an answer."""
    if segment.opener is None:
        return None
    lead = len(segment.lead)
    stem, answered, body = prompt_of(segment)
    options = _options_of(segment, " ".join(filter(None, [stem, answered])), body)
    if options is None:
        del segment.lead[lead:]
        return None
    after = body[options.used :]
    answer, explanation = _answered(options, after, ledger, is_last=segment.is_last)
    ledger.find(segment.opener.unit, *segment.lead, *body[: options.used])
    prompt = asking.cleaned(options.stem or stem)[0]
    found = FoundQuizItem(
        prompt=prompt,
        line=segment.opener.unit.number,
        confidence=round(min(0.98, max(segment.confidence, SECURE if answer else 0.7)), 2),
        options=tuple(option.text for option in options.options),
        answer=answer,
        explanation=explanation,
        topic=segment.topics[-1] if segment.topics else "",
    )
    return Item(found, segment.opener.unit.index, segment.opener.number or segment.number, options)


def _options_of(segment: Segment, stem: str, body: Sequence[Unit]) -> Options | None:
    """The options, if these are options: letters say so, other lists need a quiz around them or an answer."""
    is_quiz = segment.role is Role.QUIZ
    options = options_in(stem, body, may_be_plain=is_quiz)
    if options is None or len(options.options) < 2:
        return None
    if is_quiz:
        return options
    after = body[options.used] if len(body) > options.used else None
    label = label_of(after) if after is not None else None
    if label is not None and label.part in {Part.CORRECT, Part.ANSWER} and options.text_of(label.rest):
        return options
    if any(option.is_right for option in options.options):
        return options
    is_short = all(len(option.text) <= 120 for option in options.options) and len(options.options) >= 3
    may_be_options = options.is_lettered and is_short and not _explain(options)
    return options if may_be_options and len(body) - options.used <= 2 else None


def _explain(options: Options) -> bool:
    """Whether each explains a word of its own ("Training: fit and tune."), as steps of an answer do."""
    return all(EXPLAINED.match(option.text) for option in options.options)


def _answered(
    options: Options, after: Sequence[Unit], ledger: Ledger, *, is_last: bool
) -> tuple[str | None, str]:
    """The right option's text and the explanation; what else stands under the options is left out."""
    answer, explanation = options.marked(), list[str]()
    for unit in after:
        label = label_of(unit)
        reason = (
            None
            if label is not None
            else noise.reason_of(unit)
            or ("conclusion or closing words" if is_last and noise.is_farewell(unit) else None)
        )
        if reason:
            ledger.skip([unit], reason)
        if reason or len(key_in(unit)) >= 2:
            continue
        ledger.find(unit)
        if label is not None and label.part in {Part.CORRECT, Part.ANSWER} and label.rest:
            named, rest = _named(options, label.rest)
            answer = named or answer
            explanation += [rest] if rest else []
        elif label is not None and label.part in {Part.CORRECT, Part.ANSWER}:
            continue
        elif answer is None and (named := options.text_of(unit.text)):
            answer = named
        else:
            explanation.append(label.rest if label is not None and label.rest else unit.text)
    return answer, "\n".join(explanation)


def _named(options: Options, text: str) -> tuple[str | None, str]:
    """The option that the words after "Answer:" name, and what they add."""
    named = options.text_of(text)
    if named is None:
        return None, text
    letter = re.match(r"\(?[A-Ha-h](?:[.):]|\)?(?=\s|$))\s*", text)
    rest = text[letter.end() :] if letter else text
    if rest.casefold().startswith(named.casefold()):
        rest = rest[len(named) :]
    rest = REASON.sub("", rest).strip()
    return named, "" if rest.strip(" .)") == "" or rest.strip(" .").casefold() == named.casefold() else rest


def keyed(items: Sequence[Item], segments: Sequence[Segment], ledger: Ledger) -> list[FoundQuizItem]:
    """The items with the answers of the keys that stand below them, if any do."""
    answers = _Answers(items)
    for segment in segments:
        for unit in segment.body:
            pairs = key_in(unit) if answers.numbered and ledger.is_open(unit) else []
            if (segment.role is Role.KEY and pairs) or len(pairs) >= 2:
                taken = [answers.give(number, letter, unit.index) for number, letter in pairs]
                if any(taken):
                    ledger.find(unit)
    return answers.found


class _Answers:
    """The items by number; each takes one answer, from a key below it."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.items = items
        self.found = [item.found for item in items]
        self.numbered: dict[int, list[int]] = defaultdict(list)
        for index, item in enumerate(items):
            if item.number is not None:
                self.numbered[item.number].append(index)

    def give(self, number: int, letter: str, below: int) -> bool:
        """Gives the answer to the nearest item above with this number that waits for one."""
        for index in reversed(self.numbered.get(number, [])):
            answer = self.items[index].options.text_of(letter)
            if self.items[index].place < below and self.found[index].answer is None and answer is not None:
                sure = max(SECURE, self.found[index].confidence)
                self.found[index] = replace(self.found[index], answer=answer, confidence=sure)
                return True
        return False


def key_after_colon(text: str) -> str:
    """What stands behind the words for a key ("Answer key: 1-A, 2-B"); nothing where no such words do."""
    head, _, rest = text[:4000].partition(":")
    return rest.strip() if rest and role_of(head) is Role.KEY else ""


def key_in(unit: Unit) -> list[tuple[int, str]]:
    """The numbers and letters that the unit pairs, where it consists of little else."""
    if unit.shape is Shape.CODE:
        return []
    text = " ".join(unit.cells) if unit.cells else unit.text
    mark = mark_of(unit.text, marker=unit.marker) if unit.is_item else None
    if mark is not None and mark.number is not None:
        match = re.match(r"\(?([A-Ha-h])(?:[).:]|\s*$|\s[-–—]|\s(?=\())", unit.text)
        if match:
            return [(mark.number, match[1])]
        text = f"{unit.marker} {unit.text}"
    label = label_of(unit)
    text = label.rest if label is not None and label.rest else key_after_colon(text) or text
    pairs = [(int(number), letter) for number, letter in KEYED.findall(text[:4000])]
    left = KEYED.sub("", text[:4000])
    if len(pairs) == 1 and re.match(r"\s*\d{1,3}\s?[.):=–—-]", text):
        return pairs
    return pairs if sum(map(str.isalnum, left)) <= 2 * len(pairs) else []
