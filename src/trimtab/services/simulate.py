"""Ask what if: other targets, other prices, more or less cash; nothing is stored and nothing can be sent."""

from __future__ import annotations

from dataclasses import replace

from trimtab.domain.commands import Simulate
from trimtab.domain.policy import Policy, PolicyStatus
from trimtab.domain.results import DriftChecked
from trimtab.planning.rebalance import plan_rebalance
from trimtab.ports import Services
from trimtab.services.policies import current_policy
from trimtab.services.snapshots import take_snapshot, targeted_symbols
from trimtab.simulation.what_if import suppose


def simulate(command: Simulate, services: Services) -> DriftChecked:
    """Plan on the caller's own portfolio under the supposed changes, without any side effect (I-23)."""
    policy = _supposed_policy(command, services)
    broker = services.brokers.of(command.portfolio.uid)
    now = services.clock.now()
    wanted = {*targeted_symbols(policy.targets), *command.prices}
    snapshot = suppose(take_snapshot(broker, wanted, now), command.prices, command.cash_flow)
    plan = plan_rebalance(snapshot, policy, command.portfolio, command.method)
    return DriftChecked(plan=plan, trading=services.trading.current())


def _supposed_policy(command: Simulate, services: Services) -> Policy:
    policy = current_policy(command.portfolio, services)
    if command.targets is None:
        return policy
    return replace(policy, targets=command.targets, status=PolicyStatus.ACTIVE)
