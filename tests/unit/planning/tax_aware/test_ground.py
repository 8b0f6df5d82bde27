"""What tax-aware planning stands on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal as D

import pytest

from builders import instrument
from tax_builders import IRA, lot
from trimtab.domain.config import CostConfig
from trimtab.domain.instruments import QuantityUnit
from trimtab.domain.policy import UntargetedRule
from trimtab.domain.request import Substitution
from trimtab.planning.rebalance import plan_rebalance
from trimtab.planning.tax_aware.ground import exits_of, sales_of
from unit.planning.tax_aware.cases import IDENTICAL, LONG_AGO, RECENT, ground, request, shares

LOTS = (*shares("SPY", ("40", "90", LONG_AGO), ("20", "80", RECENT)), *shares("TLT", ("40", "100", LONG_AGO)))
ASKED = request({"SPY": "60", "TLT": "40"}, LOTS)


def test_all_lots_of_a_symbol_are_known_in_their_order():
    """The oldest first, each with the gain of all its shares."""
    uses = ground(ASKED).uses["SPY"]

    assert [("SPY-1", D(400)), ("SPY-2", D(400))] == [(use.lot_id, use.gain) for use in uses]


def test_the_day_is_that_of_new_york():
    """At 03:00 UTC it is still the evening before."""
    late = replace(ASKED.snapshot, as_of=datetime(2026, 11, 21, 3, tzinfo=UTC))

    assert date(2026, 11, 20) == ground(replace(ASKED, snapshot=late)).day


def test_lots_that_do_not_add_up_are_not_relied_upon():
    """A share too few, or a dispute with the broker, and nothing of the symbol counts."""
    few = ground(request({"SPY": "61", "TLT": "40"}, LOTS))
    disputed = ground(request({"SPY": "60", "TLT": "40"}, LOTS, known={"disputed": ("TLT",)}))

    assert (["SPY"], ["TLT"]) == ([*few.uncovered], [*disputed.uncovered])
    assert (["TLT"], ["SPY"]) == ([*few.uses], [*disputed.uses])


def test_lots_in_dollars_say_nothing_of_a_portfolio_in_euros():
    """No gain is known where prices and costs are in different money."""
    abroad = replace(ASKED.snapshot, base_currency="EUR", instruments=())

    assert {"SPY", "TLT"} == ground(replace(ASKED, snapshot=abroad)).uncovered


def test_an_ira_needs_no_lots():
    """It realises nothing, so that nothing about it is unknown."""
    ira = ground(request({"SPY": "60", "TLT": "40"}, (), known={"account": IRA}))

    assert (False, frozenset(), ()) == (ira.is_taxed, ira.uncovered, ira.uses["SPY"])


def test_a_sale_stops_before_the_first_lot_that_is_refused():
    """Forty shares come before the lot of September; nothing stops where no lot is refused."""
    known = ground(ASKED)
    found = known.most_before("SPY", lambda use: use.lot_id == "SPY-2")

    assert found is not None
    assert (D(40), "SPY-2") == (found[0], found[1].lot_id)
    assert None is known.most_before("SPY", lambda use: use.gain < 0)


@pytest.mark.parametrize(
    ("unit", "value", "can"),
    [
        (QuantityUnit.WHOLE, "100", True),
        (QuantityUnit.WHOLE, "99.99", False),
        (QuantityUnit.FRACTIONAL, "10", True),
        (QuantityUnit.FRACTIONAL, "9.99", False),
    ],
)
def test_an_amount_must_buy_a_step_and_the_least_trade(unit: QuantityUnit, value: str, can: bool):  # noqa: FBT001 - a table's column
    """SPY costs 100 dollars, ten are the least; what is not described is not bought at all."""
    account = replace(ASKED.snapshot, instruments=(instrument("SPY", unit),))
    known = ground(replace(ASKED, snapshot=account))

    assert (can, False) == (known.can_buy_for("SPY", D(value)), known.can_buy_for("TLT", D(value)))


@pytest.mark.parametrize(
    ("symbol", "unit", "value", "can"),
    [
        ("SPY", QuantityUnit.WHOLE, "99", False),
        ("SPY", QuantityUnit.FRACTIONAL, "0.5", True),
        ("XXX", QuantityUnit.FRACTIONAL, "100", False),
    ],
)
def test_where_any_trade_is_worth_it_something_must_be_bought(
    symbol: str, unit: QuantityUnit, value: str, *, can: bool
):
    """Half a dollar's worth is something; no whole share, and what has no price, is nothing."""
    account = replace(ASKED.snapshot, instruments=(instrument("SPY", unit), instrument("XXX")))
    rule = replace(ASKED.policy, costs=CostConfig(minimum_trade=D(0)))

    assert can is ground(replace(ASKED, snapshot=account, policy=rule)).can_buy_for(symbol, D(value))


def test_what_has_no_rate_has_no_price_in_dollars():
    """SPY trades in euros, and nobody knows what they are worth."""
    known = (replace(instrument("SPY"), currency="EUR"), instrument("TLT"))
    found = ground(replace(ASKED, snapshot=replace(ASKED.snapshot, instruments=known)))

    assert ("SPY" in found.prices, [*found.uses]) == (False, ["TLT"])


def test_what_is_identical_is_known():
    """IVV and SPY are one in the eyes of the rule; TLT stands alone."""
    asked = request({"SPY": "60"}, (lot("a", "60"),), config={"identical": IDENTICAL})

    assert {"IVV", "SPY"} == ground(asked).identical_to("SPY")
    assert {"TLT"} == ground(asked).identical_to("TLT")


def test_exits_are_what_has_no_goal_and_no_partner():
    """VTI has no target: an exit, unless it stands in for SPY."""
    asked = request({"SPY": "50", "VTI": "20", "TLT": "40"}, untargeted=UntargetedRule.LIQUIDATE)
    paired = replace(asked, substitutions=(Substitution(symbol="SPY", substitute="VTI", weight=D(0)),))

    assert {"VTI"} == exits_of(plan_rebalance(asked), asked)
    assert not exits_of(plan_rebalance(paired), paired)


def test_sales_come_in_the_order_they_are_sent():
    """The larger drift first."""
    asked = request({"SPY": "10", "TLT": "60", "VTI": "60"}, weights={"SPY": "1", "TLT": "0", "VTI": "0"})

    assert ["TLT", "VTI"] == [sale.symbol for sale in sales_of(plan_rebalance(asked))]
