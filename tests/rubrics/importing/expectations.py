"""What a document of the corpus is expected to give, and in which ways findings fall short of it.

Beside each document NAME lies NAME.expected.yaml. Its keys, all optional but the first:

about         which way of writing guides the document stands for
questions     prompt; `or`: other readings that are as good; `optional`: may also be left out;
              answer_has: phrases of its answer, which no other finding's answer may hold;
              keeps: phrases that must stand somewhere in the question (answer, signals, follow-ups, context);
              strong_has, weak_has, follow_ups_have: phrases of those lists; no_answer; kind: allowed kinds;
              difficulty: the lowest and the highest that is right
quiz_items    prompt, options, answer (nothing where the document has no key)
exchanges     question, answer_has
criteria      name; criteria_keep: phrases that must stand somewhere in the criteria
red_flags     statement
exercises     title; brief_has: phrases of the brief; keeps: phrases anywhere in the exercise; minutes
never         phrases that stand in no prompt
skipped_has   phrases that are listed as skipped, and stand in no answer

A list that is not named must be found empty; `any` instead of a list leaves it open.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import yaml

from rubrics.importing.findings import Findings, FoundExchange, FoundQuestion

DOCUMENTS = Path(__file__).parent / "documents"
# Each list of findings, and by which of its fields a finding is known.
KNOWN_BY = {
    "questions": "prompt",
    "quiz_items": "prompt",
    "exchanges": "question",
    "criteria": "name",
    "red_flags": "statement",
    "exercises": "title",
}
MARKUP = re.compile(r"<[^>]+>|\*\*|`|^[#>\s|]+", re.MULTILINE)
QUOTES = str.maketrans("“”‘’", "\"\"''")
# What may stand alone on the line above a prompt and still be where it begins.
BARE_MARKER = re.compile(r"[\W\d]*(?:\w+[\s.:)#-]*){0,3}(?:\d[\d:.,)\]]*)?[\W\d]*")


def documents(folder: Path = DOCUMENTS) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix in {".md", ".txt", ".html"})


def expected_of(path: Path) -> dict[str, Any]:
    return dict(yaml.safe_load(path.with_suffix(".expected.yaml").read_text(encoding="utf-8")))


def plainly(text: str) -> str:
    """The words alone: no markup, straight quotes, single spaces."""
    return " ".join(MARKUP.sub("", text).translate(QUOTES).split())


def name_of(text: str) -> str:
    return plainly(text).rstrip(".;,:")


def shortcomings(expected: Mapping[str, Any], findings: Findings, source: str) -> list[str]:
    """Everything in which the findings differ from what is expected, as sentences."""
    return [
        *_in_lists(expected, findings),
        *_in_questions(expected, findings),
        *_in_quiz_items(expected, findings),
        *_in_exchanges(expected, findings),
        *_in_judgement(expected, findings),
        *_neighbours(expected, findings),
        *_in_skipped(expected, findings),
        *_in_positions(findings, source),
    ]


# --- Which were found ---


def _in_lists(expected: Mapping[str, Any], findings: Findings) -> Iterator[str]:
    for listed, field in KNOWN_BY.items():
        if (wanted := expected.get(listed, [])) == "any":
            continue
        found = [name_of(getattr(finding, field)) for finding in getattr(findings, listed)]
        names = [_names(entry, field) for entry in wanted]
        for entry, known_as in zip(wanted, names, strict=True):
            if not entry.get("optional") and not known_as & set(found):
                yield f"{listed}: missing {entry[field]!r}"
        allowed = set().union(*names)
        yield from (f"{listed}: spurious {name!r}" for name in found if name not in allowed)
        yield from (f"{listed}: twice {name!r}" for name in {n for n in found if found.count(n) > 1})
        known = [name for name in found if name in allowed]
        places = [next(place for place, known_as in enumerate(names) if name in known_as) for name in known]
        if places != sorted(places):
            yield f"{listed}: not in the document's order"


def _names(entry: Mapping[str, Any], field: str) -> set[str]:
    return {name_of(name) for name in [entry[field], *entry.get("or", [])]}


def _pairs(
    expected: Mapping[str, Any], findings: Findings, listed: str
) -> Iterator[tuple[dict[str, Any], Any]]:
    """Each expected entry with the finding that is it."""
    field = KNOWN_BY[listed]
    for entry in _entries(expected, listed):
        names = _names(entry, field)
        of_that_name = (f for f in getattr(findings, listed) if name_of(getattr(f, field)) in names)
        if found := next(of_that_name, None):
            yield entry, found


def unmeetable(expected: Mapping[str, Any], source: str) -> list[str]:
    """Names and phrases that are expected of a document but do not stand in it."""
    lines = source.replace("\r\n", "\n").split("\n")
    words = plainly(re.sub(r"-\n(?=[a-z])", "", source.replace("\r\n", "\n")))
    return [
        *(
            entry[field]
            for listed, field in KNOWN_BY.items()
            for entry in _entries(expected, listed)
            if not any(begins_at(lines, number, entry[field]) for number in range(1, len(lines) + 1))
        ),
        *(phrase for phrase in _phrases(expected) if plainly(phrase) not in words),
    ]


def _phrases(expected: Mapping[str, Any]) -> Iterator[str]:
    for listed in KNOWN_BY:
        for entry in _entries(expected, listed):
            for key, phrases in entry.items():
                yield from phrases if key.endswith(("has", "have", "keeps", "options")) else ()
    for key in ("criteria_keep", "never", "skipped_has"):
        yield from expected.get(key, ())


def _entries(expected: Mapping[str, Any], listed: str) -> list[dict[str, Any]]:
    """The entries of a list, none where it is left open."""
    wanted = expected.get(listed, [])
    return [] if wanted == "any" else list(wanted)


# --- What they hold ---


def _in_questions(expected: Mapping[str, Any], findings: Findings) -> Iterator[str]:
    for entry, question in _pairs(expected, findings, "questions"):
        about = f"{entry['prompt']!r}"
        yield from _lacking(entry.get("answer_has"), question.answer, f"answer of {about}")
        yield from _lacking(entry.get("keeps"), _everything(question), f"question {about}")
        for key, held in _lists_of(question).items():
            yield from _lacking(entry.get(key), " / ".join(held), f"{key.split('_')[0]} list of {about}")
        if entry.get("no_answer") and question.answer:
            yield f"{about} has no answer, but was given {question.answer[:60]!r}"
        yield from _in_grade(entry, question)


def _lists_of(question: FoundQuestion) -> dict[str, Sequence[str]]:
    return {
        "strong_has": question.strong_signals,
        "weak_has": question.weak_signals,
        "follow_ups_have": question.follow_ups,
    }


def _in_grade(entry: Mapping[str, Any], question: FoundQuestion) -> Iterator[str]:
    if (allowed := entry.get("kind")) and question.kind not in allowed:
        yield f"{entry['prompt']!r} is of kind {question.kind}, not {' or '.join(allowed)}"
    span = entry.get("difficulty")
    if span and not span[0] <= (question.difficulty or 0) <= span[-1]:
        yield f"{entry['prompt']!r} has difficulty {question.difficulty}, not {span[0]} to {span[-1]}"


def _in_quiz_items(expected: Mapping[str, Any], findings: Findings) -> Iterator[str]:
    for entry, item in _pairs(expected, findings, "quiz_items"):
        options = [name_of(option) for option in item.options]
        if options != [name_of(option) for option in entry["options"]]:
            yield f"quiz {entry['prompt']!r}: options {options}"
        answer = None if item.answer is None else name_of(item.answer)
        if answer != (None if entry["answer"] is None else name_of(entry["answer"])):
            yield f"quiz {entry['prompt']!r}: answer {answer!r}, not {entry['answer']!r}"


def _in_exchanges(expected: Mapping[str, Any], findings: Findings) -> Iterator[str]:
    for entry, exchange in _pairs(expected, findings, "exchanges"):
        yield from _lacking(entry.get("answer_has"), exchange.answer, f"answer to {entry['question']!r}")


def _in_judgement(expected: Mapping[str, Any], findings: Findings) -> Iterator[str]:
    for entry, exercise in _pairs(expected, findings, "exercises"):
        yield from _lacking(entry.get("brief_has"), exercise.brief, f"brief of {entry['title']!r}")
        yield from _lacking(entry.get("keeps"), _everything(exercise), f"exercise {entry['title']!r}")
        if entry.get("minutes") not in {None, exercise.minutes}:
            yield f"exercise {entry['title']!r} takes {exercise.minutes} minutes, not {entry['minutes']}"
    criteria = " / ".join(_everything(criterion) for criterion in findings.criteria)
    yield from _lacking(expected.get("criteria_keep"), criteria, "criteria")


def _lacking(phrases: Sequence[str] | None, text: str, where: str) -> Iterator[str]:
    for phrase in phrases or ():
        if plainly(phrase) not in plainly(text):
            yield f"{where}: lacks {phrase!r}"


def _everything(finding: Any) -> str:
    held = asdict(finding).values()
    return " / ".join(" / ".join(value) if isinstance(value, tuple) else str(value) for value in held)


# --- What they must not hold ---


def _neighbours(expected: Mapping[str, Any], findings: Findings) -> Iterator[str]:
    """A neighbour's prompt, a neighbour's phrases or what is nobody's answer, within an answer."""
    answers = [(name_of(_asked(found)), plainly(found.answer)) for found in _answered(findings)]
    for asked, answer in answers:
        for other, _ in answers:
            if other != asked and other not in asked and other in answer and len(other.split()) > 2:
                yield f"answer of {asked!r} holds the question {other!r}"
        stray = [phrase for phrase in _others(expected, asked) if plainly(phrase) in answer]
        yield from (f"answer of {asked!r} holds {phrase!r}, which is not its own" for phrase in stray)


def _others(expected: Mapping[str, Any], asked: str) -> Iterator[str]:
    """The phrases of all other answers, and those of what is nobody's answer."""
    for listed in ("questions", "exchanges"):
        for entry in _entries(expected, listed):
            if asked not in _names(entry, KNOWN_BY[listed]):
                yield from entry.get("answer_has", ())
    yield from expected.get("skipped_has", ())


def _answered(findings: Findings) -> list[FoundQuestion | FoundExchange]:
    return [*findings.questions, *findings.exchanges]


def _asked(found: FoundQuestion | FoundExchange) -> str:
    return found.prompt if isinstance(found, FoundQuestion) else found.question


def _in_skipped(expected: Mapping[str, Any], findings: Findings) -> Iterator[str]:
    skipped = plainly(" / ".join(entry.text for entry in findings.skipped))
    yield from _lacking(expected.get("skipped_has"), skipped, "skipped")
    yield from (f"skipped without a reason: {entry.text!r}" for entry in findings.skipped if not entry.reason)
    for listed, field in KNOWN_BY.items():
        for finding in getattr(findings, listed):
            stray = [p for p in expected.get("never", ()) if plainly(p) in plainly(getattr(finding, field))]
            yield from (f"{listed}: {phrase!r} was taken for one" for phrase in stray)


# --- Where they stand ---


def _in_positions(findings: Findings, source: str) -> Iterator[str]:
    lines = source.replace("\r\n", "\n").split("\n")
    for listed, field in KNOWN_BY.items():
        for finding in getattr(findings, listed):
            if not 0 <= finding.confidence <= 1:
                yield f"{listed}: confidence {finding.confidence} of {getattr(finding, field)!r}"
            if not begins_at(lines, finding.line, getattr(finding, field)):
                yield f"{listed}: line {finding.line} is not where {getattr(finding, field)!r} begins"
    wrong = [entry for entry in findings.skipped if not 1 <= entry.line <= len(lines)]
    yield from (f"skipped {entry.text!r} at line {entry.line} of {len(lines)}" for entry in wrong)


def begins_at(lines: Sequence[str], number: int, text: str) -> bool:
    """Whether the text's first words stand in that line, or just below where it holds but a marker."""
    if not 1 <= number <= len(lines):
        return False
    first_words = " ".join(plainly(text).split()[:3]).rstrip("-")
    here = plainly(lines[number - 1])
    below = next((plainly(line) for line in lines[number:] if line.strip()), "")
    is_wrapped = first_words in f"{here} {below}" and first_words.split()[0] in here
    return (
        first_words in here
        or is_wrapped
        or (BARE_MARKER.fullmatch(here) is not None and first_words in below)
    )
