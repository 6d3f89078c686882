"""The Celery application: messages are hints, job rows are the truth (hiring/background)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("fairloop")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(
    [
        "hiring.background",
        "hiring.notices",
        "interviews.availability",
        "interviews.composer",
        "interviews.scheduling",
        "interviews.exposure",
        "interviews.loops",
        "interviews.packets",
        "rubrics.importing",
    ]
)
