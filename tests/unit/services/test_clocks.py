"""Our clock and the broker's."""

from __future__ import annotations

from datetime import timedelta

import pytest

from trimtab.domain.errors import UnavailableError
from trimtab.domain.leg import LegState
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.run import RunState
from trimtab.execution import lease
from trimtab.execution.guard import MAX_CLOCK_SKEW
from trimtab.services.advance_run import advance_run
from trimtab.services.clocks import read_clocks, require_right_clock
from trimtab.services.ledger import Entry, save
from worlds import ANNA, NOON, World, world

MICROSECOND = timedelta(microseconds=1)


def with_broker_clock(skew: timedelta) -> World:
    """A world whose broker's clock differs from ours."""
    here = world()
    here.broker.now = lambda: here.clock.now() + skew
    return here


@pytest.mark.parametrize("sign", [1, -1])
def test_five_seconds_are_borne(sign: int):
    """Either way (I-13)."""
    here = with_broker_clock(sign * MAX_CLOCK_SKEW)

    require_right_clock(here.broker, here.services)
    assert NOON == here.clock.now()


@pytest.mark.parametrize("sign", [1, -1])
def test_more_is_a_wrong_clock(sign: int):
    """Either way (I-13, F-040)."""
    here = with_broker_clock(sign * (MAX_CLOCK_SKEW + MICROSECOND))
    with pytest.raises(UnavailableError) as caught:
        require_right_clock(here.broker, here.services)

    assert ReasonCode.CLOCKS_APART is caught.value.code


def test_waiting_for_the_answer_sets_no_clocks_apart():
    """The broker read its clock while we waited: both say the same."""
    here = world()
    broker = here.services.brokers.of(ANNA.uid)
    ours, market = read_clocks(broker, here.services)

    assert ours == market.now


def test_a_worker_with_a_wrong_clock_moves_no_order():
    """The tick comes to nothing, is counted, and the run is left to a worker with a right clock (F-040)."""
    here = with_broker_clock(timedelta(minutes=10))
    record = here.reserved(SPY="60", TLT="40")
    after = advance_run(ANNA, record.run.run_id, here.services)

    assert after is not None
    assert (RunState.RESERVED, 1, None, []) == (
        after.run.state,
        after.run.tick_failures,
        after.run.lease,
        here.broker.sent,
    )
    assert {LegState.INTENT, LegState.PLANNED} == {leg.state for leg in after.legs}


def test_a_worker_with_a_wrong_clock_takes_no_run_from_another():
    """By its clock the other's lease is over; the broker's says that it is not (I-21)."""
    here = world()
    record = here.reserved(SPY="60", TLT="40")
    held = lease.taken(record.run, "somebody", here.clock.now())
    saved = save(record, Entry(text="Taken.", head=held), here.services)
    here.broker.now = lambda: NOON
    here.clock.advance(timedelta(minutes=10))
    with pytest.raises(UnavailableError):
        advance_run(ANNA, record.run.run_id, here.services)

    assert saved == here.runs.load(ANNA, record.run.run_id)
