"""Sending mail, in a worker: at least once, under one Message-ID, and then its words are forgotten."""

from datetime import datetime
from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from hiring.background.models import Job, JobStatus
from hiring.background.services import Hopeless, Outage, perform
from hiring.notices.models import Mail
from hiring.people.models import Organization

# From here on a mail server's answer is final (RFC 5321, 4.2.1).
FINAL = 500


def send(job_id: str) -> None:
    """Send the job's mail unless that is done or being done; called by workers only.

    What was sent cannot be taken back: a worker that is killed after the mail server took the message and
    before the job is finished leaves it to be sent once more. Both copies carry the same Message-ID and the
    same calendar UID and SEQUENCE, so that mailboxes and calendars know them for one.
    """
    perform(job_id, work=_deliver, conclude=_forget_its_words)


def message_of(mail: Mail) -> EmailMultiAlternatives:
    """The mail as it goes out; about a meeting, with the part and the attachment that calendars look for.

    Google and Outlook read the `text/calendar` part (RFC 6047), Apple and many others the attachment.
    """
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        to=[mail.to],
        # Nobody's holiday should answer a program (RFC 3834).
        headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"},
    )
    if mail.calendar:
        # Django adds the charset itself.
        message.attach_alternative(mail.calendar, f"text/calendar; method={mail.calendar_method}")
        message.attach("invite.ics", mail.calendar.encode(), "application/ics")
    return message


def _deliver(job: Job) -> None:
    try:
        message_of(Mail.objects.get(job=job)).send()
    except (SMTPRecipientsRefused, SMTPDataError) as refused:
        if _is_final(refused):
            raise Hopeless(
                "The mail server refused this mail for good. Check the address, then send it anew.",
                "mail_refused",
            ) from refused
        raise _does_not_answer() from refused
    except OSError as error:
        raise _does_not_answer() from error


def _is_final(refused: SMTPRecipientsRefused | SMTPDataError) -> bool:
    if isinstance(refused, SMTPDataError):
        return refused.smtp_code >= FINAL
    return all(code >= FINAL for code, _ in refused.recipients.values())


def _does_not_answer() -> Outage:
    return Outage("The mail server does not take mail now. It is tried again by itself.", "mail_not_taken")


def _forget_its_words(job: Job, _: None) -> None:
    _forget(Mail.objects.filter(job=job), sent_at=timezone.now())


def _forget(mails: QuerySet[Mail], *, sent_at: datetime | None) -> None:
    mails.update(to="", subject="", text="", calendar="", calendar_method="", sent_at=sent_at)


def forget_undelivered() -> None:
    """What could not be delivered is tried no more: that it was not is kept, and its words are not."""
    _forget(Mail.objects.filter(job__status=JobStatus.FAILED).exclude(to=""), sent_at=None)


@transaction.atomic
def forget_mail(organization: Organization) -> None:
    """Regard all mail of the organization as sent: for a past that is only played, at addresses of nobody."""
    unsent = Mail.objects.filter(organization=organization, sent_at=None)
    Job.objects.filter(mail__in=unsent).update(status=JobStatus.DONE, progress=100, finished_at=Now())
    _forget(unsent, sent_at=timezone.now())
