from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from decimal import Decimal as D

import pytest

from trimtab.adapters.alpaca import AlpacaCredentials, Patience
from trimtab.adapters.alpaca.failures import CallFailedError, Complaint, NotThereError
from trimtab.adapters.alpaca.patience import Stopwatch
from trimtab.adapters.alpaca.rate import RateBudget
from trimtab.adapters.alpaca.wire import Pace, Wire
from unit.adapters.alpaca.answers import KEY, SECRET
from unit.adapters.alpaca.scripted import Act, Drop, Reply, Stage, staged

THING = "GET /v2/thing"
NOON = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)


def wire(
    stage: Stage, left: D = D(2), *, budget: RateBudget | None = None, is_for_orders: bool = False
) -> Wire:
    credentials = AlpacaCredentials(key_id=KEY, secret_key=SECRET, base_url=stage.url, data_url=stage.url)
    pace = Pace(
        patience=Patience(answer_seconds=D(2)),
        monotonic=lambda: 0,
        now=lambda: NOON,
        budget=budget or RateBudget(lambda: NOON),
        planning=None if is_for_orders else Stopwatch(left, lambda: 0),
    )
    return Wire(stage.url, credentials, pace)


@pytest.mark.parametrize(("left", "requests"), [(D(2), 3), (D("1.9"), 1)])
def test_a_read_is_tried_again_only_with_time_for_a_whole_call(left: D, requests: int):
    """A further try must not push the caller over its time, and the third is the last."""
    with staged({THING: (Reply({"message": "down"}, 503),)}) as stage:
        with pytest.raises(CallFailedError, match="HTTP 503: down"):
            wire(stage, left).get("/thing")

        assert requests == stage.count(THING)


def test_not_there_is_told_apart():
    """Only a 404 with the broker's message is a NotThereError."""
    with staged({THING: (Reply({"message": "no"}, 404),)}) as stage, pytest.raises(NotThereError):
        wire(stage).get("/thing")


@pytest.mark.parametrize("body", ["", "[]", "null", '{"message": 5}', '{"message": " "}', "[" * 50_000])
def test_a_refusal_without_a_message_has_none(body: str):
    """Error bodies may be anything; none of them breaks the reading of the status."""
    with staged({THING: (Reply(body, 403),)}) as stage, pytest.raises(CallFailedError) as caught:
        wire(stage).get("/thing")

    assert (403, None) == (caught.value.status, caught.value.complaint)


def test_a_refusal_keeps_its_number_and_the_requests_name():
    """What the broker's support would ask for is in the text: status, words and request id."""
    act = Reply({"code": 40310000, "message": "no"}, 403, headers={"X-Request-ID": "req-1"})
    with staged({THING: (act,)}) as stage, pytest.raises(CallFailedError) as caught:
        wire(stage).get("/thing")

    assert ("HTTP 403: no (request req-1)", Complaint("no", 40310000)) == (
        str(caught.value),
        caught.value.complaint,
    )


@pytest.mark.parametrize("verb", ["post", "patch", "delete"])
@pytest.mark.parametrize("act", [Drop(), Reply({"message": "x"}, 503), Reply({"message": "x"}, 429)], ids=str)
def test_what_may_move_money_is_sent_once(verb: str, act: Act):
    """Nothing but a read is ever repeated."""
    line = f"{verb.upper()} /v2/thing"
    with staged({line: (act,)}) as stage:
        call = getattr(wire(stage), verb)
        with pytest.raises(CallFailedError):
            call("/thing", *([] if verb == "delete" else [{}]))

        assert 1 == stage.count(line)


def test_a_spent_allowance_sends_no_read_and_every_order():
    """Reads wait for the reset the broker named; what is about an order is still asked."""
    spent = Reply({}, headers=limits("0", NOON + timedelta(seconds=30)))
    budget = RateBudget(lambda: NOON)
    with staged({THING: (spent,), "POST /v2/thing": (spent,)}) as stage:
        reader, trader = wire(stage, budget=budget), wire(stage, budget=budget, is_for_orders=True)
        reader.get("/thing")
        with pytest.raises(CallFailedError, match="used up") as caught:
            reader.get("/thing")
        trader.get("/thing")
        trader.post("/thing", {})

        assert (NOON + timedelta(seconds=30), 3) == (caught.value.retry_at, len(stage.asked))


def test_a_read_waits_for_a_reset_that_is_near():
    """Half a second is worth waiting for within the time there is."""
    busy = Reply({"message": "too many requests."}, 429, headers=limits("0", NOON))
    with staged({THING: (busy, Reply({"id": 1}))}) as stage:
        assert {"id": 1} == wire(stage, D(4)).get("/thing")
        assert 2 == stage.count(THING)


def test_a_read_does_not_wait_for_a_reset_that_is_far():
    """A minute is not; the caller is told when to ask again."""
    reset = NOON + timedelta(seconds=60)
    busy = Reply({"message": "too many requests."}, 429, headers=limits("0", reset))
    with staged({THING: (busy,)}) as stage:
        with pytest.raises(CallFailedError, match="too many requests") as caught:
            wire(stage, D(4)).get("/thing")

        assert (reset, 1) == (caught.value.retry_at, stage.count(THING))


def test_a_look_up_of_an_order_takes_no_longer_than_two_calls():
    """Its tries share that time: a third one is not begun when two have used it up."""
    now = iter(range(0, 100 * 10**9, 10**9))
    pace = Pace(
        patience=Patience(answer_seconds=D(2)),
        monotonic=lambda: next(now),
        now=lambda: NOON,
        budget=RateBudget(lambda: NOON),
        planning=None,
    )
    watch = pace.whole_read()

    assert [D(3), D(2), D(1), D(0)] == [watch.left() for _ in range(4)]


def limits(remaining: str, reset: datetime) -> dict[str, str]:
    """The broker's rate headers."""
    return {"X-RateLimit-Remaining": remaining, "X-RateLimit-Reset": str(int(reset.timestamp()))}


def test_opening_a_broker_imports_no_pandas():
    """The SDK's trading client would bring pandas and cost a second of every cold start."""
    code = (
        "import sys; from trimtab.adapters.alpaca import AlpacaBroker, AlpacaCredentials as C; "
        "print('alpaca' in sys.modules, 'stamina' in sys.modules); u = 'http://127.0.0.1:1'; "
        "AlpacaBroker(C(key_id='k', secret_key='s', base_url=u, data_url=u)); "
        "print('alpaca' in sys.modules, 'pandas' in sys.modules, 'numpy' in sys.modules)"
    )
    output = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert ["False False", "True False False"] == output.splitlines()
