"""What a plan would realise, told with it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from typing import Any

import pytest

from tax_builders import household, open_loss
from trimtab.domain.config import CostConfig
from trimtab.domain.policy import RebalancingMethod
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import PlanRequest
from trimtab.domain.tax_config import LotMethod, SubstituteSet
from trimtab.domain.tax_ledger import YearToDate
from trimtab.domain.tax_preview import HarvestStatus, TaxPreview
from unit.planning.tax_aware.cases import JUST_NOW, LONG_AGO, RECENT, SUBSTITUTES, request, shares, sound

HALVES = {"SPY": "0.5", "TLT": "0.5"}


def preview(asked: PlanRequest) -> TaxPreview:
    """The preview of a plan the checker finds no fault in."""
    made = sound(asked).plan.tax
    if made is None:
        raise LookupError("the plan has no preview")
    return made


def halves(*lots: Any, **fields: Any) -> PlanRequest:
    """Sixty SPY of which the plain plan sells ten, for ten TLT."""
    held = [each for parts in lots for each in parts]
    return request({"SPY": "60", "TLT": "40"}, held, **({"weights": HALVES} | fields))


GAINS = shares("SPY", ("4", "90", LONG_AGO), ("56", "50", RECENT))


def test_terms_are_told_apart():
    """Four shares gain 40 long term, six 300 short term."""
    made = preview(halves(GAINS, config={"avoid_short_term_gains": False}))

    assert (D(40), D(300), D(0)) == (made.long_term, made.short_term, made.disallowed)
    assert [("SPY", D(10))] == [(sale.symbol, sale.quantity) for sale in made.sales]


def test_three_taxes_are_compared():
    """Nothing done: 35 dollars on the 100 so far. The plan adds 6, the plain plan 111."""
    made = preview(halves(GAINS, known={"year": YearToDate(year=2026, short_term=D(100))}))

    assert (D(35), D(41), D(146)) == (made.tax_idle, made.tax_planned, made.tax_plain)
    assert YearToDate(year=2026, short_term=D(100)) == made.realised


def test_the_rule_of_the_account_is_named():
    """Every figure holds under it."""
    asked = halves(GAINS, known={"rules": household(LotMethod.MIN_TAX)})

    assert (LotMethod.FIFO, LotMethod.MIN_TAX) == (
        preview(halves(GAINS)).lot_method,
        preview(asked).lot_method,
    )


def test_wash_sales_are_told_with_their_dates():
    """Who does not avoid them is told what they take: six of ten shares at fifty."""
    lots = shares("SPY", ("54", "150", LONG_AGO), ("6", "100", JUST_NOW))
    made = preview(halves(lots, config={"avoid_wash_sales": False}))

    assert (D(300), D(300)) == (made.disallowed, made.sales[0].disallowed)
    assert [("2026-11-20", "2026-11-10")] == [(str(wash.sold), str(wash.bought)) for wash in made.wash_sales]


def test_windows_are_those_after_the_plan():
    """TLT was sold before; SPY is sold at a loss by the plan itself."""
    lots = shares("SPY", ("60", "150", LONG_AGO))
    losses = [open_loss(symbol="TLT")]
    made = preview(request({"SPY": "60", "TLT": "40"}, lots, losses, weights=HALVES))

    assert [("SPY", "2026-12-21"), ("TLT", "2026-12-11")] == [
        (window.symbol, str(window.free_on)) for window in made.windows
    ]


def test_a_harvest_is_claimed_as_the_plan_obtains_it():
    """Ten shares go for their drift; the loss is theirs, not that of all sixty."""
    made = preview(halves(shares("SPY", ("60", "150", LONG_AGO))))

    assert [(HarvestStatus.TAKEN, D(10), D(500), D(75))] == [
        (found.status, found.quantity, found.loss, found.benefit) for found in made.harvests
    ]


@pytest.mark.parametrize(
    ("lots", "claimed"),
    [
        ((("5", "132.1", LONG_AGO), ("55", "68", "2024-02-10")), [(HarvestStatus.TAKEN, D("0.5"))]),
        ((("5", "132", LONG_AGO), ("55", "68", "2024-02-10")), [(HarvestStatus.BARRED, D(160))]),
        ((("5", "132", LONG_AGO), ("55", "50", "2024-02-10")), [(HarvestStatus.BARRED, D(160))]),
    ],
)
def test_what_gains_take_away_is_not_claimed(lots: Any, claimed: list[Any]):
    """Five shares could lose 160; the five sold with them for their drift gain as much, or less, or more."""
    made = preview(halves(shares("SPY", *lots)))

    assert claimed == [(found.status, found.loss) for found in made.harvests]


def test_the_lots_in_front_are_those_with_a_gain():
    """Forty cents on the first four; the next cost what they bring, and those after them have lost."""
    lots = (("4", "99.9", "2023-01-10"), ("4", "100", "2023-02-10"), ("52", "200", LONG_AGO))
    made = preview(halves(shares("SPY", *lots)))

    assert [["SPY-1"]] == [[use.lot_id for use in found.in_front] for found in made.harvests]


def test_two_harvests_are_told_apart():
    """SPY loses 1,200 for VTI, TLT 4,000 for IEF; the orders cost six dollars each, and four each."""
    sets = (*SUBSTITUTES, SubstituteSet(symbol="TLT", substitutes=("IEF",)))
    lots = (*shares("SPY", ("60", "120", LONG_AGO)), *shares("TLT", ("40", "200", LONG_AGO)))
    costs = CostConfig(minimum_trade=D(10), commission_rate=D("0.001"))
    made = preview(
        request({"SPY": "60", "TLT": "40"}, lots, config={"substitutes": sets}, costs=costs, cash="50")
    )

    assert {"SPY": ("VTI", D(1_200), D(168)), "TLT": ("IEF", D(4_000), D(592))} == {
        found.symbol: (found.substitute, found.loss, found.benefit) for found in made.harvests
    }


def test_a_harvest_names_the_substitute_that_is_bought():
    """VTI, in place of what was only possible."""
    lots = shares("SPY", ("60", "120", LONG_AGO))
    made = preview(request({"SPY": "60", "TLT": "40"}, lots, config={"substitutes": SUBSTITUTES}))

    assert ["VTI"] == [found.substitute for found in made.harvests]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"config": {"harvest_losses": False}}, HarvestStatus.AVAILABLE),
        ({"weights": {"SPY": "0.65", "TLT": "0.35"}}, HarvestStatus.BARRED),
    ],
)
def test_a_loss_that_is_not_sold_is_not_claimed(fields: dict[str, Any], status: HarvestStatus):
    """Nobody asked for it, or there is no substitute for what is below its target."""
    made = preview(request({"SPY": "60", "TLT": "40"}, shares("SPY", ("60", "120", LONG_AGO)), **fields))

    assert [status] == [found.status for found in made.harvests]


def test_another_method_only_tells():
    """THRESHOLD_REBALANCING sells the short-term gain, and deviates from nothing."""
    asked = replace(halves(GAINS), method=RebalancingMethod.THRESHOLD_REBALANCING)

    assert (D(300), ()) == (preview(asked).short_term, preview(asked).deviations)


@pytest.mark.parametrize(
    ("config", "codes", "left"),
    [
        ({}, [], None),
        ({"gain_warning": D(40)}, [], None),
        ({"gain_warning": D(39)}, [ReasonCode.GAIN_BUDGET_WARNING], None),
        ({"gain_cap": D(100)}, [], D(60)),
        ({"gain_warning": D(39), "gain_cap": D(100)}, [ReasonCode.GAIN_BUDGET_WARNING], D(60)),
    ],
)
def test_the_year_s_limits_are_compared(config: dict[str, Any], codes: list[ReasonCode], left: D | None):
    """The plan gains 40: at the line there is no warning, above it there is."""
    made = preview(halves(GAINS, config=config))

    assert (codes, left) == ([warning.code for warning in made.warnings], made.gain_left)


def test_the_lower_of_two_lines_is_the_one_that_is_told():
    """40 are more than 39, and less than 100."""
    made = preview(halves(GAINS, config={"gain_warning": D(39), "gain_cap": D(100)}))

    assert "would be 40 US dollars, more than 39." in made.warnings[0].text


def test_exits_above_the_cap_are_warned_about():
    """Nothing is left of the cap, and it is said."""
    asked = halves(
        shares("SPY", ("60", "50", LONG_AGO)), weights={"SPY": "0", "TLT": "1"}, config={"gain_cap": D(100)}
    )

    assert ([ReasonCode.GAIN_BUDGET_WARNING], D(0)) == (
        [warning.code for warning in preview(asked).warnings],
        preview(asked).gain_left,
    )


def test_what_is_not_known_is_told():
    """What the ledger found, and sales of shares without lots."""
    finding = Reason(ReasonCode.LEDGER_DIFFERS, "SPY differs.")
    made = preview(halves(shares("SPY", ("59", "50", RECENT)), known={"findings": (finding,)}))

    assert [finding.code, ReasonCode.TAX_LOTS_MISSING] == [warning.code for warning in made.warnings]
    assert "SPY" in made.warnings[1].text
