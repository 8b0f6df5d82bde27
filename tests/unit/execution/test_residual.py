"""The order for what a repriced one has left unfilled."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal as D
from typing import Any

import pytest

from builders import ACCOUNT, NOON, control, instrument, leg, market, quote, run
from trimtab.domain.execution_config import ExecutionConfig, LastResort
from trimtab.domain.instruments import QuantityUnit
from trimtab.domain.intent import OrderType, client_order_id
from trimtab.domain.leg import Leg, LegState
from trimtab.domain.snapshot import BrokerMode
from trimtab.domain.trade import Side
from trimtab.domain.trading_state import TradingMode
from trimtab.execution.guard import Surroundings
from trimtab.execution.residual import forgone, residual_of

LIMITS = ExecutionConfig(order_type=OrderType.LIMIT, max_reprices=2, last_resort=LastResort.CONVERT_TO_MARKET)
RUN = run(3, execution=LIMITS)
LATER = NOON + timedelta(seconds=1)


def cut(side: Side = Side.SELL, **fields: Any) -> Leg:
    """Return a leg of ten shares at 99.80 of which four were filled, cancelled for a new price."""
    usual: dict[str, Any] = {
        "state": LegState.CANCELLED,
        "is_repriced": True,
        "filled_quantity": D(4),
        "order_type": OrderType.LIMIT,
        "limit_price": D("99.80"),
    }
    return leg(2, side, **(usual | fields))


def around(**fields: Any) -> Surroundings:
    usual: dict[str, Any] = {
        "now": LATER,
        "market": market(),
        "quote": quote("SPY", "101"),
        "available": D(10),
        "free_cash": D(1_000),
        "instrument": instrument("SPY"),
    }
    return Surroundings(**(usual | fields))


def left(of: Leg, **fields: Any) -> tuple[str, str | None, D]:
    made = residual_of(of, RUN, around(**fields))
    return made.state.value, made.reason_code and made.reason_code.value, made.quantity


def test_a_rest_is_a_new_leg_with_a_name_of_its_own():
    """It has the next number and that number's order id, and remembers whose rest it is (I-01)."""
    made = residual_of(cut(), RUN, around())

    assert (4, 2, 1, client_order_id(BrokerMode.PAPER, ACCOUNT, "run-1", 4)) == (
        made.number,
        made.residual_of,
        made.reprices,
        made.client_order_id,
    )
    assert (LegState.INTENT, 0, LATER) == (made.state, made.attempts, made.updated_at)


def test_a_rest_is_what_is_missing_measured_by_the_approved_price():
    """Six of ten shares are missing; the plan's price stays the measure of how far it may run."""
    made = residual_of(cut(), RUN, around())

    assert (D(6), D(6), D(100)) == (made.planned_quantity, made.quantity, made.reference_price)


@pytest.mark.parametrize(("side", "limit"), [(Side.SELL, "100.80"), (Side.BUY, "101.20")])
def test_a_rest_is_priced_afresh(side: Side, limit: str):
    """The same buffer, from the price as it is now."""
    made = residual_of(cut(side), RUN, around())

    assert (OrderType.LIMIT, D(limit)) == (made.order_type, made.limit_price)


@pytest.mark.parametrize(("before", "order_type"), [(1, OrderType.LIMIT), (2, OrderType.MARKET)])
def test_after_the_last_new_price_a_rest_goes_at_market(before: int, order_type: OrderType):
    """Two new prices are allowed, the third rest is the last resort."""
    made = residual_of(cut(reprices=before), RUN, around())

    assert (order_type, order_type is OrderType.MARKET) == (made.order_type, made.limit_price is None)


def test_a_buy_is_sealed_again_by_its_size_and_by_the_cash():
    """Five shares at 101.20 are what 510 dollars buy of six whole ones."""
    made = residual_of(
        cut(Side.BUY), RUN, around(free_cash=D(510), instrument=instrument("SPY", QuantityUnit.WHOLE))
    )

    assert (D(6), D(5), LegState.INTENT) == (made.planned_quantity, made.quantity, made.state)


def test_what_a_seal_has_taken_away_does_not_come_back():
    """A buy that was sealed at eight shares and has bought four is missing four, not six."""
    assert D(4) == residual_of(cut(Side.BUY, quantity="8", planned_quantity=D(10)), RUN, around()).quantity


@pytest.mark.parametrize(
    ("of", "fields", "code"),
    [
        (cut(), {"quote": None}, "PRICE_MISSING"),
        (cut(), {"instrument": None}, "NOT_TRADABLE"),
        (cut(), {"instrument": instrument("SPY", is_tradable=False)}, "NOT_TRADABLE"),
        (cut(), {"quote": quote("SPY", "105.01")}, "PRICE_MOVED"),
        (cut(), {"market": market(minutes_left=4)}, "MARKET_CLOSED"),
        (cut(Side.BUY), {"market": market(minutes_left=9)}, "MARKET_CLOSED"),
        (cut(), {"available": D(5)}, "SHARES_HELD_BY_ORDERS"),
        (cut(Side.BUY), {"free_cash": D(0)}, "CASH_SHORT"),
        (cut(Side.BUY, filled_quantity=D("9.995")), {}, "BELOW_BROKER_MINIMUM"),
        (
            cut(filled_quantity=D("9.5")),
            {"instrument": instrument("SPY", QuantityUnit.WHOLE)},
            "BELOW_ONE_SHARE",
        ),
    ],
)
def test_a_rest_that_cannot_be_sent_is_left_with_its_reason(of: Leg, fields: dict[str, Any], code: str):
    """Too small, too late, too far from the approved price: nothing leaves, and the leg says why."""
    assert ("SKIPPED", code, D(0)) == left(of, **fields)


def test_what_was_left_is_said_in_words():
    """The owner reads how many shares are missing, and why."""
    made = residual_of(cut(Side.BUY, filled_quantity=D("9.995")), RUN, around())

    assert made.note.startswith("0.005 SPY were left. 0.005 SPY are worth less than one US dollar")


def test_a_rest_that_may_not_be_sent_is_forgone():
    """Trading was stopped meanwhile: the line of the ledger says so, and no order will."""
    ban = control(TradingMode.HALTED).trading.restriction
    made = forgone(cut(), RUN, ban, LATER)

    assert (LegState.SKIPPED, "TRADING_HALTED", 2, "6 SPY were left. Trading mode is HALTED: by hand") == (
        made.state,
        made.reason_code,
        made.residual_of,
        made.note,
    )
