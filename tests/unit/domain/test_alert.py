"""Levels, episodes, and what an observation speaks of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builders import NOON
from telling_builders import alert, look
from trimtab.domain.alert import AlertKind, AlertLevel


def test_levels_are_ordered():
    """Text would sort them otherwise."""
    assert [0, 1, 2] == [level.rank for level in (AlertLevel.INFO, AlertLevel.WARNING, AlertLevel.CRITICAL)]


def test_an_alert_is_open_until_it_is_resolved():
    """The time of resolution closes it."""
    assert (True, False) == (alert().is_open, alert(resolved_at=NOON).is_open)


@pytest.mark.parametrize(
    ("keys", "is_covered"), [(None, True), (frozenset({"SPY"}), True), (frozenset({"TLT"}), False)]
)
def test_a_look_speaks_of_the_keys_it_has_seen(keys: frozenset[str] | None, *, is_covered: bool):
    """All of a kind, or the ones it names."""
    assert is_covered is replace(look(), keys=keys).covers(alert())


def test_a_look_does_not_speak_of_other_kinds():
    """Whoever measured drift knows nothing of runs."""
    assert not look(kind=AlertKind.RUN).covers(alert())
