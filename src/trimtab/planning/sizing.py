"""Turn a change of value into shares or money: never more than is held, never less than the minimum."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, Context, Decimal
from typing import Final

from trimtab.domain.drift import DriftLevel, DriftRow
from trimtab.domain.instruments import Instrument, QuantityUnit
from trimtab.domain.money import CENT, ONE, SHARE_DUST, round_down, round_to_cents
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.request import PlanRequest, SellLimit
from trimtab.domain.trade import Priority, Side, SkippedTrade, Trade
from trimtab.planning.costs import estimate_costs
from trimtab.planning.explain import EXIT_CODES, explain_skip, explain_trade
from trimtab.planning.methods.moves import Move
from trimtab.planning.universe import Member

_PRIORITIES: Final = {
    DriftLevel.CRITICAL: Priority.HIGH,
    DriftLevel.WARNING: Priority.MEDIUM,
    DriftLevel.WITHIN_TOLERANCE: Priority.LOW,
}

_WIDE: Final = Context(prec=80, rounding=ROUND_FLOOR)


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, kept as two numbers so that thirds stay exact."""

    part: Decimal
    whole: Decimal = ONE

    def of(self, value: Decimal, step: Decimal) -> Decimal:
        """Take this share of a value, cut down to a multiple of the step."""
        return round_down(_WIDE.divide(_WIDE.multiply(value, self.part), self.whole), step)


def size_move(move: Move, row: DriftRow, member: Member, request: PlanRequest) -> Trade | SkippedTrade:
    """Size one move, or say why it is no trade.

    A full exit sells the held quantity itself: value over price can exceed what is held. Taxes limit every
    other sale.
    """
    snapshot = request.snapshot
    side = Side.SELL if move.change < 0 else Side.BUY
    refusal = member.no_sell if side is Side.SELL else member.no_buy
    instrument, quote = snapshot.instrument(row.key), snapshot.quote(row.key)
    if refusal or instrument is None or quote is None:
        return skip(row.key, refusal or ReasonCode.PRICE_MISSING)
    rate = snapshot.rate(instrument.currency)
    if rate is None:
        return skip(row.key, ReasonCode.FX_RATE_MISSING)
    if side is Side.BUY and member.buy_bar:
        return SkippedTrade(symbol=row.key, reason=member.buy_bar)
    held = snapshot.holding(row.key)
    trade = Trade(
        symbol=row.key,
        side=side,
        quantity=held.available_quantity,
        price=quote.price,
        reason=explain_trade(row, side, move.code),
        priority=_PRIORITIES[row.level],
        held_quantity=held.quantity,
        currency=instrument.currency,
        fx_rate=rate,
    )
    sized = trade if move.is_exit else _size(trade, abs(move.change) / rate, instrument)
    limit = member.sell_limit if side is Side.SELL and move.code not in EXIT_CODES else None
    return _within(limit, sized, request) if limit else judge_size(with_costs(sized, request), request)


def _within(limit: SellLimit, sale: Trade, request: PlanRequest) -> Trade | SkippedTrade:
    """Cut a sale to its limit; what is left too small because of that is skipped for the limit's reason."""
    if sale.quantity <= limit.quantity:
        return judge_size(with_costs(sale, request), request)
    allowed = scale_trade(sale, Share(limit.quantity, sale.quantity), request)
    if is_worth_making(allowed, request):
        return allowed
    return SkippedTrade(symbol=sale.symbol, reason=limit.reason)


def scale_trade(trade: Trade, share: Share, request: PlanRequest) -> Trade:
    """Cut a trade down to a share of itself, in steps of its instrument, with the costs of its new size."""
    if _unit(trade, request) is QuantityUnit.NOTIONAL:
        return with_costs(sized_in_money(trade, share.of(trade.amount, CENT)), request)
    step = _unit(trade, request).step
    return with_costs(trade.resized(share.of(trade.quantity, step), None, trade.costs), request)


def with_costs(trade: Trade, request: PlanRequest) -> Trade:
    """Estimate what a trade of this size costs."""
    instrument = request.snapshot.instrument(trade.symbol)
    costs = estimate_costs(trade, instrument, request.policy.costs) if instrument else trade.costs
    return trade if costs == trade.costs else trade.resized(trade.quantity, trade.notional, costs)


def judge_size(trade: Trade, request: PlanRequest) -> Trade | SkippedTrade:
    """Let a trade pass that is worth making, or say that it is too small."""
    if not trade.quantity:
        return skip(trade.symbol, ReasonCode.BELOW_ONE_SHARE)
    return trade if is_worth_making(trade, request) else skip(trade.symbol, ReasonCode.BELOW_MINIMUM_TRADE)


def is_worth_making(trade: Trade, request: PlanRequest) -> bool:
    """Tell whether a trade reaches its minimum; a sale must bring in more than it costs, too."""
    is_enough = trade.quantity > 0 and trade.value >= request.least_trade(trade.symbol)
    return is_enough and (trade.side is Side.BUY or trade.value > trade.costs.total)


def skip(symbol: str, code: ReasonCode) -> SkippedTrade:
    """Leave a symbol alone for a reason that does not depend on its drift."""
    return SkippedTrade(symbol=symbol, reason=explain_skip(symbol, code))


def minimum_trade(request: PlanRequest, symbol: str) -> Decimal:
    """Return the least value worth a trade in base currency (domain rule 8)."""
    return request.least_trade(symbol)


def _size(trade: Trade, amount: Decimal, instrument: Instrument) -> Trade:
    """Cut an amount in the instrument's currency to what can be ordered; `trade` holds what can be sold."""
    free = trade.quantity
    if instrument.unit is QuantityUnit.NOTIONAL:
        sized = sized_in_money(trade, round_to_cents(amount))
        whole = sized_in_money(trade, round_down(free * trade.price, CENT))
    else:
        sized = replace(trade, quantity=round_down(amount / trade.price, instrument.unit.step))
        whole = replace(trade, quantity=round_down(free, instrument.unit.step))
    return whole if trade.side is Side.SELL and sized.quantity > free else sized


def sized_in_money(trade: Trade, amount: Decimal) -> Trade:
    """Size a trade by an amount in the instrument's currency; its shares are what that pays for."""
    return trade.resized(round_down(amount / trade.price, SHARE_DUST), amount, trade.costs)


def _unit(trade: Trade, request: PlanRequest) -> QuantityUnit:
    instrument = request.snapshot.instrument(trade.symbol)
    if instrument is None:
        raise LookupError(f"{trade.symbol} was sized without an instrument")
    return instrument.unit
