"""The labels by which people mark the parts of a question, an exercise or a quiz item."""

from enum import StrEnum, auto

from rubrics.importing.parsing.phrases import Phrases, listed, phrases_of


class Part(StrEnum):
    """What a labelled piece of a question, an exercise or a quiz item is."""

    ANSWER = auto()
    MODEL_ANSWER = auto()
    FOLLOW_UPS = auto()
    STRONG = auto()
    WEAK = auto()
    DIFFICULTY = auto()
    MINUTES = auto()
    TOPIC = auto()
    CONTEXT = auto()
    EXPLANATION = auto()
    CORRECT = auto()
    MATERIALS = auto()
    BRIEF = auto()
    TAGS = auto()


# A label is one of these exactly ...
LABELS: dict[Part, tuple[str, ...]] = {
    Part.ANSWER: listed(
        "a; ans; answer; answers; sample answer; example answer; model answer; suggested answer; show "
        "answer; possible answer; expected answer; short answer; show model answer; view answer; reveal "
        "answer; response; sample response; solution; reference answer; answer outline; antwort; "
        "musterantwort; beispielantwort; réponse; réponse attendue; respuesta esperada; erwartete antwort; "
        "risposta attesa; exemple de réponse; réponse type; respuesta; respuesta modelo; respuesta de "
        "ejemplo; risposta; resposta; odpowiedź; antwoord; svar; click to reveal; a good answer could be; a "
        "good answer would be; r"
    ),
    Part.MODEL_ANSWER: listed(
        "strong answer; strong answers; good answer; good answers; great answer; excellent answer; best "
        "answer; ideal answer; a strong answer; a good answer; starke antwort; gute antwort; bonne réponse; "
        "buena respuesta; strong response; ideal response"
    ),
    Part.CORRECT: listed(
        "correct answer; correct; correct option; right answer; right option; correct choice; richtige "
        "antwort; richtig; lösung; bonne réponse; respuesta correcta; correcta; the correct answer is; the "
        "answer is; the right answer is; risposta corretta"
    ),
    Part.DIFFICULTY: listed(
        "difficulty; level; difficulty level; seniority; schwierigkeit; schwierigkeitsgrad; niveau; stufe; "
        "difficulté; dificultad; nivel; difficoltà"
    ),
    Part.MINUTES: listed(
        "time; duration; timing; timings; time limit; time box; timebox; minutes; schedule; length; time "
        "allowed; time budget; estimated time; suggested time; total time; zeit; dauer; zeitplan; durée; "
        "duración; how the time goes; agenda; time frame; timeline"
    ),
    Part.TOPIC: listed(
        "topic; category; type; kind; area; skill; skills; round; competency; competencies; theme; thema; "
        "kategorie; thème; catégorie; tema; categoría; focus; tests; skill tested; skills tested; round kind"
    ),
    Part.TAGS: listed("tags; tag; keywords; labels; schlagwörter"),
    Part.CONTEXT: listed(
        "context; scenario; background; setup; situation; hint; hints; note to interviewer; notes for the "
        "interviewer; interviewer note; interviewer notes; kontext; contexte; contexto; hinweis"
    ),
    Part.EXPLANATION: listed(
        "explanation; rationale; why; reason; because; erklärung; begründung; explication; explicación; "
        "reasoning; justification"
    ),
    Part.BRIEF: listed(
        "brief; task; the task; the brief; challenge; problem; problem statement; prompt; instructions; "
        "description; objective; goal; aufgabe; consigne; tarea; assignment; the exercise; exercise; "
        "deliverables; deliverable; requirements; what to build; what the candidate does; hand in"
    ),
    Part.MATERIALS: listed(
        "materials; material; materials provided; you will get; you get; provided; what you provide; inputs; "
        "we provide; what to hand out; hand out; hand-outs; handouts; resources; data; dataset; starter "
        "code; setup and materials; matériel; materiales; unterlagen; what you hand out; given; prepare"
    ),
}
# ... or a short text that says one of these.
LOOSE_LABELS: tuple[tuple[Part, Phrases], ...] = (
    (
        Part.FOLLOW_UPS,
        phrases_of(
            "follow-up*; follow up*; followup*; probe; probes; probing questions; dig deeper; nachfrage*; "
            "rückfrage*; anschlussfrage*; relance*; questions de suivi; repregunta*; preguntas de "
            "seguimiento; deeper questions; probing deeper; additional probes; to go deeper; to dig deeper; "
            "if they do well; ask next"
        ),
    ),
    (
        Part.WEAK,
        phrases_of(
            "red flag*; warning sign*; weak answer*; weak signal*; bad answer*; poor answer*; watch out for; "
            "negative signal*; negative sign*; bad sign*; warnsignal*; warnzeichen; schwache antwort*; "
            "signaux faibles; signaux d'alerte; señales de alerta; señales débiles; concerning sign*; weak "
            "response*; weak candidate*; yellow flag*; a weak answer; deal breaker*; what worries us; signes "
            "d'alerte"
        ),
    ),
    (
        Part.STRONG,
        phrases_of(
            "look for; looking for; listen for; good answer includes; good answers include; good answer "
            "covers; good answer mentions; good answers mention; good answers cover; strong answer includes; "
            "strong answers include; strong answer covers; strong answers cover; great answer includes; "
            "strong signal*; positive signal*; good sign*; green flag*; key points; expected points; points "
            "to cover; evaluation criteria; what it is judged on; judged on; judged by; assessed on; "
            "evaluated on; graded on; scored on; what we assess; what to assess; what is assessed; what we "
            "evaluate; what to evaluate; what it tests; assessment criteria; grading criteria; scoring "
            "criteria; grading notes; success criteria; what good looks like; good candidates; strong "
            "candidates; strong answers mention; signs of a good; signs of a strong; what a good answer; "
            "what a strong answer; what strong answers; worauf es ankommt; worauf achten; gute zeichen; "
            "points clés; à écouter; signaux forts; señales fuertes; qué buscar; puntos clave; starke "
            "signale; must mention; should mention; should cover; rubric; scoring; grading; evaluation; "
            "bewertung; how to grade; how to judge"
        ),
    ),
    (
        Part.MODEL_ANSWER,
        phrases_of(
            "strong answer; model answer; ideal answer; sample answer; example answer; example of a good "
            "answer; example of a strong answer; good answer looks like; great answer; strong answers"
        ),
    ),
)
QUESTION_LABELS = listed(
    "question; main question; core question; key question; bonus question; opening question; closing "
    "question; ask; interview question; ques; frage; pregunta; domanda; pergunta; pytanie; vraag; вопрос; "
    "问题; 質問; sample question; quiz question; scenario question"
)
