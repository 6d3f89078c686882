"""The headings of a table's columns, and the names of levels."""

from enum import StrEnum, auto

from rubrics.importing.parsing.phrases import Phrases, phrases_of


class Column(StrEnum):
    """What a table's column holds."""

    QUESTION = auto()
    ANSWER = auto()
    FOLLOW_UPS = auto()
    WEAK = auto()
    RED_FLAG = auto()
    STRONG = auto()
    CRITERION = auto()
    DIFFICULTY = auto()
    MINUTES = auto()
    WEIGHT = auto()
    LEVEL = auto()
    KIND = auto()


# What only people are judged by; answers compare other things by area or aspect as well.
JUDGED = phrases_of(
    "criterion; criteria; competency; competencies; skill; skills; kriterium; kompetenz; critère; "
    "compétence; criterio; competencia"
)
# What a column's heading must say; the first row that fits decides.
COLUMNS: tuple[tuple[Column, Phrases], ...] = (
    (Column.FOLLOW_UPS, phrases_of("follow-up*; follow up*; followup*; probe; probes; nachfrage*; relance*")),
    (
        Column.QUESTION,
        phrases_of(
            "ask; question; questions; prompt; interview question*; frage; fragen; pregunta; preguntas; "
            "domanda"
        ),
    ),
    (
        Column.WEAK,
        phrases_of(
            "weak; weak answer*; weak signal*; poor answer*; bad answer*; pitfall*; common pitfall*; common "
            "mistake*; typical mistake*; mistake*"
        ),
    ),
    (Column.RED_FLAG, phrases_of("red flag*; warning sign*; warnsignal*; señal de alerta; signaux d'alerte")),
    (
        Column.STRONG,
        phrases_of(
            "strong; strong answer*; strong signal*; what to look for; look for; listen for; good answer "
            "includes; key points; mitigation*; how to mitigate; remedy; green flag*; good sign*; worauf "
            "achten; evidence"
        ),
    ),
    (
        Column.ANSWER,
        phrases_of(
            "answer; answers; expected answer*; sample answer*; ideal answer*; solution; antwort; antworten; "
            "réponse; respuesta; model answer*; good answer*"
        ),
    ),
    (
        Column.CRITERION,
        phrases_of(
            "criterion; criteria; competency; competencies; dimension; dimensions; skill; skills; attribute; "
            "kriterium; critère; criterio; what we judge; what we assess; concept; trait; category; area; "
            "aspect; bereich; kompetenz"
        ),
    ),
    (Column.DIFFICULTY, phrases_of("difficulty; schwierigkeit; difficulté; dificultad; seniority")),
    (Column.MINUTES, phrases_of("minutes; time; duration; min; mins; zeit; dauer; durée; duración")),
    (Column.WEIGHT, phrases_of("weight; weighting; %; points; gewicht; gewichtung; poids; peso")),
    (Column.LEVEL, phrases_of("level; score; rating; grade; stufe; niveau; nivel; punkte; note")),
    (Column.KIND, phrases_of("kind; type; topic; round; theme; thema; thème; tema")),
)
# The names of levels, from the weakest to the strongest.
LEVELS: tuple[Phrases, ...] = (
    phrases_of(
        "poor; very weak; unacceptable; no hire; strong no hire; strong no; not demonstrated; insufficient; "
        "mangelhaft; ungenügend; insuffisant; insuficiente; fail; unsatisfactory; missing; none; far below; "
        "does not meet"
    ),
    phrases_of(
        "weak; below; below expectations; below average; needs improvement; developing; lean no; no; "
        "schwach; faible; débil; red; novice; beginner; basic; bad; low"
    ),
    phrases_of(
        "fair; partial; average; mixed; adequate; acceptable; borderline; some; ausreichend; moyen; regular; "
        "yellow; competent; medium; intermediate; okay"
    ),
    phrases_of(
        "good; meets; meets expectations; solid; satisfactory; proficient; yes; hire; gut; bon; bien; bueno; "
        "pass; green; strong; stark; fort; fuerte; high; advanced"
    ),
    phrases_of(
        "excellent; outstanding; exceeds; exceeds expectations; exceptional; very strong; strong hire; "
        "strong yes; sehr gut; hervorragend; ausgezeichnet; excelente; expert; great; superb; top"
    ),
)
