"""The lines and counts of requirement 003, section 9."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import pytest

import mandates
from trimtab.contracts.base import JsonObject
from trimtab.domain.metrics import EXCLUSIONS
from trimtab.domain.plan import PlanStatus
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.rules import RuleResult, Severity
from trimtab.domain.telemetry import LogLevel, LogLine
from trimtab.domain.trade import SkippedTrade
from trimtab.planning.universe import _EXCLUSIONS
from trimtab.simulation.narrate import exclusion_reason, narrate


def told(sent: JsonObject) -> list[tuple[LogLevel, str]]:
    """Levels and messages of the lines about a question."""
    return [(line.level, line.message) for line in narrate(mandates.run(sent))]


def rule(severity: Severity, *, is_kept: bool) -> RuleResult:
    """A rule's result."""
    return RuleResult(
        rule_id="SOME_RULE",
        severity=severity,
        is_kept=is_kept,
        measured=D(2),
        limit=D(1),
        reason=Reason(ReasonCode.SOFT_RULE_BROKEN, "Two is more than one."),
    )


def breaches(*rules: RuleResult) -> list[LogLine]:
    """The lines about a ready run whose rules came out like this."""
    run = mandates.run()
    return list(narrate(replace(run, plan=replace(run.plan, status=PlanStatus.READY, rules=rules)))[1:])


def test_the_universe_is_counted():
    """Two are eligible, one is not."""
    sent = mandates.inflow(shelf_entries=mandates.shelf(AAA="APPROVED", BBB="SUSPENDED"))

    assert (LogLevel.INFO, "Universe built (1 eligible, 1 excluded)") == told(sent)[0]


def test_a_missing_price_is_a_data_quality_block():
    """The line says which code and what is missing."""
    sent = mandates.inflow()
    sent["market_data_snapshot"]["prices"].pop()

    assert (LogLevel.ERROR, "Data quality block") == told(sent)[-1]


def test_an_infeasible_cap_is_a_hard_breach():
    """What blocks a run before any trade is told as what it is."""
    sent = mandates.inflow(options={"single_position_max_weight": "0.1"})

    assert (LogLevel.ERROR, "Hard constraint breach") == told(sent)[-1]


@pytest.mark.parametrize(
    ("severity", "level", "message"),
    [
        (Severity.HARD, LogLevel.ERROR, "Hard constraint breach"),
        (Severity.SOFT, LogLevel.WARNING, "Soft constraint breach"),
    ],
)
def test_every_broken_rule_is_a_line(severity: Severity, level: LogLevel, message: str):
    """It names the rule and says what was measured."""
    fields = {"rule_id": "SOME_RULE", "detail": "Two is more than one."}

    assert [LogLine(level, message, fields)] == breaches(rule(severity, is_kept=False))


def test_a_kept_rule_is_no_line():
    """Only what somebody must know is told."""
    assert [] == breaches(rule(Severity.HARD, is_kept=True), rule(Severity.SOFT, is_kept=True))


@pytest.mark.parametrize(
    ("seen_at", "limit", "ages"),
    [
        ("2026-02-13T09:50:00Z", 10, ["600"]),
        ("2026-02-13T09:50:00Z", 9, []),
        ("2026-02-13T10:00:00Z", 10, []),
        ("2026-02-13T09:50:00Z", None, []),
    ],
)
def test_old_prices_that_may_pass_are_named(seen_at: str, limit: int | None, ages: list[str]):
    """A price from before its snapshot is worth a warning while the limit lets it pass."""
    sent = mandates.inflow(options={"max_staleness_minutes": limit})
    sent["market_data_snapshot"]["prices"][0]["as_of"] = seen_at

    lines = [line for line in narrate(mandates.run(sent)) if line.message.startswith("Price stale")]

    assert ages == [line.fields["age_seconds"] for line in lines]


@pytest.mark.parametrize(
    ("code", "label"),
    [
        (ReasonCode.SHELF_STATUS_BANNED, "BANNED"),
        (ReasonCode.PRICE_STALE, "STALE"),
        (ReasonCode.PRICE_MISSING, "MISSING"),
        (ReasonCode.SHELF_ENTRY_MISSING, "SHELF_ENTRY_MISSING"),
    ],
)
def test_exclusions_are_counted_under_short_labels(code: ReasonCode, label: str):
    """Requirement 003 writes BANNED and STALE."""
    assert label == exclusion_reason(SkippedTrade(symbol="AAA", reason=Reason(code, "why")))


@pytest.mark.parametrize("code", sorted(_EXCLUSIONS))
def test_every_exclusion_has_a_label_of_the_table(code: ReasonCode):
    """Whatever the universe keeps out can be counted."""
    assert exclusion_reason(SkippedTrade(symbol="AAA", reason=Reason(code, "why"))) in EXCLUSIONS
