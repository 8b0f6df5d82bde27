"""One look at a portfolio: everything that its rules may ask about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from trimtab.domain.activity import Activity
from trimtab.domain.drift import DriftReport
from trimtab.domain.holdings import DailyBar
from trimtab.domain.order import Session
from trimtab.domain.policy import Policy
from trimtab.domain.schedule import Schedule
from trimtab.domain.trade_day import trade_day
from trimtab.domain.trigger import TriggerKind
from trimtab.triggers.sessions import Calendar, on_or_after


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """The facts of a look at `as_of`; `schedule` is as the look before has left it.

    `bars` are adjusted for splits, by symbol and in order of days; `activities` those since the last check,
    with corrections settled; `last_rebalanced_on` the day of the last run, whoever has started it. `asked` is
    the kind of rule that a person runs by hand, and `is_forced` asks for a plan whatever the rules say.
    """

    as_of: datetime
    policy: Policy
    schedule: Schedule
    calendar: Calendar
    drift: DriftReport
    bars: Mapping[str, tuple[DailyBar, ...]] = field(default_factory=dict)
    activities: tuple[Activity, ...] = ()
    last_rebalanced_on: date | None = None
    asked: TriggerKind | None = None
    is_forced: bool = False
    rule_created_at: datetime | None = None
    """When the rule that is being judged was first saved."""

    @property
    def today(self) -> date:
        """The day in New York."""
        return trade_day(self.as_of)

    @property
    def session(self) -> Session:
        """The session of today, or the coming one when the market is closed. Raises UnknownDayError."""
        return on_or_after(self.calendar, self.today)

    @property
    def last_run_on(self) -> date | None:
        """The day of the last run of any kind; None when there was none."""
        runs = (self.last_rebalanced_on, self.schedule.last_run_session)
        return max((day for day in runs if day), default=None)

    @property
    def has_been_checked(self) -> bool:
        """Whether the rule that is being judged was in place when the portfolio was last looked at."""
        checked, created = self.schedule.last_checked_at, self.rule_created_at
        return checked is not None and (created is None or created <= checked)
