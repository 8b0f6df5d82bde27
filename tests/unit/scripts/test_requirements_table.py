from pathlib import Path

import pytest

from _stack.requirements_table import check_table

GOOD = (
    "| R000-01 | drift is measured | `drift_percent` | `src/drift` | `tests/test_drift.py::test_it` | done |"
)
PASSED = {"tests/test_drift.py::test_it": "passed"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with one test in it."""
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_drift.py").write_text("def test_it():\n    pass\n")
    return tmp_path


def test_a_whole_table_has_no_faults(root: Path) -> None:
    """A done row whose test exists and passed is right."""
    assert [] == check_table(GOOD, root, PASSED)


def test_without_a_record_of_a_run_existing_tests_are_enough(root: Path) -> None:
    """Before the first full run only existence can be checked."""
    assert [] == check_table(GOOD, root, None)


@pytest.mark.parametrize(
    ("fault", "text"),
    [
        ("the table has no rows", "nothing here"),
        ("R000-01: the id stands in 2 rows", f"{GOOD}\n{GOOD}"),
        ("R000-01: 5 cells, expected 6", GOOD.replace(" done |", "")),
        ("R000-01: cell 2 is empty", GOOD.replace("drift is measured", " ")),
        ("R000-01: state 'finished' is none of", GOOD.replace("done", "finished")),
        ("R000-01: state 'declined' is none of", GOOD.replace("done", "declined")),
        ("R000-01: is done but names no test", GOOD.replace("`tests/test_drift.py::test_it`", "-")),
        (
            "R000-01: tests/gone.py does not exist",
            GOOD.replace("tests/test_drift.py::test_it", "tests/gone.py"),
        ),
        ("has no such test", GOOD.replace("::test_it", "::test_i")),
    ],
)
def test_every_planted_fault_is_found(root: Path, fault: str, text: str) -> None:
    """The checker is itself checked: each kind of fault is named with its row."""
    assert fault in "\n".join(check_table(text, root, PASSED))


@pytest.mark.parametrize(
    ("fault", "ran"),
    [
        ("did not run", {}),
        ("did not run", {"tests/test_drift.py::test_it_too": "passed"}),
        ("did not pass", {"tests/test_drift.py::test_it": "failed"}),
        ("did not pass", {"tests/test_drift.py::test_it": "skipped"}),
        ("did not pass", PASSED | {"tests/test_drift.py::test_it[case]": "failed"}),
    ],
)
def test_a_test_that_did_not_pass_proves_nothing(root: Path, fault: str, ran: dict[str, str]) -> None:
    """A row is done only when all cases of its tests ran and passed."""
    assert fault in "\n".join(check_table(GOOD, root, ran))


@pytest.mark.parametrize("state", ["planned", "declined: superseded by the React application"])
def test_rows_that_are_not_done_need_no_test(root: Path, state: str) -> None:
    """Planned and declined rows stand without tests."""
    row = f"| R000-02 | a chart | `chart` | `frontend/` | none | {state} |"

    assert [] == check_table(row, root, {})


def test_a_title_in_a_suite_proves_a_row(root: Path) -> None:
    """A front-end test is named by its file and title, whatever suite it stands in."""
    (root / "a.test.ts").write_text('it("adds up", () => {})')
    row = GOOD.replace("tests/test_drift.py::test_it", "a.test.ts::adds up")

    assert [] == check_table(row, root, {"a.test.ts::totals adds up": "passed"})
