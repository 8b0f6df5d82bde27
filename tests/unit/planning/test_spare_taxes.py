"""Plans that spare taxes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

from builders import plan, policy, question, skipped, snapshot, traded
from trimtab.domain.constraints import Constraints
from trimtab.domain.tax_config import TaxConfig
from trimtab.domain.trade import Side
from trimtab.planning.methods.tax_aware import PlainLot
from trimtab.planning.spare_taxes import plan_sparing_taxes

PRICES = {"A": "100", "B": "100", "C": "100"}
HALVES = policy({"A": "0.5", "B": "0.5"})


def lots(cost: str, acquired: date = date(2026, 9, 1), quantity: str = "100") -> tuple[PlainLot, ...]:
    return (PlainLot(quantity=D(quantity), unit_cost=D(cost), acquired=acquired),)


def test_what_waits_no_longer_pays_for_others():
    """A waits for its long term; only what C brings is spent on B."""
    account = snapshot("0", {"A": "46", "B": "18", "C": "36"}, PRICES)
    rule = policy({"A": "0.4", "B": "0.3", "C": "0.3"})
    made = plan_sparing_taxes(question(account, rule), {"A": lots("50"), "C": lots("100")})

    assert {"C": (Side.SELL, D(6)), "B": (Side.BUY, D(6))} == traded(made)
    assert {"A": "SHORT_TERM_GAIN"} == skipped(made)


def test_who_steps_in_is_judged_as_well():
    """B is in its band and sold only when A is not there; its own gain is short-term, too."""
    account = snapshot("0", {"A": "46", "B": "44", "C": "10"}, PRICES)
    rule = policy({"A": "0.4", "B": "0.4", "C": "0.2"})
    made = plan_sparing_taxes(question(account, rule), {"A": lots("50"), "B": lots("50")})

    assert {"A": "SHORT_TERM_GAIN", "B": "SHORT_TERM_GAIN", "C": "CASH_SHORT"} == skipped(made)


def test_a_plan_without_any_sale_says_why():
    """The finding speaks of the tax, not of a rule the owner never set."""
    account = snapshot("0", {"A": "60", "B": "40"}, PRICES)
    made = plan_sparing_taxes(question(account, HALVES), {"A": lots("50")})

    assert "SHORT_TERM_GAIN" == skipped(made)["A"]
    assert "Selling A now would realise a short-term gain" in made.finding.text
    assert "not to be sold" not in made.finding.text


def test_a_finding_that_is_the_deferral_carries_its_code():
    """With nothing else out of its band, the deferral is what the plan has found."""
    account = snapshot("0", {"A": "56", "B": "24", "C": "20"}, PRICES)
    rule = policy({"A": "0.5", "B": "0.28", "C": "0.22"})
    made = plan_sparing_taxes(question(account, rule), {"A": lots("50")})

    assert "SHORT_TERM_GAIN" == made.finding.code


def test_the_owner_s_own_bar_keeps_its_name():
    """A is not to be sold for other reasons; taxes have nothing to do with it."""
    rule = replace(HALVES, constraints=Constraints(do_not_sell=("A",)))
    made = plan_sparing_taxes(
        question(snapshot("0", {"A": "60", "B": "40"}, PRICES), rule), {"A": lots("50")}
    )

    assert "DO_NOT_SELL" == skipped(made)["A"]


def test_losses_are_harvested_inside_the_band():
    """Two points are inside the band, and a loss: they are sold."""
    account = snapshot("0", {"A": "52", "B": "48"}, PRICES)
    made = plan_sparing_taxes(question(account, HALVES), {"A": lots("150")})

    assert ((), (Side.SELL, D(2))) == (plan(account, HALVES).trades, traded(made)["A"])


def test_harvesting_is_the_owner_s_choice():
    """Who does not harvest leaves the band alone."""
    account = snapshot("0", {"A": "52", "B": "48"}, PRICES)
    rule = replace(HALVES, tax=TaxConfig(harvest_losses=False))

    assert () == plan_sparing_taxes(question(account, rule), {"A": lots("150")}).trades


def test_sales_the_lots_do_not_cover_are_warned_about():
    """One share is known of the ten that are sold."""
    account = snapshot("0", {"A": "60", "B": "40"}, PRICES)
    made = plan_sparing_taxes(question(account, HALVES), {"A": lots("150", quantity="1")})

    assert ["TAX_LOTS_MISSING"] == [warning.code for warning in made.warnings]
    assert "A" in made.warnings[0].text
    assert (Side.SELL, D(10)) == traded(made)["A"]


def test_covered_sales_carry_no_warning():
    """With every share known there is nothing to warn about."""
    account = snapshot("0", {"A": "60", "B": "40"}, PRICES)

    assert () == plan_sparing_taxes(question(account, HALVES), {"A": lots("150")}).warnings
