"""What somebody must be told."""

from __future__ import annotations

from builders import NOON, run
from trimtab.domain.notice import NoticeStatus
from trimtab.execution.journal import notice_of


def test_a_fresh_notice_waits_to_be_delivered():
    """It is pending, was never tried, and is due at once."""
    notice = notice_of(run())

    assert (NoticeStatus.PENDING, 0, NOON) == (notice.status, notice.attempts, notice.due_at)
