from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal as D
from typing import Any

from paperbroker.book.account import Configurations, Restrictions
from paperbroker.desk.exchange import Exchange
from paperbroker.desk.history import worth_of
from paperbroker.desk.performance import Span, Timeframe, measure
from paperbroker.desk.positions import positions_of
from paperbroker.desk.trading import submit
from paperbroker.web.render_account import (
    render_account,
    render_configurations,
    render_performance,
    render_position,
)
from unit.paperbroker.builders import BUY, SELL, demo, exchange, steps, with_shares
from unit.paperbroker.desk.days import Days, at


def shown_account(broker: Exchange) -> dict[str, object]:
    standing = broker.standing(demo(broker))
    return render_account(standing, worth_of(broker, standing))


def shown_position(broker: Exchange) -> dict[str, object]:
    (position,) = positions_of(broker, broker.standing(demo(broker)))
    return render_position(position)


def fields(shown: dict[str, object], *names: str) -> tuple[Any, ...]:
    return tuple(shown[name] for name in names)


def test_an_account_shows_two_decimals() -> None:
    """Cash is rounded half-even, buying power down."""
    shown = shown_account(exchange(**with_shares("2", cash="100.019")))

    assert ("100.02", "100.01", "920.52", "820.50") == fields(
        shown, "cash", "buying_power", "equity", "long_market_value"
    )


def test_last_equity_is_that_of_the_opening_at_first() -> None:
    """Later moves do not change it."""
    broker = exchange(**with_shares("1", cash="0"))
    broker.move_prices({"SPY": D(500)})

    assert ("410.25", "500.00") == fields(shown_account(broker), "last_equity", "equity")


def test_an_account_shows_what_was_taken_from_it() -> None:
    """Blocks and status by the broker, the suspension by its owner."""
    broker = exchange()
    blocked = replace(
        demo(broker),
        status="ACCOUNT_CLOSED_PENDING",
        restrictions=Restrictions(trading_blocked=True),
        configurations=Configurations(suspend_trade=True),
    )
    broker.book.accounts.put(blocked)

    assert ("ACCOUNT_CLOSED_PENDING", True, False, True) == fields(
        shown_account(broker), "status", "trading_blocked", "account_blocked", "trade_suspended_by_user"
    )


def test_the_fields_of_pattern_day_trading_are_gone() -> None:
    """Alpaca removed them in July 2026."""
    assert (
        set()
        == {"pattern_day_trader", "daytrade_count", "daytrading_buying_power"}
        & shown_account(exchange()).keys()
    )


def test_configurations_show_under_alpacas_names() -> None:
    """Flags as flags, the multiplier as text, the level as a number."""
    assert (True, "1", "all", 0) == fields(
        render_configurations(demo(exchange())),
        *("fractional_trading", "max_margin_multiplier", "trade_confirm_email", "max_options_trading_level"),
    )


def test_a_position_averages_the_lots_that_remain() -> None:
    """Two at 400 and two at 410.25, one sold first in, first out: the average is that of the rest."""
    broker = exchange(**with_shares("2"))
    for body in ({**BUY, "qty": "2"}, {**SELL, "qty": "1"}):
        steps(broker, submit(broker, demo(broker), body), 2)

    assert ("3", "1220.5", "406.833333333", "10.25") == fields(
        shown_position(broker), "qty", "cost_basis", "avg_entry_price", "unrealized_pl"
    )


def test_a_position_shows_what_open_sales_leave() -> None:
    """One of two promised leaves one available."""
    broker = exchange(**with_shares("2"))
    submit(broker, demo(broker), {**SELL, "qty": "1"})

    assert "1" == shown_position(broker)["qty_available"]


def test_the_gain_of_the_day_and_the_change_of_the_day_differ() -> None:
    """Twelve shares at 108: ten from 100, two bought today for 105, together 86 on 1,210."""
    days = Days().when("19 10:00").buy("2", "105").when("19 12:00").price("108")

    assert ("86", "0.071074380", "0.08") == (
        *fields(shown_position(days.exchange), "unrealized_intraday_pl"),
        f"{D(str(shown_position(days.exchange)['unrealized_intraday_plpc'])):.9f}",
        *fields(shown_position(days.exchange), "change_today"),
    )


def test_a_history_is_numbers() -> None:
    """Whole seconds and dollars with cents, unlike the rest of the trading API."""
    days = Days().when("19 12:00").price("110.005").when("19 17:00")
    span = Span(start=at("19 00:00"), end=at("19 17:00"), timeframe=Timeframe.DAY)
    measured = measure(days.exchange, demo(days.exchange), span, frozenset(["DIV"]))

    assert {
        "timestamp": [int(at("19 09:30").timestamp())],
        "equity": [2100.05],
        "profit_loss": [100.05],
        "profit_loss_pct": [0.050025],
        "base_value": 2000.0,
        "base_value_asof": "2026-11-18",
        "timeframe": "1D",
        "cashflow": {"DIV": [0.0]},
    } == json.loads(json.dumps(render_performance(measured, span.timeframe)))


def test_a_history_from_nothing_has_no_percentage() -> None:
    """A gain on a base of zero is no fraction of it."""
    broker = exchange(now=at("18 12:00").isoformat(), accounts=[_penniless()])
    span = Span(start=at("18 00:00"), end=at("18 12:00"), timeframe=Timeframe.DAY)
    shown = render_performance(measure(broker, demo(broker), span, frozenset()), span.timeframe)

    assert ([None], 0.0) == (shown["profit_loss_pct"], shown["base_value"])


def _penniless() -> dict[str, str]:
    return {"key": "demo", "secret": "demo-secret", "cash": "0"}
