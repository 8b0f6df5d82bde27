from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal as D

import pytest

from trimtab.adapters.alpaca import AlpacaBroker, Patience
from trimtab.domain.errors import UnavailableError
from trimtab.domain.reasons import ReasonCode
from unit.adapters.alpaca.answers import KEY, SECRET, TIME, account, asset, order, position
from unit.adapters.alpaca.answers import open_broker as broker
from unit.adapters.alpaca.scripted import Act, Creep, Drip, Drop, Hang, Reply, Stall, staged

ACCOUNT, FIND, QUOTES = "GET /v2/account", "GET /v2/orders:by_client_order_id", "GET /v2/stocks/quotes/latest"
TRADES, ASSETS, CANCEL = "GET /v2/stocks/trades/latest", "GET /v2/assets", "DELETE /v2/orders/o1"
PAGE = "<html><body>Bad Gateway</body></html>"
ABSENT = Reply({"code": 40410000, "message": "order not found"}, 404)
UNHURRIED = Patience(answer_seconds=D(2), budget_seconds=D(4))


@pytest.mark.parametrize(
    ("act", "requests"),
    [
        (Reply({"message": "unauthorized."}, 401), 1),
        (Reply({"message": "rate limit exceeded"}, 429), 1),
        (Reply({"message": "down"}, 500), 3),
        (Reply({"message": "slow"}, 504), 3),
        (Reply(PAGE, 502, "text/html"), 3),
        (Reply(PAGE, 200, "text/html"), 3),
        (Reply(account(), 302, headers={"Location": "/v2/clock"}), 1),
        (Reply("", 200), 1),
        (Reply([]), 1),
        (Reply(account(cash="NaN")), 1),
        (Reply('{"cash": NaN, "currency": "USD"}'), 1),
        (Drop(), 3),
    ],
    ids=lambda value: f"{type(value).__name__}-{getattr(value, 'status', value)}",
)
def test_a_read_without_a_usable_answer_says_what_was_read(act: Act, requests: int):
    """Reads are repeated twice where that can help, and end in a clear error (F-030)."""
    with staged({ACCOUNT: (act,)}) as stage:
        with pytest.raises(UnavailableError, match="no usable answer for the account: "):
            broker(stage, UNHURRIED).account()

        assert requests == stage.count(ACCOUNT)


def test_a_read_that_fails_once_succeeds_the_second_time():
    """One dropped connection does not spoil a snapshot."""
    with staged({ACCOUNT: (Drop(), Reply(account()))}) as stage:
        assert D("1000.10") == broker(stage, UNHURRIED).account().cash


@pytest.mark.parametrize("act", [Hang(), Drip(), Creep()], ids=["silent", "dripping", "creeping"])
def test_all_reads_together_end_within_the_budget(act: Act):
    """A silent or dripping broker costs at most the budget and one last call, not a wait for ever."""
    with staged({ACCOUNT: (act,), "GET /v2/positions": (act,)}) as stage:
        slow, began = broker(stage), time.monotonic()
        for read in (slow.account, slow.holdings, slow.account, slow.holdings, slow.account):
            with pytest.raises(UnavailableError):
                read()

        assert time.monotonic() - began < 1.6


def test_nothing_is_sent_once_the_budget_is_spent():
    """When the time is over, a read fails without touching the network."""
    with staged({ACCOUNT: (Reply(account()),)}) as stage:
        late = broker(stage, Patience(budget_seconds=D(0)))
        with pytest.raises(UnavailableError, match="Timeout"):
            late.account()

        assert 0 == stage.count(ACCOUNT)


def test_an_order_is_looked_up_though_the_budget_is_spent():
    """Orders have their own time: a slow snapshot never leaves one in doubt."""
    with staged({FIND: (Reply(order()),)}) as stage:
        found = broker(stage, Patience(budget_seconds=D(0))).find("rbp1")

        assert found is not None
        assert ("o1", "client_order_id=rbp1") == (found.order_id, stage.asked[0].query)


@pytest.mark.parametrize(
    "act", [Hang(), Drip(), Stall(), Creep()], ids=["silent", "dripping", "stalled", "creeping"]
)
def test_a_slow_answer_is_not_waited_for_twice(act: Act):
    """A read that ran out of its time is not tried again, though there is time for more."""
    with staged({FIND: (act,)}) as stage:
        with pytest.raises(UnavailableError, match=r"no answer .*Timeout"):
            broker(stage).find("rbp1")

        assert 1 == stage.count(FIND)


def test_only_the_brokers_own_word_means_not_found():
    """A 404 of the broker is None; a 404 page of some gateway is trouble."""
    with staged({FIND: (ABSENT, Reply(PAGE, 404, "text/html"))}) as stage:
        asked = broker(stage)

        assert asked.find("rbp1") is None
        with pytest.raises(UnavailableError, match="order rbp1"):
            asked.find("rbp1")


@pytest.mark.parametrize(
    "act",
    [Reply("", 200), Reply("null"), Reply(order(client_order_id="rbp2")), Hang()],
    ids=["empty", "null", "other", "silent"],
)
def test_a_doubtful_look_up_is_never_none(act: Act):
    """Not found would let the order be sent again; only certainty may say so."""
    with staged({FIND: (act,)}) as stage, pytest.raises(UnavailableError, match="order rbp1"):
        broker(stage).find("rbp1")


@pytest.mark.parametrize(
    "act",
    [Reply("", 204), ABSENT, Reply({"message": 'order is already in "filled" state'}, 422)],
    ids=["taken", "absent", "ended"],
)
def test_a_cancellation_is_only_asked_for(act: Act):
    """Taken, too late or unknown: none is an error, and one request is all."""
    with staged({CANCEL: (act,)}) as stage:
        broker(stage).cancel("o1")

        assert 1 == stage.count(CANCEL)


@pytest.mark.parametrize("act", [Reply({"message": "x"}, 503), Reply(PAGE, 422, "text/html"), Drop()])
def test_a_cancellation_nobody_answered_is_an_error(act: Act):
    """Without an answer the caller must know; the request is not repeated."""
    with staged({CANCEL: (act,)}) as stage:
        with pytest.raises(UnavailableError, match="the cancellation of order o1"):
            broker(stage).cancel("o1")

        assert 1 == stage.count(CANCEL)


def test_an_order_id_cannot_leave_its_path():
    """An id is one segment of the path, whatever it contains."""
    with staged({"DELETE /v2/orders/..%2Faccount%3Fx": (Reply("", 204),)}) as stage:
        broker(stage).cancel("../account?x")

        assert 1 == len(stage.asked)


def test_a_price_without_midpoint_is_the_last_trade():
    """Symbols without a usable quote are asked for again as trades, and only those."""
    quotes = {
        "quotes": {"SPY": {"t": TIME, "bp": 410.1, "ap": 410.2}, "TLT": {"t": TIME, "bp": 0, "ap": 101}}
    }
    trades = {"trades": {"TLT": {"t": TIME, "p": 100.3}}}
    with staged({QUOTES: (Reply(quotes),), TRADES: (Reply(trades),)}) as stage:
        prices = {symbol: quote.price for symbol, quote in broker(stage).quotes(("TLT", "SPY")).items()}

        assert {"SPY": D("410.15"), "TLT": D("100.3")} == prices
        assert ["symbols=SPY%2CTLT", "symbols=TLT"] == [asked.query for asked in stage.asked]


def test_json_numbers_never_pass_through_floats():
    """Seventeen digits survive, which a float would not keep."""
    body = f'{{"quotes": {{"SPY": {{"t": "{TIME}", "bp": 100000000.000000001, "ap": 100000000.000000003}}}}}}'
    with staged({QUOTES: (Reply(body),)}) as stage:
        assert D("100000000.000000002") == broker(stage).quotes(("SPY",))["SPY"].price


def test_a_symbol_that_is_no_stock_is_not_asked_for():
    """A held coin must not make the broker refuse the prices of all stocks."""
    quotes = {"quotes": {"SPY": {"t": TIME, "bp": 1, "ap": 1}}}
    with staged({QUOTES: (Reply(quotes),)}) as stage:
        broker(stage).quotes(("BTCUSD", "SPY"))

        assert ["symbols=SPY"] == [asked.query for asked in stage.asked]


def test_many_instruments_take_one_call():
    """Beyond ten symbols the list of active assets is read instead of each."""
    symbols = tuple(f"A{letter}" for letter in "ABCDEFGHIJKL")
    listed = [asset(symbol=symbol, id=symbol) for symbol in symbols]
    with staged({ASSETS: (Reply(listed),)}) as stage:
        found = broker(stage).instruments(symbols)

        assert (set(symbols), 1) == (set(found), len(stage.asked))


def test_an_asset_that_answers_to_another_name_is_unknown():
    """A renamed company is not bought under its old symbol."""
    with staged({"GET /v2/assets/FB": (Reply(asset(symbol="META")),)}) as stage:
        assert {} == broker(stage).instruments(("FB",))


def test_an_error_shows_neither_keys_nor_pages():
    """What the server echoes is cleaned and cut; a page is not quoted at all."""
    echo = Reply({"message": f"{KEY} {SECRET} " + "y" * 500}, 401)
    with staged({ACCOUNT: (echo, Reply(f"<html>{SECRET}</html>", 403, "text/html"))}) as stage:
        asked = broker(stage)
        texts = [str(_trouble(asked)), str(_trouble(asked))]

    assert [False, False] == [KEY in text or SECRET in text or "html" in text for text in texts]
    assert max(map(len, texts)) < 260


def _trouble(asked: AlpacaBroker) -> UnavailableError:
    with pytest.raises(UnavailableError) as caught:
        asked.account()
    return caught.value


def test_positions_are_read_from_the_wire():
    """The broker object and the mapping fit together."""
    with staged({"GET /v2/positions": (Reply([position()]),)}) as stage:
        assert ["SPY"] == [held.symbol for held in broker(stage).holdings()]


def test_open_orders_are_asked_for_by_the_page():
    """As many as the broker gives at once, open ones only."""
    with staged({"GET /v2/orders": (Reply([order()]),)}) as stage:
        listed = broker(stage).open_orders()

        assert (["rbp1"], "status=open&limit=500") == (
            [found.client_order_id for found in listed],
            stage.asked[0].query,
        )


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (Reply({"message": "unauthorized."}, 401), ReasonCode.BROKER_CREDENTIALS_REFUSED),
        (Reply(PAGE, 401, "text/html"), ReasonCode.BROKER_CREDENTIALS_REFUSED),
        (Reply({"message": "forbidden."}, 403), ReasonCode.BROKER_CREDENTIALS_REFUSED),
        (Reply(PAGE, 403, "text/html"), ReasonCode.BROKER_UNAVAILABLE),
        (Reply({"message": "down"}, 500), ReasonCode.BROKER_UNAVAILABLE),
    ],
)
def test_keys_that_no_longer_open_the_account_are_told_apart(act: Act, code: ReasonCode):
    """Only a new link helps then, and the error says so."""
    with staged({ACCOUNT: (act,)}) as stage:
        trouble = _trouble(broker(stage))

    assert (code, code is ReasonCode.BROKER_CREDENTIALS_REFUSED) == (
        trouble.code,
        "link the account again" in trouble.message,
    )


def test_a_throttled_read_says_when_to_ask_again():
    """The broker's reset reaches whoever asked."""
    reset = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=40)
    headers = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(int(reset.timestamp()))}
    with staged({ACCOUNT: (Reply({"message": "too many requests."}, 429, headers=headers),)}) as stage:
        assert reset == _trouble(broker(stage)).retry_at


def test_a_snapshot_waits_for_a_reset_within_its_budget():
    """A reset of the last second costs a second, not the snapshot."""
    headers = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(int(time.time()))}
    busy = Reply({"message": "too many requests."}, 429, headers=headers)
    with staged({ACCOUNT: (busy, Reply(account()))}) as stage:
        assert D("1000.10") == broker(stage, UNHURRIED).account().cash


def test_sessions_are_asked_for_by_their_days():
    """Both days are included, and the days come in order."""
    days = [{"date": f"2026-11-{day}", "open": "09:30", "close": "16:00"} for day in (19, 20)]
    with staged({"GET /v2/calendar": (Reply(days),)}) as stage:
        sessions = broker(stage).sessions(date(2026, 11, 19), date(2026, 11, 20))

        assert ([19, 20], "start=2026-11-19&end=2026-11-20") == (
            [session.day.day for session in sessions],
            stage.asked[0].query,
        )


def test_a_cancellation_that_is_throttled_is_an_error():
    """The order still works: nobody may think that it was called back."""
    with staged({CANCEL: (Reply({"message": "too many requests."}, 429),)}) as stage:
        with pytest.raises(UnavailableError, match="the cancellation of order o1"):
            broker(stage).cancel("o1")

        assert 1 == stage.count(CANCEL)
