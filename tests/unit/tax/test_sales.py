"""What a sale would realise; today is 20 November 2026."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from tax_builders import IRA, SPOUSE, TODAY, household, lot, on, position
from trimtab.domain.tax_config import LotMethod
from trimtab.domain.tax_lot import TaxLot, Term
from trimtab.domain.tax_preview import LotUse, SaleTax, TaxImplication
from trimtab.tax.sales import ProposedSale, tax_of_sale

LONG = lot("long", price="80", bought="2025-06-02")
SHORT = lot("short", price="90", bought="2026-01-05")
LATER = lot("later", price="95", bought="2026-08-03")
LOSS = lot("loss", price="130", bought="2026-09-01")


def selling(quantity: str, price: str = "100", symbol: str = "SPY") -> ProposedSale:
    """A sale of today."""
    return ProposedSale(symbol=symbol, quantity=D(quantity), price=D(price), day=TODAY)


def sale(quantity: str, *lots: TaxLot, method: LotMethod = LotMethod.FIFO) -> SaleTax:
    """What selling SPY at 100 would realise."""
    return tax_of_sale(position(lots, rules=household(method)), selling(quantity))


def test_a_sale_consumes_the_oldest_lots_first():
    """Fifteen shares are all ten bought in 2025 and five of January's, each with its own gain and term."""
    expected = (
        LotUse(
            lot_id="long",
            quantity=D(10),
            acquired=on("2025-06-02"),
            term=Term.LONG,
            gain=D(200),
            days_to_long_term=0,
        ),
        LotUse(
            lot_id="short",
            quantity=D(5),
            acquired=on("2026-01-05"),
            term=Term.SHORT,
            gain=D(50),
            days_to_long_term=47,
        ),
    )

    assert expected == sale("15", SHORT, LONG).uses


@pytest.mark.parametrize(
    ("method", "lot_ids"),
    [
        (LotMethod.FIFO, ["long", "short", "loss"]),
        (LotMethod.LIFO, ["loss", "short", "long"]),
        (LotMethod.HIFO, ["loss", "short", "long"]),
        (LotMethod.LOSS_FIRST, ["loss", "long", "short"]),
        (LotMethod.MIN_TAX, ["loss", "long", "short"]),
    ],
)
def test_the_accounts_method_decides(method: LotMethod, lot_ids: list[str]):
    """An account whose custodian honours another method is judged by that."""
    lots = [lot("long", price="80", bought="2025-06-02"), lot("short", price="85"), LOSS]

    assert lot_ids == [use.lot_id for use in sale("30", *lots, method=method).uses]


def test_terms_stand_apart():
    """200 of long and 100 of short gain are two figures, and a gain together."""
    taxed = sale("20", LONG, SHORT)

    assert (D(100), D(200), TaxImplication.GAIN) == (taxed.short_term, taxed.long_term, taxed.implication)


def test_tax_counts_each_term_at_its_rate():
    """200 long at 15 %, 100 short at 35 %, and 300 of short loss saved at 35 %."""
    assert (D(2000), D(65)) == (sale("20", LONG, SHORT).proceeds, sale("20", LONG, SHORT).tax_now)
    assert D(-40) == sale("30", LONG, SHORT, LOSS).tax_now


def test_waiting_turns_short_gains_long():
    """The last of two short-term gains turns long on 4 August 2027: 150 at 15 instead of 35 %."""
    taxed = sale("20", SHORT, LATER)

    expected = (D("52.5"), D("22.5"), on("2027-08-04"))
    assert expected == (taxed.tax_now, taxed.tax_if_waited, taxed.wait_until)


def test_a_loss_that_turns_long_meanwhile_is_worth_less():
    """Waiting for January's gain until 4 August 2027 lets a loss of May turn long, too."""
    loss = lot("loss", price="130", bought="2026-05-04")
    taxed = sale("30", SHORT, loss, LATER)

    assert (D("-52.5"), D("-22.5")) == (taxed.tax_now, taxed.tax_if_waited)


@pytest.mark.parametrize("lots", [(LONG,), (LOSS,), (lot(price="100"),)])
def test_without_a_short_term_gain_there_is_nothing_to_wait_for(lots: tuple[TaxLot, ...]):
    """Long-term gains, losses and what cost its price cost the same tomorrow."""
    taxed = sale("10", *lots)

    assert (None, taxed.tax_now) == (taxed.wait_until, taxed.tax_if_waited)


def test_the_smallest_gain_can_wait():
    """Half a dollar of short-term gain on January's shares turns long on 6 January 2027."""
    assert on("2027-01-06") == sale("10", lot(price="99.95")).wait_until


def test_shares_no_lot_is_known_for_are_counted():
    """Fifteen shares of which ten are known: five are uncovered, and what the sale realises is unknown."""
    taxed = sale("15", LONG)

    assert (D(5), TaxImplication.UNKNOWN) == (taxed.uncovered_quantity, taxed.implication)


def test_only_lots_of_the_symbol_and_account_are_sold():
    """Neither TLT nor the spouse's SPY is there to be sold."""
    taxed = sale("10", lot(symbol="TLT"), lot("theirs", account=SPOUSE))

    assert D(10) == taxed.uncovered_quantity


def test_lots_in_dispute_are_not_known():
    """Where ledger and broker do not agree about SPY, no share of it is covered."""
    taxed = tax_of_sale(position([LONG], disputed=("SPY",)), selling("10"))

    assert ((), D(10)) == (taxed.uses, taxed.uncovered_quantity)


def test_losses_moved_into_the_basis_count():
    """A wash sale that added 50 to the basis leaves 50 of a gain of 100, held since March 2025: long."""
    replacement = lot("new", price="90", wash_addition=D(50), held_from=on("2025-03-03"), is_replacement=True)

    assert (D(0), D(50)) == (sale("10", replacement).short_term, sale("10", replacement).long_term)


def test_an_ira_realises_nothing():
    """What an IRA sells is not taxed; that shares are not covered is told all the same."""
    taxed = tax_of_sale(position([lot(account=IRA, price="1")], account=IRA), selling("12"))

    assert ((), D(0), D(2)) == (taxed.uses, taxed.tax_now, taxed.uncovered_quantity)


def test_gains_are_exact():
    """A billionth of a share at a price of nine places keeps all eighteen, beside fourteen of dollars."""
    held = lot(quantity="300000.000000001", price="0")

    taxed = tax_of_sale(position([held]), selling("300000.000000001", "123456789.000000001"))
    assert D("37037036700000.123756789000000001") == taxed.short_term
