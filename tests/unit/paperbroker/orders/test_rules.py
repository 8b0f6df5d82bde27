from __future__ import annotations

from decimal import Decimal as D
from typing import Any

import pytest

from paperbroker.basics.side import Side
from paperbroker.market.assets import Asset
from paperbroker.orders.order import OrderType, Ticket
from paperbroker.orders.rules import RULES, Admission, first_refusal
from unit.paperbroker.builders import admission, order, ticket

HELD = {"position_qty": D(10)}
CENT_LIMIT = ticket(type=OrderType.LIMIT, limit_price=D("290.123"))
DIME_LIMIT = ticket(type=OrderType.LIMIT, limit_price=D("0.12345"), qty=D(100))


def asset(**fields: Any) -> dict[str, Asset]:
    return {"asset": Asset(symbol="SPY", name="SPY", **fields)}


def sell(**fields: Any) -> Ticket:
    return ticket(side=Side.SELL, **fields)


REFUSED = [
    (admission(ticket(), **asset(is_active=False)), 422, 42210000, 'asset "SPY" is not active'),
    (admission(ticket(), **asset(is_tradable=False)), 422, 42210000, 'asset "SPY" is not tradable'),
    (
        admission(ticket(qty=D("1.5"), time_in_force="gtc")),
        422,
        42210000,
        "fractional orders must be DAY orders",
    ),
    (
        admission(ticket(time_in_force="gtc")),
        422,
        42210000,
        'time_in_force "gtc" is not supported by this paper broker',
    ),
    (
        admission(ticket(notional=D(50)), **asset(is_fractionable=False)),
        403,
        40310000,
        'asset "SPY" is not fractionable',
    ),
    (
        admission(CENT_LIMIT),
        422,
        42210000,
        "invalid limit_price 290.123. sub-penny increment does not fulfill minimum pricing criteria",
    ),
    (
        admission(DIME_LIMIT),
        422,
        42210000,
        "invalid limit_price 0.12345. sub-penny increment does not fulfill minimum pricing criteria",
    ),
    (
        admission(ticket(qty=D("0.0099"))),
        403,
        40310000,
        "cost basis must be >= minimal amount of order 1",
    ),
    (
        admission(sell(), **HELD, open_orders=(order(),)),
        403,
        40310000,
        "potential wash trade detected. use complex orders",
    ),
    (
        admission(sell(notional=D(50)), **HELD, is_market_open=False, open_orders=(order(sell()),)),
        403,
        40310000,
        "unable to open new notional orders while having open closing position orders",
    ),
    (admission(sell()), 403, 40310000, "account is not allowed to short"),
    (admission(sell(qty=D("0.5"))), 422, 42210000, "fractional orders cannot be sold short"),
    (
        admission(sell(), position_qty=D(12), held_qty=D(3)),
        403,
        40310000,
        "insufficient qty available for order (requested: 10, available: 9)",
    ),
    (admission(ticket(), buying_power=D("999.99")), 403, 40310000, "insufficient buying power"),
]


@pytest.mark.parametrize(("case", "status", "code", "message"), REFUSED, ids=[row[3][:40] for row in REFUSED])
def test_each_rule_refuses_in_alpacas_words(case: Admission, status: int, code: int, message: str) -> None:
    """Status, code and message are those of Alpaca's error catalogue."""
    refusal = first_refusal(case)

    assert refusal is not None
    assert (status, code, message) == (refusal.status, refusal.code, refusal.message)


def test_every_rule_is_exercised() -> None:
    """Each rule of the table decides at least one of the cases above."""
    deciding = {next(rule for rule in RULES if rule(case)) for case, *_ in REFUSED}

    assert set(RULES) == deciding


@pytest.mark.parametrize(
    "case",
    [
        admission(ticket(), buying_power=D(1000)),
        admission(ticket(notional=D(1))),
        admission(sell(), **HELD),
        admission(sell(qty=D("0.000000001")), **HELD),
        admission(sell(notional=D("0.01")), **HELD),
        admission(ticket(type=OrderType.LIMIT, limit_price=D("0.1234"), qty=D(100))),
        admission(sell(), **HELD, open_orders=(order(sell()),)),
        admission(sell(), **HELD, open_orders=(order(sell()),), is_market_open=False),
    ],
)
def test_orders_on_the_edge_are_taken(case: Admission) -> None:
    """All the cash, the last dollar, the whole position and sales of any size are allowed."""
    assert first_refusal(case) is None


@pytest.mark.parametrize(("buy_limit", "crosses"), [("99", False), ("100", True), ("101", True)])
def test_limits_that_cannot_meet_are_no_wash_trade(buy_limit: str, *, crosses: bool) -> None:
    """A buy limit below the open sell limit of 100 may stand beside it."""
    selling = order(sell(type=OrderType.LIMIT, limit_price=D(100)))
    buying = ticket(type=OrderType.LIMIT, limit_price=D(buy_limit))

    assert crosses == (first_refusal(admission(buying, open_orders=(selling,))) is not None)


def test_too_few_shares_are_explained() -> None:
    """The refusal carries the quantities and the symbol as text."""
    refusal = first_refusal(admission(sell(), position_qty=D(12), held_qty=D(3)))

    assert refusal is not None
    assert {"available": "9", "existing_qty": "12", "held_for_orders": "3", "symbol": "SPY"} == refusal.extras


def test_too_little_cash_is_explained() -> None:
    """The refusal carries buying power and cost."""
    refusal = first_refusal(admission(ticket(), buying_power=D("12.349")))

    assert refusal is not None
    assert {"buying_power": "12.34", "cost_basis": "1000"} == refusal.extras
