"""What a plan would realise."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from typing import Any

from builders import fx_rate
from tax_builders import IRA, lot, open_loss
from trimtab.domain.request import PlanRequest
from trimtab.domain.tax_ledger import YearToDate
from trimtab.planning.rebalance import plan_rebalance
from trimtab.planning.tax_aware.forecast import Forecast, Realised, forecast, run_ledger, sum_of, tax_of
from unit.planning.tax_aware.cases import IDENTICAL, JUST_NOW, LONG_AGO, RECENT, ground, request, shares


def foreseen(asked: PlanRequest) -> Forecast:
    """What the plain plan of a request realises."""
    return forecast(ground(asked), plan_rebalance(asked))


def halves(*lots: Any, **fields: Any) -> PlanRequest:
    """Sixty SPY of which ten are sold, and forty TLT of which ten are bought."""
    held = [each for parts in lots for each in parts]
    return request({"SPY": "60", "TLT": "40"}, held, weights={"SPY": "0.5", "TLT": "0.5"}, **fields)


def test_gains_are_those_of_the_lots_that_are_sold():
    """Four old shares gain 40, six new ones 120."""
    made = foreseen(halves(shares("SPY", ("4", "90", LONG_AGO), ("56", "80", RECENT))))

    assert Realised(short_term=D(120), long_term=D(40)) == made.of("SPY") == made.total
    assert D(160) == made.total.net


def test_a_purchase_realises_nothing():
    """Nor does what is not traded."""
    made = foreseen(halves(shares("SPY", ("60", "90", LONG_AGO))))

    assert (Realised(), None) == (made.of("TLT"), made.sale("TLT"))


def test_a_loss_that_an_earlier_purchase_takes_does_not_count():
    """Six of the ten old shares lose 50 each to the six bought ten days ago, which are kept."""
    made = foreseen(halves(shares("SPY", ("54", "150", LONG_AGO), ("6", "100", JUST_NOW))))
    sale = made.sale("SPY")

    assert sale is not None
    assert (D(-500), D(300), D(-200)) == (sale.long_term, sale.disallowed, made.of("SPY").long_term)
    assert [("SPY", D(0))] == [(washed.symbol, washed.before) for washed in made.washed]


def test_shares_before_the_loss_are_counted():
    """Four shares gain; the loss that is taken comes after them."""
    lots = shares("SPY", ("4", "50", "2023-01-10"), ("50", "150", LONG_AGO), ("6", "100", JUST_NOW))

    assert [D(4)] == [washed.before for washed in foreseen(halves(lots)).washed]


def test_a_purchase_that_takes_an_earlier_loss_is_its_cause():
    """Five of the ten shares that lost 100 on 10 November are bought back: half the loss is gone."""
    lots = shares("SPY", ("60", "100", LONG_AGO))
    losses = [open_loss("100", "20", symbol="TLT")]
    made = foreseen(request({"SPY": "60", "TLT": "40"}, lots, losses, weights={"SPY": "0.5", "TLT": "0.5"}))

    assert (Realised(short_term=D(50)), ()) == (made.of("TLT"), made.washed)


def test_what_is_identical_takes_a_loss_in_the_same_plan():
    """IVV is bought for the SPY that is sold at a loss."""
    asked = request(
        {"IVV": "40", "SPY": "60"},
        shares("SPY", ("60", "150", LONG_AGO)),
        weights={"IVV": "0.5", "SPY": "0.5"},
        config={"identical": IDENTICAL},
    )
    made = foreseen(asked)

    assert (D(-500), D(500)) == (made.of("SPY").long_term, made.of("IVV").long_term)


def test_a_loss_is_laid_at_the_door_of_whoever_takes_it():
    """Five IVV of ten days ago take 250 of SPY's 500; the ten that are bought take the rest."""
    asked = request(
        {"IVV": "40", "SPY": "60"},
        (
            *shares("SPY", ("60", "150", LONG_AGO)),
            *shares("IVV", ("35", "100", LONG_AGO), ("5", "100", JUST_NOW)),
        ),
        weights={"IVV": "0.5", "SPY": "0.5"},
        config={"identical": IDENTICAL},
    )
    made = foreseen(asked)

    assert (D(-250), D(250)) == (made.of("SPY").long_term, made.of("IVV").long_term)


def test_only_the_first_lot_whose_loss_is_taken_is_named():
    """Four and two of the ten shares lose to the six of ten days ago, and four lose for good."""
    lots = shares("SPY", ("4", "150", "2023-01-10"), ("50", "150", LONG_AGO), ("6", "100", JUST_NOW))
    made = foreseen(halves(lots))

    assert (D(300), [D(0)]) == (made.sales[0].disallowed, [washed.before for washed in made.washed])


def test_unknown_lots_are_told_and_not_counted():
    """One share of sixty is missing: nothing is said of the ten that are sold."""
    made = foreseen(halves(shares("SPY", ("59", "50", RECENT))))

    assert (D(10), Realised()) == (made.sales[0].uncovered_quantity, made.total)


def test_an_ira_realises_nothing():
    """Its sale is told without lots, and nothing about it is unknown."""
    made = foreseen(halves((lot("a", "60", "50"),), known={"account": IRA}))

    assert (D(10), (), D(0), Realised()) == (
        made.sales[0].quantity,
        made.sales[0].uses,
        made.sales[0].uncovered_quantity,
        made.total,
    )


def test_sales_of_another_year_do_not_count():
    """The year so far is not that of the plan."""
    made = foreseen(halves(shares("SPY", ("60", "50", RECENT)), known={"year": YearToDate(year=2025)}))

    assert Realised() == made.total


def test_the_ledger_is_run_on_the_whole_plan_or_a_part():
    """Both sales are booked, or one of them."""
    lots = (*shares("IEF", ("20", "40", LONG_AGO)), *shares("SPY", ("90", "50", LONG_AGO)))
    asked = request({"IEF": "20", "SPY": "90"}, lots, weights={"IEF": "0", "SPY": "0.5", "TLT": "0.5"})
    known = ground(asked)
    losing = replace(
        known,
        position=replace(known.position, state=replace(known.position.state, open_losses=(open_loss(),))),
    )
    plan = plan_rebalance(asked)
    part = run_ledger(losing, plan, ("IEF",))

    assert ["SPY", "IEF"] == [sold.symbol for sold in run_ledger(known, plan).disposals]
    assert (["IEF"], (), ()) == ([sold.symbol for sold in part.disposals], part.open_losses, part.findings)


def test_the_year_s_tax_is_estimated_with_the_plan_in_it():
    """A gain of 1,000 against a loss of 400: 600 at 35 %."""
    known = ground(halves(known={"year": YearToDate(year=2026, short_term=D(-400))}))

    assert (D(-140), D(210)) == (tax_of(known, Realised()), tax_of(known, Realised(short_term=D(1_000))))


def test_parts_add_up():
    """Term by term."""
    one, other = Realised(short_term=D(1), long_term=D(2)), Realised(short_term=D(-3))

    assert (Realised(short_term=D(-2), long_term=D(2)), Realised()) == (sum_of([one, other]), sum_of([]))


def test_a_foreign_purchase_has_cost_us_dollars():
    """TLT costs 100 euros at 1.10."""
    asked = halves(shares("SPY", ("60", "50", LONG_AGO)))
    known = tuple(
        replace(each, currency="EUR") if each.symbol == "TLT" else each for each in asked.snapshot.instruments
    )
    abroad = replace(asked.snapshot, instruments=known, fx_rates=(fx_rate("EUR", "1.1"),))
    foreign = replace(asked, snapshot=abroad)
    state = run_ledger(ground(foreign), plan_rebalance(foreign))

    assert [D(110)] == [lot.unit_cost for lot in state.lots if lot.symbol == "TLT"]
