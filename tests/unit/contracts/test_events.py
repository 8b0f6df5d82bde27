"""Events as machines receive them; the golden files show them whole."""

from __future__ import annotations

import json
from decimal import Decimal as D

import pytest

from telling_builders import alert_turn, run_ended, triggered
from trimtab.contracts.codec import from_document, to_document
from trimtab.contracts.events import event_attributes, event_bytes
from trimtab.domain.event import Event, RecommendedTrade


@pytest.mark.parametrize("event", [triggered(), run_ended(), alert_turn()])
def test_an_event_comes_back_from_the_store(event: Event):
    """Of the bodies' shapes each document fits one."""
    assert event == from_document(Event, to_document(event))


def test_what_travels_beside_an_event():
    """Version, order and name, so that a receiver can choose before it reads."""
    expected = {
        "event_id": alert_turn().event_id,
        "event_type": "alert_changed",
        "event_version": "1",
        "subject": "al_1",
        "sequence": "1",
    }

    assert expected == event_attributes(alert_turn())


def test_numbers_are_short_and_whole_ones_stay_whole():
    """Weights have eight decimals at most, amounts are cents; a purchase is positive."""
    trade = RecommendedTrade(
        symbol="SPY", current_weight=D(1) / D(3), target_weight=D(1), amount=D("500.004")
    )
    (sent,) = json.loads(event_bytes(triggered(trade)))["rebalancing_triggered"]["recommended_trades"]

    assert (0.33333333, 1, 500, "buy") == (
        sent["current_weight"],
        sent["target_weight"],
        sent["trade_amount"],
        sent["trade_direction"],
    )
    assert "1," in json.dumps(sent)


def test_bytes_are_plain():
    """ASCII only, without blanks between the parts, so that a signature meets no surprise."""
    body = event_bytes(run_ended(run_text="Fertig: über 2 Käufe"))

    assert body.isascii()
    assert b'": ' not in body
