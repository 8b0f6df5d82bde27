"""The tax section of `save_policy`."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from trimtab.contracts.base import Contract, parse
from trimtab.contracts.policy_taxes import (
    HouseholdAccount,
    IdenticalSymbols,
    SymbolSubstitutes,
    TaxRateSettings,
    TaxSettings,
)
from trimtab.domain.errors import InvalidRequestError
from trimtab.domain.tax_config import (
    AccountKind,
    IdenticalGroup,
    SubstituteSet,
    TaxAccount,
    TaxConfig,
    TaxRates,
    TransitionMode,
)


def set_of(symbol: str, *substitutes: str) -> dict[str, Any]:
    return {"symbol": symbol, "substitutes": list(substitutes)}


def group(*symbols: str) -> dict[str, Any]:
    return {"symbols": list(symbols)}


@pytest.mark.parametrize(
    ("section", "kind"),
    [
        (TaxSettings, TaxConfig),
        (TaxRateSettings, TaxRates),
        (SymbolSubstitutes, SubstituteSet),
        (IdenticalSymbols, IdenticalGroup),
        (HouseholdAccount, TaxAccount),
    ],
)
def test_a_section_has_the_fields_of_its_type(section: type[Contract], kind: Any):
    """No field of the engine is out of reach, and none is sent in vain."""
    assert {field.name for field in fields(kind)} == section.model_fields.keys()


def test_an_empty_section_is_the_default():
    """What the section leaves out is what a new policy has."""
    assert TaxConfig() == parse(TaxSettings, {}).to_domain()


def test_the_switches_of_requirement_002_are_read():
    """Short-term gains, harvests and wash sales, each with its own switch."""
    sent = {"avoid_short_term_gains": False, "harvest_losses": False, "avoid_wash_sales": False}

    expected = TaxConfig(avoid_short_term_gains=False, harvest_losses=False, avoid_wash_sales=False)
    assert expected == parse(TaxSettings, sent).to_domain()


def test_rates_budget_and_transition_are_read():
    """Rates are fractions, the year's gains are dollars."""
    sent = {
        "rates": {"short_term": "0.37", "long_term": "0.2"},
        "gain_warning": "5000",
        "gain_cap": "5000",
        "transition": "CASH_FLOWS_ONLY",
    }

    expected = TaxConfig(
        rates=TaxRates(short_term=D("0.37"), long_term=D("0.2")),
        gain_warning=D(5_000),
        gain_cap=D(5_000),
        transition=TransitionMode.CASH_FLOWS_ONLY,
    )
    assert expected == parse(TaxSettings, sent).to_domain()


def test_substitutes_keep_the_owners_order():
    """The best comes first, whatever its name; the sets themselves are put in order."""
    sent = {"substitutes": [set_of("TLT", "VGLT"), set_of("SPY", "VTI", "SCHB")]}

    expected = (
        SubstituteSet(symbol="SPY", substitutes=("VTI", "SCHB")),
        SubstituteSet(symbol="TLT", substitutes=("VGLT",)),
    )
    assert expected == parse(TaxSettings, sent).to_domain().substitutes


def test_identical_groups_are_put_in_order():
    """A group has no order, and neither have groups."""
    sent = {"identical": [group("VOO", "SPY"), group("GLD", "IAU")]}

    expected = (IdenticalGroup(("GLD", "IAU")), IdenticalGroup(("SPY", "VOO")))
    assert expected == parse(TaxSettings, sent).to_domain().identical


def test_household_accounts_and_expected_purchases_are_read():
    """Accounts by name, reinvested symbols, and days on which money comes in."""
    sent = {
        "accounts": [{"account": "ira-1", "kind": "IRA"}],
        "reinvested": ["TLT", "SPY"],
        "deposit_dates": ["2026-03-31", "2026-02-28"],
    }
    read = parse(TaxSettings, sent).to_domain()

    assert (TaxAccount(account="ira-1", kind=AccountKind.IRA),) == read.accounts
    assert (("SPY", "TLT"), (date(2026, 2, 28), date(2026, 3, 31))) == (read.reinvested, read.deposit_dates)


@pytest.mark.parametrize(
    ("sent", "field", "words"),
    [
        ({"harvest_losses": "yes"}, "harvest_losses", "boolean"),
        ({"rates": {"short_term": "35"}}, "rates.short_term", "'35' must be a fraction between 0 and 1"),
        ({"rates": {"long_term": "-0.1"}}, "rates.long_term", "must be a fraction between 0 and 1"),
        ({"rates": {"state": "0.1"}}, "rates.state", "is not a field"),
        ({"lot_method": "AVERAGE"}, "lot_method", "'FIFO'"),
        ({"transition": "SOON"}, "transition", "'NOW'"),
        ({"deferral_days": -1}, "deferral_days", "greater than or equal to 0"),
        ({"harvest_minimum": "-1"}, "harvest_minimum", "must not be negative"),
        ({"harvest_minimum_part": "5"}, "harvest_minimum_part", "must be a fraction between 0 and 1"),
        (
            {"gain_warning": "10", "gain_cap": "9.99"},
            "gain_cap",
            "must not be below gain_warning, which is 10",
        ),
        ({"deduction_limit": "NaN"}, "deduction_limit", "plain decimal"),
        ({"identical": [group("SPY")]}, "identical[0].symbols", "at least two symbols"),
        ({"identical": [group()]}, "identical[0].symbols", "at least two symbols"),
        ({"identical": [group("SPY", "SPY")]}, "identical[0].symbols", "symbol SPY appears twice"),
        ({"identical": [group("SPY", "VOO"), group("IVV", "SPY")]}, "identical", "has SPY in two groups"),
        ({"substitutes": [set_of("SPY")]}, "substitutes[0].substitutes", "at least one substitute"),
        ({"substitutes": [set_of("SPY", "VTI", "VTI")]}, "substitutes[0].substitutes", "VTI appears twice"),
        ({"substitutes": [set_of("SPY", "VTI"), set_of("SPY", "ITOT")]}, "substitutes", "SPY appears twice"),
        ({"substitutes": [set_of("SPY", "SPY")]}, "substitutes", "has SPY in the place of SPY"),
        (
            {"substitutes": [set_of("SPY", "VTI", "VOO")], "identical": [group("SPY", "VOO")]},
            "substitutes",
            "has VOO in the place of SPY, to which it is identical",
        ),
        ({"accounts": [{"account": "ira 1"}]}, "accounts[0].account", "match pattern"),
        ({"accounts": [{"account": "a"}, {"account": "a"}]}, "accounts", "account a appears twice"),
        ({"reinvested": ["SPY", "SPY"]}, "reinvested", "symbol SPY appears twice"),
        ({"deposit_dates": ["2026-02-30"]}, "deposit_dates[0]", "is not a date that exists"),
        ({"deposit_dates": ["2026-02-28"] * 2}, "deposit_dates", "date 2026-02-28 appears twice"),
    ],
)
def test_a_wrong_setting_is_named(sent: dict[str, Any], field: str, words: str):
    """The refusal names the field and says what would be right."""
    with pytest.raises(InvalidRequestError) as refused:
        parse(TaxSettings, sent)

    assert field == refused.value.details["field"]
    assert words in refused.value.message


def test_two_symbols_may_stand_for_a_third_though_they_are_identical():
    """Substitutes of one set may be the same to each other: only one of them is held."""
    sent = {"substitutes": [set_of("VTI", "SPY", "VOO")], "identical": [group("SPY", "VOO")]}

    assert ("SPY", "VOO") == parse(TaxSettings, sent).to_domain().substitutes[0].substitutes
