"""Finds the PostgreSQL and Redis that tests may use, and starts a command with their addresses set.

scripts/services.py COMMAND…    run the command; without servers, say what to set and fail
scripts/services.py --look      only say whether both answer, by the exit status
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import redis

POSTGRESQL = tuple(
    f"postgres://{person}127.0.0.1:5432/postgres"
    for person in ("", "postgres@", "postgres:postgres@", "root@")
)
REDIS = ("redis://127.0.0.1:6379/0",)
CHECKOUT = Path(__file__).resolve().parent.parent


def postgresql_answers(url: str) -> bool:
    try:
        with psycopg.connect(url, connect_timeout=2) as connection:
            row = connection.execute(
                "SELECT rolcreatedb FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
    except psycopg.Error:
        return False
    return row == (True,)


def redis_answers(url: str) -> bool:
    try:
        return bool(redis.Redis.from_url(url, socket_connect_timeout=2, socket_timeout=2).ping())
    except (redis.RedisError, ValueError):
        return False


def with_own_database(url: str) -> str:
    """The same server, with a database name that no other checkout uses; tests create and drop it."""
    name = "fairloop_" + hashlib.sha256(str(CHECKOUT).encode()).hexdigest()[:8]
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def find() -> dict[str, str]:
    """The addresses of both servers; one that does not answer is left out."""
    found = {}
    given = os.environ.get("DATABASE_URL")
    if given:
        found["DATABASE_URL"] = given
    elif database := next(filter(postgresql_answers, POSTGRESQL), None):
        found["DATABASE_URL"] = with_own_database(database)
    if broker := next(filter(redis_answers, filter(None, [os.environ.get("REDIS_URL"), *REDIS])), None):
        found["REDIS_URL"] = broker
    return found


def main(command: list[str]) -> int:
    found = find()
    missing = [name for name in ("DATABASE_URL", "REDIS_URL") if name not in found]
    if missing and command != ["--look"]:
        print(
            f"No server was found for {' and '.join(missing)}. "
            "Start PostgreSQL and Redis here, or set DATABASE_URL and REDIS_URL to where they are.",
            file=sys.stderr,
        )
    if missing or command == ["--look"]:
        return 1 if missing else 0
    database, broker = (urlsplit(found[name]) for name in ("DATABASE_URL", "REDIS_URL"))
    print(f"==> PostgreSQL on {database.hostname}, Redis on {broker.hostname}", flush=True)
    return subprocess.run(command, env=os.environ | found, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
