from celery import shared_task
from django.conf import settings

from interviews.packets import services, storage


@shared_task(name=services.BUILD)
def build_packet(job_id: str) -> None:
    services.build(job_id)


@shared_task(name="interviews.packets.tasks.collect_strays")
def collect_strays() -> None:
    storage.collect_strays(settings.PACKET_STORAGE)
