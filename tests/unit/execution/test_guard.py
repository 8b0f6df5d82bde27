"""The last look before an order leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal as D
from typing import Any

import pytest

from builders import NOON, leg, market, quote, run
from trimtab.domain.leg import Leg
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.run import RunKind
from trimtab.domain.trade import Side
from trimtab.execution.guard import (
    LOOK_AGAIN,
    MINUTES_BEFORE_CLOSE,
    Surroundings,
    find_hindrance,
    find_price_move,
    find_wild_limit,
    put_off,
)

SELL, BUY = leg(side=Side.SELL), leg(side=Side.BUY)


def hindrance(of: Leg, **around: Any) -> str | None:
    usual: dict[str, Any] = {
        "now": NOON,
        "market": market(),
        "quote": quote("SPY", "100"),
        "available": D(10),
        "free_cash": D(1_000),
    }
    found = find_hindrance(of, run(1), Surroundings(**(usual | around)))
    return found.code.value if found else None


@pytest.mark.parametrize("of", [SELL, BUY])
def test_an_ordinary_moment_hinders_nothing(of: Leg):
    """Open market, known price, shares and cash there: the order may go."""
    assert None is hindrance(of)


@pytest.mark.parametrize("of", [SELL, BUY])
def test_nothing_is_sent_to_a_closed_market(of: Leg):
    """The broker's own clock decides (I-14)."""
    assert "MARKET_CLOSED" == hindrance(of, market=market(is_open=False))


@pytest.mark.parametrize(("of", "minutes"), [(SELL, 5), (BUY, 10)])
def test_nothing_is_sent_just_before_the_close(of: Leg, minutes: int):
    """Five minutes for sells and ten for buys are enough, a minute less is not (I-14)."""
    assert timedelta(minutes=minutes) == MINUTES_BEFORE_CLOSE[of.side]
    assert (None, "MARKET_CLOSED") == (
        hindrance(of, market=market(minutes_left=minutes)),
        hindrance(of, market=market(minutes_left=minutes - 1)),
    )


@pytest.mark.parametrize(
    ("price", "code"), [("105", None), ("95", None), ("105.01", "PRICE_MOVED"), ("94.99", "PRICE_MOVED")]
)
def test_a_price_that_ran_away_keeps_the_order_back(price: str, code: str | None):
    """Five per cent either way is inside the envelope, a cent more is not (I-17, F-114)."""
    assert code == hindrance(SELL, quote=quote("SPY", price))


@pytest.mark.parametrize(("price", "code"), [("105", None), ("105.01", "PRICE_MOVED")])
def test_a_plan_s_limit_order_is_kept_back_too(price: str, code: str | None):
    """Its limit bounds what it costs; the plan was approved for another price all the same (I-17, F-114)."""
    assert code == hindrance(leg(limit_price=D(100)), quote=quote("SPY", price))


@pytest.mark.parametrize(
    ("side", "limit", "code"),
    [
        (Side.BUY, "105", None),
        (Side.BUY, "105.01", "LIMIT_PRICE_MOVE"),
        (Side.BUY, "1", None),
        (Side.SELL, "95", None),
        (Side.SELL, "94.99", "LIMIT_PRICE_MOVE"),
        (Side.SELL, "1000", None),
    ],
)
def test_an_owner_s_own_limit_gives_little_away(side: Side, limit: str, code: str | None):
    """A slip of the hand would trade at any price; a limit on the other side only waits (I-17)."""
    single = replace(run(1), kind=RunKind.SINGLE_TRADE)
    around = Surroundings(
        now=NOON, market=market(), quote=quote("SPY", "100"), available=D(10), free_cash=D(2_000)
    )
    found = find_hindrance(leg(side=side, limit_price=D(limit)), single, around)

    assert code == (found.code.value if found else None)


def test_a_wild_limit_is_told_with_its_price():
    """Who mistyped reads the limit, the price and how far off is allowed."""
    found = find_wild_limit(Side.BUY, D(1_000), run(1).envelope, quote("SPY", "100"))

    assert found is not None
    assert "The limit of 1000 for SPY gives away more than 5% of its price, 100." == found.text


@pytest.mark.parametrize(("age", "code"), [(60, None), (61, "PRICE_STALE")])
def test_an_old_price_is_no_price(age: int, code: str | None):
    """A minute is the oldest a quote may be by the broker's own clock (I-13, F-035)."""
    old = replace(quote("SPY", "100"), as_of=market().now - timedelta(seconds=age))

    assert code == hindrance(SELL, quote=old)


@pytest.mark.parametrize(
    ("of", "bid", "ask", "code"),
    [
        (BUY, "95", "105", None),
        (BUY, "94.9", "105.1", "PRICE_MOVED"),
        (SELL, "95", "105", None),
        (SELL, "94.9", "105.1", "PRICE_MOVED"),
        (leg(side=Side.BUY, limit_price=D(100)), "94.9", "105.1", None),
    ],
)
def test_a_market_order_is_held_to_the_side_it_trades_at(of: Leg, bid: str, ask: str, code: str | None):
    """The middle is the approved price all the while; a limit bounds its order by itself (I-17)."""
    assert code == hindrance(
        of, quote=replace(quote("SPY", "100"), bid=D(bid), ask=D(ask)), free_cash=D(9_000)
    )


@pytest.mark.parametrize(
    ("code", "seconds", "waits"),
    [
        (ReasonCode.PRICE_STALE, 0, True),
        (ReasonCode.PRICE_MISSING, 119, True),
        (ReasonCode.CLOCKS_APART, 119, True),
        (ReasonCode.CASH_UNCLEAR, 119, True),
        (ReasonCode.PRICE_STALE, 120, False),
        (ReasonCode.PRICE_MOVED, 0, False),
        (ReasonCode.MARKET_CLOSED, 0, False),
    ],
)
def test_what_may_pass_is_waited_for_two_minutes(code: ReasonCode, seconds: int, *, waits: bool):
    """Counted from the first look; anything else ends the order at once."""
    now = NOON + timedelta(seconds=seconds)
    waiting = put_off(replace(SELL, hindered_since=NOON), Reason(code, "why"), now)

    assert waits is (waiting is not None)
    assert waiting is None or (NOON, now + LOOK_AGAIN) == (waiting.hindered_since, waiting.not_before)


def test_nothing_is_sent_without_a_price():
    """An unknown price is a reason not to trade."""
    assert "PRICE_MISSING" == hindrance(SELL, quote=None)


@pytest.mark.parametrize(("free", "code"), [("10", None), ("9.999", "SHARES_HELD_BY_ORDERS")])
def test_no_more_is_sold_than_is_free(free: str, code: str | None):
    """Shares that went elsewhere since the plan keep the sell back (I-03)."""
    assert code == hindrance(SELL, available=D(free))


def test_a_buy_needs_no_shares():
    """Only sells ask what is available."""
    assert None is hindrance(BUY, available=D(0))


@pytest.mark.parametrize(
    ("seconds", "code"), [(5, None), (-5, None), (6, "CLOCKS_APART"), (-6, "CLOCKS_APART")]
)
def test_two_clocks_must_agree(seconds: int, code: str | None):
    """Five seconds either way are delay, more is a clock that is wrong (I-13, F-040)."""
    assert code == hindrance(SELL, now=market().now + timedelta(seconds=seconds))


@pytest.mark.parametrize(("free", "code"), [("1000", None), ("999.99", "CASH_SHORT")])
def test_no_more_is_bought_than_is_free(free: str, code: str | None):
    """Cash that went elsewhere since the seal keeps the buy back (F-111)."""
    assert code == hindrance(BUY, free_cash=D(free))


def test_sellers_say_what_a_market_buy_costs():
    """Ten shares that are asked 101 for need more than a thousand dollars, whatever the middle is (I-04)."""
    wide = replace(quote("SPY", "100"), bid=D(99), ask=D(101))

    assert "CASH_SHORT" == hindrance(BUY, quote=wide, free_cash=D(1_000))


def test_a_limit_is_what_a_buy_may_cost():
    """Ten shares at 101 need more than ten at 100."""
    assert "CASH_SHORT" == hindrance(leg(side=Side.BUY, limit_price=D(101)), free_cash=D(1_000))


def test_a_sell_needs_no_cash():
    """Only buys ask what is free to spend."""
    assert None is hindrance(SELL, free_cash=D(0))


@pytest.mark.parametrize(("price", "code"), [("105", None), ("105.01", "PRICE_MOVED")])
def test_the_envelope_bounds_every_price(price: str, code: str | None):
    """How far a price may be from the approved one does not hang on the order's type."""
    found = find_price_move(SELL, run(), D(price))

    assert code == (found.code.value if found else None)


@pytest.mark.parametrize(("age", "left"), [(0, 60), (45, 15)])
def test_what_was_seen_is_good_for_a_minute(age: int, left: int):
    """Whoever is held up longer looks again: the price, or the account, would be too old (I-13)."""
    seen = replace(quote("SPY", "100"), as_of=NOON - timedelta(seconds=age))
    around = Surroundings(now=NOON, market=market(), quote=seen)

    assert NOON + timedelta(seconds=left) == around.good_until


def test_without_a_price_the_look_itself_grows_old():
    """Cash and shares are good for no longer than a price."""
    assert NOON + timedelta(seconds=60) == Surroundings(now=NOON, market=market(), quote=None).good_until


@pytest.mark.parametrize(("unseen", "code"), [("0", None), ("900", "CASH_UNCLEAR"), ("5000", "CASH_UNCLEAR")])
def test_cash_that_an_unseen_order_may_have_spent_is_waited_for(unseen: str, code: str | None):
    """An order before this one will be seen, or never came; without it the cash would do (I-04)."""
    assert code == hindrance(BUY, free_cash=D(1_700), unseen_cost=D(unseen))


def test_cash_that_is_short_in_any_case_is_not_waited_for():
    """Whatever becomes of the unseen order."""
    assert "CASH_SHORT" == hindrance(BUY, free_cash=D(100), unseen_cost=D(50))
