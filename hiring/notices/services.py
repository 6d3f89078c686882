"""Posting mail: written in the transaction of what it tells of, sent by a worker once that commits."""

import hashlib
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from hiring.background.services import enqueue
from hiring.notices.models import Mail

SEND = "hiring.notices.tasks.send_mail"
LONGEST_SUBJECT = 200


@transaction.atomic
def post(
    *,
    to: str,
    subject: str,
    text: str,
    organization_id: int,
    dedupe: str,
    calendar: str = "",
    calendar_method: str = "",
) -> Mail:
    """Have this mail sent once the transaction commits; the same `dedupe` again is the same mail.

    `calendar` is an iCalendar object (RFC 5545) and `calendar_method` its method: REQUEST or CANCEL.
    """
    digest = hashlib.sha256(dedupe.encode()).hexdigest()[:40]
    job, is_new = enqueue(SEND, dedupe=f"mail:{digest}", organization_id=organization_id)
    if not is_new:
        return Mail.objects.get(job=job)
    return Mail.objects.create(
        organization_id=organization_id,
        job=job,
        message_id=f"<{digest}@{urlsplit(settings.PUBLIC_URL).hostname}>",
        to=to,
        # A line break would begin another header.
        subject=" ".join(subject.split())[:LONGEST_SUBJECT],
        text=text,
        calendar=calendar,
        calendar_method=calendar_method,
    )
