from __future__ import annotations

import pytest

from paperbroker.basics.fields import Fields, SettingError
from paperbroker.web.latency import Latency


def waits(*settings: str) -> list[float]:
    slept: list[float] = []
    latency = Latency(slept.append)
    for seconds in settings:
        latency.set(Fields({"seconds": seconds}))
        latency.wait()
    return slept


def test_answers_wait_as_long_as_was_asked_for() -> None:
    """The last setting holds."""
    assert [0.2, 1.5] == waits("0.2", "1.5")


def test_nothing_waits_until_told_to_and_after_zero() -> None:
    """A latency of zero is none."""
    assert [] == waits("0")


@pytest.mark.parametrize("seconds", ["-0.1", "60.1", "soon"])
def test_an_impossible_wait_is_refused_by_name(seconds: str) -> None:
    """Negative, too long or no number."""
    with pytest.raises(SettingError) as refused:
        waits(seconds)

    assert "seconds" == refused.value.field
