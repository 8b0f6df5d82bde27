"""What companies do to an account in memory: cash dividends, splits and changes of name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from trimtab.adapters.memory.account import MemoryAccount
from trimtab.adapters.memory.costs import turned
from trimtab.adapters.memory.slips import SHARE_STEP
from trimtab.adapters.memory.tape import Split
from trimtab.domain.activity import AccountEntry
from trimtab.domain.money import ONE, ZERO, round_down, round_to_cents
from trimtab.domain.order import OrderStatus

_PRICE_STEP: Final = Decimal("0.0001")


def pay_dividend(account: MemoryAccount, symbol: str, rate: Decimal) -> None:
    """Pay US dollars for every share held; the price stays as it is."""
    shares = account.shares.get(symbol, ZERO)
    if shares:
        paid = round_to_cents(shares * rate)
        account.cash += paid
        entry = _entry(account, "DIV", "CDIV", symbol, shares)
        account.happened.append(replace(entry, net_amount=paid, per_share_amount=rate))


def split_shares(account: MemoryAccount, symbol: str, old_rate: Decimal, new_rate: Decimal) -> None:
    """Turn old shares into new ones, cut to nine decimals; orders of the day are cancelled."""
    _cancel_orders(account, symbol)
    ratio = new_rate / old_rate
    account.prices[symbol] = (account.prices[symbol] / ratio).quantize(_PRICE_STEP)
    account.tape.splits.append(Split(symbol, _today(account), ratio))
    before = account.shares.get(symbol, ZERO)
    after = round_down(before * ratio, SHARE_STEP)
    if before:
        account.purchases[symbol] = turned(account.known_purchases(symbol), after)
        account.shares[symbol] = after
        detail = "FSPLIT" if ratio > ONE else "RSPLIT"
        _book_pair(account, _entry(account, "SPLIT", detail, symbol, -before), symbol, after)


def rename(account: MemoryAccount, old: str, new: str) -> None:
    """Let an instrument go by another symbol; its asset id stays, its open orders are cancelled."""
    _cancel_orders(account, old)
    instrument = account.instrument(old)
    if instrument:
        account.listed[new] = replace(instrument, symbol=new)
    account.listed.pop(old, None)
    account.prices[new] = account.prices.pop(old)
    purchases = account.known_purchases(old)
    shares = account.shares.pop(old, ZERO)
    account.purchases.pop(old, None)
    if shares:
        account.shares[new], account.purchases[new] = shares, purchases
        _book_pair(account, _entry(account, "NC", "SNC", old, -shares), new, shares)


def _book_pair(account: MemoryAccount, leaving: AccountEntry, symbol: str, shares: Decimal) -> None:
    """Book shares that leave and those that come for them, as entries of one group."""
    group_id = f"group-{leaving.activity_id}"
    account.happened.append(replace(leaving, group_id=group_id))
    coming = _entry(account, leaving.kind, leaving.detail, symbol, shares)
    account.happened.append(replace(coming, group_id=group_id))


def _entry(account: MemoryAccount, kind: str, detail: str, symbol: str, shares: Decimal) -> AccountEntry:
    return AccountEntry(
        activity_id=account.fresh_activity_id(),
        day=_today(account),
        kind=kind,
        detail=detail,
        status="executed",
        net_amount=ZERO,
        symbol=symbol,
        quantity=shares,
        at=account.now(),
    )


def _cancel_orders(account: MemoryAccount, symbol: str) -> None:
    for slip in account.box.open(symbol):
        slip.stand(OrderStatus.CANCELLED, "canceled")


def _today(account: MemoryAccount) -> date:
    return account.now().date()
