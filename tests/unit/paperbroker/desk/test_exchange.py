from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal as D
from pathlib import Path

import pytest

from paperbroker.basics.fields import SettingError
from paperbroker.basics.refusals import RefusedError
from paperbroker.book.book import Book
from paperbroker.desk.exchange import Exchange
from paperbroker.desk.scene import Cancels
from paperbroker.desk.settings import read_reset
from paperbroker.desk.steps import advance_orders
from paperbroker.desk.trading import submit
from paperbroker.orders.portions import FillMode
from unit.paperbroker.builders import BUY, NOON, PRICES, SEED, clock, demo, exchange, noon, with_shares

BUY_ONE = {**BUY, "qty": "1"}


@pytest.mark.parametrize(
    ("key", "secret"), [("demo", "wrong"), ("other", "demo-secret"), ("", ""), ("demo", "é")]
)
def test_wrong_keys_are_unauthorized(key: str, secret: str) -> None:
    """Both halves of the pair must match."""
    with pytest.raises(RefusedError) as caught:
        exchange().authenticate(key, secret)

    assert {"message": "unauthorized."} == caught.value.refusal.body


def test_replay_sets_closes_and_previous_closes() -> None:
    """The last trading day of 2019 and the one before."""
    market = exchange()
    market.replay("sp500", date(2019, 12, 31))

    assert (D("152.597"), D("152.49")) == (market.market.price("MSFT"), market.market.previous_close("MSFT"))


def test_replay_of_an_unknown_series_names_those_there_are() -> None:
    """The folder's series are listed, and no path leads out of it."""
    with pytest.raises(
        SettingError, match=r"'\.\./sp500' is not here; the series are \['factors', 'sp500'\]"
    ):
        exchange().replay("../sp500", date(2019, 12, 31))


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"prices": {"NOPE": "1"}}, "prices.NOPE"),
        ({"assets": [{"symbol": "NEW"}]}, "assets.NEW"),
        (with_shares("1", symbol="NOPE"), "positions.NOPE"),
    ],
)
def test_a_reset_that_cannot_be_priced_changes_nothing(body: dict[str, object], field: str) -> None:
    """The culprit is named and the old state stands."""
    market = exchange()
    submit(market, demo(market), BUY_ONE)
    with pytest.raises(SettingError) as caught:
        market.reset(read_reset(body))

    assert (field, 1) == (caught.value.field, len(market.book.orders.open_of("demo")))


def test_a_reset_with_a_time_follows_the_calendar() -> None:
    """A fixed Saturday is closed, while a reset without a time is held open."""
    assert (False, True) == (exchange(now="2026-11-21T17:00:00Z").clock.is_open, exchange().clock.is_open)


def test_a_bearer_token_finds_its_account() -> None:
    """An account that has one; any other token is unauthorized."""
    account = {"key": "demo", "secret": "demo-secret", "token": "t-1"}
    market = exchange(accounts=[account])

    assert "demo" == market.authenticate_bearer("t-1").key
    with pytest.raises(RefusedError, match="unauthorized"):
        market.authenticate_bearer("t-2")


def reopened(file: Path) -> Exchange:
    return Exchange(Book(file, SEED), wall=noon, prices_folder=PRICES)


def test_a_used_book_goes_on_where_it_was_left(tmp_path: Path) -> None:
    """Account, order, price, clock, fill mode, cancels, halt and rate limit are all still there."""
    first = reopened(tmp_path / "book")
    first.reset(read_reset({**with_shares("3", cash="999"), "rate_limit": 7, "spread_bps": "4"}))
    order = submit(first, demo(first), BUY_ONE)
    first.set_clock(replace(clock(is_open=False), fixed=NOON + timedelta(hours=1)))
    first.move_prices({"SPY": D("500.50")})
    first.set_fills(FillMode.PARTIAL)
    first.set_cancels(Cancels(is_at_once=True, fill_wins=True))
    first.halt("QQQ")
    seen = _seen(first)
    first.book.close()

    again = reopened(tmp_path / "book")
    assert (seen, [order]) == (_seen(again), list(again.book.orders.open_of("demo")))


def _seen(market: Exchange) -> tuple[object, ...]:
    standing = market.standing(demo(market))
    settings = (market.clock, market.fills, market.cancels, market.market.is_halted("QQQ"))
    prices = (market.market.quote("SPY"), market.market.price_as_of("SPY", NOON))
    return standing, *settings, *prices, market.spend_request(demo(market)).limit


def test_ids_go_on_after_a_restart(tmp_path: Path) -> None:
    """With the same seed no id is given twice."""
    first = reopened(tmp_path / "book")
    before = submit(first, demo(first), BUY_ONE)
    first.book.close()
    again = reopened(tmp_path / "book")

    assert before.id != submit(again, demo(again), BUY_ONE).id


def test_a_reset_starts_the_ids_again() -> None:
    """Equal histories give equal ids."""
    market = exchange()
    first = submit(market, demo(market), BUY_ONE)
    market.reset(read_reset({}))

    assert first == submit(market, demo(market), BUY_ONE)


def test_a_clock_set_back_keeps_the_prices_of_now() -> None:
    """What was set later counts as set now."""
    market = exchange()
    market.set_clock(clock(now=NOON + timedelta(hours=1)))
    market.move_prices({"SPY": D(500)})
    market.set_clock(clock(now=NOON))

    assert D(500) == market.market.price("SPY")


def test_one_look_shows_one_state() -> None:
    """A standing taken before a fill does not move with it."""
    market = exchange()
    submit(market, demo(market), BUY_ONE)
    before = market.standing(demo(market))
    advance_orders(market, demo(market))
    advance_orders(market, demo(market))

    assert (D(100_000), D("99589.75")) == (before.ledger.cash, market.standing(demo(market)).ledger.cash)
