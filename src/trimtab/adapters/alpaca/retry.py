"""Try a read again where that can help, after a pause, and never beyond the time there is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final, TypeVar

from trimtab.adapters.alpaca.failures import CallFailedError
from trimtab.adapters.alpaca.patience import Patience
from trimtab.adapters.alpaca.rate import Now

Answer = TypeVar("Answer")

RESET_MARGIN: Final = timedelta(seconds=1)
"""How long after its reset an allowance is trusted to be full."""

_MICROSECONDS: Final = 1_000_000


def ask_again(
    ask: Callable[[], Answer], *, patience: Patience, left: Callable[[], Decimal], now: Now
) -> Answer:
    """Ask until an answer comes, no try is left, or there is no time for another. Raises CallFailedError."""
    import stamina  # noqa: PLC0415 - reads pay for it, discovery does not

    def judge(failure: Exception) -> bool | timedelta:
        return isinstance(failure, CallFailedError) and pause_before_next(
            failure, patience=patience, left=left(), now=now()
        )

    pause = _span(patience.pause_seconds)
    for attempt in stamina.retry_context(
        on=judge,
        attempts=patience.tries,
        timeout=None,
        wait_initial=pause,
        wait_max=4 * pause,
        wait_jitter=pause,
    ):
        with attempt:
            return ask()
    raise AssertionError("the last try either answers or raises")


def pause_before_next(
    failure: CallFailedError, *, patience: Patience, left: Decimal, now: datetime
) -> bool | timedelta:
    """Tell whether to ask again, and after which pause: True for the usual one, a span for a reset."""
    spare = _span(left) - _span(patience.answer_seconds)
    if failure.retry_at is not None:
        until_reset = max(failure.retry_at - now, timedelta()) + RESET_MARGIN
        return until_reset if until_reset <= spare else False
    return failure.may_pass and spare >= timedelta()


def _span(seconds: Decimal) -> timedelta:
    return timedelta(microseconds=int(seconds * _MICROSECONDS))
