"""Read the query parameters of an account's activities, history and positions."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from paperbroker.basics.clock import MarketClock
from paperbroker.basics.instants import from_nanoseconds
from paperbroker.basics.money import ZERO, to_decimal
from paperbroker.basics.refusals import RefusedError, bad_parameter
from paperbroker.basics.sessions import FIRST_DAY, NEW_YORK, sessions_back
from paperbroker.book.activities import ActivityQuery
from paperbroker.desk.closing import Portion
from paperbroker.desk.performance import Hours, Span, Timeframe
from paperbroker.orders.activity import EntryType
from paperbroker.web.query import Args, choice, day, moment, names, only, whole

_MOST_ACTIVITIES: Final = 100
_CATEGORIES: Final[Mapping[str, bool]] = MappingProxyType(
    {"trade_activity": True, "non_trade_activity": False}
)
_ACTIVITY_PARAMETERS: Final = frozenset(
    [
        *("activity_types", "category", "date", "after", "until", "direction"),
        *("page_size", "page_token", "order_id"),
    ]
)
_TRANSFERS: Final = frozenset([EntryType.DEPOSIT.value, EntryType.WITHDRAWAL.value])
_NOT_MISCELLANEOUS: Final = _TRANSFERS | {"FILL", EntryType.DIVIDEND.value}

_HISTORY_PARAMETERS: Final = frozenset(
    [
        *("period", "timeframe", "start", "end", "intraday_reporting", "pnl_reset"),
        *("extended_hours", "cashflow_types"),
    ]
)
_PERIOD: Final = re.compile(r"([1-9]\d{0,3})([DWMA])", re.ASCII)
_UNIT_DAYS: Final[Mapping[str, int]] = MappingProxyType({"D": 1, "W": 7, "M": 30, "A": 365})
_LONGEST_BY_MINUTE, _LONGEST_INTRADAY = 7, 30
_DAY: Final = timedelta(days=1)
_WHOLE: Final = 100
_EVERY: Final = timedelta(days=36_500)


@dataclass(frozen=True, slots=True)
class HistoryQuery:
    """Which history is wanted, and the activity types to sum beside it; None means all."""

    span: Span
    flows: frozenset[str] | None


def read_activities(args: Args) -> ActivityQuery:
    """Read which activities a query wants, and where its page begins."""
    only(args, _ACTIVITY_PARAMETERS)
    wanted, category = names(args, "activity_types"), args.get("category", "")
    if wanted and category:
        raise RefusedError(bad_parameter("only one of activity_types or category is accepted"))
    is_miscellaneous = "MISC" in wanted
    return ActivityQuery(
        types=frozenset() if is_miscellaneous else _spelt_out(wanted),
        other_than=_NOT_MISCELLANEOUS - _spelt_out(wanted) if is_miscellaneous else frozenset(),
        is_fill=_CATEGORIES[choice(args, "category", _CATEGORIES, "")] if category else None,
        day=day(args, "date", FIRST_DAY) if args.get("date") else None,
        after_ns=moment(args, "after"),
        until_ns=moment(args, "until"),
        order_id=args.get("order_id") or None,
        after_key=args.get("page_token") or None,
        is_ascending=choice(args, "direction", ("asc", "desc"), "desc") == "asc",
        limit=whole(args, "page_size", _MOST_ACTIVITIES, _MOST_ACTIVITIES),
    )


def read_history(args: Args, clock: MarketClock, opened_at: datetime) -> HistoryQuery:
    """Read which history a query wants; by default that of one month."""
    only(args, _HISTORY_PARAMETERS)
    if all(args.get(name) for name in ("start", "end", "period")):
        raise RefusedError(bad_parameter("at most two of start, end and period are accepted"))
    start, end, days = _bounds(args, clock)
    flows = names(args, "cashflow_types") - {"NONE"}
    span = Span(
        start=max(start, opened_at),
        end=end,
        timeframe=_timeframe(args, days),
        hours=_hours(args),
        resets_daily=choice(args, "pnl_reset", ("per_day", "no_reset"), "per_day") == "per_day",
    )
    return HistoryQuery(span, None if "ALL" in flows else flows)


def read_portion(args: Args) -> Portion:
    """Read how much of a position to close: shares or percent, not both."""
    only(args, ["qty", "percentage"])
    qty, percentage = _number(args, "qty"), _number(args, "percentage")
    if qty is not None and percentage is not None:
        raise RefusedError(bad_parameter("only one of qty or percentage is accepted"))
    if qty is not None and qty <= ZERO:
        raise RefusedError(bad_parameter("qty must be > 0"))
    if percentage is not None and not ZERO < percentage <= _WHOLE:
        raise RefusedError(bad_parameter("percentage must be between 0 and 100"))
    return Portion(qty, percentage)


def read_flag(args: Args, name: str) -> bool:
    """Read true or false, as Python writes them too; absent means false."""
    return choice(args, name, ("true", "True", "false", "False"), "false").lower() == "true"


def _spelt_out(types: frozenset[str]) -> frozenset[str]:
    return (types - {"TRANS"}) | _TRANSFERS if "TRANS" in types else types


def _number(args: Args, name: str) -> Decimal | None:
    text = args.get(name)
    number = to_decimal(text)
    if text and number is None:
        raise RefusedError(bad_parameter(f"invalid {name}: {text}"))
    return number


def _bounds(args: Args, clock: MarketClock) -> tuple[datetime, datetime, int]:
    """Read the first and last instant wanted, and the length in days, a month counted as thirty."""
    start, end = (_instant(args, name) for name in ("start", "end"))
    if start and not args.get("period"):
        last = end or clock.now()
        return start, last, -((start - last) // _DAY)
    period = args.get("period") or "1M"
    if period == "all":
        last = end or clock.now()
        return last - _EVERY, last, _EVERY.days
    found = _PERIOD.fullmatch(period)
    if found is None:
        raise RefusedError(bad_parameter(f"invalid period: {period}"))
    count, unit = int(found[1]), found[2]
    if start:
        return start, _after(start, count, unit), count * _UNIT_DAYS[unit]
    last = end or clock.now()
    return _before(clock, last, count, unit), last, count * _UNIT_DAYS[unit]


def _instant(args: Args, name: str) -> datetime | None:
    ns = moment(args, name)
    return None if ns is None else from_nanoseconds(ns)


def _before(clock: MarketClock, last: datetime, count: int, unit: str) -> datetime:
    final = last.astimezone(NEW_YORK).date()
    if unit == "D":
        return _midnight(_sessions_ago(clock, last, count))
    if unit == "W":
        return _midnight(final - timedelta(days=7 * count) + _DAY)
    return _midnight(_months_on(final, -count * (12 if unit == "A" else 1)) + _DAY)


def _after(first: datetime, count: int, unit: str) -> datetime:
    if unit in "DW":
        return first + timedelta(days=count * _UNIT_DAYS[unit])
    local = first.astimezone(NEW_YORK)
    return datetime.combine(_months_on(local.date(), count * (12 if unit == "A" else 1)), local.timetz())


def _sessions_ago(clock: MarketClock, last: datetime, count: int) -> date:
    """Find the day of the session so many back, today's as the clock holds it."""
    final = last.astimezone(NEW_YORK).date()
    current = clock.session_on(final)
    if current and current.opens_at <= last:
        count -= 1
    past = sessions_back(final - _DAY)
    earlier = [next(past).day for _ in range(count)]
    return earlier[-1] if earlier else final


def _months_on(from_day: date, months: int) -> date:
    year, month = divmod(from_day.year * 12 + from_day.month - 1 + months, 12)
    year, month = max(year, FIRST_DAY.year), month + 1
    return date(year, month, min(from_day.day, monthrange(year, month)[1]))


def _midnight(on: date) -> datetime:
    return datetime.combine(on, time(), NEW_YORK)


def _timeframe(args: Args, days: int) -> Timeframe:
    if not args.get("timeframe"):
        if days < _LONGEST_BY_MINUTE:
            return Timeframe.MINUTE
        return Timeframe.QUARTER if days < _LONGEST_INTRADAY else Timeframe.DAY
    timeframe = Timeframe(choice(args, "timeframe", Timeframe, ""))
    longest = {Timeframe.DAY: _EVERY.days, Timeframe.MINUTE: _LONGEST_BY_MINUTE}
    if days > longest.get(timeframe, _LONGEST_INTRADAY):
        raise RefusedError(bad_parameter(f"timeframe {timeframe} is too fine for {days} days"))
    return timeframe


def _hours(args: Args) -> Hours:
    if read_flag(args, "extended_hours"):
        return Hours.EXTENDED
    return Hours(choice(args, "intraday_reporting", Hours, Hours.MARKET))
