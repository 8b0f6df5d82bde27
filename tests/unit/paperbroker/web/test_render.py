from __future__ import annotations

from paperbroker.web.render import instant, render_clock
from unit.paperbroker.builders import NOON, clock


def test_the_clock_speaks_new_york() -> None:
    """Noon in New York carries its winter offset."""
    assert "2026-11-20T12:00:00-05:00" == render_clock(clock())["timestamp"]


def test_instants_are_utc_to_the_microsecond() -> None:
    """What has not happened stays null."""
    assert ("2026-11-20T17:00:00.000000Z", None) == (instant(NOON), instant(None))
