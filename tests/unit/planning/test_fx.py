"""Exchange against the base currency."""

from __future__ import annotations

from decimal import Decimal as D
from typing import Any

import pytest

from builders import foreign, fx_rate, policy, question, snapshot, trade
from trimtab.domain.costs import Costs
from trimtab.domain.request import PlanOptions, Repatriation
from trimtab.domain.trade import Side
from trimtab.planning.fx import (
    FxTerms,
    add_trades,
    amount_to_exchange,
    base_after_exchange,
    cash_balances,
    exchange_currencies,
    fx_terms,
    name_funding,
    total_cash,
)

RATES = {"CHF": D("1.2"), "EUR": D("1.1")}


def terms(**fields: Any) -> FxTerms:
    return FxTerms(base="USD", rates=RATES, **fields)


def test_a_deficit_is_bought_with_its_buffer():
    """Requirement 003, step 5: 1,000 euros are lacking, and one percent more is bought."""
    assert D(1010) == amount_to_exchange(D(-1000), D("1.1"), terms(buffer=D("0.01")))


def test_a_deficit_is_covered_to_the_cent():
    """A fraction of a cent is rounded up, so that no foreign currency is overdrawn."""
    assert D("10.01") == amount_to_exchange(D("-10.000000001"), D("1.1"), terms())


def test_less_than_one_of_a_surplus_is_no_deficit():
    """Fifty cents that are there need not be bought."""
    assert D(0) == amount_to_exchange(D("0.5"), D("1.1"), terms())


@pytest.mark.parametrize(
    ("keep", "sold"), [(None, "0"), (D(0), "1000.55"), (D(110), "900.55"), (D(2000), "0")]
)
def test_a_surplus_is_sold_as_far_as_the_owner_wants(keep: D | None, sold: str):
    """Off sells nothing, a sweep all, a threshold of 110 dollars keeps 100 euros (domain rule 34)."""
    assert -D(sold) == amount_to_exchange(D("1000.559"), D("1.1"), terms(keep=keep))


@pytest.mark.parametrize(
    ("repatriation", "keep"),
    [(Repatriation.OFF, None), (Repatriation.ABOVE_THRESHOLD, D(50)), (Repatriation.SWEEP_ALL, D(0))],
)
def test_terms_come_from_the_options(repatriation: Repatriation, keep: D | None):
    """Buffer, rates and what is kept are the request's; the base currency is exchanged against nothing."""
    options = PlanOptions(repatriation=repatriation, repatriation_threshold=D(50), fx_buffer_pct=D("0.02"))
    account = snapshot("0", {}, {}, fx_rates=(fx_rate("EUR", "1.1"), fx_rate("USD", "1")))
    read = fx_terms(question(account, policy({}), options=options))

    assert FxTerms(base="USD", rates={"EUR": D("1.1")}, buffer=D("0.02"), keep=keep) == read


def test_flows_are_netted_per_currency_and_costs_are_paid_in_base():
    """Sell 10, buy 4 of another at 100 euros: 600 more euros, and three dollars of costs."""
    sold = trade("A", Side.SELL, "10", currency="EUR", costs=Costs(spread=D(1)))
    bought = trade("B", Side.BUY, "4", currency="EUR", costs=Costs(commission=D(2)))

    assert {"USD": D(7), "EUR": D(600)} == add_trades({"USD": D(10)}, (sold, bought), "USD")


def test_balances_are_the_snapshots_cash():
    """Base cash and foreign cash stand side by side, each in its own currency."""
    account = snapshot("5", {}, {}, foreign_cash=(foreign("EUR", "7"),))

    assert {"USD": D(5), "EUR": D(7)} == cash_balances(account)


def test_exchange_pays_in_base_currency():
    """100 euros lacking at 1.10 take 110 dollars, and a sweep of 50 francs at 1.20 brings 60."""
    balances = {"USD": D(1000), "EUR": D(-100), "CHF": D(50)}

    assert D(950) == base_after_exchange(balances, terms(keep=D(0)))


def test_all_cash_is_valued_in_base_currency():
    """Ten dollars and 100 euros are 120 dollars; a currency without a rate counts for nothing."""
    assert D(120) == total_cash({"USD": D(10), "EUR": D(100), "JPY": D(5000)}, terms())


def test_sales_of_currency_come_first_because_they_pay():
    """Euros are swept before francs are bought."""
    balances = {"CHF": D(-50), "EUR": D(100), "USD": D(0)}
    made = exchange_currencies(balances, terms(keep=D(0)))

    assert [("FX:EUR", Side.SELL, D(100), D("110.0")), ("FX:CHF", Side.BUY, D(50), D("60.0"))] == [
        (fx.trade_id, fx.side, fx.amount, fx.base_amount) for fx in made
    ]


def test_exchanges_of_one_side_are_in_the_order_of_currencies():
    """In whatever order balances are listed."""
    codes = ["AUD", "CAD", "CHF", "CZK", "EUR", "GBP", "JPY", "NOK", "SEK"]
    listed = FxTerms(base="USD", rates=dict.fromkeys(codes, D(1)))
    made = exchange_currencies({"USD": D(0), **dict.fromkeys(reversed(codes), D(-1))}, listed)

    assert codes == [fx.currency for fx in made]


def test_exchanges_say_why():
    """Funding and repatriation each have their code and name the amount."""
    balances = {"CHF": D(50), "EUR": D("-99.995"), "USD": D(0)}
    made = exchange_currencies(balances, terms(keep=D(0), buffer=D("0.01")))

    assert [
        ("REPATRIATION", "50 CHF are not needed and go back to USD."),
        ("FUNDING", "100 EUR are lacking after all trades, with a buffer of 1%."),
    ] == [(fx.reason.code.value, fx.reason.text) for fx in made]


def test_nothing_is_exchanged_without_need():
    """Balanced currencies, the base currency and one without a rate ask for no exchange."""
    assert () == exchange_currencies({"USD": D(-5), "EUR": D(0), "JPY": D(-5)}, terms())


def test_buys_depend_on_the_exchange_that_pays_for_them():
    """Requirement 003: the euro buy waits for FX:EUR; sells and dollar buys wait for nothing."""
    trades = (
        trade("A", Side.SELL, currency="EUR"),
        trade("B", Side.BUY, currency="EUR"),
        trade("C", Side.BUY),
    )
    exchanges = exchange_currencies({"USD": D(0), "EUR": D(-1)}, terms())

    assert [(), ("FX:EUR",), ()] == [line.depends_on for line in name_funding(trades, exchanges)]


def test_a_swept_currency_funds_no_buy():
    """Only purchases of currency are waited for."""
    exchanges = exchange_currencies({"USD": D(0), "EUR": D(1)}, terms(keep=D(0)))
    line = trade("B", Side.BUY, currency="EUR")

    assert (line,) == name_funding((line,), exchanges)
