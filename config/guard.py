"""Refuses a configuration that would be dangerous, before the first request is served."""

from collections.abc import Sequence

LOOPBACK_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]", "::1", "testserver", ".localhost"})
PLACEHOLDER_KEYS = ("change-me", "changeme", "secret", "django-insecure")
SHORTEST_KEY = 50


def is_public(hosts: Sequence[str]) -> bool:
    """Whether anyone but this machine may reach a server that answers for these hosts."""
    return any(host not in LOOPBACK_HOSTS for host in hosts)


def faults_of(*, hosts: Sequence[str], debug: bool, secret_key: str, key_is_given: bool) -> list[str]:
    """What must be mended before the server may start; empty when all is well."""
    faults = []
    if is_public(hosts) and debug:
        faults.append(
            "DEBUG is on, and ALLOWED_HOSTS names a public address. "
            "Unset DEBUG, or allow only localhost and 127.0.0.1."
        )
    if is_public(hosts) and not key_is_given:
        faults.append(
            "ALLOWED_HOSTS names a public address, and SECRET_KEY is not set. "
            "Set SECRET_KEY to a random text of at least 50 characters."
        )
    if key_is_given and (len(secret_key) < SHORTEST_KEY or secret_key.lower().startswith(PLACEHOLDER_KEYS)):
        faults.append(
            "SECRET_KEY is a placeholder or too short. Set it to a random text of at least 50 characters."
        )
    return faults
