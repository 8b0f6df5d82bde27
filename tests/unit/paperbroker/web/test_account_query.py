from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal as D

import pytest

from paperbroker.basics.clock import MarketClock
from paperbroker.basics.instants import nanoseconds
from paperbroker.basics.refusals import RefusedError
from paperbroker.book.activities import ActivityQuery
from paperbroker.desk.closing import Portion
from paperbroker.desk.performance import Hours, Span, Timeframe
from paperbroker.web.account_query import read_activities, read_flag, read_history, read_portion
from unit.paperbroker.builders import noon
from unit.paperbroker.desk.days import NEW_YORK, at

OPENED = at("01 00:00").replace(year=2020)


def span(now: str = "20 12:00", **args: str) -> Span:
    return read_history(args, MarketClock(noon, at(now)), OPENED).span


def midnight(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=NEW_YORK)


@pytest.mark.parametrize(
    ("args", "wanted"),
    [
        ({}, ActivityQuery(limit=100)),
        ({"activity_types": "FILL,DIV"}, ActivityQuery(types=frozenset(["FILL", "DIV"]), limit=100)),
        ({"activity_types": "TRANS"}, ActivityQuery(types=frozenset(["CSD", "CSW"]), limit=100)),
        ({"category": "trade_activity"}, ActivityQuery(is_fill=True, limit=100)),
        ({"category": "non_trade_activity"}, ActivityQuery(is_fill=False, limit=100)),
        ({"date": "2026-11-20", "page_size": "1"}, ActivityQuery(day=date(2026, 11, 20), limit=1)),
        ({"after": "2026-11-20"}, ActivityQuery(after_ns=nanoseconds(at("19 19:00")), limit=100)),
        ({"until": "2026-11-20"}, ActivityQuery(until_ns=nanoseconds(at("19 19:00")), limit=100)),
        ({"page_token": "k", "direction": "asc"}, ActivityQuery(after_key="k", is_ascending=True, limit=100)),
        ({"order_id": "o"}, ActivityQuery(order_id="o", limit=100)),
    ],
)
def test_activity_queries_are_read(args: Mapping[str, str], wanted: ActivityQuery) -> None:
    """Everything, a hundred to a page, unless asked otherwise."""
    assert wanted == read_activities(args)


def test_miscellaneous_is_what_has_no_group_of_its_own() -> None:
    """Neither fills, dividends nor transfers, unless these are asked for as well."""
    assert frozenset(["FILL", "CSD", "CSW", "DIV"]) == read_activities({"activity_types": "MISC"}).other_than
    assert frozenset(["FILL", "CSD", "CSW"]) == read_activities({"activity_types": "MISC,DIV"}).other_than


@pytest.mark.parametrize(
    "args",
    [
        {"activity_types": "FILL", "category": "trade_activity"},
        {"category": "trades"},
        {"page_size": "0"},
        {"page_size": "101"},
        {"page_size": "x"},
        {"direction": "up"},
        {"date": "yesterday"},
        {"colour": "green"},
    ],
)
def test_activity_queries_that_cannot_be_honoured_are_refused(args: Mapping[str, str]) -> None:
    """With 422, rather than ignored."""
    with pytest.raises(RefusedError) as caught:
        read_activities(args)

    assert 422 == caught.value.refusal.status


@pytest.mark.parametrize(
    ("period", "start"),
    [
        ("1D", "2026-11-20"),
        ("3D", "2026-11-18"),
        ("1W", "2026-11-14"),
        ("1M", "2026-10-21"),
        ("3M", "2026-08-21"),
        ("1A", "2025-11-21"),
        ("all", "2020-11-01"),
        ("9999A", "2020-11-01"),
    ],
)
def test_a_period_ends_now(period: str, start: str) -> None:
    """Days are sessions, all else is the calendar; nothing is older than the account."""
    wanted = span(period=period)

    assert (midnight(start), at("20 12:00")) == (wanted.start, wanted.end)


@pytest.mark.parametrize(("now", "start"), [("20 09:00", "2026-11-19"), ("22 12:00", "2026-11-20")])
def test_one_day_is_the_last_session_that_has_begun(now: str, start: str) -> None:
    """Before the bell it is that of yesterday, on Sunday that of Friday."""
    assert midnight(start) == span(now, period="1D").start


def test_a_period_may_begin_or_end_elsewhere() -> None:
    """From a start onwards, or up to an end."""
    begun = span(start="2026-02-28T00:00:00-05:00", period="1M")
    ended = span(end="2026-03-31T12:00:00-04:00", period="1M")

    assert midnight("2026-03-28") == begun.end
    assert midnight("2026-03-01") == ended.start


def test_a_start_alone_reaches_to_now() -> None:
    """No period is assumed."""
    assert (at("19 00:00"), at("20 12:00")) == (
        span(start="2026-11-19T05:00:00Z").start,
        span(start="2026-11-19T05:00:00Z").end,
    )


@pytest.mark.parametrize(
    ("args", "timeframe"),
    [
        ({"period": "1D"}, "1Min"),
        ({"period": "1W"}, "15Min"),
        ({"period": "1M"}, "1D"),
        ({}, "1D"),
        ({"start": "2026-11-19T05:00:00Z"}, "1Min"),
        ({"period": "1M", "timeframe": "1H"}, "1H"),
        ({"period": "1W", "timeframe": "1Min"}, "1Min"),
    ],
)
def test_the_timeframe_follows_the_length(args: dict[str, str], timeframe: str) -> None:
    """A minute below a week, a quarter of an hour below a month, else a day."""
    assert Timeframe(timeframe) is span(**args).timeframe


@pytest.mark.parametrize(
    ("args", "hours"),
    [
        ({}, Hours.MARKET),
        ({"extended_hours": "true"}, Hours.EXTENDED),
        ({"intraday_reporting": "continuous"}, Hours.CONTINUOUS),
    ],
)
def test_hours_are_those_of_the_market_unless_asked(args: dict[str, str], hours: Hours) -> None:
    """Also through the older flag."""
    assert hours is span(**args).hours


@pytest.mark.parametrize(
    ("text", "flows"),
    [("", frozenset()), ("NONE", frozenset()), ("ALL", None), ("DIV,CSD", frozenset(["DIV", "CSD"]))],
)
def test_cash_flows_are_shown_on_request(text: str, flows: frozenset[str] | None) -> None:
    """None of them, some, or all there are."""
    assert flows == read_history({"cashflow_types": text}, MarketClock(noon, at("20 12:00")), OPENED).flows


@pytest.mark.parametrize(
    "args",
    [
        {"period": "1D", "start": "2026-11-19", "end": "2026-11-20"},
        {"period": "1X"},
        {"period": "0D"},
        {"timeframe": "2H"},
        {"period": "2M", "timeframe": "1H"},
        {"period": "2W", "timeframe": "1Min"},
        {"intraday_reporting": "sometimes"},
        {"pnl_reset": "never"},
        {"extended_hours": "maybe"},
        {"start": "last week"},
        {"date_end": "2026-11-19"},
    ],
)
def test_histories_that_cannot_be_given_are_refused(args: dict[str, str]) -> None:
    """With 422, rather than ignored."""
    with pytest.raises(RefusedError) as caught:
        span(**args)

    assert 422 == caught.value.refusal.status


def test_a_portion_is_shares_or_percent() -> None:
    """Or everything."""
    assert (Portion(), Portion(qty=D("1.5")), Portion(percentage=D("12.5"))) == (
        read_portion({}),
        read_portion({"qty": "1.5"}),
        read_portion({"percentage": "12.5"}),
    )


@pytest.mark.parametrize(
    "args",
    [
        {"qty": "1", "percentage": "1"},
        {"qty": "0"},
        {"qty": "x"},
        {"percentage": "0"},
        {"percentage": "100.1"},
        {"percent": "1"},
    ],
)
def test_portions_that_cannot_be_closed_are_refused(args: dict[str, str]) -> None:
    """With 422."""
    with pytest.raises(RefusedError) as caught:
        read_portion(args)

    assert 422 == caught.value.refusal.status


@pytest.mark.parametrize(("text", "flag"), [("true", True), ("True", True), ("False", False)])
def test_a_flag_is_read_as_python_writes_it(text: str, flag: bool) -> None:  # noqa: FBT001 - a row of a table
    """The SDK sends a capital."""
    assert flag is read_flag({"cancel_orders": text}, "cancel_orders")
