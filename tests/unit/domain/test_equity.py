"""What is remembered of a portfolio's highest value."""

from __future__ import annotations

from decimal import Decimal as D

from builders import NOON
from trimtab.contracts.codec import from_document, to_document
from trimtab.domain.equity import EquityPeak, MoneyFlow


def test_a_peak_survives_its_store():
    """Whatever is remembered of flows comes back, digit for digit."""
    flow = MoneyFlow(activity_id="a1", amount=D("-12.345"), booked_at=NOON)
    peak = EquityPeak(
        account_key="acct_1", epoch=3, value=D("100.01"), at=NOON, read_on=NOON.date(), flows=(flow,)
    )

    assert peak == from_document(EquityPeak, to_document(peak))
