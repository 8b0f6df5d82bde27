"""The right to move a run."""

from __future__ import annotations

from datetime import timedelta

import pytest

from builders import NOON
from trimtab.domain.lease import LEASE_TIME, Lease

LEASE = Lease(holder="w1", until=NOON + LEASE_TIME)


@pytest.mark.parametrize(("seconds", "is_over"), [(89, False), (90, True), (91, True)])
def test_a_lease_ends_on_time(seconds: int, *, is_over: bool):
    """After a minute and a half another worker may come."""
    assert is_over is LEASE.is_over(NOON + timedelta(seconds=seconds))


def test_its_holder_falls_silent_before_its_end():
    """Ten seconds lie between the last order and the next worker (I-21)."""
    assert NOON + timedelta(seconds=80) == LEASE.send_by
