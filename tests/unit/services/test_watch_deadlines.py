"""Deadlines of taxes, told by the first look of a session."""

from __future__ import annotations

import pytest

from automated_worlds import alerts, due_world, look, look_when_due
from tax_builders import lot
from trimtab.domain.alert import AlertKind
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.tax_book import TaxBook
from trimtab.domain.tax_ledger import LedgerRules, LedgerState, TaxLedger
from trimtab.domain.trigger import TriggerSettings
from worlds import ANNA, World

KEY = "SPY-LONG_TERM-2026-01-07"
EVERY_FIVE_MINUTES = TriggerSettings(rules=(), monitoring_minutes=5)


def keep_book(here: World, quantity: str = "20") -> None:
    """Keep lots of SPY that turn long term on Wednesday."""
    held = lot("ripe", quantity=quantity, bought="2025-01-06", account=here.broker.account_id)
    ledger = TaxLedger(rules=LedgerRules(), state=LedgerState(lots=(held,)))
    record = here.taxes.load(ANNA)
    assert here.taxes.save(ANNA, record, TaxBook(ledger=ledger))


def deadlines(here: World) -> list[str]:
    return [each.key for each in alerts(here) if each.kind is AlertKind.TAX_WINDOW]


def test_a_deadline_is_told_and_resolved_when_it_has_come():
    """On Monday and Tuesday it lies ahead, on Wednesday the shares are long term."""
    here = due_world(settings=TriggerSettings(rules=()))
    keep_book(here)
    look(here)
    ahead = [deadlines(here)]
    for _ in range(2):
        look_when_due(here)
        ahead.append(deadlines(here))

    assert [[KEY], [KEY], []] == ahead


def test_what_the_broker_does_not_hold_is_no_deadline():
    """The book is older than the last sale: nothing is said of shares that may be gone."""
    here = due_world(settings=TriggerSettings(rules=()))
    keep_book(here, "25")
    look(here)

    assert [] == deadlines(here)


def test_without_a_book_nothing_is_known():
    """And nothing is told."""
    here = due_world(settings=TriggerSettings(rules=()))
    look(here)

    assert [] == deadlines(here)


def test_only_the_first_look_of_a_session_reads_the_book(monkeypatch: pytest.MonkeyPatch):
    """A book is large, and days are what changes a deadline."""
    here = due_world(settings=EVERY_FIVE_MINUTES)
    read: list[PortfolioRef] = []
    monkeypatch.setattr(here.taxes, "load", read.append)
    for _ in range(3):
        look_when_due(here)

    assert [ANNA] == read
