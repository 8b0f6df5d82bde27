"""Make buys fit the cash that is there: scaled down or ranked, cut to tradable quantities, never up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Final

from trimtab.domain.constraints import CashShortRule
from trimtab.domain.instruments import QuantityUnit
from trimtab.domain.money import ONE, ZERO
from trimtab.domain.request import PlanRequest
from trimtab.domain.trade import Trade
from trimtab.planning.fx import Balances, FxTerms, add_trades, base_after_exchange, total_cash
from trimtab.planning.last_count import last_count
from trimtab.planning.sizing import Share, is_worth_making, scale_trade

Trades = tuple[Trade, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedBuy:
    """A buy before cash was asked: shares, worst price per share in US dollars, and the tradable step."""

    symbol: str
    quantity: Decimal
    price: Decimal
    step: Decimal

    @property
    def cost(self) -> Decimal:
        """What the whole buy may cost, in US dollars."""
        return self.quantity * self.price


def fit_to_cash(buys: tuple[WantedBuy, ...], budget: Decimal) -> dict[str, Decimal]:
    """Return the affordable quantity of each symbol; all are scaled by one factor when cash is short.

    The sum of costs never exceeds the budget (I-04). What cutting to steps leaves over is spent on the
    largest shortfalls first, ties by symbol (domain rule 33; method 4 of the tie-breaking rules).
    """
    wanted_cost = sum((buy.cost for buy in buys), ZERO)
    if not buys or wanted_cost <= budget:
        return {buy.symbol: buy.quantity for buy in buys}
    share = Share(max(budget, ZERO), wanted_cost)
    scaled = {buy.symbol: share.of(buy.quantity, buy.step) for buy in buys}
    return _spend_leftover(buys, scaled, budget)


def _spend_leftover(
    buys: tuple[WantedBuy, ...], scaled: dict[str, Decimal], budget: Decimal
) -> dict[str, Decimal]:
    """Add one step per symbol while it fits; with fractional shares this is worth less than a cent or two."""
    left = budget - sum((scaled[buy.symbol] * buy.price for buy in buys), ZERO)
    quantities = dict(scaled)
    for buy in sorted(buys, key=lambda buy: (-(buy.quantity - scaled[buy.symbol]) * buy.price, buy.symbol)):
        extra = buy.step * buy.price
        if buy.step == ONE and extra <= left and quantities[buy.symbol] + buy.step <= buy.quantity:
            quantities[buy.symbol] += buy.step
            left -= extra
    return quantities


@dataclass(frozen=True, slots=True, kw_only=True)
class Treasury:
    """Cash before any trade, by currency, on what terms it is exchanged, and what buys must leave of it."""

    balances: Balances
    terms: FxTerms
    floor: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Purse:
    """The cash the buys draw on, by currency and before any exchange, and what they must leave of it.

    Both floors are in base currency: of the base currency itself, and of all cash together.
    """

    balances: Balances
    terms: FxTerms
    base_floor: Decimal
    total_floor: Decimal


def open_purse(treasury: Treasury, sells: Trades) -> Purse:
    """Set what buys must leave after the sells: the floor, or what there is without them if that is less."""
    terms = treasury.terms
    balances = add_trades(treasury.balances, sells, terms.base)
    return Purse(
        balances=balances,
        terms=terms,
        base_floor=min(treasury.floor, base_after_exchange(balances, terms)),
        total_floor=min(treasury.floor, total_cash(balances, terms)),
    )


def payable_sells(sells: Trades, treasury: Treasury) -> Trades:
    """Keep the sells whose costs can be paid in their turn; a foreign sell brings no base currency."""
    kept: list[Trade] = []
    left = treasury.balances
    for sell in sells:
        after = add_trades(left, (sell,), treasury.terms.base)
        if after[treasury.terms.base] >= min(left[treasury.terms.base], ZERO):
            kept.append(sell)
            left = after
    return tuple(kept)


def missing_cash(purse: Purse, buys: Trades) -> Decimal:
    """Tell what buys and their costs would take below a floor, in base currency; up to zero is payable."""
    return _missing(purse, add_trades(purse.balances, buys, purse.terms.base))


def fund_buys(buys: Trades, purse: Purse, request: PlanRequest) -> Trades:
    """Return the buys that can be paid, each at most as large as wanted (I-04; domain rule 33).

    `buys` come by rank. Whatever falls below its minimum trade is left out and frees its cash for the others.
    """
    if missing_cash(purse, buys) <= 0:
        return buys
    return _RULES[request.policy.constraints.cash_short](buys, purse, request)


def _missing(purse: Purse, balances: Balances) -> Decimal:
    return max(
        purse.base_floor - base_after_exchange(balances, purse.terms),
        purse.total_floor - total_cash(balances, purse.terms),
    )


def _fill_by_rank(buys: Trades, purse: Purse, request: PlanRequest) -> Trades:
    """Pay one buy after the other, in full as long as that goes."""
    paid: list[Trade] = []
    left = purse
    for buy in buys:
        fitted = _fit((buy,), left, request)[0]
        if is_worth_making(fitted, request):
            paid.append(fitted)
            left = replace(left, balances=add_trades(left.balances, (fitted,), left.terms.base))
    return tuple(paid)


def _scale_all(buys: Trades, purse: Purse, request: PlanRequest) -> Trades:
    """Scale all buys by one factor; those it makes too small go, the smallest for their minimum first.

    The fewer share the cash, the larger the factor, so up to some number all stay worth making.
    """
    ranked = sorted(buys, key=lambda buy: _dispensability(buy, request))

    @cache
    def fit(count: int) -> Trades:
        return _fit(tuple(ranked[:count]), purse, request)

    def is_worthwhile(count: int) -> bool:
        return all(is_worth_making(trade, request) for trade in fit(count))

    # The first look is at all of them: mostly nothing falls out.
    return fit(last_count(is_worthwhile, most=len(ranked), guess=len(ranked)))


def _dispensability(buy: Trade, request: PlanRequest) -> tuple[Decimal, Decimal, str]:
    """Rank a buy by how soon a smaller factor makes it less than its minimum, or less than one share."""
    step = buy.price * buy.fx_rate if _is_whole(buy, request) else ZERO
    return max(request.least_trade(buy.symbol), step) / buy.value, -buy.value, buy.symbol


def _fit(buys: Trades, purse: Purse, request: PlanRequest) -> Trades:
    """Scale buys by the largest factor that can be paid, then spend what cutting to shares left over.

    Rounding is not linear: what it takes is set aside, more each time, and the fit repeated.
    """
    if missing_cash(purse, buys) <= 0:
        return buys
    aside = ZERO
    fitted = _scaled(buys, purse, aside, request)
    while (lacking := missing_cash(purse, fitted)) > 0:
        aside = 2 * aside + lacking
        fitted = _scaled(buys, purse, aside, request)
    return _spend_rest(buys, fitted, purse, request)


def _scaled(buys: Trades, purse: Purse, aside: Decimal, request: PlanRequest) -> Trades:
    share = _payable_share(buys, purse, aside, request)
    return tuple(scale_trade(buy, share, request) for buy in buys)


def _payable_share(buys: Trades, purse: Purse, aside: Decimal, request: PlanRequest) -> Share:
    """Solve for the factor: what it leaves falls linearly between the points where a currency turns."""
    base = purse.terms.base
    fixed = sum((_fixed_cost(buy, request) for buy in buys), aside)
    full = add_trades(purse.balances, buys, base)
    start = {currency: purse.balances.get(currency, ZERO) for currency in full}
    start[base] -= fixed
    full[base] -= aside
    points = _turning_points(start, full, purse.terms)
    path = [_between(start, full, point) for point in points]
    base_left = [base_after_exchange(balances, purse.terms) - purse.base_floor for balances in path]
    total_left = [total_cash(balances, purse.terms) - purse.total_floor for balances in path]
    shares = (_root(points, base_left), _root(points, total_left))
    return min(shares, key=lambda share: share.part / share.whole)


def _fixed_cost(buy: Trade, request: PlanRequest) -> Decimal:
    return min(buy.costs.commission, request.policy.costs.minimum_commission)


def _turning_points(start: Balances, full: Balances, terms: FxTerms) -> list[Decimal]:
    """List the factors from zero to one at which a currency begins to be bought, or ceases to be sold."""
    points = {ZERO, ONE}
    for currency in start.keys() & terms.rates.keys():
        before, after = start[currency], full[currency]
        for level in [ZERO] if terms.keep is None else [ZERO, terms.keep / terms.rates[currency]]:
            if after < level < before:
                points.add((before - level) / (before - after))
    return sorted(points)


def _between(start: Balances, full: Balances, point: Decimal) -> dict[str, Decimal]:
    return {currency: before + point * (full[currency] - before) for currency, before in start.items()}


def _root(points: list[Decimal], left: list[Decimal]) -> Share:
    """Find the factor at which what is left reaches zero, on a line of straight pieces that falls."""
    if left[0] < 0:
        return Share(ZERO)
    for index, later in enumerate(left[1:]):
        if later < 0:
            earlier, drop = left[index], left[index] - later
            return Share(points[index] * drop + (points[index + 1] - points[index]) * earlier, drop)
    return Share(ONE)


def _spend_rest(wanted: Trades, fitted: Trades, purse: Purse, request: PlanRequest) -> Trades:
    """Add whole shares while they can be paid: one each by the largest shortfall, then as many as go."""
    bought = {trade.symbol: trade for trade in fitted}
    whole = [buy for buy in wanted if _is_whole(buy, request)]
    whole.sort(key=lambda buy: (bought[buy.symbol].value - buy.value, buy.symbol))
    balances = add_trades(purse.balances, fitted, purse.terms.base)
    for most in (ONE, None):
        for buy in whole:
            grown = _grow(bought[buy.symbol], buy, replace(purse, balances=balances), most, request)
            balances = _exchange_buy(balances, bought[buy.symbol], grown, purse.terms.base)
            bought[buy.symbol] = grown
    return tuple(bought[trade.symbol] for trade in fitted)


def _grow(trade: Trade, wanted: Trade, purse: Purse, most: Decimal | None, request: PlanRequest) -> Trade:
    """Add shares to a buy as far as the purse pays, at most what was wanted; `purse` has paid for `trade`."""
    spare = total_cash(purse.balances, purse.terms) - purse.total_floor
    affordable = spare // (trade.price * trade.fx_rate)
    upper = min(wanted.quantity - trade.quantity, affordable, most or affordable)

    @cache
    def grow(extra: int) -> Trade:
        return (
            scale_trade(wanted, Share(trade.quantity + extra, wanted.quantity), request) if extra else trade
        )

    def is_payable(extra: int) -> bool:
        return _missing(purse, _exchange_buy(purse.balances, trade, grow(extra), purse.terms.base)) <= 0

    return grow(last_count(is_payable, most=int(upper), guess=int(upper)))


def _exchange_buy(balances: Balances, old: Trade, new: Trade, base: str) -> dict[str, Decimal]:
    after = dict(balances)
    after[new.currency] += new.cash_effect - old.cash_effect
    after[base] -= new.costs.total - old.costs.total
    return after


def _is_whole(buy: Trade, request: PlanRequest) -> bool:
    instrument = request.snapshot.instrument(buy.symbol)
    return instrument is not None and instrument.unit is QuantityUnit.WHOLE


_RULES: Final[Mapping[CashShortRule, Callable[[Trades, Purse, PlanRequest], Trades]]] = {
    CashShortRule.SCALE_ALL: _scale_all,
    CashShortRule.LARGEST_DRIFT_FIRST: _fill_by_rank,
}
