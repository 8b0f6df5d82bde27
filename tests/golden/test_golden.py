"""Worked examples a portfolio manager can check by hand; each file is one claim, compared exactly."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pytest

from builders import holding, instrument, plan, policy, skipped, snapshot
from trimtab.domain.instruments import QuantityUnit
from trimtab.domain.money import parse_decimal, to_text
from trimtab.domain.plan import Plan
from trimtab.domain.policy import Policy, PolicyStatus, RebalancingMethod, UntargetedRule
from trimtab.domain.snapshot import Snapshot

CASES: Final = sorted((Path(__file__).parent / "cases").glob("*.json"))
POLICY_FIELDS: Final = {
    "method": RebalancingMethod,
    "untargeted": UntargetedRule,
    "policy_status": PolicyStatus,
    "tolerance": parse_decimal,
    "minimum_trade": parse_decimal,
}
INPUT_FIELDS: Final = {
    *POLICY_FIELDS,
    "cash",
    "cash_target",
    "holdings",
    "open_orders",
    "prices",
    "targets",
    "untradable",
    "whole_shares",
}


def read(path: Path) -> dict[str, Any]:
    case: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return case


def account_of(given: dict[str, Any]) -> Snapshot:
    held = given.get("holdings", {})
    prices = {symbol: line["price"] for symbol, line in held.items() if "price" in line} | given.get(
        "prices", {}
    )
    return snapshot(
        given["cash"],
        tuple(holding(symbol, line["quantity"], line.get("available")) for symbol, line in held.items()),
        prices,
        busy_symbols=tuple(given.get("open_orders", ())),
        instruments=tuple(
            instrument(
                symbol,
                QuantityUnit.WHOLE if symbol in given.get("whole_shares", ()) else QuantityUnit.FRACTIONAL,
                is_tradable=symbol not in given.get("untradable", ()),
            )
            for symbol in sorted(prices)
        ),
    )


def policy_of(given: dict[str, Any]) -> Policy:
    fields = {
        name.removeprefix("policy_"): read(given[name])
        for name, read in POLICY_FIELDS.items()
        if name in given
    }
    return policy(given.get("targets", {}), given.get("cash_target", "0"), **fields)


def shown(made: Plan) -> dict[str, Any]:
    return {
        "status": made.status.value,
        "finding": made.finding.code.value,
        "trades": [
            {
                "symbol": trade.symbol,
                "side": trade.side.value,
                "quantity": to_text(trade.quantity),
                "reason": trade.reason.code.value,
            }
            for trade in made.trades
        ],
        "skipped": skipped(made),
        "warnings": [warning.code.value for warning in made.warnings],
        "cash_after": to_text(made.cash_after),
    }


def planned(case: dict[str, Any]) -> dict[str, Any]:
    return shown(plan(account_of(case["input"]), policy_of(case["input"])))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_worked_example_comes_out_exactly(path: Path):
    """The plan is the one worked out by hand: status, lines, warnings and cash, to the last digit."""
    case = read(path)

    assert case["expected"] == planned(case)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_worked_example_is_complete(path: Path):
    """Every file has a name, a source and how to check it, and no input field that nobody reads."""
    case = read(path)

    assert ["name", "source", "by_hand", "input", "expected"] == list(case)
    assert set() == case["input"].keys() - INPUT_FIELDS


def test_there_is_a_wealth_of_examples():
    """A folder that was moved away would otherwise pass in silence."""
    assert len(CASES) >= 15


def test_names_are_not_used_twice():
    """Each example makes a claim of its own."""
    assert len(CASES) == len({read(path)["name"] for path in CASES})


@pytest.mark.parametrize(
    "wrong",
    [{"cash_after": "0.01"}, {"trades": []}, {"skipped": {"TLT": "ON_TARGET"}}, {"status": "BLOCKED"}],
)
def test_a_wrong_expectation_is_noticed(wrong: dict[str, Any]):
    """The comparison can fail: a planted error in any part is seen."""
    case = read(Path(__file__).parent / "cases" / "requirement_004_overweight.json")

    assert {**case["expected"], **wrong} != planned(case)
