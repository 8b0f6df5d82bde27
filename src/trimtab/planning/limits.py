"""Keep a plan within its limits: the largest common fraction of all its trades that meets every one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from functools import cache, partial
from typing import Final

from trimtab.domain.constraints import Constraints
from trimtab.domain.money import CENT, ONE, SHARE_DUST, ZERO, round_down, to_text
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import PlanRequest
from trimtab.domain.rules import BindingLimit
from trimtab.domain.trade import Side, SkippedTrade, Trade
from trimtab.drift.words import percent_text
from trimtab.planning.funding import Purse, Treasury, missing_cash, open_purse
from trimtab.planning.fx import Balances, base_after_exchange, total_cash
from trimtab.planning.last_count import last_count
from trimtab.planning.methods.moves import Move
from trimtab.planning.sizing import Share, is_worth_making, scale_trade, skip

FRACTIONS: Final = 10_000
"""A plan is cut to a multiple of one ten-thousandth of itself."""

_STEP: Final = ONE / FRACTIONS

CASH_LIMIT: Final = "CASH"
"""The name of the limit that cash itself sets."""

_EXACT: Final = Context(prec=80)

Trades = tuple[Trade, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limited:
    """Trades within the limits, what the limits left too small to trade, and which of them bound."""

    trades: Trades
    dropped: tuple[SkippedTrade, ...] = ()
    binding: tuple[BindingLimit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Limit:
    """A ceiling on what is measured of the trades; both are shown divided by `unit`."""

    code: ReasonCode
    ceiling: Decimal
    measure: Callable[[Trades], Decimal]
    words: str
    unit: Decimal = ONE

    def is_kept(self, trades: Trades) -> bool:
        return self.measure(trades) <= self.ceiling


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """The whole trades before limits, by side, and the cash they draw on."""

    sells: Trades
    buys: Trades
    treasury: Treasury
    request: PlanRequest


def keep_within_limits(
    trades: Trades, request: PlanRequest, total_value: Decimal, treasury: Treasury
) -> Limited:
    """Scale all trades, exits as well, by the largest fraction found that meets every limit.

    A tighter limit never gives larger turnover: sells and wanted buys grow with the fraction, symbol by
    symbol, and buys fall back to the largest fraction of their own that the sells pay for, which grows too.
    """
    limits = _limits(request.policy.constraints, total_value)
    broken = [limit for limit in limits if not limit.is_kept(trades)]
    if not broken:
        return Limited(trades=trades)
    sells = tuple(trade for trade in trades if trade.side is Side.SELL)
    buys = tuple(trade for trade in trades if trade.side is Side.BUY)
    wish = _Wish(sells=sells, buys=buys, treasury=treasury, request=request)
    count, kept = _largest_within(wish, limits)
    left = {trade.symbol for trade in kept}
    lost = (trade for trade in trades if trade.symbol not in left)
    return Limited(
        trades=kept,
        dropped=tuple(skip(trade.symbol, broken[0].code) for trade in lost),
        binding=tuple(_bind(limit, trades, count * _STEP) for limit in broken),
    )


def exceeded_limit(trades: Trades, constraints: Constraints, total_value: Decimal) -> str:
    """Say which of the owner's limits trades exceed, the first of them; nothing where they keep to all."""
    broken = (limit for limit in _limits(constraints, total_value) if not limit.is_kept(trades))
    return next((_comparison(limit, trades) for limit in broken), "")


def cash_fraction(
    moves: Mapping[str, Move], trades: Trades, request: PlanRequest, treasury: Treasury
) -> Decimal:
    """Return the largest fraction of all moves that cash pays for, before rounding (domain rule 18).

    One where the sells pay for the buys, however the portfolio stands against its cash floor.
    """
    full = dict(treasury.balances)
    for trade in trades:
        amount = -makeable_change(moves[trade.symbol], trade, request) / trade.fx_rate
        full[trade.currency] = full.get(trade.currency, ZERO) + amount
        full[treasury.terms.base] -= trade.costs.total

    def is_payable(count: int) -> bool:
        return _is_payable(treasury, full, count * _STEP)

    return last_count(is_payable, most=FRACTIONS, guess=FRACTIONS) * _STEP


def makeable_change(move: Move, trade: Trade, request: PlanRequest) -> Decimal:
    """Tell how much of a move's change in base value can be made, before it is cut to steps."""
    free = request.snapshot.holding(trade.symbol).available_quantity * trade.price * trade.fx_rate
    return move.change if trade.side is Side.BUY else max(move.change, -free)


def bind_cash(asked: Trades, paid: Trades, *, lacking: Decimal, excused: Decimal) -> tuple[BindingLimit, ...]:
    """Name cash as what cut the buys, unless no more than the excused amount was lacking, to the cent."""
    if lacking < excused + CENT:
        return ()
    wanted, spent = _outlay(asked), _outlay(paid)
    text = f"Cash pays for {_money(spent)} of the {_money(wanted)} of purchases wanted."
    return (
        BindingLimit(
            limit=CASH_LIMIT,
            allowed=max(wanted - lacking, ZERO),
            wanted=wanted,
            fraction=round_down(spent / wanted, _STEP),
            reason=Reason(ReasonCode.CASH_SHORT, text),
        ),
    )


def bind_fraction(asked: Trades, fraction: Decimal) -> BindingLimit:
    """Name cash as what cut all trades to the same fraction."""
    wanted = _outlay(asked)
    text = f"Cash pays for {percent_text(fraction)} of every trade."
    return BindingLimit(
        limit=CASH_LIMIT,
        allowed=wanted * fraction,
        wanted=wanted,
        fraction=fraction,
        reason=Reason(ReasonCode.CASH_SHORT, text),
    )


def _limits(constraints: Constraints, total_value: Decimal) -> tuple[_Limit, ...]:
    """List the limits that are set, turnover as domain rule 37 counts it."""
    known = (
        (ReasonCode.MAX_TURNOVER, constraints.max_turnover, _gross, "The turnover", 2 * total_value),
        (ReasonCode.TRANSACTION_COST_LIMIT, constraints.transaction_cost_limit, _costs, "The cost", ONE),
        (ReasonCode.ALLOCATE_AT_MOST, constraints.allocate_at_most, _bought, "What is bought", ONE),
    )
    return tuple(
        _Limit(code=code, ceiling=_EXACT.multiply(allowed, unit), measure=measure, words=words, unit=unit)
        for code, allowed, measure, words, unit in known
        if allowed is not None
    )


def _gross(trades: Trades) -> Decimal:
    return sum((trade.value for trade in trades), ZERO)


def _costs(trades: Trades) -> Decimal:
    return sum((trade.costs.total for trade in trades), ZERO)


def _bought(trades: Trades) -> Decimal:
    return sum((trade.value for trade in trades if trade.side is Side.BUY), ZERO)


def _outlay(buys: Trades) -> Decimal:
    return _gross(buys) + _costs(buys)


def _largest_within(wish: _Wish, limits: tuple[_Limit, ...]) -> tuple[int, Trades]:
    """Search the largest count of ten-thousandths that meets the limits, from where it should be."""
    whole = wish.sells + wish.buys
    guess = min(
        int(FRACTIONS * limit.ceiling / limit.measure(whole)) for limit in limits if limit.measure(whole)
    )

    def is_within(count: int) -> bool:
        return all(limit.is_kept(_scaled(wish, count)) for limit in limits)

    count = last_count(is_within, most=FRACTIONS, guess=guess)
    return count, _scaled(wish, count)


def _scaled(wish: _Wish, count: int) -> Trades:
    """Scale the sells, and the buys as far as these pay for them."""
    sells = _payable(wish, _cut(wish.sells, wish.request, count))
    purse = _purse(wish, sells)
    buys = cache(partial(_cut, wish.buys, wish.request))

    def is_payable(fewer: int) -> bool:
        return missing_cash(purse, buys(fewer)) <= 0

    return sells + buys(last_count(is_payable, most=count, guess=count))


def _payable(wish: _Wish, sells: Trades) -> Trades:
    """Leave foreign sells out where base currency cannot pay for them all in turn, each as if whole."""
    base = wish.treasury.terms.base
    left = wish.treasury.balances[base]
    cut = {sell.symbol: sell for sell in sells}
    for whole in wish.sells:
        if whole.currency != base:
            left -= whole.costs.total
        elif whole.symbol in cut:
            left += cut[whole.symbol].value - cut[whole.symbol].costs.total
        if left < 0:
            return tuple(sell for sell in sells if sell.currency == base)
    return sells


def _purse(wish: _Wish, sells: Trades) -> Purse:
    """Open the purse after the sells; the costs of foreign sells are set aside as if these were whole.

    They bring no base currency, and larger ones must not leave less of it.
    """
    base = wish.treasury.terms.base
    aside = sum((trade.costs.total for trade in wish.sells if trade.currency != base), ZERO)
    taken = sum((trade.costs.total for trade in sells if trade.currency != base), ZERO)
    balances = {**wish.treasury.balances, base: wish.treasury.balances[base] - (aside - taken)}
    return open_purse(replace(wish.treasury, balances=balances), sells)


def _cut(trades: Trades, request: PlanRequest, count: int) -> Trades:
    share = Share(Decimal(count), Decimal(FRACTIONS))
    scaled = (scale_trade(trade, share, request) for trade in trades)
    return tuple(trade for trade in scaled if is_worth_making(trade, request))


def _is_payable(treasury: Treasury, full: Balances, fraction: Decimal) -> bool:
    terms, start = treasury.terms, treasury.balances
    after = {
        currency: start.get(currency, ZERO) + fraction * (full[currency] - start.get(currency, ZERO))
        for currency in full
    }
    base_floor = min(treasury.floor, base_after_exchange(start, terms))
    total_floor = min(treasury.floor, total_cash(start, terms))
    # Exchanges are cut to cents; without any, less than what a share can be divided into is lost to rounding.
    slack = CENT if len(full) > 1 else SHARE_DUST
    is_base_kept = base_after_exchange(after, terms) > base_floor - slack
    return is_base_kept and total_cash(after, terms) > total_floor - slack


def _bind(limit: _Limit, trades: Trades, fraction: Decimal) -> BindingLimit:
    text = f"{_comparison(limit, trades)}: {percent_text(fraction)} of every trade is made."
    return BindingLimit(
        limit=limit.code.value,
        allowed=limit.ceiling / limit.unit,
        wanted=limit.measure(trades) / limit.unit,
        fraction=fraction,
        reason=Reason(limit.code, text),
    )


def _comparison(limit: _Limit, trades: Trades) -> str:
    wanted, allowed = limit.measure(trades) / limit.unit, limit.ceiling / limit.unit
    return f"{limit.words} would be {_shown(wanted, limit)}, at most {_shown(allowed, limit)} is allowed"


def _shown(amount: Decimal, limit: _Limit) -> str:
    return percent_text(amount) if limit.code is ReasonCode.MAX_TURNOVER else _money(amount)


def _money(amount: Decimal) -> str:
    return to_text(amount.quantize(CENT))
