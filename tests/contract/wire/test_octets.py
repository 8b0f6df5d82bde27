from __future__ import annotations

import gzip
import socket
from collections import Counter
from decimal import Decimal
from typing import Final

import pytest

from contract.wire.attempts import CALLS, HASTE, attempt, calling, excess, intent, open_account
from contract.wire.raw import Act, falls_silent, raw_server, repeats, resets, sends
from contract.wire.table import DOUBT, SPOILT

OK: Final = b"HTTP/1.1 200 OK\r\n"
JSON: Final = OK + b"Content-Type: application/json\r\n"
HALF: Final = b'{"id": "o1", "client_order_id": "rb'
PATIENCE_SECONDS: Final = Decimal("1.5")

ACTS: Final[dict[str, Act]] = {
    "closed without a word": sends(b""),
    "reset without a word": resets(),
    "silence": falls_silent(),
    "closed in the status line": sends(b"HTTP/1.1 20"),
    "reset in the status line": resets(b"HTTP/1.1 20"),
    "reset in the head": resets(OK + b"Content-Ty"),
    "silence in the head": falls_silent(OK + b"Content-Ty"),
    "reset in the body": resets(JSON + b"Content-Length: 900\r\n\r\n" + HALF),
    "silence in the body": falls_silent(JSON + b"Content-Length: 900\r\n\r\n" + HALF),
    "closed in a body without a length": sends(JSON + b"\r\n" + HALF),
    "no HTTP at all": sends(b"SSH-2.0-OpenSSH_9.6\r\n"),
    "binary": sends(bytes(range(256))),
    "a TLS alert": sends(b"\x15\x03\x01\x00\x02\x02\x46"),
    "a status that is no number": sends(b"HTTP/1.1 OK fine\r\n\r\n"),
    "a length that is no number": sends(JSON + b"Content-Length: many\r\n\r\n" + HALF),
    "a negative length": sends(JSON + b"Content-Length: -5\r\n\r\n" + HALF),
    "two lengths": sends(JSON + b"Content-Length: 35\r\nContent-Length: 900\r\n\r\n" + HALF),
    "a chunk without a size": sends(JSON + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n" + HALF),
    "a cut chunk": sends(JSON + b"Transfer-Encoding: chunked\r\n\r\n64\r\n" + HALF),
    "chunks without an end": sends(JSON + b"Transfer-Encoding: chunked\r\n\r\n23\r\n" + HALF + b"\r\n"),
    "gzip that is none": sends(JSON + b"Content-Encoding: gzip\r\nContent-Length: 35\r\n\r\n" + HALF),
    "cut gzip": sends(JSON + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(HALF)[:-9]),
    "too many headers": sends(OK + b"X-More: 1\r\n" * 200 + b"\r\n{}"),
    "a header without end": sends(OK + b"X-Long: " + b"x" * 70_000 + b"\r\n\r\n{}"),
    "a head that drips": repeats(OK, b"X-More: 1\r\n"),
    "a header that drips": repeats(OK + b"X-Long: ", b"x"),
    "nothing but 100 Continue": repeats(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "a body that drips": repeats(JSON + b"Content-Length: 90000\r\n\r\n", b" "),
    "chunks that drip": repeats(JSON + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
}


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("call", CALLS)
def test_broken_http_is_doubt_soon_and_after_one_request(call: str, name: str) -> None:
    """Whatever comes instead of an answer, nothing is sent twice and nobody waits for ever."""
    with raw_server(ACTS[name]) as server:
        act = calling(call, open_account(server.url, HASTE), "rbp1", "o1")
        attempted = attempt(act, server.seen.copy)

        assert (DOUBT.of(call), {}) == (attempted.outcome, excess(call, server.seen))
        assert attempted.seconds < PATIENCE_SECONDS


@pytest.mark.parametrize("call", CALLS)
def test_a_head_that_ends_early_spoils_the_body_only(call: str) -> None:
    """The status has come, which is all that a cancellation needs."""
    with raw_server(sends(OK + b"Content-Ty")) as server:
        act = calling(call, open_account(server.url, HASTE), "rbp1", "o1")

        assert SPOILT.of(call) == attempt(act, server.seen.copy).outcome


@pytest.mark.parametrize("call", CALLS)
def test_a_closed_port_is_doubt(call: str) -> None:
    """Even an order that never left is only Unknown: the adapter cannot tell how far it came."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    account = open_account(f"http://127.0.0.1:{port}", HASTE)

    assert DOUBT.of(call) == attempt(calling(call, account, "rbp1", "o1"), Counter).outcome


def test_the_server_counts_every_request() -> None:
    """A second POST could not hide."""
    with raw_server(ACTS["cut gzip"]) as server:
        account = open_account(server.url, HASTE)
        for _ in range(2):
            account.submit(intent("rbp1"))

        assert ({"POST": 2}, {"POST": 2}) == (server.seen, excess("submit", server.seen))
