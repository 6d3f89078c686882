"""Mail that is to go out: the row is the truth, and what was sent is not kept."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hiring.background.models import Job
from hiring.foundations.tenancy import Owned, OwnedQuerySet


class Mail(Owned):
    """One message to one address, sent once by a job.

    Its words are kept until it is sent, and no longer; `message_id` is the same at every try, so that a
    mailbox can tell a second copy from a second message.
    """

    job = models.OneToOneField(Job, on_delete=models.CASCADE, related_name="mail")
    message_id = models.CharField(max_length=120, unique=True)
    to = models.EmailField(_("to"), blank=True)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    text = models.TextField(blank=True)
    # An iCalendar object (RFC 5545) and its method (RFC 5546), where the message is about a meeting.
    calendar = models.TextField(blank=True)
    calendar_method = models.CharField(max_length=10, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)

    objects = OwnedQuerySet.as_manager()

    def __str__(self) -> str:
        return self.message_id
