"""Find the last count for which a claim holds."""

from __future__ import annotations

from collections.abc import Callable


def last_count(holds: Callable[[int], bool], *, most: int, guess: int) -> int:
    """Return the last count up to `most` for which a claim holds that holds up to some count, and for zero.

    The guess is asked first. Steps away from it grow until the answer is enclosed; then the rest is halved.
    """
    good, bad, stride = 0, most + 1, 1
    probe = guess
    while bad - good > 1:
        probe = probe if good < probe < bad else (good + bad) // 2
        if holds(probe):
            good, probe = probe, probe + stride
        else:
            bad, probe = probe, probe - stride
        stride *= 2
    return good
