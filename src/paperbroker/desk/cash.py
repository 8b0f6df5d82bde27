"""Move cash in and out of an account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from paperbroker.basics.fields import Fields, SettingError
from paperbroker.basics.money import CENT, QUANTITY_LIMIT, ZERO, spendable
from paperbroker.desk.entries import book_entry
from paperbroker.desk.exchange import Exchange
from paperbroker.desk.known import find_account
from paperbroker.orders.activity import Entry, EntryType

_IS_RECEIVED: Final[Mapping[EntryType, bool]] = MappingProxyType(
    {EntryType.DEPOSIT: True, EntryType.INTEREST: True, EntryType.WITHDRAWAL: False, EntryType.FEE: False}
)


@dataclass(frozen=True, slots=True)
class CashMove:
    """USD into an account, negative for out of it."""

    account_key: str
    amount: Decimal
    activity_type: EntryType


def read_cash(body: object) -> CashMove:
    """Read the body of a cash control; without a type its sign makes it a deposit or a withdrawal."""
    fields = Fields.of(body).only(["key", "amount", "activity_type"])
    amount = fields.number("amount")
    if not ZERO < abs(amount) < QUANTITY_LIMIT or amount % CENT:
        raise fields.error(
            "amount", f"must be whole cents other than 0 below {QUANTITY_LIMIT:f}, not {amount}"
        )
    kind = EntryType.DEPOSIT if amount > ZERO else EntryType.WITHDRAWAL
    if "activity_type" in fields.values:
        kind = fields.parsed("activity_type", EntryType, '"CSD", "CSW", "INT" or "FEE"')
    if _IS_RECEIVED.get(kind) is not (amount > ZERO):
        raise fields.error(
            "activity_type", f"must be CSD or INT for a positive amount, CSW or FEE else, not {kind}"
        )
    return CashMove(fields.text("key"), amount, kind)


def move_cash(exchange: Exchange, move: CashMove) -> Entry:
    """Book a move of cash.

    Raises `SettingError` for an unknown account, and for more than its open purchases leave free.
    """
    free = exchange.standing(find_account(exchange, move.account_key)).buying_power
    if free + move.amount < ZERO:
        raise SettingError("amount", f"must leave no debt; {spendable(free)} is free")
    return book_entry(exchange, move.account_key, move.activity_type, net_amount=move.amount)
