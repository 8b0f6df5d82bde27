from __future__ import annotations

from decimal import Decimal as D
from typing import Any

import pytest

from paperbroker.basics.side import Side
from paperbroker.market.assets import Asset
from paperbroker.orders.admission import Admission, Permissions
from paperbroker.orders.order import OrderType, Ticket
from paperbroker.orders.rules import RULES, first_refusal
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
        admission(ticket(), permissions=Permissions(barred_because="account is blocked")),
        403,
        40310000,
        "account is blocked",
    ),
    (
        admission(ticket(), permissions=Permissions(closes_only=True)),
        403,
        40310000,
        "account is restricted to liquidation only",
    ),
    (
        admission(ticket(), **asset(asset_class="crypto")),
        422,
        42210000,
        'asset class "crypto" is not supported by this paper broker',
    ),
    (
        admission(ticket(), **asset(is_ptp_without_exception=True)),
        403,
        40310000,
        'asset "SPY" is a partnership without exception',
    ),
    (
        admission(ticket(notional=D(50), type=OrderType.STOP_LIMIT, stop_price=D(9), limit_price=D(9))),
        422,
        42210000,
        "notional orders must be market or limit orders",
    ),
    (
        admission(ticket(extended_hours=True)),
        422,
        42210000,
        "extended hours order must be DAY or GTC limit orders",
    ),
    (
        admission(ticket(qty=D("1.5")), permissions=Permissions(may_trade_fractions=False)),
        403,
        40310000,
        "fractional trading is turned off for this account",
    ),
    (
        admission(ticket(type=OrderType.STOP, side=Side.SELL, stop_price=D("90.001"))),
        422,
        42210000,
        "invalid stop_price 90.001. sub-penny increment does not fulfill minimum pricing criteria",
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
    deciding = {next(rule.__name__ for rule in RULES if rule(case)) for case, *_ in REFUSED}

    # Whatever is fractionable here also is in extended hours, so that rule never decides alone.
    assert {rule.__name__ for rule in RULES} - {"fraction_keeps_the_session"} == deciding


def test_the_order_of_the_rules_is_stable() -> None:
    """An order that breaks every rule it can is refused for who asks, then for what, then for how."""
    wanting = admission(
        ticket(qty=D("0.5"), time_in_force="gtc"),
        **asset(is_active=False, is_tradable=False, is_fractionable=False),
        permissions=Permissions(barred_because="account is blocked"),
    )
    named = [rule.__name__ for rule in RULES if rule(wanting)]

    assert [
        "account_may_trade",
        "asset_is_active",
        "asset_is_tradable",
        "fractional_is_day",
        "fraction_is_allowed",
    ] == named
