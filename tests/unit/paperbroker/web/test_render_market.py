from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal as D
from typing import Any

import pytest

from paperbroker.basics.sessions import session_on
from paperbroker.market.actions import Action, CashDividend, Merger, NameChange, Split
from paperbroker.market.latest import Latest
from paperbroker.market.market import Conditions
from paperbroker.web.render_market import (
    action_kind,
    render_action,
    render_asset,
    render_quote,
    render_session,
    render_snapshot,
    render_trade,
)
from unit.paperbroker.market.markets import FRIDAY, SPY, marked, market, store

DAY = date(2026, 11, 20)


def parts(shown: Any, *names: str) -> list[Any]:
    return [shown[name] for name in names]


def test_quotes_are_json_numbers() -> None:
    """Both sides stand as numbers, unlike in the trading API, with sizes in shares."""
    shown = render_quote(market(conditions=Conditions(D(10))), "SPY")

    assert [400.2, 399.8, 100, 100] == parts(shown, "ap", "bp", "as", "bs")


def test_a_missing_side_is_zero() -> None:
    """Price and size, and no venue."""
    shown = render_quote(market(conditions=Conditions(one_sided=frozenset(["SPY"]))), "SPY")

    assert [0, 0, " ", 400, "V"] == parts(shown, "ap", "as", "ax", "bp", "bx")


def test_times_have_nine_decimals() -> None:
    """A whole second shows zeros, a running clock digits no datetime could hold."""
    running = market(now=FRIDAY + timedelta(microseconds=123456))

    assert "2026-11-20T17:00:00.000000000Z" == render_quote(market(), "SPY")["t"]
    assert "2026-11-20T17:00:00.123456423Z" == render_trade(running, "SPY")["t"]


def test_the_latest_trade_is_the_last_price() -> None:
    """The spread does not touch it; the tape follows the exchange."""
    shown = render_trade(market(conditions=Conditions(D(10))), "SPY")

    assert [400, "B", 1795194000000000] == parts(shown, "p", "z", "i")


@pytest.mark.parametrize(("exchange", "tape"), [("NYSE", "A"), ("NASDAQ", "C"), ("BATS", "B")])
def test_the_tape_follows_the_exchange(exchange: str, tape: str) -> None:
    """New York's is A, Nasdaq's C, everyone else's B."""
    seen = market(assets={"SPY": replace(SPY, exchange=exchange)})

    assert tape == render_quote(seen, "SPY")["z"]


def test_a_snapshot_has_real_bars() -> None:
    """The day opened at 400 and fell at noon; the day before closed at 400."""
    seen = market(marked(store(SPY="400"), FRIDAY, "390"))
    shown: Any = render_snapshot(seen, Latest(seen), "SPY")

    assert ["2026-11-20T05:00:00Z", 400, 400, 390, 390] == parts(shown["dailyBar"], "t", "o", "h", "l", "c")
    assert ["2026-11-20T17:00:00Z", 390, 100, 1] == parts(shown["minuteBar"], "t", "o", "v", "n")
    assert ["2026-11-19T05:00:00Z", 400, 39_000, 390, 400] == parts(
        shown["prevDailyBar"], "t", "c", "v", "n", "vw"
    )


@pytest.mark.parametrize(
    ("action", "kind", "expected"),
    [
        (Split("SPY", DAY, D(1), D(4)), "forward_split", {"old_rate": 1, "new_rate": 4, "cusip": "7"}),
        (
            Split("SPY", DAY, D(10), D(1)),
            "reverse_split",
            {"old_rate": 10, "old_cusip": "7", "new_cusip": "7"},
        ),
        (
            CashDividend("SPY", DAY, D("1.5")),
            "cash_dividend",
            {"rate": 1.5, "special": False, "symbol": "SPY"},
        ),
        (NameChange("FB", "META", DAY), "name_change", {"old_symbol": "FB", "new_symbol": "META"}),
        (
            Merger("WMT", DAY, D(150)),
            "cash_merger",
            {"acquiree_symbol": "WMT", "acquiree_cusip": "7", "rate": 150, "effective_date": "2026-11-20"},
        ),
        (
            Merger("WMT", DAY, acquirer="SPY", acquirer_rate=D("0.5")),
            "stock_merger",
            {"acquirer_symbol": "SPY", "acquirer_cusip": "7", "acquirer_rate": 0.5, "acquiree_rate": 1},
        ),
        (
            Merger("WMT", DAY, D(9), "SPY", D(1), D(2)),
            "stock_and_cash_merger",
            {"cash_rate": 9, "acquirer_rate": 1, "acquiree_rate": 2},
        ),
    ],
)
def test_actions_are_filed_under_alpacas_kinds(
    action: Action, kind: str, expected: dict[str, object]
) -> None:
    """Each with the fields its kind requires."""
    shown = render_action(action, lambda _: "7")

    assert kind == action_kind(action)
    assert {**shown, **expected, "process_date": "2026-11-20"} == shown


def test_an_asset_may_lack_easy_to_borrow() -> None:
    """The switch drops it, and only it."""
    with_it, without = (render_asset(SPY, with_easy_to_borrow=switch) for switch in (True, False))

    assert {"easy_to_borrow"} == with_it.keys() - without.keys()
    assert "not_shortable" == without["borrow_status"]


def test_a_marginable_asset_needs_less_margin() -> None:
    """Thirty percent instead of all."""
    shown = render_asset(replace(SPY, is_marginable=True), with_easy_to_borrow=True)

    assert [True, "30", 30] == parts(
        shown, "marginable", "margin_requirement_long", "maintenance_margin_requirement"
    )


def test_a_calendar_day_has_no_seconds() -> None:
    """The half day after Thanksgiving, settled on Monday."""
    session = session_on(date(2026, 11, 27))

    assert session is not None
    assert ["2026-11-27", "09:30", "13:00", "0400", "2000", "2026-11-30"] == list(
        render_session(session).values()
    )
