"""Whether this process is alive, and whether all that it depends on is ready for work."""

from collections.abc import Callable
from datetime import timedelta

import redis
from django.db import Error as DatabaseError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models.functions import Now
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.exceptions import OperationalError

from config.celery import app
from hiring.background.models import Heartbeat

# Six beats may go missing before a worker counts as gone.
PULSE = timedelta(seconds=30)
FAILURES = (DatabaseError, OperationalError, redis.RedisError, OSError)


def database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def migrations_are_applied() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def broker_answers() -> bool:
    with app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=1, interval_start=0)
        with broker.channel() as channel:
            return bool(channel.client.ping())


def worker_beats() -> bool:
    """Whether a worker has shown itself lately, both times by the database's clock."""
    return Heartbeat.objects.filter(name="worker", beat_at__gt=Now() - PULSE).exists()


CHECKS: dict[str, Callable[[], bool]] = {
    "database": database_answers,
    "migrations": migrations_are_applied,
    "broker": broker_answers,
    "worker": worker_beats,
}


def passes(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except FAILURES:
        return False


@never_cache
@require_safe
def alive(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "alive"})


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200 when everything is well; else 503, and which check failed."""
    checks = {name: passes(check) for name, check in CHECKS.items()}
    failing = [name for name, is_well in checks.items() if not is_well]
    return JsonResponse(
        {"status": "not ready" if failing else "ready", "checks": checks, "failing": failing},
        status=503 if failing else 200,
    )


urlpatterns = [
    path("healthz", alive, name="healthz"),
    path("readyz", ready, name="readyz"),
]
