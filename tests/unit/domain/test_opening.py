"""Where a run's reconciliation begins."""

from __future__ import annotations

from decimal import Decimal as D

from builders import NOON, snapshot
from trimtab.domain.opening import Opening, Position

ACCOUNT = snapshot("1000", {"SPY": "10", "TLT": "5"}, {"SPY": "100", "TLT": "50"})


def test_only_the_run_s_symbols_are_taken_down():
    """In order, each once, and zero for what is not held."""
    opening = Opening.of(ACCOUNT, ["SPY", "GLD", "SPY"])

    assert (NOON, D(1_000), ["GLD", "SPY"]) == (
        opening.at,
        opening.cash,
        [held.symbol for held in opening.positions],
    )
    assert Position(symbol="GLD", quantity=D(0)) == opening.positions[0]


def test_what_was_not_taken_down_is_nothing():
    """TLT is held, but the run does not trade it."""
    opening = Opening.of(ACCOUNT, ["SPY"])

    assert (D(10), D(0)) == (opening.quantity("SPY"), opening.quantity("TLT"))
