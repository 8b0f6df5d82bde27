"""One brokerage account: who it is, what it may do, and its cash."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from paperbroker.basics.ids import account_id

STATUSES: Final = frozenset(
    [
        *("ONBOARDING", "SUBMITTED", "SUBMISSION_FAILED", "ACTION_REQUIRED", "ACCOUNT_UPDATED", "ACTIVE"),
        *("APPROVAL_PENDING", "APPROVED", "REJECTED", "INACTIVE", "ACCOUNT_CLOSED", "ACCOUNT_CLOSED_PENDING"),
    ]
)
"""Alpaca's words for the state of an account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Configurations:
    """What the owner may set; the names are Alpaca's."""

    fractional_trading: bool = True
    no_shorting: bool = False
    suspend_trade: bool = False
    ptp_no_exception_entry: bool = False
    disable_overnight_trading: bool = False
    max_margin_multiplier: str = "1"
    trade_confirm_email: str = "all"
    max_options_trading_level: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Restrictions:
    """What the broker has taken from the owner."""

    trading_blocked: bool = False
    transfers_blocked: bool = False
    account_blocked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A cash account found by its API key or, where it has one, by its bearer token.

    `cash` is exact USD; `opening_equity` is the account's value when it was opened.
    """

    key: str
    secret: str
    cash: Decimal
    opened_at: datetime
    opening_equity: Decimal
    token: str | None = None
    status: str = "ACTIVE"
    restrictions: Restrictions = Restrictions()
    configurations: Configurations = Configurations()

    @property
    def id(self) -> UUID:
        """The id derived from the key."""
        return account_id(self.key)
