"""The cash after every step."""

from __future__ import annotations

from decimal import Decimal as D

from builders import foreign, plan, policy, snapshot, trade
from trimtab.domain.costs import Costs
from trimtab.domain.currency import FxTrade
from trimtab.domain.policy import RebalancingMethod
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.trade import Side
from trimtab.simulation.cash_ledger import keep_ledger, legs_in_order

PRICES = {"SPY": "100", "TLT": "50"}
EUR = FxTrade(
    trade_id="FX:EUR",
    currency="EUR",
    side=Side.BUY,
    amount=D(100),
    rate=D("1.1"),
    reason=Reason(ReasonCode.FUNDING, "Lacking."),
)


def test_each_step_shows_what_it_brings_and_what_is_left():
    """A sale of 200 at a cost of one, then a purchase of 150."""
    sale = trade(side=Side.SELL, quantity="2", costs=Costs(spread=D(1)))
    purchase = trade("TLT", quantity="3", price=D(50))

    first, second = keep_ledger(snapshot("10", {"SPY": "5"}, PRICES), (sale, purchase))

    assert (1, "SPY", D(200), D(1), D(209)) == (first.number, first.leg, first.change, first.cost, first.cash)
    assert (2, "TLT", D(-150), D(0), D(59)) == (
        second.number,
        second.leg,
        second.change,
        second.cost,
        second.cash,
    )


def test_an_exchange_moves_two_currencies():
    """100 euros cost 110 dollars, and pay for a purchase in euros."""
    purchase = trade("SAP", quantity="1", currency="EUR", fx_rate=D("1.1"))

    first, second = keep_ledger(snapshot("500", {}, {}), (EUR, purchase))

    assert ("FX:EUR", "EUR", D(100), D(390)) == (first.leg, first.currency, first.change, first.cash)
    assert ((foreign("EUR", "100"),), (foreign("EUR", "0"),)) == (first.foreign_cash, second.foreign_cash)
    assert D(390) == second.cash


def test_a_plan_sells_exchanges_and_buys():
    """The ledger of a plan ends at the plan's own cash."""
    account = snapshot("5", {"SPY": "70", "TLT": "60"}, PRICES)
    made = plan(account, policy({"SPY": "0.5", "TLT": "0.5"}), method=RebalancingMethod.FULL)

    steps = keep_ledger(account, legs_in_order(made))

    assert [Side.SELL, Side.BUY] == [step.side for step in steps]
    assert made.cash_after == steps[-1].cash
