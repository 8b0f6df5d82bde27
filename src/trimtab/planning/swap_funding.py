"""Pay for what swaps buy before anything else: their own sales have brought the money."""

from __future__ import annotations

from dataclasses import replace

from trimtab.domain.money import ZERO
from trimtab.domain.request import PlanRequest
from trimtab.domain.trade import Trade
from trimtab.planning.funding import Purse, Trades, fund_buys, missing_cash
from trimtab.planning.fx import add_trades
from trimtab.planning.sizing import Share, is_worth_making, scale_trade, sized_in_money, with_costs


def fund_swaps_first(buys: Trades, purse: Purse, request: PlanRequest) -> Trades:
    """Return the buys that can be paid: first the part of each that a swap is for, then all that is left.

    `buys` come by rank; without swaps this is the ordinary funding.
    """
    if not request.whole_swaps or missing_cash(purse, buys) <= 0:
        return fund_buys(buys, purse, request)
    swapped = (part for part in _swapped_parts(buys, request) if is_worth_making(part, request))
    parts = fund_buys(tuple(swapped), purse, request)
    left = replace(purse, balances=add_trades(purse.balances, parts, purse.terms.base))
    paid = {part.symbol: part for part in parts}
    rest = (_rest(buy, paid.get(buy.symbol)) for buy in buys)
    more = {buy.symbol: buy for buy in fund_buys(tuple(buy for buy in rest if buy.quantity), left, request)}
    symbols = (buy.symbol for buy in buys if buy.symbol in paid.keys() | more.keys())
    whole = tuple(_joined(paid.get(symbol), more.get(symbol), request) for symbol in symbols)
    if missing_cash(purse, whole) <= 0:
        return whole
    # The impact of a whole is larger than that of its parts: what is beside the swaps has to wait.
    return parts + fund_buys(tuple(buy for buy in buys if buy.symbol not in paid), left, request)


def _swapped_parts(buys: Trades, request: PlanRequest) -> Trades:
    snapshot = request.snapshot
    values = {
        swap.bought: swap.quantity * (snapshot.base_price(swap.sold) or ZERO) for swap in request.whole_swaps
    }
    return tuple(
        scale_trade(buy, Share(values[buy.symbol], buy.value), request)
        if values[buy.symbol] < buy.value
        else buy
        for buy in buys
        if buy.symbol in values
    )


def _rest(buy: Trade, part: Trade | None) -> Trade:
    if part is None:
        return buy
    notional = None if buy.notional is None else buy.notional - part.amount
    return replace(buy, quantity=buy.quantity - part.quantity, notional=notional)


def _joined(part: Trade | None, more: Trade | None, request: PlanRequest) -> Trade:
    """Put both payments of a buy together again."""
    if part is None or more is None:
        found = part or more
        if found is None:
            raise LookupError("a buy without any payment was to be joined")
        return found
    if part.notional is None:
        return with_costs(replace(part, quantity=part.quantity + more.quantity), request)
    return with_costs(sized_in_money(part, part.notional + more.amount), request)
