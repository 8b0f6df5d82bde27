"""The layers of the test suite, cheapest first, and how one layer is run."""

from __future__ import annotations

import subprocess
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from _stack.nightly import PROFILE
from _stack.paths import FRONTEND, PYTHON, ROOT
from _stack.processes import Child, Household
from _stack.reaper import end_stack, tagged_pids
from _stack.recording import RECORD
from _stack.results import Outcomes, read_playwright, read_pytest, read_vitest

LAYER_SECONDS = 1_500.0
NIGHT_SECONDS = 10_800.0
"""On two free cores a million schedules of the simulator take about 85 minutes, all pairs of faults 45."""

NOTHING_COLLECTED = "no test ran"


@dataclass(frozen=True, slots=True)
class Runner:
    """One test tool: its command for given targets and a report file, and how that report is read."""

    command: Callable[[tuple[str, ...], Path], list[str]]
    read: Callable[[Path], Outcomes]
    cwd: Path
    environment: Callable[[Path], dict[str, str]]


@dataclass(frozen=True, slots=True)
class Layer:
    """One row of the table: what is run with which tool; `targets` are folders or a script's name."""

    name: str
    runner: Runner
    targets: tuple[str, ...]
    needs_stack: bool = False
    needs_browser: bool = False


@dataclass(frozen=True, slots=True)
class LayerResult:
    """How one layer went; a problem is a failure that no single test reports."""

    layer: str
    seconds: float = 0.0
    outcomes: Outcomes = field(default_factory=dict)
    problem: str = ""

    def count(self, outcome: str) -> int:
        """Count the tests that ended so; a problem counts as one failure."""
        return Counter(self.outcomes.values())[outcome] + (outcome == "failed" and bool(self.problem))

    @property
    def failures(self) -> list[str]:
        """Name the tests that failed."""
        return [name for name, outcome in self.outcomes.items() if outcome == "failed"]


def run_layer(
    layer: Layer,
    house: Household,
    environment: Mapping[str, str],
    options: tuple[str, ...],
    *,
    seconds: float = LAYER_SECONDS,
) -> LayerResult:
    """Run one layer and show its output when it fails."""
    missing = [target for target in layer.targets if "/" in target and not (ROOT / target).is_dir()]
    if missing:
        return LayerResult(layer.name, problem=f"missing: {', '.join(missing)}")
    began = time.monotonic()
    report = house.folder / f"{layer.name}.json"
    child = house.start(
        layer.name,
        layer.runner.command((*layer.targets, *options), report),
        cwd=layer.runner.cwd,
        env={**environment, **layer.runner.environment(report)},
    )
    problem = _wait(child, seconds) or _left_behind(house)
    result = _result(layer, child, report, problem)
    if result.count("failed"):
        print(child.log.read_text(errors="replace"), flush=True)
    return LayerResult(layer.name, time.monotonic() - began, result.outcomes, result.problem)


def layer_seconds(*, nightly: bool) -> float:
    """Tell how long one layer may take."""
    return NIGHT_SECONDS if nightly else LAYER_SECONDS


def _wait(child: Child, seconds: float) -> str:
    try:
        child.popen.wait(seconds)
    except subprocess.TimeoutExpired:
        return f"not done after {seconds:.0f} s"
    return ""


def _left_behind(house: Household) -> str:
    left = len(tagged_pids(house.stack_id))
    end_stack(house.stack_id)
    return f"left {left} processes behind" if left else ""


def _result(layer: Layer, child: Child, report: Path, problem: str) -> LayerResult:
    outcomes = layer.runner.read(report) if report.is_file() else {}
    if not problem and not outcomes:
        problem = NOTHING_COLLECTED
    if not problem and child.popen.returncode and "failed" not in outcomes.values():
        problem = f"exit code {child.popen.returncode}"
    return LayerResult(layer.name, outcomes=outcomes, problem=problem)


def _pytest_command(targets: tuple[str, ...], _report: Path) -> list[str]:
    return [str(PYTHON), "-m", "pytest", "-q", "-p", "_stack.recording", *targets]


def _pytest_environment(report: Path) -> dict[str, str]:
    return {RECORD: str(report), "PYTHONPATH": str(ROOT / "scripts"), "PYTHONDONTWRITEBYTECODE": "1"}


def _vitest_command(targets: tuple[str, ...], report: Path) -> list[str]:
    reporters = ["--reporter=default", "--reporter=json", f"--outputFile.json={report}"]
    return ["npm", "run", "--silent", *targets, "--", *reporters]


def _playwright_command(targets: tuple[str, ...], _report: Path) -> list[str]:
    return ["npm", "run", "--silent", *targets, "--", "--reporter=dot,json"]


def _playwright_environment(report: Path) -> dict[str, str]:
    return {"PLAYWRIGHT_JSON_OUTPUT_FILE": str(report), "CI": "1"}


def _no_environment(_report: Path) -> dict[str, str]:
    return {"CI": "1"}


PYTEST = Runner(_pytest_command, read_pytest, ROOT, _pytest_environment)
VITEST = Runner(_vitest_command, read_vitest, FRONTEND, _no_environment)
PLAYWRIGHT = Runner(_playwright_command, read_playwright, FRONTEND, _playwright_environment)

LAYERS = (
    Layer("unit", PYTEST, ("tests/unit", "tests/golden", "tests/bad_input")),
    Layer("architecture", PYTEST, ("tests/architecture",)),
    Layer("frontend", VITEST, ("test",)),
    Layer("scenes", PLAYWRIGHT, ("test:scenes",), needs_browser=True),
    Layer("property", PYTEST, ("tests/property",)),
    Layer("simulation", PYTEST, ("tests/simulation",)),
    Layer("contract", PYTEST, ("tests/contract",), needs_stack=True),
    Layer("control", PYTEST, ("tests/control",)),
    Layer("emulator", PYTEST, ("tests/emulator",), needs_stack=True),
    Layer("functions", PYTEST, ("tests/functions",), needs_stack=True),
    Layer("rules", VITEST, ("test:rules",), needs_stack=True),
    Layer("e2e", PLAYWRIGHT, ("test:e2e",), needs_stack=True, needs_browser=True),
)


def layer_options(layer: Layer, *, nightly: bool) -> tuple[str, ...]:
    """Give the extra options of a layer: more examples at night, and two workers where nothing is shared.

    A worker that is done takes tests from the other; without that the long ones would all be one worker's.
    """
    if layer.runner is not PYTEST:
        return ()
    workers = () if layer.needs_stack else ("-n", "2", "--dist", "worksteal")
    examples = ("-p", "_stack.nightly", f"--hypothesis-profile={PROFILE}") if nightly else ()
    return (*workers, *examples)
