"""Sending one leg."""

from __future__ import annotations

from trimtab.domain.leg import LegState
from trimtab.domain.run import RunState
from trimtab.domain.trading_state import TradingMode
from trimtab.execution.decide import SendLeg
from trimtab.services.send_leg import send_leg
from worlds import world

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
