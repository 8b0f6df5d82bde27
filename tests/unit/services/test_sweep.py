"""Sweeping: stalled runs are woken, notices delivered."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from telling_builders import alert_turn
from trimtab.adapters.memory.stores import MemoryTradingStates
from trimtab.adapters.memory.telling import MemoryMailbox
from trimtab.domain.commands import SetTradingMode
from trimtab.domain.errors import UnavailableError
from trimtab.domain.message import PostedLetter
from trimtab.domain.notice import NoticeStatus
from trimtab.domain.plan import Plan
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.run import RunState
from trimtab.domain.trading_state import TradingMode, TradingPlace, TradingScope, TradingState
from trimtab.ports import Services
from trimtab.services.advance_run import advance_run
from trimtab.services.conclude import BOOKS_PATIENCE, park
from trimtab.services.set_trading_mode import set_trading_mode
from trimtab.services.sweep import MOST_DELIVERIES, STALLED_AFTER, sweep
from trimtab.services.tell import tell
from worlds import ANNA, World, world


def ended() -> World:
    here = world()
    here.finish(here.execute(ready(here)))
    return here


def ready(here: World) -> Plan:
    here.save(SPY="60", TLT="40")
    return here.check()


@pytest.mark.parametrize(("seconds", "woken"), [(120, 0), (121, 1)])
def test_a_run_whose_first_tick_was_lost_is_woken(seconds: int, woken: int):
    """After two minutes without a worker somebody asks for one (F-062)."""
    here = world()
    here.execute(ready(here))
    here.clock.advance(timedelta(seconds=seconds))
    asked = len(here.queue.asked)

    assert (woken, woken) == (sweep(here.services).woken, len(here.queue.asked) - asked)


def test_who_is_woken_is_told_with_its_ids():
    """A sweep is about everybody, so each of its lines says whom it is about."""
    here = world()
    run = here.execute(ready(here)).run
    here.clock.advance(timedelta(minutes=3))
    sweep(here.services)

    (line,) = (line for line in here.log.lines if line.message == "stalled run woken")
    assert {"uid": "anna", "portfolio_id": "default", "run_id": run.run_id} == dict(line.fields)


def test_a_run_that_waits_for_its_tick_is_left_alone():
    """Its next tick lies ahead, or not far behind (F-097)."""
    here = world()
    run = here.execute(ready(here)).run
    here.broker.is_down = True
    advance_run(ANNA, run.run_id, here.services)
    here.clock.advance(STALLED_AFTER)

    assert 0 == sweep(here.services).woken


def test_a_parked_run_is_not_woken():
    """Only a person can go on."""
    here = world()
    run = here.execute(ready(here)).run
    record = here.runs.records[ANNA, run.run_id]
    park(record, Reason(ReasonCode.LEDGER_DIFFERS, "A person must look."), here.services)
    here.clock.advance(timedelta(hours=1))

    assert 0 == sweep(here.services).woken


class Silent(MemoryTradingStates):
    """Switches that answer as many turns as they are told to, and then no more."""

    turns = 0

    def set_next(
        self,
        state: TradingState,
        scope: TradingScope,
        place: TradingPlace,
        before: TradingState | None = None,
    ) -> bool:
        """Turn, or say that nobody answers."""
        self.turns -= 1
        if self.turns < 0:
            raise UnavailableError(ReasonCode.STORE_UNAVAILABLE, "no answer")
        return super().set_next(state, scope, place, before)


def unhalted() -> tuple[World, Services, Silent]:
    """A run was parked because the broker's books differ, and the store fell silent before the halt."""
    here, silent = world(), Silent(TradingState(mode=TradingMode.ACTIVE, reason="test", epoch=1))
    services = replace(here.services, trading=silent)
    run = here.execute(ready(here)).run
    here.broker.cash -= 100
    for _ in range(2):
        advance_run(ANNA, run.run_id, services)
        here.clock.advance(BOOKS_PATIENCE)
    assert RunState.NEEDS_OPERATOR is here.runs.records[ANNA, run.run_id].run.state
    return here, services, silent


def halts(silent: Silent) -> list[TradingMode]:
    return [change.state.mode for change in silent.changes]


@pytest.mark.parametrize(("minutes", "woken"), [(9, 0), (12, 0), (13, 1)])
def test_a_held_run_is_missed_two_minutes_after_its_hold(minutes: int, woken: int):
    """Ten minutes of hold are no stall; a first tick that was lost then is."""
    here = world()
    here.save(SPY="60", TLT="40")
    here.hold(600)
    here.execute(here.check())
    here.clock.advance(timedelta(minutes=minutes))

    assert woken == sweep(here.services).woken


def test_a_halt_that_was_lost_is_made_good():
    """The next sweep halts the account, once."""
    _, services, silent = unhalted()
    lost = halts(silent)
    silent.turns = 9
    for _ in range(2):
        sweep(services)

    assert ([], [TradingMode.HALTED]) == (lost, halts(silent))


def test_a_halt_that_fails_again_keeps_nobody_from_their_turn():
    """The line says so, and the end of the run is told."""
    here, services, silent = unhalted()

    assert (1, []) == (sweep(services).delivered, halts(silent))
    assert "account not halted" in [line.message for line in here.log.lines]


def test_a_parked_run_whose_account_a_person_has_opened_halts_nothing():
    """Somebody has looked since."""
    here, services, silent = unhalted()
    silent.turns = 9
    sweep(services)
    here.clock.advance(timedelta(minutes=1))
    command = SetTradingMode(
        uid=ANNA.uid, is_operator=False, mode=TradingMode.ACTIVE, reason="seen", scope=TradingScope.ACCOUNT
    )
    set_trading_mode(command, services)
    sweep(services)

    assert [TradingMode.HALTED, TradingMode.ACTIVE] == halts(silent)


def test_the_end_of_a_run_is_told_once():
    """The notice that was stored with the end is delivered, and the next sweep finds none."""
    here = ended()
    swept = [sweep(here.services) for _ in range(2)]

    assert [1, 0] == [each.delivered for each in swept]
    assert [ReasonCode.ALL_FILLED] == [notice.reason_code for notice in here.notices.delivered]


def test_a_notice_that_was_not_marked_is_delivered_again():
    """The sender died between the two: the receiver tells the repeat by its id (F-150)."""
    here = ended()
    before = dict(here.runs.notices)
    sweep(here.services)
    here.runs.notices.update(before)
    sweep(here.services)

    assert 1 == len({notice.notice_id for notice in here.notices.delivered})
    assert 2 == len(here.notices.delivered)


def test_an_unreachable_receiver_is_tried_again_later_and_later():
    """One minute, two, four: and no sweep in between tries (F-151)."""
    here = ended()
    here.notices.is_down = True
    tried = []
    for _ in range(8):
        tried.append(sweep(here.services).undelivered)
        here.clock.advance(timedelta(minutes=1))

    assert [1, 1, 0, 1, 0, 0, 0, 1] == tried


def test_what_nobody_takes_is_given_up_and_stays_visible():
    """After ten tries the notice is undeliverable, and counted as such (F-151)."""
    here = ended()
    here.notices.is_down = True
    for _ in range(MOST_DELIVERIES):
        here.clock.advance(timedelta(days=1))
        sweep(here.services)

    assert [(NoticeStatus.UNDELIVERABLE, None)] == [
        (notice.status, notice.due_at) for notice in here.runs.notices.values()
    ]
    assert 0 == sweep(here.services).undelivered


def test_accounts_are_reviewed_when_they_are_due():
    """A minute after a run has ended, and a minute later again."""
    here, reviewed = ended(), list[int]()
    for _ in range(3):
        reviewed.append(sweep(here.services).reviewed)
        here.clock.advance(timedelta(minutes=1))

    assert [0, 1, 1] == reviewed


def test_a_silent_broker_keeps_no_notice_from_its_reader():
    """The account waits for its review; the notice does not (I-20)."""
    here = ended()
    here.clock.advance(timedelta(minutes=1))
    here.broker.is_down = True
    swept = sweep(here.services)

    assert (1, 0) == (swept.delivered, swept.reviewed)


class LostMailbox(MemoryMailbox):
    """A mailbox that does not answer the watch."""

    def to_look_at(self, now: datetime, limit: int) -> tuple[PostedLetter, ...]:
        """Fail."""
        raise UnavailableError(ReasonCode.STORE_UNAVAILABLE, f"{limit} letters of {now} cannot be read.")


def test_a_part_in_trouble_keeps_no_other_part_from_its_turn():
    """Messages leave although nobody can watch the mail; the sweep as a whole counts as failed."""
    here = ended()
    tell(alert_turn(portfolio=ANNA), here.services.telling)
    telling = replace(here.services.telling, mailbox=LostMailbox())
    with pytest.raises(UnavailableError, match="letters"):
        sweep(replace(here.services, telling=telling))

    assert 1 == len(here.services.telling.inbox.latest(ANNA, 10))
    assert 1 == len(here.notices.delivered)
