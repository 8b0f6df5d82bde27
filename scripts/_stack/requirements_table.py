"""Check `docs/requirements.md`: every row is whole, and tests that exist and ran prove what is done."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from _stack.paths import REQUIREMENTS_TABLE, ROOT, TESTS_RAN

ROW = re.compile(r"^\|\s*(R\d{3}-\w+)\s*\|")
CODE = re.compile(r"`([^`]+)`")
COLUMNS = 6
STATE = re.compile(r"done|planned|declined: .+")


@dataclass(frozen=True, slots=True)
class Row:
    """One requirement: its id and the other cells as they stand."""

    id: str
    cells: tuple[str, ...]

    @property
    def state(self) -> str:
        """Whether it is done, planned or declined."""
        return self.cells[-1]

    @property
    def tests(self) -> list[str]:
        """The tests that prove it: a path, or `path::name`."""
        return CODE.findall(self.cells[-2])


def check_table(text: str, root: Path, ran: Mapping[str, str] | None) -> list[str]:
    """List what is wrong with a table.

    `ran` are the outcomes of the last full test run, None when there was none.
    """
    rows = list(read_rows(text))
    if not rows:
        return ["the table has no rows: expected lines like `| R000-01 | … |`"]
    faults = [fault for row in rows for fault in _row_faults(row, root, ran)]
    return [*_repeated_ids(rows), *faults]


def read_rows(text: str) -> Iterator[Row]:
    """Read the rows that begin with a requirement's id."""
    for line in text.splitlines():
        found = ROW.match(line)
        if found:
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            yield Row(found[1], tuple(cells[1:]))


def table_faults() -> list[str]:
    """Check the repository's table against its tests; a missing table is a fault."""
    if not REQUIREMENTS_TABLE.is_file():
        return [f"{REQUIREMENTS_TABLE} is missing"]
    ran = json.loads(TESTS_RAN.read_text()) if TESTS_RAN.is_file() else None
    return check_table(REQUIREMENTS_TABLE.read_text(), ROOT, ran)


def _repeated_ids(rows: Sequence[Row]) -> list[str]:
    counts = Counter(row.id for row in rows)
    return [f"{id_}: the id stands in {count} rows" for id_, count in counts.items() if count > 1]


def _row_faults(row: Row, root: Path, ran: Mapping[str, str] | None) -> list[str]:
    if len(row.cells) != COLUMNS - 1:
        return [f"{row.id}: {len(row.cells) + 1} cells, expected {COLUMNS}"]
    faults = [f"{row.id}: cell {number} is empty" for number, cell in enumerate(row.cells, 2) if not cell]
    if not STATE.fullmatch(row.state):
        faults.append(f"{row.id}: state {row.state!r} is none of `done`, `planned`, `declined: <reason>`")
    return faults + (_done_faults(row, root, ran) if row.state == "done" else [])


def _done_faults(row: Row, root: Path, ran: Mapping[str, str] | None) -> list[str]:
    if not row.tests:
        return [f"{row.id}: is done but names no test"]
    problems = ((test, _test_fault(test, root, ran)) for test in row.tests)
    return [f"{row.id}: {test} {problem}" for test, problem in problems if problem]


def _test_fault(test: str, root: Path, ran: Mapping[str, str] | None) -> str:
    path, _, name = test.partition("::")
    file = root / path
    if not file.exists():
        return "does not exist"
    if name and not _names(file, name):
        return f"does not exist: {path} has no such test"
    return "" if ran is None else _run_fault(test, ran)


def _names(file: Path, name: str) -> bool:
    wanted = rf"def {re.escape(name)}\(" if file.suffix == ".py" else re.escape(name)
    return file.is_file() and re.search(wanted, file.read_text()) is not None


def _run_fault(test: str, ran: Mapping[str, str]) -> str:
    outcomes = {outcome for ran_test, outcome in ran.items() if _covers(test, ran_test)}
    if not outcomes:
        return "did not run in the last full test run"
    return "" if outcomes == {"passed"} else "did not pass in the last full test run"


def _covers(test: str, ran_test: str) -> bool:
    """Match everything below a path; with a name, that test, its parametrised cases, or a title ending so."""
    path, _, name = test.partition("::")
    ran_path, _, ran_name = ran_test.partition("::")
    if ran_path != path and not ran_path.startswith(f"{path.rstrip('/')}/"):
        return False
    return (
        name in ("", ran_name)
        or ran_name.startswith(f"{name}[")
        or ran_name.endswith((f" {name}", f"::{name}"))
    )
