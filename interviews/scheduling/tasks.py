from celery import shared_task

from interviews.scheduling import proposals


@shared_task(name=proposals.PLAN)
def make_plans(job_id: str) -> None:
    proposals.plan_in_worker(job_id)
