"""What the cards of questions say, and how they are written."""

from collections.abc import Iterable, Mapping, Sequence

from rubrics.library.models import Question, QuestionVersion
from rubrics.library.searching.engines import edged_word
from rubrics.library.searching.faces import face_of, is_in_review, state_of
from rubrics.library.searching.marks import TO_REVIEW, UNDER_LIMIT, Text, Words, facet, words_in
from rubrics.library.searching.models import LooseCard, SearchCard, SearchShelf, SearchWord

# Rows that are written at a time.
AT_A_TIME = 1_000


def cards_of(shelf: SearchShelf, questions: Iterable[Question]) -> tuple[list[SearchCard], dict[str, str]]:
    """What the cards of these questions must say, and the words of them all with their stems.

    The questions were read by `with_faces`.
    """
    cards: list[SearchCard] = []
    vocabulary: dict[str, str] = {}
    for question in questions:
        face = face_of(question)
        if face is None:
            continue
        words = _words_of(question, face)
        vocabulary |= words.vocabulary
        cards.append(
            SearchCard(
                shelf=shelf,
                question=question,
                facets=" ".join(_facets_of(question, face)),
                words=" ".join(sorted(f"{shelf.pk}{mark}" for mark in words.marks)),
            )
        )
    return cards, vocabulary


def write_cards(cards: Sequence[SearchCard]) -> None:
    """Write these cards over what was there before; a place that was given stays."""
    written = SearchCard.objects.bulk_create(
        cards,
        batch_size=AT_A_TIME,
        update_conflicts=True,
        unique_fields=["question"],
        update_fields=["facets", "words"],
    )
    LooseCard.objects.bulk_create(
        [LooseCard(shelf=card.shelf, card=card) for card in written], batch_size=AT_A_TIME
    )


def learn_words(shelf: SearchShelf, vocabulary: Mapping[str, str]) -> None:
    """Enter the words that the shelf does not know yet."""
    known = SearchWord.objects.filter(shelf=shelf)
    if len(vocabulary) < AT_A_TIME:
        known = known.filter(word__in=list(vocabulary))
    unknown = vocabulary.keys() - set(known.values_list("word", flat=True))
    SearchWord.objects.bulk_create(
        [
            SearchWord(shelf=shelf, word=word, stem=vocabulary[word], edged=edged_word(word))
            for word in sorted(unknown)
        ],
        batch_size=AT_A_TIME,
        # Somebody else may be learning the same word.
        ignore_conflicts=True,
    )


def _words_of(question: Question, face: QuestionVersion) -> Words:
    rest = [face.context, *face.follow_ups, *face.strong_signals, *face.weak_signals, *face.materials]
    return words_in(Text(title=face.title, tags=question.tags, prompt=face.prompt, rest=rest))


def _facets_of(question: Question, face: QuestionVersion) -> list[str]:
    marks = [
        facet("kind", question.round_kind),
        facet("form", question.form),
        facet("difficulty", face.difficulty),
        facet("minutes", face.minutes),
        facet("state", state_of(question, face)),
        *sorted(facet("competency", competency.pk) for competency in face.competencies.all()),
    ]
    if face.exposure_limit is None or question.asked_count < face.exposure_limit:
        marks.append(UNDER_LIMIT)
    if is_in_review(question):
        marks.append(TO_REVIEW)
    return marks
