"""The terms of a plan that a rule asks for: its method, and its limits beside the policy's own."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from trimtab.domain.policy import Policy
from trimtab.domain.schedule import Verdict
from trimtab.domain.trigger import RuleConstraints, TriggerRule


def policy_by(verdict: Verdict, policy: Policy) -> Policy:
    """Return a policy as the rule that decides wants it applied; without such a rule as it is."""
    rule = next((each for each in policy.triggers.rules if each.rule_id == verdict.rule_id), None)
    return policy_under(rule, policy) if rule else policy


def policy_under(rule: TriggerRule, policy: Policy) -> Policy:
    """Return a policy as a rule wants it applied: of two limits the stricter counts, exclusions add up."""
    return limited(rule.constraints, replace(policy, method=rule.method or policy.method))


def limited(own: RuleConstraints | None, policy: Policy) -> Policy:
    """Return a policy with further limits beside its own; without any as it is."""
    if own is None:
        return policy
    kept = policy.constraints
    excluded = {*kept.excluded_instruments, *own.excluded_instruments}
    return replace(
        policy,
        costs=replace(
            policy.costs, minimum_trade=max(policy.costs.minimum_trade, own.min_trade_size or Decimal(0))
        ),
        constraints=replace(
            kept,
            max_turnover=_stricter(kept.max_turnover, own.max_turnover),
            transaction_cost_limit=_stricter(kept.transaction_cost_limit, own.transaction_cost_limit),
            excluded_instruments=tuple(sorted(excluded)),
        ),
    )


def _stricter(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return min((limit for limit in (one, other) if limit is not None), default=None)
