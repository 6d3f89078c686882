"""A transcript's exchanges: what the interviewer asked, and all that was answered until the next question."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rubrics.importing.findings import FoundExchange
from rubrics.importing.lines import Line, Shape
from rubrics.importing.parsing import asking, turns
from rubrics.importing.parsing.ledger import Ledger
from rubrics.importing.parsing.phrases import plain, words_of
from rubrics.importing.parsing.turns import Said, Turn
from rubrics.importing.parsing.units import Unit
from rubrics.importing.parsing.wording.talk import ACKNOWLEDGEMENTS, CLOSING_TALK, INTERVIEWERS, SMALL_TALK

INTRODUCES = re.compile(
    r"(?:i|i'm|i'll|i am|my name)\b|.*\b(?:minutes|introduce myself|to introduce|take notes)\b"
)
SUBSTANCE = 12  # words: an answer that says something
INTERJECTION = "a short interjection of the interviewer"
CUE_REASON = "a subtitle's number or time"


@dataclass(slots=True)
class _Pair:
    """A question's units and its answer's, while the transcript is read."""

    question: str
    asked: list[Said]
    answer: list[Said] = field(default_factory=list)
    is_asked: bool = True

    @property
    def answer_text(self) -> str:
        return "\n\n".join(said.text for said in self.answer if said.text)


def speakers_of(lines: Sequence[Line]) -> frozenset[str]:
    return turns.speakers_of(lines)


def exchanges_of(units: Sequence[Unit], names: frozenset[str], ledger: Ledger) -> list[FoundExchange]:
    """The transcript's exchanges; greetings, closings and interjections are entered as skipped."""
    if not names:
        return []
    spoken = turns.turns_of(units, names, _ends_talk)
    interviewer = _interviewers(spoken)
    reading = _Reading(ledger)
    for turn in spoken:
        if turn.speaker in interviewer:
            reading.hear_interviewer(turn)
        else:
            reading.hear_candidate(turn)
    _skip_cues(units, ledger)
    return reading.finish()


def _ends_talk(unit: Unit) -> bool:
    return unit.shape is Shape.HEADING or unit.shape is Shape.ROW


def _skip_cues(units: Iterable[Unit], ledger: Ledger) -> None:
    ledger.skip((unit for unit in units if turns.is_cue(unit.text) and ledger.is_open(unit)), CUE_REASON)


def _interviewers(spoken: Sequence[Turn]) -> frozenset[str]:
    known = frozenset(turn.speaker for turn in spoken if INTERVIEWERS.are(turn.speaker))
    if known:
        return known
    asked, said = Counter[str](), Counter[str]()
    for turn in spoken:
        asked[turn.speaker] += asking.holds_question(turn.text) or asking.commands(turn.text)
        said[turn.speaker] += 1
    return frozenset(sorted(said, key=lambda name: (-asked[name] / said[name], name))[:1])


class _Reading:
    """One pass over the turns: the pair that is open, and whether the talk is being closed."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.pairs: list[_Pair] = []
        self.pending: _Pair | None = None
        self.is_closing = False

    def hear_interviewer(self, turn: Turn) -> None:
        said = self._spoken(turn)
        text = turn.text
        if CLOSING_TALK.within(plain(text)) and not _probe_of(_without_closing(text)):
            self._settle()
            self.is_closing = True
            self._pass(said, "closing words of the talk")
        elif self.pending is not None and not self.pending.answer and self.pending.asked:
            self._extend(said, text)
        else:
            self._ask(said, text)

    def hear_candidate(self, turn: Turn) -> None:
        said = self._spoken(turn)
        if self.pending is None:
            reason = "closing words of the talk" if self.is_closing else "said before the first question"
            self._pass(said, reason)
            return
        self.pending.answer.extend(said)

    def finish(self) -> list[FoundExchange]:
        self._settle()
        found: list[FoundExchange] = []
        for pair in self.pairs:
            self._pass((said for said in pair.asked if not _is_kept(said, pair.question)), INTERJECTION)
            self.ledger.find(*(said.unit for said in (*pair.asked, *pair.answer)))
            found.append(
                FoundExchange(
                    question=pair.question,
                    answer=pair.answer_text,
                    line=_first_words(pair).unit.number,
                    confidence=_confidence(pair),
                )
            )
        return found

    def _ask(self, said: list[Said], text: str) -> None:
        probe = _probe_of(text)
        if not probe:
            self._interject(said, text)
            return
        self._settle()
        self.is_closing = False
        self.pending = _Pair(probe, said)

    def _interject(self, said: list[Said], text: str) -> None:
        """Words that ask nothing: an acknowledgement, after which the answer may go on, or still a probe."""
        if self.is_closing:
            self._pass(said, "closing words of the talk")
        elif self.pending is not None and all(map(_says_little, asking.SENTENCE_END.split(text))):
            self._pass(said, INTERJECTION)
        else:
            self._settle()
            self.pending = _Pair(text, said, is_asked=False)

    def _extend(self, said: list[Said], text: str) -> None:
        """The interviewer goes on: what was said before something is asked only leads up to it."""
        pending, probe = self.pending, _probe_of(text)
        if pending is None:
            return
        if probe and not pending.is_asked:
            self._pass(pending.asked, "leads up to a question")
            self.pending = _Pair(probe, said)
            return
        pending.asked.extend(said)
        pending.question = f"{pending.question}\n\n{probe or text}"

    def _settle(self) -> None:
        """Keeps the open pair if it is an exchange; small talk and what nobody answered is passed over.

        What an interviewer's remark was answered with belongs to the answer before it.
        """
        pair, self.pending = self.pending, None
        if pair is None:
            return
        reason = _why_none(pair)
        if not reason:
            self.pairs.append(pair)
        elif not pair.is_asked and self.pairs and pair.answer:
            self._pass(pair.asked, INTERJECTION)
            self.pairs[-1].answer.extend(pair.answer)
        else:
            self._pass([*pair.asked, *pair.answer], reason)

    def _pass(self, said: Iterable[Said], reason: str) -> None:
        self.ledger.skip((one.unit for one in said), reason)

    def _spoken(self, turn: Turn) -> list[Said]:
        """The turn's units, of which those that are a subtitle's numbers are passed over."""
        self._pass((said for said in turn.said if turns.is_cue(said.unit.text)), CUE_REASON)
        return [said for said in turn.said if not turns.is_cue(said.unit.text)]


def _is_kept(said: Said, question: str) -> bool:
    """Whether something of what was said stands in the question, or nothing was said on that line."""
    return not said.text or asking.SENTENCE_END.split(said.text)[-1] in question


def _first_words(pair: _Pair) -> Said:
    """Where the question begins: what came before it on other lines only leads up to it."""
    begun = pair.question[:30]
    spoken = [one for one in pair.asked if one.text] or pair.asked
    return next((one for one in spoken if begun in one.text), spoken[0])


def _why_none(pair: _Pair) -> str:
    answered = len(words_of(pair.answer_text))
    question = plain(pair.question)
    is_small = SMALL_TALK.within(question) and not asking.is_about_the_craft(pair.question)
    if is_small and len(question.split()) <= 45 and answered <= 25:
        return "greetings and small talk"
    if not pair.answer:
        return "nothing was answered to it"
    is_asked = asking.holds_question(pair.question) or asking.commands(pair.question)
    if not is_asked and (answered < SUBSTANCE or len(question.split()) < 4):
        return "neither asks nor is answered with substance"
    return ""


def _confidence(pair: _Pair) -> float:
    is_asked = asking.holds_question(pair.question) or asking.commands(pair.question)
    is_substantial = len(words_of(pair.answer_text)) >= SUBSTANCE
    return round(0.45 + 0.3 * is_asked + 0.2 * is_substantial, 2)


def _probe_of(text: str) -> str:
    """The interviewer's words without greetings and acknowledgements before them; "" if none ask."""
    paragraphs = text.split("\n\n")
    kept: list[str] = []
    for paragraph in paragraphs:
        sentences = asking.SENTENCE_END.split(paragraph)
        if not kept:
            while sentences and _says_little(sentences[0]):
                sentences = sentences[1:]
        if sentences:
            kept.append(" ".join(sentences))
    probe = "\n\n".join(kept).strip()
    is_probe = asking.holds_question(probe) or any(map(asking.commands, asking.SENTENCE_END.split(probe)))
    return probe if is_probe else ""


def _says_little(sentence: str) -> bool:
    words = plain(sentence)
    if not words or ACKNOWLEDGEMENTS.are(words.rstrip("? ")):
        return True
    if asking.commands(sentence):
        return False
    is_greeting = SMALL_TALK.within(words) or CLOSING_TALK.within(words)
    if asking.holds_question(sentence):
        return is_greeting and len(words.split()) <= 14
    if INTRODUCES.match(words) and "you" not in words.split():
        return True
    return is_greeting or (ACKNOWLEDGEMENTS.begin(words) and len(words.split()) <= 7)


def _without_closing(text: str) -> str:
    kept = [part for part in asking.SENTENCE_END.split(text) if not CLOSING_TALK.within(plain(part))]
    return " ".join(kept)
