"""The JSON shapes of an account: itself, its configurations, its positions, its history."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal
from typing import Final

from paperbroker.basics.money import CENT, SHARE_STEP, dollars, plain, rounded, spendable
from paperbroker.book.account import Account
from paperbroker.desk.history import Worth
from paperbroker.desk.performance import Performance, Timeframe
from paperbroker.desk.positions import Position
from paperbroker.desk.standing import Standing
from paperbroker.web.render import Json, instant

_FREE_CASH: Final = (
    *("buying_power", "regt_buying_power"),
    *("non_marginable_buying_power", "options_buying_power"),
)
_ALWAYS_ZERO: Final = (
    *("initial_margin", "maintenance_margin", "last_maintenance_margin", "sma"),
    *("accrued_fees", "pending_reg_taf_fees", "intraday_adjustments"),
)


def render_account(standing: Standing, worth: Worth) -> Json:
    """Show a cash account: multiplier 1, no shorting; purchasable amounts are rounded down."""
    account, cash = standing.account, standing.ledger.cash
    return {
        "id": str(account.id),
        "account_number": f"PA{account.id.int % 10**10:010d}",
        "status": account.status,
        "crypto_status": "INACTIVE",
        "currency": "USD",
        "cash": dollars(cash),
        "equity": dollars(worth.equity),
        "portfolio_value": dollars(worth.equity),
        "last_equity": dollars(worth.last_equity),
        "long_market_value": dollars(worth.equity - cash),
        "short_market_value": "0",
        **dict.fromkeys(_FREE_CASH, spendable(standing.buying_power)),
        **dict.fromkeys(_ALWAYS_ZERO, "0"),
        **asdict(account.restrictions),
        "trade_suspended_by_user": account.configurations.suspend_trade,
        "multiplier": "1",
        "shorting_enabled": False,
        "created_at": instant(account.opened_at),
        "balance_asof": worth.last_day.isoformat(),
        "options_approved_level": 0,
        "options_trading_level": 0,
    }


def render_configurations(account: Account) -> Json:
    """Show what the owner has set."""
    return asdict(account.configurations)


def render_position(position: Position) -> Json:
    """Show a holding; the cost follows the lots that remain after first-in, first-out sales."""
    qty, cost, value = position.qty, position.cost, position.value
    gain, gain_today = value - cost, value - position.cost_today
    return {
        "asset_id": str(position.asset.id),
        "symbol": position.asset.symbol,
        "exchange": position.asset.exchange,
        "asset_class": position.asset.asset_class,
        "asset_marginable": position.asset.is_marginable,
        "avg_entry_price": rounded(cost / qty),
        "qty": plain(qty),
        "qty_available": plain(qty - position.held_qty),
        "side": "long",
        "market_value": plain(value),
        "cost_basis": plain(cost),
        "unrealized_pl": plain(gain),
        "unrealized_plpc": rounded(gain / cost),
        "unrealized_intraday_pl": plain(gain_today),
        "unrealized_intraday_plpc": rounded(gain_today / position.cost_today),
        "current_price": plain(position.price),
        "lastday_price": plain(position.last_close),
        "change_today": rounded(position.change_today),
    }


def render_performance(performance: Performance, timeframe: Timeframe) -> Json:
    """Show a history; here, unlike elsewhere in trading, values are plain JSON numbers."""
    points = performance.points
    return {
        "timestamp": [int(point.window.starts_at.timestamp()) for point in points],
        "equity": [_number(point.equity) for point in points],
        "profit_loss": [_number(point.profit) for point in points],
        "profit_loss_pct": [
            _number(point.profit / point.base, SHARE_STEP) if point.base else None for point in points
        ],
        "base_value": _number(performance.base_value),
        "base_value_asof": performance.base_day.isoformat(),
        "timeframe": timeframe,
        "cashflow": {kind: list(map(_number, sums)) for kind, sums in performance.cashflow.items()},
    }


def _number(value: Decimal, step: Decimal = CENT) -> object:
    return float(value.quantize(step))
