"""Writing a run's next state."""

from __future__ import annotations

from dataclasses import replace

from trimtab.domain.leg import LegState
from trimtab.domain.metrics import MetricName
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


def test_a_run_and_its_orders_are_counted_when_they_end():
    """Each once, by how they ended."""
    here = world()
    here.save(SPY="60", TLT="40")
    here.finish(here.execute(here.check()))

    runs, orders = here.metrics.of(MetricName.RUNS), here.metrics.of(MetricName.ORDERS)
    assert [{"kind": "REBALANCE", "state": "COMPLETED"}] == [sample.labels for sample in runs]
    assert [{"state": "FILLED"}] * 2 == [sample.labels for sample in orders]


def test_what_was_at_rest_before_is_not_counted_again():
    """A correction of a parked run changes no count."""
    here = world()
    parked = save(
        here.reserved(SPY="60", TLT="40"), Entry(text="Parked.", state=RunState.NEEDS_OPERATOR), here.services
    )
    assert parked
    save(parked, Entry(text="Looked at."), here.services)

    assert [{"kind": "REBALANCE", "state": "NEEDS_OPERATOR"}] == [
        sample.labels for sample in here.metrics.of(MetricName.RUNS)
    ]


def test_a_lost_race_is_not_counted():
    """Only what was stored has happened."""
    here = world()
    record = here.reserved(SPY="60", TLT="40")
    save(record, Entry(text="First."), here.services)
    save(record, Entry(text="Parked.", state=RunState.NEEDS_OPERATOR), here.services)

    assert [] == here.metrics.of(MetricName.RUNS)
