"""Money never meets a float, and the core never looks at a clock or rolls dice."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable
from typing import Final

import pytest

from architecture.sources import Source, engine, imported_modules

Gate = Callable[[Source], list[str]]

FLOAT_ROOMS: Final = ("src/trimtab/optimise/", "src/trimtab/lab/")
FLOAT_SECONDS: Final = ("src/trimtab/adapters/firestore/documents.py",)  # the client's time-outs are floats
ADAPTERS: Final = "src/trimtab/adapters/"
SOLVERS: Final = ("src/trimtab/optimise/cross_check.py",)
OUTSIDE_WORLD: Final = ("os", "random", "secrets", "socket", "subprocess", "threading", "time", "uuid")
VENDOR_ROOMS: Final = {
    "alpaca": ("src/trimtab/adapters/alpaca/",),
    "clarabel": SOLVERS,
    "cvxpy": (),
    "firebase_admin": (ADAPTERS,),
    "firebase_functions": (),
    "flask": ("src/trimtab/web/",),
    "google": (ADAPTERS,),
    "highspy": (),
    "numpy": ("src/trimtab/optimise/", "src/trimtab/lab/", "src/trimtab/drift/screen.py"),
    "pandas": ("src/trimtab/lab/",),
    "paperbroker": (),
    "piqp": SOLVERS,
    "pydantic": ("src/trimtab/contracts/",),
    "requests": (ADAPTERS,),
    "scipy": SOLVERS,
    **dict.fromkeys(OUTSIDE_WORLD, (ADAPTERS,)),
}
CLOCK_READS: Final = {"now", "today", "utcnow"}


def floats(source: Source) -> list[str]:
    if source.path.startswith(FLOAT_ROOMS) or source.path in FLOAT_SECONDS:
        return []
    tree = source.tree
    literals = [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, float)
    ]
    annotated = [line for annotation in written_types(tree) for line in float_lines(annotation)]
    return [f"{source.path}:{line} has a float; use Decimal from text" for line in (*literals, *annotated)]


def written_types(tree: ast.Module) -> list[ast.expr]:
    found = [getattr(node, "annotation", None) or getattr(node, "returns", None) for node in ast.walk(tree)]
    return [annotation for annotation in found if annotation is not None]


def float_lines(annotation: ast.expr) -> list[int]:
    named = (node for node in ast.walk(annotation) if isinstance(node, ast.Name | ast.Constant))
    return [node.lineno for node in named if "float" in {getattr(node, "id", ""), getattr(node, "value", "")}]


def strangers(source: Source) -> list[str]:
    return [
        f"{source.path}:{line} imports {module}; its room is {', '.join(VENDOR_ROOMS[root]) or 'elsewhere'}"
        for line, module in imported_modules(source.tree)
        if (root := module.partition(".")[0]) in VENDOR_ROOMS
        and not source.path.startswith(VENDOR_ROOMS[root])
    ]


def clock_reads(source: Source) -> list[str]:
    if source.path.startswith(ADAPTERS):
        return []
    return [
        f"{source.path}:{node.lineno} reads the clock; take the time as a parameter"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute) and node.attr in CLOCK_READS and is_clock(node.value, source.tree)
    ]


def is_clock(owner: ast.expr, tree: ast.Module) -> bool:
    names = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "datetime"
        for alias in node.names
    }
    if isinstance(owner, ast.Attribute):
        return owner.attr in {"date", "datetime"}
    return isinstance(owner, ast.Name) and owner.id in names


def foreign_to_domain(source: Source) -> list[str]:
    return [
        f"{source.path}:{line} imports {module}; the domain knows the standard library and itself"
        for line, module in imported_modules(source.tree)
        if module.partition(".")[0] not in sys.stdlib_module_names
        and not module.startswith("trimtab.domain.")
    ]


def loose_dataclasses(source: Source) -> list[str]:
    return [
        f"{source.path}:{node.lineno} {node.name} must be a dataclass with frozen=True, slots=True"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ClassDef)
        for decorator in node.decorator_list
        if "dataclass" in ast.unparse(decorator) and not {"frozen=True", "slots=True"} <= options(decorator)
    ]


def options(decorator: ast.expr) -> set[str]:
    keywords = decorator.keywords if isinstance(decorator, ast.Call) else []
    return {f"{keyword.arg}={ast.unparse(keyword.value)}" for keyword in keywords}


PURE: Final = ("domain", "drift", "telling", "triggers", "tax", "planning", "simulation", "lab", "execution")
GATES: Final[list[tuple[Gate, tuple[str, ...]]]] = [
    (floats, ()),
    (strangers, ()),
    (clock_reads, ()),
    (foreign_to_domain, ("domain",)),
    (loose_dataclasses, PURE),
]


def gate_name(value: object) -> str | None:
    return getattr(value, "__name__", None)


@pytest.mark.parametrize(("gate", "packages"), GATES, ids=gate_name)
def test_the_engine_keeps_its_rules(gate: Gate, packages: tuple[str, ...]):
    """No float, no stranger, no clock, no foreign import and no mutable value where there must be none."""
    assert [] == [fault for source in engine(*packages) for fault in gate(source)]


@pytest.mark.parametrize(
    ("gate", "text"),
    [
        (floats, "MINIMUM = 10.0\n"),
        (floats, "x = 1e3\n"),
        (floats, "def f(price: float) -> None: ...\n"),
        (floats, "def f() -> dict[str, float]: ...\n"),
        (floats, "class C:\n    price: float | None\n"),
        (strangers, "import alpaca.trading\n"),
        (strangers, "from google.cloud import firestore\n"),
        (strangers, "def f():\n    import numpy as np\n"),
        (strangers, "from uuid import uuid4\n"),
        (strangers, "import random\n"),
        (strangers, "def f():\n    import piqp\n"),
        (strangers, "from time import monotonic\n"),
        (strangers, "from paperbroker import orders\n"),
        (clock_reads, "from datetime import datetime\nx = datetime.now()\n"),
        (clock_reads, "import datetime\nx = datetime.datetime.now()\n"),
        (clock_reads, "from datetime import date as day\nx = day.today()\n"),
        (clock_reads, "from datetime import datetime\nread = datetime.utcnow\n"),
        (foreign_to_domain, "import pydantic\n"),
        (foreign_to_domain, "from trimtab.ports import Broker\n"),
        (foreign_to_domain, "from trimtab import ports\n"),
        (loose_dataclasses, "@dataclass\nclass C:\n    x: int\n"),
        (loose_dataclasses, "@dataclass(frozen=True)\nclass C:\n    x: int\n"),
    ],
)
def test_every_gate_catches_a_planted_fault(gate: Gate, text: str):
    """Each rule finds each way of breaking it."""
    assert 1 == len(gate(Source("src/trimtab/planning/planted.py", text)))


@pytest.mark.parametrize(
    ("gate", "path", "text"),
    [
        (floats, "src/trimtab/optimise/solve.py", "x = 0.5\n"),
        (floats, "src/trimtab/domain/money.py", 'x = Decimal("0.5")\n'),
        (strangers, "src/trimtab/adapters/alpaca/wire.py", "import alpaca\n"),
        (strangers, "src/trimtab/adapters/clock.py", "import time\n"),
        (clock_reads, "src/trimtab/adapters/clock.py", "from datetime import datetime\nx = datetime.now()\n"),
        (
            clock_reads,
            "src/trimtab/services/x.py",
            "from datetime import datetime\nx = services.clock.now()\n",
        ),
        (
            foreign_to_domain,
            "src/trimtab/domain/x.py",
            "import json\nfrom trimtab.domain.money import ZERO\n",
        ),
        (
            loose_dataclasses,
            "src/trimtab/domain/x.py",
            "@dataclass(frozen=True, slots=True, kw_only=True)\nclass C: ...\n",
        ),
    ],
)
def test_no_gate_cries_wolf(gate: Gate, path: str, text: str):
    """What is allowed where it stands passes."""
    assert [] == gate(Source(path, text))
