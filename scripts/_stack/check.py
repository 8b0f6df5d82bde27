"""Run every gate that needs no test run, to the end, and say in one line each how it went."""

from __future__ import annotations

import os
import subprocess
import time
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from _stack.generated import GENERATED
from _stack.paths import FRONTEND, PYTHON, ROOT
from _stack.requirements_table import table_faults
from _stack.site import build_site

BIN = PYTHON.parent
TYPED = ("src", "functions", "scripts", "tests")


@dataclass(frozen=True, slots=True)
class Gate:
    """One thing that must hold; `find_faults` answers with an empty text when it does."""

    name: str
    find_faults: Callable[[], str]


def main(arguments: Sequence[str]) -> int:
    """Run all gates; the exit code is 0 only when each of them holds."""
    ArgumentParser(prog="scripts/check", description=__doc__).parse_args(arguments)
    failed = [gate.name for gate in GATES if not _holds(gate)]
    print(
        f"\n{len(GATES) - len(failed)} gates hold, {len(failed)} do not"
        + (f": {', '.join(failed)}" if failed else "")
    )
    return 1 if failed else 0


def _holds(gate: Gate) -> bool:
    began = time.monotonic()
    faults = gate.find_faults().strip()
    print(
        f"{'FAILED' if faults else 'ok    '}  {gate.name:<34} {time.monotonic() - began:6.1f} s", flush=True
    )
    if faults:
        print(f"\n{faults}\n", flush=True)
    return not faults


def _command(*words: str | Path, cwd: Path = ROOT) -> Callable[[], str]:
    def find_faults() -> str:
        environment = os.environ | {"MYPYPATH": "scripts"}
        done = subprocess.run(words, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
        return f"{done.stdout}{done.stderr}" or f"exit code {done.returncode}" if done.returncode else ""

    return find_faults


def _overweight() -> str:
    """Build the site as it is deployed, and tell what of it is larger than its budget."""
    build_site()
    return _command("npm", "run", "--silent", "size", cwd=FRONTEND)()


GATES = (
    Gate("format", _command(BIN / "ruff", "format", "--check", ".")),
    Gate("lint", _command(BIN / "ruff", "check", ".")),
    Gate("types (mypy)", _command(BIN / "mypy", *TYPED)),
    Gate("types (pyright)", _command(BIN / "pyright")),
    Gate("import contracts", _command(BIN / "lint-imports", "--no-cache")),
    Gate("budgets and architecture", _command(PYTHON, "-m", "pytest", "-q", "tests/architecture")),
    *(Gate(f"fresh: {generated.name}", generated.check) for generated in GENERATED),
    Gate("requirements table", lambda: "\n".join(table_faults())),
    Gate("front-end lint", _command("npm", "run", "--silent", "lint", cwd=FRONTEND)),
    Gate("front-end types", _command("npm", "run", "--silent", "typecheck", cwd=FRONTEND)),
    Gate("front-end budgets", _overweight),
)
