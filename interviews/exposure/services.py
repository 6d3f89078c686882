"""Keeping the ledger: a question is reserved when it is chosen, released with its round, asked in time."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import Count, Max, Q
from django.utils import timezone

from hiring.candidates.models import Candidate
from hiring.foundations.errors import Invalid
from hiring.journal.lifecycle import locked
from interviews.exposure.models import Asking
from rubrics.library.exposure import Exposure, note_exposure
from rubrics.library.models import Question, QuestionVersion
from rubrics.library.states import QuestionStatus

if TYPE_CHECKING:
    from interviews.loops.models import Round

# A question that nobody was asked for this long is counted as fresh again.
WINDOW = timedelta(days=180)
# So many questions are held at a time while they are counted.
AT_A_TIME = 500


def within_window(now: datetime) -> Q:
    """Askings that count against a limit: the planned ones, and those of the last half year."""
    return Q(asked_at=None) | Q(asked_at__gte=now - WINDOW)


def reserve(question: Question, *, candidate: Candidate, round: "Round") -> Asking:
    """Keep the question for this candidate; raises `Invalid` when it may not be asked, saying why.

    Must run in the transaction that chooses the question. The question's row is held meanwhile, so that two
    loops cannot both take the last place under its limit.
    """
    row = locked(question)
    version = _free_version(row)
    try:
        with transaction.atomic():
            asking = Asking.objects.create(
                organization_id=row.organization_id,
                question=row,
                question_version=version,
                candidate=candidate,
                round=round,
            )
    except IntegrityError as error:
        raise Invalid(
            f"{candidate.name} has met this question, or is going to, in another loop. Choose another.",
            field="question",
            code="asked_before",
        ) from error
    refresh([row.pk])
    return asking


def _free_version(row: Question) -> QuestionVersion:
    """What may be asked of the question now; the row must be held."""
    if row.is_quarantined:
        raise Invalid(
            "This question was reported as leaked. Choose another, or have the report lifted.",
            field="question",
            code="question_quarantined",
        )
    version = row.current
    if version is None or version.status != QuestionStatus.APPROVED:
        raise Invalid("This question is not approved. Have it reviewed, or choose another.", field="question")
    limit = version.exposure_limit
    if limit is not None and (asked := asked_in_window(row)) >= limit:
        raise Invalid(
            f"This question is at its limit: planned or asked {asked} times within {WINDOW.days} days, "
            f"and {limit} are allowed. Choose another, or raise its limit.",
            field="question",
            code="exposure_limit",
        )
    return version


@transaction.atomic
def release(askings: Iterable[Asking]) -> None:
    """Give back what was only planned; what was asked stays in the ledger."""
    question_of = {asking.pk: asking.question_id for asking in askings if asking.asked_at is None}
    hold(question_of.values())
    Asking.objects.still_planned().filter(pk__in=question_of).delete()
    refresh(question_of.values())


@transaction.atomic
def note_asked(moments: Mapping[int, datetime]) -> None:
    """Write down when these askings happened, by their ids; what is known already stays."""
    those = Asking.objects.still_planned().filter(pk__in=moments)
    hold(those.values_list("question", flat=True))
    planned = list(those)
    for asking in planned:
        asking.asked_at = moments[asking.pk]
    Asking.objects.bulk_update(planned, ["asked_at"], batch_size=500)
    refresh({asking.question_id for asking in planned})


def asked_in_window(question: Question) -> int:
    return Asking.objects.filter(within_window(timezone.now()), question=question).count()


def hold(question_ids: Iterable[int]) -> list[int]:
    """Lock these questions' rows, in their order, and return their ids.

    Always before their askings: who reserves a question holds it, and waits for an asking that somebody is
    just taking out.
    """
    held = Question.objects.select_for_update().filter(pk__in=set(question_ids)).order_by("pk")
    return list(held.values_list("pk", flat=True))


@transaction.atomic
def refresh(question_ids: Iterable[int]) -> None:
    """Tell the library how much these questions are used now; their rows are held while it is counted."""
    wanted = hold(question_ids)
    counted = (
        Asking.objects.filter(question__in=wanted)
        .values("question")
        .annotate(count=Count("pk", filter=within_window(timezone.now())), last=Max("asked_at"))
    )
    found: dict[int, Any] = {row["question"]: row for row in counted}
    note_exposure(
        {
            pk: Exposure(asked_count=found[pk]["count"], last_asked_at=found[pk]["last"])
            if pk in found
            else Exposure()
            for pk in wanted
        }
    )


def refresh_all() -> None:
    """Let askings that have left the window no longer count; run daily."""
    used = Q(asked_count__gt=0) | Q(pk__in=Asking.objects.values("question"))
    questions = list(Question.objects.filter(used).order_by("pk").values_list("pk", flat=True))
    for at in range(0, len(questions), AT_A_TIME):
        refresh(questions[at : at + AT_A_TIME])
