"""Small portfolios for FULL_OPTIMIZATION: AAA above its target, BBB below, 10,000 dollars together."""

from __future__ import annotations

from decimal import Decimal as D
from typing import Any

from builders import policy, question, snapshot
from tax_builders import lot, position
from trimtab.domain.policy import RebalancingMethod
from trimtab.domain.request import PlanRequest
from trimtab.domain.tax_lot import TaxLot
from trimtab.optimise.question import Question, ask
from trimtab.planning.tax_aware.ground import stand_on

METHOD = RebalancingMethod.FULL_OPTIMIZATION


def drifted(held: str = "60", *lots: TaxLot, policy_fields: dict[str, Any] | None = None) -> PlanRequest:
    """Hold so many shares of AAA and the rest of a hundred of BBB, each at 100 and wanted at one half."""
    rest = str(100 - D(held))
    account = snapshot("0", {"AAA": held, "BBB": rest}, {"AAA": "100", "BBB": "100"})
    rule = policy({"AAA": "0.5", "BBB": "0.5"}, method=METHOD, **(policy_fields or {}))
    known = (*lots, bought("BBB", rest, "100"))
    return question(account, rule, tax=position(known) if lots else None)


def bought(symbol: str, quantity: str, price: str, day: str = "2024-01-10") -> TaxLot:
    """A lot of a symbol, long term unless bought lately."""
    return lot(f"{symbol}-{day}-{price}", quantity, price, day, symbol=symbol)


def asked(request: PlanRequest) -> Question:
    """The request as the optimiser sees it."""
    return ask(request, stand_on(request, request.tax) if request.tax else None)
