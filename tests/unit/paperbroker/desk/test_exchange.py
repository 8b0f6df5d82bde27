from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paperbroker.basics.fields import SettingError
from paperbroker.basics.refusals import RefusedError
from paperbroker.desk.exchange import Exchange
from paperbroker.desk.settings import read_reset
from paperbroker.orders.life import FillMode
from paperbroker.orders.order import Status
from unit.paperbroker.builders import BUY, SELL, clock, demo, exchange, refusal_of, steps, with_shares

BUY_ONE = {**BUY, "qty": "1"}


def test_an_order_while_open_is_pending_then_new_then_filled() -> None:
    """One step per look, and a filled order stays filled."""
    market = exchange()
    order = submit(market, demo(market), BUY_ONE)

    assert ["pending_new", "new", "filled", "filled"] == [order.status, *steps(market, order, 3)]


def test_an_order_while_closed_waits_for_the_open() -> None:
    """Accepted stays accepted until the market opens."""
    market = exchange()
    market.set_clock(clock(is_open=False))
    order = submit(market, demo(market), BUY_ONE)
    waiting = steps(market, order, 2)
    market.set_clock(clock(is_open=True))

    assert ["accepted", "accepted", "accepted", "new", "filled"] == [
        order.status,
        *waiting,
        *steps(market, order, 2),
    ]


def test_partial_fills_end_when_full_fills_return() -> None:
    """Half, three quarters, then the rest."""
    market = exchange()
    market.set_fills(FillMode.PARTIAL)
    order = submit(market, demo(market), BUY_ONE)
    steps(market, order, 3)
    market.set_fills(FillMode.FULL)

    assert ["filled"] == steps(market, order, 1)
    assert [D("0.5"), D("0.25"), D("0.25")] == [fill.qty for fill in demo(market).fills]


def test_a_client_id_is_never_free_again() -> None:
    """A canceled order still owns its id."""
    market = exchange()
    order = submit(market, demo(market), {**BUY_ONE, "client_order_id": "mine"})
    cancel(market, demo(market), str(order.id))
    refusal = refusal_of(market, {**BUY_ONE, "client_order_id": "mine"})

    assert (422, 40010001, "client_order_id must be unique") == (
        refusal.status,
        refusal.code,
        refusal.message,
    )


def test_other_accounts_may_use_the_same_client_id() -> None:
    """Ids are unique per account."""
    keys = [{"key": "a", "secret": "x"}, {"key": "b", "secret": "y"}]
    market = exchange(accounts=keys)
    taken = [
        submit(market, market.authenticate(k["key"], k["secret"]), {**BUY_ONE, "client_order_id": "c"})
        for k in keys
    ]

    assert ["c", "c"] == [order.ticket.client_order_id for order in taken]


def test_an_unknown_symbol_is_refused() -> None:
    """The message names it."""
    refusal = refusal_of(exchange(), {**BUY_ONE, "symbol": "NOPE"})

    assert (422, 42210000, 'asset "NOPE" not found') == (refusal.status, refusal.code, refusal.message)


def test_a_refused_order_leaves_nothing_behind() -> None:
    """Neither an order nor a used client id."""
    market = exchange()
    refusal_of(market, {**BUY, "qty": "1000", "client_order_id": "again"})

    assert {} == demo(market).orders
    assert (
        "again" == submit(market, demo(market), {**BUY_ONE, "client_order_id": "again"}).ticket.client_order_id
    )


def test_while_closed_purchases_count_at_the_last_price() -> None:
    """A spread matters only while quotes are live."""
    market = exchange(spread_bps="100", accounts=[{"key": "demo", "secret": "demo-secret", "cash": "410.25"}])
    refused = refusal_of(market, BUY_ONE)
    market.set_clock(clock(is_open=False))

    assert ("412.3012", Status.ACCEPTED) == (
        refused.extras["cost_basis"],
        submit(market, demo(market), BUY_ONE).status,
    )


def test_a_filled_order_cannot_be_canceled() -> None:
    """The refusal names the state."""
    market = exchange()
    order = submit(market, demo(market), BUY_ONE)
    steps(market, order, 2)
    with pytest.raises(RefusedError, match='order is already in "filled" state'):
        cancel(market, demo(market), str(order.id))


def test_a_canceled_order_cannot_be_canceled_again() -> None:
    """The second attempt is refused, as documented."""
    market = exchange()
    order = submit(market, demo(market), BUY_ONE)
    cancel(market, demo(market), str(order.id))
    with pytest.raises(RefusedError, match='order is already in "canceled" state'):
        cancel(market, demo(market), str(order.id))


@pytest.mark.parametrize(
    ("key", "secret"), [("demo", "wrong"), ("other", "demo-secret"), ("", ""), ("demo", "é")]
)
def test_wrong_keys_are_unauthorized(key: str, secret: str) -> None:
    """Both halves of the pair must match."""
    with pytest.raises(RefusedError) as caught:
        exchange().authenticate(key, secret)

    assert {"message": "unauthorized."} == caught.value.refusal.body


def test_replay_sets_closes_and_previous_closes() -> None:
    """The last trading day of 2019 and the one before."""
    market = exchange()
    market.replay("sp500", date(2019, 12, 31))

    assert (D("152.597"), D("152.49")) == (market.market.prices["MSFT"], market.market.previous["MSFT"])


def test_replay_of_an_unknown_series_names_those_there_are() -> None:
    """The folder's series are listed, and no path leads out of it."""
    with pytest.raises(
        SettingError, match=r"'\.\./sp500' is not here; the series are \['factors', 'sp500'\]"
    ):
        exchange().replay("../sp500", date(2019, 12, 31))


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"prices": {"NOPE": "1"}}, "prices.NOPE"),
        ({"assets": [{"symbol": "NEW"}]}, "assets.NEW"),
        (with_shares("1", symbol="NOPE"), "positions.NOPE"),
    ],
)
def test_a_reset_that_cannot_be_priced_changes_nothing(body: dict[str, object], field: str) -> None:
    """The culprit is named and the old state stands."""
    market = exchange()
    submit(market, demo(market), BUY_ONE)
    with pytest.raises(SettingError) as caught:
        market.reset(read_reset(body))

    assert (field, 1) == (caught.value.field, len(demo(market).orders))


def test_a_reset_with_a_time_follows_the_calendar() -> None:
    """A fixed Saturday is closed, while a reset without a time is held open."""
    assert (False, True) == (exchange(now="2026-11-21T17:00:00Z").clock.is_open, exchange().clock.is_open)


def test_a_price_jump_between_order_and_fill_is_paid() -> None:
    """The broker fills what it took, so cash may end below zero; a client must plan for it."""
    market = exchange(**with_shares("1", cash="410.25"))
    order = submit(market, demo(market), BUY_ONE)
    market.move_prices({"SPY": D("420.25")})
    steps(market, order, 2)

    assert (D(-10), D(-10)) == (demo(market).ledger.cash, demo(market).buying_power)


def test_a_dollar_sale_after_a_fall_sells_only_what_was_held_for_it() -> None:
    """Two such sales of half the position each never oversell it."""
    market = exchange(**with_shares("10"))
    half = {**SELL, "notional": "2051.25"}
    orders = [submit(market, demo(market), half) for _ in range(2)]
    market.move_prices({"SPY": D(200)})

    assert [["new", "filled"], ["filled", "filled"]] == [steps(market, order, 2) for order in orders]
    assert D(0) == demo(market).ledger.quantity("SPY")


moves = st.one_of(
    st.tuples(st.sampled_from(["buy", "sell"]), st.decimals(min_value="0.01", max_value="6", places=3)),
    st.tuples(st.just("price"), st.decimals(min_value="50", max_value="900", places=2)),
    st.tuples(st.sampled_from(["step", "cancel"]), st.just(D(0))),
    st.tuples(st.just("fills"), st.sampled_from([D(0), D(1), D(2)])),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(moves, max_size=25))
def test_no_history_oversells_or_loses_a_cent(history: list[tuple[str, D]]) -> None:
    """Whatever happens, shares held never pass shares owned and cash moves by exactly what filled."""
    market = exchange(**with_shares("10", cash="5000"))
    account = demo(market)
    for move, size in history:
        with suppress(RefusedError):
            _MOVES[move](market, size)
        assert D(0) <= account.held_shares("SPY") <= account.ledger.quantity("SPY")

    paid = sum((fill.qty * fill.price * (1 if fill.side == "buy" else -1) for fill in account.fills), D(0))
    assert D(5000) - paid == account.ledger.cash


def _cancel_oldest(market: Exchange, _: D) -> None:
    for order in demo(market).open_orders()[:1]:
        cancel(market, demo(market), str(order.id))


_MOVES: dict[str, Callable[[Exchange, D], object]] = {
    "price": lambda market, size: market.move_prices({"SPY": size}),
    "step": lambda market, _: advance_orders(market, demo(market)),
    "cancel": _cancel_oldest,
    "fills": lambda market, size: market.set_fills(list(FillMode)[int(size)]),
    "buy": lambda market, size: submit(market, demo(market), {**BUY, "qty": size}),
    "sell": lambda market, size: submit(market, demo(market), {**SELL, "qty": size}),
}
