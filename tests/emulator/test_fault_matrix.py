"""The executor on real parts, with faults: the Firestore client and emulator, the broker's SDK and server.

By day a third of the ways in which an effect can fail once, some of them at other calls, and 170 schedules at
random; by night all single faults and two thousand. The rules are the simulator's, applied to what is stored
and to the orders that the broker lists. The end of a process: F-065, F-070, F-071, F-115. A lost, failed or
late write: F-061, F-062, F-072, F-073, F-074, F-097. A message that comes twice: F-001, F-080. A zombie:
F-081.
"""

from __future__ import annotations

from typing import Final

from emulator.faulted.parts import ALL, SINGLE, play_in_parts
from emulator.faulted.schedules import RANDOM_BY_DAY, RANDOM_BY_NIGHT, SINGLE_BY_DAY
from property.counts import fewer_by_day

ONCE: Final = ("NotSent", "UNKNOWN->ACKED", "believed absent", "late order", "sent again", "takeover")
"""Rare states that single faults come to."""

SOMETIMES: Final = (
    "adopted",
    "believed absent",
    "kill mid-sell",
    "lost CAS",
    "parked",
    "restored backup",
    "sent again",
    "takeover",
)
"""Rare states that random schedules come to."""


def is_day() -> bool:
    """Tell whether this is an ordinary run."""
    return fewer_by_day(RANDOM_BY_DAY) == RANDOM_BY_DAY


def test_no_single_fault_breaks_an_invariant():
    """Whatever fails once on real parts, all invariants hold, and the account ends as it would have."""
    tally = play_in_parts(SINGLE if is_day() else ALL)
    print(f"{tally.played} schedules:", dict(sorted(tally.sometimes.items())))  # noqa: T201 - asked for

    assert [] == tally.failures
    assert SINGLE_BY_DAY <= tally.played
    assert [] == [name for name in ONCE if not tally.sometimes[name]]


def test_no_random_schedule_breaks_an_invariant():
    """Up to eight faults and two to four workers break nothing, and every rare state is visited."""
    count = RANDOM_BY_DAY if is_day() else RANDOM_BY_NIGHT
    tally = play_in_parts(str(count))
    print(f"{tally.played} schedules:", dict(sorted(tally.sometimes.items())))  # noqa: T201 - asked for

    assert [] == tally.failures
    assert count == tally.played
    assert [] == [name for name in SOMETIMES if not tally.sometimes[name]]
