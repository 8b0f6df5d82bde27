"""A request, its sound plan, and what the checker says of a plan that was tampered with."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import builders
from builders import OWNER
from trimtab.domain.plan import Plan
from trimtab.domain.request import Edit, PlanRequest
from trimtab.domain.trade import Side, Trade
from trimtab.planning.check import check_plan
from trimtab.planning.edited_plan import edit_plan
from trimtab.planning.rebalance import plan_rebalance


def request(**fields: Any) -> PlanRequest:
    """Nine hundred in SPY, one hundred in TLT, one thousand in cash; SPY at 50 and TLT at 20.

    Wanted are five hundred of each, and half in cash.
    """
    usual: dict[str, Any] = {
        "snapshot": builders.snapshot("1000", {"SPY": "18", "TLT": "5"}, {"SPY": "50", "TLT": "20"}),
        "policy": builders.policy({"SPY": "0.25", "TLT": "0.25"}, "0.5"),
        "portfolio": OWNER,
    }
    return PlanRequest(**(usual | fields))


def planned(asked: PlanRequest | None = None) -> Plan:
    """The plan of a request."""
    return plan_rebalance(asked or request())


def rules(plan: Plan, asked: PlanRequest | None = None) -> set[str]:
    """The names of the rules a plan breaks."""
    return {finding.rule for finding in check_plan(asked or request(), plan)}


def tampered(asked: PlanRequest | None = None, /, **fields: Any) -> set[str]:
    """The rules broken by a sound plan with other fields."""
    return rules(replace(planned(asked), **fields), asked)


def retraded(side: Side, asked: PlanRequest | None = None, /, **fields: Any) -> set[str]:
    """The rules broken by a sound plan with its first trade of a side changed."""
    plan = planned(asked)
    chosen = plan.of_side(side)[0]
    trades = tuple(replace(trade, **fields) if trade is chosen else trade for trade in plan.trades)
    return rules(replace(plan, trades=trades), asked)


def sale(plan: Plan) -> Trade:
    """The first sell of a plan."""
    return plan.of_side(Side.SELL)[0]


def edited(asked: PlanRequest, **quantities: str) -> tuple[PlanRequest, Plan]:
    """A request with what its owner wants of some trades, and the plan as changed."""
    edits = tuple(Edit(symbol=symbol, quantity=Decimal(shares)) for symbol, shares in quantities.items())
    wanted = replace(asked, edits=edits)
    plan = edit_plan(wanted, plan_rebalance(asked))
    assert isinstance(plan, Plan), plan
    return wanted, plan
