"""Read what test runners report: one outcome ("passed", "failed", "skipped") per test."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from _stack.paths import FRONTEND, ROOT
from _stack.recording import RANK

Outcomes = dict[str, str]

VITEST = {"passed": "passed", "failed": "failed"}
# A test that passes only when repeated has failed: the suite is meant to be green twice in a row.
PLAYWRIGHT = {"expected": "passed", "unexpected": "failed", "flaky": "failed"}


def read_pytest(path: Path) -> Outcomes:
    """Read the record of our pytest plugin."""
    outcomes: Outcomes = json.loads(path.read_text())
    return outcomes


def read_vitest(path: Path) -> Outcomes:
    """Read Vitest's JSON report; a file that cannot be loaded counts as one failed test."""
    return dict(pair for file in json.loads(path.read_text())["testResults"] for pair in _vitest_file(file))


def read_playwright(path: Path) -> Outcomes:
    """Read Playwright's JSON report; an error outside any test counts as one failed test."""
    report = json.loads(path.read_text())
    outcomes = {f"frontend/e2e error: {error.get('message', '')}": "failed" for error in report["errors"]}
    for suite in report["suites"]:
        for name, outcome in _playwright_suite(suite, ""):
            # One test runs once per browser and size; the worst outcome counts.
            outcomes[name] = max(outcomes.get(name, "passed"), outcome, key=RANK.__getitem__)
    return outcomes


def _vitest_file(file: dict[str, Any]) -> Iterator[tuple[str, str]]:
    name = Path(file["name"]).relative_to(ROOT).as_posix()
    for test in file["assertionResults"]:
        yield f"{name}::{test['fullName']}", VITEST.get(test["status"], "skipped")
    if not file["assertionResults"]:
        yield name, VITEST.get(file["status"], "failed")


def _playwright_suite(suite: dict[str, Any], title: str) -> Iterator[tuple[str, str]]:
    for spec in suite.get("specs", []):
        file = (FRONTEND / "e2e" / spec["file"]).relative_to(ROOT).as_posix()
        for test in spec["tests"]:
            yield f"{file}::{title}{spec['title']}", PLAYWRIGHT.get(test["status"], "skipped")
    for inner in suite.get("suites", []):
        yield from _playwright_suite(inner, f"{title}{inner['title']} ")
