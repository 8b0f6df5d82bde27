"""Secrets, tokens, addresses and uids, planted wherever they could come in, turn up in no log line."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any, Final

import pytest
from flask.testing import FlaskClient

import bootstrap
import telemetry_wiring
from bad_input.samples import SAMPLES
from functions.conftest import unsigned_token
from telling_builders import delivery, post
from trimtab.adapters import telemetry
from trimtab.adapters.telemetry import JsonLog, LoggedMetrics
from trimtab.domain.errors import RefusedError, UnavailableError
from trimtab.domain.message import LetterState, PostedLetter
from trimtab.domain.metrics import FUNCTIONS
from trimtab.domain.preferences import Channel
from trimtab.domain.reasons import ReasonCode
from trimtab.ports import Services
from trimtab.ports.automation import Automation
from trimtab.ports.telling import Telling
from trimtab.services.deliver import deliver_due
from trimtab.services.watch_mail import watch_mail
from worlds import NOON, World

KEY, SECRET = "PKCANARY7F3A91BC55DE", "q7WcanaryvT2mWc7LrZ1nYd5FsHp8GaXk3bQ9vR4"
UID, OTHER_UID = "kX3bQ9vT2mWc7LrZ1nYd5FsHp8Ga", "Zr8Hs2Kd9Lq4Wm7Xc1Vb5Nn3Pp6Tt"
EMAIL, BEARER = "anna.canary@mail.example.com", "canary-token-55de-a1"
HOOK, HOOK_SECRET = "https://hooks.example.com/T0canary/B1?key=abc", "Yx4canarySe7Wr2Tq9Zb1Nm5Kv8Lp3Jd6Hg0Fa"
ID_TOKEN = unsigned_token(UID)
CANARIES: Final = (KEY, SECRET, UID, OTHER_UID, EMAIL, BEARER, HOOK, HOOK_SECRET, ID_TOKEN, "T0canary")
ECHO: Final = (
    f"it said: {KEY} {SECRET}, {EMAIL}; Authorization: Bearer {BEARER}; APCA-API-SECRET-KEY={SECRET}; "
    f"userSettings/{UID}/allocation/SPY of {UID} and {OTHER_UID}, uid='{OTHER_UID}'; {HOOK}: "
    f'{{"secret": "{HOOK_SECRET}"}} {HOOK_SECRET} {ID_TOKEN}'
)
"""What a broker, a store or a receiver might say when it tells everything it knows."""

ERRORS: Final[dict[str, Exception]] = {
    "away": UnavailableError(ReasonCode.STORE_UNAVAILABLE, ECHO),
    "keys": UnavailableError(ReasonCode.BROKER_CREDENTIALS_REFUSED, ECHO),
    "refused": RefusedError(ReasonCode.BROKER_REFUSED, ECHO),
    "defect": RuntimeError(ECHO),
    "no such key": KeyError(ECHO),
}
HEADERS: Final = {
    "Authorization": f"Bearer {ID_TOKEN}",
    "X-Correlation-ID": UID,
    "X-Cloud-Trace-Context": SECRET,
    "APCA-API-KEY-ID": KEY,
    "Cookie": f"session={HOOK_SECRET}",
}
Printed = Callable[[], str]
KEPT: Final = ("clock", "identifiers", "metrics", "log")


class Hostile:
    """A port whose every call fails and tells everything it knows."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def __getattr__(self, _name: str) -> Any:
        """Give a call that fails."""

        def fail(*_positional: Any, **_named: Any) -> Any:
            raise self._error

        return fail


@pytest.fixture
def stream(here: World, monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """The real log of an instance that was given the secrets, and the world on it."""
    said = io.StringIO()
    monkeypatch.setenv("ALPACA_KEY_ID", KEY)
    monkeypatch.setenv("ALPACA_SECRET_KEY", SECRET)
    log = JsonLog(said, secrets=lambda: (KEY, SECRET))
    monkeypatch.setattr(telemetry_wiring, "log", lambda: log)
    monkeypatch.setattr(telemetry_wiring, "metrics", lambda: LoggedMetrics(log))
    services = replace(here.services, log=log, metrics=LoggedMetrics(log))
    services = replace(services, telling=replace(services.telling, log=log, metrics=LoggedMetrics(log)))
    monkeypatch.setattr(bootstrap, "wiring", lambda: services)
    return said


@pytest.fixture
def printed(capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> Printed:
    """What anybody else has written: output, errors and the loggers of libraries."""
    return lambda: "".join((*capfd.readouterr(), caplog.text))


def failing(services: Services, error: Exception) -> Iterator[Services]:
    """Break everything at once, and then one port after the other."""
    parts = {field.name: getattr(services, field.name) for field in fields(services)}
    broken = {name: _broken(part, error) for name, part in parts.items() if name not in KEPT}
    yield replace(services, **broken)
    for name, part in broken.items():
        yield replace(services, **{name: part})


def _broken(part: Any, error: Exception) -> Any:
    """Break a port, or every port of a part that has several."""
    if not isinstance(part, Automation | Telling):
        return Hostile(error)
    ports = [field.name for field in fields(part) if field.name not in KEPT]
    return type(part)(**{**_kept(part), **{name: Hostile(error) for name in ports}})


def _kept(part: Any) -> dict[str, Any]:
    return {field.name: getattr(part, field.name) for field in fields(part) if field.name in KEPT}


def call_everything(http: FlaskClient, bodies: Mapping[str, Any]) -> None:
    """Call each function with its body."""
    for name in FUNCTIONS:
        http.post(f"/{name}", json={"data": bodies[name]}, headers=HEADERS)


def contract_of(function: str) -> str:
    """Name the contract of what a function is sent."""
    words = re.split("[_-]", function)
    return "".join(word.title() for word in words) + ("Task" if "-" in function else "Request")


def good_bodies() -> dict[str, Any]:
    """What each function expects, for the person in question."""
    bodies = {name: SAMPLES.get(contract_of(name), {}) for name in FUNCTIONS}
    return {name: {**body, "uid": UID} if "uid" in body else body for name, body in bodies.items()}


def bad_bodies() -> dict[str, Any]:
    """The same with a canary in the place of every text."""
    return {name: dict.fromkeys(body or {"note": ""}, ECHO) for name, body in good_bodies().items()}


def found_in(heard: str) -> list[str]:
    """List the canaries that are in a text."""
    return [canary for canary in CANARIES if canary in heard]


@pytest.mark.parametrize("error", ERRORS.values(), ids=ERRORS)
def test_nothing_is_told_while_everything_fails(
    error: Exception,
    http: FlaskClient,
    stream: io.StringIO,
    printed: Printed,
    monkeypatch: pytest.MonkeyPatch,
):
    """No function, no port and no kind of error tells a canary; nor does what the platform writes itself."""
    monkeypatch.setenv("OWNER_UID", UID)
    for services in failing(bootstrap.wiring(), error):
        monkeypatch.setattr(bootstrap, "wiring", lambda services=services: services)
        call_everything(http, good_bodies())

    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    told = {line["function"] for line in lines if line["message"] in {"refused", "internal error"}}
    assert [] == found_in(stream.getvalue() + printed())
    assert {"save_allocation", "sweep", "advance-run", "check-portfolio"} <= told


def test_what_was_sent_is_not_told(http: FlaskClient, stream: io.StringIO, printed: Printed):
    """A request full of secrets is refused without repeating them."""
    call_everything(http, bad_bodies())

    assert "BAD_FIELD" in stream.getvalue()
    assert [] == found_in(stream.getvalue() + printed())


@pytest.mark.parametrize("error", ERRORS.values(), ids=ERRORS)
def test_a_receiver_that_talks_is_not_quoted(error: Exception, stream: io.StringIO):
    """Deliveries and letters that fail are told without address, secret or person."""
    made, log = post(), JsonLog(stream)
    made.deliveries.add([delivery(channel) for channel in Channel])
    failed = LetterState.FAILED
    letter = PostedLetter(letter_id="l1", uid=UID, posted_at=NOON, state=failed, attempts=99, error=ECHO)
    made.mailbox.put(letter)
    far = Hostile(error)
    telling = replace(made.telling, log=log, webhooks=far, publisher=far, pushes=far, inbox=far)
    try_everything(telling)

    assert [] == found_in(stream.getvalue())
    assert "letter given up" in stream.getvalue()


def try_everything(telling: Telling) -> None:
    """Drain and look after the mail; a defect ends the one or the other."""
    for work in (deliver_due, watch_mail):
        try:
            work(telling)
        except (RuntimeError, KeyError):
            telling.metrics.count("trimtab_deliveries_total", channel="MAIL", state="DEAD")


def test_a_planted_leak_is_caught(http: FlaskClient, stream: io.StringIO, monkeypatch: pytest.MonkeyPatch):
    """A log that hides nothing would be noticed by every canary the ports can tell."""
    monkeypatch.setattr(telemetry, "discreet", lambda text, **_known: text)
    monkeypatch.setenv("OWNER_UID", UID)
    services = next(failing(bootstrap.wiring(), ERRORS["defect"]))
    monkeypatch.setattr(bootstrap, "wiring", lambda: services)
    call_everything(http, good_bodies())

    assert list(CANARIES) == found_in(stream.getvalue())
