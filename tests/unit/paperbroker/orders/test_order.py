from __future__ import annotations

from decimal import Decimal as D

import pytest

from paperbroker.basics.side import Side
from paperbroker.orders.order import OrderType, Status
from unit.paperbroker.builders import order, ticket


@pytest.mark.parametrize(
    ("sized", "fractional"), [({"qty": D("1.5")}, True), ({"qty": D(2)}, False), ({"notional": D(5)}, True)]
)
def test_dollar_amounts_and_parts_of_shares_are_fractional(sized: dict[str, D], *, fractional: bool) -> None:
    """Only whole quantities are not."""
    assert fractional == ticket(**sized).is_fractional


def test_a_dollar_amount_buys_shares_cut_to_nine_decimals() -> None:
    """1,000 at 300 is 3.333333333."""
    assert D("3.333333333") == ticket(notional=D(1000)).shares_at(D(300))


@pytest.mark.parametrize(
    ("side", "price", "trades"),
    [("buy", 100, True), ("buy", 101, False), ("sell", 100, True), ("sell", 99, False)],
)
def test_limits_trade_at_their_price_or_better(side: str, price: int, *, trades: bool) -> None:
    """The limit itself is good enough on either side."""
    limit = ticket(side=Side(side), type=OrderType.LIMIT, limit_price=D(100))

    assert trades == limit.is_marketable_at(D(price))


def test_an_open_purchase_holds_cash_for_its_open_part() -> None:
    """Four of ten filled: six at the reference price are held."""
    assert D(600) == order(filled_qty=D(4), filled_value=D(400)).held_cash


def test_an_open_dollar_purchase_holds_what_is_not_spent() -> None:
    """1,000 less 400 spent."""
    placed = order(ticket(notional=D(1000)), filled_qty=D(4), filled_value=D(400))

    assert D(600) == placed.held_cash


def test_an_open_sale_holds_shares_and_no_cash() -> None:
    """Six of ten shares are still promised."""
    placed = order(ticket(side=Side.SELL), filled_qty=D(4), filled_value=D(400))

    assert (D(6), D(0)) == (placed.held_shares, placed.held_cash)


@pytest.mark.parametrize(
    "status", [Status.FILLED, Status.CANCELED, Status.EXPIRED, Status.REPLACED, Status.REJECTED]
)
def test_an_ended_order_holds_nothing(status: Status) -> None:
    """Whatever ends an order frees what it held."""
    buy, sell = order(status=status), order(ticket(side=Side.SELL), status=status)

    assert (D(0), D(0)) == (buy.held_cash, sell.held_shares)


def test_a_dollar_sale_never_passes_the_shares_held_for_it() -> None:
    """Taken at 100, at 50 the same dollars would need twice the shares; only the held ones are sold."""
    placed = order(ticket(side=Side.SELL, notional=D(1000)))

    assert D(10) == placed.remaining_at(D(50))


def test_an_unfilled_order_has_no_average_price() -> None:
    """There is nothing to average."""
    assert order().filled_avg_price is None


@pytest.mark.parametrize("status", [Status.PENDING_CANCEL, Status.PENDING_REPLACE])
def test_an_order_on_its_way_out_still_holds(status: Status) -> None:
    """Shares stay held until the cancellation is confirmed (alpaca §8)."""
    assert D(10) == order(ticket(side=Side.SELL), status=status).held_shares


@pytest.mark.parametrize(("pending_hold", "held"), [(None, 1000), (D(400), 600), (D(1200), 0)])
def test_a_replacement_holds_what_its_predecessor_does_not(pending_hold: D | None, held: int) -> None:
    """Together they hold the larger of the two."""
    assert D(held) == order(pending_hold=pending_hold).held_cash


def test_what_was_carried_over_is_not_traded_again() -> None:
    """Ten in all, four by the order before, one since: five are left and held."""
    placed = order(ticket(side=Side.SELL), carried_qty=D(4), filled_qty=D(1))

    assert (D(5), D(5)) == (placed.remaining_at(D(100)), placed.held_shares)


@pytest.mark.parametrize(
    ("side", "last", "triggered"),
    [("buy", 100, True), ("buy", 99, False), ("sell", 100, True), ("sell", 101, False)],
)
def test_stops_are_triggered_at_their_price_or_worse(side: str, last: int, *, triggered: bool) -> None:
    """A purchase by a rise, a sale by a fall."""
    placed = ticket(side=Side(side), type=OrderType.STOP, stop_price=D(100))

    assert triggered == placed.is_triggered_at(D(last))


def test_the_submission_time_carries_the_orders_own_nanoseconds() -> None:
    """Three digits below the microsecond."""
    assert 1_795_194_000_000_000_042 == order(nanosecond=42).submitted_ns
