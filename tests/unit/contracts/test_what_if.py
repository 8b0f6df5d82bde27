"""Supposed trades and their effects on the wire."""

from __future__ import annotations

from decimal import Decimal as D
from typing import Any

import pytest

from builders import NOON, foreign, plan, policy, question, snapshot
from trimtab.contracts.base import parse
from trimtab.contracts.check import SimulateRequest
from trimtab.contracts.what_if import FlipPointView, LedgerStepView, WhatIfView
from trimtab.domain.commands import Simulate
from trimtab.domain.errors import InvalidRequestError
from trimtab.domain.flip_point import FlipDirection, FlipKind, FlipPoint
from trimtab.domain.trade import Side
from trimtab.domain.what_if import LedgerStep, SupposedTrade
from trimtab.simulation.what_if import what_if

ACCOUNT = snapshot("0", {"SPY": "70", "TLT": "30"}, {"SPY": "100", "TLT": "100"})
HALF = policy({"SPY": "0.5", "TLT": "0.5"})


def asked(*trades: dict[str, Any], **fields: Any) -> Simulate:
    return parse(SimulateRequest, {"trades": list(trades), **fields}).to_domain("anna")


def test_trades_are_read_as_requirement_001_writes_them():
    """Action, symbol or class, value or quantity; decimals as text or numbers."""
    command = asked(
        {"asset_class": "BOND", "action": "BUY", "value": "1500.50"},
        {"symbol": "SPY", "action": "SELL", "quantity": 2},
        cash_leg=False,
        flip_points_of=["SPY"],
    )

    assert (
        SupposedTrade(side=Side.BUY, asset_class="BOND", value=D("1500.50")),
        SupposedTrade(side=Side.SELL, symbol="SPY", quantity=D(2)),
    ) == command.trades
    assert (False, ("SPY",)) == (command.has_cash_leg, command.flip_points_of)


def test_nothing_need_be_supposed():
    """Without trades the plan's own are shown, with their cash."""
    assert ((), True, ()) == (asked().trades, asked().has_cash_leg, asked().flip_points_of)


@pytest.mark.parametrize(
    ("trade", "problem"),
    [
        ({"action": "BUY", "value": "1"}, "either a symbol or an asset_class"),
        ({"action": "BUY", "symbol": "SPY", "asset_class": "BOND", "value": "1"}, "either a symbol or"),
        ({"action": "BUY", "symbol": "SPY"}, "either a value or a quantity"),
        ({"action": "BUY", "symbol": "SPY", "value": "1", "quantity": "1"}, "either a value or a quantity"),
        ({"action": "BUY", "asset_class": "BOND", "quantity": "1"}, "must give a value"),
        ({"action": "HOLD", "symbol": "SPY", "value": "1"}, "trades[0].action"),
        ({"action": "BUY", "symbol": "SPY", "value": "-1"}, "trades[0].value"),
        ({"action": "BUY", "asset_class": "<b>", "value": "1"}, "trades[0].asset_class"),
    ],
)
def test_a_trade_that_says_too_little_or_too_much_is_refused(trade: dict[str, Any], problem: str):
    """The refusal names the trade and what to do."""
    with pytest.raises(InvalidRequestError) as refused:
        asked(trade)

    assert problem in refused.value.message
    assert refused.value.details["field"].startswith("trades[0]")


def test_the_portfolio_afterwards_is_shown_in_percent():
    """Twenty SPY become twenty TLT; the whole portfolio is one class, and cash."""
    shown = WhatIfView.of(what_if(question(ACCOUNT, HALF), plan(ACCOUNT, HALF))).model_dump(mode="json")

    assert [{"asset_class": "EQUITY", "value": "10000", "percentage": "100"}] == shown["allocation_after"][:1]
    assert ("20", "0", "0") == (shown["turnover_percent"], shown["max_drift_percent"], shown["cost"])
    assert [("SELL", "2000", "2000"), ("BUY", "-2000", "0")] == [
        (step["action"], step["change"], step["cash"]) for step in shown["cash_ledger"]
    ]


def test_unknown_drift_is_shown_as_none():
    """A class trade says nothing about symbols."""
    trade = SupposedTrade(side=Side.SELL, asset_class="EQUITY", value=D(1))

    shown = WhatIfView.of(what_if(question(ACCOUNT, HALF), plan(ACCOUNT, HALF), (trade,)))

    assert (None, None) == (shown.drift_after, shown.max_drift_percent)


def test_foreign_cash_is_shown_by_currency():
    """To the last decimal, as the ledger has it."""
    step = LedgerStep(
        number=1,
        leg="FX:EUR",
        side=Side.BUY,
        currency="EUR",
        change=D("0.005"),
        cost=D(0),
        cash=D(1),
        foreign_cash=(foreign("EUR", "0.005"),),
    )

    assert {"EUR": "0.005"} == LedgerStepView.of(step).model_dump(mode="json")["foreign_cash"]


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (FlipKind.PRICE, D("112.830"), "112.83"),
        (FlipKind.DRIFT, D("0.0199"), "1.99"),
        (FlipKind.AMOUNT, D(-5), "-5"),
        (FlipKind.DATE, NOON, "2026-11-20T17:00:00.000000Z"),
        (FlipKind.SETTING, "locked", "locked"),
    ],
)
def test_a_flip_point_is_shown_as_text(kind: FlipKind, value: Any, text: str):
    """Prices and amounts plain, a tolerance in percent, times in UTC."""
    point = FlipPoint(symbol="SPY", kind=kind, value=value, direction=FlipDirection.UP, text="So.")

    assert (text, "So.") == (FlipPointView.of(point).value, FlipPointView.of(point).message)
