"""What sections are there for, by the words of their headings, and why text of them is left out."""

from enum import StrEnum, auto

from rubrics.importing.parsing.phrases import Phrases, listed, phrases_of


class Role(StrEnum):
    """What a section is there for."""

    QUESTIONS = auto()
    QUIZ = auto()
    KEY = auto()
    FAQ = auto()
    CRITERIA = auto()
    RED_FLAGS = auto()
    EXERCISE = auto()
    CONTENTS = auto()
    INTRODUCTION = auto()
    ADVICE = auto()
    JOBS = auto()
    CLOSING = auto()
    AUTHOR = auto()
    RELATED = auto()
    NEWSLETTER = auto()
    MARKETING = auto()
    DISCLAIMER = auto()
    COMMENTS = auto()


# What a heading must say for its section to have the role; the first row that fits decides.
ROLES: tuple[tuple[Role, Phrases], ...] = (
    (
        Role.CONTENTS,
        phrases_of(
            "table of contents; contents; in this article; in this guide; on this page; toc; jump to; what's "
            "inside; quick links; quick navigation; inhalt; inhaltsverzeichnis; sommaire; table des "
            "matières; índice; contenido; list of questions; at a glance"
        ),
    ),
    (
        Role.KEY,
        phrases_of(
            "answer key*; key to the quiz; quiz key; quiz answers; quiz solutions; correct answers; answers "
            "to the quiz; solution key; solutions to the quiz; lösungsschlüssel; lösungen; corrigé; "
            "soluciones"
        ),
    ),
    (
        Role.FAQ,
        phrases_of(
            "faq; faqs; faq's; frequently asked; people also ask; common questions about; häufige fragen; "
            "häufig gestellte fragen; questions fréquentes; foire aux questions; preguntas frecuentes; your "
            "questions answered; your questions, answered"
        ),
    ),
    (
        Role.QUIZ,
        phrases_of(
            "quiz; quizzes; multiple choice; multiple-choice; mcq; mcqs; test yourself; knowledge check; "
            "check your knowledge; test your knowledge; practice test; self-test; mock test; qcm; opción "
            "múltiple; screening test"
        ),
    ),
    (
        Role.RED_FLAGS,
        phrases_of(
            "red flag*; walk away; do not hire; don't hire; warning sign*; deal breaker*; deal-breaker*; "
            "dealbreaker*; signs of a weak; weak signal*; warnsignale; warnzeichen; signaux d'alerte; "
            "señales de alerta; señales de alarma; disqualifier*; what should worry you; weak answers; what "
            "weak answers; yellow flag*; negative signal*; bad signs"
        ),
    ),
    (
        Role.AUTHOR,
        phrases_of(
            "about the author*; about the writer; written by; author bio; meet the author; über den autor; "
            "über die autorin; à propos de l'auteur; sobre el autor; sobre la autora; contributor*; author"
        ),
    ),
    (
        Role.NEWSLETTER,
        phrases_of(
            "newsletter; subscribe*; stay up to date; stay updated; stay in the loop; join our community; "
            "sign up; get more like this; mailing list; join our mailing"
        ),
    ),
    (
        Role.RELATED,
        phrases_of(
            "related; read next; you may also like; you might also like; more from; more articles; more "
            "reading; further reading; recommended reading; recommended articles; recommended for you; "
            "recent posts; latest posts; popular posts; resources; references; sources; see also; keep "
            "reading; continue reading; up next; weiterlesen; à lire aussi; artículos relacionados; "
            "bibliography; learn more; useful links; trending"
        ),
    ),
    (
        Role.COMMENTS,
        phrases_of(
            "comments; leave a reply; leave a comment; add a comment; responses; discussion; share this; "
            "share this article; share; share on; follow us; connect with us; was this helpful; kommentare; "
            "commentaires; comentarios"
        ),
    ),
    (
        Role.DISCLAIMER,
        phrases_of(
            "disclaimer*; legal notice; copyright; license; licence; terms of use; privacy policy; cookie "
            "policy; cookies; haftungsausschluss; impressum; mentions légales; aviso legal; disclosure"
        ),
    ),
    (
        Role.CLOSING,
        phrases_of(
            "conclusion*; final thoughts; wrapping up; wrap-up; wrap up; closing; in closing; closing "
            "thoughts; last words; final words; summary; to sum up; in summary; takeaways; key takeaways; "
            "the bottom line; bottom line; next steps; thank you; thanks; fazit; schluss; en résumé; "
            "conclusión; conclusiones; conclusione; before you go; putting it all together; zum schluss; "
            "acknowledgements; afterword"
        ),
    ),
    (
        Role.JOBS,
        phrases_of(
            "how to apply; what we offer; your tasks; your profile; your responsibilities; your role; about "
            "the role; the role; who we are looking for; how much does it cost; our rates; salary; salaries; "
            "compensation; job market; market demand; demand for; career*; cost to hire; hiring cost*; cost "
            "of hiring; job description*; job posting*; job outlook; where to find; sourcing candidates; "
            "gehalt*; salaire*; salario*; roles and responsibilities; responsibilities; time to hire; open "
            "positions; open roles; who is hiring; job openings; what does a; what does an"
        ),
    ),
    (
        Role.MARKETING,
        phrases_of(
            "why choose us; why choose; hire with; hire through; our services; pricing; get started; how we "
            "can help; book a; request a demo; free trial; ready to; contact us; our clients; testimonials; "
            "what our customers say; sponsored; advertisement; partner with; why us; about us; about our; "
            "our platform; trusted by; hire top; hire pre-vetted; hire vetted; hire your; need help; let us; "
            "join us; work with us; special offer; download; level up; how we vet; start hiring; enrol*; "
            "enroll*; our bootcamp; our course*; courses; bootcamp"
        ),
    ),
    (
        Role.EXERCISE,
        phrases_of(
            "real assessment*; assessment task*; take-home*; take home*; assignment*; exercise*; case study; "
            "case studies; coding challenge*; design challenge*; practical task*; live coding task*; "
            "live-coding task*; work sample*; hands-on task*; practical assessment*; coding assessment*; "
            "design assessment*; technical assessment*; skills assessment*; assessment; assessments; "
            "practical test*; homework; praktische aufgabe*; übung*; exercice*; ejercicio*; prueba práctica; "
            "fallstudie; pair programming task*; coding task*; design task*; practical round; practical "
            "challenge*; technical challenge*"
        ),
    ),
    (
        Role.CRITERIA,
        phrases_of(
            "grading; scoring; scorecard; rubric*; evaluation criteria; assessment criteria; criteria; how "
            "to evaluate; how to grade; how to score; how to judge; how to assess; evaluation; what to look "
            "for; what we look for; what to listen for; competenc*; core skills; key skills; skills to look "
            "for; strong signal*; green flag*; positive signal*; what strong answers; what strong "
            "candidates; what good answers; what great answers; what good looks like; signs of a strong; "
            "strong answers; good signs; what separates; what sets; what distinguishes; bewertung*; "
            "bewertungskriterien; kriterien; critères*; grille d'évaluation; criterios*; evaluación; rating "
            "scale; rating guide; skills matrix; skill matrix; must-have skills; essential skills; what "
            "graders; listen for; what interviewers look for; what interviewers want; what we grade; what we "
            "score; what we rate; kompetenzen; compétences; competencias"
        ),
    ),
    (
        Role.ADVICE,
        phrases_of(
            "notes for the interviewer; notes for interviewers; interviewer notes; instructions; tips; how "
            "to prepare; preparation; preparing for; common mistakes; best practices; how to use; before the "
            "interview; after the interview; during the interview; how to run; how to structure; how to "
            "conduct; mistakes to avoid; advice; how to answer; how to ace; do's and don'ts; dos and don'ts; "
            "tipps; conseils; consejos; interview format; interview process; what to expect; study plan; "
            "checklist; do and don't; hiring process; pitfalls; common pitfalls; concept*; glossary; cheat "
            "sheet; reference table; quick reference"
        ),
    ),
    (
        Role.QUESTIONS,
        phrases_of(
            "questions; question bank; question pool; question list; question set; question catalogue; "
            "fragenkatalog; prompts; q&a; questions and answers; fragen; interviewfragen; preguntas; "
            "domande; perguntas; pytania; scenarios; technical round; technical screen; behavioral round; "
            "behavioural round; problems"
        ),
    ),
    (
        Role.INTRODUCTION,
        phrases_of(
            "introduction; intro; overview; about this guide; about this article; about this document; who "
            "is this for; who this is for; purpose; background; preface; foreword; why this guide; "
            "einleitung; einführung; introducción; what you'll learn; what you will learn; objective; scope; "
            "how this works; how this guide works"
        ),
    ),
)
# Headings that say nothing else mean a key; in longer ones these words mean something else.
KEYS = frozenset(
    listed("answers; solutions; key; answers to quiz; quiz key; antworten; réponses; respuestas; the answers")
)
# Why text of such a section is left out.
REASONS: dict[Role, str] = {
    Role.QUESTIONS: "introduces the questions and asks nothing itself",
    Role.QUIZ: "introduces the quiz and asks nothing itself",
    Role.KEY: "part of an answer key that matches no quiz item",
    Role.FAQ: "part of the frequently asked questions: about the job, not for a candidate",
    Role.CRITERIA: "introduces the criteria",
    Role.RED_FLAGS: "introduces the red flags",
    Role.EXERCISE: "introduces the exercises",
    Role.CONTENTS: "table of contents",
    Role.INTRODUCTION: "introduction",
    Role.ADVICE: "advice, not a question",
    Role.JOBS: "about jobs, pay or hiring, not a question for a candidate",
    Role.CLOSING: "conclusion or closing words",
    Role.AUTHOR: "about the author",
    Role.RELATED: "links to other pages",
    Role.NEWSLETTER: "invitation to a newsletter",
    Role.MARKETING: "marketing",
    Role.DISCLAIMER: "disclaimer or legal notice",
    Role.COMMENTS: "comments and sharing",
}
# Roles whose sections hold nothing to ask or to judge by.
OUTSIDE = frozenset(
    {Role.CONTENTS, Role.INTRODUCTION, Role.ADVICE, Role.JOBS, Role.CLOSING, Role.AUTHOR, Role.RELATED}
    | {Role.NEWSLETTER, Role.MARKETING, Role.DISCLAIMER, Role.COMMENTS}
)
# Roles that sub-headings of an answer may well seem to have ("Summary", "Resources").
SOFT = frozenset(
    {Role.CONTENTS, Role.INTRODUCTION, Role.ADVICE, Role.CLOSING, Role.RELATED, Role.CRITERIA, Role.RED_FLAGS}
    | {Role.QUESTIONS, Role.KEY, Role.EXERCISE, Role.JOBS, Role.DISCLAIMER}
)
