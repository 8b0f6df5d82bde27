"""Declared accounts, and what a position looks up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builders import ACCOUNT
from tax_builders import IRA, SPOUSE, household, lot, position
from trimtab.domain.tax_config import AccountKind, LotMethod, TaxAccount
from trimtab.domain.tax_ledger import LedgerState

MINE, OTHER = lot("mine"), lot("other", symbol="TLT")
THEIRS = lot("theirs", account=SPOUSE)


@pytest.mark.parametrize(
    ("account", "expected"),
    [
        (IRA, TaxAccount(account=IRA, kind=AccountKind.IRA)),
        (ACCOUNT, TaxAccount(account=ACCOUNT, lot_method=LotMethod.HIFO)),
        ("unknown", TaxAccount(account="unknown", kind=AccountKind.TAXABLE, lot_method=LotMethod.FIFO)),
    ],
)
def test_an_account_that_is_not_declared_is_taxable_and_fifo(account: str, expected: TaxAccount):
    """Declared accounts have a kind and a method of their own."""
    assert expected == household(LotMethod.HIFO).account(account)


def test_a_position_lists_the_lots_of_its_account():
    """Lots of the spouse and of other symbols are not among them."""
    held = position((MINE, THEIRS, OTHER))

    assert ((MINE,), ()) == (held.lots("SPY"), held.lots("GLD"))


def test_a_position_lists_the_lots_of_the_household():
    """All accounts count, the symbols in order."""
    held = position((OTHER, MINE, THEIRS))

    assert (MINE, THEIRS, OTHER) == held.household_lots(["TLT", "SPY", "GLD"])


def test_a_position_with_other_lots_looks_them_up_anew():
    """What was looked up once is no part of the value, neither of a copy nor of a comparison."""
    held = position((MINE,))
    held.lots("SPY")

    assert position((MINE,)) == held
    assert (lot("new"),) == replace(held, state=LedgerState(lots=(lot("new"),))).lots("SPY")
