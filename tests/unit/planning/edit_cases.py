"""A portfolio of 10,000 dollars whose plan sells 20 SPY, buys 10 TLT and 20 GLD, and leaves no cash."""

from __future__ import annotations

from typing import Any

from builders import instrument, policy, question, snapshot
from trimtab.domain.config import CostConfig
from trimtab.domain.instruments import QuantityUnit
from trimtab.domain.money import parse_decimal
from trimtab.domain.policy import RebalancingMethod
from trimtab.domain.request import Edit, PlanRequest

PRICES = {"GLD": "100", "SPY": "100", "TLT": "100"}


def edits(**quantities: str) -> tuple[Edit, ...]:
    """What the owner wants, by symbol."""
    return tuple(Edit(symbol=s, quantity=parse_decimal(quantities[s])) for s in sorted(quantities))


def asking(unit: QuantityUnit = QuantityUnit.FRACTIONAL, **rule: Any) -> PlanRequest:
    """The question, without edits; every symbol is traded in the same unit."""
    known = tuple(instrument(symbol, unit) for symbol in sorted(PRICES))
    account = snapshot("1000", {"SPY": "60", "TLT": "30"}, PRICES, instruments=known)
    usual: dict[str, Any] = {
        "method": RebalancingMethod.FULL,
        "costs": CostConfig(minimum_trade=parse_decimal("10")),
    }
    return question(account, policy({"SPY": "0.4", "TLT": "0.4", "GLD": "0.2"}, **(usual | rule)))
