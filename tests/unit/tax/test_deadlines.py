"""What the calendar is about to change; the days themselves are golden cases."""

from __future__ import annotations

from datetime import timedelta

from builders import NOON
from tax_builders import SPOUSE, TODAY, lot, open_loss, position
from trimtab.domain.alert import AlertKind, AlertLevel
from trimtab.tax.deadlines import NOTICE_DAYS, observe_deadlines

RIPE_SOON = lot("ripe", bought="2025-11-21")
"""Long term from 22 November 2026 on, two days after today."""


def test_a_look_at_nothing_still_resolves_what_was_told():
    """It speaks of every deadline there is."""
    seen = observe_deadlines(position(), TODAY, NOON)

    assert ((), frozenset({AlertKind.TAX_WINDOW}), None, NOON) == (
        seen.findings,
        seen.kinds,
        seen.keys,
        seen.at,
    )


def test_a_deadline_wakes_nobody():
    """It is for the digest."""
    seen = observe_deadlines(position([RIPE_SOON]), TODAY, NOON)

    assert [AlertLevel.INFO] == [each.level for each in seen.findings]


def test_a_lot_of_another_account_counts_though_the_symbol_is_in_dispute_here():
    """The dispute is about the account the plan trades in."""
    lots = [RIPE_SOON, lot("hers", quantity="3", bought="2025-11-21", account=SPOUSE)]
    seen = observe_deadlines(position(lots, disputed=("SPY",)), TODAY, NOON)

    assert ["3 shares of SPY"] == [each.text[:15] for each in seen.findings]


def test_a_tacked_holding_period_counts():
    """Shares that replaced others sold at a loss are held since those were (IRC 1223(3))."""
    tacked = lot("new", bought="2026-03-02", held_from=RIPE_SOON.held_from)
    seen = observe_deadlines(position([tacked]), TODAY, NOON)

    assert [True] == ["2026-11-22" in each.key for each in seen.findings]


def test_windows_come_before_lots_and_each_has_a_key_of_its_own():
    """Two episodes of one symbol are told apart."""
    sold = TODAY - timedelta(days=31 - NOTICE_DAYS)
    loss = open_loss(day=sold.isoformat())
    seen = observe_deadlines(position([RIPE_SOON], [loss]), TODAY, NOON)

    assert ["SPY-NO_BUY", "SPY-LONG_TERM-2026-11-22"] == [each.key for each in seen.findings]
