"""The mutation run tells a change that is noticed from one that is not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[3]
BROKEN: Final = """
from trimtab.planning.check.findings import broken

def test_broken():
    found = broken("rule", "SPY", "text", when=True)
    assert CLAIM
"""

REMEMBERED: Final = """
from datetime import date
from trimtab.tax.term import long_term_from

def test_remembered():
    assert [date(2025, 1, 4), date(2025, 3, 1)] == [
        long_term_from(date(2024, 1, 3)),
        long_term_from(date(2024, 2, 28)),
    ]
"""


def run(folder: Path, looked_at: str, owner: str, test: str) -> Counter[str]:
    """What becomes of the mutants of one function under one test."""
    (folder / "test_planted.py").write_text(test, encoding="utf-8")
    report = folder / "report.jsonl"
    terms = {"packages": [looked_at], "report": str(report), "workers": 1, "patience": 10}
    plugins = ("-p", "control.mutation.plugin", "-p", "no:cacheprovider", "-p", "no:xdist")
    where = ("-c", str(ROOT / "pyproject.toml"), "--rootdir", str(ROOT), str(folder / "test_planted.py"))
    subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *plugins, *where],
        cwd=ROOT,
        env={**os.environ, "TRIMTAB_MUTATION": json.dumps(terms), "PYTHONPATH": str(ROOT / "tests")},
        capture_output=True,
        check=False,
    )
    lines = [json.loads(line) for line in report.read_text(encoding="utf-8").splitlines()]
    return Counter(line["verdict"] for line in lines if line["owner"] == owner)


def verdicts(folder: Path, claim: str) -> Counter[str]:
    """What becomes of the two mutants of a function under a test that claims something of it."""
    return run(folder, "trimtab/planning/check/findings.py", "broken", BROKEN.replace("CLAIM", claim))


def test_a_test_that_looks_notices_every_change(tmp_path: Path):
    """Neither the other answer nor none at all passes for the right one."""
    assert {"killed": 2} == verdicts(tmp_path, "len(found) == 1")


def test_a_test_that_does_not_look_notices_nothing(tmp_path: Path):
    """Running a line is not testing it."""
    assert {"survived": 2} == verdicts(tmp_path, "broken")


def test_a_test_that_fails_anyway_does_not_count(tmp_path: Path):
    """What fails without any mutant proves nothing about one."""
    assert {"unreached": 2} == verdicts(tmp_path, "not broken")


def test_what_a_function_remembers_hides_no_change(tmp_path: Path):
    """The answers of the first run, without any mutant, are forgotten before the second."""
    found = run(tmp_path, "trimtab/tax/term.py", "long_term_from", REMEMBERED)

    assert {"killed"} == found.keys()
