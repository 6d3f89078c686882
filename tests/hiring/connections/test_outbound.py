"""What may be asked outside, and that nothing inside can be."""

import ipaddress
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from hiring.connections import outbound
from hiring.connections.outbound import Unreachable, fetch, is_refused, target_of

REFUSED = [
    "0.1.2.3",
    "10.1.2.3",
    "100.64.0.1",
    "100.127.255.254",
    "127.0.0.1",
    "127.8.8.8",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",
    "192.0.2.1",
    "192.168.1.1",
    "198.19.0.1",
    "203.0.113.7",
    "224.0.0.251",
    "239.1.1.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::10.0.0.1",
    "64:ff9b:1::8.8.8.8",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "ff02::1",
]
OPEN = [
    "1.1.1.1",
    "8.8.8.8",
    "100.128.0.1",
    "172.32.0.1",
    "192.0.1.1",
    "223.255.255.254",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
    "2002:808:808::1",
    "2606:4700::1111",
    "2a00:1450:4001::200e",
]


@pytest.mark.parametrize("address", REFUSED)
def test_what_lies_inside_is_refused(address: str) -> None:
    assert is_refused(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", OPEN)
def test_the_open_internet_is_not(address: str) -> None:
    assert not is_refused(ipaddress.ip_address(address))


class Speaker(BaseHTTPRequestHandler):
    """Answers by path: a page, a redirect to it, too much, or a drip that never ends."""

    asked: list[tuple[str, str, str]]

    def do_GET(self) -> None:
        self.asked.append((self.command, self.path, self.headers["Host"]))
        if self.path == "/elsewhere":
            self.send_response(302)
            self.send_header("Location", "/page")
            self.end_headers()
            return
        self.send_response(200)
        if self.path == "/cut":
            self.send_header("Content-Length", "100")
        self.end_headers()
        if self.path == "/much":
            self.wfile.write(b"x" * (2**20 + 1))
        elif self.path == "/drip":
            for _ in range(100):
                self.wfile.write(b".")
                time.sleep(0.05)
        else:
            self.wfile.write(b"Hello")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(202)
        self.end_headers()
        self.wfile.write(body[::-1])

    def log_message(self, *_: object) -> None:
        return


@contextmanager
def speaking(wrap: Callable[[socket.socket], socket.socket] | None = None) -> Iterator[Any]:
    """A real server on this machine."""
    speaker = type("ThisSpeaker", (Speaker,), {"asked": []})
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), speaker)
    server.daemon_threads, server.block_on_close = True, False
    server.asked, server.handle_error = speaker.asked, lambda *_: None  # type: ignore[attr-defined]
    if wrap:
        server.socket = wrap(server.socket)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def server() -> Iterator[Any]:
    with speaking() as running:
        yield running


@pytest.fixture
def allowed(settings: Settings) -> None:
    """The operator named this machine's own network."""
    settings.OUTBOUND_ALLOWED_NETWORKS = ["127.0.0.0/8"]


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """What names stand for, in place of the machine's resolver."""
    known: dict[str, list[str]] = {}

    def answer(host: str, port: int, *_: object, **__: object) -> list[Any]:
        found = known.get(host, [host])
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    monkeypatch.setattr(outbound.socket, "getaddrinfo", answer)
    return known


def test_this_machine_is_not_asked(server: Any) -> None:
    for host in ("127.0.0.1", "localhost", "0x7f.1", "2130706433"):
        with pytest.raises(Unreachable) as refused:
            fetch(f"http://{host}:{server.server_port}/page")
        assert refused.value.code == "address_refused"

    assert server.asked == []


@pytest.mark.usefixtures("allowed")
def test_without_the_judgement_it_would_answer(server: Any) -> None:
    """Negative control: only the judgement kept the server above from answering."""
    answer = fetch(f"http://127.0.0.1:{server.server_port}/page")

    assert (answer.status, answer.body) == (200, b"Hello")


def test_a_name_that_stands_for_a_private_address_is_refused(names: dict[str, list[str]]) -> None:
    names["calendar.example"] = ["10.0.0.8"]

    with pytest.raises(Unreachable) as refused:
        fetch("https://calendar.example/me.ics")

    assert refused.value.code == "address_refused"
    assert "calendar.example" in str(refused.value)


def test_one_private_address_among_open_ones_is_enough(names: dict[str, list[str]]) -> None:
    names["calendar.example"] = ["93.184.215.14", "192.168.0.1"]

    with pytest.raises(Unreachable) as refused:
        fetch("https://calendar.example/me.ics")

    assert refused.value.code == "address_refused"


@pytest.mark.usefixtures("allowed")
def test_the_name_is_asked_once_and_the_judged_address_is_called(
    server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name whose second answer is another address leads nowhere else."""
    answers = [["127.0.0.1"], ["10.0.0.8"]]

    def rebinding(host: str, port: int, *_: object, **__: object) -> list[Any]:
        if host == "127.0.0.1":
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port))]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in answers.pop(0)]

    monkeypatch.setattr(outbound.socket, "getaddrinfo", rebinding)
    answer = fetch(f"http://calendar.example:{server.server_port}/page?week=1")

    assert answer.body == b"Hello"
    assert server.asked == [("GET", "/page?week=1", f"calendar.example:{server.server_port}")]
    assert answers == [["10.0.0.8"]]


@pytest.mark.usefixtures("allowed")
def test_redirects_are_answers_and_not_followed(server: Any) -> None:
    answer = fetch(f"http://127.0.0.1:{server.server_port}/elsewhere")

    assert (answer.status, answer.headers["location"]) == (302, "/page")
    assert [path for _, path, _ in server.asked] == ["/elsewhere"]


@pytest.mark.usefixtures("allowed")
def test_too_much_and_too_slow_are_left(server: Any) -> None:
    with pytest.raises(Unreachable) as refused:
        fetch(f"http://127.0.0.1:{server.server_port}/much", most_bytes=2**20)
    assert refused.value.code == "too_large"

    began = time.monotonic()
    with pytest.raises(Unreachable) as refused:
        fetch(f"http://127.0.0.1:{server.server_port}/drip", seconds=0.3)
    assert refused.value.code == "too_slow"
    assert time.monotonic() - began < 2


@pytest.mark.usefixtures("allowed")
def test_a_body_can_be_sent(server: Any) -> None:
    answer = fetch(
        f"http://127.0.0.1:{server.server_port}/hook",
        method="POST",
        body=b"abc",
        headers={"Content-Type": "text/plain"},
    )

    assert (answer.status, answer.body) == (202, b"cba")


def test_unencrypted_addresses_outside_are_refused(names: dict[str, list[str]]) -> None:
    names["calendar.example"] = ["93.184.215.14"]

    with pytest.raises(Unreachable, match="https://"):
        fetch("http://calendar.example/me.ics")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "calendar.example/me.ics",
        "ftp://calendar.example/me.ics",
        "file:///etc/passwd",
        "https://",
        "https://calendar.example:port/",
        "https://me:secret@calendar.example/me.ics",
        "https://[::1/",
        f"https://{'a' * 64}.example/",
        "https://calendar.example/" + "a" * 2000,
    ],
)
def test_what_is_no_address_is_refused_without_asking_anybody(url: str) -> None:
    with pytest.raises(Unreachable) as refused:
        target_of(url)

    assert refused.value.code == "address_refused"


def test_an_address_is_taken_apart_for_the_wire() -> None:
    target = target_of(" https://Kalender.müller.example/büro me.ics?a=ü&b=%20 \n")

    assert (target.host, target.port) == ("kalender.xn--mller-kva.example", 443)
    assert target.path == "/b%C3%BCro%20me.ics?a=%C3%BC&b=%20"


def test_nobody_there_is_told(allowed: None, names: dict[str, list[str]]) -> None:
    names["calendar.example"] = ["127.0.0.1"]
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(Unreachable) as refused:
            fetch(f"https://calendar.example:{taken.getsockname()[1]}/")

    assert refused.value.code == "unreachable"


@pytest.fixture
def certified(tmp_path: Path) -> tuple[Path, Callable[[socket.socket], socket.socket]]:
    """A certificate for calendar.example that nobody has signed, and what speaks by it."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    made += ["-keyout", str(key), "-out", str(certificate), "-days", "2", "-subj", "/CN=calendar.example"]
    made += ["-addext", "subjectAltName=DNS:calendar.example"]
    subprocess.run(made, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return certificate, lambda plain: context.wrap_socket(plain, server_side=True)


def test_encryption_is_checked_under_the_name_that_was_asked_for(
    allowed: None,
    names: dict[str, list[str]],
    certified: tuple[Path, Callable[[socket.socket], socket.socket]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    certificate, wrap = certified
    names |= {"calendar.example": ["127.0.0.1"], "other.example": ["127.0.0.1"]}
    with speaking(wrap) as server:
        address = f"https://calendar.example:{server.server_port}/page"
        with pytest.raises(Unreachable) as refused:
            fetch(address)
        assert refused.value.code == "untrusted"

        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert fetch(address).body == b"Hello"
        with pytest.raises(Unreachable) as refused:
            fetch(address.replace("calendar", "other"))
        assert refused.value.code == "untrusted"


def test_an_answer_that_ends_early_is_none(server: Any, allowed: None) -> None:
    """A calendar cut off on its way would say that its owner is free."""
    with pytest.raises(Unreachable) as refused:
        fetch(f"http://127.0.0.1:{server.server_port}/cut")

    assert refused.value.code == "unreachable"
