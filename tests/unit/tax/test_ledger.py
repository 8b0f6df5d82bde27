"""Ledgers that grow, are corrected, and never differ from a full replay."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal as D

import pytest

from tax_builders import bought, household, on, sold
from trimtab.domain.tax_event import TaxEvent
from trimtab.domain.tax_ledger import LedgerState, TaxLedger
from trimtab.tax import ledger as ledgers
from trimtab.tax.ledger import open_ledger, record_events, withdraw_events

BUY = bought("2026-01-05", "10", "100")
SELL = sold("2026-07-01", "4", "90")
AGAIN = bought("2026-07-06", "2", "85")


def recorded(*events: TaxEvent) -> TaxLedger:
    """A new ledger with some events."""
    return record_events(open_ledger(household()), events)


def many(count: int) -> list[TaxEvent]:
    """So many purchases of a share, one each day."""
    days = [(on("2020-01-01") + timedelta(days=number)).isoformat() for number in range(count)]
    return [bought(day, "1", "100") for day in days]


@pytest.fixture
def frequent(monkeypatch: pytest.MonkeyPatch):
    """A state is kept after every third event."""
    monkeypatch.setattr(ledgers, "CHECKPOINT_EVERY", 3)


def test_a_new_ledger_is_empty():
    """It has its rules and nothing else."""
    assert TaxLedger(rules=household()) == open_ledger(household())


def test_events_are_kept_in_order_of_time():
    """However they come, they stand by trade date, instant and id."""
    assert (BUY, SELL, AGAIN) == recorded(AGAIN, BUY, SELL).events


def test_the_same_event_twice_changes_nothing():
    """A ledger that knows an event already is returned as it is."""
    ledger = recorded(BUY, SELL)

    assert ledger is record_events(ledger, (SELL, BUY))


def test_a_later_event_extends():
    """The ledger after one more event is the one of all events."""
    assert recorded(BUY, SELL, AGAIN) == record_events(recorded(BUY, SELL), (AGAIN,))


def test_an_earlier_event_is_replayed_in_its_place():
    """A purchase reported late is there before the sale that it belongs to."""
    late = record_events(recorded(SELL), (BUY,))

    assert recorded(BUY, SELL) == late
    assert (1, 0) == (len(recorded(SELL).state.findings), len(late.state.findings))


def test_a_correction_takes_the_place_of_what_was_reported():
    """The price of a purchase was wrong, then its day: the ledger knows one purchase."""
    cheaper = replace(BUY, cost=D(900))
    later = replace(cheaper, day=on("2026-07-03"), acquired=on("2026-07-03"))

    corrected = record_events(recorded(BUY, SELL, AGAIN), (cheaper,))

    assert recorded(cheaper, SELL, AGAIN) == corrected
    assert recorded(SELL, later, AGAIN) == record_events(corrected, (later,))


def test_an_event_that_never_happened_is_taken_out():
    """Without the cancelled purchase the loss is open again; unknown ids change nothing."""
    ledger = recorded(BUY, SELL, AGAIN)

    assert recorded(BUY, SELL) == withdraw_events(ledger, [AGAIN.event_id, "unknown"])
    assert ledger is withdraw_events(ledger, ["unknown"])


def test_nothing_is_left_when_every_event_is_taken_out():
    """The ledger is as good as new."""
    assert open_ledger(household()) == withdraw_events(recorded(BUY, SELL), [BUY.event_id, SELL.event_id])


@pytest.mark.usefixtures("frequent")
@pytest.mark.parametrize(("count", "kept"), [(2, []), (3, [3]), (8, [3, 6])])
def test_states_are_kept_on_the_way(count: int, kept: list[int]):
    """After three, six, … events, however they came in."""
    events = many(count)
    one_by_one = open_ledger(household())
    for event in events:
        one_by_one = record_events(one_by_one, (event,))

    assert kept == [point.event_count for point in one_by_one.checkpoints]
    assert recorded(*events) == one_by_one


@pytest.mark.usefixtures("frequent")
def test_a_kept_state_is_the_one_of_its_events():
    """The state after six events is what six events lead to."""
    ledger = recorded(*many(8))

    assert recorded(*many(6)).state == ledger.checkpoints[1].state


@pytest.mark.usefixtures("frequent")
def test_a_correction_replays_from_the_state_before_it():
    """The seventh event changes: what the first six led to is taken from there and not worked out again."""
    ledger, events = recorded(*many(8)), many(8)
    forged = replace(ledger.checkpoints[1], state=LedgerState())
    corrected = replace(bought("2020-01-07", "5", "100"))

    replayed = record_events(replace(ledger, checkpoints=(ledger.checkpoints[0], forged)), (corrected,))

    assert [D(5), D(1)] == [lot.quantity for lot in replayed.state.lots]
    assert recorded(*events[:6], corrected, events[7]) == record_events(ledger, (corrected,))


@pytest.mark.usefixtures("frequent")
@pytest.mark.parametrize("at", range(8))
def test_states_after_a_correction_are_new(at: int):
    """What was kept from the corrected event on is replaced."""
    events = many(8)
    corrected = replace(events[at], symbol="TLT")

    expected = recorded(*events[:at], corrected, *events[at + 1 :])
    assert expected == record_events(recorded(*events), (corrected,))
