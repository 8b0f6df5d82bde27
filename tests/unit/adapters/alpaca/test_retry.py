from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal as D

import pytest

from trimtab.adapters.alpaca import Patience
from trimtab.adapters.alpaca.failures import CallFailedError
from trimtab.adapters.alpaca.retry import ask_again, pause_before_next

NOON = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
FIVE = Patience(answer_seconds=D(5))


@pytest.mark.parametrize(
    ("failure", "left", "pause"),
    [
        (CallFailedError("x", may_pass=True), "5", True),
        (CallFailedError("x", may_pass=True), "4.9", False),
        (CallFailedError("x"), "60", False),
        (CallFailedError("x", retry_at=NOON + timedelta(seconds=2)), "8", timedelta(seconds=3)),
        (CallFailedError("x", retry_at=NOON + timedelta(seconds=2)), "7.9", False),
        (CallFailedError("x", retry_at=NOON - timedelta(seconds=2)), "6", timedelta(seconds=1)),
    ],
)
def test_a_pause_must_leave_time_for_a_whole_call(
    failure: CallFailedError, left: str, *, pause: bool | timedelta
):
    """What may pass is tried after a short pause, a spent allowance after its reset, if there is time."""
    assert pause == pause_before_next(failure, patience=FIVE, left=D(left), now=NOON)


def test_a_mistake_of_ours_is_not_tried_again():
    """Only what the network or the broker did may be repeated."""
    tries = []

    def stumble() -> None:
        tries.append(1)
        raise KeyError("ours")

    with pytest.raises(KeyError):
        ask_again(stumble, patience=FIVE, left=lambda: D(60), now=lambda: NOON)

    assert 1 == len(tries)


@pytest.mark.parametrize(("tries", "made"), [(1, 1), (2, 2), (3, 3)])
def test_no_more_tries_are_made_than_allowed(tries: int, made: int):
    """Patience names the number of tries, the first one included."""
    calls = []

    def fail() -> None:
        calls.append(1)
        raise CallFailedError("down", may_pass=True)

    with pytest.raises(CallFailedError):
        ask_again(fail, patience=Patience(tries=tries), left=lambda: D(60), now=lambda: NOON)

    assert made == len(calls)
