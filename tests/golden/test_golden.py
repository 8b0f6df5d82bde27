"""Worked examples a portfolio manager can check by hand; each file is one claim, compared exactly."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest

from golden.reading import INPUT_FIELDS, answer_of, planned, read, request_of
from trimtab.planning.check import check_plan

CASES: Final = sorted((Path(__file__).parent / "cases").glob("*.json"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_worked_example_comes_out_exactly(path: Path):
    """The plan is the one worked out by hand: status, lines, warnings, limits and cash, to the last digit."""
    case = read(path)

    assert case["expected"] == planned(case)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_worked_example_is_sound(path: Path):
    """The checker has no objection to the plan worked out by hand."""
    answer = answer_of(request_of(read(path)["input"]))

    assert () == check_plan(answer.request, answer.plan)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_worked_example_is_complete(path: Path):
    """Every file has a name, a source and how to check it, and no input field that nobody reads."""
    case = read(path)

    assert ["name", "source", "by_hand", "input", "expected"] == list(case)
    assert set() == case["input"].keys() - INPUT_FIELDS


def test_there_is_a_wealth_of_examples():
    """A folder that was moved away would otherwise pass in silence."""
    assert len(CASES) >= 108
    assert len([path for path in CASES if path.stem.startswith("tax_")]) >= 12


def test_names_are_not_used_twice():
    """Each example makes a claim of its own."""
    assert len(CASES) == len({read(path)["name"] for path in CASES})


@pytest.mark.parametrize("field", sorted(INPUT_FIELDS))
def test_every_field_of_the_input_is_used_by_an_example(field: str):
    """What the reader can read, some example of a plan or of drift needs."""
    everywhere = [*CASES, *(Path(__file__).parent / "drift").glob("*.json")]

    assert any(field in read(path)["input"] for path in everywhere)


@pytest.mark.parametrize(
    "wrong",
    [{"cash_after": "0.01"}, {"trades": []}, {"skipped": {"TLT": "ON_TARGET"}}, {"status": "BLOCKED"}],
)
def test_a_wrong_expectation_is_noticed(wrong: dict[str, Any]):
    """The comparison can fail: a planted error in any part is seen."""
    case = read(Path(__file__).parent / "cases" / "requirement_004_overweight.json")

    assert {**case["expected"], **wrong} != planned(case)
