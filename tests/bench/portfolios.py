"""Portfolios of a given size that need repair: every holding is off its target, by a fixed pattern."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from builders import instrument, policy, question, snapshot
from trimtab.domain.config import CostConfig, DriftConfig
from trimtab.domain.constraints import Constraints
from trimtab.domain.instruments import QuantityUnit
from trimtab.domain.policy import RebalancingMethod
from trimtab.domain.request import PlanRequest

UNITS = tuple(QuantityUnit)


def symbol(number: int) -> str:
    """Name an instrument: AAA, AAB, … in order."""
    letters = (number // 676 % 26, number // 26 % 26, number % 26)
    return "".join(chr(ord("A") + letter) for letter in letters)


def request_of_size(holdings: int, seed: int) -> PlanRequest:
    """Make a request of all units, with costs, a position cap and a turnover limit that binds."""
    names = [symbol(number) for number in range(holdings)]
    prices = {name: f"{20 + (seed * 7 + at * 37) % 480}.{at % 100:02}" for at, name in enumerate(names)}
    quantities = {name: str(1 + (seed * 13 + at * 29) % 97) for at, name in enumerate(names)}
    rule = policy(
        _weights(names, seed),
        "0",
        method=tuple(RebalancingMethod)[seed % 3],
        drift=DriftConfig(threshold=Decimal(1) / (4 * Decimal(holdings)).quantize(Decimal("0.0001"))),
        costs=CostConfig(
            minimum_trade=Decimal(10), spread_rate=Decimal("0.0004"), minimum_commission=Decimal(1)
        ),
        constraints=Constraints(
            max_turnover=Decimal("0.15"), max_position_weight=max(Decimal("0.05"), Decimal(3) / holdings)
        ),
    )
    account = snapshot("25000.00", quantities, prices)
    described = tuple(
        replace(instrument(name, UNITS[at % 3]), asset_class=("EQUITY", "BOND")[at % 5 == 0])
        for at, name in enumerate(names)
    )
    return question(replace(account, instruments=described), rule)


def _weights(names: list[str], seed: int) -> dict[str, str]:
    parts = {name: 1 + (seed * 11 + at * 17) % 9 for at, name in enumerate(names)}
    whole = sum(parts.values())
    weights = {name: (Decimal(part) / whole).quantize(Decimal("0.000001")) for name, part in parts.items()}
    weights[names[0]] += 1 - sum(weights.values())
    return {name: str(weight) for name, weight in weights.items()}
