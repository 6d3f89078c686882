from celery import shared_task

from interviews.scheduling import proposals


# A hiring day on which many are left out takes its time to say why; it renews its lease meanwhile.
@shared_task(name=proposals.PLAN, soft_time_limit=600, time_limit=660)
def make_plans(job_id: str) -> None:
    proposals.plan_in_worker(job_id)
