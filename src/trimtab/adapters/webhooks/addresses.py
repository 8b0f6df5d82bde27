"""Where a webhook may lead: to public addresses over HTTPS, never into the network we stand in."""

from __future__ import annotations

import ipaddress
import socket
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Final
from urllib.parse import SplitResult, urlsplit

from trimtab.domain.errors import RefusedError, UnavailableError
from trimtab.domain.network import Address, is_public
from trimtab.domain.reasons import ReasonCode

LONGEST_URL: Final = 2_000
_PORTS: Final = {"https": 443, "http": 80}
LOOK_UP_SECONDS: Final = 3
"""The system's own patience with name servers that do not answer is much longer."""


@dataclass(frozen=True, slots=True)
class Target:
    """A checked URL: what is called, and at which address, so that no second look-up can lead elsewhere."""

    host: str
    address: str
    port: int
    path: str
    is_encrypted: bool

    @property
    def host_header(self) -> str:
        """The host as a request names it, with a port that is not the usual one."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        usual = _PORTS["https" if self.is_encrypted else "http"]
        return name if self.port == usual else f"{name}:{self.port}"


def find_target(url: str, *, is_local: bool) -> Target:
    """Check a URL and look its address up; `is_local` allows this machine's own, without encryption too.

    Raises RefusedError for a URL that may never be called, UnavailableError for a name without an address.
    """
    parts = _parts(url)
    host = parts.hostname or ""
    port = parts.port or _PORTS[parts.scheme]
    addresses = _look_up(host, port)
    if not all(_is_allowed(address, is_local=is_local) for address in addresses):
        raise _refused(f"{host} leads to an address that is not public")
    is_loopback = all(address.is_loopback for address in addresses)
    if parts.scheme != "https" and not (is_local and is_loopback):
        raise _refused(f"{parts.scheme}:// is not encrypted; use https://")
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    return Target(host, str(addresses[0]), port, path, is_encrypted=parts.scheme == "https")


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port_is_sane = parts.port is None or parts.port > 0
    except ValueError as error:
        raise _refused("the address is no URL") from error
    is_plain = url.isascii() and url.isprintable() and " " not in url and len(url) <= LONGEST_URL
    has_no_login = parts.username is None and parts.password is None
    if not (parts.scheme in _PORTS and parts.hostname and is_plain and has_no_login and port_is_sane):
        raise _refused("the address is no URL such as https://example.com/hook")
    return parts


def _look_up(host: str, port: int) -> tuple[Address, ...]:
    """Look a name up on a thread of its own: a look-up cannot be stopped, but it can be left behind."""
    answers: SimpleQueue[tuple[Address, ...]] = SimpleQueue()
    Thread(target=lambda: answers.put(_addresses(host, port)), daemon=True).start()
    with suppress(Empty):
        if found := answers.get(timeout=LOOK_UP_SECONDS):
            return found
    text = f"The webhook was not called: {host} has no address at the moment."
    raise UnavailableError(ReasonCode.RECEIVER_UNAVAILABLE, text)


def _addresses(host: str, port: int) -> tuple[Address, ...]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        return tuple(ipaddress.ip_address(str(line[4][0]).partition("%")[0]) for line in found)
    except (OSError, ValueError):
        return ()


def _is_allowed(address: Address, *, is_local: bool) -> bool:
    return is_public(address) or (is_local and address.is_loopback)


def _refused(problem: str) -> RefusedError:
    return RefusedError(ReasonCode.RECEIVER_REFUSED, f"The webhook was not called: {problem}.")
