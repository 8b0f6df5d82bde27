"""Worked examples of drift: per symbol and per class, its levels and figures, and what changed since."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest

from golden.reading import INPUT_FIELDS, Json, account_of, policy_of, read
from trimtab.domain.drift import DriftChange, DriftReport, DriftView, RowChange
from trimtab.domain.money import to_text
from trimtab.drift.classes import measure_drift_view
from trimtab.drift.compare import compare

TEN_PLACES: Final = Decimal("1E-10")
CASES: Final = sorted((Path(__file__).parent / "drift").glob("*.json"))


def measured(given: Json) -> DriftView:
    """Measure one portfolio against one policy."""
    return measure_drift_view(account_of(given), policy_of(given))


def shown(case: Json) -> Json:
    """Show as much of an example's drift as it is about."""
    now = measured(case["input"])
    later = measured({**case["input"], **case["input"].get("then", {})})
    views = {
        "by_symbol": report(now.by_symbol),
        "by_class": report(now.by_class),
        "figures": figures(now.by_symbol),
        "change": change(compare(now.by_symbol, later.by_symbol)),
    }
    return {name: views[name] for name in case["expected"]}


def report(of: DriftReport) -> Json:
    """Show actual weight, target, drift and level of every row."""
    return {
        row.key: " ".join(
            (to_text(row.actual_weight), to_text(row.target_weight), to_text(row.drift), row.level.name)
        )
        for row in of.rows
    }


def figures(of: DriftReport) -> Json:
    """Show the figures that sum a report up; a root is shown to ten places."""
    return {
        "max": to_text(of.max_drift),
        "mean": to_text(of.mean_drift),
        "rmse": to_text(of.rmse_drift.quantize(TEN_PLACES)),
        "accuracy": to_text(of.accuracy),
    }


def change(of: DriftChange) -> Json:
    """Show which rows moved, and whose alerts that opens and resolves."""
    return {
        "moved": {row.key: to_text(row.moved_by) for row in of.rows},
        "opened": keys(of.opened),
        "resolved": keys(of.resolved),
        "worsened": keys(of.worsened),
    }


def keys(rows: tuple[RowChange, ...]) -> list[str]:
    return [row.key for row in rows]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_drift_is_the_one_worked_out_by_hand(path: Path):
    """Weights, drifts, levels and figures, to the last digit."""
    case = read(path)

    assert case["expected"] == shown(case)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_example_is_complete(path: Path):
    """Every file says where it comes from and how to check it, and expects something."""
    case = read(path)

    assert ["name", "source", "by_hand", "input", "expected"] == list(case)
    assert set() == case["input"].keys() - INPUT_FIELDS - {"then"}
    assert case["expected"].keys() <= {"by_symbol", "by_class", "figures", "change"}


def test_there_are_examples_of_everything():
    """Symbols, classes, figures and changes each have one."""
    views = {view for path in CASES for view in read(path)["expected"]}

    assert {"by_symbol", "by_class", "figures", "change"} == views
    assert len(CASES) >= 8
