"""What becomes of a plan's trades."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal as D
from typing import Any

import pytest

from builders import NOON, leg, plan, policy, snapshot
from trimtab.domain.leg import Leg, LegState
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.suggestion import Suggestion
from trimtab.domain.trade import Side
from trimtab.execution.suggestions import settle_suggestions

PLAN = plan(snapshot("0", {"A": "60", "B": "40"}, {"A": "100", "B": "100"}), policy({"A": "0.5", "B": "0.5"}))
LATER = NOON + timedelta(minutes=1)


def ended(number: int, filled: str, **fields: Any) -> Leg:
    """A leg of ten shares that has ended a minute after noon, filled so far."""
    state = LegState.FILLED if filled == "10" else LegState.CANCELLED
    side = Side.SELL if number == 1 else Side.BUY
    usual: dict[str, Any] = {"state": state, "filled_quantity": D(filled), "updated_at": LATER}
    return leg(number, side, "10", **(usual | fields))


def settled(*legs: Leg) -> tuple[Suggestion, ...]:
    return settle_suggestions(PLAN, legs, "run-1")


@pytest.mark.parametrize(
    ("filled", "expected"),
    [
        ("10", ("EXECUTED", LATER, D(10))),
        ("4", ("EXECUTED", LATER, D(4))),
        ("0", ("CANCELLED", None, D(0))),
    ],
)
def test_a_trade_is_executed_as_far_as_shares_changed_hands(filled: str, expected: tuple[object, ...]):
    """A part is told as a part; where nothing was filled, nothing was executed (R001-14)."""
    sold, _ = settled(ended(1, filled), ended(2, "10"))

    assert expected == (sold.status, sold.executed_at, sold.executed_quantity)


def test_a_dropped_trade_says_why_and_by_which_run():
    """The reason is its order's."""
    hindered = ended(2, "0", state=LegState.NEVER_SENT, reason_code=ReasonCode.LIMIT_DAY_VALUE)
    _, bought = settled(ended(1, "10"), hindered)

    assert ("CANCELLED", ReasonCode.LIMIT_DAY_VALUE, "run-1") == (
        bought.status,
        bought.reason_code,
        bought.run_id,
    )


def test_the_orders_for_a_rest_count_with_the_first():
    """Four shares, then six more a minute later."""
    rest = ended(3, "6", residual_of=1, updated_at=LATER + timedelta(minutes=1))
    sold, _ = settled(ended(1, "4"), ended(2, "10"), rest)

    assert (D(10), rest.updated_at) == (sold.executed_quantity, sold.executed_at)


def test_what_a_rest_could_not_do_is_the_reason():
    """The first order filled in part, the one after it was not sent."""
    rest = ended(3, "0", residual_of=1, state=LegState.SKIPPED, reason_code=ReasonCode.CASH_SHORT)
    sold, _ = settled(ended(1, "4"), ended(2, "10"), rest)

    assert (D(4), ReasonCode.CASH_SHORT) == (sold.executed_quantity, sold.reason_code)


def test_the_suggestion_itself_stays_as_it_was():
    """Only what became of it is new."""
    sold, _ = settled(ended(1, "0"), ended(2, "10"))

    assert (1, "A", Side.SELL, D(60), D(50)) == (
        sold.number,
        sold.symbol,
        sold.action,
        sold.current_quantity,
        sold.suggested_quantity,
    )
    assert replace(sold, symbol="B") != sold
