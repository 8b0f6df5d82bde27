"""Buys and the cash for them."""

from __future__ import annotations

from decimal import Decimal as D

from hypothesis import given
from hypothesis import strategies as st

from property.portfolios import SYMBOLS, prices, scaled
from trimtab.domain.money import round_down
from trimtab.planning.funding import WantedBuy, fit_to_cash


@st.composite
def baskets(draw: st.DrawFn) -> tuple[WantedBuy, ...]:
    symbols = draw(st.lists(st.sampled_from(SYMBOLS), unique=True))
    return tuple(draw(buys(symbol)) for symbol in symbols)


@st.composite
def buys(draw: st.DrawFn, symbol: str) -> WantedBuy:
    step = draw(st.sampled_from([D(1), D("1E-9")]))
    quantity = round_down(draw(scaled(1, 10**12, 9)), step) + step
    return WantedBuy(symbol=symbol, quantity=quantity, price=draw(prices), step=step)


budgets = scaled(-(10**6), 10**9, 2)


@given(baskets(), budgets)
def test_the_budget_is_never_exceeded(basket: tuple[WantedBuy, ...], budget: D):
    """All buys together cost at most the budget; below zero nothing is bought (I-04, F-055)."""
    affordable = fit_to_cash(basket, budget)

    assert sum((affordable[buy.symbol] * buy.price for buy in basket), D(0)) <= max(budget, D(0))


@given(baskets(), budgets)
def test_no_buy_grows(basket: tuple[WantedBuy, ...], budget: D):
    """Each buy gets between nothing and what was wanted, in whole steps."""
    affordable = fit_to_cash(basket, budget)

    assert all(0 <= affordable[buy.symbol] <= buy.quantity for buy in basket)
    assert all(affordable[buy.symbol] % buy.step == 0 for buy in basket)


@given(baskets(), budgets)
def test_every_buy_gets_an_answer(basket: tuple[WantedBuy, ...], budget: D):
    """No symbol is forgotten and none is added."""
    assert {buy.symbol for buy in basket} == fit_to_cash(basket, budget).keys()


@given(baskets(), budgets)
def test_the_order_of_the_basket_does_not_matter(basket: tuple[WantedBuy, ...], budget: D):
    """The same buys in another order get the same cash."""
    assert fit_to_cash(basket, budget) == fit_to_cash(basket[::-1], budget)


@given(baskets())
def test_enough_is_enough(basket: tuple[WantedBuy, ...]):
    """With exactly the cost of everything, everything is bought."""
    cost = sum((buy.cost for buy in basket), D(0))

    assert {buy.symbol: buy.quantity for buy in basket} == fit_to_cash(basket, cost)
