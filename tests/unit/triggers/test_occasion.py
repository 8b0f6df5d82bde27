"""The facts of one look."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from trigger_builders import MONDAY, occasion, ruled, schedule, settled
from trimtab.triggers.occasion import Occasion

LOOKED = date(2026, 11, 20)


def seen(at: str) -> Occasion:
    return occasion(ruled(), as_of=datetime.fromisoformat(at))


@pytest.mark.parametrize(
    ("at", "today", "session"),
    [
        ("2026-11-23T14:45:00Z", 23, 23),
        ("2026-11-24T02:00:00Z", 23, 23),
        ("2026-11-26T17:00:00Z", 26, 27),
        ("2026-11-28T17:00:00Z", 28, 30),
    ],
)
def test_days_are_new_yorks_and_sessions_the_markets(at: str, today: int, session: int):
    """Two in the morning, UTC, is still the evening before; a holiday's session is the next one."""
    found = seen(at)

    assert (today, session) == (found.today.day, found.session.day.day)


def test_a_rule_was_settled_when_it_was_there_at_the_last_settled_look():
    """Saved at the moment of the look or before it, not after it; a rule without a time was always there."""
    found, last = occasion(ruled(), MONDAY, checked=LOOKED), settled(LOOKED)

    assert [last, last, None] == [
        replace(found, rule_created_at=created).settled
        for created in (None, last.at, last.at + timedelta(microseconds=1))
    ]


def test_a_look_that_left_something_over_settles_no_rule():
    """Saved after the settled look and before one that was held back: it counts as new all the same."""
    held = schedule(MONDAY, settled=settled(LOOKED))
    created = settled(LOOKED).at + timedelta(hours=1)

    assert occasion(ruled(), MONDAY, schedule=held, rule_created_at=created).settled is None


def test_nothing_was_settled_before_the_first_look():
    """However old the rule is."""
    old = datetime(2020, 1, 1, tzinfo=UTC)

    assert occasion(ruled(), rule_created_at=old).settled is None
