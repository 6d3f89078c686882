from celery import shared_task

from interviews.composer import composing


@shared_task(name=composing.COMPOSE)
def compose_loop(job_id: str) -> None:
    composing.compose_in_worker(job_id)
