from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from trimtab.adapters.alpaca.transport import ExactResponse
from trimtab.domain.errors import UnavailableError
from unit.adapters.alpaca.answers import account
from unit.adapters.alpaca.answers import open_broker as broker
from unit.adapters.alpaca.scripted import Reply, staged

ACCOUNT = "GET /v2/account"


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
