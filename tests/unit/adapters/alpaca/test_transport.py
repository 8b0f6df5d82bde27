from __future__ import annotations

import gzip
import json
import time
from decimal import Decimal as D
from pathlib import Path

import pytest

from trimtab.adapters.alpaca import Patience
from trimtab.adapters.alpaca.transport import LARGEST_BODY, ExactResponse
from trimtab.domain.errors import UnavailableError
from unit.adapters.alpaca.answers import account, asset
from unit.adapters.alpaca.answers import open_broker as broker
from unit.adapters.alpaca.scripted import Reply, staged

ACCOUNT = "GET /v2/account"
ABSENT = Reply({"code": 40410000, "message": "asset not found"}, 404)
UNHURRIED = Patience(answer_seconds=D(5), budget_seconds=D(10))


def response(body: bytes) -> ExactResponse:
    made = ExactResponse()
    made._content = body  # noqa: SLF001 - requests offers no other way to make one
    return made


def test_numbers_with_a_point_stay_text():
    """What would become a float is kept as it was sent, NaN included."""
    assert ["0.1000000000000000055", "1e-9", "NaN", 7] == response(
        b"[0.1000000000000000055, 1e-9, NaN, 7]"
    ).json()


def test_a_compressed_answer_is_read():
    """The long list of assets comes compressed."""
    body = gzip.compress(b" " * 300_000 + b'{"id": 1}')
    packed = Reply(body, headers={"Content-Encoding": "gzip"})
    with staged({ACCOUNT: (packed,)}) as stage, pytest.raises(UnavailableError, match="currency is None"):
        broker(stage).account()


def test_the_machines_own_settings_are_not_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Neither a proxy nor a netrc password of the environment comes between us and the broker."""
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login someone password else")
    for name, value in {"http_proxy": "http://127.0.0.1:1", "no_proxy": "", "NETRC": str(netrc)}.items():
        monkeypatch.setenv(name, value)
    with staged({ACCOUNT: (Reply(account()),)}) as stage:
        broker(stage).account()

        assert "Authorization" not in stage.asked[0].headers


def test_a_body_that_breaks_off_is_no_answer():
    """Fewer bytes than promised are never read as a whole."""
    cut = Reply(account(), headers={"Content-Length": "9999", "Connection": "close"})
    with staged({ACCOUNT: (cut,)}) as stage, pytest.raises(UnavailableError, match="no answer"):
        broker(stage).account()


def test_a_body_larger_than_any_list_is_not_read():
    """Seventeen megabytes, packed into a few kilobytes, are given up before they fill the memory (F-030)."""
    bomb = Reply(gzip.compress(b" " * (LARGEST_BODY + 1)), headers={"Content-Encoding": "gzip"})
    with staged({ACCOUNT: (bomb,)}) as stage:
        with pytest.raises(UnavailableError, match="an answer without end"):
            broker(stage, UNHURRIED).account()

        assert 1 == stage.count(ACCOUNT)


def test_a_long_list_is_read_quickly():
    """The list of all assets is about ten megabytes; guessing its encoding would take seconds."""
    body = json.dumps([asset(symbol=f"S{n}", name="x" * 900) for n in range(9_000)]).encode()
    symbols = tuple(f"A{letter}" for letter in "ABCDEFGHIJKL")
    packed = {"GET /v2/assets": (Reply(gzip.compress(body), headers={"Content-Encoding": "gzip"}),)}
    absent = {f"GET /v2/assets/{symbol}": (ABSENT,) for symbol in symbols}
    with staged(packed | absent) as stage:
        began = time.monotonic()
        broker(stage, UNHURRIED).instruments(symbols)

        assert time.monotonic() - began < 3


@pytest.mark.parametrize("body", [b'{"currency": "\xff"}', b"\xff\xfe{\x00}\x00"])
def test_what_is_not_utf_8_is_no_answer(body: bytes):
    """A mangled text is not guessed at."""
    with staged({ACCOUNT: (Reply(body),)}) as stage, pytest.raises(UnavailableError, match="not JSON"):
        broker(stage).account()
