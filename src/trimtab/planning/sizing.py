"""Turn a difference in value into shares: whole or fractional, never more than is held."""

from __future__ import annotations

from decimal import Decimal

from trimtab.domain.drift import DriftLevel, DriftRow
from trimtab.domain.instruments import Instrument
from trimtab.domain.money import round_down
from trimtab.domain.policy import Policy, UntargetedRule
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.trade import Priority, Side, SkippedTrade, Trade
from trimtab.planning.explain import explain_skip, explain_trade

_PRIORITIES = {
    DriftLevel.CRITICAL: Priority.HIGH,
    DriftLevel.WARNING: Priority.MEDIUM,
    DriftLevel.WITHIN_TOLERANCE: Priority.LOW,
}


def size_trade(row: DriftRow, snapshot: Snapshot, policy: Policy) -> Trade | SkippedTrade:
    """Size the trade that brings a row to its target, or say why there is none.

    A full exit sells the held quantity itself: value over price can exceed what is held.
    """
    refusal = _untradable_because(row, snapshot, policy)
    instrument, quote = snapshot.instrument(row.key), snapshot.quote(row.key)
    if refusal or instrument is None or quote is None:
        return skip(row.key, refusal or ReasonCode.PRICE_MISSING)
    side = Side.SELL if row.drift > 0 else Side.BUY
    quantity = _quantity(row, snapshot, instrument, quote.price)
    if not quantity:
        return skip(row.key, ReasonCode.BELOW_ONE_SHARE)
    if quantity * quote.price < policy.minimum_trade:
        return skip(row.key, ReasonCode.BELOW_MINIMUM_TRADE)
    return Trade(
        symbol=row.key,
        side=side,
        quantity=quantity,
        price=quote.price,
        reason=_trade_reason(row, side),
        priority=_PRIORITIES[row.level],
    )


def skip(symbol: str, code: ReasonCode) -> SkippedTrade:
    """Leave a symbol alone for a reason that does not depend on its drift."""
    return SkippedTrade(symbol=symbol, reason=explain_skip(symbol, code))


def _untradable_because(row: DriftRow, snapshot: Snapshot, policy: Policy) -> ReasonCode | None:
    instrument = snapshot.instrument(row.key)
    wanted = {target.symbol for target in policy.targets.enabled}
    obstacles = (
        (row.key not in wanted and policy.untargeted is UntargetedRule.HOLD, ReasonCode.UNTARGETED_HELD),
        (row.key in snapshot.busy_symbols, ReasonCode.OPEN_ORDERS),
        (instrument is None or not instrument.is_tradable, ReasonCode.NOT_TRADABLE),
        (snapshot.quote(row.key) is None, ReasonCode.PRICE_MISSING),
        (
            row.drift > 0 and not snapshot.holding(row.key).available_quantity,
            ReasonCode.SHARES_HELD_BY_ORDERS,
        ),
    )
    return next((code for applies, code in obstacles if applies), None)


def _quantity(row: DriftRow, snapshot: Snapshot, instrument: Instrument, price: Decimal) -> Decimal:
    available = snapshot.holding(row.key).available_quantity
    if row.drift > 0 and not row.target_weight:
        return available
    difference = abs(row.target_weight * snapshot.total_value - row.market_value)
    quantity = round_down(difference / price, instrument.unit.step)
    return min(quantity, available) if row.drift > 0 else quantity


def _trade_reason(row: DriftRow, side: Side) -> Reason:
    code = (
        ReasonCode.LIQUIDATION if side is Side.SELL and not row.target_weight else ReasonCode.REBALANCE_DRIFT
    )
    return explain_trade(row, side, code)
