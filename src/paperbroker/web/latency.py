"""How long every answer of the broker waits before it is handed over."""

from __future__ import annotations

import time
from collections.abc import Callable
from decimal import Decimal
from typing import Final

from paperbroker.basics.fields import Fields
from paperbroker.basics.money import ZERO

LONGEST: Final = Decimal(60)
NONE: Final = Fields({"seconds": "0"})


class Latency:
    """Seconds between the end of a request's handling and its answer; waiting requests hold nobody up."""

    def __init__(self, sleep: Callable[[float], None] = time.sleep) -> None:
        self._sleep = sleep
        self._seconds = ZERO

    def set(self, fields: Fields) -> None:
        """Read the seconds of every answer from now on. Raises `SettingError`."""
        seconds = fields.only(["seconds"]).number("seconds")
        if not ZERO <= seconds <= LONGEST:
            raise fields.error("seconds", f"must be from 0 to {LONGEST}, not {seconds}")
        self._seconds = seconds

    def wait(self) -> None:
        """Let the seconds pass."""
        if self._seconds:
            self._sleep(float(self._seconds))
