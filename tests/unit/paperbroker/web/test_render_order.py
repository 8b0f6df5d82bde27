from __future__ import annotations

from decimal import Decimal as D
from uuid import UUID

from paperbroker.orders.order import OrderType, Status
from paperbroker.web.render_order import render_order
from unit.paperbroker.builders import order, ticket


def test_a_dollar_order_keeps_qty_null_once_filled() -> None:
    """The shares stand in filled_qty only."""
    filled = order(ticket(notional=D("50.50")), status=Status.FILLED, filled_qty=D("0.5"), filled_value=D(50))
    shown = render_order(filled)

    assert (None, "50.5", "0.5", "100", "filled") == tuple(
        shown[name] for name in ("qty", "notional", "filled_qty", "filled_avg_price", "status")
    )


def test_small_quantities_show_no_exponent() -> None:
    """One billionth is written out."""
    assert "0.000000001" == render_order(order(ticket(qty=D("1E-9"))))["qty"]


def test_times_carry_nine_decimals() -> None:
    """The last three are the order's own, and what has not happened is null."""
    shown = render_order(order(nanosecond=42))

    assert ("2026-11-20T17:00:00.000000042Z", None) == (shown["submitted_at"], shown["filled_at"])
    assert shown["submitted_at"] == shown["created_at"] == shown["updated_at"]


def test_a_chain_of_orders_names_both_ends() -> None:
    """What was replaced and what replaced it stand as ids."""
    shown = render_order(order(replaces=UUID(int=8), replaced_by=UUID(int=9)))

    assert (str(UUID(int=8)), str(UUID(int=9))) == (shown["replaces"], shown["replaced_by"])


def test_a_stop_limit_shows_both_prices() -> None:
    """As text, like every price."""
    placed = ticket(type=OrderType.STOP_LIMIT, stop_price=D("99.50"), limit_price=D(99))
    shown = render_order(order(placed))

    assert ("stop_limit", "99.5", "99") == (shown["type"], shown["stop_price"], shown["limit_price"])
