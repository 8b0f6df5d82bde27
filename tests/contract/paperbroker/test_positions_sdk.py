"""The unmodified alpaca-py clients on positions, over real HTTP on loopback."""

from __future__ import annotations

from typing import Any

from alpaca.trading.enums import OrderSide
from alpaca.trading.models import ClosePositionResponse, Order
from alpaca.trading.requests import ClosePositionRequest

from contract.paperbroker.acts import MSFT, Sdk, control, limit, looks, placed, refusal
from contract.paperbroker.scenes import opening
from paperbroker.server import Broker


def two_positions(broker: Broker) -> None:
    held = {"MSFT": MSFT, "SPY": {"qty": "2", "avg_entry_price": "1"}}
    control(broker, "reset", opening(positions=held))


def bodies(rows: list[ClosePositionResponse]) -> list[tuple[str | None, int | None, Any]]:
    return [(row.symbol, row.status, row.body) for row in rows]


def test_positions_show_cost_and_gain(client: Sdk) -> None:
    """Ten shares bought at 157.70 are 23 dollars up at 160."""
    position = client.get_all_positions()[0]

    assert ("MSFT", "10", "157.7", "1577", "1600", "23") == (
        position.symbol,
        position.qty,
        position.avg_entry_price,
        position.cost_basis,
        position.market_value,
        position.unrealized_pl,
    )


def test_lots_make_one_position(broker: Broker, client: Sdk) -> None:
    """Three at 100 and one at 200 cost 125 each."""
    lots = [
        {"qty": "1", "price": "200", "acquired_at": "2025-01-02"},
        {"qty": "3", "price": "100", "acquired_at": "2024-01-02"},
    ]
    control(broker, "reset", opening(positions={"MSFT": {"lots": lots}}))
    position = client.get_open_position("MSFT")

    assert ("4", "500", "125") == (position.qty, position.cost_basis, position.avg_entry_price)


def test_the_oldest_lot_is_sold_first(broker: Broker, client: Sdk) -> None:
    """Of one at 200 from 2025 and three at 100 from 2024, two sold leave one of each."""
    test_lots_make_one_position(broker, client)
    looks(client, client.close_position("MSFT", ClosePositionRequest(qty="2")), 2)

    assert "150" == client.get_open_position("MSFT").avg_entry_price


def test_one_position_is_found_by_symbol_or_asset_id(client: Sdk) -> None:
    """Both name the same holding."""
    by_symbol = client.get_open_position("MSFT")

    assert by_symbol == client.get_open_position(by_symbol.asset_id)


def test_a_position_that_is_not_held_is_404(client: Sdk) -> None:
    """Alpaca's code for it, also when it is to be closed."""
    for act in (client.get_open_position, client.close_position):
        assert (404, 40410000) == refusal(lambda act=act: act("SPY"))[:2]


def test_a_position_is_closed_whole(client: Sdk) -> None:
    """A market order for all of it, after which it is gone."""
    order = client.close_position("MSFT")

    assert ("10", OrderSide.SELL, "market") == (order.qty, order.side, order.type.value)
    assert ["new", "filled"] == looks(client, order, 2)
    assert [] == client.get_all_positions()


def test_a_position_is_closed_in_part(client: Sdk) -> None:
    """By shares of nine decimals, or by percent, found by asset id."""
    asset_id = client.get_open_position("MSFT").asset_id
    by_shares = client.close_position("MSFT", ClosePositionRequest(qty="0.123456789"))
    by_percent = client.close_position(asset_id, ClosePositionRequest(percentage="25"))

    assert ("0.123456789", "2.5") == (by_shares.qty, by_percent.qty)


def test_a_portion_above_the_whole_is_refused(client: Sdk) -> None:
    """101 percent is no percentage, eleven of ten shares are not there."""
    assert 422 == refusal(lambda: client.close_position("MSFT", ClosePositionRequest(percentage="101")))[0]
    assert 403 == refusal(lambda: client.close_position("MSFT", ClosePositionRequest(qty="11")))[0]


def test_a_position_held_for_orders_cannot_be_closed(client: Sdk) -> None:
    """The shares are promised; the position says so as well."""
    placed(client, limit(symbol="MSFT", side=OrderSide.SELL, qty=4, limit_price=200))

    assert "6" == client.get_open_position("MSFT").qty_available
    assert (403, 40310000, "insufficient qty available for order (requested: 10, available: 6)") == refusal(
        lambda: client.close_position("MSFT")
    )


def test_closing_all_answers_with_an_order_each(broker: Broker, client: Sdk) -> None:
    """In symbol order, both at the market."""
    two_positions(broker)
    rows = bodies(client.close_all_positions())

    assert [("MSFT", 200, "10"), ("SPY", 200, "2")] == [(name, code, body.qty) for name, code, body in rows]


def test_closing_all_reports_what_is_held_back(broker: Broker, client: Sdk) -> None:
    """One position is refused, the other closed."""
    two_positions(broker)
    placed(client, limit(side=OrderSide.SELL, qty=2, limit_price=900))
    first, second = bodies(client.close_all_positions())

    assert isinstance(first[2], Order)
    assert ("SPY", 403, 0, 2) == (*second[:2], second[2].available, second[2].held_for_orders)


def test_closing_all_may_cancel_orders_first(broker: Broker, client: Sdk) -> None:
    """The shares are free by then, so both positions go."""
    two_positions(broker)
    resting = placed(client, limit(side=OrderSide.SELL, qty=2, limit_price=900))
    rows = bodies(client.close_all_positions(cancel_orders=True))
    looks(client, resting, 1)

    assert ([200, 200], "canceled") == (
        [row[1] for row in rows],
        client.get_order_by_id(resting.id).status.value,
    )
    assert [] == client.get_all_positions()
