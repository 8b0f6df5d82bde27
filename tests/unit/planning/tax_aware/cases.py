"""A portfolio of stocks and bonds with tax lots, and what planning with taxes makes of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import builders
from builders import OWNER
from tax_builders import household, lot, position
from trimtab.domain.policy import RebalancingMethod
from trimtab.domain.request import PlanRequest
from trimtab.domain.tax_config import IdenticalGroup, SubstituteSet, TaxConfig
from trimtab.domain.tax_lot import OpenLoss, TaxLot
from trimtab.planning.check import check_plan
from trimtab.planning.tax_aware.ground import Ground, stand_on
from trimtab.planning.tax_aware.pairs import Bench, seat_substitutes
from trimtab.planning.tax_aware.plan import TaxPlan, plan_with_taxes

PRICES: Final = {"IEF": "50", "IVV": "100", "SPY": "100", "TLT": "100", "VTI": "50"}
SUBSTITUTES: Final = (SubstituteSet(symbol="SPY", substitutes=("VTI",)),)
IDENTICAL: Final = (IdenticalGroup(("IVV", "SPY")),)

LONG_AGO: Final = "2024-01-10"
RECENT: Final = "2026-09-01"
JUST_NOW: Final = "2026-11-10"


def shares(symbol: str, *parts: tuple[str, str, str]) -> tuple[TaxLot, ...]:
    """Lots of a symbol, each as quantity, price and day, named SPY-1, SPY-2 and so on."""
    return tuple(
        lot(f"{symbol}-{number}", *part, symbol=symbol) for number, part in enumerate(parts, start=1)
    )


def request(
    held: Mapping[str, str],
    lots: Iterable[TaxLot] = (),
    losses: Iterable[OpenLoss] = (),
    *,
    weights: Mapping[str, str] | None = None,
    cash: str = "0",
    **fields: Any,
) -> PlanRequest:
    """A question to TAX_AWARE; SPY is wanted at 60 % and TLT at 40 % unless `weights` differ.

    `config` holds TaxConfig's fields, `known` those of the position; the rest are the policy's.
    """
    config = TaxConfig(**fields.pop("config", {}))
    rules = household(identical=config.identical, match_earlier_purchases=config.match_earlier_purchases)
    known = {"rules": rules} | fields.pop("known", {})
    return PlanRequest(
        snapshot=builders.snapshot(cash, held, PRICES),
        policy=builders.policy(
            weights or {"SPY": "0.6", "TLT": "0.4"}, method=RebalancingMethod.TAX_AWARE, tax=config, **fields
        ),
        portfolio=OWNER,
        tax=position(lots, losses, **known),
    )


def ground(asked: PlanRequest) -> Ground:
    """What planning stands on."""
    if asked.tax is None:
        raise LookupError("the request has no lots")
    return stand_on(asked, asked.tax)


def bench(asked: PlanRequest) -> Bench:
    """The targets with their substitutes."""
    return seat_substitutes(ground(asked))


def sound(asked: PlanRequest) -> TaxPlan:
    """Plan with taxes. Raises AssertionError where the checker finds a fault."""
    answer = plan_with_taxes(asked)
    findings = check_plan(answer.request, answer.plan)
    if findings:
        raise AssertionError(findings)
    return answer
