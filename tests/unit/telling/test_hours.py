"""Quiet hours and the hour of the digest, on nights when the clock is changed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from trimtab.domain.preferences import QuietHours
from trimtab.telling.hours import after_quiet, is_quiet, next_digest

NEW_YORK = "America/New_York"
NIGHT = QuietHours(22 * 60, 7 * 60)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "end"),
    [
        ("2026-01-10T15:00", "2026-01-10T15:00"),
        ("2026-01-11T03:00", "2026-01-11T12:00"),
        ("2026-03-08T04:00", "2026-03-08T11:00"),
        ("2026-11-01T03:00", "2026-11-01T12:00"),
    ],
)
def test_quiet_hours_end_by_the_persons_clock(now: str, end: str):
    """Seven in New York: 12:00 UTC in winter, 11:00 after the clock went forward."""
    assert at(end) == after_quiet(at(now), NIGHT, NEW_YORK)


@pytest.mark.parametrize(
    ("now", "end"),
    [("2026-11-01T05:10", "2026-11-01T05:30"), ("2026-11-01T06:10", "2026-11-01T06:30")],
)
def test_an_end_that_is_shown_twice_ends_twice(now: str, end: str):
    """Half past one comes before and after the clock goes back, and the minutes between are quiet again."""
    assert at(end) == after_quiet(at(now), QuietHours(22 * 60, 90), NEW_YORK)


def test_an_end_that_is_skipped_comes_later():
    """There is no half past two on the day the clock goes forward: it is half past three then."""
    assert at("2026-03-08T07:30") == after_quiet(at("2026-03-08T06:50"), QuietHours(60, 150), NEW_YORK)


def test_without_quiet_hours_it_is_never_quiet():
    """Now is as good as any time."""
    assert at("2026-01-11T03:00") == after_quiet(at("2026-01-11T03:00"), None, NEW_YORK)


def test_quiet_is_what_the_clock_shows():
    """Three at night UTC is ten in the evening in New York, and noon in Tokyo."""
    now = at("2026-01-11T03:00")

    assert (True, False) == (is_quiet(now, NIGHT, NEW_YORK), is_quiet(now, NIGHT, "Asia/Tokyo"))


@pytest.mark.parametrize(
    ("now", "digest"),
    [
        ("2026-01-10T12:59", "2026-01-10T13:00"),
        ("2026-01-10T13:00", "2026-01-11T13:00"),
        ("2026-03-07T14:00", "2026-03-08T12:00"),
    ],
)
def test_the_digest_comes_at_its_hour(now: str, digest: str):
    """Eight in New York, the next time, and never at the very instant."""
    assert at(digest) == next_digest(at(now), 8, NEW_YORK)


def test_there_is_one_digest_on_the_longest_day():
    """One o'clock is shown twice, and the second showing is not another digest."""
    first = next_digest(at("2026-11-01T04:00"), 1, NEW_YORK)

    assert (at("2026-11-01T05:00"), at("2026-11-02T06:00")) == (first, next_digest(first, 1, NEW_YORK))
