"""What the ledger knows of a brokerage account: who holds it, and what went out today."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from trimtab.domain.money import ZERO
from trimtab.domain.policy import Limits
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import Reason
from trimtab.domain.run import Run, RunRef
from trimtab.domain.snapshot import BrokerMode

FIRST_REVIEW: Final = timedelta(minutes=1)
LONGEST_REVIEW_PAUSE: Final = timedelta(hours=24)
LOOK_BACK: Final = timedelta(hours=24)
"""How long after its end a run's orders are looked for again: a late one must not go unseen."""

OVERLAP: Final = timedelta(hours=1)
"""How far before the last review the next one begins to look."""

FAILED_REVIEW_PAUSE: Final = timedelta(minutes=15)
"""How soon at the latest a review that came to nothing is tried again."""

MOST_ENDED: Final = 2_000
"""So many runs of one account may end within that time: what is kept of them fits one document (F-136)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLimits:
    """What a portfolio allows its account in a day, as its last run of that day was reserved under."""

    portfolio: PortfolioRef
    max_orders: int
    max_value: Decimal
    max_turnover: Decimal

    @classmethod
    def of(cls, portfolio: PortfolioRef, limits: Limits) -> DayLimits:
        """Take down the limits of a portfolio's policy that concern a day."""
        return cls(
            portfolio=portfolio,
            max_orders=limits.max_day_orders,
            max_value=limits.max_day_value,
            max_turnover=limits.max_day_turnover,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTotals:
    """What runs of one exchange day have sent, or hold the right to send; US dollars, both sides added up.

    `limits` are those of every portfolio that had a run that day.
    """

    day: date
    order_count: int = 0
    value: Decimal = ZERO
    limits: tuple[DayLimits, ...] = ()

    def plus(self, order_count: int, value: Decimal) -> DayTotals:
        """Return the totals with more of both; less where they are negative."""
        return replace(self, order_count=self.order_count + order_count, value=self.value + value)

    def limited_by(self, portfolio: PortfolioRef, limits: Limits) -> DayTotals:
        """Return the totals with a portfolio's limits, in the place of its earlier ones."""
        return replace(self, limits=(*self._others(portfolio), DayLimits.of(portfolio, limits)))

    def tightened(self, portfolio: PortfolioRef, limits: Limits) -> Limits:
        """Return a portfolio's limits, cut to what the others of its account allow in a day (I-17)."""
        others = self._others(portfolio)
        return replace(
            limits,
            max_day_orders=min((limits.max_day_orders, *(each.max_orders for each in others))),
            max_day_value=min((limits.max_day_value, *(each.max_value for each in others))),
            max_day_turnover=min((limits.max_day_turnover, *(each.max_turnover for each in others))),
        )

    def _others(self, portfolio: PortfolioRef) -> tuple[DayLimits, ...]:
        return tuple(each for each in self.limits if each.portfolio != portfolio)


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedRun:
    """A run that has ended, and when."""

    run: RunRef
    ended_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPace:
    """How an account's ended runs have sent: the last times, and how many orders in a row were refused since.

    `refused_at` is when the last of those was.
    """

    sent: tuple[datetime, ...] = ()
    refusals: int = 0
    refused_at: datetime | None = None


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
    next_review_at: datetime | None = None
    """When its orders are compared with the ledger again; None before its first run."""
    updated_at: datetime | None = None
    reviewed_at: datetime | None = None
    """Until when its orders have been compared with the ledger, or when its first run began."""
    pace: OrderPace | None = None
    """None before its first run has ended, and once a person has let it trade on."""

    def totals_on(self, day: date) -> DayTotals:
        """Return the totals of an exchange day; a day without runs has none."""
        return self.totals if self.totals and self.totals.day == day else DayTotals(day=day)

    def ended_lately(self, now: datetime) -> tuple[EndedRun, ...]:
        """Return the runs whose orders are still looked for, the earliest end first."""
        kept_from = self.listed_from(now) - OVERLAP
        return tuple(each for each in self.ended if each.ended_at > kept_from)

    def listed_from(self, now: datetime) -> datetime:
        """Tell since when a review lists orders: an hour less than ended runs are remembered for.

        So each order that is listed has its run, and reviews leave no gap, however late the next one is.
        """
        last_day = now - (LOOK_BACK - OVERLAP)
        return min(last_day, self.reviewed_at - OVERLAP) if self.reviewed_at else last_day

    def held_by(self, run: Run, totals: DayTotals) -> AccountState:
        """Give the account to a run. Raises ValueError for one that is not free."""
        if self.active_run or self.locked:
            holder = self.active_run or self.locked
            raise ValueError(f"account {self.account_key} is not free; wait for {holder}")
        return replace(
            self,
            active_run=run.ref,
            fence=self.fence + 1,
            totals=totals,
            updated_at=run.created_at,
            reviewed_at=self.reviewed_at or run.created_at,
        )

    def given_back(self, run: Run, totals: DayTotals | None, now: datetime) -> AccountState:
        """Take the account back from a run that ends, and remember it for a day."""
        return replace(
            self,
            active_run=None,
            totals=totals or self.totals,
            ended=(*self.ended_lately(now), EndedRun(run=run.ref, ended_at=now)),
            next_review_at=now + FIRST_REVIEW,
            updated_at=now,
        )

    def reviewed(self, now: datetime, locked: Reason | None) -> AccountState:
        """Put the next review off: as long again as the last run is over, from a minute to a day."""
        next_at = now + self._review_pause(now)
        locked = self.locked or locked
        return replace(self, locked=locked, next_review_at=next_at, updated_at=now, reviewed_at=now)

    def unreviewed(self, now: datetime) -> AccountState:
        """Put a review off that came to nothing, so that the others have their turn."""
        pause = min(self._review_pause(now), FAILED_REVIEW_PAUSE)
        return replace(self, next_review_at=now + pause)

    def _review_pause(self, now: datetime) -> timedelta:
        since = max((now - each.ended_at for each in self.ended[-1:]), default=LONGEST_REVIEW_PAUSE)
        return min(max(since, FIRST_REVIEW), LONGEST_REVIEW_PAUSE)

    def unlocked(self, now: datetime) -> AccountState:
        """Let runs start again, because a person has looked."""
        return replace(self, locked=None, updated_at=now)
