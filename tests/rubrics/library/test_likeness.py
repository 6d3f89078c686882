from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubrics.library.likeness import likeness
from rubrics.library.starter import read_library

SAME = [
    (
        "How do you detect data drift in production?",
        "In production, how would you notice that the data is drifting?",
    ),
    (
        "Explain the trade-off between bias and variance.",
        "What is the bias-variance tradeoff?",
    ),
    (
        "What is overfitting and how can it be prevented?",
        "How would you prevent overfitting, and what is it?",
    ),
    (
        "Walk me through how you would deploy a model as a REST service.",
        "How would you ship a model as a REST service? Walk me through it.",
    ),
    (
        "How do you handle missing values in a dataset?",
        "A data set has missing values. How do you deal with them?",
    ),
    (
        "What is the difference between batch and online inference?",
        "Compare online inference with batch inference.",
    ),
    (
        "How would you design a recommendation system for an online shop?",
        "Design a recommendation system for a shop that sells online.",
    ),
    (
        "Why is feature normalization useful?",
        "What is the purpose of feature normalisation?",
    ),
    (
        "How do you choose the threshold of a fraud classifier?",
        "How would you pick a threshold for a classifier of fraud?",
    ),
    (
        "Tell me about a time you disagreed with a product manager about a metric.",
        "Tell me of a disagreement with your product manager over a metric.",
    ),
    (
        "How does gradient descent differ from stochastic gradient descent?",
        "Stochastic gradient descent and gradient descent: what is the difference?",
    ),
    (
        "Our nightly retraining job failed twice and nobody noticed until Monday. What do you change?",
        "Nobody noticed until Monday that the nightly retraining job had failed twice. What now?",
    ),
    (
        "How would you roll back a bad model release within five minutes?",
        "A bad model was released. How do you roll it back within five minutes?",
    ),
    (
        "What does a feature store do, and when do you need one?",
        "When would you need a feature store, and what does it do?",
    ),
]

ONLY_THE_TOPIC = [
    (
        "How do you detect data drift in production?",
        "How do you choose which data to label first?",
    ),
    (
        "How do you choose the learning rate?",
        "What happens if the learning rate is too high at the start of training?",
    ),
    (
        "What is overfitting and how can it be prevented?",
        "Explain what L1 and L2 regularization do to the weights.",
    ),
    (
        "How would you deploy a model as a REST service?",
        "How would you deploy a model to a phone without a network?",
    ),
    (
        "How do you handle missing values in a dataset?",
        "How do you split a dataset that has a time order?",
    ),
    (
        "What is the difference between batch and online inference?",
        "How would you cut the cost of batch inference by half?",
    ),
    (
        "How would you design a recommendation system for an online shop?",
        "How do you recommend anything to a customer who has never bought before?",
    ),
    (
        "How do you monitor a model in production?",
        "How do you version a model in production?",
    ),
    (
        "When is precision more important than recall?",
        "Why can an AUC of 0.95 still be useless?",
    ),
    (
        "Tell me about a time you disagreed with a product manager about a metric.",
        "Tell me about a time you missed a deadline.",
    ),
    (
        "How does gradient descent work?",
        "Why do gradients vanish in deep networks?",
    ),
    (
        "What does a feature store do?",
        "How do you know that a feature leaks the label?",
    ),
    (
        "How would you roll back a bad model release?",
        "How would you run an A/B test between two models?",
    ),
    (
        "Write a function that computes the moving average of a stream.",
        "Write a function that merges two sorted lists.",
    ),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_question_in_other_words_is_recognised(one: str, other: str) -> None:
    assert likeness(one, other) >= 70


@pytest.mark.parametrize(("one", "other"), ONLY_THE_TOPIC)
def test_a_topic_in_common_does_not_make_questions_alike(one: str, other: str) -> None:
    assert likeness(one, other) < 50


def test_no_two_starter_questions_are_alike() -> None:
    questions = read_library().questions
    pairs = combinations(questions, 2)
    alike = {(a.slug, b.slug): percent for a, b in pairs if (percent := likeness(a.prompt, b.prompt)) >= 50}
    assert alike == {}


def test_a_question_is_itself_even_with_more_around_it() -> None:
    for question in read_library().questions:
        assert likeness(question.prompt, question.prompt.upper()) == 100
    short = "How would you find out why checkout predictions became slow on Black Friday?"
    assert (
        likeness(short, f"{short} Assume forty thousand requests a second, three regions and no cache.") >= 70
    )


def test_texts_without_words_are_like_nothing() -> None:
    assert likeness("", "") == likeness("?!", "What is a feature store?") == likeness("the of", "the of") == 0


@given(st.text(max_size=300), st.text(max_size=300))
def test_it_does_not_matter_which_comes_first(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 100
