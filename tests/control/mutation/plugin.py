"""A pytest plugin: run the tests once, then run those that reach a mutant against it, each in a fork."""

from __future__ import annotations

import importlib
import json
import os
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any, Final

import pytest
from hypothesis import Phase, settings

from control.mutation.mutants import Mutant, find_mutants
from control.mutation.swap import clear_caches, install

SRC: Final = Path(__file__).parents[3] / "src"
SETTINGS: Final = "TRIMTAB_MUTATION"
"""Names the environment variable with the run's terms as JSON."""

KILLED, SURVIVED, UNREACHED = "killed", "survived", "unreached"


@dataclass(slots=True)
class _Reach:
    """Which functions each test runs, and how long it takes."""

    tests: dict[tuple[str, str], set[int]] = field(default_factory=lambda: defaultdict(set))
    seconds: dict[int, float] = field(default_factory=dict)
    failed: set[int] = field(default_factory=set)


class Mutation:
    """One mutation run over the tests of this session."""

    def __init__(self, terms: dict[str, Any]) -> None:
        self.paths = sorted({path for name in terms["packages"] for path in _modules(SRC / name)})
        self.report, self.workers, self.patience = Path(terms["report"]), terms["workers"], terms["patience"]
        self.only = {tuple(key) for key in terms.get("only", [])}
        self.reach = _Reach()
        self.has_failed = False

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Take the place of the usual loop."""
        self._record(session.items)
        mutants = self._mutants()
        failing = [session.items[number].nodeid for number in sorted(self.reach.failed)]
        sys.stderr.write(
            f"{len(session.items)} tests and {len(mutants)} mutants; failing already: {failing}\n"
        )
        running: dict[int, tuple[Mutant, float]] = {}
        with self.report.open("w", encoding="utf-8") as report:
            for mutant in mutants:
                chosen = self._chosen(mutant)
                if not chosen:
                    _note(report, mutant, UNREACHED)
                    continue
                if len(running) >= self.workers:
                    self._collect(running, report)
                child = self._start(mutant, [session.items[number] for number in chosen], chosen)
                running[child] = mutant, time.time()
            while running:
                self._collect(running, report)
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember that something failed."""
        self.has_failed |= report.failed

    def _mutants(self) -> list[Mutant]:
        """List the mutants of all modules, or those of them that are asked for again."""
        found = [m for path in self.paths for m in find_mutants(path, path.read_text(encoding="utf-8"))]
        return [m for m in found if not self.only or (_where(m), m.owner, m.change) in self.only]

    def _record(self, items: list[pytest.Item]) -> None:
        watched = {str(path) for path in self.paths}
        for number, item in enumerate(items):
            seen: set[tuple[str, str]] = set()
            clear_caches(SRC)
            self.has_failed, began = False, time.time()
            sys.setprofile(_watch(watched, seen))
            try:
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
            finally:
                sys.setprofile(None)
            self.reach.seconds[number] = time.time() - began
            if self.has_failed:
                self.reach.failed.add(number)
                continue
            for key in seen:
                self.reach.tests[key].add(number)

    def _chosen(self, mutant: Mutant) -> list[int]:
        """Number the tests that reach a mutant, the quickest first, as many as fit into the time there is."""
        path = str(mutant.path)
        if mutant.is_function:
            numbers = self.reach.tests.get((path, mutant.owner), set())
        else:
            numbers = {n for (where, _), found in self.reach.tests.items() if where == path for n in found}
        spent = 0.0
        chosen: list[int] = []
        for number in sorted(numbers, key=lambda number: self.reach.seconds[number]):
            spent += self.reach.seconds[number]
            if chosen and spent > self.patience:
                break
            chosen.append(number)
        return chosen

    def _start(self, mutant: Mutant, items: list[pytest.Item], chosen: list[int]) -> int:
        """Fork; who takes far longer than the tests took before hangs, and is ended."""
        child = os.fork()
        if child:
            return child
        os.setsid()
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        usual = sum(self.reach.seconds[number] for number in chosen)
        signal.alarm(int(3 * usual) + 10)
        os._exit(self._judge(mutant, items))

    def _judge(self, mutant: Mutant, items: list[pytest.Item]) -> int:
        """Run tests until one fails; what cannot even be installed is noticed by the first import."""
        try:
            module = importlib.import_module(
                ".".join(mutant.path.relative_to(SRC).with_suffix("").parts).removesuffix(".__init__")
            )
            install(mutant, module)
            clear_caches(SRC)
            self.has_failed = False
            for item, following in zip(items, [*items[1:], None], strict=True):
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                if self.has_failed:
                    return 1
        except BaseException:  # noqa: BLE001 - in the fork every end is an answer
            return 1
        return 0

    def _collect(self, running: dict[int, tuple[Mutant, float]], report: Any) -> None:
        child, status = os.wait()
        mutant, began = running.pop(child)
        verdict = SURVIVED if status == 0 else KILLED
        _note(
            report, mutant, verdict, seconds=round(time.time() - began, 2), timed_out=os.WIFSIGNALED(status)
        )


def pytest_configure(config: pytest.Config) -> None:
    """Start a run as the environment describes it; failing examples are not made smaller."""
    settings.register_profile(
        "mutation",
        max_examples=25,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
    )
    settings.load_profile("mutation")
    terms = json.loads(os.environ[SETTINGS])
    config.pluginmanager.register(Mutation(terms))


def _modules(path: Path) -> list[Path]:
    return [path] if path.is_file() else list(path.rglob("*.py"))


def _where(mutant: Mutant) -> str:
    return str(mutant.path.relative_to(SRC))


def _watch(watched: set[str], seen: set[tuple[str, str]]) -> Callable[[FrameType, str, Any], None]:
    def note(frame: FrameType, event: str, _: Any) -> None:
        code = frame.f_code
        if event == "call" and code.co_filename in watched:
            seen.add((code.co_filename, code.co_qualname.split(".<locals>")[0]))

    return note


def _note(report: Any, mutant: Mutant, verdict: str, **more: object) -> None:
    line = {"module": _where(mutant), "line": mutant.line, "owner": mutant.owner, "change": mutant.change}
    report.write(json.dumps({**line, "verdict": verdict, **more}) + "\n")
    report.flush()
