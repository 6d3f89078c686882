"""Which column of a table says what, told by the columns' names in any order, case and several languages."""

import re
from collections.abc import Sequence

from rubrics.importing.marks import plain_words

OPTION_FIELDS = tuple(f"option_{letter}" for letter in "abcdefgh")

# Tried from the top: a name that fits two fields belongs to the first. All are compared without accents.
NAMES = {
    "prompt": (
        r"(?:interview )?(?:question|prompt)s?(?: ?(?:text|prompt|title|body|stem|asked|content))?"
        r"|q|ask|problem|question to ask|stem|frage(?:text)?|pregunta|domanda"
        r"|vraag|pergunta|interviewfrage|enonce"
    ),
    "correct": (
        r"(?:correct|right) ?(?:answer|option|choice|key|one|letter|index)?s?|answer ?key|key|solution ?key"
        r"|richtige? ?(?:antwort|option)?|bonne reponse|reponse correcte|respuesta correcta|correcta?"
    ),
    "answer": (
        r"(?:sample|model|ideal|expected|good|reference|suggested|example|short|strong)?"
        r" ?(?:answer|response|solution)s?(?: ?(?:outline|text|guide|notes|body|points))?|a"
        r"|what to (?:look|listen) for|look for|(?:muster)?antwort|musterlosung|losung"
        r"|reponse(?: type)?|respuesta|risposta|antwoord|resposta"
    ),
    "difficulty": (
        r"difficulty(?: ?(?:level|rating|1-5|\(1-5\)))?|level|seniority|complexity|hardness"
        r"|schwierigkeit(?:sgrad)?|niveau|difficulte|dificultad|nivel|difficolta|dificuldade"
    ),
    "kind": (
        r"(?:round|interview|question)? ?(?:kind|type|round|category|section|stage)|kategorie|art|rubrik"
        r"|categorie|categoria|tipo|runde|discipline"
    ),
    "minutes": (
        r"(?:time|duration|minutes|mins?)(?: ?(?:\(?(?:in )?min(?:ute)?s?\)?|limit|needed|estimate))?"
        r"|estimated time|(?:dauer|zeit|minuten)(?: ?\(?(?:in )?min(?:uten)?\)?)?|duree|duracion"
        r"|durata|tiempo|length"
    ),
    "competencies": (
        r"(?:competenc(?:y|ies)|skills?|capabilit(?:y|ies))(?: ?(?:assessed|tested|area|areas|measured))?"
        r"|kompetenz(?:en)?|competences?|competencias?|competenze|fahigkeiten"
    ),
    "topic": r"topics?|subject|area|domain|theme|thema|sujet|tema|argomento|module|chapter",
    "tags": r"tags?|labels?|keywords?|schlagworter|stichworter|etiquettes?|etiquetas?|mots[- ]cles",
    "follow_ups": (
        r"follow[- ]?ups?(?: ?questions?)?|probes?|probing questions?|deeper questions?|nachfragen?|relances?"
        r"|preguntas? de seguimiento|seguimiento"
    ),
    "strong_signals": (
        r"(?:strong|good|positive|green)(?: ?(?:answer|response))?"
        r" ?(?:signals?|signs?|indicators?|flags?|points?|hints?)|strengths?|strong|pluses"
        r"|evaluation criteria|scoring notes|gute (?:signale|zeichen)|signaux forts"
    ),
    "red_flags": r"red ?flags?|deal ?breakers?|warnsignale|drapeaux rouges|banderas rojas|no-?gos?",
    "weak_signals": (
        r"(?:weak|bad|negative|poor|yellow)(?: ?(?:answer|response))?"
        r" ?(?:signals?|signs?|indicators?|flags?|points?|hints?)|weakness(?:es)?|weak"
        r"|minuses|schlechte (?:signale|zeichen)|signaux faibles"
    ),
    "options": (
        r"(?:answer ?)?(?:options?|choices|alternatives?|candidates answers)|possible answers|antworten"
        r"|optionen|antwortmoglichkeiten|choix|opciones|opzioni|distractors"
    ),
    "context": (
        r"context|background|scenario|setup|situation|intro(?:duction)?|given|kontext|contexte|contexto"
        r"|contesto"
    ),
    "exposure_limit": (
        r"(?:exposure|usage|use|asking) ?(?:limit|cap|maximum)|limit"
        r"|max(?:imum)?\.? ?(?:exposures?|uses|askings?)"
    ),
    "explanation": r"explanations?|rationale|reason(?:ing)?|why|erklarung|explication|explicacion|begrundung",
    "title": r"title|name|heading|titel|titre|titulo|titolo|short name",
}
PATTERNS = {field: re.compile(names) for field, names in NAMES.items()}
OPTION = re.compile(
    r"(?:(?:answer|antwort|reponse|respuesta) ?)?(?:options?|choices?|opcion|opzione|auswahl)"
    r"[ _-]?\(?([a-h1-8])\)?"
    r"|(?:answer|antwort) ?([a-h1-8])"
)
LETTER = re.compile(r"\(?([a-h])[.)]?")
BETWEEN_WORDS = re.compile(r"[\s_/:*#.]+|(?<=[a-z])(?=[A-Z])")
FIELDS = (*NAMES, *OPTION_FIELDS)


def map_columns(header: Sequence[str]) -> dict[str, int]:
    """A proposal which field stands in which column (from 0), for a person to see and change.

    A field has one column at most and a column one field; of columns that fit equally the first is taken.
    Fields are those of FIELDS; "title" stands in for "prompt" where nothing else does.
    """
    proposed: dict[str, int] = {}
    names = [_plain_name(name) for name in header]
    _map_options(names, proposed)
    for field, pattern in PATTERNS.items():
        column = _column_for(pattern, names, taken=set(proposed.values()))
        if column is not None:
            proposed[field] = column
    if "prompt" not in proposed and "title" in proposed:
        proposed["prompt"] = proposed.pop("title")
    return proposed


def _plain_name(name: str) -> str:
    return plain_words(BETWEEN_WORDS.sub(" ", name[:80])).strip(" -?!()[]")


def _column_for(pattern: re.Pattern[str], names: Sequence[str], *, taken: set[int]) -> int | None:
    return next(
        (column for column, name in enumerate(names) if column not in taken and pattern.fullmatch(name)), None
    )


def _map_options(names: Sequence[str], proposed: dict[str, int]) -> None:
    """Option columns: "Option A", "choice_2"; bare letters only where there are A, B and C."""
    numbered = [(_option_index(match[1] or match[2]), column) for column, match in _matching(OPTION, names)]
    lettered = [(_option_index(match[1]), column) for column, match in _matching(LETTER, names)]
    if len(numbered) < 2 and {0, 1, 2} <= {index for index, _ in lettered}:
        numbered = lettered
    if len(numbered) >= 2:
        for index, column in numbered:
            proposed.setdefault(OPTION_FIELDS[index], column)


def _matching(pattern: re.Pattern[str], names: Sequence[str]) -> list[tuple[int, re.Match[str]]]:
    return [(column, match) for column, name in enumerate(names) if (match := pattern.fullmatch(name))]


def _option_index(mark: str) -> int:
    return int(mark) - 1 if mark.isdecimal() else ord(mark) - ord("a")
