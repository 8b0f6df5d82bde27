"""Run the benches under `tests/bench` and let them print their figures."""

from __future__ import annotations

import os
import subprocess
from argparse import ArgumentParser
from collections.abc import Sequence

from _stack.paths import PYTHON, ROOT

BENCHES = ("planning", "tax_plans", "screen", "paperbroker")


def main(arguments: Sequence[str]) -> int:
    """Run the named benches, or all; the exit code tells whether each could run, never how fast it was."""
    parser = ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"any of {', '.join(BENCHES)}; none for all")
    names = parser.parse_args(arguments).names
    unknown = sorted(set(names) - set(BENCHES))
    if unknown:
        parser.error(f"no bench is called {', '.join(unknown)}; there are {', '.join(BENCHES)}")
    return max(_run(name) for name in names or BENCHES)


def _run(name: str) -> int:
    path = os.pathsep.join(str(ROOT / folder) for folder in ("src", "tests"))
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONUNBUFFERED": "1"}
    return subprocess.run([PYTHON, "-m", f"bench.{name}"], cwd=ROOT, env=environment, check=False).returncode
