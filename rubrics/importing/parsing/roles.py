"""What a section is there for, by the words of its heading."""

from rubrics.importing.parsing.phrases import plain
from rubrics.importing.parsing.wording.sections import KEYS, ROLES, Role

# "Questions, exercises and warning signs" heads questions, for the rest has headings of its own.
BESIDE_QUESTIONS = frozenset({Role.EXERCISE, Role.RED_FLAGS, Role.CRITERIA})


def role_of(text: str) -> Role | None:
    """The role of a section with this heading, or None."""
    words = plain(text)
    if not words or len(words.split()) > 16:
        return None
    if words in KEYS:
        return Role.KEY
    role = next((role for role, phrases in ROLES if phrases.within(words)), None)
    return Role.QUESTIONS if role in BESIDE_QUESTIONS and names_questions(words) else role


def names_questions(words: str) -> bool:
    """Whether a `plain` heading speaks of questions, whatever else it speaks of."""
    return any(role is Role.QUESTIONS and phrases.within(words) for role, phrases in ROLES)
