"""Worked examples of deadlines: on which days an owner is told of what, and on which of nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import pytest

from builders import NOON
from golden.reading import Json, read
from golden.tax_reading import position_of
from trimtab.domain.tax_config import TaxConfig
from trimtab.tax.deadlines import observe_deadlines

CASES: Final = sorted((Path(__file__).parent / "tax_windows").glob("*.json"))
INPUT_FIELDS: Final = {"lots", "open_losses", "accounts", "disputed", "days"}


def shown(given: Json) -> Json:
    """List what is told on each of the days."""
    position = position_of(given, TaxConfig())
    looks = {day: observe_deadlines(position, date.fromisoformat(day), NOON) for day in given["days"]}
    return {
        day: [f"{finding.key}: {finding.text}" for finding in look.findings] for day, look in looks.items()
    }


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_deadlines_are_those_worked_out_by_hand(path: Path):
    """To the day, and in these words."""
    case = read(path)

    assert case["expected"] == shown(case["input"])


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_example_is_complete(path: Path):
    """Every file says where it comes from and how to check it, and expects something on some day."""
    case = read(path)

    assert ["name", "source", "by_hand", "input", "expected"] == list(case)
    assert set() == case["input"].keys() - INPUT_FIELDS
    assert any(case["expected"].values())


def test_both_kinds_of_windows_and_lots_are_covered():
    """An example that is lost is noticed."""
    told = " ".join(line for path in CASES for day in read(path)["expected"].values() for line in day)

    assert all(word in told for word in ("NO_BUY", "NO_LOSS_SALE", "LONG_TERM"))
