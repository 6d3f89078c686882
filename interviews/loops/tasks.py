from celery import shared_task

from interviews.loops import asking


@shared_task(name="interviews.loops.tasks.note_held_rounds")
def note_held_rounds() -> None:
    asking.note_held_rounds()
