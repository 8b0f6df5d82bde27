"""When a portfolio is looked at, and what was found."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest

from builders import NOON
from trigger_builders import schedule
from trimtab.contracts.codec import from_document, to_document
from trimtab.domain.drift import DriftLevel, ToleranceBand
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.schedule import Schedule, SessionNews, ThresholdStatus, Verdict, VerdictOutcome

REASON = Reason(ReasonCode.COOLDOWN, "It waits.")


@pytest.mark.parametrize("outcome", VerdictOutcome)
def test_only_what_fired_is_planned(outcome: VerdictOutcome):
    """What is held back is not."""
    verdict = Verdict(as_of=NOON, outcome=outcome, reason=REASON)

    assert (outcome is VerdictOutcome.FIRED) == verdict.has_fired


@pytest.mark.parametrize(
    ("drift", "level"),
    [("0.05", DriftLevel.WITHIN_TOLERANCE), ("-0.06", DriftLevel.WARNING), ("0.11", DriftLevel.CRITICAL)],
)
def test_the_status_of_drift_is_a_level(drift: str, level: DriftLevel):
    """By the band of its row."""
    status = ThresholdStatus(key="SPY", drift=D(drift), band=ToleranceBand.of(D("0.05")))

    assert level == status.level


@pytest.mark.parametrize(("session", "version", "plan_id"), [(1, 3, "pl_1"), (2, 3, None), (1, 4, None)])
def test_what_was_told_counts_for_its_session_and_policy(session: int, version: int, plan_id: str | None):
    """The next day, and under another policy, nothing was told yet."""
    told = SessionNews(session=date(2026, 1, 1), policy_version=3, plan_id="pl_1")

    assert plan_id == schedule(news=told).news_of(date(2026, 1, session), version).plan_id


@pytest.mark.parametrize(
    "kept", [schedule(), schedule(NOON.date(), last_reason=REASON, last_outcome=VerdictOutcome.HELD_BACK)]
)
def test_a_schedule_can_be_stored(kept: Schedule):
    """It comes back equal."""
    assert kept == from_document(Schedule, to_document(kept))
