"""Reserving a run."""

from __future__ import annotations

from datetime import timedelta

import pytest

from builders import instrument, leg, snapshot
from trimtab.domain.errors import ConflictError, RefusedError, UnavailableError
from trimtab.domain.instruments import QuantityUnit
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.run import BY_HAND, RunOrigin
from trimtab.domain.trade import Side
from trimtab.domain.trading_state import TradingMode, TradingState
from trimtab.ports import IdempotencyKey, KeySeen
from trimtab.services.execute_plan import prepare_run
from trimtab.services.policies import current_policy
from trimtab.services.snapshots import take_snapshot
from trimtab.services.start_run import (
    find_earlier,
    find_opening,
    idempotency_key,
    replay,
    require_fitness,
    require_open_market,
    require_plausible_prices,
    require_room,
    require_trading,
    reserve,
)
from worlds import ANNA, world

KEY = idempotency_key(ANNA, "key-00000001", "request")


def test_a_key_belongs_to_one_portfolio():
    """The same key for another portfolio of the same person is another request."""
    other = idempotency_key(PortfolioRef(ANNA.uid, "second"), "key-00000001", "request")

    assert KEY.request_hash != other.request_hash


def test_a_fresh_key_has_no_run():
    """Nobody used this key before."""
    assert find_earlier(KEY, ANNA, world().services) is None


def test_a_key_for_something_else_is_a_conflict():
    """A key comes back with the request it was made for, or not at all."""
    with pytest.raises(ConflictError):
        replay(KeySeen("id000000000000000001", "another-hash"), KEY, ANNA, world().services)


def test_a_key_whose_run_cannot_be_read_is_to_be_asked_again():
    """Nobody is told that nothing happened when it is not known."""
    with pytest.raises(UnavailableError):
        replay(KeySeen("id000000000000000001", KEY.request_hash), KEY, ANNA, world().services)


def test_a_price_that_nobody_can_check_is_not_believed():
    """The broker did not tell the last close: what is reserved on its strength is nothing (F-035)."""
    unread = snapshot("0", {}, {"SPY": "100"}, is_past_unread=True)

    with pytest.raises(UnavailableError, match="last close of SPY"):
        require_plausible_prices((leg(),), unread)

    require_plausible_prices((leg(),), snapshot("0", {}, {"SPY": "100"}))


def test_a_run_of_the_same_plan_is_the_answer():
    """Another key's approval was faster and holds the account: this one is told its run, not to wait."""
    here = world()
    here.save(SPY="60", TLT="40")
    plan = here.check()
    fresh, policy = take_snapshot(here.broker, (), here.clock.now()), current_policy(ANNA, here.services)
    late = prepare_run(plan, fresh, policy, KEY, here.services, origin=BY_HAND)
    first = here.execute(plan, key="key-00000002")
    told = reserve(late, here.services)

    assert (first.run.run_id, True, 1) == (told.run.run_id, told.is_replay, len(here.runs.records))


def test_an_account_that_another_run_holds_has_no_room():
    """It can be told before anything is reserved, and nothing is."""
    here = world()
    here.save(SPY="60", TLT="40")
    plan, snapshot = here.check(), take_snapshot(here.broker, ("SPY", "TLT"), here.clock.now())
    new = prepare_run(plan, snapshot, current_policy(ANNA, here.services), KEY, here.services, origin=BY_HAND)
    require_room(new, here.services)
    here.execute(plan)
    with pytest.raises(RefusedError) as busy:
        require_room(new, here.services)

    assert ReasonCode.ACCOUNT_BUSY is busy.value.code
    assert 1 == len(here.runs.records)


def test_a_replay_asks_for_a_tick():
    """If the first tick was never enqueued, the retry mends that (F-062)."""
    here = world()
    here.save(SPY="60", TLT="40")
    plan = here.check()
    here.execute(plan)
    here.queue.asked.clear()

    here.execute(plan)

    assert 1 == len(here.queue.asked)


def test_the_first_tick_of_a_held_run_comes_when_its_hold_is_over():
    """Ten seconds later; a retry four seconds later asks for the same time."""
    here = world()
    here.save(SPY="60", TLT="40")
    here.hold(10)
    plan = here.check()
    here.execute(plan)
    here.clock.advance(timedelta(seconds=4))
    here.execute(plan)

    assert [10, 6] == [asked.delay_seconds for asked in here.queue.asked]


def test_reduce_only_lets_a_basket_with_sells_start():
    """The buys are stopped later, one by one."""
    state = TradingState(mode=TradingMode.REDUCE_ONLY, reason="careful")
    require_trading(state, frozenset({Side.SELL, Side.BUY}))

    with pytest.raises(RefusedError, match="REDUCE_ONLY: careful"):
        require_trading(state, frozenset({Side.BUY}))


def test_a_closed_market_says_when_it_opens():
    """The refusal names the next opening."""
    here = world()
    here.broker.is_open = False

    with pytest.raises(RefusedError, match="opens at 2026") as refused:
        require_open_market(here.broker)

    assert "next_open" in refused.value.details


APPROVED = RunOrigin(is_approved=True)


def test_only_what_is_approved_waits_for_the_opening():
    """Neither a run by itself does, nor an order that is to leave at once."""
    here = world()
    here.broker.is_open = False

    assert here.broker.market_clock().next_open == find_opening(here.broker, APPROVED)
    with pytest.raises(RefusedError, match="opens at 2026"):
        find_opening(here.broker, BY_HAND)


@pytest.mark.parametrize("days", [-1, 0, 5.01])
def test_an_opening_that_can_not_be_is_not_waited_for(days: float):
    """No holiday is longer than five days, and an opening that is over is none."""
    here = world()
    here.broker.is_open, here.broker.session_left = False, timedelta(days=days)

    with pytest.raises(RefusedError, match="opens at"):
        find_opening(here.broker, APPROVED)


def test_the_longest_rest_of_the_exchange_is_waited_for():
    """Five days to the second."""
    here = world()
    here.broker.is_open, here.broker.session_left = False, timedelta(days=5)

    assert here.clock.now() + timedelta(days=5) == find_opening(here.broker, APPROVED)


def test_a_twin_that_was_faster_is_found_behind_the_account_it_holds(monkeypatch: pytest.MonkeyPatch):
    """The key was fresh when this request began; meanwhile its twin has started the run (F-001, I-11)."""
    here = world()
    here.save(SPY="60", TLT="40")
    plan = here.check()
    first, find_key, looks = here.execute(plan), here.runs.find_key, list[str]()

    def late(key: IdempotencyKey) -> KeySeen | None:
        looks.append(key.key)
        return find_key(key) if len(looks) > 1 else None

    monkeypatch.setattr(here.runs, "find_key", late)
    second = here.execute(plan)

    assert (first.run.run_id, True) == (second.run.run_id, second.is_replay)


def test_a_basket_with_an_order_that_cannot_be_sent_is_refused():
    """One order the broker cannot take refuses all of them, and is named (F-037)."""
    legs = (leg(1), leg(2, quantity="2.5", symbol="TLT"))
    known = (instrument("SPY"), instrument("TLT", QuantityUnit.WHOLE))
    account = snapshot("0", {"SPY": "10"}, {"SPY": "100", "TLT": "100"}, instruments=known)

    with pytest.raises(RefusedError, match="TLT cannot be ordered") as refused:
        require_fitness(legs, account)

    assert ReasonCode.NOT_FRACTIONABLE == refused.value.code
