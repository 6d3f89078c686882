from datetime import timedelta

import pytest
from django.db.models.functions import Now
from django.test import RequestFactory

from config import celery_app
from config.health import PULSE, alive, ready
from hiring.background.models import Heartbeat
from hiring.background.services import beat


@pytest.fixture
def broker_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(celery_app.conf, "broker_write_url", "redis+socket:///nowhere/valkey.sock")


def test_alive_asks_nobody(rf: RequestFactory) -> None:
    response = alive(rf.get("/healthz"))
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.django_db
def test_a_fresh_beat_means_a_worker(rf: RequestFactory) -> None:
    beat("worker")
    assert b'"worker": true' in ready(rf.get("/readyz")).content


@pytest.mark.django_db
def test_an_old_beat_means_none(rf: RequestFactory) -> None:
    Heartbeat.objects.create(name="worker", beat_at=Now() - PULSE - timedelta(seconds=1))
    response = ready(rf.get("/readyz"))
    assert response.status_code == 503
    assert b'"worker": false' in response.content


@pytest.mark.django_db
def test_what_fails_is_named(rf: RequestFactory, broker_is_gone: None) -> None:
    beat("worker")
    response = ready(rf.get("/readyz"))
    assert response.status_code == 503
    assert b'"failing": ["broker"]' in response.content


@pytest.mark.django_db
def test_migrations_that_wait_are_named(rf: RequestFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.db.migrations.recorder.MigrationRecorder.applied_migrations", lambda _: {})
    assert b'"migrations": false' in ready(rf.get("/readyz")).content


def test_only_reading(rf: RequestFactory) -> None:
    assert alive(rf.post("/healthz")).status_code == 405
