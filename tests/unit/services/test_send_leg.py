"""Sending one leg."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal as D

import pytest

from trimtab.adapters.memory.broker import MemoryBroker
from trimtab.domain.holdings import Quote
from trimtab.domain.instruments import Instrument, QuantityUnit
from trimtab.domain.intent import OrderIntent
from trimtab.domain.leg import LegState
from trimtab.domain.order import MarketClock, SubmitOutcome, Throttled
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.run import RunState
from trimtab.domain.trading_state import TradingMode
from trimtab.execution.decide import SendLeg
from trimtab.services.send_leg import send_leg
from worlds import World, world

FIRST = SendLeg(RunState.SELLING, 1)


def test_a_leg_is_on_record_before_it_leaves():
    """The event before the answer says SENDING (I-02)."""
    here = world()
    record = here.reserved(SPY="60", TLT="40")
    send_leg(record, FIRST, here.services)

    assert [True, False] == [
        line.leg_states[0].startswith("1:SENDING") for line in here.runs.events[record.run.run_id][1:]
    ]


def test_the_loser_of_a_race_sends_nothing():
    """Who cannot commit that the order leaves does not send it (F-080)."""
    here = world()
    record = here.reserved(SPY="60", TLT="40")
    send_leg(record, FIRST, here.services)

    assert send_leg(record, FIRST, here.services) is None
    assert 1 == len(here.broker.sent)


def test_a_hindered_leg_ends_unsent_with_its_reason():
    """The switch is read just before the order would leave (I-07)."""
    here = world()
    record = here.reserved(SPY="60", TLT="40")
    here.switch(TradingMode.HALTED, "drill")

    after = send_leg(record, FIRST, here.services)

    assert after is not None
    assert (LegState.NEVER_SENT, []) == (after.leg(1).state, here.broker.sent)


def test_what_the_broker_cannot_take_is_never_posted():
    """SPY has lost its fractions since the plan: half a share is refused here, not there (F-037)."""
    here = world()
    record = here.reserved(SPY="63", TLT="37")
    here.broker.listed["SPY"] = Instrument(
        symbol="SPY", asset_id="asset-SPY", name="SPY", is_tradable=True, unit=QuantityUnit.WHOLE
    )
    after = send_leg(record, FIRST, here.services)

    assert after is not None
    assert (LegState.NEVER_SENT, ReasonCode.NOT_FRACTIONABLE, []) == (
        after.leg(1).state,
        after.leg(1).reason_code,
        here.broker.sent,
    )


@pytest.fixture
def stale(monkeypatch: pytest.MonkeyPatch) -> Callable[[World, int], None]:
    """Once TLT is sealed, let the next looks at its price show one that is older than a minute."""
    read = MemoryBroker.quotes

    def let(here: World, looks: int) -> None:
        left = [False, *[True] * looks]

        def quotes(broker: MemoryBroker, symbols: tuple[str, ...]) -> Mapping[str, Quote]:
            found = read(broker, symbols)
            if symbols != ("TLT",) or not here.broker.sent or not left or not left.pop(0):
                return found
            return {
                name: replace(each, as_of=each.as_of - timedelta(seconds=61)) for name, each in found.items()
            }

        monkeypatch.setattr(MemoryBroker, "quotes", quotes)

    return let


@pytest.mark.parametrize(
    ("looks", "state", "code"),
    [(1, RunState.COMPLETED, None), (99, RunState.PARTIAL, ReasonCode.PRICE_STALE)],
)
def test_a_stale_price_is_waited_for(
    stale: Callable[[World, int], None], looks: int, state: RunState, code: ReasonCode | None
):
    """One old price ends no order; two minutes of old prices do, and nothing was sent on them (I-13)."""
    here = world()
    stale(here, looks)
    record, began = here.reserved(SPY="60", TLT="40"), here.clock.now()
    after = here.finish(record)

    assert (state, code) == (after.run.state, after.leg(2).reason_code)
    assert (timedelta(minutes=2) <= here.clock.now() - began) is (looks > 1)


@pytest.fixture
def busy(monkeypatch: pytest.MonkeyPatch) -> World:
    """A broker that turns the first order away for half a minute, though reads are answered."""
    here, turned_away = world(), list[str]()
    take = MemoryBroker.submit

    def submit(broker: MemoryBroker, intent: OrderIntent, not_after: datetime | None = None) -> SubmitOutcome:
        if turned_away:
            return take(broker, intent, not_after)
        turned_away.append(intent.client_order_id)
        return Throttled("rate limit exceeded", broker.now() + timedelta(seconds=30))

    monkeypatch.setattr(MemoryBroker, "submit", submit)
    return here


def test_a_throttled_leg_is_unsent_and_waits(busy: World):
    """Too many requests is no refusal: the leg keeps its id and its time."""
    record = busy.reserved(SPY="60", TLT="40")

    after = send_leg(record, FIRST, busy.services)

    assert after is not None
    assert (LegState.INTENT, 0, busy.clock.now() + timedelta(seconds=31)) == (
        after.leg(1).state,
        after.leg(1).attempts,
        after.leg(1).not_before,
    )


def test_a_throttled_run_comes_to_its_end(busy: World):
    """After the reset the same order leaves under the same id, once, and the run completes (I-12)."""
    busy.save(SPY="60", TLT="40")
    began = busy.clock.now()

    record = busy.finish(busy.execute(busy.check()))

    assert (RunState.COMPLETED, 2) == (record.run.state, len(busy.broker.sent))
    assert busy.clock.now() - began >= timedelta(seconds=31)


def test_waiting_for_the_clock_sets_no_clocks_apart(monkeypatch: pytest.MonkeyPatch):
    """A worker that sleeps between the broker's clock and its own still sends its order (F-040)."""
    here, read = world(), MemoryBroker.market_clock
    record = here.reserved(SPY="60", TLT="40")

    def market_clock(broker: MemoryBroker) -> MarketClock:
        seen = read(broker)
        here.clock.advance(timedelta(seconds=20))
        return seen

    monkeypatch.setattr(MemoryBroker, "market_clock", market_clock)
    send_leg(record, FIRST, here.services)

    assert 1 == len(here.broker.sent)


def test_an_order_relies_on_no_price_older_than_a_minute(monkeypatch: pytest.MonkeyPatch):
    """A worker that sleeps for more than a minute after it saw the price sends nothing on it (I-13)."""
    here, read = world(), MemoryBroker.quotes
    record = here.reserved(SPY="60", TLT="40")

    def quotes(broker: MemoryBroker, symbols: tuple[str, ...]) -> Mapping[str, Quote]:
        seen = read(broker, symbols)
        here.clock.advance(timedelta(seconds=65))
        return seen

    monkeypatch.setattr(MemoryBroker, "quotes", quotes)
    after = send_leg(record, FIRST, here.services)

    assert after is not None
    assert (LegState.INTENT, []) == (after.leg(1).state, here.broker.sent)


def test_every_order_is_measured_when_it_leaves():
    """The basket was within its limits; at today's price this order is not, and it stays (I-17)."""
    here = world()
    record = here.reserved(SPY="60", TLT="40")
    assert record.run.bounds is not None
    tight = replace(record.run.bounds.limits, max_order_value=record.leg(1).planned_quantity * D(400))
    bounds = replace(record.run.bounds, limits=tight)
    here.broker.prices["SPY"] = D("400.01")
    after = send_leg(replace(record, run=replace(record.run, bounds=bounds)), FIRST, here.services)

    assert after is not None
    assert (LegState.NEVER_SENT, ReasonCode.LIMIT_ORDER_VALUE, []) == (
        after.leg(1).state,
        after.leg(1).reason_code,
        here.broker.sent,
    )


def test_a_run_without_bounds_is_sent_as_before():
    """It was reserved by a version that did not take them down (F-170)."""
    here = world()
    record = here.reserved(SPY="60", TLT="40")
    send_leg(replace(record, run=replace(record.run, bounds=None)), FIRST, here.services)

    assert 1 == len(here.broker.sent)
