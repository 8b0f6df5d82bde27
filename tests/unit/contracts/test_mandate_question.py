"""A request of requirement 003 as the planner understands it."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

import mandates
from trimtab.contracts.base import JsonObject, parse
from trimtab.contracts.mandate import MandateQuestion
from trimtab.contracts.mandate_question import to_mandate_request
from trimtab.domain.constraints import CapMode
from trimtab.domain.currency import CashBalance
from trimtab.domain.errors import InvalidRequestError
from trimtab.domain.instruments import QuantityUnit
from trimtab.domain.policy import RebalancingMethod, UntargetedRule
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.request import DataQuality, PlanRequest


def read(sent: JsonObject) -> PlanRequest:
    """The planner's question."""
    return to_mandate_request(parse(MandateQuestion, sent)).question


def test_the_defaults_are_those_of_requirement_003():
    """Full trades, untargeted sold, one pass over the cap, bad data blocks, soft rules are reviewed."""
    asked = read(mandates.inflow())

    assert (RebalancingMethod.FULL, UntargetedRule.LIQUIDATE, CapMode.SINGLE_PASS, None, D(0)) == (
        asked.policy.method,
        asked.policy.untargeted,
        asked.policy.constraints.cap_mode,
        asked.policy.constraints.max_position_weight,
        asked.policy.costs.minimum_trade,
    )
    assert (DataQuality.BLOCK, True, True) == (
        asked.options.data_quality,
        asked.options.suppress_dust_trades,
        asked.options.review_soft_rules,
    )


@pytest.mark.parametrize(
    ("rules", "options", "cap"),
    [
        ({}, {}, None),
        ({"single_position_max": {}}, {}, D("0.10")),
        ({"single_position_max": {"weight": "0.2"}}, {}, D("0.2")),
        ({}, {"single_position_max_weight": "0.3"}, D("0.3")),
        ({"single_position_max": {}}, {"single_position_max_weight": "0.3"}, D("0.10")),
    ],
)
def test_a_mandate_that_sets_a_cap_gets_ten_percent(rules: JsonObject, options: JsonObject, cap: D | None):
    """No cap outside mandates that set one (domain rule 22); of two the tighter counts."""
    mandate = {"mandate_id": "man_1", "policy_version": "v1", "rules": rules}

    asked = read(mandates.inflow(mandate=mandate, options=options))

    assert cap == asked.policy.constraints.max_position_weight


@pytest.mark.parametrize(
    ("asset_class", "unit", "expected"),
    [
        ("EQUITY", None, QuantityUnit.WHOLE),
        ("FUND", None, QuantityUnit.NOTIONAL),
        ("FUND", "WHOLE", QuantityUnit.WHOLE),
        ("CRYPTO", "FRACTIONAL", QuantityUnit.FRACTIONAL),
    ],
)
def test_funds_trade_in_money(asset_class: str, unit: str | None, expected: QuantityUnit):
    """Everything else trades in whole units, unless the shelf says otherwise (requirement 003, step 4)."""
    entry = {"instrument_id": "AAA", "status": "APPROVED", "asset_class": asset_class, "unit": unit}

    known = read(mandates.inflow(shelf_entries=[entry])).snapshot.instrument("AAA")

    assert known
    assert expected is known.unit


@pytest.mark.parametrize(
    ("own", "status"),
    [("SG/UHNW", "BANNED"), ("CH/RETAIL", "RESTRICTED"), ("UK", "APPROVED"), (None, "APPROVED")],
)
def test_the_shelf_entry_is_that_of_the_portfolio_s_context(own: str | None, status: str):
    """Its own before the one for everybody; those of other contexts are no matter (R003-08)."""
    contexts = {"APPROVED": None, "BANNED": "SG/UHNW", "RESTRICTED": "CH/RETAIL"}
    rows = [
        {"instrument_id": "AAA", "status": name, "asset_class": "EQUITY", "entity_context": context}
        for name, context in contexts.items()
    ]
    sent = mandates.inflow(shelf_entries=rows)
    sent["portfolio_snapshot"]["entity_context"] = own
    shelf = read(sent).shelf

    assert shelf
    assert [("AAA", status)] == [(entry.symbol, entry.status.value) for entry in shelf.entries]


def test_an_entry_for_others_is_none():
    """An instrument that is on the shelf for another context only is not on this portfolio's (R003-08)."""
    entry = {"instrument_id": "AAA", "status": "APPROVED", "asset_class": "EQUITY", "entity_context": "CH"}
    shelf = read(mandates.inflow(shelf_entries=[entry])).shelf

    assert shelf
    assert () == shelf.entries


def test_cash_is_parted_by_currency():
    """Base currency is cash, the rest is foreign cash, in currency order."""
    sent = mandates.inflow()
    balances = [("SGD", "3"), ("USD", "1"), ("EUR", "2")]
    sent["portfolio_snapshot"]["cash_balances"] = [{"currency": c, "amount": a} for c, a in balances]

    account = read(sent).snapshot

    assert D(1) == account.cash
    expected = (CashBalance(currency="EUR", amount=D(2)), CashBalance(currency="SGD", amount=D(3)))
    assert expected == account.foreign_cash


@pytest.mark.parametrize(
    ("pair", "rate", "field"),
    [
        ("USD/EUR", "0.9", "market_data_snapshot.fx_rates.pair"),
        ("EUR/JPY", "160", "market_data_snapshot.fx_rates.pair"),
        ("USD/USD", "1.1", "market_data_snapshot.fx_rates.rate"),
    ],
)
def test_every_rate_is_quoted_in_base_currency(pair: str, rate: str, field: str):
    """A rate the hub cannot use exactly is refused, not inverted (domain rule 35)."""
    sent = mandates.inflow()
    sent["market_data_snapshot"]["fx_rates"] = [{"pair": pair, "rate": rate}]

    with pytest.raises(InvalidRequestError) as caught:
        read(sent)

    assert field == caught.value.details["field"]


def test_base_against_itself_is_one_and_needs_no_rate():
    """Requirement 003 wants base currency among the rates; it may be there, and says nothing."""
    sent = mandates.inflow()
    sent["market_data_snapshot"]["fx_rates"] = [
        {"pair": "USD/USD", "rate": "1"},
        {"pair": "EUR/USD", "rate": 1.1},
    ]

    assert [("EUR", D("1.1"))] == [(known.currency, known.rate) for known in read(sent).snapshot.fx_rates]


@pytest.mark.parametrize(("weight", "cash", "is_refused"), [("0.4", "0", True), ("0.4", "0.1", False)])
def test_weights_and_cash_add_up_to_one(weight: str, cash: str, is_refused: bool):  # noqa: FBT001 - a case
    """A model that leaves a tenth open is refused unless it says that the tenth is cash (domain rule 36)."""
    sent = mandates.inflow()
    sent["model_portfolio"]["targets"][0]["weight"] = weight
    sent["model_portfolio"]["cash_weight"] = cash
    if not is_refused:
        assert D(1) == read(sent).policy.targets.total_weight
        return
    with pytest.raises(InvalidRequestError) as caught:
        read(sent)

    assert ReasonCode.TARGETS_SUM is caught.value.code


def test_a_minimum_is_in_the_instruments_currency():
    """A minimum of 100 euros says nothing about an order in dollars."""
    minimum = {"amount": "100", "currency": "EUR"}
    entry = {"instrument_id": "AAA", "status": "APPROVED", "asset_class": "EQUITY", "min_notional": minimum}

    with pytest.raises(InvalidRequestError, match="must be USD, the currency AAA is priced in"):
        read(mandates.inflow(shelf_entries=[entry]))
