import json
from pathlib import Path

from _stack.paths import ROOT
from _stack.results import read_playwright, read_vitest


def written(path: Path, report: object) -> Path:
    """A report file."""
    path.write_text(json.dumps(report))
    return path


def test_vitest_tests_are_named_by_file_and_title(tmp_path: Path) -> None:
    """Names are relative to the repository, so that a row of the requirements can cite them."""
    tests = [{"fullName": "totals add up", "status": "passed"}, {"fullName": "later", "status": "pending"}]
    file = {"name": f"{ROOT}/frontend/src/a.test.ts", "status": "passed", "assertionResults": tests}

    outcomes = read_vitest(written(tmp_path / "r.json", {"testResults": [file]}))

    assert {
        "frontend/src/a.test.ts::totals add up": "passed",
        "frontend/src/a.test.ts::later": "skipped",
    } == outcomes


def test_a_vitest_file_that_cannot_be_loaded_has_failed(tmp_path: Path) -> None:
    """A file without tests because it does not load is a failure, not silence."""
    file = {"name": f"{ROOT}/frontend/src/a.test.ts", "status": "failed", "assertionResults": []}

    assert {"frontend/src/a.test.ts": "failed"} == read_vitest(
        written(tmp_path / "r", {"testResults": [file]})
    )


def test_a_browser_test_that_passes_only_when_repeated_has_failed(tmp_path: Path) -> None:
    """The worst outcome over all sizes counts, and flaky is a failure."""
    tests = [{"status": "flaky"}, {"status": "expected"}]
    suite = {"title": "job.spec.ts", "specs": [{"file": "job.spec.ts", "title": "whole job", "tests": tests}]}

    outcomes = read_playwright(written(tmp_path / "r", {"errors": [], "suites": [suite]}))

    assert {"frontend/e2e/job.spec.ts::whole job": "failed"} == outcomes


def test_an_error_outside_any_browser_test_has_failed(tmp_path: Path) -> None:
    """A set-up that throws leaves no tests, but a failure."""
    report = {"errors": [{"message": "no browser"}], "suites": []}

    assert ["failed"] == list(read_playwright(written(tmp_path / "r", report)).values())
