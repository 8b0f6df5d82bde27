from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal as D

import pytest

from paperbroker.market.replay import Replayed, ReplayedCloses
from paperbroker.market.series import PriceSeries, UnknownDayError
from unit.paperbroker.market.markets import FRIDAY

SERIES = PriceSeries(
    days=tuple(date(2020, 1, day) for day in (2, 3, 6)),
    closes=({"SPY": D(1)}, {"SPY": D(2), "QQQ": D(5)}, {"SPY": D(3)}),
)
THURSDAY_CLOSE = datetime(2026, 11, 19, 21, tzinfo=UTC)
SATURDAY = FRIDAY + timedelta(days=1)


def replayed(at: datetime = FRIDAY, day: int = 6) -> ReplayedCloses:
    return ReplayedCloses(Replayed(series="x", day=date(2020, 1, day), at=at), SERIES)


def price(closes: ReplayedCloses, at: datetime, symbol: str = "SPY") -> D | None:
    mark = closes.latest(symbol, at)
    return mark.price if mark else None


def test_the_days_before_are_the_sessions_before() -> None:
    """Whatever their dates: 3 January becomes Thursday, 2 January Wednesday."""
    times = (THURSDAY_CLOSE, THURSDAY_CLOSE - timedelta(seconds=1), THURSDAY_CLOSE - timedelta(days=2))

    assert [D(2), D(1), None] == [price(replayed(), at) for at in times]


def test_the_replayed_day_itself_is_not_history_before_its_close() -> None:
    """At noon its close is still to come."""
    assert D(2) == price(replayed(), FRIDAY)


def test_after_the_close_the_replayed_day_is_history() -> None:
    """Replayed in the evening, the close was at four."""
    assert D(3) == price(replayed(FRIDAY + timedelta(hours=6)), FRIDAY + timedelta(hours=5))


def test_at_the_weekend_the_day_before_is_fridays() -> None:
    """The replayed day stands for the coming Monday."""
    assert D(2) == price(replayed(SATURDAY), SATURDAY)


def test_closes_between_two_instants_come_in_order() -> None:
    """A symbol that has no close on a day is passed over."""
    closes, long_ago = replayed(), FRIDAY - timedelta(days=9)

    assert [D(1), D(2)] == [mark.price for mark in closes.between("SPY", long_ago, FRIDAY)]
    assert [D(5)] == [mark.price for mark in closes.between("QQQ", long_ago, FRIDAY)]


def test_a_first_day_has_no_history() -> None:
    """Nothing is known before it."""
    assert price(replayed(day=2), FRIDAY) is None


def test_a_day_without_closes_is_refused() -> None:
    """The series names the nearest days."""
    with pytest.raises(UnknownDayError, match="nearest days"):
        replayed(day=4)
