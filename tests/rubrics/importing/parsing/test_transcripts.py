"""Transcripts become exchanges, whatever the labels look like."""

import pytest

from tests.rubrics.importing.parsing.texts import found_in

ASKED = "How did you measure success of the ranking service?"
ANSWERED = "By money, in the end. We compared two groups of shops for four weeks and then decided."


def pairs(text: str) -> list[tuple[str, str]]:
    return [(exchange.question, exchange.answer) for exchange in found_in(text).exchanges]


@pytest.mark.parametrize(
    ("asks", "answers"),
    [
        ("Interviewer: ", "Candidate: "),
        ("**Interviewer:** ", "**Candidate:** "),
        ("INTERVIEWER:\n", "CANDIDATE:\n"),
        ("Interviewer\n", "Candidate\n"),
        ("[00:12:31] Interviewer: ", "[00:12:40] Candidate: "),
        ("Interviewer (00:12): ", "Candidate (00:13): "),
        ("Sam (Interviewer): ", "Kim (Candidate): "),
        ("Interviewer - ", "Candidate - "),
    ],
)
def test_speakers_are_told_by_their_labels(asks: str, answers: str) -> None:
    text = f"{asks}{ASKED}\n\n{answers}{ANSWERED}\n\n{asks}And then?\n\n{answers}Then we stopped."

    assert pairs(text) == [(ASKED, ANSWERED), ("And then?", "Then we stopped.")]


def test_names_speak_too_and_whoever_asks_interviews() -> None:
    text = "\n\n".join(
        f"Maya: What about case {n}?\n\nTom: In case {n} we waited and looked again." for n in range(3)
    )

    assert [question for question, _ in pairs(text)] == [f"What about case {n}?" for n in range(3)]


def test_greetings_interjections_and_closings_are_left_out() -> None:
    findings = found_in(
        f"""
        Interviewer: Hi, can you hear me?
        Candidate: Yes.
        Interviewer: Great. {ASKED}
        Candidate: {ANSWERED}

        It took a year.
        Interviewer: Interesting.
        Candidate: And we would do it again.
        Interviewer: Do you have any questions for us?
        Candidate: How large is the team?
        Interviewer: Twelve people. Thank you for your time.
        """
    )

    (exchange,) = findings.exchanges
    assert exchange.question == ASKED
    assert exchange.answer == f"{ANSWERED}\n\nIt took a year.\n\nAnd we would do it again."
    assert not findings.questions


def test_a_probe_needs_no_question_mark_where_an_answer_of_substance_follows() -> None:
    text = f"Interviewer: Bias and variance in your own work, then.\nCandidate: {ANSWERED}\n" * 2

    assert len(pairs(text)) == 2


def test_labels_of_questions_and_answers_are_no_speakers() -> None:
    assert not pairs("Q: What is it?\nA: A thing.\n\nQ: What else?\nA: Nothing.\n\nQ: Why?\nA: Because.")
