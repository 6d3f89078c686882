"""The words with which people ask, and by which questions to others than candidates are told."""

import re

from rubrics.importing.parsing.phrases import phrases_of

# Verbs with which somebody who interviews asks without a question mark.
COMMANDS = phrases_of(
    "take me through; take us through; run me through; lead me through; guide me through; help me "
    "understand; go over; elaborate; expand on; explain; describe; discuss; compare; contrast; design; "
    "implement; write; tell me; tell us; walk me; walk us; walk through; talk me; talk us; give; define; "
    "name; list; outline; sketch; differentiate; distinguish; derive; prove; estimate; suggest; propose; "
    "show; share; imagine; suppose; assume; consider; you have; you are; you're; your team; your model; "
    "let's talk about; let's discuss; let's say; let's move; let us talk; talk about; summarize; summarise; "
    "illustrate; justify; debug; analyze; analyse; state; build; code; erkläre*; beschreib*; erzähl*; "
    "nenne*; vergleich*; entwerf*; entwirf; skizzier*; expliquez; décrivez; parlez; comparez; concevez; "
    "donnez; racontez; présentez; explique; explica; describa; cuéntame; cuénteme; diseñe; diseña; háblame; "
    "hábleme; spiega; descrivi; raccontami; progetta; descreva; conte-me"
)
# Of those, the ones that hardly any sentence of an answer begins with.
PLAIN_COMMANDS = phrases_of(
    "tell me; tell us; walk me; walk us; talk me; talk us; take me through; give me; give us; give an "
    "example; explain; describe; design; compare; discuss; erzähl*; beschreib*; erkläre*; expliquez; "
    "décrivez; parlez; cuéntame; cuénteme; describa; explique; háblame; hábleme"
)
# Of those, the ones that steps of an answer also begin with.
STEP_LIKE = phrases_of(
    "define; list; build; write; show; share; name; design; implement; analyze; analyse; estimate; consider; "
    "compare; state; give; outline; sketch; debug; code; propose; explain; describe; discuss; summarize; "
    "suggest; walk through; assume; justify"
)
# What titles of articles that advise their readers speak of.
ADVISING = phrases_of(
    "tips; tip; ways to; mistakes; habits; reasons; steps to; lessons; things to; secrets; strategies; "
    "hacks; how to prepare; how to ace; how to pass; how to crack; do's and don'ts; advice; guide to acing; "
    "rules; skills; principles; tipps; conseils; consejos"
)
INTERROGATIVES = phrases_of(
    "what; what's; how; why; when; where; which; who; whom; whose; is; are; was; were; do; does; did; can; "
    "could; would; should; will; have; has; had; may; in what; in which; at what; for what; under what; on "
    "what; to what; from what; given; if; suppose; imagine; you; your; tell; explain; wie; warum; wann; "
    "welche*; wo; wer; wozu; woran; worin; weshalb; wieso; comment; pourquoi; quand; quel*; quelle*; "
    "qu'est-ce; que; qui; où; qué; cómo; cuándo; por qué; cuál*; quién; dónde; come; perché; como; quando; "
    "por que; qual"
)
# A question that opens so leans on what was said before it, or is put to the reader.
RHETORICAL = phrases_of(
    "so; but; and; or; then; now; well; still; okay; ok; why not; what now; what else; who cares; remember; "
    "why does this; why does that; why does it; what does this; what does that; what does it; how does this; "
    "how does that; how does it; why is this; why is that; why is it; what is this; what is it; does it; is "
    "it; does that; is that; does this; is this; isn't; right; see; sounds; sound; the result; the catch; "
    "the good news; the bad news; in other words; what happened; what did; which one; which of them; what if "
    "it; what about; what if; how so; why so; are they; do they; can it; will it; and yet; yet; also"
)
MARKETING_QUESTIONS = phrases_of(
    "ready to; are you ready; looking for; looking to; are you looking; need help; do you need; want to; "
    "want a; want more; want the; do you want; have questions; have a question; have any questions; any "
    "questions; got questions; got a question; interested in; still have; struggling to; struggling with; "
    "did you know; did this; did we; did you find; did you enjoy; was this; was it; found this; enjoyed; "
    "like what you; sound good; sounds good; how can we help; not sure; tired of; hiring; can't find; what "
    "are you waiting; why wait; what do you think; what's next; where to next; who are we; don't have; "
    "haven't; planning to; preparing for; in a hurry; need a; would you like"
)
# A question with one of these is about getting or filling the job, not about doing it.
CAREER = phrases_of(
    "salary; salaries; salary range; earn; earns; get paid; compensation; career*; a job; the job; job "
    "market; jobs; job offer*; first job; new job; job search; job security; hire; hires; hired; hiring; "
    "recruit*; resume; resumes; cv; a degree; degree in; certification*; become an; become a; how to become; "
    "freelance*; contractor*; cost to; how much does it cost; cost of hiring; prepare for; bootcamp*; in "
    "demand; should you expect; should you prepare; should you read; should you wear; should you bring; "
    "should you study; should you learn; should you apply; should you practice; can you expect; "
    "prerequisite*; should i; do i; can i; am i; will i; could i; may i; is it worth; worth learning; how "
    "long does it take to learn; how long does it take to become; how long does it take to hire; time to "
    "hire; take to hire; what skills; which skills; skills do; what languages; which languages; which "
    "programming languages; what programming languages; best way to learn; where can i; free trial; your "
    "service; portfolio; interview; interviews; interview rounds; interview process; notice period; visa; "
    "openings; job titles; remote work; work remotely; future of; growing field; good career; average pay; "
    "entry-level; vetted; vetting; outsource*; gehalt; verdien*; gehälter; lebenslauf; berufsaussichten; "
    "salaire; embauche*; sueldo; salario*; contratar; this guide; this article; this list; these questions; "
    "this quiz; how many questions"
)
ROLE_QUESTION = re.compile(
    r"(?:what|who) (?:is|are|does|do) (?:an? |the |most )?(?:(?!you\b)[\w&/+-]+ ){0,4}"
    r"(?:engineer|scientist|developer|analyst|architect|specialist|practitioner)s?"
    r"(?: (?:do|does|role|actually|in|earn|make|spend|work|responsible)\b.*)?"
)
