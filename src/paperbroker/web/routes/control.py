"""The control routes under /_control: set the scene, move time and prices, ask for failures."""

from __future__ import annotations

from collections import Counter
from typing import cast

from flask import Blueprint, Response, current_app, request

from paperbroker.basics.fields import Fields, SettingError
from paperbroker.basics.money import plain, read_json
from paperbroker.desk.settings import read_cancels, read_day, read_prices, read_reset
from paperbroker.faults.faults import FaultQueue, read_fault
from paperbroker.market.controls import read_clock, read_conditions
from paperbroker.orders.portions import FillMode
from paperbroker.web.latency import NONE, Latency
from paperbroker.web.render import render_clock
from paperbroker.web.routes.context import answer, exchange

FAULTS, WIRE, LATENCY = "paperbroker.faults", "paperbroker.wire", "paperbroker.latency"

control = Blueprint("control", __name__, url_prefix="/_control")


@control.get("/health")
def health() -> Response:
    """Say that the broker is up."""
    return answer({"ok": True, **render_clock(exchange().clock)})


@control.get("/wire")
def wire() -> Response:
    """Count the requests since the last reset by method and path."""
    return answer(dict(sorted(_wire().items())))


@control.post("/reset")
def reset() -> Response:
    """Start afresh: accounts, prices, clock, fill mode, faults, latency and counters."""
    exchange().reset(read_reset(_body(default={}), exchange().wall))
    _faults().clear()
    _wire().clear()
    _latency().set(NONE)
    return _done()


@control.post("/clock")
def set_clock() -> Response:
    """Hold the market open or closed, stop or set time; null or absence gives either back to the calendar."""
    exchange().set_clock(read_clock(Fields.of(_body()), exchange().wall))
    return answer(render_clock(exchange().clock))


@control.post("/market")
def set_conditions() -> Response:
    """Halt symbols, stop their quotes, take a side away, change the spread, let prices walk."""
    stored, now = exchange().stored_market, exchange().clock.now()
    stored.change(read_conditions(Fields.of(_body()), stored.settings, now, exchange().assets))
    return _done()


@control.post("/prices")
def move_prices() -> Response:
    """Move last prices."""
    exchange().move_prices(read_prices(Fields.of(_body())))
    return _done()


@control.post("/replay")
def replay() -> Response:
    """Set prices to the closes of a day of a series."""
    fields = Fields.of(_body()).only(["series", "date"])
    closes = exchange().replay(fields.text("series"), read_day(fields, "date"))
    return answer({"ok": True, "prices": {symbol: plain(close) for symbol, close in closes.items()}})


@control.post("/fills")
def set_fills() -> Response:
    """Choose how much of an order trades in one step."""
    known = '"full", "partial", "random" or "none"'
    exchange().set_fills(Fields.of(_body()).only(["mode"]).parsed("mode", FillMode, known))
    return _done()


@control.post("/cancels")
def set_cancels() -> Response:
    """Choose how cancellations and replacements end."""
    exchange().set_cancels(read_cancels(_body()))
    return _done()


@control.post("/latency")
def set_latency() -> Response:
    """Choose how long every answer waits."""
    _latency().set(Fields.of(_body()))
    return _done()


@control.get("/faults")
def list_faults() -> Response:
    """Show what still waits."""
    return answer(_faults().waiting())


@control.post("/faults")
def add_fault() -> Response:
    """Let a fault strike the next matching requests."""
    _faults().add(*read_fault(_body()))
    return _done()


@control.delete("/faults")
def clear_faults() -> Response:
    """Forget every fault that has not struck yet."""
    _faults().clear()
    return _done()


def _body(default: object = None) -> object:
    text = request.get_data()
    if not text and default is not None:
        return default
    try:
        return read_json(text)
    except ValueError as error:
        raise SettingError("", f"must be JSON: {error}") from error


def _done() -> Response:
    return answer({"ok": True})


def _faults() -> FaultQueue:
    return cast("FaultQueue", current_app.extensions[FAULTS])


def _wire() -> Counter[str]:
    return cast("Counter[str]", current_app.extensions[WIRE])


def _latency() -> Latency:
    return cast("Latency", current_app.extensions[LATENCY])
