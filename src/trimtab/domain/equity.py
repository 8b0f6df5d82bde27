"""The highest value of a portfolio and the money that came and went since: a drawdown is measured by them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyFlow:
    """Money or shares paid in from outside, in US dollars; negative for what was taken out."""

    activity_id: str
    amount: Decimal
    booked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EquityPeak:
    """The highest value of an account, in US dollars, corrected for what was paid in and taken out since.

    `at` is when that value was seen, `read_on` the day (UTC) of the last look at the account's activities;
    `flows` are those of the days before it, by which the next look knows what is counted already. `epoch` is
    the one of the portfolio's kill switch; under another epoch the peak does not count any more.
    """

    account_key: str
    epoch: int
    value: Decimal
    at: datetime
    read_on: date
    flows: tuple[MoneyFlow, ...] = ()
