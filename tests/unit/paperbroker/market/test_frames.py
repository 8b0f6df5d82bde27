from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from alpaca.data.timeframe import TimeFrame, TimeFrameUnit

from paperbroker.basics.sessions import sessions_back, sessions_between
from paperbroker.market.frames import frame_at, frames, read_timeframe
from unit.paperbroker.market.markets import CLOSING, FRIDAY, OPENING

HALF_DAY = list(sessions_between(date(2026, 11, 27), date(2026, 11, 27)))
COUNTS = {
    TimeFrameUnit.Minute: range(1, 60),
    TimeFrameUnit.Hour: range(1, 24),
    TimeFrameUnit.Day: [1],
    TimeFrameUnit.Week: [1],
    TimeFrameUnit.Month: [1, 2, 3, 6, 12],
}


def starts(timeframe: str, first: date, last: date) -> list[str]:
    """Label the frames of a range of days, in UTC."""
    laid = frames(read_timeframe(timeframe), sessions_between(first, last))
    return [f"{frame.start.astimezone(UTC):%m-%d %H:%M}" for frame in laid]


@pytest.mark.parametrize("unit", COUNTS)
def test_every_timeframe_of_the_sdk_is_read(unit: TimeFrameUnit) -> None:
    """As the SDK writes them."""
    assert all(read_timeframe(TimeFrame(count, unit).value) for count in COUNTS[unit])


@pytest.mark.parametrize(
    "text", ["", "Min", "0Min", "60Min", "24Hour", "2Day", "2Week", "5Month", "1min", "1.5Min", "1Min "]
)
def test_no_other_timeframe_is_read(text: str) -> None:
    """The grammar is Alpaca's."""
    with pytest.raises(ValueError, match="is no timeframe"):
        read_timeframe(text)


@pytest.mark.parametrize(
    ("timeframe", "count"), [("1Min", 390), ("5T", 78), ("7Min", 57), ("1H", 7), ("3Hour", 3)]
)
def test_a_session_is_cut_into_frames(timeframe: str, count: int) -> None:
    """Frames count from midnight in New York, so hours begin at the full hour and seven minutes anywhere."""
    assert count == len(starts(timeframe, FRIDAY.date(), FRIDAY.date()))


def test_hours_begin_at_the_full_hour() -> None:
    """The first holds only the half hour from 9:30."""
    assert ["11-20 14:00", "11-20 15:00"] == starts("1Hour", FRIDAY.date(), FRIDAY.date())[:2]


def test_days_begin_at_midnight_in_new_york() -> None:
    """Thanksgiving has no bar."""
    assert ["11-25 05:00", "11-27 05:00"] == starts("1Day", date(2026, 11, 25), date(2026, 11, 27))


def test_weeks_begin_on_monday_and_months_on_the_first() -> None:
    """Whether or not the exchange trades that day."""
    assert ["11-23 05:00", "11-30 05:00"] == starts("1Week", date(2026, 11, 24), date(2026, 12, 1))
    assert ["11-01 04:00", "12-01 05:00"] == starts("1Month", date(2026, 11, 24), date(2026, 12, 1))


def test_quarters_begin_in_the_months_of_the_year() -> None:
    """January, April, July, October."""
    assert ["07-01 04:00", "10-01 04:00"] == starts("3Month", date(2026, 9, 30), date(2026, 11, 1))


def test_the_closing_print_belongs_to_the_last_frame() -> None:
    """On a half day that is the minute before one o'clock."""
    *_, last = frames(read_timeframe("1Min"), HALF_DAY)

    assert (
        datetime(2026, 11, 27, 17, 59, tzinfo=UTC),
        datetime(2026, 11, 27, 18, tzinfo=UTC),
    ) == last.windows[0]


def test_frames_do_not_overlap() -> None:
    """Each ends a microsecond before the next begins."""
    first, second, *_ = frames(read_timeframe("5Min"), sessions_between(FRIDAY.date(), FRIDAY.date()))

    assert second.windows[0][0] - timedelta(microseconds=1) == first.windows[0][1]


@pytest.mark.parametrize("timeframe", ["1Hour", "1Day", "1Week"])
def test_backwards_the_same_frames_come_the_other_way(timeframe: str) -> None:
    """Their times still run forward."""
    sessions = list(sessions_between(date(2026, 11, 2), date(2026, 11, 20)))
    forward = list(frames(read_timeframe(timeframe), sessions))

    assert forward[::-1] == list(frames(read_timeframe(timeframe), sessions[::-1], backwards=True))


@pytest.mark.parametrize(("at", "start"), [(FRIDAY, FRIDAY), (CLOSING, CLOSING - timedelta(minutes=1))])
def test_the_frame_of_an_instant_is_found(at: datetime, start: datetime) -> None:
    """At and after the close it is the session's last."""
    session = next(sessions_back(FRIDAY.date()))

    assert start == frame_at(read_timeframe("1Min"), session, at).start
    assert ((OPENING, CLOSING),) == frame_at(read_timeframe("1Day"), session, at).windows
