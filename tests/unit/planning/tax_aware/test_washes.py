"""No trade of a plan causes a wash sale."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from tax_builders import IRA, lot, open_loss
from trimtab.domain.request import PlanRequest
from trimtab.planning.rebalance import plan_rebalance
from trimtab.planning.tax_aware.forecast import forecast
from trimtab.planning.tax_aware.washes import closed_purchases, without_washes
from unit.planning.tax_aware.cases import IDENTICAL, JUST_NOW, LONG_AGO, ground, request, shares

HALVES = {"SPY": "0.5", "TLT": "0.5"}


def tightened(asked: PlanRequest) -> PlanRequest:
    """The request after one look at its plan."""
    plan = plan_rebalance(asked)
    return without_washes(ground(asked), asked, plan, forecast(ground(asked), plan))


def selling(*lots: Any, **fields: Any) -> PlanRequest:
    """Sixty SPY of which ten are sold."""
    held = [each for parts in lots for each in parts]
    return request({"SPY": "60", "TLT": "40"}, held, **({"weights": HALVES} | fields))


def test_what_was_sold_at_a_loss_is_barred_until_it_is_free():
    """IVV counts as the same; TLT does not."""
    asked = request({"SPY": "60"}, losses=[open_loss()], config={"identical": IDENTICAL})

    assert [("IVV", date(2026, 12, 11)), ("SPY", date(2026, 12, 11))] == [
        (bar.symbol, bar.until) for bar in closed_purchases(ground(asked), {"IVV", "SPY", "TLT"})
    ]


def test_who_does_not_mind_wash_sales_bars_nothing():
    """Neither purchases nor sales."""
    lots = shares("SPY", ("54", "150", LONG_AGO), ("6", "100", JUST_NOW))
    careless = {"avoid_wash_sales": False}
    asked = selling(lots, config=careless)
    lost = request({"SPY": "60"}, lots, [open_loss()], config=careless)

    assert ([], asked) == ([*closed_purchases(ground(lost), {"SPY"})], tightened(asked))


def test_a_sale_stops_before_the_loss_that_a_recent_purchase_takes():
    """The six shares of 10 November would take it until 11 December."""
    limited = tightened(selling(shares("SPY", ("54", "150", LONG_AGO), ("6", "100", JUST_NOW))))

    assert [("SPY", D(0), date(2026, 12, 11))] == [
        (limit.symbol, limit.quantity, limit.until) for limit in limited.sell_limits
    ]


def test_a_sale_waits_for_the_last_purchase_that_takes_the_loss():
    """The twelve shares of the fifth take it now; those of the tenth still would on the sixth of December."""
    lots = shares("SPY", ("42", "150", LONG_AGO), ("12", "100", "2026-11-05"), ("6", "100", JUST_NOW))

    assert [date(2026, 12, 11)] == [limit.until for limit in tightened(selling(lots)).sell_limits]


def test_a_purchase_in_another_account_counts():
    """The IRA bought ten days ago; the four shares with a gain go first."""
    own = shares("SPY", ("4", "50", "2023-01-10"), ("56", "150", LONG_AGO))
    limited = tightened(selling(own, (lot("ira", "5", "100", JUST_NOW, account=IRA),)))

    assert [D(4)] == [limit.quantity for limit in limited.sell_limits]


def test_an_exit_goes_on():
    """Part of its loss is lost, and it is sold all the same."""
    lots = shares("SPY", ("60", "150", LONG_AGO))
    asked = selling(lots, (lot("ira", "5", "100", JUST_NOW, account=IRA),), weights={"SPY": "0", "TLT": "1"})

    assert () == tightened(asked).sell_limits


def identical(*parts: tuple[str, str, str]) -> PlanRequest:
    """Ten SPY are sold for ten IVV."""
    return request(
        {"IVV": "40", "SPY": "60"},
        shares("SPY", *parts),
        weights={"IVV": "0.5", "SPY": "0.5"},
        config={"identical": IDENTICAL},
    )


@pytest.mark.parametrize(
    "parts", [(("60", "150", LONG_AGO),), (("4", "50", "2023-01-10"), ("56", "150", LONG_AGO))]
)
def test_what_the_plan_sells_at_a_loss_it_does_not_buy(parts: tuple[tuple[str, str, str], ...]):
    """IVV would take the loss on SPY, be it that of six of the ten shares."""
    made = tightened(identical(*parts))

    assert (["IVV", "SPY"], ()) == ([bar.symbol for bar in made.buy_bars], made.sell_limits)


@pytest.mark.parametrize("cost", ["100", "99.99"])
def test_what_is_no_loss_bars_nothing(cost: str):
    """SPY has cost what it brings, or a cent less."""
    assert () == tightened(identical(("60", cost, LONG_AGO))).buy_bars


def test_a_plan_without_wash_sales_is_left_as_it_is():
    """A loss without any purchase near it, and purchases without a loss."""
    asked = selling(shares("SPY", ("60", "150", LONG_AGO)))

    assert asked == tightened(asked)
