"""Looking first."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal as D

import pytest

from trimtab.adapters.memory.broker import MemoryBroker
from trimtab.domain.leg import LegState
from trimtab.domain.order import Order
from trimtab.domain.run import RunState
from trimtab.execution.decide import SendLeg
from trimtab.ports import RunRecord
from trimtab.services.ledger import Entry, save, with_leg
from trimtab.services.look import find_strays, look
from trimtab.services.send_leg import send_leg
from worlds import World, world


def sent(here: World) -> RunRecord:
    record = send_leg(here.reserved(SPY="60", TLT="40"), SendLeg(RunState.SELLING, 1), here.services)
    assert record is not None
    return record


def test_nothing_open_is_nothing_to_look_for():
    """The record comes back as it is, and the broker is not asked."""
    here = world()
    record = here.reserved(SPY="60", TLT="40")
    here.broker.is_down = True

    assert record is look(record, here.services)


def test_a_fill_is_taken_in():
    """The order that was sent has been filled."""
    here = world()
    after = look(sent(here), here.services)

    assert after is not None
    assert LegState.FILLED is after.leg(1).state


def test_what_has_not_changed_is_not_written():
    """Looking twice makes one line of history."""
    here = world()
    here.broker.fill_fraction = D(0)
    record = look(sent(here), here.services)

    assert record is not None
    assert record is look(record, here.services)


def test_an_order_the_ledger_does_not_know_is_found():
    """The ledger was restored from a copy made before the order left: it is not sent again (F-134)."""
    here = world()
    record = here.reserved(SPY="60", TLT="40")
    here.broker.submit(record.leg(1).intent)
    after = find_strays(record, here.services)

    assert after is not None
    assert (1, LegState.FILLED) == (after.leg(1).attempts, after.leg(1).state)


def test_a_fresh_run_has_no_strays():
    """Nothing is written for a run none of whose orders the broker knows."""
    here = world()
    record = here.reserved(SPY="60", TLT="40")

    assert record is find_strays(record, here.services)


def test_absence_by_name_alone_is_not_believed(monkeypatch: pytest.MonkeyPatch):
    """Three look-ups over a minute find nothing, and the list has it: the order is there (F-074)."""
    here = world()
    here.broker.lose_next_submit(after_taking=True)
    record = sent(here)
    monkeypatch.setattr(MemoryBroker, "find", lambda *_: None)
    for _ in range(3):
        here.clock.advance(timedelta(seconds=40))
        record = look(record, here.services) or record

    assert (LegState.FILLED, 1) == (record.leg(1).state, len(here.broker.sent))


def test_many_orders_are_looked_up_by_one_list(monkeypatch: pytest.MonkeyPatch):
    """Four open orders are one request (I-19)."""
    here, asked = world(), list[str]()
    record = here.reserved(SPY="60", TLT="40")
    lines = tuple(
        replace(record.leg(1), number=number, state=LegState.ACKED, client_order_id=f"rbp{number}")
        for number in range(1, 5)
    )
    head = replace(record.run, leg_count=4)
    longer = save(record, Entry(text="Four.", head=head, legs=lines), here.services)

    def find(_: MemoryBroker, name: str) -> Order | None:
        asked.append(name)
        return None

    monkeypatch.setattr(MemoryBroker, "find", find)
    for line in lines:
        here.broker.submit(replace(line, quantity=D(1)).intent)
    assert longer is not None
    look(longer, here.services)

    assert [] == asked


def test_an_order_that_vanished_is_waited_for(monkeypatch: pytest.MonkeyPatch):
    """The broker has acknowledged it and does not find it now: that is no cancellation (F-094)."""
    here = world()
    here.broker.fill_fraction = D(0)
    record = sent(here)
    monkeypatch.setattr(MemoryBroker, "find", lambda *_: None)

    assert record is look(record, here.services)
    assert with_leg(record, record.leg(1)) == record.legs
