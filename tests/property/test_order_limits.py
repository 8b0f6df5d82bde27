"""Hard limits: whatever basket comes and however its orders fill, what leaves is inside them (I-17)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from builders import leg
from trimtab.domain.bounds import Bounds
from trimtab.domain.leg import Leg, LegState
from trimtab.domain.money import ZERO
from trimtab.domain.past_trading import PastTrading
from trimtab.domain.policy import Limits
from trimtab.domain.trade import Side
from trimtab.execution.limits import Ask, find_breach, find_order_breach

SYMBOLS = ("AAA", "BBB", "CCC")
amounts = st.decimals("0.01", "500", places=2)
prices = st.decimals("0.5", "300", places=2)
asks = st.builds(Ask, symbol=st.sampled_from(SYMBOLS), quantity=amounts, price=prices)


@st.composite
def bounds_of(draw: st.DrawFn) -> Bounds:
    """Draw limits of the size of the baskets, so that most of them bind now and then."""
    value = st.decimals("100", "150000", places=2)
    limits = Limits(
        max_orders=draw(st.integers(1, 6)),
        max_order_value=draw(value),
        max_run_value=draw(value) * 2,
        max_day_orders=draw(st.integers(1, 12)),
        max_day_value=draw(value) * 3,
        max_run_turnover=draw(st.decimals("0.1", "1", places=2)),
        max_day_turnover=draw(st.decimals("0.1", "3", places=2)),
        max_volume_share=draw(st.decimals("0.01", "1", places=2)),
    )
    volumes = st.none() | st.integers(100, 50_000).map(Decimal)
    past = tuple(
        PastTrading(symbol=symbol, last_close=Decimal(1), average_volume=draw(volumes)) for symbol in SYMBOLS
    )
    return Bounds(
        limits=limits,
        account_value=draw(value) * 2,
        day_orders=draw(st.integers(0, 6)),
        day_value=draw(value),
        past=past,
    )


def is_inside(count: int, value: Decimal, turned: Decimal, bounds: Bounds) -> bool:
    """Tell whether a run that has sent so much is inside what holds for a run and a day, counted anew."""
    limits, twice = bounds.limits, 2 * bounds.account_value
    return (
        count <= limits.max_orders
        and count + bounds.day_orders <= limits.max_day_orders
        and value <= limits.max_run_value
        and value + bounds.day_value <= limits.max_day_value
        and turned / twice <= limits.max_run_turnover
        and (turned + bounds.day_value) / twice <= limits.max_day_turnover
    )


def is_small(ask: Ask, bounds: Bounds) -> bool:
    """Tell whether an order is inside what holds for one order, counted anew."""
    volume = {each.symbol: each.average_volume for each in bounds.past}[ask.symbol]
    is_quiet = volume is None or ask.quantity / volume <= bounds.limits.max_volume_share
    return is_quiet and ask.quantity * ask.price <= bounds.limits.max_order_value


@given(st.lists(asks, max_size=7).map(tuple), bounds_of())
def test_a_basket_is_taken_exactly_when_it_keeps_every_limit(basket: tuple[Ask, ...], bounds: Bounds):
    """None passes that breaks one, and none is refused that breaks none."""
    value = sum((ask.quantity * ask.price for ask in basket), ZERO)
    is_kept = is_inside(len(basket), value, value, bounds) and all(is_small(ask, bounds) for ask in basket)

    assert is_kept is (find_breach(basket, bounds) is None)


@given(st.lists(st.tuples(asks, prices, st.integers(0, 4)), min_size=1, max_size=8), bounds_of())
def test_what_leaves_keeps_every_limit_at_each_moment(orders: list[tuple[Ask, Decimal, int]], bounds: Bounds):
    """Prices move, orders fill in part or not at all; what would be too much stays, the next may go."""
    legs = tuple(_leg(number, ask) for number, (ask, _, _) in enumerate(orders, start=1))
    count, value, turned = 0, ZERO, ZERO
    for number, (ask, price, quarters) in enumerate(orders):
        if find_order_breach(legs[number], legs, price, bounds):
            continue
        leaving = replace(ask, price=price)
        count, turned = count + 1, turned + ask.quantity * ask.price
        assert is_small(leaving, bounds)
        assert is_inside(count, value + leaving.value, turned, bounds)
        filled = ask.quantity * quarters / 4
        value, turned = value + filled * price, turned - (ask.quantity - filled) * ask.price
        legs = (*legs[:number], _ended(legs[number], filled, price), *legs[number + 1 :])


def _leg(number: int, ask: Ask) -> Leg:
    return leg(number, Side.SELL, str(ask.quantity), symbol=ask.symbol, reference_price=ask.price)


def _ended(sent: Leg, filled: Decimal, price: Decimal) -> Leg:
    state = LegState.FILLED if filled == sent.quantity else LegState.CANCELLED
    return replace(sent, state=state, attempts=1, filled_quantity=filled, filled_average_price=price)
