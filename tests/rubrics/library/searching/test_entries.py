"""Cards say what the questions say, after whatever happened to them."""

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import transaction

from hiring.people.models import Member, Organization, Role
from rubrics.competencies.round_kinds import RoundKind
from rubrics.library.drafts import QuestionDraft
from rubrics.library.exposure import Exposure, note_exposure
from rubrics.library.models import Question, QuestionVersion
from rubrics.library.quarantine import lift_quarantine, report_leak
from rubrics.library.searching import filing
from rubrics.library.searching.catalogue import Catalogue
from rubrics.library.searching.models import LooseCard, SearchCard, SearchSheet, SearchShelf, SearchWord
from rubrics.library.searching.rebuilding import rebuild_catalogue
from rubrics.library.searching.search import search
from rubrics.library.searching.wanted import Wanted
from rubrics.library.services import (
    approve_question,
    in_work,
    retire_question,
    revise_question,
    submit_question,
    tag_questions,
    take_back_question,
)
from rubrics.library.starter import read_library
from rubrics.library.stocking import stock_library
from tests.making import make_competency, make_member, make_question
from tests.rubrics.library.searching.conftest import Write


@pytest.fixture
def colleague(organization: Organization) -> Member:
    return make_member(organization, Role.ADMIN)


@pytest.fixture
def ready(write: Write, organization: Organization) -> Question:
    """A draft that lacks nothing."""
    return write(
        "Drift",
        strong_signals=["Measures"],
        weak_signals=["Guesses"],
        competencies=[make_competency(organization)],
        exposure_limit=2,
    )


def states(reader: Member) -> list[str]:
    return [choice.value for choice in search(reader, Wanted(words="drift", state="")).facets.state]


def revise(question: Question, by: Member, **changes: object) -> None:
    work = in_work(question)
    said = work or question.current
    assert said
    draft = QuestionDraft.of(said)
    revise_question(
        question,
        QuestionDraft(**{name: getattr(draft, name) for name in draft.__slots__} | changes),  # type: ignore[arg-type]
        version=work.version if work else 0,
        by=by,
    )


def test_every_service_writes_the_card(ready: Question, recruiter: Member, colleague: Member) -> None:
    steps: list[tuple[Callable[[], object], str]] = [
        (lambda: None, "draft"),
        (lambda: revise(ready, recruiter, title="More drift"), "draft"),
        (lambda: submit_question(ready, by=recruiter), "in_review"),
        (lambda: take_back_question(ready, by=recruiter), "draft"),
        (lambda: submit_question(ready, by=recruiter), "in_review"),
        (lambda: approve_question(ready, version=in_work(ready).version, by=colleague), "approved"),  # type: ignore[union-attr]
        (lambda: revise(Question.objects.get(pk=ready.pk), colleague, prompt="New words"), "approved"),
        (lambda: tag_questions([ready], add=["statistics"], by=colleague), "approved"),
        (lambda: note_exposure({ready.pk: Exposure(asked_count=2)}), "approved"),
        (lambda: report_leak(ready, reason="Seen", by=recruiter), "quarantined"),
        (lambda: lift_quarantine(ready, reason="Not ours", by=colleague), "approved"),
        (lambda: retire_question(ready, by=colleague), "retired"),
    ]
    for step, state in steps:
        step()
        assert states(recruiter) == [state]
        assert rebuild_catalogue(recruiter.organization_id).corrected == 0, state


def test_a_new_version_is_found_once_it_is_approved(
    ready: Question, recruiter: Member, colleague: Member
) -> None:
    submit_question(ready, by=recruiter)
    approve_question(ready, version=in_work(ready).version, by=colleague)  # type: ignore[union-attr]
    row = Question.objects.get(pk=ready.pk)
    revise(row, recruiter, prompt="All about zebras")
    assert search(recruiter, Wanted(words="zebras")).total == search(recruiter, Wanted()).to_review == 0
    submit_question(row, by=recruiter)
    assert search(recruiter, Wanted(state="approved")).to_review == 1
    approve_question(row, version=in_work(row).version, by=colleague)  # type: ignore[union-attr]
    assert search(recruiter, Wanted(words="zebras")).total == 1


def test_the_starter_library_is_indexed_with_its_stocking(
    organization: Organization, recruiter: Member
) -> None:
    stock_library(organization, read_library())
    assert search(recruiter, Wanted()).total == Question.objects.count() == SearchCard.objects.count()
    assert rebuild_catalogue(organization.pk).corrected == 0


def test_what_a_transaction_takes_back_is_not_found(write: Write, recruiter: Member) -> None:
    write("Drift")
    with pytest.raises(RuntimeError):
        _then_fail(write)
    assert search(recruiter, Wanted(words="zebra")).total == 0


def _then_fail(write: Write) -> None:
    with transaction.atomic():
        write("Zebra")
        raise RuntimeError


def test_rebuilding_puts_right_what_somebody_broke(
    write: Write, recruiter: Member, organization: Organization, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = write("Drift"), write("Skew")
    QuestionVersion.objects.filter(question=one).update(title="Zebra")
    SearchCard.objects.filter(question=two).delete()
    call_command("reindex_questions")
    assert f"{organization}: 2 questions, 2 cards put right." in capsys.readouterr().out
    assert (
        search(recruiter, Wanted(words="zebra")).total == search(recruiter, Wanted(words="skew")).total == 1
    )
    assert search(recruiter, Wanted(words="drift")).total == 0
    # Nobody is told of words that stand nowhere any more.
    assert not SearchWord.objects.filter(word="drift").exists()
    call_command("reindex_questions")
    assert "0 cards put right" in capsys.readouterr().out


def test_rebuilding_changes_nothing_that_is_right(write: Write, organization: Organization) -> None:
    for n in range(4):
        write(f"Drift {n}", tags=["statistics"])
    rebuild_catalogue(organization.pk)

    def everything() -> list[object]:
        return [
            *SearchShelf.objects.values_list(),
            *SearchCard.objects.order_by("pk").values_list(),
            *SearchWord.objects.order_by("pk").values_list(),
            *(
                (mark, bytes(places))
                for mark, places in SearchSheet.objects.order_by("mark").values_list("mark", "places")
            ),
        ]

    before = everything()
    rebuild_catalogue(organization.pk)
    assert everything() == before


def test_words_are_frequent_or_found_in_the_index(
    write: Write, organization: Organization, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filing, "FEWEST_CARDS", 3)
    for n in range(4):
        write("Drift" if n else "Skew", kind=RoundKind.MLOPS)
    rebuild_catalogue(organization.pk)
    marks = set(SearchSheet.objects.filter(is_facet=False).values_list("mark", flat=True))
    assert {"t:drift", "t:dr*", "t:dri*", "t:drif*"} <= marks
    assert "t:skew" not in marks
    catalogue = Catalogue.of(organization.pk)
    assert catalogue.facets()["kind=mlops"].bit_count() == 4


def test_a_question_without_any_version_has_no_card(organization: Organization, recruiter: Member) -> None:
    bare = Question.objects.create(organization=organization, slug="bare", title="Bare", round_kind="coding")
    make_question(organization)
    assert not SearchCard.objects.filter(question=bare).exists()
    assert search(recruiter, Wanted()).total == 1


def test_a_card_goes_with_its_question(organization: Organization) -> None:
    question = make_question(organization)
    make_question(organization)
    Question.objects.filter(pk=question.pk).update(current=None)
    question.versions.all().delete()
    Question.objects.filter(pk=question.pk).delete()
    assert SearchCard.objects.count() == 1
    assert not LooseCard.objects.filter(card__question=question.pk).exists()
