"""Bugs that others have had and told: our services in the same situation."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal as D

import pytest

from trimtab.adapters.memory.broker import MemoryBroker
from trimtab.adapters.memory.runs import MemoryRuns
from trimtab.domain.errors import RefusedError, UnavailableError
from trimtab.domain.intent import OrderIntent
from trimtab.domain.leg import LegState
from trimtab.domain.order import MarketClock, SubmitOutcome, Unknown
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.run import RunState
from trimtab.execution.observe import MAX_ATTEMPTS
from trimtab.ports import RunRecord, RunStep
from trimtab.services.advance_run import advance_run
from trimtab.services.sweep import sweep
from unit.failures.scenes import buyer, taken_orders, trader
from worlds import ANNA, NOON, World

CLOCK, FIND, LIST = MemoryBroker.market_clock, MemoryBroker.find, MemoryBroker.orders_since
SAVE = MemoryRuns.save


def test_a_timeout_is_no_failure():
    """A bot took a timeout for a failure and sent its orders once more (hummingbot 493)."""
    here, record = trader()
    here.broker.lose_next_submit(after_taking=True)
    advance_run(ANNA, record.run.run_id, here.services)
    ended = here.finish(record)

    assert (RunState.COMPLETED, {"SPY": 1, "TLT": 1}) == (ended.run.state, taken_orders(here))
    assert {1} == {leg.attempts for leg in ended.legs}


def test_a_purchase_whose_answer_was_lost_is_not_made_twice():
    """A framework caught the error of a request and ordered again, and held twice as much (catalyst 317)."""
    here, record = buyer()
    here.broker.lose_next_submit(after_taking=True)
    ended = here.finish(record)

    assert (RunState.COMPLETED, 1) == (ended.run.state, len(here.broker.sent))
    assert ended.leg(1).quantity == here.broker.shares["TLT"]


def test_an_order_that_is_filled_at_once_and_not_found_is_waited_for(monkeypatch: pytest.MonkeyPatch):
    """An order filled so fast that it was "not found" was placed again and again (crypto-trading-bot 53).

    For half a minute neither a look-up nor the list shows it.
    """
    here, record = trader()
    seen_at = NOON + timedelta(seconds=30)
    monkeypatch.setattr(
        MemoryBroker, "find", lambda broker, name: FIND(broker, name) if broker.now() >= seen_at else None
    )
    monkeypatch.setattr(
        MemoryBroker, "orders_since", lambda broker, at: LIST(broker, at) if broker.now() >= seen_at else ()
    )
    here.broker.lose_next_submit(after_taking=True)
    ended = here.finish(record)

    assert (RunState.COMPLETED, {"SPY": 1, "TLT": 1}) == (ended.run.state, taken_orders(here))
    assert len(here.broker.sent) == ended.run.leg_count


def test_two_triggers_at_once_buy_once(monkeypatch: pytest.MonkeyPatch):
    """Two ticks ran the same purchase side by side, and both were executed (binance-trading-bot 450).

    The second worker comes while the first looks round, before each of its orders.
    """
    here, record = trader()

    def interrupted(broker: MemoryBroker) -> MarketClock:
        advance_run(ANNA, record.run.run_id, here.services)
        return CLOCK(broker)

    monkeypatch.setattr(MemoryBroker, "market_clock", interrupted)
    ended = here.finish(record)

    assert (RunState.COMPLETED, {"SPY": 1, "TLT": 1}) == (ended.run.state, taken_orders(here))


def test_a_sale_that_is_told_twice_is_counted_once(monkeypatch: pytest.MonkeyPatch):
    """One sale seen by two triggers stood in the books as two (binance-trading-bot 451)."""
    here, record = trader()
    steps = list[tuple[RunRecord, RunStep]]()

    def twice(runs: MemoryRuns, before: RunRecord, step: RunStep) -> RunRecord | None:
        saved = SAVE(runs, before, step)
        steps.append((before, step))
        assert SAVE(runs, before, step) is None
        return saved

    monkeypatch.setattr(MemoryRuns, "save", twice)
    ended = here.finish(record)
    totals = here.runs.account(record.run.account_key, record.run.environment).state.totals

    assert totals
    assert (2, sum(leg.filled_value for leg in ended.legs)) == (totals.order_count, totals.value)
    assert len(steps) == ended.run.sequence - 1


def test_nobody_is_told_before_it_is_stored(monkeypatch: pytest.MonkeyPatch):
    """An engine was told of an order before it was stored as filled, and executed it again (openalgo 932)."""
    here, record = trader()

    def fails_at_the_end(runs: MemoryRuns, before: RunRecord, step: RunStep) -> RunRecord | None:
        if step.notices:
            raise UnavailableError(ReasonCode.STORE_UNAVAILABLE, "The store failed; try again.")
        return SAVE(runs, before, step)

    with monkeypatch.context() as patch:
        patch.setattr(MemoryRuns, "save", fails_at_the_end)
        here.finish(record, ticks=1)
        sweep(here.services)
    told = len(here.notices.delivered)
    here.clock.advance(timedelta(minutes=1))
    here.finish(record)
    sweep(here.services)

    assert (0, 1, 2) == (told, len(here.notices.delivered), len(here.broker.sent))


def test_a_repeat_ends_with_the_acceptance():
    """A planned repeat was sent although the order had been accepted meanwhile (nautilus_trader 4215).

    The first attempt never arrives; the second does, without an answer; there is no third.
    """
    here, record = buyer()
    here.broker.lose_next_submit(after_taking=False)
    here.finish(record, ticks=1)
    while here.runs.records[ANNA, record.run.run_id].leg(1).state is LegState.UNKNOWN:
        here.clock.advance(timedelta(seconds=5))
        here.broker.lose_next_submit(after_taking=True)
        here.finish(record, ticks=1)
    ended = here.finish(record)

    assert (RunState.COMPLETED, 2, {"TLT": 1}) == (
        ended.run.state,
        len(here.broker.sent),
        taken_orders(here),
    )


def test_an_order_without_an_answer_is_not_repeated_for_ever(monkeypatch: pytest.MonkeyPatch):
    """A client repeated every request without end, orders among them (trading-signals, pull request 1178)."""
    here, record = buyer()
    sent = list[OrderIntent]()

    def silent(_: MemoryBroker, intent: OrderIntent, *__: object) -> SubmitOutcome:
        sent.append(intent)
        return Unknown("no answer")

    monkeypatch.setattr(MemoryBroker, "submit", silent)
    ended = patiently(here, record)

    assert (LegState.NEVER_SENT, MAX_ATTEMPTS, 1) == (ended.leg(1).state, len(sent), len(set(sent)))


def patiently(here: World, record: RunRecord) -> RunRecord:
    """Let ticks come every half minute until the run is over."""
    ended = here.finish(record)
    while not ended.run.is_over:
        here.clock.advance(timedelta(seconds=30))
        ended = here.finish(record)
    return ended


def test_an_order_the_ledger_lost_is_found_at_the_broker():
    """What stands at the exchange, and not in the bot's books, must not be traded again (freqtrade 11461)."""
    here, record = trader()
    before = here.runs.records[ANNA, record.run.run_id]
    here.broker.fill_fraction = D("0.1")
    advance_run(ANNA, record.run.run_id, here.services)
    here.runs.records[ANNA, record.run.run_id] = before
    with pytest.raises(RefusedError):
        here.execute(here.check(), key="key-00000002")
    here.broker.fill_fraction = D(1)
    ended = here.finish(record)

    assert (RunState.COMPLETED, 2) == (ended.run.state, len(here.broker.sent))
    assert {"SPY": 1, "TLT": 1} == taken_orders(here)
