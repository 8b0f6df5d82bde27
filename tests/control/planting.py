"""Deliberate faults: change one small text in a copy of the engine, and run what has to notice."""

from __future__ import annotations

import compileall
import os
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from architecture.sources import ROOT
from control.nursery import run

PASSED, FAILED = 0, 1
"""What a run of tests returns; anything else is no verdict."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A text of a module, what stands there instead, and what that means.

    `module` is counted from the package; `tests` have to notice it, where that is not the checker's task.
    """

    name: str
    module: str
    old: str
    new: str
    tests: tuple[str, ...] = ()


def mirror_of(module: str) -> str:
    """Name the unit tests of a module."""
    package, _, stem = module.removesuffix(".py").rpartition("/")
    return f"tests/unit/{package}/test_{stem}.py"


def copy_engine(copy: Path) -> Path:
    """Copy the engine as it is, compiled; its files are links that must be replaced, never written to."""
    shutil.copytree(Path(_compiled().name) / "trimtab", copy / "trimtab", copy_function=os.link)
    return copy


@cache
def _compiled() -> TemporaryDirectory[str]:
    """Compile the engine once, for all copies of this process."""
    folder = TemporaryDirectory(prefix="engine-")
    engine = Path(folder.name) / "trimtab"
    shutil.copytree(ROOT / "src/trimtab", engine, ignore=shutil.ignore_patterns("__pycache__"))
    compileall.compile_dir(engine, quiet=2)
    return folder


def plant(fault: Fault, copy: Path) -> Path:
    """Copy the engine with one fault in it; the text it changes must stand there exactly once."""
    module = copy_engine(copy) / "trimtab" / fault.module
    text = module.read_text(encoding="utf-8")
    if text.count(fault.old) != 1:
        raise LookupError(
            f"{fault.name}: {fault.old!r} stands {text.count(fault.old)} times in {fault.module}"
        )
    module.unlink()
    module.write_text(text.replace(fault.old, fault.new), encoding="utf-8")
    return copy


def run_tests(tests: Iterable[str], copy: Path) -> subprocess.CompletedProcess[str]:
    """Run tests on a copy of the engine until the first one fails."""
    path = f"pythonpath={copy} functions tests scripts"
    known = "ignore:Module already imported:pytest.PytestAssertRewriteWarning"
    options = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-o", path, "-W", known]
    return run(["-m", "pytest", *options, *tests], copy)
