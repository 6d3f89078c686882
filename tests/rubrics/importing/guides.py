"""Guides made from a model: which questions they hold is known before a line of them is written."""

from dataclasses import dataclass
from textwrap import fill

from hypothesis import strategies as st

THINGS = (
    "a ranking service", "the nightly export", "a feature store", "our fraud model", "an endless queue",
    "two disagreeing dashboards", "a schema change", "the training cluster", "an experiment without a winner",
    "a cache in front of a database", "the label pipeline", "a forecast for new shops", "a noisy sensor",
)  # fmt: skip
TURNS = (
    "when traffic doubles within a week", "if nobody remembers who built it", "for a team of three",
    "with half of the budget", "after a failed release", "when the labels come three months late",
    "in a hospital", "under a new privacy law", "while the old one still runs", "for users on old phones",
)  # fmt: skip
ASKS = (
    "How would you test {} {}?", "What breaks first in {} {}?", "Why is {} hard to get right {}?",
    "Which signals would you watch on {} {}?", "When would you replace {} {}?", "How do you debug {} {}?",
)  # fmt: skip
TELLS = (
    "Explain how you would monitor {} {}.", "Design {} {}.", "Describe how you would hand over {} {}.",
    "Walk me through a review of {} {}.", "Tell me about a time you repaired {} {}.",
)  # fmt: skip
CLAIMS = (
    "The first thing is to measure {}.", "Most of the cost sits in {}.", "A plan for {} comes before code.",
    "Nobody should touch {} on a Friday.", "It helps to draw {} on one page.", "We once lost a week over {}.",
    "Start small, and let {} prove itself.", "There is always an owner for {}.",
)  # fmt: skip
WONDERS = ("Is that enough for {}?", "But who looks after {}?", "Why does that matter for {}?")
POINTS = (
    "name an owner for {}", "write down what {} may cost", "compare {} with last month", "keep {} small",
    "alert on {} by segment", "practise going back with {}",
)  # fmt: skip
BEFORE = (
    "We have interviewed people for ten years, and this page is what we would hand to our younger selves.",
    "Looking for a new job? Our academy has helped thousands of engineers to find one.",
    "We use cookies to improve this website. Read our privacy policy.",
)
BETWEEN = (
    "Advertisement: Try Gullwing Analytics free for 30 days!",
    "Subscribe to our newsletter and never miss a new article.",
    "Enrol in our bootcamp now and save 20 %.",
)
AFTER = (
    ("About the author", "Ottilie Brandt writes about data from a houseboat."),
    ("Conclusion", "Now you know what to expect. Good luck with your next interview!"),
    ("Related articles", "- How to become a data scientist?\n- Ten tips for remote work"),
    ("Disclaimer", "This text is no legal advice."),
    ("FAQ about careers", "What salary can I expect?\nThat depends on the country and on your experience."),
)


@dataclass(frozen=True)
class Style:
    """How one author marks questions: before a prompt, behind it, before the answer."""

    before: str
    behind: str = ""
    is_marked: bool = True
    may_wrap: bool = False
    steps_are_clear: bool = True
    labels: tuple[str, ...] = ("", "Answer: ", "**Answer:** ", "A: ")
    gaps: tuple[str, ...] = ("\n", "\n\n")


BARE = Style("", is_marked=False, labels=("",), gaps=("\n\n",))
STYLES = (
    Style("Q: ", labels=("A: ",), may_wrap=True),
    Style("Question: ", labels=("Answer: ",), may_wrap=True),
    Style("**Q:** ", labels=("**A:** ",)),
    Style("Q{n}. ", may_wrap=True, gaps=("\n\n",)),
    Style("Q{n}) ", gaps=("\n\n",)),
    Style("Q.{n}) "),
    Style("Q{n}.) "),
    Style("Q{n}: "),
    Style("Question {n}. "),
    Style("Question {n}: "),
    Style("Question #{n} - "),
    Style("**Q{n}. ", "**"),
    Style("**{n}. ", "**"),
    Style("{n}. **", "**"),
    Style("**", "**"),
    Style("### "),
    Style("### {n}. "),
    Style("### Q{n}: "),
    Style("#### Question {n}: "),
    Style("{n}. ", steps_are_clear=False, labels=("Answer: ", "A: "), gaps=("\n",)),
    Style("{n}) ", steps_are_clear=False, labels=("Answer: ", "A: "), gaps=("\n",)),
    BARE,
)


@dataclass(frozen=True)
class Guide:
    text: str
    pairs: tuple[tuple[str, str], ...]
    noise: tuple[str, ...]


def phrase(templates: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda template, thing: template.format(thing), st.sampled_from(templates), st.sampled_from(THINGS)
    )


def prompts(style: Style) -> st.SearchStrategy[str]:
    templates = ASKS + TELLS if style.is_marked else ASKS
    return st.builds(
        lambda template, thing, turn: template.format(thing, turn),
        st.sampled_from(templates), st.sampled_from(THINGS), st.sampled_from(TURNS),
    )  # fmt: skip


@st.composite
def answers(draw: st.DrawFn, style: Style, number: int) -> str:
    """One to three blocks: paragraphs (some of which wonder aloud), bullet points, numbered steps.

    Points may be repeated from answer to answer, whole paragraphs are not: that is what page headers do.
    """
    wondering = phrase(WONDERS) if style.is_marked else phrase(CLAIMS)
    claims = draw(st.lists(phrase(CLAIMS), min_size=1, max_size=3))
    blocks = [" ".join([f"In case {number} it goes like this.", *claims])]
    for place in range(draw(st.integers(0, 2))):
        points = draw(st.lists(phrase(POINTS), min_size=2, max_size=4, unique=True))
        shapes = ["paragraph", "bullets", *(["steps"] if style.steps_are_clear else [])]
        match draw(st.sampled_from(shapes)):
            case "paragraph":
                opening = f"{('And', 'Besides')[place]} in case {number} there is more."
                blocks.append(" ".join([opening, draw(wondering), draw(phrase(CLAIMS))]))
            case "bullets":
                blocks.append("\n".join(f"- {point}" for point in points))
            case _:
                blocks.append("\n".join(f"{step}. {point}" for step, point in enumerate(points, start=1)))
    return "\n\n".join(blocks)


@st.composite
def guides(draw: st.DrawFn) -> Guide:
    """A title, perhaps an introduction, one to three sections of questions in one style, and a closing."""
    style = draw(st.sampled_from(STYLES))
    label, gap = draw(st.sampled_from(style.labels)), draw(st.sampled_from(style.gaps))
    asked = draw(st.lists(prompts(style), min_size=2, max_size=9, unique=True))
    pairs = tuple((prompt, draw(answers(style, n))) for n, prompt in enumerate(asked, start=1))
    sections = draw(st.integers(1, 3))
    restarts, wraps = draw(st.booleans()), style.may_wrap and draw(st.booleans())
    divider = draw(st.sampled_from(["\n\n", "\n\n\n", "\n\n---\n\n"]))
    parts, noise = ["# Interview questions for engineers"], []
    if draw(st.booleans()):
        noise.append(draw(st.sampled_from(BEFORE)))
        parts.append(noise[-1])
    size = -(-len(pairs) // sections)
    for start in range(0, len(pairs), size):
        parts.append(f"## Part {'ABCDEFGHI'[start // size]}")
        written = [
            _written(style, place if restarts else start + place, pair, label=label, gap=gap, wraps=wraps)
            for place, pair in enumerate(pairs[start : start + size], start=1)
        ]
        parts.append(divider.join(written))
        if start + size < len(pairs) and draw(st.booleans()):
            noise.append(draw(st.sampled_from(BETWEEN)))
            parts.append(noise[-1])
    for heading, text in draw(st.lists(st.sampled_from(AFTER), max_size=2, unique=True)):
        noise.append(text)
        parts.append(f"## {heading}\n\n{text}")
    text = "\n\n".join(parts) + "\n"
    return Guide(text.replace("\n", draw(st.sampled_from(["\n", "\r\n"]))), pairs, tuple(noise))


def _written(style: Style, number: int, pair: tuple[str, str], *, label: str, gap: str, wraps: bool) -> str:
    prompt, answer = pair
    asked = f"{style.before.format(n=number)}{prompt}{style.behind}"
    return f"{fill(asked, 60) if wraps else asked}{gap}{label}{answer}"


# --- Transcripts and quizzes ---

SPEAKERS = (
    ("Interviewer: ", "Candidate: "),
    ("**Interviewer:** ", "**Candidate:** "),
    ("INTERVIEWER:\n", "CANDIDATE:\n"),
    ("[00:12:04] Interviewer: ", "[00:12:31] Candidate: "),
    ("Interviewer (Ana): ", "Candidate (Bo): "),
)


@st.composite
def transcripts(draw: st.DrawFn) -> Guide:
    asks, replies = draw(st.sampled_from(SPEAKERS))
    asked = draw(st.lists(prompts(BARE), min_size=3, max_size=8, unique=True))
    pairs = tuple(
        (prompt, "\n\n".join(draw(st.lists(phrase(CLAIMS), min_size=1, max_size=3)))) for prompt in asked
    )
    turns = [f"{asks}{prompt}\n\n{replies}{answer}" for prompt, answer in pairs]
    return Guide("# Interview transcript\n\n" + "\n\n".join(turns) + "\n", pairs, ())


@dataclass(frozen=True)
class Quiz:
    text: str
    items: tuple[tuple[str, tuple[str, ...], str | None], ...]


@st.composite
def quizzes(draw: st.DrawFn) -> Quiz:
    """Four options each, by letter or dash; the key below each item, at the end, or nowhere."""
    marker = draw(st.sampled_from(["- ", "* ", "a) ", "A) ", "A. ", "(a) "]))
    is_lettered = "a" in marker.lower()
    key = draw(st.sampled_from(["inline", "end", "none"] if is_lettered else ["inline", "none"]))
    asked = draw(st.lists(prompts(BARE), min_size=2, max_size=8, unique=True))
    parts, items, letters = ["# Quiz"], [], []
    for number, prompt in enumerate(asked, start=1):
        options = tuple(draw(st.lists(phrase(POINTS), min_size=4, max_size=4, unique=True)))
        right = draw(st.integers(0, 3))
        letters.append(f"{number}. {'abcd'[right]}")
        lines = [_option(marker, place) + option for place, option in enumerate(options)]
        if key == "inline":
            lines.append(f"Answer: {'abcd'[right] if is_lettered else options[right]}")
        parts.append("\n".join([f"{number}. {prompt}", *lines]))
        items.append((prompt, options, None if key == "none" else options[right]))
    if key == "end":
        parts.append("## Answer key\n\n" + "\n".join(letters))
    return Quiz("\n\n".join(parts) + "\n", tuple(items))


def _option(marker: str, place: int) -> str:
    return marker.replace("a", "abcd"[place]).replace("A", "ABCD"[place])
