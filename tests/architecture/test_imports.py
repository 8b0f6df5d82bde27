"""The house's import contracts hold, and catch whoever breaks them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from architecture.sources import ROOT

LINT = Path(sys.executable).parent / "lint-imports"


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    """Check the contracts of a tree; its own sources come first on the path."""
    return subprocess.run(
        [str(LINT), "--no-cache", "--config", str(root / ".importlinter")],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root / "src")},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path):
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / ".importlinter", tmp_path)
    return tmp_path


def test_the_contracts_hold():
    """Every storey imports only from below, and every vendor stays in its room."""
    done = lint(ROOT)

    assert 0 == done.returncode, done.stdout


def test_a_faithful_copy_passes(copy: Path):
    """The check of a copy means what the check of the original means."""
    done = lint(copy)

    assert 0 == done.returncode, done.stdout


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("trimtab/domain/planted.py", "from trimtab.drift import measure", "The house"),
        ("trimtab/planning/planted.py", "from trimtab.execution import decide", "The house"),
        ("trimtab/drift/planted.py", "from trimtab.planning import rebalance", "The house"),
        ("trimtab/triggers/planted.py", "from trimtab.planning import rebalance", "The house"),
        ("trimtab/services/planted.py", "from trimtab.adapters import clock", "The house"),
        ("trimtab/services/planted.py", "from trimtab.contracts import base", "The house"),
        ("trimtab/adapters/planted.py", "from trimtab.services import wiring", "Adapters know"),
        ("trimtab/adapters/planted.py", "from trimtab.planning import rebalance", "Adapters know"),
        ("trimtab/adapters/cloud_planted.py", "from trimtab.adapters import clock", "Adapters do not"),
        ("trimtab/services/planted.py", "from trimtab.web import app", "The house"),
        ("trimtab/web/planted.py", "from trimtab.adapters import clock", "The REST"),
        ("trimtab/web/planted.py", "from trimtab.planning import rebalance", "The REST"),
        ("trimtab/web/planted.py", "import firebase_admin", "The REST"),
        ("trimtab/contracts/planted.py", "from trimtab import ports", "Contracts do not know"),
        ("trimtab/contracts/planted.py", "from trimtab.planning import rebalance", "Contracts and ports"),
        ("trimtab/execution/planted.py", "from trimtab.simulation import what_if", "Execution knows"),
        ("trimtab/triggers/planted.py", "from trimtab.tax import ledger", "Triggers know"),
        ("trimtab/domain/planted.py", "import alpaca", "Vendors stay"),
        ("trimtab/services/planted.py", "from google.cloud import firestore", "Vendors stay"),
        ("trimtab/planning/planted.py", "import numpy", "Vendors stay"),
        ("trimtab/planning/planted.py", "from trimtab.optimise import solve", "The house"),
        ("trimtab/execution/planted.py", "from trimtab.optimise import solve", "Execution knows"),
        ("trimtab/optimise/planted.py", "import scipy", "The optimiser knows"),
        ("trimtab/simulation/planted.py", "from trimtab.lab import run", "The house"),
        ("trimtab/execution/planted.py", "from trimtab.lab import run", "Execution knows"),
        ("trimtab/lab/planted.py", "import pandas", "The lab knows"),
        ("trimtab/adapters/firestore/planted.py", "import alpaca", "alpaca-py"),
        ("trimtab/planning/planted.py", "import pydantic", "pydantic"),
        ("paperbroker/planted.py", "import trimtab.domain.money", "The paper broker"),
        ("trimtab/adapters/planted.py", "import paperbroker.orders", "The paper broker"),
    ],
)
def test_a_planted_import_is_caught(copy: Path, module: str, line: str, contract: str):
    """Each contract finds an import that breaks it, and says which one it is."""
    (copy / "src" / module).write_text(f"{line}\n")
    done = lint(copy)
    broken = [report for report in done.stdout.splitlines() if " BROKEN" in report]

    assert done.returncode != 0
    assert any(report.startswith(contract) for report in broken), done.stdout
