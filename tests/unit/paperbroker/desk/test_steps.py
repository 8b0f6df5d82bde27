from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal as D

from hypothesis import given, settings
from hypothesis import strategies as st

from paperbroker.basics.refusals import RefusedError
from paperbroker.book.activities import ActivityQuery
from paperbroker.desk.exchange import Exchange
from paperbroker.desk.replacing import replace_order
from paperbroker.desk.scene import Cancels
from paperbroker.desk.steps import advance_orders
from paperbroker.desk.trading import cancel, submit
from paperbroker.orders.portions import FillMode
from unit.paperbroker.builders import BUY, SELL, demo, exchange, steps, with_shares

BUY_ONE = {**BUY, "qty": "1"}


def test_a_price_jump_between_order_and_fill_is_paid() -> None:
    """The broker fills what it took, so cash may end below zero; a client must plan for it."""
    market = exchange(**with_shares("1", cash="410.25"))
    order = submit(market, demo(market), BUY_ONE)
    market.move_prices({"SPY": D("420.25")})
    steps(market, order, 2)

    assert (D(-10), D(-10)) == (demo(market).cash, market.standing(demo(market)).buying_power)


def test_a_dollar_sale_after_a_fall_sells_only_what_was_held_for_it() -> None:
    """Two such sales of half the position each never oversell it."""
    market = exchange(**with_shares("10"))
    half = {**SELL, "notional": "2051.25"}
    orders = [submit(market, demo(market), half) for _ in range(2)]
    market.move_prices({"SPY": D(200)})

    assert [["new", "filled"], ["filled", "filled"]] == [steps(market, order, 2) for order in orders]
    assert D(0) == market.standing(demo(market)).ledger.quantity("SPY")


def test_a_halted_symbol_keeps_its_orders_waiting() -> None:
    """The others trade on."""
    market = exchange()
    spy, qqq = (submit(market, demo(market), {**BUY_ONE, "symbol": symbol}) for symbol in ("SPY", "QQQ"))
    market.halt("SPY")
    steps(market, spy, 1)

    assert (["new"], ["filled"]) == (steps(market, spy, 1), steps(market, qqq, 1))


def test_a_fill_moves_cash_and_is_remembered() -> None:
    """Ledger and history are booked together."""
    market = exchange(**with_shares("2", cash="0"))
    sale = submit(market, demo(market), {**SELL, "qty": "1"})
    steps(market, sale, 2)

    assert (D("410.25"), 1) == (
        demo(market).cash,
        len(market.book.activities.select("demo", ActivityQuery(is_fill=True))),
    )


moves = st.one_of(
    st.tuples(st.sampled_from(["buy", "sell"]), st.decimals(min_value="0.01", max_value="6", places=3)),
    st.tuples(st.just("price"), st.decimals(min_value="50", max_value="900", places=2)),
    st.tuples(st.just("limit"), st.integers(min_value=1, max_value=9).map(D)),
    st.tuples(st.just("replace"), st.integers(min_value=1, max_value=12).map(D)),
    st.tuples(st.sampled_from(["step", "cancel", "race"]), st.just(D(0))),
    st.tuples(st.just("fills"), st.sampled_from([D(0), D(1), D(2), D(3)])),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(moves, max_size=25))
def test_no_history_oversells_or_loses_a_cent(history: list[tuple[str, D]]) -> None:
    """Whatever happens, shares held never pass shares owned and cash moves by exactly what filled."""
    market = exchange(**with_shares("10", cash="5000"))
    for move, size in history:
        with suppress(RefusedError):
            _MOVES[move](market, size)
        standing = market.standing(demo(market))
        assert D(0) <= standing.held_shares("SPY") <= standing.ledger.quantity("SPY")

    fills = market.book.activities.select("demo", ActivityQuery(is_fill=True))
    assert D(5000) + sum(fill.cash_change for fill in fills) == demo(market).cash


def _cancel_oldest(market: Exchange, _: D) -> None:
    for order in market.book.orders.open_of("demo")[:1]:
        cancel(market, demo(market), str(order.id))


def _replace_newest(market: Exchange, size: D) -> None:
    for order in market.book.orders.open_of("demo")[-1:]:
        replace_order(market, demo(market), str(order.id), {"qty": size // 1 + 1, "limit_price": "420"})


_MOVES: dict[str, Callable[[Exchange, D], object]] = {
    "price": lambda market, size: market.move_prices({"SPY": size}),
    "step": lambda market, _: advance_orders(market, demo(market)),
    "cancel": _cancel_oldest,
    "replace": _replace_newest,
    "race": lambda market, _: market.set_cancels(Cancels(fill_wins=not market.cancels.fill_wins)),
    "limit": lambda market, size: submit(
        market, demo(market), {**SELL, "qty": size, "type": "limit", "limit_price": "420"}
    ),
    "fills": lambda market, size: market.set_fills(list(FillMode)[int(size)]),
    "buy": lambda market, size: submit(market, demo(market), {**BUY, "qty": size}),
    "sell": lambda market, size: submit(market, demo(market), {**SELL, "qty": size}),
}
