"""How long a delivery is tried."""

from __future__ import annotations

from datetime import timedelta

from trimtab.domain.delivery import MOST_ATTEMPTS, pause_after


def test_pauses_double():
    """One minute, two, four."""
    assert [1, 2, 4] == [pause_after(attempts) // timedelta(minutes=1) for attempts in (1, 2, 3)]


def test_a_receiver_may_be_away_for_a_day():
    """The last attempt comes more than a day after the first (F-151)."""
    waited = sum((pause_after(attempts) for attempts in range(1, MOST_ATTEMPTS)), timedelta())

    assert timedelta(days=1) < waited < timedelta(days=2)
