"""Ask what if: other targets, prices, cash or trades; nothing is stored and nothing can be sent."""

from __future__ import annotations

from dataclasses import replace

from trimtab.domain.commands import Simulate
from trimtab.domain.errors import InvalidRequestError
from trimtab.domain.flip_point import FlipPoint
from trimtab.domain.plan import Plan
from trimtab.domain.policy import Policy, PolicyStatus, RebalancingMethod
from trimtab.domain.request import PlanRequest
from trimtab.domain.results import DriftChecked
from trimtab.domain.tax_ledger import TaxPosition
from trimtab.planning.explain import explain_symbols
from trimtab.planning.flip_points import symbol_flip_points
from trimtab.planning.methods.deposit import smallest_deposit
from trimtab.ports import Services
from trimtab.services.planning import at_aversion, checked_curve, checked_plan
from trimtab.services.policies import current_policy
from trimtab.services.snapshots import take_snapshot, targeted_symbols
from trimtab.services.tax_position import TaxView, under_method, view_taxes
from trimtab.simulation.what_if import suppose, what_if


def simulate(command: Simulate, services: Services) -> DriftChecked:
    """Plan on the caller's own portfolio under the supposed changes, without any side effect (I-23).

    Raises InvalidRequestError for trades that cannot be and for flip points of a symbol that has no line.
    """
    asked, taxes = supposed_request(command, services)
    answer = checked_plan(asked)
    request, plan = answer.request, answer.plan
    return DriftChecked(
        plan=taxes.told_of(plan),
        trading=services.trading.current(),
        what_if=what_if(request, plan, command.trades, has_cash_leg=command.has_cash_leg),
        flip_points=_flip_points(command, request, plan),
        smallest_deposit=smallest_deposit(request),
        trade_off=checked_curve(asked) if command.asks_trade_off else (),
    )


def supposed_request(command: Simulate, services: Services) -> tuple[PlanRequest, TaxView]:
    """Ask the planner what a what-if asks, and see the account's taxes; nothing is stored."""
    policy = _supposed_policy(command, services)
    broker = services.brokers.of(command.portfolio.uid)
    now = services.clock.now()
    traded = {trade.symbol for trade in command.trades if trade.symbol}
    wanted = {*targeted_symbols(policy.targets), *command.prices, *traded}
    snapshot = suppose(take_snapshot(broker, wanted, now, services.ahead), command.prices, command.cash_flow)
    request = at_aversion(
        PlanRequest(snapshot=snapshot, policy=policy, portfolio=command.portfolio, method=command.method),
        command.risk_aversion,
    )
    taxes = view_taxes(request, broker, services, is_kept=False)
    return replace(request, tax=_supposed_position(command, taxes.position)), taxes


def _supposed_position(command: Simulate, position: TaxPosition | None) -> TaxPosition | None:
    if position is None or command.lot_method is None:
        return position
    return under_method(position, command.lot_method)


def _supposed_policy(command: Simulate, services: Services) -> Policy:
    policy = current_policy(command.portfolio, services)
    if command.targets is None:
        return policy
    targets = command.targets.with_classes_of(policy.targets)
    return replace(policy, targets=targets, status=PolicyStatus.ACTIVE)


def _flip_points(command: Simulate, request: PlanRequest, plan: Plan) -> tuple[FlipPoint, ...]:
    if command.flip_points_of and plan.method is RebalancingMethod.FULL_OPTIMIZATION:
        problem = "are not searched under FULL_OPTIMIZATION; name another method"
        raise InvalidRequestError("flip_points_of", command.flip_points_of[0], problem)
    known = explain_symbols(plan)
    for index, symbol in enumerate(command.flip_points_of):
        if symbol not in known:
            raise InvalidRequestError(f"flip_points_of[{index}]", symbol, "is neither held nor targeted")
    return tuple(
        point for symbol in command.flip_points_of for point in symbol_flip_points(request, plan, symbol)
    )
