"""Split shares: lots keep their cost to the last digit, open orders are repriced or cancelled."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

from paperbroker.basics.money import ONE, ZERO, cut
from paperbroker.basics.side import Side
from paperbroker.book.ledger import count_shares, scale, shares_for, take
from paperbroker.desk.entries import book_entry, pay_in_lieu
from paperbroker.desk.exchange import Exchange
from paperbroker.market.actions import Split
from paperbroker.market.quotes import SUB_PENNY, tick
from paperbroker.orders.activity import EntrySubType, EntryType
from paperbroker.orders.life import canceled
from paperbroker.orders.order import Order, OrderType, Status
from paperbroker.orders.submission import DAY

_RESTING: Final = frozenset([Status.ACCEPTED, Status.PENDING_NEW, Status.NEW])


@dataclass(frozen=True, slots=True)
class SplitTerms:
    """A split and the words its entries go by."""

    split: Split
    activity_type: EntryType
    sub_type: EntrySubType


def apply_split(exchange: Exchange, terms: SplitTerms) -> None:
    """Turn every holder's lots, the price and all open orders of a symbol into shares after the split.

    Where shares are whole, the fraction left over is taken from the oldest lot and paid in cash.
    """
    split = terms.split
    exchange.move_prices({split.symbol: price_after(exchange.market.price(split.symbol), split)})
    for account_key in exchange.book.lots.holders(split.symbol):
        _split_holding(exchange, account_key, terms)
    for account in exchange.book.accounts:
        for order in exchange.book.orders.open_of(account.key, split.symbol):
            exchange.book.orders.put(account.key, _after(exchange, order, split))


def price_after(price: Decimal, split: Split) -> Decimal:
    """Tell what one share after the split is worth, to a hundredth of a cent and never nothing."""
    return max((price * split.price_ratio).quantize(SUB_PENNY), SUB_PENNY)


def _split_holding(exchange: Exchange, account_key: str, terms: SplitTerms) -> None:
    symbol, book = terms.split.symbol, exchange.book
    held = book.lots.of(account_key, symbol)
    before, after = count_shares(held), _shares_after(count_shares(held), terms.split)
    group_id = book.ids.next("group")
    for qty in (-before, after) if after else (-before,):
        book_entry(
            exchange,
            account_key,
            terms.activity_type,
            activity_sub_type=terms.sub_type,
            symbol=symbol,
            qty=qty,
            group_id=group_id,
        )
    whole = after if exchange.assets[symbol].is_fractionable else cut(after, ONE)
    book.lots.put(account_key, symbol, take(scale(held, after), after - whole))
    if after > whole:
        pay_in_lieu(exchange, account_key, symbol, after - whole)


def _shares_after(shares: Decimal, split: Split) -> Decimal:
    return shares_for(shares, split.new_rate, split.old_rate)


def _after(exchange: Exchange, order: Order, split: Split) -> Order:
    qty = _shares_after(order.ticket.qty or ZERO, split)
    if not _may_rest(order) or qty < ONE or qty % ONE:
        return canceled(order, exchange.clock)
    limit = _limit_after(order, split)
    ticket = replace(order.ticket, qty=qty, limit_price=limit)
    return replace(order, ticket=ticket, reference_price=limit, updated_at=exchange.clock.now())


def _may_rest(order: Order) -> bool:
    is_good_till_canceled = order.ticket.time_in_force != DAY and order.ticket.type is OrderType.LIMIT
    is_whole = not order.filled_qty and not order.carried_qty and order.pending_hold is None
    return is_good_till_canceled and is_whole and order.status in _RESTING


def _limit_after(order: Order, split: Split) -> Decimal:
    # To the owner's side, so that a purchase holds no more than before and a sale asks for no less.
    limit = (order.ticket.limit_price or ZERO) * split.price_ratio
    rounding = ROUND_FLOOR if order.ticket.side is Side.BUY else ROUND_CEILING
    return max(limit.quantize(tick(limit), rounding=rounding), SUB_PENNY)
