"""The control routes under /_control: set the scene, move time and prices, ask for failures."""

from __future__ import annotations

from collections import Counter
from typing import cast

from flask import Blueprint, Response, current_app, request

from paperbroker.basics.clock import MarketClock
from paperbroker.basics.fields import Fields, SettingError
from paperbroker.basics.money import plain, read_json
from paperbroker.desk.settings import read_day, read_instant, read_prices, read_reset
from paperbroker.faults.faults import FaultQueue, read_fault
from paperbroker.orders.life import FillMode
from paperbroker.web.render import render_clock
from paperbroker.web.routes.context import answer, exchange

FAULTS, WIRE = "paperbroker.faults", "paperbroker.wire"

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
    """Start afresh: accounts, prices, clock, fill mode, faults and counters."""
    exchange().reset(read_reset(_body(default={})))
    _faults().clear()
    _wire().clear()
    return _done()


@control.post("/clock")
def set_clock() -> Response:
    """Hold the market open or closed, or stop time; null or absence gives either back to the calendar."""
    fields = Fields.of(_body()).only(["open", "now"])
    if not fields.values:
        raise SettingError("open", "or now is required")
    is_open = None if fields.values.get("open") is None else fields.flag("open", default=True)
    exchange().set_clock(MarketClock(exchange().wall, read_instant(fields, "now"), is_open))
    return answer(render_clock(exchange().clock))


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
    mode = Fields.of(_body()).only(["mode"]).parsed("mode", FillMode, '"full", "partial" or "none"')
    exchange().set_fills(mode)
    return _done()


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
