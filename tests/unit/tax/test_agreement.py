"""Where lots and the broker say different things."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from builders import ACCOUNT, holding
from tax_builders import SPOUSE, lot
from trimtab.domain.holdings import Holding
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.tax_ledger import LedgerState
from trimtab.tax.agreement import Disagreement, average_cost, compare_with_broker

LOTS = (lot("one", "10", "100"), lot("two", "5", "130"))


def held(quantity: str, average: str | None = "110", symbol: str = "SPY") -> Holding:
    found = holding(symbol, quantity)
    return Holding(
        symbol=symbol,
        quantity=found.quantity,
        available_quantity=found.available_quantity,
        average_cost=None if average is None else D(average),
    )


def compared(*holdings: Holding) -> tuple[Disagreement, ...]:
    return compare_with_broker(LedgerState(lots=LOTS), ACCOUNT, holdings)


@pytest.mark.parametrize("average", ["110", "110.0001", "109.9999", None])
def test_the_same_quantity_and_cost_agree(average: str | None):
    """To four decimals of a cost, where the broker tells it at all."""
    assert () == compared(held("15", average))


@pytest.mark.parametrize("quantity", ["14.999999999", "15.000000001", "0", "-3"])
def test_a_billionth_of_a_share_is_a_disagreement(quantity: str):
    """More or less, nothing and short; the quantities of both stand in the value and in its words."""
    (found,) = compared(held(quantity))

    assert ("SPY", D(15), D(quantity)) == (found.symbol, found.ledger_quantity, found.broker_quantity)
    assert ReasonCode.QUANTITY_DIFFERS is found.reason.code
    assert f"lots for 15 shares, the broker holds {quantity}." in found.reason.text


@pytest.mark.parametrize("average", ["110.00011", "109.99989", "0"])
def test_another_average_cost_is_a_disagreement(average: str):
    """Both figures stand in the value and in its words, with what to do."""
    (found,) = compared(held("15", average))

    assert (D(110), D(average)) == (found.ledger_average, found.broker_average)
    assert ReasonCode.AVERAGE_COST_DIFFERS is found.reason.code
    assert f"has cost 110 by its lots, {average} by the broker. Import the lots" in found.reason.text


@pytest.mark.parametrize(("told", "is_about_shares"), [(held("14"), True), (held("15", "90"), False)])
def test_a_disagreement_is_about_shares_or_about_cost(told: Holding, *, is_about_shares: bool):
    """Where shares agree, the lots can be relied upon for what is held."""
    (found,) = compared(told)

    assert is_about_shares is found.is_about_shares


def test_what_only_the_broker_holds_needs_lots():
    """All of its shares are missing."""
    (found,) = compared(held("15"), held("7", "90", "TLT"))

    assert ("TLT", D(0), None) == (found.symbol, found.ledger_quantity, found.ledger_average)
    assert "Import lots for the 7 that are missing." in found.reason.text


def test_the_shares_that_are_missing_are_told():
    """Lots for 15 of 17 shares: two have to be imported."""
    (found,) = compared(held("17"))

    assert "Import lots for the 2 that are missing." in found.reason.text


def test_what_only_the_ledger_holds_is_not_there():
    """The broker holds none of it, and tells no cost."""
    (found,) = compared()

    assert (D(0), None) == (found.broker_quantity, found.broker_average)
    assert "the broker holds 0. Import lots for what is really held." in found.reason.text


def test_lots_of_other_accounts_are_the_affair_of_their_brokers():
    """Shares of the spouse are not looked for in the owner's account."""
    state = LedgerState(lots=(*LOTS, lot("three", "9", account=SPOUSE)))

    assert () == compare_with_broker(state, ACCOUNT, [held("15")])


def test_disagreements_come_in_order_of_symbols():
    """Whoever holds them."""
    symbols = [f"{first}{second}" for first in "TZA" for second in "YXZ"]

    found = compared(*(held("1", symbol=symbol) for symbol in symbols))
    assert sorted([*symbols, "SPY"]) == [one.symbol for one in found]


def test_losses_of_wash_sales_are_no_cost_to_the_broker():
    """Alpaca's cost basis knows nothing of them."""
    burdened = LedgerState(lots=(lot(quantity="15", price="110", wash_addition=D(75)),))

    assert () == compare_with_broker(burdened, ACCOUNT, [held("15")])


def test_an_average_is_rounded_to_nine_decimals_half_to_even():
    """As the paper broker rounds it; without shares there is none."""
    assert D("33.333333333") == average_cost([lot(quantity="2", price="33"), lot(quantity="1", price="34")])
    assert D("0.000000002") == average_cost([lot(quantity="2", price="0", rest=D("5E-9"))])
    assert average_cost([]) is None
