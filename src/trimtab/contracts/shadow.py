"""The contract of `compare_shadow`: shadow plans beside what was really traded (requirement 003)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Final

from pydantic import AfterValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from trimtab.contracts.base import Contract, DecimalText, PortfolioRequest, to_percent
from trimtab.contracts.policy_fields import SentDay
from trimtab.domain.commands import CompareShadow
from trimtab.domain.money import round_to_cents
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.shadow import ShadowDay, ShadowLine

LONGEST_SPAN: Final = timedelta(days=92)


def _is_after_first(last: date, info: ValidationInfo) -> date:
    first = info.data.get("first_day")
    if first and not timedelta() <= last - first < LONGEST_SPAN:
        raise PydanticCustomError("span", "must be first_day or up to 91 days after it")
    return last


class CompareShadowRequest(PortfolioRequest):
    """Ask for a span of days in New York, both ends included."""

    first_day: SentDay
    last_day: Annotated[SentDay, AfterValidator(_is_after_first)]

    def to_domain(self, uid: str) -> CompareShadow:
        """Convert to the engine's command."""
        return CompareShadow(
            portfolio=PortfolioRef(uid, self.portfolio_id), first_day=self.first_day, last_day=self.last_day
        )


class ShadowLineView(Contract):
    """One symbol on one day; sales are negative."""

    symbol: str
    planned_qty: DecimalText
    planned_value: DecimalText
    traded_qty: DecimalText
    traded_value: DecimalText

    @classmethod
    def of(cls, line: ShadowLine) -> ShadowLineView:
        """Show both sides of a symbol."""
        return cls(
            symbol=line.symbol,
            planned_qty=line.planned_quantity,
            planned_value=round_to_cents(line.planned_value),
            traded_qty=line.traded_quantity,
            traded_value=round_to_cents(line.traded_value),
        )


class ShadowDayView(Contract):
    """One day: the largest drift before, as planned, and at the next look, and every symbol's trades."""

    day: date
    plan_id: str | None
    drift_before_percent: DecimalText | None
    drift_planned_percent: DecimalText | None
    drift_next_percent: DecimalText | None
    trades: tuple[ShadowLineView, ...]

    @classmethod
    def of(cls, found: ShadowDay) -> ShadowDayView:
        """Show a day."""
        return cls(
            day=found.day,
            plan_id=found.plan_id,
            drift_before_percent=_shown(found.drift_before),
            drift_planned_percent=_shown(found.drift_planned),
            drift_next_percent=_shown(found.drift_next),
            trades=tuple(ShadowLineView.of(line) for line in found.lines),
        )


class CompareShadowResult(Contract):
    """The days of the span on which somebody looked or traded, in order."""

    portfolio_id: str
    first_day: date
    last_day: date
    days: tuple[ShadowDayView, ...]

    @classmethod
    def of(cls, asked: CompareShadow, days: tuple[ShadowDay, ...]) -> CompareShadowResult:
        """Show a comparison."""
        return cls(
            portfolio_id=asked.portfolio.portfolio_id,
            first_day=asked.first_day,
            last_day=asked.last_day,
            days=tuple(ShadowDayView.of(each) for each in days),
        )


def _shown(drift: Decimal | None) -> Decimal | None:
    return None if drift is None else to_percent(drift)
