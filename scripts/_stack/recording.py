"""A pytest plugin that writes down which tests ran, and how each ended."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Protocol

import pytest

RECORD = "TRIMTAB_TEST_RECORD"
RANK = {"passed": 0, "skipped": 1, "failed": 2}


class Phase(Protocol):
    """What is read of pytest's report on one phase (set-up, call, tear-down) of one test."""

    nodeid: str
    outcome: str


class Recorder:
    """Keeps the worst outcome of every test's phases and writes them at the end."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.outcomes: dict[str, str] = {}

    def pytest_runtest_logreport(self, report: Phase) -> None:
        """Take note of one phase."""
        known = self.outcomes.get(report.nodeid, "passed")
        self.outcomes[report.nodeid] = max(known, report.outcome, key=RANK.__getitem__)

    def pytest_sessionfinish(self) -> None:
        """Write everything down."""
        self.path.write_text(json.dumps(self.outcomes))


def pytest_configure(config: pytest.Config) -> None:
    """Record in the process that collects the results, where a path is given."""
    path = os.environ.get(RECORD)
    if path and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Recorder(Path(path)), "trimtab-recorder")
