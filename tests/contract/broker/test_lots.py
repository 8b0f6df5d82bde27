"""What every broker reports is enough to follow the lots of its accounts."""

from __future__ import annotations

from decimal import Decimal as D

from contract.broker.acts import accepted, buy, filled, has, looked_up, sell
from contract.broker.harness import OPENING, Harness
from trimtab.domain.order import OrderStatus
from trimtab.domain.tax_ledger import LedgerRules, LedgerState
from trimtab.ports import Broker
from trimtab.tax.agreement import compare_with_broker
from trimtab.tax.ledger import open_ledger, record_events
from trimtab.tax.reading import read_activities


def followed(broker: Broker) -> LedgerState:
    """Rebuild the lots from the activities alone."""
    reading = read_activities("here", broker.activities())
    assert () == reading.findings
    return record_events(open_ledger(LedgerRules()), reading.events).state


def test_lots_agree_with_what_is_held(harness: Harness):
    """After purchases in parts, a split, a dividend, a new name and a sale (alpaca §3, §16)."""
    harness.reset(OPENING.with_shares({}))
    harness.fill("partial")
    accepted(harness.broker, buy("TLT", "4"))
    looked_up(harness.broker, has(OrderStatus.PARTIALLY_FILLED))
    harness.move_price("TLT", "110.26")
    harness.fill("full")
    looked_up(harness.broker, has(OrderStatus.FILLED))
    harness.split("TLT", "2", "3")
    harness.pay_dividend("TLT", "0.40")
    harness.rename("TLT", "TLTX")
    filled(harness.broker, sell("TLTX", "3.5", "rbp2"))

    assert () == compare_with_broker(followed(harness.broker), "here", harness.broker.holdings())


def test_a_sale_realises_the_gain_of_the_oldest_shares(harness: Harness):
    """Four bought at 100.25 and two at 110.25: three sold at 120.25 gain 60 (alpaca §3)."""
    filled(harness.broker, buy("TLT", "4"))
    harness.move_price("TLT", "110.25")
    filled(harness.broker, buy("TLT", "2", "rbp2"))
    harness.move_price("TLT", "120.25")
    filled(harness.broker, sell("TLT", "3", "rbp3"))

    assert [D(60)] == [sold.broker_gain for sold in followed(harness.broker).disposals]
