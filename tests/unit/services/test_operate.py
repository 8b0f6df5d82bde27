"""What a person does about runs that wait for one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal as D
from typing import Any

import pytest

from trimtab.adapters.memory.broker import MemoryBroker, MemoryBrokers
from trimtab.domain.commands import Resolution, ResolveRun, SetTradingMode
from trimtab.domain.decision import Decision, DecisionKind
from trimtab.domain.errors import NotFoundError, RefusedError, UnavailableError
from trimtab.domain.leg import LegState
from trimtab.domain.order import Order
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.run import RunState
from trimtab.domain.snapshot import BrokerMode
from trimtab.domain.trading_state import TradingMode
from trimtab.execution.journal import find_broken_link
from trimtab.ports import AccountChange, RunRecord
from trimtab.services.advance_run import advance_run
from trimtab.services.conclude import park
from trimtab.services.ledger import Entry, save, with_leg
from trimtab.services.operate import (
    find_changes,
    find_decisions,
    find_waiting,
    resolve_run,
    show_evidence,
    unlock_account,
)
from trimtab.services.set_trading_mode import set_trading_mode
from worlds import ANNA, NOON, World, world

UNLOCKING = Decision(kind=DecisionKind.UNLOCK, subject="acct_1", by="olga", reason="looked at it", at=NOON)
WHY = Reason(ReasonCode.LEDGER_DIFFERS, "Something is strange.")


def parked(here: World, fraction: str = "1") -> RunRecord:
    """A run that was parked after its sell had been sent, and filled to a part."""
    here.save(SPY="60", TLT="40")
    started = here.execute(here.check())
    here.broker.fill_fraction = D(fraction)
    advance_run(ANNA, started.run.run_id, here.services)
    record = park(here.runs.records[ANNA, started.run.run_id], WHY, here.services)
    assert record is not None
    return record


def decided(record: RunRecord, choice: Resolution) -> ResolveRun:
    return ResolveRun(run=record.run.ref, choice=choice, by="olga", reason="looked at it")


def test_a_parked_run_waits_for_a_person():
    """It is listed with its account; a run that is on its way is not."""
    here = world()
    assert () == find_waiting(here.services)

    record = parked(here, "0")
    assert [record.run.run_id] == [found.run.run_id for _, found in find_waiting(here.services) if found]


def test_a_locked_account_waits_for_a_person():
    """Though no run holds it."""
    here = world()
    here.save(SPY="60", TLT="40")
    done = here.finish(here.execute(here.check())).run
    account = here.runs.account(done.account_key, done.environment)
    here.runs.change_account(AccountChange(before=account, after=replace(account.state, locked=WHY)))
    ((found, run),) = find_waiting(here.services)

    assert (WHY, None) == (found.state.locked, run)


def test_the_evidence_is_complete():
    """Ledger, the broker's order, what differs, and a history that holds together."""
    here = world()
    evidence = show_evidence(parked(here, "0.01").run.ref, here.services)

    assert (["SPY"], None, True) == (
        [order.symbol for order in evidence.orders],
        evidence.broken_at,
        evidence.difference is not None,
    )
    assert evidence.record.run.sequence == len(evidence.history)


def test_a_resumed_run_goes_on_where_it_was():
    """Who decided, and why, is in its history; the run comes to its end."""
    here = world()
    record = parked(here, "0.01")
    resumed = resolve_run(decided(record, Resolution.RESUME), here.services)
    here.broker.fill_fraction = D(1)
    ended = here.finish(resumed)

    assert (RunState.SELLS_OPEN, RunState.COMPLETED) == (resumed.run.state, ended.run.state)
    assert "RESUME by olga: looked at it" in [event.text for event in here.runs.history_of(ended.run)]


def test_a_closed_run_takes_in_what_the_broker_has():
    """The sell has ended half filled: that counts, the buy was never sent, and the account is free."""
    here = world()
    record = parked(here, "0.01")
    here.broker.cancel(here.broker.box.slips[0].order.order_id)
    ended = resolve_run(decided(record, Resolution.CLOSE), here.services)

    assert (RunState.PARTIAL, ReasonCode.CLOSED_BY_OPERATOR, LegState.CANCELLED, LegState.NEVER_SENT) == (
        ended.run.state,
        ended.run.reason_code,
        ended.leg(1).state,
        ended.leg(2).state,
    )
    assert ((), None) == (
        here.runs.busy_accounts(),
        find_broken_link(here.runs.history_of(ended.run)),
    )


def test_a_run_with_an_open_order_is_not_closed():
    """Its shares are not settled yet (I-08)."""
    here = world()
    record = parked(here, "0")

    with pytest.raises(RefusedError) as refused:
        resolve_run(decided(record, Resolution.CLOSE), here.services)

    assert (ReasonCode.ORDERS_STILL_OPEN, True) == (refused.value.code, "SPY" in refused.value.message)


@pytest.mark.parametrize("choice", Resolution)
def test_there_is_nothing_to_decide_about_a_run_that_is_not_parked(choice: Resolution):
    """It goes its own way, or has ended."""
    here = world()
    here.save(SPY="60", TLT="40")
    done = here.finish(here.execute(here.check()))

    with pytest.raises(RefusedError) as refused:
        resolve_run(decided(done, choice), here.services)

    assert ReasonCode.RUN_NOT_PARKED == refused.value.code


def test_two_people_decide_once(monkeypatch: pytest.MonkeyPatch):
    """The slower one is asked to look again."""
    here = world()
    record = parked(here, "0.01")
    resolve_run(decided(record, Resolution.RESUME), here.services)
    monkeypatch.setattr(here.runs, "load", lambda *_: record)

    with pytest.raises(UnavailableError):
        resolve_run(decided(record, Resolution.RESUME), here.services)


def test_an_unknown_run_is_not_found():
    """A slip of the pen decides nothing."""
    here = world()
    unknown = replace(parked(here).run.ref, run_id="id000000000000000099")

    with pytest.raises(NotFoundError):
        show_evidence(unknown, here.services)


def test_an_unlocked_account_takes_runs_again():
    """Once: a second person meets an account that has moved."""
    here = world()
    here.save(SPY="60", TLT="40")
    done = here.finish(here.execute(here.check())).run
    account = here.runs.account(done.account_key, done.environment)
    here.runs.change_account(AccountChange(before=account, after=replace(account.state, locked=WHY)))
    here.clock.advance(timedelta(minutes=1))
    ((found, _),) = find_waiting(here.services)

    assert ([True, False], ()) == (
        [unlock_account(found, UNLOCKING, here.services) for _ in range(2)],
        find_waiting(here.services),
    )


def test_an_unlocking_is_written_down():
    """Who and why, once, though two people have decided; it is found by its day."""
    here = world()
    free = here.runs.account("acct_1", BrokerMode.PAPER)
    here.runs.change_account(AccountChange(before=free, after=replace(free.state, locked=WHY)))
    ((found, _),) = find_waiting(here.services)
    for by in ("olga", "ada"):
        unlock_account(found, replace(UNLOCKING, by=by), here.services)
    here.clock.advance(timedelta(days=1))

    assert [(), (UNLOCKING,)] == [find_decisions(days, here.services) for days in (1, 2)]


def test_turns_of_switches_are_found_by_days():
    """Two turns with a day between them: today's alone, then both, the older one first."""
    here = world()
    command = SetTradingMode(uid="olga", is_operator=True, mode=TradingMode.HALTED, reason="drill")
    for mode in (TradingMode.HALTED, TradingMode.ACTIVE):
        set_trading_mode(replace(command, mode=mode), here.services)
        here.clock.advance(timedelta(days=2))
    here.clock.advance(timedelta(days=-2))

    assert [["ACTIVE"], ["ACTIVE"], ["HALTED", "ACTIVE"]] == [
        [change.state.mode for change in find_changes(days, here.services)] for days in (1, 2, 3)
    ]


@dataclass(slots=True, kw_only=True)
class Lagging(MemoryBroker):
    """A broker whose lists are behind, and who may know nothing by name either."""

    is_blind: bool = False

    def orders_since(self, after: datetime) -> tuple[Order, ...]:
        """List nothing yet."""
        assert after is not None
        return ()

    def find(self, client_order_id: str) -> Order | None:
        """Find an order by its name."""
        return None if self.is_blind else MemoryBroker.find(self, client_order_id)


def lag(here: World, *, is_blind: bool) -> World:
    known = here.broker
    held: dict[str, Any] = {
        "shares": known.shares,
        "prices": known.prices,
        "box": known.box,
        "tape": known.tape,
    }
    behind = Lagging(cash=known.cash, now=known.now, fill_fraction=D(0), is_blind=is_blind, **held)
    return replace(
        here, services=replace(here.services, brokers=MemoryBrokers({ANNA.uid: behind})), broker=behind
    )


@pytest.mark.parametrize(("knows", "said"), [("by name", "are still open"), ("nothing", "does not show")])
def test_a_list_that_is_behind_frees_no_account(knows: str, said: str):
    """An open order is found by its name; one that the broker does not show may be open (I-08)."""
    here = world()
    record = parked(here, "0.01")

    with pytest.raises(RefusedError) as refused:
        resolve_run(decided(record, Resolution.CLOSE), lag(here, is_blind=knows == "nothing").services)

    assert (ReasonCode.ORDERS_STILL_OPEN, True) == (refused.value.code, said in refused.value.message)
    assert 1 == len(here.runs.busy_accounts())


def test_an_attempt_that_nobody_can_account_for_frees_no_account():
    """Whether the order has come is not known: the run has to look for it first."""
    here = world()
    record = parked(here, "0")
    doubt = replace(record.leg(1), state=LegState.UNKNOWN, broker_order_id=None)
    save(record, Entry(text="Doubt.", legs=with_leg(record, doubt)), here.services)

    with pytest.raises(RefusedError) as refused:
        resolve_run(decided(record, Resolution.CLOSE), lag(here, is_blind=True).services)

    assert (True, 1) == ("resume the run" in refused.value.message, len(here.runs.busy_accounts()))


@pytest.mark.parametrize("choice", Resolution)
def test_keys_of_another_account_settle_no_run(choice: Resolution):
    """What that account holds says nothing of this one; resumed, the run is parked again at once (I-22)."""
    here = world()
    record = parked(here, "0.01")
    other = here.swap_keys()
    if choice is Resolution.RESUME:
        here.finish(resolve_run(decided(record, choice), here.services))
    else:
        with pytest.raises(RefusedError):
            resolve_run(decided(record, choice), here.services)
    state = here.runs.records[ANNA, record.run.run_id].run.state

    assert (RunState.NEEDS_OPERATOR, []) == (state, other.sent)
