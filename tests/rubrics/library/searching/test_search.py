"""What a search finds; the same tests run on SQLite and on PostgreSQL, before cards are filed and after."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hiring.people.models import Member, Organization, Role
from rubrics.competencies.round_kinds import RoundKind
from rubrics.library.models import Question, QuestionVersion
from rubrics.library.searching import filing
from rubrics.library.searching.catalogue import Catalogue
from rubrics.library.searching.entries import index_questions
from rubrics.library.searching.models import LooseCard, SearchSheet, SearchShelf
from rubrics.library.searching.rebuilding import rebuild_catalogue
from rubrics.library.searching.search import Choice, Found, search
from rubrics.library.searching.wanted import Wanted
from rubrics.library.states import QuestionStatus
from tests.making import make_competency, make_member, make_question
from tests.rubrics.library.searching.conftest import Write

Find = Callable[..., Found]

HOW_FILED = ["loose", "found in the index", "on sheets"]


@pytest.fixture(params=HOW_FILED)
def how_filed(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, organization: Organization
) -> str:
    """Cards are read in three ways, and every one must find the same."""
    # A shelf that is there is not built at once.
    SearchShelf.objects.create(organization=organization)
    if request.param == "on sheets":
        monkeypatch.setattr(filing, "FEWEST_CARDS", 1)
    return str(request.param)


@pytest.fixture
def find(recruiter: Member, how_filed: str) -> Find:
    def look(
        words: str = "", *, reader: Member = recruiter, after: str = "", size: int = 50, **wanted: object
    ) -> Found:
        if how_filed != "loose":
            for shelf in SearchShelf.objects.all():
                filing.file_cards(shelf.pk, anew=True)
        return search(reader, Wanted(words=words, **wanted), after=after, size=size)  # type: ignore[arg-type]

    return look


def titles(found: Found) -> list[str]:
    return [question.title for question in found.questions]


def counts(choices: list[Choice]) -> dict[str, int]:
    return {choice.value: choice.count for choice in choices}


def test_the_three_ways_are_three_ways(write: Write, find: Find, how_filed: str) -> None:
    write("Gradient descent")
    assert titles(find("gradient")) == ["Gradient descent"]
    assert LooseCard.objects.count() == (1 if how_filed == "loose" else 0)
    assert SearchSheet.objects.filter(is_facet=False).exists() == (how_filed == "on sheets")


def test_a_word_is_found_wherever_it_stands_best_place_first(write: Write, find: Find) -> None:
    write("In a signal", strong_signals=["Speaks of drift"])
    write("In a follow-up", follow_ups=["And drift?"])
    write("In the context", context="There was drift.")
    write("In the prompt", prompt="What is drift?")
    write("In a tag", tags=["drift"])
    write("Drift in the title")
    write("Nowhere")
    best, rest = (
        ["Drift in the title", "In a tag", "In the prompt"],
        ["In the context", "In a follow-up", "In a signal"],
    )
    found = find("drift")
    assert titles(found) == [*best, *rest]
    assert found.total == 6
    assert found.instead == ""


def test_every_word_must_be_there_and_places_add_up(write: Write, find: Find) -> None:
    write("Latency", prompt="Why?")
    write("Rollback and latency")
    write("Latency of a rollback", prompt="Latency")
    write("Something else", prompt="Latency after a rollback")
    write("Rollback", prompt="Latency")
    assert titles(find("rollback latency")) == [
        "Latency of a rollback",
        "Rollback and latency",
        "Rollback",
        "Something else",
    ]


def test_without_words_everything_is_there_newest_first(write: Write, find: Find) -> None:
    for title in ("First", "Second", "Third"):
        write(title)
    assert titles(find()) == titles(find("the ?!")) == ["Third", "Second", "First"]


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Deploying models", "deployment"),
        ("Cafés and naïve Bayes", "CAFE naive"),
        ("Feature normalisation", "normalize"),
        ("Write it in C++", "c++"),
        ("機械学習モデルの評価", "学習"),
        ("機械学習モデルの評価", "価"),
        ("데이터 드리프트", "드리프"),
        ("Оценка модели", "оценка"),
        ("What's the model's owner?", "model owner"),
    ],
)
def test_case_accents_endings_and_scripts_do_not_hide_a_question(
    write: Write, find: Find, title: str, words: str
) -> None:
    write(title)
    write("Another")
    assert titles(find(words)) == [title]


@pytest.mark.parametrize("begun", ["ev", "eva", "eval", "evalu", "evaluati", "evaluating"])
def test_the_last_word_may_be_unfinished(write: Write, find: Find, begun: str) -> None:
    write("Offline evaluation")
    write("Something else")
    assert titles(find(f"offline {begun}")) == ["Offline evaluation"]


def test_a_whole_word_comes_before_one_that_it_begins(write: Write, find: Find) -> None:
    write("Test")
    write("Testament")
    assert titles(find("test")) == ["Test", "Testament"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("gradeint", "gradient"),
        ("gadient", "gradient"),
        ("grradiant", "gradient"),
        ("qeue", "queue"),
        ("kueue", "queue"),
        ("queeu", "queue"),
    ],
)
def test_a_mistyped_word_is_put_right_and_told(write: Write, find: Find, typed: str, meant: str) -> None:
    write("Gradient queue")
    found = find(f"{typed} of")
    assert titles(found) == ["Gradient queue"]
    assert found.instead == meant


def test_only_what_is_nowhere_is_put_right(write: Write, find: Find) -> None:
    write("Queue", prompt="A quest")
    write("Quest")
    found = find("quest gueue")
    assert titles(found) == ["Queue"]
    assert found.instead == "quest queue"
    assert titles(find("quest")) == ["Quest", "Queue"]


@pytest.mark.parametrize("typed", ["gra", "gxyz", "gxxdient", "2o24", "zzzzzzzz"])
def test_nothing_is_guessed_from_too_little(write: Write, find: Find, typed: str) -> None:
    write("Gradients in 2024")
    found = find(f"{typed} gradients")
    assert (titles(found), found.instead) == ([], "")


def test_of_two_near_words_the_one_in_more_questions_is_meant(write: Write, find: Find) -> None:
    write("Caches")
    write("Batches", prompt="One")
    write("Batches", prompt="Two")
    assert find("baches").instead == "batches"


def test_signs_are_plain_text(write: Write, find: Find) -> None:
    write("Drift")
    for words in (
        '"drift"',
        "drift*",
        "drift AND",
        "(drift",
        "drift: ^x",
        "-drift",
        "'; --drift",
        "drift\\",
        "%drift_",
    ):
        found = find(words)
        assert found.total == (0 if "AND" not in words and "x" in words else 1), words


@pytest.mark.parametrize(
    "words",
    [
        "\0",
        "\ud800",
        "\x1b[0m",
        "x" * 5_000_000,
        "drift " * 800_000,
        "𝔘𝔫𝔦 ﷽" * 100,
        "' OR 1=1 --",
        "İıẞ",
        "🎉",
    ],
)
def test_any_input_is_safe(write: Write, find: Find, words: str) -> None:
    write("Drift")
    assert find(words).total in {0, 1}
    assert find(tag=words).total == 0


def test_facets_narrow_and_count_the_truth(write: Write, find: Find, organization: Organization) -> None:
    mlops, design = make_competency(organization, "MLOps"), make_competency(organization, "Design")
    write("One", kind=RoundKind.CODING, difficulty=1, minutes=10, competencies=[mlops])
    write("Two", kind=RoundKind.CODING, difficulty=2, minutes=25, competencies=[mlops, design])
    write("Three", kind=RoundKind.MLOPS, difficulty=2, minutes=50, competencies=[design], form="exercise")
    write("Four", kind=RoundKind.MLOPS, difficulty=2, minutes=90)

    everything = find().facets
    assert counts(everything.kind) == {"coding": 2, "mlops": 2}
    assert counts(everything.form) == {"question": 3, "exercise": 1}
    assert counts(everything.difficulty) == {"1": 1, "2": 3}
    assert counts(everything.minutes) == {"10": 1, "15": 1, "20": 1, "30": 2, "45": 2, "60": 3}
    assert counts(everything.competency) == {str(design.pk): 2, str(mlops.pk): 2}
    assert [choice.label for choice in everything.competency] == ["Design", "MLOps"]
    assert counts(everything.state) == {"draft": 4}

    # A facet does not count its own choice, but all others.
    hard = find(difficulty=2, kind="coding")
    assert titles(hard) == ["Two"]
    assert counts(hard.facets.kind) == {"coding": 1, "mlops": 2}
    assert counts(hard.facets.difficulty) == {"1": 1, "2": 1}
    assert counts(hard.facets.competency) == {str(design.pk): 1, str(mlops.pk): 1}

    assert titles(find(competency=design.pk)) == ["Three", "Two"]
    assert titles(find(longest=25)) == ["Two", "One"]
    assert titles(find(form="exercise")) == ["Three"]
    assert titles(find("three", competency=mlops.pk)) == []
    # What was chosen stays to be seen, even where it finds nothing.
    assert counts(find("three", competency=mlops.pk).facets.competency) == {
        str(mlops.pk): 0,
        str(design.pk): 1,
    }
    assert find(competency=10**12).total == find(kind="no such", difficulty=9).total == 0


def test_states_are_told_apart_and_retired_questions_stay_away(
    find: Find, organization: Organization
) -> None:
    for state in QuestionStatus.values:
        make_question(organization, status=state, title=state)
    leaked = make_question(organization, title="leaked")
    Question.objects.filter(pk=leaked.pk).update(quarantined_at=timezone.now())
    index_questions([leaked.pk])
    found = find()
    assert titles(found) == ["leaked", "approved", "in_review", "draft"]
    assert counts(found.facets.state) == {
        "approved": 1,
        "draft": 1,
        "in_review": 1,
        "retired": 1,
        "quarantined": 1,
    }
    for state in QuestionStatus.values:
        assert titles(find(state=state)) == [state]
    assert titles(find(state="quarantined")) == ["leaked"]
    assert titles(find("retired")) == []
    assert titles(find("retired", state="retired")) == ["retired"]


def test_a_whole_tag_is_asked_for(write: Write, find: Find) -> None:
    write("One", tags=["data drift"])
    write("Two", tags=["drift"])
    assert titles(find(tag="Data  drift")) == ["One"]
    assert titles(find(tag="drift")) == ["Two"]
    assert titles(find("drift")) == ["Two", "One"]
    assert titles(find(tag="data")) == []


def test_under_its_limit_is_what_may_still_be_asked(write: Write, find: Find) -> None:
    asked = {
        title: write(title, exposure_limit=limit)
        for title, limit in (("No limit", None), ("Left", 3), ("Used up", 2))
    }
    Question.objects.update(asked_count=2)
    index_questions([question.pk for question in asked.values()])
    assert titles(find(under_limit=True)) == ["Left", "No limit"]
    assert find().total == 3


def test_questions_can_be_left_out(write: Write, recruiter: Member, find: Find) -> None:
    one, two = write("Drift one"), write("Drift two")
    find()
    without = Question.objects.filter(pk=one.pk).values("pk")
    found = search(recruiter, Wanted(words="drift"), without=without)
    assert (titles(found), found.total) == (["Drift two"], 1)
    assert counts(found.facets.kind) == {"coding": 1}
    assert search(recruiter, Wanted(), without=Question.objects.none().values("pk")).total == 2
    assert two in found.questions


def test_pages_follow_each_other_without_gap_or_repetition(write: Write, find: Find) -> None:
    for n in range(7):
        write(f"Drift {n}" if n % 2 else f"Number {n}", prompt="About drift.")
    whole = titles(find("drift"))
    assert whole == ["Drift 5", "Drift 3", "Drift 1", "Number 6", "Number 4", "Number 2", "Number 0"]
    read, after = [], ""
    for _ in range(4):
        page = find("drift", after=after, size=2)
        assert page.total == 7
        read += titles(page)
        after = page.next
    assert (read, after) == (whole, "")
    # What is new in front of the cursor moves nothing behind it.
    cursor = find("drift", size=2).next
    write("Drift 7", prompt="About drift.")
    assert titles(find("drift", size=2, after=cursor)) == ["Drift 1", "Number 6"]


@pytest.mark.parametrize("after", ["x", "-1.-1", "9999.999999999", "16.99999", "0.0", "1e5.3", "٣.٣", "\0"])
def test_a_cursor_that_makes_no_sense_does_no_harm(write: Write, find: Find, after: str) -> None:
    write("Drift")
    assert find("drift", after=after).total == 1


def test_what_changes_is_found_as_it_is_now(write: Write, find: Find, how_filed: str) -> None:
    question = write("Drift")
    write("Other")
    assert titles(find("drift")) == ["Drift"]
    QuestionVersion.objects.filter(question=question).update(title="Skew", prompt="Skew", difficulty=5)
    assert titles(find("drift")) == ["Drift"]  # nobody said so yet
    index_questions([question.pk])
    assert find("drift").total == 0
    assert find("skew").total == find("ske").total == find(difficulty=5).total == 1
    assert LooseCard.objects.exists() == (how_filed == "loose")


def test_loose_cards_lie_over_filed_ones(write: Write, recruiter: Member, how_filed: str) -> None:
    first, second = write("Drift one", difficulty=1), write("Skew two", difficulty=2)
    if how_filed != "loose":
        filing.file_cards(SearchShelf.objects.get().pk, anew=True)
    QuestionVersion.objects.filter(question=first).update(title="Skew one", prompt="", difficulty=2)
    third = write("Drift three", difficulty=1)
    index_questions([first.pk])
    look = [Wanted(words=words) for words in ("drift", "skew", "dr", "skewed", "")] + [Wanted(difficulty=2)]
    before = [search(recruiter, wanted) for wanted in look]
    assert [[question.pk for question in found.questions] for found in before] == [
        [third.pk],
        [second.pk, first.pk],
        [third.pk],
        [second.pk, first.pk],
        [third.pk, second.pk, first.pk],
        [second.pk, first.pk],
    ]
    # Filed one by one or all anew, they say the same.
    shelf = SearchShelf.objects.get()
    SearchShelf.objects.update(settled=100)
    filing.file_cards(shelf.pk)
    assert not LooseCard.objects.exists()
    assert [search(recruiter, wanted) for wanted in look] == before
    filing.file_cards(shelf.pk, anew=True)
    assert [search(recruiter, wanted) for wanted in look] == before


def test_many_loose_cards_are_filed_by_themselves(
    write: Write, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks
) -> None:
    write("The first one makes the shelf")
    monkeypatch.setattr(filing, "LOOSE_AT_MOST", 3)
    for loose in (1, 2, 0, 1):
        with django_capture_on_commit_callbacks(execute=True):
            write("Drift")
        assert LooseCard.objects.count() == loose


def test_an_organization_finds_only_its_own(
    write: Write, find: Find, other_organization: Organization
) -> None:
    stranger = make_member(other_organization, Role.ADMIN)
    theirs = write("Gradient drift", prompt="Zebra", tags=["zebra"], by=stranger)
    mine = write("Gradient")
    write("Another")
    assert titles(find("gradient")) == ["Gradient"]
    for words in ("zebra", "zeb", "zebbra", "drift"):
        found = find(words)
        assert (found.total, found.instead, found.facets.kind) == (0, "", [])
    assert find(tag="zebra").total == 0
    assert find().total == 2
    assert sum(choice.count for choice in find().facets.kind) == 2
    # The other one does find it, so it was there to be found.
    assert titles(find("zebbra", reader=stranger)) == ["Gradient drift"]
    assert find("zebbra", reader=stranger).instead == "zebra"
    assert find("gradient", reader=stranger).questions == [theirs] != [mine]


def test_without_the_wall_the_other_organization_would_be_found(
    write: Write,
    find: Find,
    recruiter: Member,
    other_organization: Organization,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write("Zebra", by=make_member(other_organization, Role.ADMIN))
    write("Mine")
    assert find("zebra").total == 0
    theirs = Catalogue.of
    monkeypatch.setattr(Catalogue, "of", lambda _: theirs(other_organization.pk))
    assert find("zebra").total == 1
    # Even then no row of theirs is handed out.
    assert find("zebra").questions == []


@pytest.mark.parametrize(
    "wanted", [Wanted(), Wanted(words="drift"), Wanted(words="dirft"), Wanted(tag="x", difficulty=3)]
)
def test_the_number_of_queries_does_not_grow(
    write: Write, find: Find, recruiter: Member, wanted: Wanted
) -> None:
    def queries() -> int:
        find()
        with CaptureQueriesContext(connection) as captured:
            search(recruiter, wanted)
        return len(captured)

    competency = make_competency(recruiter.organization)
    make_question(recruiter.organization, competencies=[competency])
    write("Drift", prompt="A long drift", tags=["x"])
    few = queries()
    for n in range(12):
        make_question(recruiter.organization, competencies=[make_competency(recruiter.organization)])
        write(f"Drift {n}", prompt=f"A long drift number{n}", tags=["x"])
    assert queries() == few <= 14


def test_an_organization_from_before_the_search_is_indexed_when_first_searched(
    write: Write, recruiter: Member, organization: Organization
) -> None:
    write("Drift")
    SearchShelf.objects.all().delete()
    assert search(recruiter, Wanted(words="drift")).total == 1
    SearchShelf.objects.all().delete()
    write("Skew")
    assert search(recruiter, Wanted()).total == 2


def test_an_empty_library_has_no_shelf(recruiter: Member) -> None:
    assert search(recruiter, Wanted(words="drift")).total == 0
    assert not SearchShelf.objects.exists()


def test_a_rebuilt_catalogue_finds_the_same(write: Write, find: Find, recruiter: Member) -> None:
    for n in range(5):
        write(f"Drift {n}")
    before = find("drift")
    assert rebuild_catalogue(recruiter.organization_id).corrected == 0
    assert find("drift") == before
