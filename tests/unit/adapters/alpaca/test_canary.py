"""A planted secret must turn up nowhere but in the headers it was meant for."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date
from decimal import Decimal as D
from traceback import format_exception

import pytest

from trimtab.adapters.alpaca import AlpacaBroker, AlpacaCredentials, Patience
from trimtab.domain.errors import UnavailableError
from trimtab.domain.intent import OrderChange
from unit.adapters.alpaca.answers import BUY_SPY, account
from unit.adapters.alpaca.scripted import Act, Drop, Hang, Reply, Script, Stage, staged

KEY, SECRET, TOKEN = "canary-key-7f3a", "canary-secret-91bc", "canary-token-55de"
CANARIES = (KEY, SECRET, TOKEN)
ECHO = f"you sent {KEY} and {SECRET} and Bearer {TOKEN}"
SHORT = Patience(connect_seconds=D("0.2"), answer_seconds=D("0.2"), budget_seconds=D("0.5"))

ACTS: dict[str, Act] = {
    "echo in a refusal": Reply({"code": 40310000, "message": ECHO}, 403),
    "echo in a doubt": Reply({"message": ECHO}, 503),
    "echo in a header": Reply({"message": "no"}, 422, headers={"X-Request-ID": ECHO}),
    "echo in a page": Reply(f"<html>{ECHO}</html>", 401, "text/html"),
    "echo in a field": Reply(account(currency=ECHO)),
    "echo in a status line": Reply({"message": ECHO}, 404),
    "redirect": Reply("", 307, headers={"Location": f"http://127.0.0.1:1/?{SECRET}"}),
    "throttle": Reply({"message": ECHO}, 429),
    "nothing": Drop(),
    "silence": Hang(),
}
CALLS: dict[str, Callable[[AlpacaBroker], object]] = {
    "GET /v2/account": lambda broker: broker.account(),
    "GET /v2/calendar": lambda broker: broker.sessions(date(2026, 11, 20), date(2026, 11, 20)),
    "POST /v2/orders": lambda broker: broker.submit(BUY_SPY),
    "PATCH /v2/orders/o1": lambda broker: broker.replace("o1", OrderChange(client_order_id="rbp9")),
    "DELETE /v2/orders/o1": lambda broker: broker.cancel("o1"),
    "GET /v2/orders:by_client_order_id": lambda broker: broker.find("rbp1"),
}


def credentials(stage: Stage, *, by_token: bool) -> AlpacaCredentials:
    """One account, opened either way."""
    if by_token:
        return AlpacaCredentials(bearer_token=TOKEN, base_url=stage.url, data_url=stage.url)
    return AlpacaCredentials(key_id=KEY, secret_key=SECRET, base_url=stage.url, data_url=stage.url)


def told_by(call: Callable[[AlpacaBroker], object], broker: AlpacaBroker) -> str:
    """Everything a call hands back or raises, as anybody might print it."""
    try:
        return repr(call(broker))
    except UnavailableError as error:
        return "\n".join((str(error), repr(error), repr(error.details), *format_exception(error)))


@pytest.mark.parametrize("by_token", [False, True], ids=["pair", "token"])
@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_no_failure_tells_a_secret(
    act: Act,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    *,
    by_token: bool,
):
    """Whatever the broker answers, logs, output, texts and tracebacks stay clean."""
    script: Script = dict.fromkeys(CALLS, (act,))
    with caplog.at_level(logging.DEBUG), staged(script) as stage:
        opened = credentials(stage, by_token=by_token)
        broker = AlpacaBroker(opened, patience=SHORT)
        told = "\n".join(told_by(call, broker) for call in CALLS.values())
        shown = f"{opened!r} {opened} {broker!r} {broker}"

    printed = "".join(capfd.readouterr())
    logged = "\n".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records)
    heard = "\n".join((told, shown, printed, logged))
    own = (TOKEN,) if by_token else (KEY, SECRET)
    assert [] == [canary for canary in own if canary in heard]
    assert "urllib3" in logged


def test_the_secrets_do_travel():
    """In their headers they are on the wire, so there was something to leak."""
    with staged({"GET /v2/account": (Reply(account()),)}) as stage:
        AlpacaBroker(credentials(stage, by_token=False), patience=SHORT).account()

        assert [KEY, SECRET] == [
            stage.asked[0].headers[name] for name in ("APCA-API-KEY-ID", "APCA-API-SECRET-KEY")
        ]
