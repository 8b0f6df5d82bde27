"""Simulate, second by second, how long a session's first looks take when everybody is due at once.

Run it with `scripts/bench capacity`; docs/scaling.md says where the constants are from.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Final

from trimtab.services.rebalance_on_schedule import HOLD

CALL_EVERY: Final = 300
"""Seconds between two calls of the clock."""

CALL_LASTS: Final = int(HOLD.total_seconds()) - 20
ASKED_PER_SECOND: Final = 400
"""Tasks one call enqueues: sixteen side by side, 30 ms each, and a page of 300 read in 100 ms."""

LOOK_SECONDS: Final = 0.65
"""One look in production: five calls of the broker of 100 ms, fifteen of the store of 10 ms."""

GIVEN_UP: Final = 6 * 3600


@dataclass(frozen=True, slots=True)
class Plant:
    """What works on the portfolios: shards, each with its call of the clock and its queue."""

    shards: int
    dispatches_per_second: int
    side_by_side: int

    @property
    def looks_per_second(self) -> float:
        """What one shard's queue gets done."""
        return min(self.dispatches_per_second, self.side_by_side / LOOK_SECONDS)


def minutes_until_done(portfolios: int, plant: Plant) -> float | None:
    """Tell when the last look is done; None when it is not within the session.

    Each call begins with whoever is still due, those in the queue included: asking again costs the same.
    """
    left = portfolios / plant.shards
    queued, walked = 0.0, 0.0
    for second in range(GIVEN_UP):
        into_call = second % CALL_EVERY
        if into_call == 0:
            walked = 0.0
        if into_call < CALL_LASTS and walked < left:
            walked = min(left, walked + ASKED_PER_SECOND)
            queued = max(queued, walked)
        done = min(queued, plant.looks_per_second)
        left, queued, walked = left - done, queued - done, max(walked - done, 0.0)
        if left < 1:
            return (second + 1) / 60
    return None


TRIED: Final = (
    (10_000, Plant(1, 100, 20)),
    (10_000, Plant(1, 100, 80)),
    (100_000, Plant(1, 100, 80)),
    (1_000_000, Plant(1, 500, 400)),
    (1_000_000, Plant(10, 500, 400)),
    (100_000_000, Plant(10, 500, 400)),
    (100_000_000, Plant(1_000, 500, 400)),
)


def main() -> None:
    """Print a line for each size and plant."""
    for portfolios, plant in TRIED:
        minutes = minutes_until_done(portfolios, plant)
        rate = plant.shards * plant.looks_per_second
        told = f"{minutes:6.1f} minutes" if minutes else "not within the session"
        sys.stdout.write(
            f"{portfolios:>11,} portfolios, {plant.shards:>5,} shards, "
            f"{plant.dispatches_per_second} a second and {plant.side_by_side} side by side each: "
            f"{told}, {rate:,.0f} looks a second\n"
        )


if __name__ == "__main__":
    main()
