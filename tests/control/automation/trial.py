"""Try a copy of the engine: `python -m control.automation.trial FOLDER`, the copy in it first on the path.

Streets of portfolios live through a stormy quarter, one after the other, until something does not hold.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from simulation.automation.test_two_years import play
from simulation.automation.traffic import STORM

ENOUGH: Final = 8
"""Quarters in which a fault has to show."""

FIRST: Final = datetime(2027, 4, 1, tzinfo=UTC)
LAST: Final = datetime(2027, 6, 20, tzinfo=UTC)
"""A surprise closure and a day without a broker lie between."""


def first_finding() -> str:
    """Return the first quarter's number with the first thing that does not hold, or nothing."""
    for seed in range(ENOUGH):
        found = play(STORM, seed, FIRST, LAST).violations()
        if found:
            return f"{seed} {found[0]}"
    return ""


def main(copy: str) -> int:
    """Print the first finding, or nothing."""
    import trimtab  # noqa: PLC0415 - which copy is tried is what is asked

    if not str(trimtab.__file__).startswith(str(Path(copy).resolve())):
        raise SystemExit(f"{trimtab.__file__} is not in {copy}")
    print(first_finding())  # noqa: T201 - the answer
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
