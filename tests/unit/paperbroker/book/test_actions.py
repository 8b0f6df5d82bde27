from __future__ import annotations

import sqlite3
from datetime import date
from decimal import Decimal as D

from paperbroker.book import actions
from paperbroker.book.actions import ActionStore
from paperbroker.market.actions import CashDividend, Merger, NameChange, Split

DAY = date(2026, 11, 20)


def test_actions_come_back_in_the_order_they_were_applied() -> None:
    """Each as the kind it was, exact to the last digit."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(actions.SCHEMA)
    kept = ActionStore(connection)
    applied = (
        Split("SPY", DAY, D(1), D("1.05")),
        NameChange("FB", "META", DAY),
        CashDividend("KO", DAY, D("0.46")),
        Merger("WMT", DAY, D("9.5"), "SPY", D("0.35")),
        Merger("PEP", DAY, D("150.25")),
    )
    for action in applied:
        kept.add(action)

    assert applied == kept.all()
