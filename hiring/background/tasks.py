from celery import shared_task

from hiring.background import services


@shared_task(name="hiring.background.tasks.sweep")
def sweep() -> None:
    services.sweep()


@shared_task(name="hiring.background.tasks.heartbeat")
def heartbeat() -> None:
    services.beat("worker")
