"""Logs as JSON lines that carry ids, never names or notes."""

import logging
import sys
import time
import traceback
import uuid
from collections.abc import Callable
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse


def where_it_broke(logger: Any, method: str, entry: dict[str, Any]) -> dict[str, Any]:
    """An exception as its type and its frames: its own words may quote what somebody typed."""
    given = entry.pop("exc_info", None)
    error = sys.exc_info()[1] if given is True else given[1] if isinstance(given, tuple) else given
    if isinstance(error, BaseException):
        frames = traceback.extract_tb(error.__traceback__)
        entry["error_type"] = type(error).__name__
        entry["frames"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-20:]]
    return entry


class WithoutPath(logging.Filter):
    """Django quotes the path of a request that went wrong; the request's own line names its route."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple) and record.args and hasattr(record, "status_code"):
            record.msg, record.args = "%s", record.args[:1]
        return True


SHARED = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    where_it_broke,
]

STRUCTLOG: dict[str, Any] = {
    "processors": [*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    "logger_factory": structlog.stdlib.LoggerFactory(),
    "wrapper_class": structlog.stdlib.BoundLogger,
    "cache_logger_on_first_use": True,
}

log = structlog.get_logger("fairloop.request")


def logging_to_stdout(*, level: str) -> dict[str, Any]:
    """A `logging` configuration: every logger of the process writes JSON lines to standard output."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": SHARED,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.JSONRenderer(),
                ],
            }
        },
        "filters": {"without_path": {"()": WithoutPath}},
        "handlers": {
            "stdout": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["without_path"]}
        },
        "root": {"handlers": ["stdout"], "level": level},
        "loggers": {
            # The sweeper and the heartbeat come every few seconds; only what goes wrong is worth a line.
            "celery.worker.strategy": {"level": "WARNING"},
            "celery.app.trace": {"level": "WARNING"},
            # The layout engine would quote what it lays out; its remarks must not reach a log.
            "weasyprint": {"level": "CRITICAL"},
            "fontTools": {"level": "CRITICAL"},
        },
    }


class RequestLog:
    """One line a request: which page by its route, never by its words; who by id."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=uuid.uuid4().hex)
        began = time.perf_counter()
        response = self.get_response(request)
        log.log(
            logging.INFO,
            "request",
            method=request.method,
            route=getattr(request.resolver_match, "route", None),
            status=response.status_code,
            member=getattr(getattr(request, "member", None), "pk", None),
            ms=round((time.perf_counter() - began) * 1000, 1),
        )
        return response
