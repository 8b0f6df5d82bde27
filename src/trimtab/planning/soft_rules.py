"""The rules that ask for a second look: what is still off, and what a limit has left undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from trimtab.domain.drift import DriftLevel, DriftRow
from trimtab.domain.instruments import CASH
from trimtab.domain.money import ONE
from trimtab.domain.rules import RuleResult
from trimtab.drift.words import percent_text, points_text
from trimtab.planning.outcome import Measure, Outcome, soft

Rule = Callable[[Outcome], Iterator[RuleResult]]


def _residual_drift(outcome: Outcome) -> Iterator[RuleResult]:
    rows = _positions(outcome)
    if rows:
        worst = max(rows, key=lambda row: (abs(row.drift) - row.band.critical, row.key))
        distance, edge = points_text(worst.drift), points_text(worst.band.critical)
        text = f"{worst.key} is {distance} off its target after the plan; more than {edge} is critical."
        found = Measure(
            rule_id="RESIDUAL_DRIFT", measured=abs(worst.drift), limit=worst.band.critical, text=text
        )
        yield soft(found, is_kept=worst.level < DriftLevel.CRITICAL)


def _position_above_band(outcome: Outcome) -> Iterator[RuleResult]:
    rows = _positions(outcome)
    if rows:
        worst = max(rows, key=lambda row: (row.drift - row.band.tolerance, row.key))
        yield _above_band(worst, "POSITION_ABOVE_BAND", worst.key)


def _cash_above_band(outcome: Outcome) -> Iterator[RuleResult]:
    yield _above_band(outcome.drift_after.row(CASH), "CASH_ABOVE_BAND", "Cash")


def _whole_repair(outcome: Outcome) -> Iterator[RuleResult]:
    binding = outcome.lines.binding
    part = min((limit.fraction for limit in binding), default=ONE)
    text = " ".join(limit.reason.text for limit in binding) or "No limit cuts the plan short."
    found = Measure(rule_id="WHOLE_REPAIR", measured=part, limit=ONE, text=text)
    yield soft(found, is_kept=not binding)


def _positions(outcome: Outcome) -> list[DriftRow]:
    return [row for row in outcome.drift_after.rows if row.key != CASH]


def _above_band(row: DriftRow, rule_id: str, name: str) -> RuleResult:
    edge = row.target_weight + row.band.tolerance
    weight = percent_text(row.actual_weight)
    text = f"{name} is {weight} of the portfolio after the plan; its band ends at {percent_text(edge)}."
    found = Measure(rule_id=rule_id, measured=row.actual_weight, limit=edge, text=text)
    return soft(found, is_kept=row.drift <= row.band.tolerance)


SOFT_RULES: Final[tuple[Rule, ...]] = (
    _residual_drift,
    _position_above_band,
    _cash_above_band,
    _whole_repair,
)
