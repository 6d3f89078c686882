"""What accepting a finding would write: its own words where it has some, sensible ones where it has none.

A draft's content is the finding as it was found; under "changed" stands what a person has made of it since.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from rubrics.importing.states import DraftKind
from rubrics.library.drafts import LONGEST_TAG
from rubrics.scales import widths
from rubrics.scales.models import HIGHEST_LEVEL, LOWEST_LEVEL

MINUTES, DIFFICULTY, QUIZ_DIFFICULTY, EXERCISE_MINUTES = 10, 3, 2, 60
LONGEST_TITLE = 120  # of a proposal: what one reads at a glance, not all that fits
ORAL = "oral"

SENTENCE = re.compile(r".+?[?.!](?=\s|$)", re.DOTALL)
PART_OF_TIME = re.compile(
    r"^\W*(?:(?P<first>\d{1,3})\s*(?:min(?:ute)?s?\b\.?|['’])\s*[-–—:,.)]*\s*(?P<then>\S.*)"
    r"|(?P<before>\S.*?)[\s:,(–—-]+(?P<last>\d{1,3})\s*(?:min(?:ute)?s?\b\.?|['’])\W*)$",
    re.IGNORECASE | re.DOTALL,
)

Content = Mapping[str, Any]
Proposal = dict[str, Any]


def proposal_of(kind: str, content: Content, *, round_kind: str) -> Proposal:
    """What accepting would write, by the names of the review form; `round_kind` is the document's own."""
    if "entry" in content:
        return dict(content["entry"])
    return {**PROPOSALS[DraftKind(kind)](content, round_kind), **content.get("changed", {})}


def _question(content: Content, round_kind: str) -> Proposal:
    prompt = content["prompt"]
    return {
        "title": clipped(content["title"] or first_sentence(prompt), LONGEST_TITLE),
        "prompt": prompt,
        "context": content["context"],
        "sample_answer": content["answer"],
        "round_kind": content["kind"] or round_kind,
        "minutes": content["minutes"] or MINUTES,
        "difficulty": content["difficulty"] or DIFFICULTY,
        "exposure_limit": content["exposure_limit"],
        "follow_ups": content["follow_ups"],
        "strong_signals": content["strong_signals"],
        "weak_signals": content["weak_signals"],
        "materials": [],
        "timings": [],
        "competencies": content["competencies"],
        "red_flags": content["red_flags"],
        "tags": tags_of(content["tags"], content["topic"]),
    }


def _exchange(content: Content, round_kind: str) -> Proposal:
    spoken = {"prompt": content["question"], "answer": content["answer"], "kind": ORAL}
    return _question({**NOTHING_FOUND, **spoken}, round_kind)


def _exercise(content: Content, round_kind: str) -> Proposal:
    """Its parts' times go into their own field only where each of them has one; else the brief keeps them."""
    timings = [_timing(part) for part in content["timings"]]
    are_all = all(timings)
    untimed = "" if are_all else "\n\n" + "\n".join(content["timings"])
    task = {
        "title": content["title"],
        "prompt": content["brief"] + untimed,
        "kind": content["kind"],
        "minutes": content["minutes"] or EXERCISE_MINUTES,
        "strong_signals": content["looks_for"],
    }
    proposal = _question({**NOTHING_FOUND, **task}, round_kind) | {"materials": content["materials"]}
    if timings and are_all:
        proposal |= {"timings": timings, "minutes": sum(part["minutes"] for part in timings if part)}
    return proposal


def _timing(part: str) -> dict[str, Any] | None:
    match = PART_OF_TIME.match(part.strip())
    if match is None or not int(match["first"] or match["last"]):
        return None
    return {"minutes": int(match["first"] or match["last"]), "activity": match["then"] or match["before"]}


def _quiz_item(content: Content, _round_kind: str) -> Proposal:
    options = list(content["options"])
    answer = content["answer"]
    return {
        "prompt": content["prompt"],
        "options": options,
        "answer": options.index(answer) if answer in options else None,
        "explanation": content["explanation"],
        "difficulty": QUIZ_DIFFICULTY,
        "tags": tags_of([], content["topic"]),
        "competencies": [],
    }


def _criterion(content: Content, _round_kind: str) -> Proposal:
    return {
        "name": clipped(content["name"], widths.NAME),
        "description": content["description"],
        "levels": levels_of(content["levels"], content["strong_signals"], content["weak_signals"]),
        "competency": "",
    }


def levels_of(found: Sequence[str], strong: Sequence[str], weak: Sequence[str]) -> list[str]:
    """A text for each level from the lowest to the highest; those that nothing was found for are empty.

    As many levels as ours stand as they are; more or fewer are spread from end to end. Signals describe the
    ends where no level does.
    """
    count = HIGHEST_LEVEL - LOWEST_LEVEL + 1
    levels: list[list[str]] = [[] for _ in range(count)]
    for place, text in enumerate(found):
        spread = count - 1 if len(found) == 1 else round(place * (count - 1) / (len(found) - 1))
        levels[spread].append(text)
    levels[-1] = levels[-1] or list(strong)
    levels[0] = levels[0] or list(weak)
    return ["\n".join(texts) for texts in levels]


def _red_flag(content: Content, _round_kind: str) -> Proposal:
    statement, description = content["statement"], content["description"]
    if len(statement) > widths.STATEMENT:
        description = f"{statement}\n\n{description}".strip()
    return {"statement": clipped(statement, widths.STATEMENT), "description": description}


PROPOSALS = {
    DraftKind.QUESTION: _question,
    DraftKind.EXCHANGE: _exchange,
    DraftKind.EXERCISE: _exercise,
    DraftKind.QUIZ_ITEM: _quiz_item,
    DraftKind.CRITERION: _criterion,
    DraftKind.RED_FLAG: _red_flag,
}
NOTHING_FOUND: Content = {
    **dict.fromkeys(("title", "context", "answer", "topic"), ""),
    **dict.fromkeys(("kind", "minutes", "difficulty", "exposure_limit")),
    **dict.fromkeys(
        ("follow_ups", "strong_signals", "weak_signals", "competencies", "red_flags", "tags"), ()
    ),
}


SHOWN_BY = {
    DraftKind.CRITERION: "name",
    DraftKind.RED_FLAG: "statement",
    DraftKind.EXERCISE: "title",
}


def words_of(kind: str, proposal: Proposal) -> str:
    """What the row of a draft shows: its prompt, its title, its name or its statement."""
    return str(proposal[SHOWN_BY.get(DraftKind(kind), "prompt")])


def first_sentence(text: str) -> str:
    """The first sentence of the first paragraph, on one line."""
    paragraph = text.strip().split("\n\n", 1)[0]
    match = SENTENCE.match(paragraph)
    return " ".join((match[0] if match else paragraph).split())


def clipped(text: str, most: int) -> str:
    """The text, or its beginning up to a word's end and an ellipsis where it is longer."""
    text = text.strip()
    if len(text) <= most:
        return text
    return (text[: most - 1].rsplit(" ", 1)[0] or text[: most - 1]).rstrip(" ,;:") + "…"


def tags_of(tags: Sequence[str], topic: str) -> list[str]:
    """The tags that were found, and the topic as one; what is too long for a tag is none."""
    return [tag for tag in [*tags, topic] if 0 < len(tag.strip()) <= LONGEST_TAG]
