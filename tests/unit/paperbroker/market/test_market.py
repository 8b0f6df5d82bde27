from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal as D

import pytest

from paperbroker.basics.clock import MarketClock
from paperbroker.market.market import Conditions, Shown
from paperbroker.market.marks import Mark
from paperbroker.market.quotes import Quote
from unit.paperbroker.market.markets import CLOSING, FRIDAY, marked, market, store, walking

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
EVENING = CLOSING + timedelta(hours=2)
HALTED = Conditions(halted={"SPY": FRIDAY})


def test_while_the_market_is_open_a_price_is_as_old_as_the_answer() -> None:
    """Somebody keeps trading, so the latest trade is of now."""
    assert Mark(D(400), FRIDAY) == market().last_trade("SPY")


def test_after_the_close_a_price_is_as_old_as_the_close() -> None:
    """Trade and quote carry the close's instant."""
    seen = market(now=EVENING)

    assert (Mark(D(400), CLOSING), CLOSING) == (seen.last_trade("SPY"), seen.shown_quote("SPY").at)


def test_a_price_set_after_the_close_counts_at_once() -> None:
    """It is a late trade, with its own instant."""
    seen = market(marked(store(SPY="400"), EVENING, "390"), now=EVENING + MINUTE)

    assert Mark(D(390), EVENING) == seen.last_trade("SPY")


def test_a_walk_rests_while_the_market_is_closed() -> None:
    """All evening the price is the close's."""
    evening, close = market(source=walking(), now=EVENING), market(source=walking(), now=CLOSING)

    assert close.price("SPY") == evening.price("SPY")


def test_a_halted_symbol_keeps_price_and_instant() -> None:
    """What is set during the halt shows once it is over."""
    history = marked(store(SPY="400"), FRIDAY + MINUTE, "300")
    seen, later = (
        market(history, now=FRIDAY + 2 * MINUTE, conditions=HALTED),
        market(history, now=FRIDAY + 2 * MINUTE),
    )

    assert (Mark(D(400), FRIDAY), FRIDAY, True) == (
        seen.last_trade("SPY"),
        seen.shown_quote("SPY").at,
        seen.is_halted("SPY"),
    )
    assert (D(300), False) == (later.price("SPY"), later.is_halted("SPY"))


def test_a_stale_quote_stops_while_trading_goes_on() -> None:
    """The quote shown is a minute old; trades and the matching are of now."""
    history = marked(store(SPY="400"), FRIDAY + MINUTE, "300")
    seen = market(history, now=FRIDAY + MINUTE, conditions=Conditions(stale={"SPY": FRIDAY}))

    assert Shown(Quote(D(400), D(400)), FRIDAY) == seen.shown_quote("SPY")
    assert (D(300), D(300)) == (seen.price("SPY"), seen.quote("SPY").bid)


def test_a_one_sided_quote_lacks_its_ask() -> None:
    """Only what is shown; orders still meet both sides."""
    seen = market(conditions=Conditions(D(10), one_sided=frozenset(["SPY"])))

    assert Quote(D("399.80"), D(0)) == seen.shown_quote("SPY").quote
    assert Quote(D("399.80"), D("400.20")) == seen.quote("SPY")


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2026, 11, 20, 9, tzinfo=UTC), "390"),  # before Friday's open: Thursday's close
        (FRIDAY, "390"),
        (EVENING, "390"),
        (FRIDAY + DAY, "400"),  # Saturday: Friday's
        (FRIDAY + 3 * DAY, "400"),  # Monday
    ],
)
def test_the_previous_close_is_that_of_the_session_before_today(now: datetime, expected: str) -> None:
    """Thursday closed at 390, Friday at 400."""
    history = marked(marked(store(SPY="380"), FRIDAY - DAY, "390"), FRIDAY, "400")
    seen = market(history, now=now)

    assert (D(expected), D(expected)) == (seen.previous_close("SPY"), seen.previous["SPY"])


def test_the_price_of_any_past_instant_can_be_asked() -> None:
    """Before and after a move."""
    seen = market(marked(store(SPY="400"), FRIDAY - MINUTE, "410"))

    assert [D(400), D(410)] == [seen.price_as_of("SPY", FRIDAY - n * MINUTE) for n in (2, 1)]


def test_prices_read_like_a_mapping() -> None:
    """One price for every asset."""
    assert {"SPY": D(400)} == dict(market().prices)
    assert 1 == len(market().prices)


@pytest.mark.parametrize("symbol", ["NOPE", "SPY"])
def test_what_has_no_price_is_a_key_error(symbol: str) -> None:
    """An unknown asset, or an asset nobody priced."""
    with pytest.raises(KeyError):
        market(store()).price(symbol)


def test_a_market_held_open_trades_on_saturday() -> None:
    """Its prices are of now."""
    clock = MarketClock(lambda: FRIDAY + DAY, FRIDAY + DAY, forced_open=True)

    assert FRIDAY + DAY == market(clock=clock).last_trade("SPY").since
