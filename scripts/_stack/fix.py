"""Repair what can be repaired by machine: lint, formatting, generated files."""

from __future__ import annotations

import subprocess
from argparse import ArgumentParser
from collections.abc import Sequence

from _stack.generated import GENERATED
from _stack.paths import PYTHON, ROOT

RUFF = PYTHON.parent / "ruff"


def main(arguments: Sequence[str]) -> int:
    """Repair; the exit code is 0 when nothing is left for a person.

    Raises `CommandError` where generating fails.
    """
    ArgumentParser(prog="scripts/fix", description=__doc__).parse_args(arguments)
    for generated in GENERATED:
        generated.write()
        print(f"written: {generated.name}", flush=True)
    linted = subprocess.run([RUFF, "check", "--fix", "."], cwd=ROOT, check=False)
    formatted = subprocess.run([RUFF, "format", "."], cwd=ROOT, check=False)
    return linted.returncode or formatted.returncode
