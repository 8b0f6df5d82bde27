"""The paper broker's suite is a gate: each planted bug must fail it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from architecture.sources import ROOT
from control.paperbroker.plants import PLANTS, Plant

SUITE = ("tests/contract/paperbroker", "tests/contract/broker")
TESTS_FAILED = 1


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.name)
def test_a_planted_bug_fails_the_brokers_suite(plant: Plant, tmp_path: Path):
    """Nobody can plant one of these and keep the suite green."""
    source = shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    plant_in(source, plant)

    assert TESTS_FAILED == run_suite(source).returncode


def test_every_plant_changes_exactly_one_place():
    """A plant whose place has moved would be no bug at all."""
    found = {
        plant.name: (ROOT / "src/paperbroker" / plant.module).read_text().count(plant.old) for plant in PLANTS
    }

    assert dict.fromkeys(found, 1) == found


def plant_in(source: Path, plant: Plant) -> None:
    """Change the copy."""
    module = source / "paperbroker" / plant.module
    module.write_text(module.read_text().replace(plant.old, plant.new))


def run_suite(source: Path) -> subprocess.CompletedProcess[str]:
    """Run the broker's suite on a copy of the sources until its first failure."""
    path = f"pythonpath={source} functions tests scripts"
    options = ("-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-o", path)
    return subprocess.run(
        [sys.executable, "-m", "pytest", *options, *SUITE],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
