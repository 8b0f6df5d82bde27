"""Run the benches under `tests/bench` and let them print their figures."""

from __future__ import annotations

import os
import subprocess
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from _stack.paths import PYTHON, ROOT

BENCHES = ("planning", "tax_plans", "screen", "optimise", "lab", "paperbroker", "capacity")
LONG = ("automation", "executor")


def main(arguments: Sequence[str]) -> int:
    """Run the named benches, or the short ones; the exit code tells whether each could run, not how fast.

    Options are handed to the benches.
    """
    known = ", ".join((*BENCHES, *LONG))
    parser = ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"any of {known}; none for all but {', '.join(LONG)}"
    )
    options, rest = parser.parse_known_args(arguments)
    unknown = sorted(set(options.names) - {*BENCHES, *LONG})
    if unknown:
        parser.error(f"no bench is called {', '.join(unknown)}; there are {known}")
    return max(_run(name, rest) for name in options.names or BENCHES)


def _run(name: str, options: Sequence[str]) -> int:
    path = os.pathsep.join(str(ROOT / folder) for folder in ("src", "functions", "tests", "scripts"))
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONUNBUFFERED": "1"}
    command: list[str | Path] = [PYTHON, "-m", f"bench.{name}", *options]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
