"""Many faults at once, at random, with several workers; each schedule hangs on its seed alone.

Kills and cancellations: F-082, F-096, F-182. Outages of broker, store and queue: F-030, F-078, F-174, F-176.
Other people's trades: F-033, F-111. Price jumps: F-114. The end of the session: F-083, F-099. Partial fills
and races with cancellations: F-090, F-091. Orders that nobody finds for a while: F-094. Orders rejected after
all: F-086. Restored backups: F-134. Rivals and twins: F-001, F-006, F-060. Missed sweeps: F-005.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

import pytest

from simulation.counts import BY_DAY, MANY, OFTEN, PARTS, RANDOM
from simulation.dice import schedule_of
from simulation.faults import Mode
from simulation.report import first_failure

SOMETIMES: Final = (
    "UNKNOWN->ACKED",
    "NotSent",
    "adopted",
    "believed absent",
    "cancelled with a part filled",
    "filled while cancelled",
    "kill mid-sell",
    "lost CAS",
    "mixed versions",
    "parked",
    "restored backup",
    "sent again",
    "skewed clock",
    "takeover",
    "zombie stopped",
)
RARELY: Final = (
    "correction",
    "dead letter",
    "late order",
    "overtaken order",
    *(f"fault {mode}" for mode in Mode),
)
"""What a part of a day's schedules may miss; single faults visit each of them."""

FOUND: Final = (49_591, 383_205, 835_735)
"""Seeds of a worker ten minutes ahead, and of buys that counted on cash which an unseen order had spent."""


@pytest.mark.parametrize("part", range(PARTS))
def test_no_random_schedule_breaks_an_invariant(part: int):
    """Up to six faults and two to four workers break nothing, and every rare state is visited."""
    sometimes = Counter[str]()
    seeds = range(part, RANDOM, PARTS)

    assert "" == first_failure(((schedule_of(seed), seed) for seed in seeds), sometimes)
    print(f"{len(seeds)} schedules:", dict(sorted(sometimes.items())))  # noqa: T201 - asked for
    wanted = dict.fromkeys(SOMETIMES if RANDOM >= BY_DAY else (), 1)
    if RANDOM >= MANY:
        wanted = dict.fromkeys((*SOMETIMES, *RARELY), -(-OFTEN // PARTS))
    assert [] == [name for name, least in wanted.items() if sometimes[name] < least]


@pytest.mark.parametrize("seed", FOUND)
def test_a_schedule_that_once_broke_an_invariant_breaks_none(seed: int):
    """Nights have found it; the days keep it."""
    assert "" == first_failure([(schedule_of(seed), seed)])
