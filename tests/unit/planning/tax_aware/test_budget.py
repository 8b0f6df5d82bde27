"""The year's limit on net realised gains."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from trimtab.domain.request import PlanRequest
from trimtab.domain.tax_ledger import YearToDate
from trimtab.planning.rebalance import plan_rebalance
from trimtab.planning.tax_aware.budget import realised_by, within_cap
from trimtab.planning.tax_aware.forecast import forecast
from unit.planning.tax_aware.cases import IDENTICAL, JUST_NOW, LONG_AGO, ground, request, shares

THREE = {"IVV": "0.2", "SPY": "0.2", "TLT": "0.6"}


def limits(asked: PlanRequest) -> dict[str, D]:
    """How much of each symbol the cap leaves of the plain plan."""
    known, plan = ground(asked), plan_rebalance(asked)
    made = within_cap(known, asked, plan, forecast(known, plan))
    return {limit.symbol: limit.quantity for limit in made.sell_limits}


def two_sales(ivv: Any, spy: Any, cap: str, **fields: Any) -> PlanRequest:
    """Forty shares of IVV and of SPY, twenty of each too many."""
    lots = (*shares("IVV", *ivv), *shares("SPY", *spy))
    held = {"IVV": "40", "SPY": "40", "TLT": "20"}
    usual: dict[str, Any] = {"weights": THREE, "config": {"gain_cap": D(cap)}}
    return request(held, lots, **(usual | fields))


def test_within_the_cap_nothing_is_limited():
    """Both sales gain 200 each, and 400 are allowed."""
    assert {} == limits(two_sales([("40", "90", LONG_AGO)], [("40", "90", LONG_AGO)], "400"))


def test_the_least_gain_for_its_value_is_granted_first():
    """SPY gains ten a share and goes whole; of IVV, at fifty a share, 100 dollars are left: two shares."""
    assert {"IVV": D(2)} == limits(two_sales([("40", "50", LONG_AGO)], [("40", "90", LONG_AGO)], "300"))


def test_it_is_the_gain_for_the_value_that_counts():
    """Six IVV gain 300 of 600 dollars, twenty SPY 200 of 2,000: SPY goes whole, and of IVV three."""
    asked = two_sales(
        [("40", "50", LONG_AGO)],
        [("40", "90", LONG_AGO)],
        "350",
        weights={"IVV": "0.34", "SPY": "0.2", "TLT": "0.46"},
    )

    assert {"IVV": D(3)} == limits(asked)


def test_the_smallest_gain_counts():
    """Twenty shares gain fifty cents, and nothing is allowed."""
    assert {"SPY": D(0)} == limits(two_sales([("40", "100", LONG_AGO)], [("40", "99.975", LONG_AGO)], "0"))


def test_of_equal_gains_the_first_symbol_goes_first():
    """IVV is granted, SPY gets what is left."""
    assert {"SPY": D(10)} == limits(two_sales([("40", "90", LONG_AGO)], [("40", "90", LONG_AGO)], "300"))


def test_a_loss_makes_room():
    """IVV loses 200, so that SPY may gain 300 of its 400."""
    assert {"SPY": D(15)} == limits(two_sales([("40", "110", LONG_AGO)], [("40", "80", LONG_AGO)], "100"))


def test_lots_are_granted_one_after_the_other():
    """Ten shares gain 100 in all; of the dearer ones after them one fits: 30 dollars."""
    spy = [("10", "90", LONG_AGO), ("30", "70", "2025-01-10")]

    assert {"SPY": D(11)} == limits(two_sales([("40", "100", LONG_AGO)], spy, "130"))


def test_the_last_share_is_cut_to_nine_places():
    """A hundred dollars at thirty a share."""
    assert {"SPY": D("3.333333333")} == limits(
        two_sales([("40", "100", LONG_AGO)], [("40", "70", LONG_AGO)], "100")
    )


@pytest.mark.parametrize(("so_far", "left"), [("50", D(5)), ("100", D(0)), ("700", D(0))])
def test_the_year_so_far_counts(so_far: str, left: D):
    """Of a cap of 100 dollars fifty are left, or nothing, or it is exceeded already."""
    year = YearToDate(year=2026, long_term=D(so_far))
    asked = two_sales([("40", "100", LONG_AGO)], [("40", "90", LONG_AGO)], "100", known={"year": year})

    assert {"SPY": left} == limits(asked)


def test_where_lots_do_not_show_what_is_too_much_every_gain_waits():
    """SPY has its ten shares already, and the plan would gain 200 all the same; IVV gains nothing."""
    asked = two_sales([("40", "100", LONG_AGO)], [("40", "90", LONG_AGO)], "100")
    known, plan = ground(asked), plan_rebalance(asked)
    once = within_cap(known, asked, plan, forecast(known, plan))
    twice = within_cap(known, once, plan, forecast(known, plan))

    assert [[("SPY", D(10))], [("SPY", D(0))]] == [
        [(limit.symbol, limit.quantity) for limit in made.sell_limits] for made in (once, twice)
    ]


def test_exits_come_first():
    """IVV has to go and gains 400; SPY's 200 have no room, and its first lot's loss none to offset."""
    asked = two_sales(
        [("40", "90", LONG_AGO)],
        [("40", "90", LONG_AGO)],
        "400",
        weights={"SPY": "0.2", "TLT": "0.8", "IVV": "0"},
    )

    assert {"SPY": D(0)} == limits(asked)


def test_exits_take_their_room_first():
    """IVV has to go and gains 1,600; of 1,700 the rest is SPY's, although SPY gains less for its value."""
    asked = two_sales(
        [("40", "60", LONG_AGO)],
        [("40", "90", LONG_AGO)],
        "1700",
        weights={"SPY": "0.2", "TLT": "0.8", "IVV": "0"},
    )

    assert {"SPY": D(10)} == limits(asked)


def test_losses_that_a_wash_sale_takes_make_no_room():
    """Of ten shares at a loss six are bought again: which ones count depends on the sale, so none do."""
    spy = [("10", "150", "2023-01-10"), ("24", "70", LONG_AGO), ("6", "100", JUST_NOW)]
    asked = two_sales(
        [("40", "100", LONG_AGO)], spy, "0", config={"gain_cap": D(0), "avoid_wash_sales": False}
    )

    assert {"SPY": D(10)} == limits(asked)


def test_the_year_s_gain_is_that_of_both_terms_and_the_plan():
    """100 long and 30 short so far, and 200 of each sale."""
    year = YearToDate(year=2026, long_term=D(100), short_term=D(30))
    asked = two_sales([("40", "90", LONG_AGO)], [("40", "90", LONG_AGO)], "0", known={"year": year})

    assert D(530) == realised_by(ground(asked), forecast(ground(asked), plan_rebalance(asked)))


@pytest.mark.parametrize("cost", ["150", "100.01"])
def test_a_purchase_that_takes_losses_away_is_barred(cost: str):
    """Wash sales are not avoided: IVV would take what five SPY lose, be it cents, and there is no room."""
    asked = request(
        {"IVV": "40", "SPY": "60"},
        (
            *shares("IVV", ("40", "100", LONG_AGO)),
            *shares("SPY", ("5", "50", LONG_AGO), ("55", cost, LONG_AGO)),
        ),
        weights={"IVV": "0.5", "SPY": "0.5"},
        config={"gain_cap": D(0), "avoid_wash_sales": False, "identical": IDENTICAL},
    )
    known, plan = ground(asked), plan_rebalance(asked)
    tighter = within_cap(known, asked, plan, forecast(known, plan))

    assert [("IVV", "GAIN_BUDGET_CAP", date(2026, 12, 21))] == [
        (bar.symbol, bar.reason.code.value, bar.until) for bar in tighter.buy_bars
    ]
