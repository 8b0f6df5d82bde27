"""Every effect of a run goes through a port, and every port's effects are simulated."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from typing import Final

import pytest

from architecture.sources import Source, engine, imported_modules
from simulation.wire import NATURES
from trimtab.ports import (
    Broker,
    Clock,
    DeadLetters,
    Identifiers,
    MarketData,
    Notifier,
    Outbox,
    RunStore,
    TaskQueue,
    TradingStates,
)

PORTS: Final = {
    "broker": (Broker, MarketData),
    "clock": (Clock,),
    "dead_letters": (DeadLetters,),
    "identifiers": (Identifiers,),
    "notifier": (Notifier,),
    "outbox": (Outbox,),
    "queue": (TaskQueue,),
    "runs": (RunStore,),
    "trading": (TradingStates,),
}
NOT_OF_A_RUN: Final = {"broker.sessions", "broker.replace", "broker.environment"}
"""What no service of a run calls; the simulator would fail at the first call."""

CALM: Final = {
    "__future__",
    "collections",
    "contextlib",
    "dataclasses",
    "datetime",
    "decimal",
    "enum",
    "functools",
    "itertools",
    "math",
    "operator",
    "statistics",
    "typing",
    "zoneinfo",
}
"""What the services and the machine may import beside the engine: nothing that acts."""


def foreign_imports(source: Source) -> Iterator[str]:
    """List imports of anything that could act by itself."""
    for line, module in imported_modules(source.tree):
        root = module.partition(".")[0]
        if root not in CALM | {"trimtab"} or module.startswith("trimtab.adapters"):
            yield f"{source.path}:{line} imports {module}"


def hidden_effects(source: Source) -> Iterator[str]:
    """List calls that open files, print, or ask the machine for the time."""
    for node in ast.walk(source.tree):
        name = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
        if name in {"open", "print", "input", "exec", "eval", "__import__"} or name.endswith(
            ("datetime.now", "datetime.utcnow", "date.today")
        ):
            yield f"{source.path}:{getattr(node, 'lineno', 0)} calls {name}"


def test_services_act_through_ports_alone():
    """No clock, chance, network, file or vendor is within reach of services and machine."""
    sources = engine("services", "execution")

    assert [] == [
        fault for source in sources for fault in (*foreign_imports(source), *hidden_effects(source))
    ]


@pytest.mark.parametrize(
    "text",
    [
        "import time\n",
        "from random import random\n",
        "import uuid\n",
        "import requests\n",
        "from google.cloud import firestore\n",
        "from trimtab.adapters.clock import SystemClock\n",
        "from datetime import datetime\nx = datetime.now()\n",
        "print(1)\n",
    ],
)
def test_a_hidden_effect_would_be_noticed(text: str):
    """Each way around the ports is found."""
    source = Source("src/trimtab/services/planted.py", text)

    assert 1 == len([*foreign_imports(source), *hidden_effects(source)])


def test_what_may_be_imported_exists():
    """A name nobody can import would only look like a rule."""
    assert CALM <= sys.stdlib_module_names


@pytest.mark.parametrize("name", PORTS)
def test_every_effect_of_a_port_is_simulated(name: str):
    """A port that learns a new method fails here until the simulator knows what can go wrong with it."""
    methods = {f"{name}.{each}" for port in PORTS[name] for each in vars(port) if not each.startswith("_")}

    assert set() == methods - NATURES.keys() - NOT_OF_A_RUN
