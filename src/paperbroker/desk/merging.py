"""Mergers: shares are given up for cash, for the acquirer's shares, or for both."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from paperbroker.basics.fields import Fields, SettingError
from paperbroker.basics.money import ONE, PRICE_LIMIT, ZERO, cut, plain
from paperbroker.book.ledger import Lots, count_shares, in_order, less_cash, scale, shares_for, take
from paperbroker.desk.entries import EntryDetails, book_entry, pay_in_lieu, to_cents
from paperbroker.desk.exchange import Exchange
from paperbroker.desk.known import require_asset
from paperbroker.market.actions import Merger
from paperbroker.orders.activity import EntrySubType, EntryType
from paperbroker.orders.life import canceled


def read_cash_merger(fields: Fields, ex_date: date) -> Merger:
    """Read a merger for cash: `rate` USD for each share."""
    return Merger(fields.text("acquiree_symbol"), ex_date, cash_rate=_rate(fields, "rate"))


def read_stock_merger(fields: Fields, ex_date: date) -> Merger:
    """Read a merger for shares: `acquirer_rate` of them for every `acquiree_rate` given up."""
    return Merger(
        fields.text("acquiree_symbol"),
        ex_date,
        acquirer=fields.text("acquirer_symbol"),
        acquirer_rate=_rate(fields, "acquirer_rate"),
        acquiree_rate=_rate(fields, "acquiree_rate"),
    )


def read_stock_and_cash_merger(fields: Fields, ex_date: date) -> Merger:
    """Read a merger for shares and `cash_rate` USD for each share given up."""
    return replace(read_stock_merger(fields, ex_date), cash_rate=_rate(fields, "cash_rate"))


_STOCK_FIELDS: Final = ("acquiree_symbol", "acquiree_rate", "acquirer_symbol", "acquirer_rate")
MERGERS: Final[Mapping[str, tuple[tuple[str, ...], Callable[[Fields, date], Merger]]]] = MappingProxyType(
    {
        "cash_merger": (("acquiree_symbol", "rate"), read_cash_merger),
        "stock_merger": (_STOCK_FIELDS, read_stock_merger),
        "stock_and_cash_merger": ((*_STOCK_FIELDS, "cash_rate"), read_stock_and_cash_merger),
    }
)
"""Kinds of mergers by Alpaca's names: their fields, and how they are read."""


def apply_merger(exchange: Exchange, merger: Merger) -> None:
    """Give every holder what the merger pays, cancel open orders and let the asset trade no more.

    Raises `SettingError`, and then changes nothing, for a company that is not known or acquires itself.
    """
    _require_apart(exchange, merger)
    for account in exchange.book.accounts:
        for order in exchange.book.orders.open_of(account.key, merger.symbol):
            exchange.book.orders.put(account.key, canceled(order, exchange.clock))
    for account_key in exchange.book.lots.holders(merger.symbol):
        _merge_holding(exchange, account_key, merger)
    exchange.assets.put([replace(exchange.assets[merger.symbol], is_active=False, is_tradable=False)])


def _require_apart(exchange: Exchange, merger: Merger) -> None:
    require_asset(exchange, "acquiree_symbol", merger.symbol)
    if merger.acquirer is None:
        return
    require_asset(exchange, "acquirer_symbol", merger.acquirer)
    if merger.acquirer == merger.symbol:
        raise SettingError("acquirer_symbol", f"must be another than {merger.symbol}")


def _merge_holding(exchange: Exchange, account_key: str, merger: Merger) -> None:
    book = exchange.book
    held = book.lots.of(account_key, merger.symbol)
    given = count_shares(held)
    came = shares_for(given, merger.acquirer_rate, merger.acquiree_rate)
    details: EntryDetails = {**_kind(merger), "group_id": book.ids.next("group")}
    for row in _rows(merger, given, came):
        entry: EntryDetails = {**details, **row}
        book_entry(exchange, account_key, EntryType.MERGER, **entry)
    book.lots.put(account_key, merger.symbol, ())
    if merger.acquirer and came:
        kept = less_cash(held, merger.cash_rate) if merger.cash_rate else held
        _receive(exchange, account_key, merger.acquirer, scale(kept, came))


def _rows(merger: Merger, given: Decimal, came: Decimal) -> Iterator[EntryDetails]:
    """As Alpaca books them: the removal, the allocation, and the cash under the symbol that goes."""
    yield {"symbol": merger.symbol, "qty": -given}
    if merger.acquirer and came:
        yield {"symbol": merger.acquirer, "qty": came}
    if cash := to_cents(given * merger.cash_rate):
        yield {"symbol": merger.symbol, "qty": ZERO, "net_amount": cash}


def _kind(merger: Merger) -> EntryDetails:
    cash = f"${plain(merger.cash_rate)}"
    shares = f"{plain(merger.acquirer_rate)} {merger.acquirer}"
    rest = f"for {plain(merger.acquiree_rate)} {merger.symbol}"
    if merger.acquirer is None:
        return {"activity_sub_type": EntrySubType.CASH_MERGER, "description": f"Cash Merger {cash} per share"}
    if not merger.cash_rate:
        text = f"Stock Merger {shares} {rest}"
        return {"activity_sub_type": EntrySubType.STOCK_MERGER, "description": text}
    text = f"Stock Cash Merger {shares} and {cash} {rest}"
    return {"activity_sub_type": EntrySubType.STOCK_AND_CASH_MERGER, "description": text}


def _receive(exchange: Exchange, account_key: str, symbol: str, came: Lots) -> None:
    book = exchange.book
    lots = in_order((*book.lots.of(account_key, symbol), *came))
    total = count_shares(lots)
    whole = total if exchange.assets[symbol].is_fractionable else cut(total, ONE)
    book.lots.put(account_key, symbol, take(lots, total - whole))
    if total > whole:
        pay_in_lieu(exchange, account_key, symbol, total - whole)


def _rate(fields: Fields, name: str) -> Decimal:
    return fields.amount(name, PRICE_LIMIT)
