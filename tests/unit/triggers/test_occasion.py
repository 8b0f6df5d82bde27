"""The facts of one look."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from trigger_builders import MONDAY, occasion, ruled, schedule
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


@pytest.mark.parametrize(
    ("by_rule", "by_anybody", "expected"),
    [
        (None, None, None),
        (LOOKED, None, LOOKED),
        (None, LOOKED, LOOKED),
        (LOOKED, LOOKED - timedelta(days=2), LOOKED),
        (LOOKED - timedelta(days=2), LOOKED, LOOKED),
    ],
)
def test_the_last_run_is_the_later_of_two(
    by_rule: date | None, by_anybody: date | None, expected: date | None
):
    """Whoever has started it, a rule or a person."""
    found = occasion(ruled(), schedule=schedule(last_run_session=by_rule), last_rebalanced_on=by_anybody)

    assert expected == found.last_run_on


def test_a_rule_was_checked_when_it_was_there_at_the_last_look():
    """Saved at the moment of the look or before it, not after it; a rule without a time was always there."""
    found = occasion(ruled(), MONDAY, checked=LOOKED)
    looked_at = found.schedule.last_checked_at

    assert looked_at is not None
    assert [True, True, False] == [
        replace(found, rule_created_at=created).has_been_checked
        for created in (None, looked_at, looked_at + timedelta(microseconds=1))
    ]


def test_nothing_was_checked_before_the_first_look():
    """However old the rule is."""
    old = datetime(2020, 1, 1, tzinfo=UTC)

    assert not occasion(ruled(), rule_created_at=old).has_been_checked
