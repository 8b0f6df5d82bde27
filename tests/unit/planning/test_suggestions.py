"""Plans as suggestions and recommendations."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from builders import NOON, plan, policy, question, snapshot
from tax_builders import lot, position
from trimtab.domain.config import CostConfig
from trimtab.domain.plan import Plan
from trimtab.domain.suggestion import RecommendedTrade, Suggestion
from trimtab.domain.tax_config import TaxConfig
from trimtab.domain.tax_lot import TaxLot
from trimtab.domain.tax_preview import TaxImplication
from trimtab.domain.trade import Priority, Side
from trimtab.planning.suggestions import recommend, suggest
from trimtab.planning.tax_aware.plan import plan_with_taxes

PRICES = {"A": "100", "B": "100", "C": "100"}
PLAN = plan(
    snapshot("0", {"A": "56", "B": "24", "C": "20"}, PRICES), policy({"A": "0.4", "B": "0.4", "C": "0.2"})
)
SALE = plan(snapshot("0", {"A": "62", "B": "38"}, PRICES), policy({"A": "0.5", "B": "0.5"}))


def taxed(*lots: TaxLot) -> Plan:
    """The plan that sells twelve of 62 shares of A, with its taxes."""
    rule = policy({"A": "0.5", "B": "0.5"}, tax=TaxConfig(avoid_wash_sales=False))
    request = question(snapshot("0", {"A": "62", "B": "38"}, PRICES), rule, tax=position(lots))
    return plan_with_taxes(request).plan


def bought(quantity: str, cost: str, day: str = "2020-01-02") -> TaxLot:
    """Shares of A."""
    return lot(f"A-{day}", quantity, cost, day, symbol="A")


def test_a_trade_reads_as_a_suggestion():
    """Sixteen shares too many are sold: 56 are held and 40 stay."""
    expected = Suggestion(
        number=1,
        symbol="A",
        action=Side.SELL,
        current_quantity=D(56),
        suggested_quantity=D(40),
        estimated_value=D(1600),
        priority=Priority.HIGH,
        tax_implication=TaxImplication.UNKNOWN,
        harvest_opportunity=False,
        created_at=NOON,
        expires_at=PLAN.envelope.expires_at,
    )

    assert expected == suggest(PLAN)[0]


def test_suggestions_keep_the_order_of_the_plan():
    """Sells first, as they are sent."""
    assert [("A", Side.SELL), ("B", Side.BUY)] == [(line.symbol, line.action) for line in suggest(PLAN)]


@pytest.mark.parametrize(("shares", "number"), [("0.62", 1), ("0.57", 2), ("0.53", 3)])
def test_priorities_are_numbered(shares: str, number: int):
    """Critical is 1, a warning 2, all other trades 3 (domain rule 13)."""
    share = D(shares) * 100
    account = snapshot("0", {"A": str(share), "B": str(100 - share)}, PRICES)
    made = plan(account, policy({"A": "0.5", "B": "0.5"}), harvest=("A",))

    assert number == suggest(made)[0].priority_number


@pytest.mark.parametrize(
    ("cost", "implication", "is_harvest"),
    [
        ("90", TaxImplication.GAIN, False),
        ("110", TaxImplication.LOSS, True),
        ("100", TaxImplication.NEUTRAL, False),
    ],
)
def test_sales_say_what_they_realise(cost: str, implication: TaxImplication, is_harvest: bool):  # noqa: FBT001 - a table's column
    """A gain, a loss that might be harvested, or neither (domain rule 15)."""
    sale = suggest(taxed(bought("62", cost)))[0]

    assert (implication, is_harvest) == (sale.tax_implication, sale.harvest_opportunity)


def test_a_loss_that_does_not_count_is_no_opportunity():
    """Ten shares were bought ten days ago and are kept: they take the loss, or most of it."""
    sale = suggest(taxed(bought("52", "110"), bought("10", "100", "2026-11-10")))[0]

    assert (TaxImplication.LOSS, False) == (sale.tax_implication, sale.harvest_opportunity)
    assert "LOSS" == sale.tax_label


@pytest.mark.parametrize(
    ("cost", "label"), [("90", "GAIN"), ("100", "NEUTRAL"), ("110", "LOSS_HARVESTING_OPPORTUNITY")]
)
def test_requirement_001_has_a_long_label(cost: str, label: str):
    """It names the opportunity (domain rule 15)."""
    assert label == suggest(taxed(bought("62", cost)))[0].tax_label


def test_lots_that_do_not_cover_a_sale_leave_it_open():
    """One share of 62 is not known."""
    assert TaxImplication.UNKNOWN is suggest(taxed(bought("61", "90")))[0].tax_implication


def test_buys_realise_nothing():
    """A purchase is neutral."""
    assert TaxImplication.NEUTRAL is suggest(SALE)[1].tax_implication


def test_suggestions_are_numbered_as_their_orders_will_be():
    """From one, in the plan's order, and none outlives the plan."""
    assert [(1, PLAN.envelope.expires_at), (2, PLAN.envelope.expires_at)] == [
        (line.number, line.expires_at) for line in suggest(PLAN)
    ]


def test_a_plan_reads_as_a_recommendation():
    """Requirement 000's words: signed amounts, lower-case directions, weights as fractions."""
    made = recommend(PLAN)

    assert (
        RecommendedTrade(
            instrument_id="A",
            current_weight=D("0.56"),
            target_weight=D("0.4"),
            trade_amount=D(-1600),
            trade_direction="sell",
            priority=1,
        ),
        RecommendedTrade(
            instrument_id="B",
            current_weight=D("0.24"),
            target_weight=D("0.4"),
            trade_amount=D(1600),
            trade_direction="buy",
            priority=1,
        ),
    ) == made.recommended_trades


def test_a_recommendation_sums_the_plan_up():
    """Turnover, costs and the finding are the plan's; two sides of 1,600 of 10,000 turn over 16 per cent."""
    rule = policy({"A": "0.4", "B": "0.4", "C": "0.2"}, costs=CostConfig(spread_rate=D("0.01")))
    made = plan(snapshot("100", {"A": "56", "B": "24", "C": "20"}, PRICES), rule)
    told = recommend(made)

    assert ("default", True, made.turnover) == (
        told.portfolio_id,
        told.rebalancing_required,
        told.expected_turnover,
    )
    assert (made.costs.total, made.finding.text) == (told.estimated_costs, told.rebalancing_rationale)
    assert D("0.16") == recommend(PLAN).expected_turnover


def test_nothing_to_trade_is_nothing_required():
    """A portfolio on its targets needs no rebalancing."""
    made = recommend(plan(snapshot("0", {"A": "5", "B": "5"}, PRICES), policy({"A": "0.5", "B": "0.5"})))

    assert (False, ()) == (made.rebalancing_required, made.recommended_trades)
