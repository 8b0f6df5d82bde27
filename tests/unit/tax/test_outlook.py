"""The ledger's word on a plan; today is 20 November 2026."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal as D

from tax_builders import TODAY, household, lot, open_loss, position
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.tax_config import IdenticalGroup, LotMethod
from trimtab.tax.outlook import ProposedPurchase, foresee
from trimtab.tax.sales import ProposedSale

OLD = lot("old", bought="2026-03-02")


def selling(quantity: str, price: str = "90", symbol: str = "SPY") -> ProposedSale:
    """A sale of today, at a loss unless said otherwise."""
    return ProposedSale(symbol=symbol, quantity=D(quantity), price=D(price), day=TODAY)


def buying(quantity: str, price: str = "90", symbol: str = "SPY") -> ProposedPurchase:
    """A purchase of today."""
    return ProposedPurchase(symbol=symbol, quantity=D(quantity), price=D(price), day=TODAY)


def test_a_plan_without_trades_changes_nothing():
    """Lots and open losses stay as they are."""
    asked = position([OLD], [open_loss()])

    assert asked.state == foresee(asked, (), ())


def test_a_sale_is_a_disposal_that_leaves_the_rest():
    """Four of ten shares sold at 90 lose 40; six stay, and the loss stands open."""
    seen = foresee(position([OLD]), [selling("4")], ())

    assert [D(-40)] == [gone.gain for gone in seen.disposals]
    assert ([D(6)], [D(40)]) == (
        [kept.quantity for kept in seen.lots],
        [loss.loss for loss in seen.open_losses],
    )


def test_purchases_come_after_sales():
    """Ten shares sold at a loss and four bought on the same day: four tenths of the loss do not count."""
    seen = foresee(position([OLD]), [selling("10")], [buying("4")])

    assert [(D(4), D(40))] == [(wash.quantity, wash.disallowed) for wash in seen.wash_sales]


def test_what_is_bought_is_not_sold_on_the_same_day():
    """Even an account that sells its youngest shares first sells what it had before."""
    seen = foresee(position([OLD], rules=household(LotMethod.LIFO)), [selling("4")], [buying("4")])

    assert ["old"] == [gone.lot_id for gone in seen.disposals]


def test_days_come_before_kinds():
    """Bought the day before, four shares are there to be sold, last in, first out."""
    yesterday = replace(buying("4"), day=TODAY - timedelta(days=1))
    seen = foresee(position(rules=household(LotMethod.LIFO)), [selling("4")], [yesterday])

    assert ([D(4)], ()) == ([gone.quantity for gone in seen.disposals], seen.findings)


def test_what_is_identical_takes_a_loss_too():
    """SPY sold at a loss, VOO of its group bought."""
    rules = household(identical=(IdenticalGroup(("SPY", "VOO")),))
    seen = foresee(position([OLD], rules=rules), [selling("10")], [buying("2", "500", "VOO")])

    assert [("VOO", D(20))] == [(wash.replacement_symbol, wash.disallowed) for wash in seen.wash_sales]


def test_a_purchase_may_take_an_earlier_loss():
    """A loss of last week is still open, and the plan buys half as many shares."""
    seen = foresee(position(losses=[open_loss("100", "10", "2026-11-13")]), (), [buying("5")])

    assert [D(50)] == [wash.disallowed for wash in seen.wash_sales]


def test_trades_keep_their_order():
    """Of two sales of a symbol the first listed takes the older lot."""
    young = lot("young", bought="2026-08-03")
    seen = foresee(position([OLD, young]), [selling("10", "101"), selling("10", "102")], ())

    assert [("old", D(10)), ("young", D(20))] == [(gone.lot_id, gone.gain) for gone in seen.disposals]


def test_only_the_plan_speaks():
    """Sales of the past that a state still holds are not the plan's."""
    past = foresee(position([OLD]), [selling("4")], ())
    asked = replace(position(), state=past)

    assert ((), ()) == (foresee(asked, (), ()).disposals, foresee(asked, (), ()).wash_sales)


def test_a_sale_of_more_than_there_is_is_found():
    """What no lot covers is reported, not raised."""
    seen = foresee(position([OLD]), [selling("11")], ())

    assert [ReasonCode.MORE_THAN_HELD] == [finding.reason.code for finding in seen.findings]


def test_what_is_in_dispute_is_left_out():
    """Where ledger and broker do not agree, nothing is known of a sale; a purchase counts as it is."""
    seen = foresee(position([OLD], disputed=("SPY",)), [selling("4")], [buying("2")])

    assert ((), [D(10), D(2)]) == (seen.disposals, [held.quantity for held in seen.lots])
