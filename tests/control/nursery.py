"""Run Python on a copy of the engine without paying for the start of Python each time.

One process imports what no copy changes (pytest, Hypothesis, pydantic), never the engine, and forks for each
run: `python -m control.nursery` reads a run's wishes from a line and answers with its exit code.
"""

from __future__ import annotations

import atexit
import json
import os
import runpy
import subprocess
import sys
import traceback
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import IO, Final

from architecture.sources import ROOT

READY_MADE: Final = ("pytest", "hypothesis.strategies", "_hypothesis_pytestplugin", "pydantic", "zoneinfo")
"""What every run needs and no copy changes."""

CRASHED: Final = 70


def run(command: list[str], copy: Path) -> subprocess.CompletedProcess[str]:
    """Run `-m MODULE ...` with a copy of the engine first on the path, and the tests after it."""
    said, told = copy / "stdout.txt", copy / "stderr.txt"
    wish = {"command": command, "paths": [str(copy), str(ROOT / "tests")], "files": [str(said), str(told)]}
    to_nursery, from_nursery = _pipes_of(os.getpid())
    to_nursery.write(json.dumps(wish) + "\n")
    to_nursery.flush()
    answer = from_nursery.readline()
    if not answer:
        raise RuntimeError("the nursery has ended; run `python -m control.nursery` by hand to see why")
    return subprocess.CompletedProcess(command, int(answer), said.read_text(), told.read_text())


@cache
def _pipes_of(_owner: int) -> tuple[IO[str], IO[str]]:
    """Start the nursery of this process; it ends when its input does."""
    child = subprocess.Popen(
        [sys.executable, "-m", "control.nursery"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "tests"), "PYTHONDONTWRITEBYTECODE": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdin
    assert child.stdout
    atexit.register(_end, child)
    return child.stdin, child.stdout


def _end(child: subprocess.Popen[str]) -> None:
    assert child.stdin
    child.stdin.close()
    child.wait()


def main() -> int:
    """Serve until there are no more wishes."""
    for name in READY_MADE:
        import_module(name)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            os._exit(_obey(json.loads(line)))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)  # noqa: T201 - the answer
    return 0


def _obey(wish: dict[str, list[str]]) -> int:
    """Become the process that was wished for."""
    if "trimtab" in sys.modules:
        raise RuntimeError("the nursery has an engine of its own")
    for number, name in enumerate((os.devnull, *wish["files"])):
        os.dup2(os.open(name, os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    sys.path[:0] = wish["paths"]
    os.environ["PYTHONPATH"] = os.pathsep.join(wish["paths"])
    code = _exit_code_of(wish["command"])
    sys.stdout.flush()
    sys.stderr.flush()
    return code


def _exit_code_of(command: list[str]) -> int:
    _, module, *words = command
    sys.argv = [module, *words]
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except SystemExit as ending:
        if isinstance(ending.code, str):
            print(ending.code, file=sys.stderr)  # noqa: T201 - as Python does
            return 1
        return ending.code or 0
    except BaseException:  # noqa: BLE001 - told, as Python does
        traceback.print_exc()
        return CRASHED
    return 0


if __name__ == "__main__":
    sys.exit(main())
