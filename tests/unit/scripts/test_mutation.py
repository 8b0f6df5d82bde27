"""What the mutation run makes of its findings."""

from __future__ import annotations

from typing import Any

import pytest

from _stack.mutation import TESTS, key, label, score, suite_of, summarise
from _stack.paths import ROOT


def mutant(verdict: str, change: str = "a -> b") -> dict[str, Any]:
    """One mutant of the sizes."""
    return {
        "module": "trimtab/planning/sizing.py",
        "line": 7,
        "owner": "skip",
        "change": change,
        "verdict": verdict,
    }


def test_a_mutant_is_named_without_its_line():
    """Lines move; the name stays."""
    assert "planning/sizing.py skip: a -> b" == label(mutant("survived"))
    assert ("trimtab/planning/sizing.py", "skip", "a -> b") == key(mutant("survived"))


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [(["killed"], 1.0), (["killed", "survived", "unreached", "killed"], 0.5), ([], 1.0)],
)
def test_the_score_is_the_part_that_was_noticed(verdicts: list[str], expected: float):
    """What no test reaches was not noticed either."""
    assert expected == score([mutant(verdict) for verdict in verdicts])


def test_a_survivor_has_to_be_justified(capsys: pytest.CaptureFixture[str]):
    """Enough noticed and every survivor named in the file is good; one that is not named is told."""
    findings = [*(mutant("killed") for _ in range(9)), mutant("survived", "c -> d")]

    assert 0 == summarise(findings, "- `planning/sizing.py skip: c -> d`")
    assert 1 == summarise(findings, "")
    assert "planning/sizing.py skip: c -> d" in capsys.readouterr().out


def test_too_few_noticed_is_not_enough():
    """However well the survivors are justified."""
    findings = [*(mutant("killed") for _ in range(8)), *(mutant("survived", "c -> d") for _ in range(2))]

    assert 1 == summarise(findings, "planning/sizing.py skip: c -> d")


@pytest.mark.parametrize(
    ("module", "packages"),
    [
        ("trimtab/tax/term.py", ["trimtab/tax"]),
        ("trimtab/planning", ["trimtab/planning"]),
        ("trimtab", ["trimtab/planning", "trimtab/tax"]),
        ("trimtab/execution", []),
    ],
)
def test_a_module_is_tried_against_the_suite_of_its_package(module: str, packages: list[str]):
    """Drift and planning share their tests, and none is named twice."""
    assert [test for package in packages for test in TESTS[package]] == suite_of([module])


def test_the_tests_that_have_to_notice_are_there():
    """A path that has moved would leave mutants alive."""
    assert [] == [path for path in suite_of(list(TESTS)) if not (ROOT / path).exists()]
