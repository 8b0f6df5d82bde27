"""Comparing a run with the broker."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import pytest

from trimtab.adapters.memory.broker import MemoryBroker
from trimtab.domain.order import Order
from trimtab.ports import RunRecord
from trimtab.services.reconcile import find_difference
from worlds import World, world


def finished(here: World) -> RunRecord:
    here.save(SPY="60", TLT="40")
    return here.finish(here.execute(here.check()))


def test_a_run_that_went_well_differs_in_nothing():
    """Each order agrees, and so do cash and shares (I-10)."""
    here = world()

    assert find_difference(finished(here), here.services) is None


def test_an_order_with_another_fill_differs():
    """The ledger has four filled, the broker five."""
    here = world()
    record = finished(here)
    wrong = replace(record, legs=(replace(record.leg(1), filled_quantity=D(4)), *record.legs[1:]))
    found = find_difference(wrong, here.services)

    assert found is not None
    assert "The ledger has 4 SPY filled" in found.text


@pytest.mark.parametrize(("cash", "shares", "word"), [("50", "0", "US dollars"), ("0", "1", "SPY")])
def test_what_came_from_nowhere_differs(cash: str, shares: str, word: str):
    """Fifty dollars, or a share, that no activity explains (F-131)."""
    here = world()
    record = finished(here)
    here.broker.cash += D(cash)
    here.broker.shares["SPY"] += D(shares)
    found = find_difference(record, here.services)

    assert found is not None
    assert f"{word} came or went that nothing explains" in found.text


def test_a_run_without_a_beginning_is_compared_by_its_orders_alone():
    """A version before this one did not take it down (F-170)."""
    here = world()
    record = finished(here)
    here.broker.cash += D(50)
    old = replace(record, run=replace(record.run, opening=None))

    assert find_difference(old, here.services) is None


def test_many_orders_are_compared_by_one_list(monkeypatch: pytest.MonkeyPatch):
    """Four orders that were sent are one request, not four (I-19)."""
    here, asked = world(), list[str]()
    record = finished(here)
    find = MemoryBroker.find

    def counted(broker: MemoryBroker, name: str) -> Order | None:
        asked.append(name)
        return find(broker, name)

    monkeypatch.setattr(MemoryBroker, "find", counted)
    find_difference(replace(record, legs=record.legs * 2), here.services)

    assert [] == asked
