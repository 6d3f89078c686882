from celery import shared_task

from rubrics.importing import working
from rubrics.importing.services import READ


# Longer than other tasks may take: comparing thousands of drafts renews the job's lease at every batch.
@shared_task(name=READ, soft_time_limit=280, time_limit=300)
def read_document(job_id: str) -> None:
    working.read_document(job_id)
