import json
from pathlib import Path

from _stack.recording import Recorder


class Phase:
    """One phase's report, as far as the recorder reads it."""

    def __init__(self, outcome: str) -> None:
        self.nodeid = "tests/a.py::test_a"
        self.outcome = outcome


def recorded(path: Path, *outcomes: str) -> object:
    """What is written down after these phases of one test."""
    recorder = Recorder(path)
    for outcome in outcomes:
        recorder.pytest_runtest_logreport(Phase(outcome))
    recorder.pytest_sessionfinish()
    return json.loads(path.read_text())


def test_a_test_is_as_good_as_its_worst_phase(tmp_path: Path) -> None:
    """A test whose clean-up fails has failed, although its call passed."""
    assert {"tests/a.py::test_a": "failed"} == recorded(tmp_path / "r", "passed", "passed", "failed")


def test_a_skipped_test_has_not_passed(tmp_path: Path) -> None:
    """A skip is remembered as a skip, so that it proves nothing."""
    assert {"tests/a.py::test_a": "skipped"} == recorded(tmp_path / "r", "skipped", "passed")
