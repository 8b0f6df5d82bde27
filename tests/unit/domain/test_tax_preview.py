"""What a sale would mean for taxes, as a value."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest

from tax_previews import PREVIEW
from trimtab.domain.canonical import canonical_hash
from trimtab.domain.tax_lot import Term
from trimtab.domain.tax_preview import LotUse, SaleTax, TaxImplication


def use(gain: str, term: Term = Term.SHORT) -> LotUse:
    """Ten shares of a lot."""
    return LotUse(
        lot_id="lot-1",
        quantity=D(10),
        acquired=date(2026, 1, 5),
        term=term,
        gain=D(gain),
        days_to_long_term=0,
    )


def sale(*uses: LotUse, uncovered: str = "0") -> SaleTax:
    """A sale of SPY that consumes some lots."""
    return SaleTax(symbol="SPY", quantity=D(20), proceeds=D(2000), uses=uses, uncovered_quantity=D(uncovered))


def test_gains_are_summed_by_term():
    """Two short-term parts are one figure, the long-term part another."""
    taxed = sale(use("50"), use("-80"), use("20", Term.LONG))

    assert (D(-30), D(20)) == (taxed.short_term, taxed.long_term)


@pytest.mark.parametrize(
    ("taxed", "word"),
    [
        (sale(use("50"), use("-20", Term.LONG)), TaxImplication.GAIN),
        (sale(use("20"), use("-50", Term.LONG)), TaxImplication.LOSS),
        (sale(use("50"), use("-50", Term.LONG)), TaxImplication.NEUTRAL),
        (sale(), TaxImplication.NEUTRAL),
        (sale(use("50"), uncovered="0.000000001"), TaxImplication.UNKNOWN),
    ],
)
def test_one_word_says_what_a_sale_realises(taxed: SaleTax, word: TaxImplication):
    """Both terms together decide; where a share has no lot, nobody knows (domain rule 15)."""
    assert word == taxed.implication


def test_sums_are_exact():
    """A billionth of a billionth stays beside fourteen digits of dollars."""
    taxed = sale(use("12345678901234"), use("0.000000000000000001"))

    assert D("12345678901234.000000000000000001") == taxed.short_term


def test_a_sale_has_a_canonical_form():
    """Equal figures have equal hashes, so that a plan with taxes has one, too."""
    assert canonical_hash(sale(use("50.0"))) == canonical_hash(sale(use("50")))


def test_a_plan_s_impact_is_what_it_adds_to_the_year():
    """Without it the year saves 3.50 in tax, with it 42.983 are due (requirement 002)."""
    assert D("46.483") == PREVIEW.tax_impact
