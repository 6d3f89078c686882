"""Questions that may be the same as a text that somebody writes or imports."""

from typing import Any

from django.db.models import QuerySet

from hiring.people.models import Member
from rubrics.library.likeness import likeness
from rubrics.library.models import Question
from rubrics.library.searching.bits import most_shared
from rubrics.library.searching.catalogue import Catalogue, Marks
from rubrics.library.searching.faces import face_of, with_faces
from rubrics.library.searching.marks import PLACES, REST, word_mark
from rubrics.library.searching.words import stem_of, words_of

# So many questions that share most words with the text are compared with it.
COMPARED = 24
# So many of a long text's words are looked up: the longest, for short ones stand everywhere.
MOST_WORDS = 24
# Below this, two questions only have a topic in common.
ALIKE = 50


def similar(
    reader: Member, text: str, *, leave_out: "QuerySet[Any, Any] | None" = None, size: int = 3
) -> list[tuple[Question, int]]:
    """The reader's questions most like the text, each with how alike they are in per cent (`likeness.py`).

    `leave_out` selects the ids of questions that are not compared; what is below `ALIKE` is not told.
    """
    stems = sorted({stem_of(word) for word in words_of(text)}, key=lambda stem: (-len(stem), stem))[
        :MOST_WORDS
    ]
    if not stems:
        return []
    catalogue = Catalogue.of(reader.organization_id)
    marks = {stem: Marks([word_mark(place, stem) for place in PLACES if place != REST]) for stem in stems}
    sets = catalogue.bearers(marks).values()
    left_out = catalogue.places_of(leave_out) if leave_out is not None else 0
    shared = most_shared((places & ~left_out for places in sets), at_most=COMPARED)
    ids = catalogue.questions_at([place for place, _ in shared])
    questions = with_faces(Question.objects.visible_to(reader).filter(pk__in=ids))
    told = [
        (question, percent)
        for question in questions
        if (face := face_of(question)) and (percent := likeness(text, face.prompt)) >= ALIKE
    ]
    return sorted(told, key=lambda one: (-one[1], -one[0].pk))[:size]
