from __future__ import annotations

import subprocess
import sys
from decimal import Decimal as D

import pytest

from trimtab.adapters.alpaca import AlpacaCredentials, Patience
from trimtab.adapters.alpaca.wire import CallFailedError, NotThereError, Wire
from unit.adapters.alpaca.answers import KEY, SECRET
from unit.adapters.alpaca.scripted import Reply, Stage, staged

THING = "GET /v2/thing"


def wire(stage: Stage, allowance: D = D(2)) -> Wire:
    credentials = AlpacaCredentials(key_id=KEY, secret_key=SECRET, base_url=stage.url, data_url=stage.url)
    patience = Patience(answer_seconds=D(2))
    return Wire(stage.url, credentials, patience=patience, monotonic=lambda: 0, allowance=lambda: allowance)


@pytest.mark.parametrize(("allowance", "requests"), [(D(2), 2), (D("1.9"), 1)])
def test_a_read_is_tried_again_only_with_time_for_a_whole_call(allowance: D, requests: int):
    """A second try must not push the caller over its time."""
    with staged({THING: (Reply({"message": "down"}, 503),)}) as stage:
        with pytest.raises(CallFailedError, match="HTTP 503: down"):
            wire(stage, allowance).get("/thing")

        assert requests == stage.count(THING)


def test_not_there_is_told_apart():
    """Only a 404 with the broker's message is a NotThereError."""
    with staged({THING: (Reply({"message": "no"}, 404),)}) as stage, pytest.raises(NotThereError):
        wire(stage).get("/thing")


@pytest.mark.parametrize("body", ["", "[]", "null", '{"message": 5}', '{"message": " "}', "[" * 50_000])
def test_a_refusal_without_a_message_has_none(body: str):
    """Error bodies may be anything; none of them breaks the reading of the status."""
    with staged({THING: (Reply(body, 403),)}) as stage, pytest.raises(CallFailedError) as caught:
        wire(stage).get("/thing")

    assert (403, None) == (caught.value.status, caught.value.message)


def test_opening_a_broker_imports_no_pandas():
    """The SDK's trading client would bring pandas and cost a second of every cold start."""
    code = (
        "import sys; from trimtab.adapters.alpaca import AlpacaBroker, AlpacaCredentials as C; "
        "print('alpaca' in sys.modules); u = 'http://127.0.0.1:1'; "
        "AlpacaBroker(C(key_id='k', secret_key='s', base_url=u, data_url=u)); "
        "print('alpaca' in sys.modules, 'pandas' in sys.modules, 'numpy' in sys.modules)"
    )
    output = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert ["False", "True False False"] == output.splitlines()
