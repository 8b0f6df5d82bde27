"""Check a finished plan against its request: every rule, every finding."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import localcontext

from trimtab.domain.plan import Plan, PlanStatus
from trimtab.domain.request import PlanRequest
from trimtab.planning.check.aims import check_goals
from trimtab.planning.check.direction import check_direction, check_drift_gain, check_flow, check_order
from trimtab.planning.check.facts import EXACT, Facts, gather
from trimtab.planning.check.findings import Finding
from trimtab.planning.check.ledger import (
    Ledger,
    check_cash,
    check_dependencies,
    check_exchanges,
    check_floor,
    write_ledger,
)
from trimtab.planning.check.limits import check_cost_sum, check_envelope, check_limits, floor_of
from trimtab.planning.check.measures import check_drift, check_drift_after
from trimtab.planning.check.orders import check_orders
from trimtab.planning.check.outcome import check_identity, check_lines, check_status, obstacles
from trimtab.planning.check.permissions import check_permissions, check_reasons
from trimtab.planning.check.swaps import check_substitutes, check_swaps
from trimtab.planning.check.taxes import check_taxes


def check_plan(request: PlanRequest, plan: Plan) -> tuple[Finding, ...]:
    """Return everything that is wrong with a plan; nothing for a plan that may be shown.

    All plans must add up and be true to their request. Goals and limits bind every plan that trades, even a
    blocked one; without trades they bind what is not blocked, and had no obstacle.
    """
    with localcontext(EXACT):
        facts = gather(request)
        ledger = write_ledger(facts, plan)
        findings = [*_true(facts, plan, ledger)]
        is_idle = plan.status is PlanStatus.BLOCKED or bool(obstacles(facts))
        if plan.trades or not is_idle:
            findings += _within_bounds(facts, plan, ledger)
    return tuple(findings)


def _true(facts: Facts, plan: Plan, ledger: Ledger) -> Iterator[Finding]:
    yield from check_identity(facts, plan)
    yield from check_status(facts, plan)
    yield from check_lines(facts, plan)
    yield from check_orders(facts, plan)
    yield from check_order(facts, plan)
    yield from check_reasons(facts, plan)
    yield from check_drift(facts, plan)
    yield from check_drift_after(facts, plan, ledger)
    yield from check_exchanges(facts, plan)
    yield from check_dependencies(plan)
    yield from check_cost_sum(plan)
    yield from check_substitutes(facts)
    yield from check_taxes(facts, plan)


def _within_bounds(facts: Facts, plan: Plan, ledger: Ledger) -> Iterator[Finding]:
    yield from check_permissions(facts, plan)
    yield from check_goals(facts, plan)
    yield from check_direction(facts, plan)
    yield from check_drift_gain(facts, plan)
    yield from check_flow(facts, plan)
    yield from check_swaps(facts, plan)
    yield from check_limits(facts, plan)
    yield from check_envelope(facts, plan)
    yield from check_cash(facts, plan, ledger)
    yield from check_floor(facts, ledger, floor_of(facts, plan))
