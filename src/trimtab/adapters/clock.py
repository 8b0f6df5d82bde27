"""The machine's clock."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from decimal import Decimal


class SystemClock:
    """Tells the real time and really waits."""

    def now(self) -> datetime:
        """Tell the time in UTC."""
        return datetime.now(UTC)

    def pause(self, seconds: Decimal) -> None:
        """Wait."""
        time.sleep(float(seconds))
