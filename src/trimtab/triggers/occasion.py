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
from trimtab.domain.schedule import Schedule, SettledLook
from trimtab.domain.trade_day import trade_day
from trimtab.domain.trigger import TriggerKind
from trimtab.triggers.sessions import Calendar, on_or_after


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """The facts of a look at `as_of`; `schedule` is as the look before has left it.

    `bars` are adjusted for splits, by symbol and in order of days; `activities` those since the last settled
    look, with corrections in effect; `last_rebalanced_on` the day of the last run that traded, whoever has
    started it. `asked` is the kind of rule that a person runs by hand, and `is_forced` asks for a plan
    whatever the rules say.
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
    stopped: tuple[str, ...] = ()
    """Targets whose price has come down to their stop price, in symbol order."""
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
    def settled(self) -> SettledLook | None:
        """The last settled look; None where the rule that is being judged was not in place then."""
        last, created = self.schedule.settled, self.rule_created_at
        return last if last and (created is None or created <= last.at) else None
