from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal as D
from itertools import pairwise
from typing import Any

import pytest

from paperbroker.desk.performance import Hours, Performance, Span, Timeframe, measure
from unit.paperbroker.builders import demo
from unit.paperbroker.desk.days import NEW_YORK, Days, at

NO_FLOWS: frozenset[str] = frozenset()


def measured(
    days: Days, start: str, end: str, *, flows: frozenset[str] | None = NO_FLOWS, **fields: Any
) -> Performance:
    span = Span(start=at(start), end=at(end), **{"timeframe": Timeframe.DAY, **fields})
    return measure(days.exchange, demo(days.exchange), span, flows)


def begins(performance: Performance) -> list[datetime]:
    return [point.window.starts_at for point in performance.points]


def three_days() -> Days:
    """Close at 2,000, at 2,100 and, after a deposit of 500, at 2,500; it is Friday evening."""
    days = Days().when("19 12:00").price("110").when("20 12:00").pay("500").price("100")
    return days.when("20 18:00")


def test_days_are_valued_at_their_close() -> None:
    """And named by their opening; before the account there is nothing."""
    performance = measured(three_days(), "01 00:00", "20 18:00")

    assert [at("18 09:30"), at("19 09:30"), at("20 09:30")] == begins(performance)
    assert [D(2000), D(2100), D(2500)] == [point.equity for point in performance.points]


def test_profit_counts_from_the_close_before() -> None:
    """From Wednesday's 2,000, deposits included."""
    performance = measured(three_days(), "19 00:00", "20 18:00")

    assert (D(2000), date(2026, 11, 18)) == (performance.base_value, performance.base_day)
    assert [D(100), D(500)] == [point.profit for point in performance.points]


def test_profit_of_a_new_account_counts_from_its_opening() -> None:
    """There was no close before."""
    performance = measured(Days().when("18 12:00").price("90"), "18 00:00", "18 12:00")

    assert (D(2000), date(2026, 11, 18)) == (performance.base_value, performance.base_day)
    assert [D(-100)] == [point.profit for point in performance.points]


def test_the_window_that_has_begun_is_valued_now() -> None:
    """At noon there are windows from half past nine, ten and eleven, the last still open."""
    days = Days().when("19 12:00").price("130")
    performance = measured(days, "19 00:00", "19 20:00", timeframe=Timeframe.HOUR)

    assert [at("19 09:30"), at("19 10:30"), at("19 11:30")] == begins(performance)
    assert [D(2000), D(2000), D(2300)] == [point.equity for point in performance.points]


@pytest.mark.parametrize(
    ("hours", "first", "count"),
    [
        (Hours.MARKET, "19 09:30", 7),
        (Hours.EXTENDED, "19 04:00", 16),
        (Hours.CONTINUOUS, "19 00:00", 24),
    ],
)
def test_hours_choose_the_windows_of_a_day(hours: Hours, first: str, count: int) -> None:
    """The session alone, with the hours before and after, or the whole day."""
    days = Days().when("20 06:00")
    found = begins(measured(days, "19 00:00", "19 23:59", timeframe=Timeframe.HOUR, hours=hours))

    assert (at(first), count) == (found[0], len(found))


def test_a_weekend_has_continuous_windows_only() -> None:
    """The market does not open on Saturday."""
    days = Days().when("21 12:00")
    span: dict[str, Any] = {"start": "21 00:00", "end": "21 11:59", "timeframe": Timeframe.HOUR}

    assert 0 == len(measured(days, hours=Hours.MARKET, **span).points)
    assert 12 == len(measured(days, hours=Hours.CONTINUOUS, **span).points)


def test_the_hour_that_comes_twice_has_two_windows() -> None:
    """On the day the clocks go back there are twenty-five hours."""
    days = Days("01 00:00").when("02 12:00")
    found = begins(measured(days, "01 00:00", "01 23:59", timeframe=Timeframe.HOUR, hours=Hours.CONTINUOUS))

    assert 25 == len(found)
    assert {timedelta(hours=1)} == {later - one for one, later in pairwise(found)}


def test_profit_starts_again_each_day_or_not() -> None:
    """Thursday's 100 are counted on Friday only without a reset."""
    days = Days().when("19 12:00").price("110").when("20 11:00")
    span: dict[str, Any] = {"start": "19 00:00", "end": "20 11:00", "timeframe": Timeframe.HOUR}
    reset, kept = measured(days, **span), measured(days, resets_daily=False, **span)

    assert (D(0), D(100)) == (reset.points[-1].profit, kept.points[-1].profit)


def test_cash_flows_are_summed_by_window() -> None:
    """What came in the evening belongs to the next day; the opening is no flow."""
    days = Days().when("18 18:00").pay("20").when("19 12:00").pay("5").pay("-1").when("20 12:00")
    performance = measured(days, "18 00:00", "20 12:00", flows=None)

    assert {"CSD": (D(0), D(25), D(0)), "CSW": (D(0), D(-1), D(0))} == performance.cashflow


def test_cash_flows_that_were_asked_for_are_always_there() -> None:
    """With zeros where nothing flowed; others are left out."""
    days = Days().when("18 12:00").pay("20")

    assert {"DIV": (D(0),)} == measured(days, "18 00:00", "18 12:00", flows=frozenset(["DIV"])).cashflow


def test_a_stretch_without_windows_has_a_base_all_the_same() -> None:
    """Before the account was opened there are no points."""
    performance = measured(three_days(), "02 00:00", "06 00:00")

    assert ((), D(2000)) == (performance.points, performance.base_value)


def test_a_day_begins_in_new_york() -> None:
    """Its base is the close before midnight there, also for windows before the session."""
    days = Days().when("18 17:00").price("120").when("19 05:00")
    performance = measured(days, "19 00:00", "19 05:00", timeframe=Timeframe.HOUR, hours=Hours.EXTENDED)

    assert [(at("19 04:00"), D(2000), D(2200))] == [
        (x.window.starts_at.astimezone(NEW_YORK), x.base, x.equity) for x in performance.points[:1]
    ]
