"""How many schedules a run of the tests tries."""

from __future__ import annotations

import os
from typing import Final

from property.counts import fewer_by_day

VARIABLE: Final = "TRIMTAB_SCHEDULES"
"""Set it for another number of random schedules."""

BY_DAY: Final = 50_000
BY_NIGHT: Final = 1_000_000
RANDOM: Final = int(os.environ.get(VARIABLE) or (BY_DAY if fewer_by_day(BY_DAY) == BY_DAY else BY_NIGHT))
PARTS: Final = 16
"""Random schedules are split so finely that two cores end together; each part visits every rare state."""

MANY: Final = 100_000
OFTEN: Final = 100
"""So many schedules visit each rare state so often, at least."""

SINGLE_PARTS: Final = 4
ALIKE: Final = 1_000
"""Seeds that are played twice."""

ELSEWHERE: Final = 20
"""Seeds that are played again in another process."""
