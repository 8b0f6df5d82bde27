"""The anomaly guard: what it halts, how it says so, and that it does so once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal as D

import pytest

from automated_worlds import alerts
from trimtab.adapters.memory.stores import MemoryTradingStates
from trimtab.domain.commands import ExecuteTrade, SetTradingMode
from trimtab.domain.errors import RefusedError, UnavailableError
from trimtab.domain.intent import OrderType, TimeInForce
from trimtab.domain.leg import LegState
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.run import RunState
from trimtab.domain.telemetry import LogLevel
from trimtab.domain.trade import Side
from trimtab.domain.trading_state import TradingMode, TradingScope, TradingState
from trimtab.ports import RunRecord
from trimtab.services.advance_run import advance_run
from trimtab.services.conclude import BOOKS_PATIENCE
from trimtab.services.execute_trade import execute_trade
from trimtab.services.halt_account import GUARD, halt_on_anomaly
from trimtab.services.set_trading_mode import set_trading_mode
from worlds import ANNA, World, world

SYMBOLS = tuple(f"S{letter}" for letter in "ABCDEFGH")


def many() -> tuple[World, RunRecord]:
    """Anna is about to buy eight symbols, and no broker takes her orders."""
    here = world(cash="10000", SPY="1")
    here.broker.prices.update({symbol: D(10) for symbol in SYMBOLS})
    record = here.reserved(**dict.fromkeys(SYMBOLS, "12.5"))
    here.broker.is_blocked = True
    return here, record


def refused(record: RunRecord, count: int = 5) -> RunRecord:
    """The run when its first orders were refused."""
    at = record.run.updated_at
    legs = tuple(
        replace(leg, state=LegState.REFUSED, sent_at=at, updated_at=at) if leg.number <= count else leg
        for leg in record.legs
    )
    return replace(record, legs=legs)


def switch(here: World, record: RunRecord) -> TradingState:
    """Read the switch over the run's account."""
    return here.trading.of(TradingScope.ACCOUNT, record.run.place)


def turn(here: World, mode: TradingMode) -> None:
    """Let Anna turn the switch over her account."""
    command = SetTradingMode(
        uid=ANNA.uid, is_operator=False, mode=mode, reason="checked", scope=TradingScope.ACCOUNT
    )
    set_trading_mode(command, here.services)


def test_five_refusals_halt_the_account():
    """The switch tells who, why, when and its epoch, and leaves open orders alone."""
    here, record = many()
    halt_on_anomaly(refused(record), here.services)
    state = switch(here, record)

    assert (TradingMode.HALTED, GUARD, here.clock.now(), 1, False) == (
        state.mode,
        state.updated_by,
        state.updated_at,
        state.epoch,
        state.cancels_open_orders,
    )
    assert "refused 5 of" in state.reason
    assert [f"{record.run.account_key}-HALTED"] == [each.key for each in alerts(here)]


def test_a_sound_run_halts_nothing():
    """Four refusals are no anomaly, and nobody is told of one."""
    here, record = many()
    halt_on_anomaly(refused(record, 4), here.services)

    assert (TradingMode.ACTIVE, []) == (switch(here, record).mode, here.log.lines)


def test_the_halt_is_told_to_whoever_watches():
    """One loud line with the run, the account and the code."""
    here, record = many()
    halt_on_anomaly(refused(record), here.services)
    (line,) = here.log.lines

    assert (LogLevel.ERROR, "account halted") == (line.level, line.message)
    assert (record.run.run_id, "REPEATED_REFUSALS") == (line.fields["run_id"], line.fields["reason_code"])


def test_an_account_is_halted_once():
    """The same ledger seen again turns nothing."""
    here, record = many()
    for _ in range(2):
        halt_on_anomaly(refused(record), here.services)

    assert (1, 1) == (switch(here, record).epoch, len(here.log.lines))


def test_what_a_person_has_seen_is_not_halted_again():
    """Anna has looked, and opens the account: the old refusals are no news."""
    here, record = many()
    halt_on_anomaly(refused(record), here.services)
    here.clock.advance(timedelta(minutes=1))
    turn(here, TradingMode.ACTIVE)
    halt_on_anomaly(refused(record), here.services)

    assert (TradingMode.ACTIVE, 2) == (switch(here, record).mode, switch(here, record).epoch)


@pytest.mark.parametrize("seconds", [0, 60])
def test_news_after_a_persons_word_halts_again(seconds: int):
    """Anna opened the account before the refusals came, or at that very moment."""
    here, record = many()
    turn(here, TradingMode.ACTIVE)
    here.clock.advance(timedelta(seconds=seconds))
    late = replace(record, run=replace(record.run, updated_at=here.clock.now()))
    halt_on_anomaly(refused(late), here.services)

    assert (TradingMode.HALTED, 2) == (switch(here, record).mode, switch(here, record).epoch)


def test_a_halted_account_stops_its_run_midway():
    """Five orders were refused: the others never leave, and the run says why."""
    here, record = many()
    after = advance_run(ANNA, record.run.run_id, here.services)

    assert after
    assert (5, RunState.HALTED) == (len(here.broker.sent), after.run.state)
    assert [LegState.REFUSED] * 5 + [LegState.NEVER_SENT] * 3 == [leg.state for leg in after.legs]


def test_a_halted_account_starts_no_run():
    """The next one is refused with the mode and what has happened."""
    here, record = many()
    advance_run(ANNA, record.run.run_id, here.services)
    here.broker.is_blocked = False
    here.clock.advance(timedelta(seconds=1))

    with pytest.raises(RefusedError, match="HALTED: The broker refused 5") as caught:
        here.execute(here.check(), key="key-00000002")

    assert ReasonCode.TRADING_HALTED is caught.value.code


def test_a_run_that_is_parked_for_a_foreign_order_halts_its_account():
    """Somebody has sent another order under our id: a person must look, and nobody trades on."""
    here = world()
    record = here.reserved(SPY="60", TLT="40")
    here.broker.submit(replace(record.leg(1).intent, quantity=D(1)))
    after = advance_run(ANNA, record.run.run_id, here.services)

    assert after
    assert (RunState.NEEDS_OPERATOR, TradingMode.HALTED) == (after.run.state, switch(here, record).mode)
    assert [ReasonCode.ORDER_MISMATCH.value] == [line.fields["reason_code"] for line in here.log.lines]


def test_a_run_whose_account_differs_at_its_end_halts_it():
    """A hundred dollars are gone that nothing explains: with the run that is parked the account is halted."""
    here = world()
    record = here.reserved(SPY="60", TLT="40")
    here.broker.cash -= 100
    advance_run(ANNA, record.run.run_id, here.services)
    here.clock.advance(BOOKS_PATIENCE)
    after = advance_run(ANNA, record.run.run_id, here.services)

    assert after
    assert (RunState.NEEDS_OPERATOR, TradingMode.HALTED) == (after.run.state, switch(here, record).mode)
    assert ["LEDGER_DIFFERS"] == [line.fields["reason_code"] for line in here.log.lines]


def refused_trade(here: World, number: int) -> RunRecord:
    """Let the broker refuse a single order, which ends its run."""
    here.broker.refuse_next("insufficient qty")
    started = execute_trade(
        ExecuteTrade(
            portfolio=ANNA,
            symbol="TLT",
            side=Side.SELL,
            quantity=D(1),
            idempotency_key=f"key-{number:08}",
            order_type=OrderType.MARKET,
            limit_price=None,
            time_in_force=TimeInForce.DAY,
        ),
        here.services,
    )
    here.clock.advance(timedelta(minutes=1))
    record = here.runs.load(ANNA, started.run.run_id)
    assert record
    return record


def test_refusals_of_many_small_runs_halt_their_account():
    """Five single orders, one after the other: the sixth is refused before anything is reserved (F-179)."""
    here = world()
    here.save(SPY="60", TLT="40")
    record = [refused_trade(here, number) for number in range(5)][-1]

    with pytest.raises(RefusedError) as refused:
        refused_trade(here, 5)

    assert (TradingMode.HALTED, GUARD) == (switch(here, record).mode, switch(here, record).updated_by)
    assert (ReasonCode.TRADING_HALTED, 5) == (refused.value.code, len(here.broker.sent))


def test_a_halt_that_could_not_be_stored_is_made_up_for(monkeypatch: pytest.MonkeyPatch):
    """The store was away when the fifth run ended: the next one finds it, and is not reserved."""
    here = world()
    here.save(SPY="60", TLT="40")
    with monkeypatch.context() as away:
        away.setattr(MemoryTradingStates, "set_next", unavailable)
        record = [refused_trade(here, number) for number in range(5)][-1]

    assert TradingMode.ACTIVE is switch(here, record).mode
    with pytest.raises(RefusedError, match="refused 5 orders of the account"):
        refused_trade(here, 5)
    assert TradingMode.HALTED is switch(here, record).mode


def test_what_a_person_has_let_pass_is_not_counted_again():
    """Anna has looked and trades on; four more refusals are none too many, the fifth is."""
    here = world()
    here.save(SPY="60", TLT="40")
    record = [refused_trade(here, number) for number in range(5)][-1]
    for mode in (TradingMode.HALTED, TradingMode.ACTIVE):
        turn = SetTradingMode(
            uid="anna", is_operator=False, mode=mode, reason="seen", scope=TradingScope.ACCOUNT
        )
        set_trading_mode(turn, here.services)
    modes = []
    for number in range(5, 10):
        refused_trade(here, number)
        modes.append(switch(here, record).mode)

    assert [TradingMode.ACTIVE] * 4 + [TradingMode.HALTED] == modes


def unavailable(*_: object, **__: object) -> bool:
    """Give no answer."""
    raise UnavailableError(ReasonCode.STORE_UNAVAILABLE, "no answer")
