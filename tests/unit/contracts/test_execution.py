"""The contracts of the executing callables."""

from __future__ import annotations

from typing import Any

import pytest

from trimtab.contracts.base import parse
from trimtab.contracts.check import CheckRebalanceDriftRequest, SimulateRequest
from trimtab.contracts.execution import ExecutePlanRequest, ExecuteTradeRequest, SetTradingModeRequest
from trimtab.domain.errors import InvalidRequestError
from trimtab.domain.trade import Side

TRADE = {"symbol": "SPY", "side": "buy", "qty": "10", "idempotency_key": "key-00000001"}
PLAN = {"plan_id": "pl_" + "0" * 24, "plan_hash": "0" * 64, "idempotency_key": "key-00000001"}


def refuse(model: Any, sent: object) -> str:
    with pytest.raises(InvalidRequestError) as refused:
        parse(model, sent)
    return refused.value.message


def test_a_trade_speaks_requirement_004():
    """Requirement 004's parameters and defaults are understood as they stand there."""
    command = parse(ExecuteTradeRequest, TRADE).to_domain("u1")

    assert (Side.BUY, "market", "day") == (command.side, command.order_type, command.time_in_force)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"qty": "0"}, "more than 0"),
        ({"qty": "-5"}, "more than 0"),
        ({"qty": "-0"}, "more than 0"),
        ({"qty": float("nan")}, "plain decimal"),
        ({"qty": "0.0000000001"}, "at most nine decimals"),
        ({"side": "BUY"}, "buy"),
        ({"order_type": "stop"}, "market"),
        ({"order_type": "limit"}, "limit_price goes with"),
        ({"limit_price": "5"}, "limit_price goes with"),
        ({"time_in_force": "gtc"}, "day"),
        ({"idempotency_key": "short"}, "pattern"),
        ({"idempotency_key": "../../../etc"}, "pattern"),
        ({"portfolio_id": "a/b"}, "pattern"),
        ({"uid": "somebody-else"}, "is not a field"),
    ],
)
def test_a_wrong_trade_is_refused(wrong: dict[str, Any], words: str):
    """Nothing that could be misunderstood becomes an order."""
    assert words in refuse(ExecuteTradeRequest, TRADE | wrong)


def test_a_trade_without_a_key_is_refused():
    """Without a key a retry could not be told from a second order."""
    assert "idempotency_key" in refuse(
        ExecuteTradeRequest, {k: v for k, v in TRADE.items() if k != "idempotency_key"}
    )


@pytest.mark.parametrize("wrong", [{"plan_id": "../x"}, {"plan_hash": "0" * 63}, {"plan_hash": "X" * 64}])
def test_a_plan_is_named_exactly(wrong: dict[str, str]):
    """Plan names are checked before they become part of a path."""
    assert "pattern" in refuse(ExecutePlanRequest, PLAN | wrong)


def test_executing_a_check_needs_a_key():
    """A check that trades must be repeatable without trading twice."""
    assert "idempotency_key" in refuse(CheckRebalanceDriftRequest, {"execute": True})


def test_a_key_alone_executes_nothing():
    """Only `execute: true` executes."""
    command = parse(CheckRebalanceDriftRequest, {"idempotency_key": "key-00000001"}).to_domain("u1")

    assert command.execution_key is None


@pytest.mark.parametrize("wrong", [{"prices": {"SPY": "0"}}, {"prices": {"spy": "1"}}, {"cash_flow": "lots"}])
def test_a_wrong_supposition_is_refused(wrong: dict[str, Any]):
    """What-if takes real prices and real money only."""
    assert refuse(SimulateRequest, wrong)


@pytest.mark.parametrize("wrong", [{"mode": "OFF"}, {"reason": ""}, {"reason": "x" * 201}])
def test_the_switch_wants_a_mode_and_a_reason(wrong: dict[str, str]):
    """The kill switch never moves without a known mode and a reason somebody can read."""
    assert refuse(SetTradingModeRequest, {"mode": "HALTED", "reason": "test"} | wrong)
