"""The checker finds every planted fault that makes a plan wrong, and nothing in the engine as it is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from control.planning.faults import Fault, different, wrong
from control.planning.trial import first_finding

ROOT: Final = Path(__file__).parents[3]
SOUND: Final = 5_000
"""Plans of the real engine in which the checker may find nothing."""


def plant(fault: Fault, copy: Path) -> Path:
    """Copy the engine with one fault in it; the text it changes must stand there exactly once."""
    shutil.copytree(ROOT / "src/trimtab", copy / "trimtab", ignore=shutil.ignore_patterns("__pycache__"))
    module = copy / "trimtab" / fault.module
    text = module.read_text(encoding="utf-8")
    if text.count(fault.old) != 1:
        raise LookupError(
            f"{fault.name}: {fault.old!r} stands {text.count(fault.old)} times in {fault.module}"
        )
    module.write_text(text.replace(fault.old, fault.new), encoding="utf-8")
    return copy


def run(command: list[str], copy: Path) -> subprocess.CompletedProcess[str]:
    """Run Python on a copy of the engine."""
    paths = os.pathsep.join([str(copy), str(ROOT / "tests")])
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_engine_as_it_is_passes():
    """In five thousand plans of every method and oddity the checker finds nothing."""
    assert "" == first_finding(SOUND)


@pytest.mark.parametrize("fault", wrong(), ids=lambda fault: fault.name)
def test_the_checker_finds_a_fault_that_makes_plans_wrong(fault: Fault, tmp_path: Path):
    """Whatever is planted, a plan made with it is refused."""
    copy = plant(fault, tmp_path)
    done = run(["-m", "control.planning.trial", str(copy)], copy)

    assert (0, True) == (done.returncode, bool(done.stdout.strip())), done.stderr


@pytest.mark.parametrize("fault", different(), ids=lambda fault: fault.name)
def test_a_test_finds_a_fault_that_makes_plans_different(fault: Fault, tmp_path: Path):
    """What is sound but not what was asked for is found by the module's own tests or a golden case."""
    copy = plant(fault, tmp_path)
    options = ["-x", "-q", "-p", "no:cacheprovider", "-o", f"pythonpath={copy} functions tests scripts"]
    tests = [path for path in fault.tests if (ROOT / path).exists()]
    done = run(["-m", "pytest", *options, *tests], copy)

    assert 1 == done.returncode, done.stdout


def test_a_fault_that_is_not_there_is_told(tmp_path: Path):
    """A fault whose text has changed is no test of anything."""
    with pytest.raises(LookupError, match="stands 0 times"):
        plant(Fault("gone", "planning/sizing.py", "no such text", ""), tmp_path)


def test_there_are_enough_faults():
    """At least forty deliberate faults, no two with one name."""
    names = [fault.name for fault in (*wrong(), *different())]

    assert len(names) == len(set(names))
    assert len(names) >= 40
