"""How much speaks for an opener being a question that somebody asks a candidate."""

import re
from dataclasses import dataclass

from rubrics.importing.lines import Shape
from rubrics.importing.parsing import asking
from rubrics.importing.parsing.openers import Form, Opener
from rubrics.importing.parsing.phrases import plain
from rubrics.importing.parsing.wording.sections import OUTSIDE, Role

ENOUGH = 0.5
BY_FORM = {
    Form.LABEL: 0.65,
    Form.SERIES: 0.5,
    Form.PAIR: 0.45,
    Form.NUMBER: 0.3,
    Form.HEADING: 0.3,
    Form.STRONG: 0.3,
    Form.ITEM: 0.25,
    Form.BARE: 0.25,
}
ABOUT_JOBS = "asks about jobs, pay or hiring, not about the craft"
SALES_PITCH = "a question put to the reader to sell something"
SAID = re.compile(r"[^\W\d_]{2,15}:\s")  # what somebody is told to say or do
IN_FAQ = "part of the frequently asked questions: about the job, not for a candidate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an opener stands.

    `is_in_answer`: a question is open above it. `is_before_marked`: the document marks its questions, and
    none has come yet. `is_for_jobs`: most of these frequently asked questions are about jobs. `goes_on`: the
    series it belongs to began before its section did. `is_listed`: another item follows it at once.
    `has_alike`: an item that asks is its neighbour. `title_asks`, `title_advises`: what the document's title
    says that it holds.
    """

    role: Role | None = None
    has_body: bool = False
    is_in_answer: bool = False
    is_before_marked: bool = False
    is_for_jobs: bool = False
    goes_on: bool = False
    title_asks: bool = False
    title_advises: bool = False
    is_listed: bool = False
    has_alike: bool = False


def weight_of(opener: Opener, place: Place) -> float:
    """0 to 1: how sure it is that this is a question to ask a candidate; from `ENOUGH` on, it is one."""
    weight = BY_FORM[opener.form] + _by_words(opener) + _by_place(opener, place)
    if not opener.is_marked:
        weight += _unmarked(opener, place)
    return round(min(0.98, max(0.0, weight)), 2)


def why_not(opener: Opener, place: Place) -> str | None:
    """The reason that alone makes an opener no question, if there is one to tell a person."""
    if not opener.is_marked and asking.is_sales_pitch(opener.text):
        return SALES_PITCH
    if asking.is_about_jobs(opener.text):
        return ABOUT_JOBS
    return IN_FAQ if place.role is Role.FAQ and place.is_for_jobs else None


def _by_words(opener: Opener) -> float:
    weight = 0.3 if opener.asks else 0.0
    if opener.form is Form.LABEL and not opener.text:
        weight += 0.25
    if asking.is_about_the_craft(opener.text):
        weight += 0.05
    if {"you", "your", "you'd", "you've"} & set(plain(opener.text[:400]).replace("?", " ").split()):
        weight += 0.05
    return weight


def _by_place(opener: Opener, place: Place) -> float:
    weight = _by_command(opener, place) if opener.commands and not opener.asks else 0.0
    if place.role in {Role.QUESTIONS, Role.QUIZ}:
        weight += 0.15
    elif place.title_asks and place.role not in OUTSIDE:
        weight += 0.05
    if opener.has_options:
        weight += 0.3
    if place.title_advises and not opener.asks and opener.form is not Form.LABEL:
        weight -= 0.5
    weight += 0.2 if opener.has_answer else 0.1 if place.has_body else 0.0
    if place.role in OUTSIDE:
        weight -= 0.1 if _outlasts(opener, place) else 0.6
    if opener.form is Form.NUMBER and _is_among_others(opener, place):
        weight -= 0.35
    return weight - _by_jobs(opener, place)


def _by_command(opener: Opener, place: Place) -> float:
    """What an imperative says for a question: in an advert or a list of steps little, under a label much."""
    is_asking_place = place.role in {Role.QUESTIONS, Role.QUIZ} or place.title_asks
    if opener.form is Form.LABEL or is_asking_place:
        return 0.25
    chain = opener.chain
    if chain is not None:
        return -0.2 if chain.is_tight and len(chain.units) > 1 and not place.has_body else 0.25
    return 0.2 if place.has_body and not opener.unit.is_item else 0.0


def _outlasts(opener: Opener, place: Place) -> bool:
    """Whether the opener is marked well enough to end a section in which nothing is asked."""
    if opener.form is Form.LABEL or place.goes_on:
        return True
    is_lead_in = place.role in {Role.INTRODUCTION, Role.CONTENTS}
    return is_lead_in and opener.form is Form.SERIES and place.has_body and not place.is_listed


def _is_among_others(opener: Opener, place: Place) -> bool:
    """Whether most of the numbers beside the opener's own head something that is not asked."""
    is_long = opener.chain is not None and len(opener.chain.units) >= 3
    return is_long and not opener.has_options and place.role not in {Role.QUESTIONS, Role.QUIZ}


def _by_jobs(opener: Opener, place: Place) -> float:
    if place.role is Role.FAQ and place.is_for_jobs:
        return 0.7
    weight = 0.1 if place.role is Role.FAQ else 0.0
    if asking.is_about_jobs(opener.text):
        is_out = place.role is Role.FAQ or place.role in OUTSIDE
        weight += 0.7 if is_out else 0.25 if opener.is_marked else 0.55
    return weight


def _unmarked(opener: Opener, place: Place) -> float:
    weight = -0.7 if asking.is_sales_pitch(opener.text) else 0.0
    if place.is_before_marked and opener.form not in {Form.ITEM, Form.NUMBER}:
        weight -= 0.4
    if opener.form in {Form.ITEM, Form.BARE} and place.role is not Role.QUESTIONS and not place.has_body:
        weight += 0.05 if opener.unit.is_item and place.has_alike else -0.15
    if place.is_in_answer and opener.unit.shape is not Shape.HEADING:
        weight -= _by_answer(opener)
    if opener.form is Form.BARE:
        weight -= 0.3 if SAID.match(opener.text) else 0.0
        weight -= 0.2 if len(plain(opener.text).split()) < 4 else 0.0
    return weight


def _by_answer(opener: Opener) -> float:
    """How much an answer above speaks against an unmarked question: it may be part of it."""
    weight = 0.1 if len(asking.SENTENCE_END.split(opener.text)) == 1 else 0.2
    is_leaning = asking.is_rhetorical(opener.text) or not asking.opens_as_question(opener.text)
    return weight + 0.4 if is_leaning else weight
