from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from paperbroker.basics.instants import from_nanoseconds, nanoseconds, parse_instant, render_instant

AT = datetime(2026, 11, 20, 15, 0, 0, 123456, tzinfo=UTC)
TEXT = "2026-11-20T15:00:00.123456789Z"


def test_an_instant_is_written_with_nine_decimals() -> None:
    """Microseconds come from the instant, the last three digits from the extra."""
    assert TEXT == render_instant(nanoseconds(AT, 789))


def test_whole_seconds_keep_nine_zeros() -> None:
    """The width never changes, so that texts sort like instants."""
    assert "2026-11-20T15:00:00.000000000Z" == render_instant(nanoseconds(AT.replace(microsecond=0)))


@pytest.mark.parametrize("year", [1969, 1970, 2026, 2262])
def test_reading_undoes_writing(year: int) -> None:
    """Every nanosecond survives, before the epoch too."""
    ns = nanoseconds(AT.replace(year=year), 789)

    assert ns == parse_instant(render_instant(ns))


def test_an_offset_is_taken_into_account() -> None:
    """Ten o'clock in New York is three in the afternoon in UTC."""
    assert nanoseconds(AT, 789) == parse_instant("2026-11-20T10:00:00.123456789-05:00")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2026-11-20", "2026-11-20T00:00:00.000000000Z"),
        ("2026-11-20T15:00:00Z", "2026-11-20T15:00:00.000000000Z"),
        ("2026-11-20t15:00:00.5z", "2026-11-20T15:00:00.500000000Z"),
        ("2026-11-20 15:00:00+00:00", "2026-11-20T15:00:00.000000000Z"),
    ],
)
def test_shorter_spellings_are_read(text: str, written: str) -> None:
    """A plain day is its midnight; missing decimals are zero."""
    assert written == render_instant(parse_instant(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "now",
        "2026-13-01",
        "2026-11-20T15:00:00",
        "2026-11-20T15:00:00.1234567890Z",
        "20261120",
        TEXT + "x",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    """Impossible days, missing offsets and ten decimals raise."""
    with pytest.raises(ValueError):  # noqa: PT011 - the standard library words some of the messages
        parse_instant(text)


def test_python_keeps_the_microseconds() -> None:
    """The last three digits are cut, never rounded."""
    assert AT == from_nanoseconds(nanoseconds(AT, 999))


def test_every_offset_counts_from_the_same_epoch() -> None:
    """An instant in another zone has the same nanoseconds."""
    assert nanoseconds(AT) == nanoseconds(AT.astimezone(timezone(timedelta(hours=-5))))


@pytest.mark.parametrize(("at", "extra"), [(AT.replace(tzinfo=None), 0), (AT, 1000), (AT, -1)])
def test_what_has_no_nanoseconds_is_refused(at: datetime, extra: int) -> None:
    """A naive instant and an extra out of range raise."""
    with pytest.raises(ValueError, match="must"):
        nanoseconds(at, extra)
