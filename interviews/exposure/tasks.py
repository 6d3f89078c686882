from celery import shared_task

from interviews.exposure import services


@shared_task(name="interviews.exposure.tasks.refresh_all")
def refresh_all() -> None:
    services.refresh_all()
