"""Writing a run's next state."""

from __future__ import annotations

from dataclasses import replace

from trimtab.domain.leg import LegState
from trimtab.domain.run import RunState
from trimtab.services.ledger import Entry, save, with_leg
from worlds import world


def test_a_saved_change_is_the_latest():
    """State, history and event move together."""
    here = world()
    saved = save(
        here.reserved(SPY="60", TLT="40"), Entry(text="Selling.", state=RunState.SELLING), here.services
    )

    assert saved is not None
    assert (RunState.SELLING, 2, RunState.SELLING) == (
        saved.run.state,
        saved.run.sequence,
        saved.run.history[-1].state,
    )


def test_the_slower_of_two_writers_loses():
    """Only one change can follow a record (I-21)."""
    here = world()
    record = here.reserved(SPY="60", TLT="40")
    save(record, Entry(text="First."), here.services)

    assert save(record, Entry(text="Second."), here.services) is None


def test_one_leg_is_replaced_by_its_number():
    """The others stay as they are."""
    record = world().reserved(SPY="60", TLT="40")
    sent = replace(record.leg(1), state=LegState.ACKED)

    assert (sent, record.leg(2)) == with_leg(record, sent)
