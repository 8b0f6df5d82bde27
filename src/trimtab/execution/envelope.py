"""Check that the world is still inside the bounds a plan was approved for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Final

from trimtab.domain.instruments import AssetClass
from trimtab.domain.money import HUNDRED, ZERO, to_text
from trimtab.domain.plan import Plan
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.snapshot import UNCLASSIFIED, Snapshot
from trimtab.domain.trade import Side, Trade


def find_departure(plan: Plan, fresh: Snapshot, now: datetime) -> Reason | None:
    """Return the first way in which a plan no longer fits its account, or None.

    `fresh` prices every symbol of the plan. A departure is no error: the owner looks at a new plan.
    """
    if now >= plan.envelope.expires_at:
        return Reason(ReasonCode.PLAN_EXPIRED, "The plan has expired; preview again.")
    if fresh.is_account_blocked:
        return Reason(ReasonCode.ACCOUNT_BLOCKED, "The broker has blocked the account.")
    by_trade = (_find_trade_departure(trade, plan, fresh) for trade in plan.trades)
    by_weight = _moved_weights(plan, fresh)
    return next((reason for reasons in (by_trade, by_weight) for reason in reasons if reason), None)


def _find_trade_departure(trade: Trade, plan: Plan, fresh: Snapshot) -> Reason | None:
    return next((reason for check in _CHECKS if (reason := check(trade, plan, fresh))), None)


def _price_moved(trade: Trade, plan: Plan, fresh: Snapshot) -> Reason | None:
    quote = fresh.quote(trade.symbol)
    if quote is None:
        return Reason(ReasonCode.PRICE_MISSING, f"There is no price for {trade.symbol} now; preview again.")
    if abs(quote.price / trade.price - 1) <= plan.envelope.max_price_move:
        return None
    text = f"{trade.symbol} moved from {trade.price} to {quote.price} since the plan; preview again."
    return Reason(ReasonCode.PRICE_MOVED, text)


def _shares_gone(trade: Trade, _: Plan, fresh: Snapshot) -> Reason | None:
    free = fresh.holding(trade.symbol).available_quantity
    if trade.side is Side.BUY or trade.quantity <= free:
        return None
    text = (
        f"{to_text(free)} {trade.symbol} are free, {to_text(trade.quantity)} were to be sold; preview again."
    )
    return Reason(ReasonCode.SHARES_HELD_BY_ORDERS, text)


_CHECKS: Final[tuple[Callable[[Trade, Plan, Snapshot], Reason | None], ...]] = (_price_moved, _shares_gone)


def _moved_weights(plan: Plan, fresh: Snapshot) -> Iterator[Reason]:
    """Compare every weight the plan knew or the account shows; what one of them lacks is zero there."""
    values, total = fresh.market_values, fresh.total_value
    if total <= 0:
        yield Reason(ReasonCode.DRIFT_MOVED, "The portfolio is worth nothing now; preview again.")
        return
    known = {row.key: row.actual_weight for row in plan.drift.rows if not _is_class(row.key, values)}
    for key in sorted(known.keys() | values.keys()):
        before, weight = known.get(key, ZERO), values.get(key, ZERO) / total
        if abs(weight - before) > plan.envelope.max_weight_move:
            text = f"{key} was {_percent(before)} of the portfolio and is {_percent(weight)} now"
            yield Reason(ReasonCode.DRIFT_MOVED, f"{text}; preview again.")


def _is_class(key: str, values: Mapping[str, Decimal]) -> bool:
    """Tell whether a row is one of a whole class: its symbols are judged, and it has no value of its own."""
    return key in _CLASSES and key not in values


_CLASSES: Final = frozenset({UNCLASSIFIED, *(each.value for each in AssetClass)})


def _percent(weight: Decimal) -> str:
    return f"{weight * HUNDRED:.2f} %"
