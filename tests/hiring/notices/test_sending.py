"""Mail: posted with what it tells of, sent by a worker, forgotten once it is sent."""

from collections.abc import Sequence
from datetime import timedelta
from email import message_from_bytes
from smtplib import SMTPDataError, SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage
from django.db import transaction
from django.db.models.functions import Now
from pytest_django import Settings
from structlog.testing import capture_logs

from hiring.background.models import Job, JobStatus
from hiring.background.services import OUTAGE_PATIENCE, claim
from hiring.notices.models import Mail
from hiring.notices.sending import forget_mail, forget_undelivered, message_of, send
from hiring.notices.services import post
from hiring.people.models import Organization

pytestmark = pytest.mark.django_db

CALENDAR = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Zoë\r\nEND:VCALENDAR\r\n"


def posted(organization: Organization, *, dedupe: str = "one", calendar: str = "") -> Mail:
    return post(
        to="zoe@example.org",
        subject="An interview\nBcc: everybody@example.org",
        text="Zoë, there is an interview.",
        organization_id=organization.pk,
        dedupe=dedupe,
        calendar=calendar,
        calendar_method="REQUEST" if calendar else "",
    )


class Server(BaseEmailBackend):
    """A mail server that answers with what it is told to."""

    answers: list[Exception] = []

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        raise self.answers[-1]


@pytest.fixture
def server(settings: Settings) -> type[Server]:
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    return Server


def make_due(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(due_at=Now())


def test_mail_is_sent_once_and_its_words_are_forgotten(organization: Organization) -> None:
    letter = posted(organization)

    for _ in range(2):
        send(str(letter.job_id))

    [sent] = mail.outbox
    assert (sent.to, sent.body) == (["zoe@example.org"], "Zoë, there is an interview.")
    letter.refresh_from_db()
    assert (letter.to, letter.subject, letter.text, letter.calendar) == ("", "", "", "")
    assert letter.sent_at is not None
    assert Job.objects.get(pk=letter.job_id).status == JobStatus.DONE


def test_what_is_rolled_back_is_never_sent(organization: Organization) -> None:
    with transaction.atomic():
        letter = posted(organization)
        transaction.set_rollback(True)

    send(str(letter.job_id))

    assert mail.outbox == []


def test_the_same_thing_told_twice_is_one_mail(organization: Organization) -> None:
    assert posted(organization).pk == posted(organization).pk
    assert posted(organization, dedupe="another").message_id != posted(organization).message_id


def test_a_line_break_in_a_subject_begins_no_header(organization: Organization) -> None:
    message = message_of(posted(organization)).message()

    assert message["Bcc"] is None
    assert message["Subject"] == "An interview Bcc: everybody@example.org"


def test_a_meeting_goes_out_as_calendars_expect_it(organization: Organization) -> None:
    raw = message_of(posted(organization, calendar=CALENDAR)).message().as_bytes()
    message = message_from_bytes(raw)

    alternative, attached = message.get_payload()
    _, calendar = alternative.get_payload()
    assert alternative.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in alternative.get_payload()] == ["text/plain", "text/calendar"]
    assert dict(calendar.get_params()) == {"text/calendar": "", "method": "REQUEST", "charset": "utf-8"}
    assert (attached.get_content_type(), attached.get_filename()) == ("application/ics", "invite.ics")
    for part in (calendar, attached):
        assert "SUMMARY:Zoë" in part.get_payload(decode=True).decode()


def test_a_second_copy_carries_the_same_message_id(organization: Organization) -> None:
    """A worker that is killed between sending and finishing leaves the job to the next one."""
    letter = posted(organization)
    killed = claim(str(letter.job_id))
    assert killed is not None
    message_of(letter).send()
    Job.objects.filter(pk=letter.job_id).update(lease_until=Now() - timedelta(seconds=1))

    send(str(letter.job_id))

    first, second = mail.outbox
    assert first.message()["Message-ID"] == second.message()["Message-ID"] == letter.message_id


def test_a_server_that_does_not_answer_is_asked_for_a_day(
    organization: Organization, server: type[Server]
) -> None:
    letter = posted(organization)
    server.answers = [ConnectionRefusedError()]

    for _ in range(20):
        send(str(letter.job_id))
        make_due(letter.job)

    job = Job.objects.get(pk=letter.job_id)
    assert (job.status, job.attempts) == (JobStatus.QUEUED, 0)
    assert job.error == "The mail server does not take mail now. It is tried again by itself."
    Job.objects.filter(pk=job.pk).update(created_at=job.created_at - OUTAGE_PATIENCE)
    send(str(letter.job_id))
    assert Job.objects.get(pk=letter.job_id).status == JobStatus.FAILED


def test_the_pause_grows_with_the_outage(organization: Organization, server: type[Server]) -> None:
    letter = posted(organization)
    server.answers = [SMTPDataError(451, b"Try again later")]
    pauses = []
    for minutes in (0, 3, 600):
        Job.objects.filter(pk=letter.job_id).update(created_at=Now() - timedelta(minutes=minutes))
        send(str(letter.job_id))
        job = Job.objects.annotate(now=Now()).get(pk=letter.job_id)
        pauses.append(round((job.due_at - job.now).total_seconds() / 60))

    assert pauses == [0, 3, 10]


@pytest.mark.parametrize(
    "refusal",
    [
        SMTPRecipientsRefused({"zoe@example.org": (550, b"No such user")}),
        SMTPDataError(554, b"Message refused"),
    ],
)
def test_a_final_refusal_is_not_repeated(
    organization: Organization, server: type[Server], refusal: Exception
) -> None:
    letter = posted(organization)
    server.answers = [refusal]

    send(str(letter.job_id))

    job = Job.objects.get(pk=letter.job_id)
    assert job.status == JobStatus.FAILED
    assert "zoe@example.org" not in job.error


def test_neither_address_nor_words_reach_a_log(organization: Organization, server: type[Server]) -> None:
    letter = posted(organization)
    server.answers = [SMTPRecipientsRefused({"zoe@example.org": (450, b"Greylisted, Zoe")})]

    with capture_logs() as lines:
        send(str(letter.job_id))

    assert [line["event"] for line in lines] == ["job.waits"]
    assert "zoe" not in str(lines).lower()


def test_mail_of_a_past_that_is_only_played_never_leaves(organization: Organization) -> None:
    letter = posted(organization)

    forget_mail(organization)
    send(str(letter.job_id))

    letter.refresh_from_db()
    assert (mail.outbox, letter.to, letter.text) == ([], "", "")
    assert letter.job.status == JobStatus.DONE


def test_what_cannot_be_delivered_is_forgotten_and_that_it_was_not_is_kept(
    organization: Organization, server: type[Server]
) -> None:
    waiting, letter = posted(organization, dedupe="waiting"), posted(organization)
    server.answers = [SMTPDataError(554, b"Message refused")]
    send(str(letter.job_id))

    forget_undelivered()

    for mail_row in (waiting, letter):
        mail_row.refresh_from_db()
    assert (letter.to, letter.subject, letter.text, letter.sent_at) == ("", "", "", None)
    assert letter.job.status == JobStatus.FAILED
    assert waiting.text
