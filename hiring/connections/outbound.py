"""Fetching from addresses that somebody typed: only from the open internet, and only so much of it.

The name is resolved once, every address it stands for is judged, and the connection goes to the address
that was judged: a name that answers otherwise the second time leads nowhere else. Redirects are not followed,
for they would lead around the judgement. `settings.OUTBOUND_ALLOWED_NETWORKS` names networks inside the house
that may be reached all the same, and without encryption.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from urllib.parse import quote, urlsplit

from django.conf import settings

from hiring.foundations.errors import DomainError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

LONGEST_URL = 2000
# What is not the open internet, or is not one host of it: IANA's special-purpose registries for IPv4 and
# IPv6, and the address under which one large cloud answers its own machines.
REFUSED_NETWORKS = [
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "168.63.129.16/32",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",
        "::/128",
        "::1/128",
        "100::/64",
        "2001::/23",
        "2001:db8::/32",
        "3fff::/20",
        "5f00::/16",
        "fc00::/7",
        "fe80::/10",
        "fec0::/10",
        "ff00::/8",
    )
]
# IPv6 addresses that carry one of IPv4, and how far from their end it stands, in bits.
CARRIERS = [
    (ipaddress.IPv6Network(network), bits)
    for network, bits in (("::/96", 0), ("::ffff:0:0/96", 0), ("64:ff9b::/96", 0), ("2002::/16", 80))
]
# Private by definition, whatever IPv4 address they carry.
LOCAL_NAT64 = ipaddress.ip_network("64:ff9b:1::/48")


class Unreachable(DomainError):
    """Nothing was fetched; the message says why, and what to do."""

    status = 400


@dataclass(frozen=True)
class Answer:
    """What the other side said."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Target:
    """An address taken apart."""

    scheme: str
    host: str
    port: int
    path: str


def target_of(url: str) -> Target:
    """The parts of an address whose form can be fetched; raises `Unreachable`, and asks nobody."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise _refused("This is no address that can be read. Copy it again, whole.") from None
    if parts.scheme not in {"https", "http"} or not host or len(url) > LONGEST_URL:
        raise _refused("This is no address on the web. Give one that begins with https://.")
    if parts.username is not None or parts.password is not None:
        raise _refused("An address with a name and a password in it is not taken. Give one without.")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~") + (
        f"?{quote(parts.query, safe='/?%:@!$&()*+,;=~')}" if parts.query else ""
    )
    return Target(parts.scheme, host, port, path)


def _refused(sentence: str) -> Unreachable:
    return Unreachable(sentence, "address_refused")


def fetch(
    url: str,
    *,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    body: bytes = b"",
    seconds: float = 15.0,
    most_bytes: int = 5 * 2**20,
) -> Answer:
    """What the address answers, within the limits of time and size; raises `Unreachable`.

    A redirect is an answer like another. Asking for the name itself takes as long as the machine's resolver
    lets it.
    """
    target = target_of(url)
    address, is_ours = _judged(target)
    if target.scheme == "http" and not is_ours:
        raise _refused("This address is not encrypted. Give one that begins with https://.")
    with _Deadline(seconds) as deadline:
        try:
            return _ask(target, address, method, headers or {}, body, most_bytes, deadline)
        except (OSError, http.client.HTTPException) as error:
            raise _told(error, target.host, seconds=seconds, is_over=deadline.is_over) from error


def _told(error: Exception, host: str, *, seconds: float, is_over: bool) -> Unreachable:
    """What went wrong, for whoever gave the address."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return Unreachable(
            f"{host} shows a certificate that cannot be trusted. Tell whoever runs it.", "untrusted"
        )
    if is_over:
        return Unreachable(f"{host} took longer than {seconds:g} seconds. Try again later.", "too_slow")
    return Unreachable(f"{host} could not be reached. Check the address, or try again later.", "unreachable")


def _judged(target: Target) -> tuple[str, bool]:
    """The one address to connect to, and whether the operator named its network; raises `Unreachable`."""
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Unreachable(
            f"There is no {target.host}, or it cannot be found now. Check the address.", "unreachable"
        ) from None
    addresses = [str(entry[4][0]) for entry in found]
    ours = [is_allowed(ipaddress.ip_address(address)) for address in addresses]
    if all(ours):
        return addresses[0], True
    for address in addresses:
        if is_refused(ipaddress.ip_address(address)):
            raise _refused(f"{target.host} lies in a private network, which is not asked. Give another.")
    return addresses[0], False


def is_allowed(address: Address) -> bool:
    """Whether the operator named a network that the address lies in."""
    networks = [ipaddress.ip_network(network) for network in settings.OUTBOUND_ALLOWED_NETWORKS]
    return any(address in network for network in networks)


def is_refused(address: Address) -> bool:
    """Whether the address is not one host of the open internet, itself or by what it carries."""
    if any(address in network for network in REFUSED_NETWORKS) or address in LOCAL_NAT64:
        return True
    if isinstance(address, ipaddress.IPv4Address):
        return False
    for network, bits in CARRIERS:
        if address in network:
            return is_refused(ipaddress.IPv4Address((int(address) >> bits) & 0xFFFFFFFF))
    return False


def _ask(
    target: Target,
    address: str,
    method: str,
    headers: Mapping[str, str],
    body: bytes,
    most_bytes: int,
    deadline: "_Deadline",
) -> Answer:
    connection = _Connection(target, address, deadline)
    try:
        said = {"User-Agent": "Fairloop", "Accept-Encoding": "identity", **headers}
        connection.request(method, target.path, body=body or None, headers=said)
        response = connection.getresponse()
        content = response.read(most_bytes + 1)
        if len(content) > most_bytes:
            raise Unreachable(
                f"{target.host} sends more than {most_bytes // 2**20} MB, which is not taken.", "too_large"
            )
        if deadline.is_over:
            raise TimeoutError
        if response.length:
            # Read up to a limit, the library does not mind that the rest never comes.
            raise http.client.IncompleteRead(content, response.length)
        return Answer(
            response.status, {name.lower(): value for name, value in response.getheaders()}, content
        )
    finally:
        connection.close()


class _Connection(http.client.HTTPConnection):
    """Speaks to the judged address under the name that was asked for."""

    def __init__(self, target: Target, address: str, deadline: "_Deadline") -> None:
        super().__init__(target.host, target.port, timeout=deadline.seconds)
        self.default_port = 443 if target.scheme == "https" else 80
        self.target, self.address, self.deadline = target, address, deadline

    def connect(self) -> None:
        self.sock = socket.create_connection((self.address, self.target.port), self.timeout)
        self.deadline.holds(self.sock)
        if self.target.scheme == "https":
            wrapped = ssl.create_default_context().wrap_socket(
                self.sock, server_hostname=self.target.host, do_handshake_on_connect=False
            )
            self.sock = wrapped
            self.deadline.holds(wrapped)
            wrapped.do_handshake()


@dataclass
class _Deadline:
    """Cuts the connection once the time is over, however slowly the other side drips."""

    seconds: float
    is_over: bool = False
    _sock: socket.socket | None = None
    _timer: threading.Timer = field(init=False)

    def holds(self, sock: socket.socket) -> None:
        """From now on this is what is cut; at once if the time is over already."""
        self._sock = sock
        if self.is_over:
            self._cut()

    def _cut(self) -> None:
        self.is_over = True
        if self._sock is not None:
            # Not the wrapped socket's own way, which would take its encryption away under the reader.
            with suppress(OSError):
                socket.socket.shutdown(self._sock, socket.SHUT_RDWR)

    def __enter__(self) -> "_Deadline":
        self._timer = threading.Timer(self.seconds, self._cut)
        self._timer.daemon = True
        self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._timer.cancel()
