"""What the broker keeps is changed by orders, and by nothing else (requirement 004)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Final

import pytest

from architecture.sources import Source, imported_modules, sources_under
from trimtab.ports.brokerage import Broker

WRITES: Final = {"post", "put", "patch", "delete"}
WIRE: Final = "src/trimtab/adapters/alpaca/wire.py"
SDK: Final = ("alpaca.trading.client", "alpaca.broker")
SOURCES: Final = sources_under("src/trimtab/adapters/alpaca")


def writes(source: Source) -> Iterator[tuple[int, str]]:
    """List every call that could change something at the broker, by line and path."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            yield node.lineno, ast.unparse(node.args[0]).lstrip("f").strip("'\"") if node.args else ""


def faults(source: Source) -> list[str]:
    """Name writes to anything but orders, and clients of the SDK that could make some; the wire hands on."""
    if source.path == WIRE:
        return []
    astray = [f"{line} writes to {path!r}" for line, path in writes(source) if not path.startswith("/orders")]
    return astray + [f"uses {name}" for _, name in imported_modules(source.tree) if name.startswith(SDK)]


def test_only_orders_are_written():
    """Positions, account and activities are read; nothing but orders is created, changed or cancelled."""
    assert [] == [f"{source.path}: {fault}" for source in SOURCES for fault in faults(source)]


def test_the_writes_are_found():
    """One order is sent, one replaced, one cancelled; otherwise the claim above is about nothing."""
    assert 3 == sum(len(list(writes(source))) for source in SOURCES if source.path != WIRE)


def test_a_broker_offers_no_other_change():
    """What the engine can ask of a broker is to submit, replace or cancel; the rest are reads."""
    reads = {"account", "holdings", "instruments", "market_clock", "sessions", "environment"}
    listed = {"open_orders", "orders_since", "find", "activities"}
    offered = {name for name in vars(Broker) if not name.startswith("_")}

    assert {"submit", "replace", "cancel"} == offered - reads - listed


@pytest.mark.parametrize(
    "planted",
    [
        "self._wire.delete('/positions')\n",
        "self._wire.patch(f'/account/configurations/{name}', {})\n",
        "self._wire.post(path, {})\n",
        "from alpaca.trading.client import TradingClient\n",
    ],
)
def test_a_planted_write_is_found(planted: str):
    """A position closed, a setting changed, a path nobody knows, and the SDK's client that can do it all."""
    assert 1 == len(faults(Source("src/trimtab/adapters/alpaca/planted.py", planted)))
