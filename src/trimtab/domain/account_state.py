"""What the ledger knows of a brokerage account: who holds it, and what went out today."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from trimtab.domain.money import ZERO
from trimtab.domain.reasons import Reason
from trimtab.domain.run import Run, RunRef
from trimtab.domain.snapshot import BrokerMode

LOOK_BACK: Final = timedelta(hours=24)
"""How long after its end a run's orders are looked for again: a late one must not go unseen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTotals:
    """What runs of one exchange day have sent, or hold the right to send; US dollars, both sides added up."""

    day: date
    order_count: int = 0
    value: Decimal = ZERO

    def plus(self, order_count: int, value: Decimal) -> DayTotals:
        """Return the totals with more of both; less where they are negative."""
        return replace(self, order_count=self.order_count + order_count, value=self.value + value)


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedRun:
    """A run that has ended, and when."""

    run: RunRef
    ended_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountState:
    """A brokerage account as the ledger sees it; `fence` grows with every run that takes it.

    No timer frees the account: only the step that ends its run does (I-06). `locked` is why nothing may
    start, whoever asks, until a person has looked.
    """

    account_key: str
    environment: BrokerMode
    active_run: RunRef | None = None
    fence: int = 0
    totals: DayTotals | None = None
    ended: tuple[EndedRun, ...] = ()
    locked: Reason | None = None
    updated_at: datetime | None = None

    def totals_on(self, day: date) -> DayTotals:
        """Return the totals of an exchange day; a day without runs has none."""
        return self.totals if self.totals and self.totals.day == day else DayTotals(day=day)

    def held_by(self, run: Run, totals: DayTotals) -> AccountState:
        """Give the account to a run. Raises ValueError for one that is not free."""
        if self.active_run or self.locked:
            holder = self.active_run or self.locked
            raise ValueError(f"account {self.account_key} is not free; wait for {holder}")
        return replace(
            self, active_run=run.ref, fence=self.fence + 1, totals=totals, updated_at=run.created_at
        )

    def given_back(self, run: Run, totals: DayTotals | None, now: datetime) -> AccountState:
        """Take the account back from a run that ends, and remember it for a day."""
        recent = tuple(each for each in self.ended if now - each.ended_at < LOOK_BACK)
        return replace(
            self,
            active_run=None,
            totals=totals or self.totals,
            ended=(*recent, EndedRun(run=run.ref, ended_at=now)),
            updated_at=now,
        )
