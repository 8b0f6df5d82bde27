"""Plan a rebalance: one visible line from snapshot and policy to an explained, hashed plan."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from trimtab import ENGINE_VERSION
from trimtab.domain.plan import PLAN_LIFETIME, Envelope, Plan
from trimtab.domain.policy import Policy, RebalancingMethod
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.targets import SumVerdict
from trimtab.drift.measure import measure_portfolio_drift
from trimtab.planning.after import apply_trades
from trimtab.planning.lines import Lines, cash_floor, draw_lines
from trimtab.planning.obstacles import find_obstacle
from trimtab.planning.verdict import judge_lines

MAX_PRICE_MOVE: Final = Decimal("0.05")
"""How far a price may move between plan and order, as a fraction."""


def plan_rebalance(
    snapshot: Snapshot, policy: Policy, portfolio: PortfolioRef, method: RebalancingMethod | None = None
) -> Plan:
    """Plan the trades that repair a portfolio, with a reason for every trade and every non-trade.

    Sells come before buys; buys never take cash below the cash target (I-04). Equal inputs give equal plans.
    """
    chosen = method or policy.method
    drift = measure_portfolio_drift(snapshot, policy)
    obstacle = find_obstacle(snapshot, policy)
    lines = Lines() if obstacle else draw_lines(snapshot, policy, drift, chosen)
    status, finding = obstacle or judge_lines(lines.trades, lines.skipped, drift)
    after = apply_trades(snapshot, lines.trades)
    return Plan(
        uid=portfolio.uid,
        portfolio_id=portfolio.portfolio_id,
        account_id=snapshot.account_id,
        environment=snapshot.environment,
        policy_version=policy.version,
        method=chosen,
        engine_version=ENGINE_VERSION,
        as_of=snapshot.as_of,
        status=status,
        finding=finding,
        trades=lines.trades,
        skipped=lines.skipped,
        drift=drift,
        drift_after=measure_portfolio_drift(after, policy),
        cash=snapshot.cash,
        cash_after=after.cash,
        envelope=_envelope(snapshot, policy),
        warnings=_warnings(policy),
    )


def _envelope(snapshot: Snapshot, policy: Policy) -> Envelope:
    return Envelope(
        expires_at=snapshot.as_of + PLAN_LIFETIME,
        cash_floor=cash_floor(snapshot, policy) if not snapshot.unpriced_symbols else snapshot.cash,
        max_price_move=MAX_PRICE_MOVE,
    )


def _warnings(policy: Policy) -> tuple[Reason, ...]:
    if policy.targets.sum_verdict is not SumVerdict.SHORTFALL_TO_CASH:
        return ()
    return (
        Reason(ReasonCode.TARGETS_BELOW_100, "The targets add up to less than 100%; the rest stays in cash."),
    )
