"""The tax book between two looks."""

from __future__ import annotations

from datetime import date

from trimtab.domain.tax_book import ReadUntil, TaxBook
from trimtab.domain.tax_ledger import LedgerRules, TaxLedger

JANUARY, MAY = date(2026, 1, 5), date(2026, 5, 4)
BOOK = TaxBook(
    ledger=TaxLedger(rules=LedgerRules()),
    read_until=(ReadUntil(account="one", day=JANUARY), ReadUntil(account="two", day=MAY)),
)


def test_each_account_was_read_on_a_day_of_its_own():
    """An account that was never read has none."""
    assert [JANUARY, MAY, None] == [BOOK.last_read(account) for account in ("one", "two", "three")]


def test_accounts_that_were_read_are_the_brokers():
    """All others come from files."""
    assert ("one", "two") == BOOK.broker_accounts
