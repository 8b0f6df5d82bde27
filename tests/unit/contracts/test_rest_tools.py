"""Requirement 001's names, number forms and spellings."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from taxed_worlds import after, fill
from trimtab.contracts.base import parse
from trimtab.contracts.rest_tools import (
    AssetType,
    NewAllocation,
    PortfolioDrift,
    RebalancingSuggestions,
    WhatIfRequest,
    asset_type,
)
from trimtab.domain.errors import InvalidRequestError
from trimtab.domain.instruments import AssetClass
from trimtab.domain.snapshot import UNCLASSIFIED
from trimtab.domain.trade import Side
from trimtab.domain.what_if import ClassShare, WhatIf
from trimtab.services.calculate_drift import calculate_drift
from trimtab.services.rebalancing_suggestions import generate_rebalancing_suggestions
from worlds import ANNA, world


@pytest.mark.parametrize(
    ("inside", "outside"),
    [
        ("EQUITY", "stock"),
        ("BOND", "bond"),
        ("CRYPTO", "crypto"),
        ("$CASH", "cash"),
        ("REAL_ESTATE", "real_estate"),
    ],
)
def test_asset_types_are_the_documents(inside: str, outside: str):
    """The document's four words, and ours in the same manner; each leads back."""
    assert (outside, inside) == (asset_type(inside), AssetType(outside).asset_class)


@pytest.mark.parametrize("name", [*(each.value for each in AssetClass), UNCLASSIFIED])
def test_every_class_can_be_traded_in_a_what_if(name: str):
    """What is answered can be asked."""
    assert name == AssetType(asset_type(name)).asset_class


def test_drift_is_a_list_of_types():
    """By the document's names, in percent, as numbers."""
    here = world()
    here.save(SPY="60", TLT="30", cash="10")
    (row,) = PortfolioDrift.of(calculate_drift(ANNA, here.services)).model_dump(mode="json")[:1]

    assert {
        "asset_type": "stock",
        "current_percentage": 90,
        "target_percentage": 90,
        "drift_percentage": 0,
        "drift_level": "WITHIN_TOLERANCE",
        "calculated_at": "2026-01-05T17:00:00.000000Z",
    } == row


def test_suggestions_have_the_fields_of_both_sketches():
    """The service's keys and the record's columns; quantities and values are numbers."""
    here = world()
    here.save(SPY="60", TLT="40")
    made = RebalancingSuggestions.of(generate_rebalancing_suggestions(ANNA, here.services))
    first = made.model_dump(mode="json")[0]

    assert {
        "asset_type": "stock",
        "asset": "TLT",
        "action": "BUY",
        "value": 3000,
        "priority": "HIGH",
        "tax_implication": "NEUTRAL",
        "tax_gain": None,
        "tax_loss": None,
        "current_quantity": 10,
        "suggested_quantity": 40,
        "estimated_value": 3000,
        "status": "PENDING",
        "created_at": "2026-01-05T17:00:00.000000Z",
        "executed_at": None,
    } == first


@pytest.mark.parametrize(
    ("price", "expected"),
    [
        ("500", ("LOSS_HARVESTING_OPPORTUNITY", 0, 600)),
        ("400", ("NEUTRAL", 0, 0)),
        ("300", ("GAIN", 600, 0)),
    ],
)
def test_a_harvest_is_told_in_the_documents_words(price: str, expected: tuple[str, int, int]):
    """Six of 20 shares are sold at 400: the long label for a loss, and what the lots really sold bring."""
    here = after(fill("2024-01-02", "BUY", "SPY", "20", price), cash="2000")
    here.save(SPY="56", cash="44")
    made = RebalancingSuggestions.of(generate_rebalancing_suggestions(ANNA, here.services))
    (sale,) = made.model_dump(mode="json")

    assert ("SELL", 2400) == (sale["action"], sale["value"])
    assert expected == (sale["tax_implication"], sale["tax_gain"], sale["tax_loss"])


def test_supposed_trades_move_values_and_no_cash():
    """Domain rule 30: the document's what-if has no cash leg."""
    sent = {"trades": [{"asset_type": "bond", "action": "BUY", "value": 500.5}]}
    command = parse(WhatIfRequest, sent).to_domain(ANNA)
    (trade,) = command.trades

    assert ("BOND", Side.BUY, D("500.5"), False) == (
        trade.asset_class,
        trade.side,
        trade.value,
        command.has_cash_leg,
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [("asset_type", "EQUITY"), ("action", "buy"), ("value", "500"), ("value", 0), ("value", -1)],
)
def test_other_spellings_are_refused(field: str, value: object):
    """Small asset types, capital sides, numbers above nothing."""
    trade = {"asset_type": "bond", "action": "BUY", "value": 500, field: value}

    with pytest.raises(InvalidRequestError, match=rf"\Atrades\[0\]\.{field}: "):
        parse(WhatIfRequest, {"trades": [trade]})


@pytest.mark.parametrize(
    ("trades", "stock"), [([{"asset_type": "bond", "action": "BUY", "value": 1}], 2), ([], 1)]
)
def test_without_trades_the_allocation_is_as_it_is(trades: list[object], stock: int):
    """The document's code would change nothing then."""
    shares = [ClassShare(asset_class="EQUITY", value=D(value), weight=D(1)) for value in (1, 2)]
    found = WhatIf(
        classes_before=(shares[0],),
        classes_after=(shares[1],),
        drift_after=None,
        turnover=D(0),
        cost=D(0),
        ledger=(),
    )
    told = NewAllocation.of(found, parse(WhatIfRequest, {"trades": trades}))

    assert {"stock": {"value": stock, "percentage": 100}} == told.model_dump(mode="json")
