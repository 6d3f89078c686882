from celery import shared_task

from hiring.notices import sending
from hiring.notices.services import SEND


@shared_task(name=SEND)
def send_mail(job_id: str) -> None:
    sending.send(job_id)


@shared_task(name="hiring.notices.tasks.forget_undelivered")
def forget_undelivered() -> None:
    sending.forget_undelivered()
