"""Words by which documents say what kind of round a question is for, and how hard it is."""

import math
import re
import unicodedata

# Looked for first, in this order of mention; a text that names several means the one it names first.
PLAIN_WORDS_OF_KINDS = {
    "system-design": (
        r"(?:ml |ai |machine learning )?systems? design"
        r"|design (?:round|interview|questions?|assessment|exercise)"
        r"|architectur\w*|scal(?:ing|ability)|systementwurf|conception de systemes|diseno de sistemas"
    ),
    "mlops": (
        r"ml ?-?ops|ci ?/ ?cd|deployment|deploying|model serving|infrastructure|dev ?ops|pipelines?"
        r"|kubernetes|docker|orchestration|model registry|experiment tracking"
    ),
    "production": (
        r"production|incidents?|on[- ]call|debugging|monitoring|observability|troubleshooting|drift"
        r"|operations|reliability|produktion|produccion"
    ),
    "coding": (
        r"coding|code|programming|programmierung|algorithms?|data structures?|leetcode|python|sql|hands[- ]on"
        r"|take[- ]home|live[- ]coding|software engineering|programmation|programacion"
    ),
    "behavioural": (
        r"behaviou?ral?|behaviou?r|soft skills?|culture(?: fit)?|leadership|teamwork|collaboration"
        r"|communication|situational|motivation|comportement\w*|conductual|verhalten"
    ),
    "oral": (
        r"oral|deep[- ]dive|experience|background|past projects?|project (?:walk-?through|discussion)"
        r"|transcript|resume|cv|portfolio|erfahrung|experiencia"
    ),
    "quiz": r"quiz(?:zes)?|mcqs?|multiple[- ]choice|screen(?:ing)?(?: test)?|true ?/ ?false",
}
# Every guide to this craft says these on any page, so they count only where nothing above is said.
COMMON_WORDS_OF_KINDS = {
    "ml-foundations": (
        r"ml[- ]foundations|foundations?|fundamentals?|theory|theoretical|concepts?|basics|ml"
        r"|machine learning|deep learning|statistics|statistical|probability|maths?|mathematics"
        r"|neural networks?|nlp|llms?"
        r"|transformers?|computer vision|modell?ing|algorithmic|supervised|unsupervised|grundlagen"
        r"|fondamentaux|fundamentos|data science"
    ),
    "system-design": r"design|systems?",
    "mlops": r"ops|tooling|tools",
}
DIFFICULTIES = {
    1: "beginner|entry|entry level|novice|trivial|very easy|introductory|intern|anfanger|debutant"
    "|principiante",
    2: "easy|basic|junior|simple|low|warm ?up|leicht|einfach|facile|facil|basico|fondamental",
    3: "medium|intermediate|moderate|mid|mid ?level|middle|normal|average|standard|mittel|moyen|moyenne|medio"
    "|intermedio|intermediaire",
    4: "hard|advanced|senior|difficult|challenging|high|tough|schwer|schwierig|fortgeschritten|difficile"
    "|dificil|avance|avanzado|avancado",
    5: "expert|very hard|very difficult|staff|principal|extreme|experte|experto|insane",
}
LONGEST_DIFFICULTY = 60


def _words(words: dict[str, str]) -> dict[str, re.Pattern[str]]:
    return {kind: re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])") for kind, pattern in words.items()}


PLAIN_KINDS = _words(PLAIN_WORDS_OF_KINDS)
COMMON_KINDS = _words(COMMON_WORDS_OF_KINDS)
DIFFICULTY = re.compile(
    "|".join(f"(?P<d{level}>{words})" for level, words in sorted(DIFFICULTIES.items(), reverse=True))
)
LABEL = re.compile(
    r"^(?:difficulty|level|seniority|complexity|schwierigkeit(?:sgrad)?|niveau|difficulte|nivel|dificultad)"
    r"(?: level| rating)?\b ?[:=–—-]? ?"
)
BETWEEN = re.compile(r" (?:to|or|and|bis) | ?[-–/,&] ?")
RATED = re.compile(r"l?(\d{1,2})(?:[.,]0)?(?: ?(?:/|of|out of|von|sur|de) ?(\d{1,2}))?(?: stars?| points?)?")
STARS = re.compile(r"[★⭐*✦●]{1,5}[☆○]{0,4}")


def plain_words(text: str) -> str:
    """The text in lower case, without accents, with single spaces: what word tables are compared with."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).split())


def kind_of(text: str) -> str | None:
    """The round kind that a heading, a tag or a cell names, or None where it names none.

    Of several the one named first wins; words that any guide uses ("machine learning") count last.
    """
    words = plain_words(text.replace("_", " "))
    for kinds in (PLAIN_KINDS, COMMON_KINDS):
        named = [(match.start(), kind) for kind, word in kinds.items() if (match := word.search(words))]
        if named:
            return min(named)[1]
    return None


def difficulty_of(text: str) -> int | None:
    """1 (easiest) to 5, or None unless the whole text says how hard something is.

    Takes words ("advanced", "Level: easy to medium"), numbers up to five ("4", "L4"), ratings ("7/10") and
    stars. Of a range the mean counts, rounded up.
    """
    if len(text) > LONGEST_DIFFICULTY:
        return None
    words = plain_words(text).strip(" ()[]{}<>.:·|")
    words = LABEL.sub("", words, count=1).strip(" ()[]:")
    words = re.sub(r"(?<=\w)[ -](?:questions?|level|difficulty)$", "", words)
    if STARS.fullmatch(words):
        return len(words.rstrip("☆○"))
    if rated := RATED.fullmatch(words):
        return _on_five(int(rated[1]), int(rated[2] or 5))
    return _of_words(words)


def _on_five(points: int, most: int) -> int | None:
    if not 1 <= points <= most:
        return None
    return max(1, math.ceil(points * 5 / most))


def _of_words(words: str) -> int | None:
    if found := DIFFICULTY.fullmatch(words):
        return _level(found)
    range_of = [DIFFICULTY.fullmatch(part) for part in BETWEEN.split(words)]
    levels = [_level(found) for found in range_of if found]
    return math.ceil(sum(levels) / len(levels)) if len(levels) == len(range_of) else None


def _level(found: re.Match[str]) -> int:
    return int(str(found.lastgroup)[1:])
