"""Requirement 001's acceptance list, point by point over the real HTTP wrapper (R001-25)."""

from __future__ import annotations

from decimal import Decimal as D
from typing import Any

import pytest

from functions.conftest import Call
from taxed_worlds import fill, live_through
from worlds import World

TARGETS = {"SPY": "40", "TLT": "40", "GLD": "20"}
SWAP = (
    {"symbol": "SPY", "action": "SELL", "value": "1200"},
    {"symbol": "TLT", "action": "BUY", "value": "1200"},
)


@pytest.fixture
def ask(call: Call, here: World) -> Call:
    """Ask for Anna, who holds 52 % SPY at a loss, 33 % TLT and 15 % GLD of ten thousand dollars."""
    here.broker.cash = D(0)
    here.broker.shares.clear()
    bought = {"SPY": ("13", "500"), "TLT": ("33", "100"), "GLD": ("7.5", "200")}
    live_through(here.broker, *(fill("2025-03-03", "BUY", name, *bought[name]) for name in bought))
    targets = [{"symbol": name, "target_percent": TARGETS[name]} for name in TARGETS]
    call("save_allocation", {"targets": targets})
    return call


def by_symbol(rows: list[dict[str, Any]], *names: str) -> dict[str, tuple[Any, ...]]:
    """Take some fields of each row."""
    return {row["symbol"]: tuple(row[name] for name in names) for row in rows}


def test_drift_finds_what_is_outside_its_tolerance(ask: Call):
    """Twelve points are critical, seven a warning, exactly five are inside."""
    rows = by_symbol(ask("check_rebalance_drift").result["drift_analysis"], "drift_level", "needs_rebalance")

    assert {
        "GLD": ("WITHIN_TOLERANCE", False),
        "SPY": ("CRITICAL", True),
        "TLT": ("WARNING", True),
        "$CASH": ("WITHIN_TOLERANCE", False),
    } == rows


def test_suggestions_are_ranked(ask: Call):
    """High, medium and low, by how far each is off."""
    trades = ask("check_rebalance_drift", {"method": "FULL"}).result["trades"]

    assert [("SPY", "HIGH"), ("TLT", "MEDIUM"), ("GLD", "LOW")] == [
        (trade["symbol"], trade["priority"]) for trade in trades
    ]


def test_a_sale_at_a_loss_is_flagged_as_a_harvest(ask: Call):
    """Three shares are sold a hundred dollars below what they cost; purchases are neutral."""
    trades = ask("check_rebalance_drift", {"method": "FULL"}).result["trades"]

    assert {
        "SPY": ("sell", "LOSS", True, "300"),
        "TLT": ("buy", "NEUTRAL", False, None),
        "GLD": ("buy", "NEUTRAL", False, None),
    } == by_symbol(trades, "side", "tax_implication", "harvest_opportunity", "tax_loss")


def test_a_what_if_tells_the_new_allocation(ask: Call):
    """Twelve hundred dollars from SPY to TLT, and nothing is planned or sent."""
    rows = ask("simulate", {"trades": SWAP}).result["what_if"]["drift_after"]

    assert {"SPY": ("40",), "TLT": ("45",), "GLD": ("15",), "$CASH": ("0",)} == by_symbol(
        rows, "actual_percent"
    )
