from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from typing import Any

import pytest

from trimtab.adapters.alpaca.submit import order_body
from trimtab.domain.intent import OrderType
from trimtab.domain.order import Accepted, Refusal, SubmitOutcome, Unknown
from unit.adapters.alpaca.answers import BUY_SPY, KEY, order, without
from unit.adapters.alpaca.answers import open_broker as broker
from unit.adapters.alpaca.scripted import Act, Drip, Drop, Hang, Reply, staged

SUBMIT = "POST /v2/orders"
PAGE = "<html><body>Bad Gateway</body></html>"
TAKEN = {"code": 40010001, "message": "client_order_id must be unique"}


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
    """A 200 that shows something else is never an acceptance."""
    outcome, sent = submitted(Reply(order(**other)))

    assert (Unknown, 1) == (type(outcome), sent)


@pytest.mark.parametrize(
    "act",
    [
        *(Reply({"code": 1, "message": "trouble"}, status) for status in (400, 409, 429, 500, 502, 503, 504)),
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
    """Server errors, rate limits, lost answers, redirects and nonsense are Unknown; nothing is sent twice."""
    outcome, sent = submitted(act)

    assert (Unknown, 1) == (type(outcome), sent)


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (401, "unauthorized."),
        (403, "insufficient buying power"),
        (404, "asset not found for SPY"),
        (422, "fractional orders must be DAY orders"),
    ],
)
def test_a_documented_refusal_is_definite_and_keeps_its_words(status: int, message: str):
    """These answers mean that no order exists."""
    outcome, sent = submitted(Reply({"code": status * 100000, "message": message}, status))

    assert (Refusal(message), 1) == (outcome, sent)


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
