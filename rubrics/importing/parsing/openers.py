"""Units that may begin a question: what they look like, before anybody asks where they stand."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from rubrics.importing.lines import Shape
from rubrics.importing.parsing import asking, chains
from rubrics.importing.parsing.chains import Chain
from rubrics.importing.parsing.labels import label_of
from rubrics.importing.parsing.marks import Mark, undecorated
from rubrics.importing.parsing.options import options_in
from rubrics.importing.parsing.phrases import plain, words_of
from rubrics.importing.parsing.units import Unit

PAGE = re.compile(r"\s*(?:[.·_…]\s?){2,}\s*\d{1,4}$|(?<=[?？])\s*\d{1,4}$")
LONGEST_BARE = 60  # words
LONGEST_ASKED = 400  # words of a prompt


class Form(Enum):
    """How a question is marked."""

    LABEL = auto()
    SERIES = auto()
    PAIR = auto()
    NUMBER = auto()
    HEADING = auto()
    STRONG = auto()
    ITEM = auto()
    BARE = auto()


@dataclass(frozen=True, slots=True)
class Opener:
    """A unit that looks like the beginning of a question.

    `text` is without its mark; `page` says that a page number stood behind it, as in contents.
    """

    unit: Unit
    form: Form
    text: str
    asks: bool
    commands: bool
    has_page: bool = False
    has_options: bool = False
    has_answer: bool = False
    chain: Chain | None = None

    @property
    def number(self) -> int | None:
        return None if self.chain is None else self.chain.number_of(self.unit.index)

    @property
    def is_marked(self) -> bool:
        return self.form in {Form.LABEL, Form.SERIES, Form.PAIR}

    @property
    def key(self) -> str:
        """What the same question has in common wherever it is repeated."""
        return plain(asking.split_prompt(self.text)[0]).rstrip("? ")


def openers_of(units: Sequence[Unit]) -> dict[int, Opener]:
    """The openers by their units' index."""
    found = chains.marks_of(units)
    series = chains.chains_of(units, found)
    openers: dict[int, Opener] = {}
    for unit in units:
        if unit.shape in {Shape.CODE, Shape.ROW}:
            continue
        opener = _Seen(units, unit).opener(found.get(unit.index), series.get(unit.index))
        if opener is not None and not _is_labelled(opener):
            openers[unit.index] = opener
    return openers


def _is_labelled(opener: Opener) -> bool:
    """Whether the unit says itself that it is a piece of another question ("Probe: …?", "Answer: …")."""
    return opener.form is not Form.LABEL and (label := label_of(opener.unit)) is not None and bool(label.rest)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A unit among its neighbours."""

    units: Sequence[Unit]
    unit: Unit

    def opener(self, mark: Mark | None, chain: Chain | None) -> Opener | None:
        if mark is not None and (form := self._marked(mark, chain)):
            return self._made(form, mark.rest, chain)
        if mark is not None and self.unit.marker:
            return None
        return self._unmarked(undecorated(self.unit.text))

    def _marked(self, mark: Mark, chain: Chain | None) -> Form | None:
        if mark.is_label:
            is_real = mark.rest or self._following() is not None
            return Form.LABEL if is_real else None
        if chain is None or chain.is_nested:
            return None
        if chain.is_asked:
            return (
                Form.SERIES if len(chain.units) >= 3 else Form.PAIR if len(chain.units) == 2 else Form.NUMBER
            )
        return Form.NUMBER

    def _unmarked(self, text: str) -> Opener | None:
        shape, is_asked = self.unit.shape, asking.asks(PAGE.sub("", text))
        if shape is Shape.HEADING:
            return self._made(Form.HEADING, text) if is_asked or asking.commands(text) else None
        if shape is Shape.ITEM:
            head, rest = asking.split_prompt(text)
            is_split = bool(rest) and asking.asks(head) and asking.opens_as_question(head)
            is_opened = self.unit.depth == 0 and (is_asked or is_split or asking.commands(text))
            return self._made(Form.ITEM, text) if is_opened else None
        if self.unit.is_strong and len(text) <= LONGEST_ASKED:
            return self._made(Form.STRONG, text) if is_asked or asking.commands(text) else None
        is_bare = self._is_bare_question(text) or self._is_bare_command(text)
        return self._made(Form.BARE, text) if is_bare else None

    def _is_bare_question(self, text: str) -> bool:
        head, rest = asking.split_prompt(text)
        is_asked = asking.asks(
            head if rest and len(head.split()) >= 4 and _is_one_sentence(head) else PAGE.sub("", text)
        )
        if rest and not asking.INLINE_ANSWER.search(text):
            is_asked = False
        return is_asked and len(text.split()) <= LONGEST_BARE and self._starts_paragraph()

    def _is_bare_command(self, text: str) -> bool:
        is_short = len(text.split()) <= 30 and len(asking.SENTENCE_END.split(text)) <= 2
        return is_short and asking.asks_plainly(text) and self._starts_paragraph()

    def _starts_paragraph(self) -> bool:
        if self.unit.gap or self.unit.index == 0:
            return True
        before = self.units[self.unit.index - 1]
        return not before.is_text or before.text[-1:] in ".!?:;…\"')”" or len(before.text) <= 90

    def _made(self, form: Form, text: str, chain: Chain | None = None) -> Opener:
        bare = PAGE.sub("", text)
        following = self.units[self.unit.index + 1 : self.unit.index + 11]
        found = options_in(bare, following)
        return Opener(
            unit=self.unit,
            form=form,
            text=bare,
            asks=asking.asks(bare) or asking.holds_question(bare),
            commands=asking.commands(bare),
            has_page=bare != text,
            has_options=found is not None and (found.is_lettered or _is_keyed(following[found.used :])),
            has_answer=self._is_answered(),
            chain=chain,
        )

    def _is_answered(self) -> bool:
        following = self._following()
        return (
            following is not None
            and (label := label_of(following)) is not None
            and label.part.value != "time"
        )

    def _following(self) -> Unit | None:
        after = self.unit.index + 1
        return self.units[after] if after < len(self.units) else None


def _is_one_sentence(text: str) -> bool:
    return len(asking.SENTENCE_END.split(text)) == 1


def _is_keyed(after: Sequence[Unit]) -> bool:
    """Whether what comes after bulleted options says which is right."""
    label = label_of(after[0]) if after else None
    return (
        label is not None
        and label.part.value in {"correct", "answer", "explanation"}
        and len(label.rest) < 120
    )


def is_bodyless(opener: Opener, units: Sequence[Unit], openers: Mapping[int, Opener]) -> bool:
    """Whether nothing stands under the opener: the next unit is another one, a heading or the end."""
    if asking.split_prompt(opener.text)[1]:
        return False
    after = opener.unit.index + 1
    if after >= len(units) or units[after].shape is Shape.HEADING:
        return True
    following = openers.get(after)
    if following is not None and (following.asks or following.form is opener.form):
        return True
    is_short = len(words_of(units[after].text)) <= 8 and units[after].text[-1:] not in ".!?:"
    is_alike = units[after].marker == opener.unit.marker or (units[after].gap and units[after].is_text)
    return is_short and is_alike and opener.unit.is_item


def repeated(openers: Mapping[int, Opener], units: Sequence[Unit]) -> dict[int, int]:
    """For each opener that only repeats another: which one it repeats.

    Of several with the same words, the question is the first that something stands under, and that is no
    mere item of a list.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for index, opener in openers.items():
        if len(opener.key) > 8 and (opener.asks or opener.form is Form.LABEL):
            places[opener.key].append(index)
    copies: dict[int, int] = {}
    for indexes in places.values():
        if len(indexes) > 1:
            kept = min(indexes, key=lambda index: _rank(openers[index], units, openers))
            copies.update({index: kept for index in indexes if index != kept})
    return copies


def _rank(opener: Opener, units: Sequence[Unit], openers: Mapping[int, Opener]) -> tuple[bool, bool]:
    return is_bodyless(opener, units, openers), opener.unit.is_item


def are_mostly_marked(openers: Mapping[int, Opener]) -> bool:
    """Whether the document marks its questions, so that an unmarked one needs more to speak for it."""
    count = Counter(
        opener.is_marked and (opener.asks or opener.form is Form.LABEL)
        for opener in openers.values()
        if (opener.asks or opener.form is Form.LABEL)
        and opener.form is not Form.ITEM
        and not asking.is_about_jobs(opener.text)
    )
    return count[True] >= 3 and count[True] * 10 >= 7 * count.total()
