from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from trimtab.adapters.alpaca.rate import ORDER_RESERVE, RateBudget

NOON = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
RESET = NOON + timedelta(seconds=30)


def headers(remaining: object, reset: object = int(RESET.timestamp())) -> dict[str, str]:
    return {"X-RateLimit-Remaining": str(remaining), "X-RateLimit-Reset": str(reset)}


def budget(now: datetime = NOON) -> RateBudget:
    return RateBudget(lambda: now)


def test_an_unknown_allowance_is_no_limit():
    """Before the first answer nobody knows better."""
    assert budget().take() is None


def test_reads_stop_at_the_reserve_for_orders():
    """Two reads above the reserve may go, the third waits for the reset."""
    spending = budget()
    spending.note(200, headers(ORDER_RESERVE + 2))

    assert [None, None, RESET] == [spending.take() for _ in range(3)]


def test_a_reset_that_has_passed_opens_the_allowance():
    """From the reset on reads may go again."""
    later = budget(RESET)
    later.note(200, headers(0))

    assert later.take() is None


def test_a_429_spends_everything():
    """Whatever its other headers claim, there is nothing left until the reset."""
    spent = budget()
    spent.note(429, headers(150))

    assert RESET == spent.take()


@pytest.mark.parametrize(
    "told",
    [{}, headers("", ""), headers("many"), headers(0, "soon"), headers(0, "-5"), headers(0, "9" * 40)],
)
def test_unreadable_headers_teach_nothing(told: dict[str, str]):
    """An allowance is never closed by nonsense."""
    unmoved = budget()
    unmoved.note(200, told)

    assert unmoved.take() is None


def test_a_reset_far_away_closes_for_minutes_only():
    """A clock gone wrong at the broker's must not close an account for a day."""
    far = budget()
    far.note(200, headers(0, int((NOON + timedelta(days=1)).timestamp())))

    assert NOON + timedelta(minutes=5) == far.take()
