from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal as D
from typing import Any

import pytest

from trimtab.adapters.alpaca import Patience
from trimtab.adapters.alpaca.submit import order_body
from trimtab.domain.intent import OrderChange, OrderType
from trimtab.domain.order import Accepted, Refusal, SubmitOutcome, Throttled, Unknown
from trimtab.domain.reasons import ReasonCode
from unit.adapters.alpaca.answers import BUY_SPY, KEY, order, without
from unit.adapters.alpaca.answers import open_broker as broker
from unit.adapters.alpaca.scripted import Act, Drip, Drop, Hang, Reply, staged

SUBMIT, FIND, REPLACE = "POST /v2/orders", "GET /v2/orders:by_client_order_id", "PATCH /v2/orders/o1"
PAGE = "<html><body>Bad Gateway</body></html>"
TAKEN = {"code": 40010001, "message": "client_order_id must be unique"}


UNHURRIED = Patience(answer_seconds=D(2), budget_seconds=D(4))


def submitted(*acts: Act) -> tuple[SubmitOutcome, int]:
    """Submit once; the outcome and how many POSTs reached the wire."""
    with staged({SUBMIT: acts}) as stage:
        return broker(stage).submit(BUY_SPY), stage.count(SUBMIT)


def test_an_order_that_comes_back_as_sent_is_accepted():
    """Only the order itself is proof that it was taken."""
    outcome, sent = submitted(Reply(order()))

    assert isinstance(outcome, Accepted)
    assert ("o1", 1) == (outcome.order.order_id, sent)


@pytest.mark.parametrize(
    "other",
    [{"symbol": "SPYG"}, {"side": "sell"}, {"qty": "2"}, {"client_order_id": "rbp2"}, {"qty": None}],
    ids=str,
)
def test_another_order_than_the_one_sent_is_doubt(other: dict[str, Any]):
    """A 200 that shows something else is never an acceptance (F-079)."""
    outcome, sent = submitted(Reply(order(**other)))

    assert (Unknown, 1) == (type(outcome), sent)


@pytest.mark.parametrize(
    "act",
    [
        *(Reply({"code": 1, "message": "trouble"}, status) for status in (400, 409, 500, 502, 503, 504)),
        Reply(PAGE, 502, "text/html"),
        Reply(PAGE, 403, "text/html"),
        Reply(PAGE, 200, "text/html"),
        Reply("", 200),
        Reply("[" * 50_000, 200),
        Reply(without(order(), "id")),
        Reply(order(qty="NaN")),
        Reply([order()]),
        Reply(order(), 302, headers={"Location": "/v2/account"}),
        Reply(order(), 307, headers={"Location": "/v2/orders"}),
        Reply(TAKEN, 422),
        Reply(TAKEN, 403),
        Drop(),
        Hang(),
        Drip(),
    ],
    ids=lambda act: f"{type(act).__name__}-{getattr(act, 'status', '')}",
)
def test_whatever_is_unclear_is_doubt_after_exactly_one_request(act: Act):
    """Server errors, lost answers, redirects and nonsense are Unknown; nothing is sent twice (F-078)."""
    outcome, sent = submitted(act)

    assert (Unknown, 1) == (type(outcome), sent)


@pytest.mark.parametrize(
    ("status", "message", "reason"),
    [
        (401, "unauthorized.", ReasonCode.BROKER_CREDENTIALS_REFUSED),
        (403, "insufficient buying power", ReasonCode.INSUFFICIENT_BUYING_POWER),
        (404, "asset not found for SPY", ReasonCode.UNKNOWN_SYMBOL),
        (422, "fractional orders must be DAY orders", ReasonCode.BROKER_REFUSED),
    ],
)
def test_a_documented_refusal_is_definite_and_keeps_its_words(status: int, message: str, reason: ReasonCode):
    """These answers mean that no order exists."""
    outcome, sent = submitted(Reply({"code": status * 100000, "message": message}, status))

    assert (Refusal(message, status * 100000, reason), 1) == (outcome, sent)


def test_a_redirect_is_not_followed():
    """Neither the order nor the keys go where a redirect points."""
    with staged({SUBMIT: (Reply("", 307, headers={"Location": "/v2/elsewhere"}),)}) as stage:
        broker(stage).submit(BUY_SPY)

        assert [SUBMIT] == [asked.line for asked in stage.asked]


def test_a_refusal_is_short_and_holds_no_key():
    """A message that echoes the key is cleaned, and cut at 120 characters."""
    outcome, _ = submitted(Reply({"message": f"no\n{KEY} " + "x" * 500}, 403))

    assert isinstance(outcome, Refusal)
    assert (120, "no *** xxx") == (len(outcome.text), outcome.text[:10])


def test_numbers_leave_as_plain_text():
    """Shares are cut to nine decimals, without exponent; the SDK would have made floats of them."""
    tiny = replace(BUY_SPY, quantity=D("0.0000000019"), order_type=OrderType.LIMIT, limit_price=D("4.1E+2"))

    assert {
        "symbol": "SPY",
        "side": "buy",
        "type": "limit",
        "time_in_force": "day",
        "qty": "0.000000001",
        "client_order_id": "rbp1",
        "limit_price": "410",
    } == order_body(tiny)


def test_the_wire_carries_the_text_and_both_keys():
    """What is sent is the body as written, under the account's own key pair."""
    with staged({SUBMIT: (Reply(order()),)}) as stage:
        broker(stage).submit(BUY_SPY)

        assert ('"qty": "2.5"' in stage.asked[0].body, KEY) == (
            True,
            stage.asked[0].headers["APCA-API-KEY-ID"],
        )


@pytest.mark.parametrize(
    "body", [{"code": 42910000, "message": "rate limit exceeded"}, PAGE], ids=["json", "page"]
)
def test_a_throttled_order_was_not_taken(body: object):
    """429 is neither a refusal nor doubt: the order may go again, under its id, when the broker says so."""
    reset = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=40)
    headers = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(int(reset.timestamp()))}
    outcome, sent = submitted(Reply(body, 429, headers=headers))

    assert isinstance(outcome, Throttled)
    assert (reset, 1) == (outcome.retry_at, sent)


def test_a_throttle_may_come_without_its_end():
    """Some 429 answers lack the headers; then nobody knows when."""
    outcome, _ = submitted(Reply({"message": "too many requests."}, 429))

    assert isinstance(outcome, Throttled)
    assert outcome.retry_at is None


@pytest.mark.parametrize("status", [409, 422])
@pytest.mark.parametrize(
    ("found", "kind"),
    [
        (Reply(order(status="canceled")), Accepted),
        (Reply(order(symbol="SPYG")), Refusal),
        (Reply(order(side="sell")), Refusal),
        (Reply(order(qty="2")), Refusal),
        (Reply({"code": 40410000, "message": "order not found"}, 404), Unknown),
        (Reply({"message": "down"}, 503), Unknown),
        (Reply(PAGE, 200, "text/html"), Unknown),
        (Reply(order(client_order_id="rbp2")), Unknown),
    ],
)
def test_a_name_that_is_taken_is_looked_up(status: int, found: Act, kind: type[SubmitOutcome]):
    """Our own order is adopted, a different one refuses ours, what cannot be seen leaves doubt (F-075)."""
    with staged({SUBMIT: (Reply(TAKEN, status),), FIND: (found,)}) as stage:
        outcome = broker(stage, UNHURRIED).submit(BUY_SPY)

        assert (kind, 1) == (type(outcome), stage.count(SUBMIT))


def test_a_foreign_order_under_our_name_is_named():
    """Whose order it is only a person can tell; code and reason say what happened."""
    with staged({SUBMIT: (Reply(TAKEN, 422),), FIND: (Reply(order(qty="7")),)}) as stage:
        outcome = broker(stage).submit(BUY_SPY)

    assert isinstance(outcome, Refusal)
    assert (40010001, ReasonCode.CLIENT_ID_TAKEN, True) == (
        outcome.code,
        outcome.reason,
        outcome.text.endswith("it names BUY 7 SPY"),
    )


def test_a_name_too_long_is_a_plain_refusal():
    """The same number as a taken name, but no order can exist."""
    long = {"code": 40010001, "message": "client_order_id must be no more than 128 characters"}

    assert Refusal(str(long["message"]), 40010001) == submitted(Reply(long, 422))[0]


@pytest.mark.parametrize("price", ["410.123", "0.12345", "1.0001"])
def test_a_price_finer_than_the_broker_counts_is_refused_at_home(price: str):
    """Two decimals from one dollar on, four below; nothing is sent for a finer one."""
    fine = replace(BUY_SPY, order_type=OrderType.LIMIT, limit_price=D(price))
    with staged({}) as stage:
        outcome = broker(stage).submit(fine)

        assert isinstance(outcome, Refusal)
        assert (ReasonCode.SUB_PENNY_PRICE, 0) == (outcome.reason, len(stage.asked))


@pytest.mark.parametrize("price", ["410.12", "0.1234", "1", "0.9999"])
def test_a_price_in_the_brokers_steps_is_sent(price: str):
    """A cent, or a hundredth of one below a dollar, is fine enough."""
    limited = replace(BUY_SPY, order_type=OrderType.LIMIT, limit_price=D(price))

    with staged({SUBMIT: (Reply(order(limit_price=price)),)}) as stage:
        assert isinstance(broker(stage).submit(limited), Accepted)


def test_an_order_in_dollars_is_sent_and_recognised_by_them():
    """Dollars are cut to cents; the broker's answer has no quantity and the same dollars."""
    dollars = replace(BUY_SPY, quantity=D(0), notional=D("100.129"))
    with staged({SUBMIT: (Reply(order(qty=None, notional="100.12")),)}) as stage:
        outcome = broker(stage).submit(dollars)

        assert isinstance(outcome, Accepted)
        assert (True, False) == ('"notional": "100.12"' in stage.asked[0].body, "qty" in stage.asked[0].body)


CHANGE = OrderChange(client_order_id="rbp9", quantity=D(3), limit_price=D("410.20"))
REPLACED = order(id="o2", client_order_id="rbp9", qty="3", limit_price="410.2", replaces="o1", status="new")


def replaced(*acts: Act) -> tuple[SubmitOutcome, int]:
    """Ask for one replacement; the outcome and how many PATCHes reached the wire."""
    with staged({REPLACE: acts}) as stage:
        return broker(stage).replace("o1", CHANGE), stage.count(REPLACE)


def test_a_replacement_that_shows_the_change_is_accepted():
    """The new order has its own id and names the old one."""
    outcome, sent = replaced(Reply(REPLACED))

    assert isinstance(outcome, Accepted)
    assert ("o2", "o1", 1) == (outcome.order.order_id, outcome.order.replaces, sent)


def test_a_change_says_only_what_changes():
    """What stays is left out; numbers are text."""
    with staged({REPLACE: (Reply(REPLACED),)}) as stage:
        broker(stage).replace("o1", replace(CHANGE, quantity=None))

        assert {"client_order_id": "rbp9", "limit_price": "410.2"} == json.loads(stage.asked[0].body)


@pytest.mark.parametrize(
    ("act", "kind"),
    [
        (Reply({"code": 42210000, "message": "cannot replace order in accepted status"}, 422), Refusal),
        (Reply({"code": 40410000, "message": "order not found for o1"}, 404), Refusal),
        (Reply({"message": "too many requests."}, 429), Throttled),
        (Reply({"message": "down"}, 503), Unknown),
        (Reply(REPLACED | {"qty": "2"}), Unknown),
        (Reply(REPLACED | {"replaces": "o7"}), Unknown),
        (Reply(REPLACED | {"limit_price": None}), Unknown),
        (Reply("", 200), Unknown),
        (Drop(), Unknown),
        (Hang(), Unknown),
    ],
)
def test_a_replacement_ends_as_a_submit_does(act: Act, kind: type[SubmitOutcome]):
    """The same table decides, and nothing is sent twice."""
    outcome, sent = replaced(act)

    assert (kind, 1) == (type(outcome), sent)


def test_a_replacement_under_a_taken_name_is_looked_up():
    """A lost answer's replacement is found and adopted."""
    with staged({REPLACE: (Reply(TAKEN, 422),), FIND: (Reply(REPLACED),)}) as stage:
        assert isinstance(broker(stage).replace("o1", CHANGE), Accepted)


def test_a_replacement_at_a_sub_penny_price_is_refused_at_home():
    """Nothing is sent for it."""
    with staged({}) as stage:
        outcome = broker(stage).replace("o1", replace(CHANGE, limit_price=D("410.201")))

        assert isinstance(outcome, Refusal)
        assert 0 == len(stage.asked)
