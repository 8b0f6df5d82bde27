"""Tell a simulated run as the log lines and counts that requirement 003, section 9, asks for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from trimtab.domain.mandate import MandateRun
from trimtab.domain.plan import PlanStatus
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.rules import Severity
from trimtab.domain.telemetry import LogLevel, LogLine
from trimtab.domain.trade import SkippedTrade

_DATA_QUALITY: Final = frozenset(
    {
        ReasonCode.PRICE_MISSING,
        ReasonCode.PRICE_OUTLIER,
        ReasonCode.PRICE_STALE,
        ReasonCode.FX_RATE_MISSING,
    }
)


def narrate(run: MandateRun) -> tuple[LogLine, ...]:
    """Tell the run's events in the order they came about, its start and its end left out."""
    return (_universe(run), *_old_prices(run), *_block(run), *_breaches(run))


def exclusion_reason(line: SkippedTrade) -> str:
    """Shorten an exclusion's code to requirement 003's label, such as BANNED or STALE."""
    return line.reason.code.value.removeprefix("SHELF_STATUS_").removeprefix("PRICE_")


def _universe(run: MandateRun) -> LogLine:
    excluded = len({line.symbol for line in run.exclusions})
    return LogLine(LogLevel.INFO, f"Universe built ({run.eligible_count} eligible, {excluded} excluded)")


def _old_prices(run: MandateRun) -> Iterator[LogLine]:
    """Name prices from before their snapshot which the staleness limit still lets pass."""
    snapshot, limit = run.request.question.snapshot, run.request.question.options.max_staleness
    if limit is None or snapshot.market_as_of is None:
        return
    for quote in snapshot.quotes:
        age = snapshot.market_as_of - quote.as_of
        if 0 < age.total_seconds() <= limit.total_seconds():
            yield LogLine(
                LogLevel.WARNING,
                "Price stale but within tolerance",
                {"instrument_id": quote.symbol, "age_seconds": str(int(age.total_seconds()))},
            )


def _block(run: MandateRun) -> Iterator[LogLine]:
    """Tell what stopped the run before any trade; broken rules are told one by one."""
    plan = run.plan
    if plan.status is not PlanStatus.BLOCKED or plan.finding.code is ReasonCode.HARD_RULE_BROKEN:
        return
    is_quality = plan.finding.code in _DATA_QUALITY
    message = "Data quality block" if is_quality else "Hard constraint breach"
    fields = {"reason_code": plan.finding.code.value, "detail": plan.finding.text}
    yield LogLine(LogLevel.ERROR, message, fields)


def _breaches(run: MandateRun) -> Iterator[LogLine]:
    for result in run.plan.rules:
        if not result.is_kept:
            is_hard = result.severity is Severity.HARD
            yield LogLine(
                LogLevel.ERROR if is_hard else LogLevel.WARNING,
                "Hard constraint breach" if is_hard else "Soft constraint breach",
                {"rule_id": result.rule_id, "detail": result.reason.text},
            )
