"""The engine starts without paying for its vendors."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from architecture.sources import ROOT

VENDORS = {
    "alpaca",
    "clarabel",
    "cvxpy",
    "firebase_admin",
    "firebase_functions",
    "flask",
    "google",
    "highspy",
    "numpy",
    "opentelemetry",
    "pandas",
    "piqp",
    "pydantic",
    "requests",
    "scipy",
    "stamina",
    "structlog",
    "tenacity",
}
NEWLY_LOADED = """
import json, sys
sys.path.insert(0, sys.argv[1])
before = set(sys.modules)
__import__(sys.argv[2])
print(json.dumps(sorted(set(sys.modules) - before)))
"""


def newly_loaded(module: str) -> list[str]:
    """Import a module in a fresh interpreter and list what was loaded."""
    done = subprocess.run(
        [sys.executable, "-c", NEWLY_LOADED, str(ROOT / "src"), module],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded: list[str] = json.loads(done.stdout)
    return loaded


def vendors_of(module: str) -> set[str]:
    """Name the vendors that come along with a module."""
    return {name.partition(".")[0] for name in newly_loaded(module)} & VENDORS


@pytest.mark.parametrize(
    "module",
    [
        "trimtab.planning.rebalance",
        "trimtab.execution.decide",
        "trimtab.services.advance_run",
        "trimtab.services.check_drift",
        "trimtab.services.recommend_policy",
        "trimtab.services.study_policy",
        "trimtab.services.simulate",
    ],
)
def test_the_core_comes_without_vendors(module: str):
    """Planning, deciding and the use cases import no vendor's package."""
    assert set() == vendors_of(module)


@pytest.mark.parametrize(
    "module",
    [
        "trimtab.contracts.execution",
        "trimtab.cli",
        "trimtab.web.app",
        "trimtab.adapters.alpaca",
        "trimtab.adapters.cloud_tasks",
    ],
)
def test_edges_never_bring_pandas(module: str):
    """Pandas and the broker's SDK cost a second; importing an edge must not pay it."""
    assert set() == vendors_of(module) & {"alpaca", "numpy", "pandas", "stamina"}


@pytest.mark.parametrize(
    "module", ["trimtab.adapters.telemetry", "trimtab.adapters.tracing", "trimtab.adapters.watched"]
)
def test_watching_costs_nothing_until_there_is_something_to_tell(module: str):
    """Structlog comes with the first line, OpenTelemetry only where traces are wanted."""
    assert set() == vendors_of(module)


@pytest.mark.parametrize(
    "module", ["trimtab.optimise.solve", "trimtab.optimise.netting", "trimtab.optimise.cross_check"]
)
def test_the_optimiser_needs_numpy_alone(module: str):
    """Other solvers come when they are asked for, and nothing else comes at all."""
    assert {"numpy"} == vendors_of(module)


def test_the_optimiser_loads_no_more_than_numpy_does():
    """Beyond numpy's own modules and the standard library only the optimiser's own are loaded."""
    brought = {name.partition(".")[0] for name in newly_loaded("trimtab.optimise.solve")}

    assert {"numpy", "trimtab"} == brought - set(sys.stdlib_module_names)


def test_a_vendor_would_be_noticed():
    """Contracts do import pydantic, and the check sees it."""
    assert {"pydantic"} == vendors_of("trimtab.contracts.base")
