"""The demo's tokens and one-click addresses, made from the secret key, and when its doors are open."""

import base64
import ipaddress

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest
from django.http.request import split_domain_port
from django.urls import reverse
from django.utils.crypto import salted_hmac

from hiring.connections.services import TOKEN_MARK

SALT = "fairloop.demo"
# Whoever is behind one of these came from elsewhere, wherever the proxy itself runs.
PROXY_HEADERS = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip")


def token_of(email: str) -> str:
    """The person's API token: always the same under one secret key, and not to be guessed without it."""
    digest = salted_hmac(SALT, email, algorithm="sha256").digest()
    return TOKEN_MARK + base64.urlsafe_b64encode(digest).decode().rstrip("=")


def sign_in_path(email: str) -> str:
    return reverse("demo:sign_in", args=[Signer(salt=SALT).sign(email)])


def email_behind(signed: str) -> str | None:
    """Whose one-click address this is; None when we never made it."""
    try:
        return Signer(salt=SALT).unsign(signed)
    except BadSignature:
        return None


def are_open_to(request: HttpRequest) -> bool:
    """Whether the server listens on loopback only, and the request came over loopback, to a loopback name."""
    return (
        _is_loopback(settings.LISTENS_ON)
        and _is_loopback(request.META.get("REMOTE_ADDR", ""))
        and _is_loopback(request.get_host())
        and not any(header in request.headers for header in PROXY_HEADERS)
    )


def _is_loopback(host: str) -> bool:
    domain, _ = split_domain_port(host)
    name = (domain or host).strip("[]")
    try:
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
