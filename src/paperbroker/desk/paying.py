"""Pay cash dividends, and buy more shares with them for who wants that."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from paperbroker.basics.fields import SettingError
from paperbroker.basics.money import ONE, SHARE_STEP, cut
from paperbroker.book.ledger import Lot, count_shares
from paperbroker.desk.entries import book_entry, to_cents
from paperbroker.desk.exchange import Exchange
from paperbroker.desk.known import require_asset
from paperbroker.market.actions import CashDividend
from paperbroker.orders.activity import EntrySubType, EntryType


@dataclass(frozen=True, slots=True)
class Payout:
    """A cash dividend, whether the price falls by its rate, and whether it buys more shares at once."""

    dividend: CashDividend
    marks_down: bool = False
    is_reinvested: bool = False


def pay_dividend(exchange: Exchange, payout: Payout) -> None:
    """Pay every holder; raises `SettingError`, and then changes nothing, for what cannot be paid."""
    symbol, rate = payout.dividend.symbol, payout.dividend.rate
    require_asset(exchange, "symbol", symbol)
    if payout.marks_down:
        _mark_down(exchange, symbol, rate)
    for account_key in exchange.book.lots.holders(symbol):
        paid = _pay(exchange, account_key, payout.dividend)
        if payout.is_reinvested:
            _reinvest(exchange, account_key, symbol, paid)


def _mark_down(exchange: Exchange, symbol: str, rate: Decimal) -> None:
    price = exchange.market.price(symbol)
    if rate >= price:
        raise SettingError("rate", f"must be below the price {price} to mark it down, not {rate}")
    exchange.move_prices({symbol: price - rate})


def _pay(exchange: Exchange, account_key: str, dividend: CashDividend) -> Decimal:
    qty = count_shares(exchange.book.lots.of(account_key, dividend.symbol))
    paid = book_entry(
        exchange,
        account_key,
        EntryType.DIVIDEND,
        activity_sub_type=EntrySubType.CASH_DIVIDEND,
        symbol=dividend.symbol,
        qty=qty,
        per_share_amount=dividend.rate,
        net_amount=to_cents(qty * dividend.rate),
    )
    return paid.net_amount


def _reinvest(exchange: Exchange, account_key: str, symbol: str, paid: Decimal) -> None:
    """Buy as much as was paid for at the last price: shares come in, cash goes out."""
    book, price = exchange.book, exchange.market.price(symbol)
    qty = cut(paid / price, SHARE_STEP if exchange.assets[symbol].is_fractionable else ONE)
    cost = to_cents(qty * price)
    if not cost:
        return
    bought = book_entry(
        exchange,
        account_key,
        EntryType.DIVIDEND,
        activity_sub_type=EntrySubType.REINVESTMENT,
        symbol=symbol,
        qty=qty,
        per_share_amount=price,
        net_amount=-cost,
    )
    held = book.lots.of(account_key, symbol)
    book.lots.put(account_key, symbol, (*held, Lot.costing(qty, cost, bought.at)))
