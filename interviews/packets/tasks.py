from celery import shared_task
from celery.signals import worker_init
from django.conf import settings

from interviews.packets import building, render, storage
from interviews.packets.services import BUILD


@shared_task(name=BUILD)
def build_packet(job_id: str) -> None:
    building.build(job_id)


@shared_task(name="interviews.packets.tasks.collect_strays")
def collect_strays() -> None:
    storage.collect_strays(settings.PACKET_STORAGE)


@worker_init.connect
def import_before_fork(**_: object) -> None:
    """The worker's parent loads what every packet needs, so that its children share it."""
    render.warm(settings.FONTS)
