from celery import shared_task

from interviews.availability import calendars, working


@shared_task(name=calendars.READ)
def read_calendar(job_id: str) -> None:
    working.read_calendar(job_id)


@shared_task(name="interviews.availability.tasks.refresh_due")
def refresh_due() -> None:
    calendars.refresh_due()
    calendars.forget_unread_uploads()
