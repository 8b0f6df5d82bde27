"""Ask for a run's next tick."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from trimtab.domain.run import Run
from trimtab.ports import Services

NOW: Final = timedelta()
BUCKET_SECONDS: Final = 20
"""Ticks of one run in one state asked for within this time are one; each step is another state."""


def ask_for_tick(run: Run, services: Services, delay: timedelta = NOW, mark: str = "") -> None:
    """Enqueue one tick of a run, in whole seconds; a mark keeps it apart from others asked for by now.

    Raises UnavailableError when the queue cannot be reached.
    """
    delay_seconds = -(-delay // timedelta(seconds=1))
    bucket = int(services.clock.now().timestamp()) // BUCKET_SECONDS
    services.queue.advance_run(run.portfolio, run.run_id, f"{run.sequence}-{bucket}{mark}", delay_seconds)
