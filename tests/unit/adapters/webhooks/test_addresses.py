"""Where a webhook may lead."""

from __future__ import annotations

import ipaddress
import socket
from threading import Event

import pytest

from trimtab.adapters.webhooks import addresses
from trimtab.adapters.webhooks.addresses import Target, find_target
from trimtab.domain.errors import RefusedError, UnavailableError

PUBLIC = "93.184.216.34"


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """Names and their addresses, asked of nobody."""
    book = {"example.com": [PUBLIC], "localhost": ["127.0.0.1"], "inside.example": [PUBLIC, "10.0.0.7"]}

    def look_up(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        found = book.get(host) or [str(ipaddress.ip_address(host))]
        return [(0, 0, 0, "", (address, port)) for address in found]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return book


@pytest.mark.usefixtures("names")
def test_a_public_address_may_be_called():
    """By HTTPS, at the very address that was checked."""
    expected = Target("example.com", PUBLIC, 443, "/hook?a=1", is_encrypted=True)

    assert expected == find_target("https://example.com/hook?a=1", is_local=False)


@pytest.mark.usefixtures("names")
@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/",
        "https://localhost/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://10.1.2.3/",
        "https://172.16.0.1/",
        "https://192.168.1.1/",
        "https://169.254.169.254/computeMetadata/v1/",
        "https://100.64.0.1/",
        "https://0.0.0.0/",
        "https://[::ffff:10.0.0.1]/",
        "https://[fd00::1]/",
        "https://[fe80::1]/",
        "https://[64:ff9b::a00:1]/",
        "https://[2002:a00:1::]/",
        "https://[::7f00:1]/",
        "https://[fec0::1]/",
        "https://[::ffff:0:a00:1]/",
        "https://224.0.0.1/",
        "https://inside.example/",
    ],
)
def test_what_is_not_public_or_not_encrypted_is_refused(url: str):
    """Loopback, private, link-local, shared and multicast networks, in whatever dress; one is enough."""
    with pytest.raises(RefusedError, match=r"not public|not encrypted"):
        find_target(url, is_local=False)


@pytest.mark.usefixtures("names")
@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.com/hook",
        "ftp://example.com/",
        "file:///etc/passwd",
        "https://",
        "https://user:secret@example.com/",
        "https://example.com:0/",
        "https://example.com:99999/",
        "https://exam ple.com/",
        "https://example.com/\r\nHost: evil",
        "https://exämple.com/",
        "https://[::1/",
        f"https://example.com/{'x' * 2000}",
    ],
)
def test_what_is_no_url_is_refused(url: str):
    """Other schemes, logins, line breaks, and what cannot be read."""
    with pytest.raises(RefusedError, match="is no URL"):
        find_target(url, is_local=False)


@pytest.mark.usefixtures("names")
@pytest.mark.parametrize("url", ["http://localhost:8080/", "https://127.0.0.1:8443/", "http://[::1]:9000/"])
def test_the_local_stack_may_call_itself(url: str):
    """Without encryption too."""
    assert find_target(url, is_local=True).port in {8080, 8443, 9000}


@pytest.mark.usefixtures("names")
@pytest.mark.parametrize("url", ["http://example.com/", "https://10.0.0.1/", "https://169.254.169.254/"])
def test_the_local_stack_may_call_nobody_else_so(url: str):
    """Its licence ends at its own machine."""
    with pytest.raises(RefusedError):
        find_target(url, is_local=True)


def test_a_name_without_an_address_may_have_one_later(monkeypatch: pytest.MonkeyPatch):
    """A name service that is away is no reason to give a webhook up."""

    def fail(*_: object, **__: object) -> None:
        raise socket.gaierror("no answer")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(UnavailableError, match="no address at the moment"):
        find_target("https://example.com/", is_local=False)


@pytest.mark.parametrize(
    ("port", "is_encrypted", "header"),
    [
        (443, True, "a.example"),
        (80, False, "a.example"),
        (80, True, "a.example:80"),
        (8443, True, "a.example:8443"),
    ],
)
def test_a_host_is_named_with_its_unusual_port(port: int, header: str, *, is_encrypted: bool):
    """As a browser would."""
    assert header == Target("a.example", PUBLIC, port, "/", is_encrypted=is_encrypted).host_header


def test_a_host_that_is_an_address_of_the_new_kind_has_brackets():
    """Else its colons would look like a port."""
    assert "[2606:2800::1]" == Target("2606:2800::1", "2606:2800::1", 443, "/", is_encrypted=True).host_header


def test_a_look_up_that_hangs_is_left_behind(monkeypatch: pytest.MonkeyPatch):
    """The drain goes on; the webhook may have an address later."""
    over = Event()

    def hang(*_: object, **__: object) -> list[object]:
        over.wait(30)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    monkeypatch.setattr(addresses, "LOOK_UP_SECONDS", 0.01)
    with pytest.raises(UnavailableError, match="no address at the moment"):
        find_target("https://example.com/", is_local=False)

    over.set()
