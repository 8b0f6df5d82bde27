"""Answers of use cases."""

from __future__ import annotations

from builders import plan, policy, snapshot
from trimtab.domain.results import DriftChecked
from trimtab.domain.trading_state import TradingState


def test_a_check_without_execution_has_started_nothing():
    """Unless a run was asked for, the answer holds none."""
    made = plan(snapshot("0", {}, {}), policy({"SPY": "1"}))

    assert None is DriftChecked(plan=made, trading=TradingState.halted("test")).started
