"""Who speaks in a transcript, and what people say without asking or answering."""

from rubrics.importing.parsing.phrases import phrases_of

INTERVIEWERS = phrases_of(
    "interviewer; int; i; interviewerin; hiring manager; recruiter; host; examiner; panel; moderator; "
    "intervieweur; recruteur; entrevistador; entrevistadora; intervistatore; interviewer*; panellist; "
    "panelist; assessor; recruiterin; interviewführer"
)
ANSWERERS = phrases_of(
    "candidate; c; cand; interviewee; applicant; guest; respondent; engineer; ml engineer; developer; you; "
    "kandidat; kandidatin; bewerber; bewerberin; candidat; candidate*; candidato; candidata; entrevistado; "
    "entrevistada; mle; data scientist; expert"
)
NO_SPEAKERS = phrases_of(
    "ask; say; do; then; if; show; probe; probes; owner; present; decision; status; note; notes; example; "
    "examples; tip; tips; warning; answer; question; q; a; summary; difficulty; level; time; duration; "
    "topic; category; red flags; red flag; follow-up; follow-ups; explanation; context; pros; cons; step; "
    "bonus; hint; hints; option; options; important; key; correct answer; what to look for; title; date; "
    "location; role; company; subject; from; to; cc; http; https; author; source; updated; strong answer; "
    "weak answer; sample answer; look for; listen for; rationale; scenario; task; goal; position; "
    "participants; attendees; transcript; recording; minutes; tags; situation; action; result; brief; "
    "materials; timing; definition; formula; problem; solution; mitigation; pitfall; benefit; use case; "
    "input; output; risk; why; how; what; when; where; first; second; third; strong; weak; good; bad; poor; "
    "fair; excellent; why it matters; in practice; trade-off; trade-offs; interview question; skills; skill"
)
# What people say without asking: it opens, carries and closes a talk.
SMALL_TALK = phrases_of(
    "how are you; how's it going; how is it going; how are you doing; can you hear me; nice to meet you; "
    "good to meet you; great to meet you; pleased to meet you; thanks for joining; thank you for joining; "
    "thanks for coming; thank you for coming; thanks for taking the time; thank you for taking the time; "
    "thanks for making the time; thanks for making time; good morning; good afternoon; good evening; "
    "welcome; shall we start; shall we begin; shall we get started; are you ready; ready to start; did you "
    "find; any trouble finding; glass of water; cup of coffee; some water; the weather; hear me okay; see my "
    "screen; see me okay; is now a good time; how was your; is that alright; is that okay; does that work "
    "for you; make yourself comfortable; wie geht; guten tag; guten morgen; bonjour; comment allez-vous; "
    "buenos días; cómo está*; record this; mind if we record; share your screen; your mic; your microphone; "
    "your camera; find us; find the office; good trip; the traffic on your way"
)
CLOSING_TALK = phrases_of(
    "any questions for me; any questions for us; questions for me; questions for us; do you have any "
    "questions; do you have questions; anything you want to ask; anything you'd like to ask; want to ask me; "
    "want to ask us; that's all; that is all; that's everything; that was the last; we are out of time; "
    "we're out of time; we're at time; out of time; be in touch; in touch; thank you for your time; thanks "
    "for your time; thanks again; thank you again; get back to you; hear from us; have a good; have a great; "
    "have a nice; goodbye; bye; nice talking; great talking; enjoyed talking; pleasure; next steps; fragen "
    "an uns; haben sie noch fragen; des questions pour; preguntas para nosotros; all my questions; all from "
    "me; all from us; let you go; wrap up here; stop here; end here; good luck"
)
ACKNOWLEDGEMENTS = phrases_of(
    "great; good; okay; ok; right; sure; thanks; thank you; nice; interesting; perfect; excellent; fair "
    "enough; makes sense; that makes sense; i see; got it; understood; cool; yes; yeah; yep; mm-hmm; mhm; "
    "uh-huh; exactly; alright; all right; wonderful; awesome; very good; sounds good; fair; fair point; good "
    "point; good answer; great answer; that's helpful; that's clear; clear; no problem; of course; go ahead; "
    "please go on; go on; please continue; continue; take your time; no; correct; agreed; absolutely; i like "
    "that; helpful; very helpful; that's interesting; that's great; that's good; fantastic; noted; genau; "
    "gut; danke; verstehe; d'accord; merci; très bien; vale; gracias; muy bien; bien; hmm; true; very clear; "
    "well put; good to know; lovely; super; brilliant"
)
