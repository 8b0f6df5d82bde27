"""Corporate actions: splits, dividends, changes of name and mergers, applied to every account at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from paperbroker.basics.fields import Fields, SettingError
from paperbroker.basics.money import ONE, PRICE_LIMIT
from paperbroker.basics.sessions import NEW_YORK
from paperbroker.book.ledger import count_shares
from paperbroker.desk.entries import book_entry
from paperbroker.desk.exchange import Exchange
from paperbroker.desk.known import require_asset
from paperbroker.desk.merging import MERGERS, apply_merger
from paperbroker.desk.paying import Payout, pay_dividend
from paperbroker.desk.splitting import SplitTerms, apply_split
from paperbroker.market.actions import Action, CashDividend, Merger, NameChange, Split
from paperbroker.orders.activity import EntrySubType, EntryType
from paperbroker.orders.life import canceled

_SYMBOL: Final = re.compile(r"[A-Z][A-Z.]{0,9}", re.ASCII)


Announcement = SplitTerms | Payout | NameChange | Merger


def read_action(body: object, today: date) -> Announcement:
    """Read a corporate action by its `kind`; `ex_date` is today unless it lies in the past."""
    fields = Fields.of(body)
    kind = fields.text("kind")
    if kind not in _READERS:
        raise fields.error("kind", f"must be one of {', '.join(sorted(_READERS))}, not {kind!r}")
    names, read = _READERS[kind]
    return read(fields.only(["kind", "ex_date", *names]), _ex_date(fields, today))


def apply_action(exchange: Exchange, announced: Announcement) -> Action:
    """Apply a corporate action to lots, cash, orders, prices and names, and remember it.

    Raises `SettingError`, and then changes nothing, for a symbol that is not known or a name that is taken.
    """
    action = _applied(exchange, announced)
    exchange.book.actions.add(action)
    return action


def today_of(exchange: Exchange) -> date:
    """Tell the day in New York."""
    return exchange.clock.now().astimezone(NEW_YORK).date()


def _applied(exchange: Exchange, announced: Announcement) -> Action:
    match announced:
        case NameChange():
            _rename(exchange, announced)
            return announced
        case Merger():
            apply_merger(exchange, announced)
            return announced
        case Payout():
            pay_dividend(exchange, announced)
            return announced.dividend
        case SplitTerms():
            require_asset(exchange, "symbol", announced.split.symbol)
            apply_split(exchange, announced)
            return announced.split


def _ex_date(fields: Fields, today: date) -> date:
    if "ex_date" not in fields.values:
        return today
    day = fields.parsed("ex_date", date.fromisoformat, '"2026-11-20"')
    if day > today:
        raise fields.error("ex_date", f"must not lie after {today}; move the clock there first")
    return day


def _forward_split(fields: Fields, ex_date: date) -> SplitTerms:
    split = _split(fields, ex_date)
    if not split.is_forward:
        raise fields.error("new_rate", "must be above old_rate in a forward split")
    return SplitTerms(split, EntryType.SPLIT, EntrySubType.FORWARD_SPLIT)


def _reverse_split(fields: Fields, ex_date: date) -> SplitTerms:
    split = _split(fields, ex_date)
    if split.new_rate >= split.old_rate:
        raise fields.error("new_rate", "must be below old_rate in a reverse split")
    return SplitTerms(split, EntryType.SPLIT, EntrySubType.REVERSE_SPLIT)


def _stock_dividend(fields: Fields, ex_date: date) -> SplitTerms:
    split = Split(fields.text("symbol"), ex_date, ONE, ONE + _rate(fields, "rate"))
    return SplitTerms(split, EntryType.DIVIDEND, EntrySubType.STOCK_DIVIDEND)


def _cash_dividend(fields: Fields, ex_date: date) -> Payout:
    dividend = CashDividend(fields.text("symbol"), ex_date, _rate(fields, "rate"))
    marks_down, is_reinvested = (fields.flag(name, default=False) for name in ("mark_down", "reinvest"))
    return Payout(dividend, marks_down, is_reinvested)


def _name_change(fields: Fields, ex_date: date) -> NameChange:
    new = fields.text("new_symbol")
    if not _SYMBOL.fullmatch(new):
        raise fields.error("new_symbol", f"must be up to ten capitals such as META, not {new!r}")
    return NameChange(fields.text("old_symbol"), new, ex_date)


def _split(fields: Fields, ex_date: date) -> Split:
    return Split(fields.text("symbol"), ex_date, _rate(fields, "old_rate"), _rate(fields, "new_rate"))


def _rate(fields: Fields, name: str) -> Decimal:
    return fields.amount(name, PRICE_LIMIT)


_READERS: Final[Mapping[str, tuple[tuple[str, ...], Callable[[Fields, date], Announcement]]]] = (
    MappingProxyType(
        {
            "forward_split": (("symbol", "old_rate", "new_rate"), _forward_split),
            "reverse_split": (("symbol", "old_rate", "new_rate"), _reverse_split),
            "stock_dividend": (("symbol", "rate"), _stock_dividend),
            "cash_dividend": (("symbol", "rate", "mark_down", "reinvest"), _cash_dividend),
            "name_change": (("old_symbol", "new_symbol"), _name_change),
            **MERGERS,
        }
    )
)


def _rename(exchange: Exchange, change: NameChange) -> None:
    require_asset(exchange, "old_symbol", change.old_symbol)
    if change.new_symbol in exchange.assets:
        raise SettingError("new_symbol", f"{change.new_symbol} is taken; choose a free one")
    for account in exchange.book.accounts:
        for order in exchange.book.orders.open_of(account.key, change.old_symbol):
            exchange.book.orders.put(account.key, canceled(order, exchange.clock))
    for account_key in exchange.book.lots.holders(change.old_symbol):
        _move_lots(exchange, account_key, change)
    exchange.book.assets.rename(change.old_symbol, change.new_symbol)


def _move_lots(exchange: Exchange, account_key: str, change: NameChange) -> None:
    book = exchange.book
    held = book.lots.of(account_key, change.old_symbol)
    book.lots.put(account_key, change.old_symbol, ())
    book.lots.put(account_key, change.new_symbol, held)
    qty, group_id = count_shares(held), book.ids.next("group")
    for symbol, moved in ((change.old_symbol, -qty), (change.new_symbol, qty)):
        book_entry(
            exchange,
            account_key,
            EntryType.NAME_CHANGE,
            activity_sub_type=EntrySubType.SYMBOL_CHANGE,
            symbol=symbol,
            qty=moved,
            group_id=group_id,
            description=f"{change.old_symbol} is now {change.new_symbol}",
        )
