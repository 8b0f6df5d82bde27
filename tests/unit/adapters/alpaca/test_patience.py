from __future__ import annotations

from decimal import Decimal as D

from trimtab.adapters.alpaca.patience import Stopwatch


def test_a_stopwatch_counts_down_and_stops_at_zero():
    """Time left falls with the clock and never below zero."""
    ticks = iter([0, 1_500_000_000, 9_000_000_000])
    watch = Stopwatch(D(8), lambda: next(ticks))

    assert [D("6.5"), D(0)] == [watch.left(), watch.left()]
