"""The JSON shapes of the trading API: decimals as text, times in RFC 3339, absent values null."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from paperbroker.basics.clock import MarketClock
from paperbroker.basics.money import dollars, plain, rounded, spendable
from paperbroker.basics.sessions import NEW_YORK, Session, sessions_from
from paperbroker.basics.side import Side
from paperbroker.desk.standing import Standing
from paperbroker.market.assets import Asset
from paperbroker.market.board import Market
from paperbroker.orders.activity import Fill
from paperbroker.orders.order import Order, Status

Json = dict[str, object]


def render_account(standing: Standing, market: Market) -> Json:
    """Show a cash account: multiplier 1, no shorting; purchasable amounts are rounded down."""
    account = standing.account
    cash, value = standing.ledger.cash, standing.ledger.equity(market.prices)
    free = spendable(standing.buying_power)
    return {
        "id": str(account.id),
        "account_number": f"PA{account.id.int % 10**10:010d}",
        "status": "ACTIVE",
        "crypto_status": "INACTIVE",
        "currency": "USD",
        "cash": dollars(cash),
        "equity": dollars(value),
        "portfolio_value": dollars(value),
        "last_equity": dollars(account.opening_equity),
        "long_market_value": dollars(value - cash),
        "short_market_value": "0",
        **dict.fromkeys(_FREE_CASH, free),
        **dict.fromkeys(_ALWAYS_ZERO, "0"),
        **dict.fromkeys(_NEVER_BLOCKED, False),
        "multiplier": "1",
        "shorting_enabled": False,
        "created_at": instant(account.opened_at),
        "balance_asof": account.opened_at.astimezone(NEW_YORK).date().isoformat(),
        "options_approved_level": 0,
        "options_trading_level": 0,
    }


_FREE_CASH = ("buying_power", "regt_buying_power", "non_marginable_buying_power", "options_buying_power")
_ALWAYS_ZERO = (
    "initial_margin",
    "maintenance_margin",
    "last_maintenance_margin",
    "sma",
    "accrued_fees",
    "pending_reg_taf_fees",
    "intraday_adjustments",
)
_NEVER_BLOCKED = ("trading_blocked", "transfers_blocked", "account_blocked", "trade_suspended_by_user")


def render_position(standing: Standing, asset: Asset, market: Market) -> Json:
    """Show a holding; the cost follows the lots that remain after first-in, first-out sales."""
    qty, cost = standing.ledger.quantity(asset.symbol), standing.ledger.cost_basis(asset.symbol)
    price, last_close = market.prices[asset.symbol], market.previous[asset.symbol]
    gain, gain_today = qty * price - cost, qty * (price - last_close)
    return {
        "asset_id": str(asset.id),
        "symbol": asset.symbol,
        "exchange": asset.exchange,
        "asset_class": "us_equity",
        "asset_marginable": False,
        "avg_entry_price": rounded(cost / qty),
        "qty": plain(qty),
        "qty_available": plain(qty - standing.held_shares(asset.symbol)),
        "side": "long",
        "market_value": plain(qty * price),
        "cost_basis": plain(cost),
        "unrealized_pl": plain(gain),
        "unrealized_plpc": rounded(gain / cost),
        "unrealized_intraday_pl": plain(gain_today),
        "unrealized_intraday_plpc": rounded(price / last_close - 1),
        "current_price": plain(price),
        "lastday_price": plain(last_close),
        "change_today": rounded(price / last_close - 1),
    }


def render_asset(asset: Asset) -> Json:
    """Show an asset, with the deprecated `easy_to_borrow` the SDK still requires."""
    return {
        "id": str(asset.id),
        "class": "us_equity",
        "exchange": asset.exchange,
        "symbol": asset.symbol,
        "name": asset.name,
        "status": "active" if asset.is_active else "inactive",
        "tradable": asset.is_tradable,
        "fractionable": asset.is_fractionable,
        "marginable": False,
        "shortable": False,
        "easy_to_borrow": False,
        "borrow_status": "not_shortable",
        "margin_requirement_long": "100",
        "margin_requirement_short": "100",
        "maintenance_margin_requirement": 100,
        "attributes": [],
        "min_order_size": None,
        "min_trade_increment": None,
        "price_increment": None,
        "cusip": None,
    }


def render_clock(clock: MarketClock) -> Json:
    """Show the clock with the New York offset."""
    next_open, next_close = clock.upcoming()
    return {
        "timestamp": clock.now().astimezone(NEW_YORK).isoformat(),
        "is_open": clock.is_open,
        "next_open": next_open.isoformat(),
        "next_close": next_close.isoformat(),
    }


def render_session(session: Session) -> Json:
    """Show a calendar day; trades settle on the next session."""
    return {
        "date": session.day.isoformat(),
        "open": session.opens_at.strftime("%H:%M"),
        "close": session.closes_at.strftime("%H:%M"),
        "session_open": "0400",
        "session_close": "2000",
        "settlement_date": next(sessions_from(session.day + timedelta(days=1))).day.isoformat(),
    }


def render_order(order: Order, asset: Asset) -> Json:
    """Show an order; one for a dollar amount keeps `qty` null, also once filled."""
    ticket = order.ticket
    return {
        "id": str(order.id),
        "client_order_id": ticket.client_order_id,
        **_order_times(order),
        "replaced_by": None,
        "replaces": None,
        "asset_id": str(asset.id),
        "symbol": ticket.symbol,
        "asset_class": "us_equity",
        "notional": _text(ticket.notional),
        "qty": _text(ticket.qty),
        "filled_qty": plain(order.filled_qty),
        "filled_avg_price": None if order.filled_avg_price is None else rounded(order.filled_avg_price),
        "order_class": "",
        "order_type": ticket.type,
        "type": ticket.type,
        "side": ticket.side,
        "time_in_force": ticket.time_in_force,
        "limit_price": _text(ticket.limit_price),
        "status": order.status,
        "extended_hours": False,
        "position_intent": "buy_to_open" if ticket.side is Side.BUY else "sell_to_close",
        **dict.fromkeys(_NEVER_SET),
    }


_NEVER_SET = ("stop_price", "trail_percent", "trail_price", "hwm", "legs", "subtag", "source")


def _order_times(order: Order) -> Json:
    return {
        "created_at": instant(order.created_at),
        "submitted_at": instant(order.created_at),
        "updated_at": instant(order.updated_at),
        "expires_at": instant(order.expires_at),
        "filled_at": instant(order.filled_at),
        "canceled_at": instant(order.canceled_at),
        "expired_at": instant(order.expired_at),
        "failed_at": None,
        "replaced_at": None,
    }


def render_fill(fill: Fill) -> Json:
    """Show a fill as an activity; `type` tells whether it completed the order."""
    return {
        "id": fill.key,
        "activity_type": "FILL",
        "type": "fill" if fill.order_status is Status.FILLED else "partial_fill",
        "transaction_time": instant(fill.at),
        "symbol": fill.symbol,
        "side": fill.side,
        "price": plain(fill.price),
        "qty": plain(fill.qty),
        "cum_qty": plain(fill.cum_qty),
        "leaves_qty": plain(fill.leaves_qty),
        "order_id": str(fill.order_id),
        "order_status": fill.order_status,
    }


def instant(at: datetime | None) -> str | None:
    """Write an instant in UTC to the microsecond; None stays None."""
    return (
        None if at is None else at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    )


def _text(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)
