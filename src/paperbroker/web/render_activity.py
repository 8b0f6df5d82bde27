"""The JSON shapes of activities: executions, and entries without one."""

from __future__ import annotations

from decimal import Decimal

from paperbroker.basics.money import CENT, dollars, plain
from paperbroker.orders.activity import Activity, Entry, Fill
from paperbroker.orders.order import Status
from paperbroker.web.render import Json, instant


def render_activity(activity: Activity) -> Json:
    """Show an activity of either kind."""
    return render_fill(activity) if isinstance(activity, Fill) else render_entry(activity)


def render_fill(fill: Fill) -> Json:
    """Show a fill; `type` tells whether it completed the order."""
    return {
        "id": fill.key,
        "activity_type": fill.activity_type,
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


def render_entry(entry: Entry) -> Json:
    """Show an entry; without symbol, shares, rate or group it has no such field."""
    optional = {
        "symbol": entry.symbol,
        "qty": None if entry.qty is None else plain(entry.qty),
        "per_share_amount": None if entry.per_share_amount is None else plain(entry.per_share_amount),
        "group_id": None if entry.group_id is None else str(entry.group_id),
    }
    return {
        "id": entry.key,
        "activity_type": entry.activity_type,
        "activity_sub_type": entry.activity_sub_type or "",
        "date": entry.day.isoformat(),
        "net_amount": _dollars(entry.net_amount),
        "description": entry.description,
        "status": "executed",
        "currency": "USD",
        "created_at": instant(entry.at),
        **{name: value for name, value in optional.items() if value is not None},
    }


def _dollars(amount: Decimal) -> str:
    # An account may be opened with fractions of a cent, and every row is exact.
    return plain(amount) if amount % CENT else dollars(amount)
