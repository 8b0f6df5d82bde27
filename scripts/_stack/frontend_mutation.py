"""Measure the tests of the front end's modules that handle money or tell a person where things stand."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from _stack.paths import FRONTEND

REPORT: Final = FRONTEND / "coverage/mutants.json"
LEAST_SCORE: Final = 0.8
NOTICED: Final = ("Killed", "Timeout")
ALIVE: Final = ("Survived", "NoCoverage")


def run_frontend(modules: Sequence[str]) -> int:
    """Run the mutants of some modules, or of all listed ones; 0 only when each one's tests notice enough."""
    chosen = ["--mutate", ",".join(modules)] if modules else []
    done = subprocess.run(["npm", "run", "--silent", "mutate", "--", *chosen], cwd=FRONTEND, check=False)
    if done.returncode:
        return done.returncode
    return summarise_frontend(json.loads(REPORT.read_text(encoding="utf-8")))


def summarise_frontend(report: Mapping[str, Any]) -> int:
    """Print the score of each module of a report; return the exit code."""
    scores = {module: score_of(found["mutants"]) for module, found in sorted(report["files"].items())}
    for module, reached in scores.items():
        print(f"{module:<56} {100 * reached:6.1f} %")
    return 0 if all(reached >= LEAST_SCORE for reached in scores.values()) else 1


def score_of(mutants: Sequence[Mapping[str, str]]) -> float:
    """Return the part of the mutants that was noticed; of none, all."""
    verdicts = Counter(mutant["status"] for mutant in mutants)
    noticed = sum(verdicts[verdict] for verdict in NOTICED)
    counted = noticed + sum(verdicts[verdict] for verdict in ALIVE)
    return noticed / counted if counted else 1.0
